import { accessOf } from '../core/private/validation/access-types';
import { BOOL, enumOf } from '../core/private/validation/basic-types';
import { BUCKET_ACCESS_OPTIONS, bucketAccessRules } from '../core/private/validation/bucket-access-options';
import { BUCKET_OPTIONS, newBucketRules } from '../core/private/validation/bucket-options';
import { problem } from '../core/private/validation/errors';
import { struct } from '../core/private/validation/prop-types';
import { BUCKET } from '../core/private/validation/resource-types';
import type { LogzioArchiveBucketProps } from './archive-bucket-props';
import { externalIdProblems } from './external-id';
import { powerSearchProblems } from './power-search';
import { PRODUCT } from './sources';
import { LogzioUsage } from './usage';

export const ARCHIVE_BUCKET_PROPS = struct<LogzioArchiveBucketProps>(
  {
    ...BUCKET_OPTIONS.types,
    ...BUCKET_ACCESS_OPTIONS.types,
    access: accessOf(PRODUCT),
    bucket: BUCKET,
    usage: enumOf('LogzioUsage', LogzioUsage),
    versioned: BOOL,
    powerSearch: BOOL,
    objectAcl: BOOL,
  },
  (rule) => [
    ...newBucketRules(rule, 'versioned'),
    ...bucketAccessRules(rule),
    rule(['objectAcl', 'usage'], ({ objectAcl, usage }) =>
      objectAcl && usage === LogzioUsage.RESTORE
        ? [problem('objectAcl', true, 'not with RESTORE', 'Omit it: Logz.io writes nothing.')]
        : [],
    ),
    rule(['access'], ({ access }) => externalIdProblems('access.externalId', access?._binding.trust?.externalId)),
    rule(['powerSearch', 'bucket'], ({ bucket, powerSearch }, { scope }) =>
      powerSearch && scope ? powerSearchProblems(scope, bucket) : [],
    ),
  ],
);
