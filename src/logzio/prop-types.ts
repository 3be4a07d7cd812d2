import { accessOf } from '../core/private/validation/access-types';
import { BOOL, enumOf } from '../core/private/validation/basic-types';
import { bucketOptions, newBucketRules, versionRules } from '../core/private/validation/bucket-options';
import { problem } from '../core/private/validation/errors';
import { struct } from '../core/private/validation/prop-types';
import { BUCKET } from '../core/private/validation/resource-types';
import type { LogzioArchiveBucketProps } from './archive-bucket-props';
import { LIFECYCLE } from './bucket-profile';
import { externalIdProblems } from './external-id';
import { powerSearchProblems } from './power-search';
import { PRODUCT } from './sources';
import { LogzioUsage } from './usage';

export const ARCHIVE_BUCKET_PROPS = struct<LogzioArchiveBucketProps>(
  {
    ...bucketOptions(LIFECYCLE),
    access: accessOf(PRODUCT),
    bucket: BUCKET,
    usage: enumOf('LogzioUsage', LogzioUsage),
    versioned: BOOL,
    powerSearch: BOOL,
    objectAcl: BOOL,
  },
  (rule) => [
    ...newBucketRules(rule, 'versioned'),
    ...versionRules(rule),
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
