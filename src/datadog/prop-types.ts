import type * as iam from 'aws-cdk-lib/aws-iam';
import { accessOf } from '../core/private/validation/access-types';
import { BOOL, enumOf } from '../core/private/validation/basic-types';
import { BUCKET_ACCESS_OPTIONS, bucketAccessRules } from '../core/private/validation/bucket-access-options';
import { bucketOptions, newBucketRules, versionRules } from '../core/private/validation/bucket-options';
import { GRANT } from '../core/private/validation/grant-options';
import { structOf } from '../core/private/validation/nested-types';
import { PREFIX } from '../core/private/validation/prefix';
import { required, struct } from '../core/private/validation/prop-types';
import { BUCKET } from '../core/private/validation/resource-types';
import { accountProblems, partitionProblems, usageProblems } from './access-rules';
import { LIFECYCLE } from './bucket-profile';
import type { DatadogGrantOptions } from './grant-options';
import type { DatadogLogArchiveProps } from './log-archive-props';
import { PRODUCT } from './sources';
import { DatadogUsage } from './usage';

export const LOG_ARCHIVE_PROPS = struct<DatadogLogArchiveProps>(
  {
    ...bucketOptions(LIFECYCLE),
    ...BUCKET_ACCESS_OPTIONS.types,
    access: required(accessOf(PRODUCT)),
    bucket: BUCKET,
    usage: enumOf('DatadogUsage', DatadogUsage),
    prefix: PREFIX,
    versioned: BOOL,
  },
  (rule) => [
    ...newBucketRules(rule, 'versioned'),
    ...versionRules(rule),
    ...bucketAccessRules(rule),
    rule(['access'], ({ access }, { scope }) => (scope ? [...partitionProblems(access, scope), ...accountProblems(access, scope)] : [])),
    rule(['access', 'usage'], ({ access, usage }) => usageProblems(access, usage)),
  ],
);

/** The arguments of the methods of `DatadogBucketGrants`. */
export const ARCHIVE_GRANT = struct<{ grantee: iam.IGrantable; options?: DatadogGrantOptions }>({
  ...GRANT.types,
  options: structOf(struct<DatadogGrantOptions>({ prefix: PREFIX })),
});
