import type * as iam from 'aws-cdk-lib/aws-iam';
import type { VendorAccess } from '../core';
import { accessOf } from '../core/private/validation/access-types';
import { BOOL, enumOf } from '../core/private/validation/basic-types';
import { BUCKET_ACCESS_OPTIONS, bucketAccessRules } from '../core/private/validation/bucket-access-options';
import { bucketOptions, newBucketRules, versionRules } from '../core/private/validation/bucket-options';
import { problem } from '../core/private/validation/errors';
import { GRANT } from '../core/private/validation/grant-options';
import { structOf } from '../core/private/validation/nested-types';
import { PREFIX } from '../core/private/validation/prefix';
import { required, struct } from '../core/private/validation/prop-types';
import { BUCKET } from '../core/private/validation/resource-types';
import type { LogzioArchiveBucketProps } from './archive-bucket-props';
import { LIFECYCLE } from './bucket-profile';
import { externalIdProblems } from './external-id';
import type { LogzioFetchOptions } from './fetch-options';
import { powerSearchProblems } from './power-search';
import type { LogzioS3FetcherProps } from './s3-fetcher-props';
import { PRODUCT, S3_FETCHER } from './sources';
import { LogzioUsage } from './usage';

const ofLogzio = ({ access }: { readonly access?: VendorAccess }) =>
  externalIdProblems('access.externalId', access?._binding.trust?.externalId);

export const ARCHIVE_BUCKET_PROPS = struct<LogzioArchiveBucketProps>(
  {
    ...bucketOptions(LIFECYCLE),
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
    ...versionRules(rule),
    ...bucketAccessRules(rule),
    rule(['objectAcl', 'usage'], ({ objectAcl, usage }) =>
      objectAcl && usage === LogzioUsage.RESTORE
        ? [problem('objectAcl', true, 'not with RESTORE', 'Omit it: Logz.io writes nothing.')]
        : [],
    ),
    rule(['access'], ofLogzio),
    rule(['powerSearch', 'bucket'], ({ bucket, powerSearch }, { scope }) =>
      powerSearch && scope ? powerSearchProblems(scope, bucket) : [],
    ),
  ],
);

export const S3_FETCHER_PROPS = struct<LogzioS3FetcherProps>(
  { ...BUCKET_ACCESS_OPTIONS.types, bucket: required(BUCKET), access: accessOf(S3_FETCHER), prefix: PREFIX },
  (rule) => [...bucketAccessRules(rule), rule(['access'], ofLogzio)],
);

/** The arguments of the methods of `LogzioBucketGrants`. */
export const FETCH_GRANT = struct<{ grantee: iam.IGrantable; options?: LogzioFetchOptions }>({
  ...GRANT.types,
  options: structOf(struct<LogzioFetchOptions>({ prefix: PREFIX })),
});
