import type * as iam from 'aws-cdk-lib/aws-iam';
import { accessOf } from '../core/private/validation/access-types';
import { BOOL } from '../core/private/validation/basic-types';
import { BUCKET_ACCESS_OPTIONS, bucketAccessRules } from '../core/private/validation/bucket-access-options';
import { bucketOptions, newBucketRules, versionRules } from '../core/private/validation/bucket-options';
import { problem } from '../core/private/validation/errors';
import { GRANT } from '../core/private/validation/grant-options';
import { structOf } from '../core/private/validation/nested-types';
import { PREFIX } from '../core/private/validation/prefix';
import { struct } from '../core/private/validation/prop-types';
import { BUCKET, KEY } from '../core/private/validation/resource-types';
import type { VeleroBackupLocationProps } from './backup-location-props';
import { LIFECYCLE } from './bucket-profile';
import type { VeleroGrantOptions } from './grant-options';
import { PRODUCT } from './sources';

export const BACKUP_LOCATION_PROPS = struct<VeleroBackupLocationProps>(
  {
    ...bucketOptions(LIFECYCLE),
    ...BUCKET_ACCESS_OPTIONS.types,
    access: accessOf(PRODUCT),
    bucket: BUCKET,
    prefix: PREFIX,
    versioned: BOOL,
    objectTags: BOOL,
    volumeSnapshots: BOOL,
    volumeKey: KEY,
  },
  (rule) => [
    ...newBucketRules(rule, 'versioned'),
    ...versionRules(rule),
    ...bucketAccessRules(rule),
    rule(['volumeKey', 'volumeSnapshots'], ({ volumeKey, volumeSnapshots }) =>
      volumeKey && !volumeSnapshots
        ? [problem('volumeKey', volumeKey, 'only with volumeSnapshots: true', 'Omit it: only snapshots of volumes use it.')]
        : [],
    ),
  ],
);

/** The arguments of the method of `VeleroBucketGrants`. */
export const BACKUP_GRANT = struct<{ grantee: iam.IGrantable; options?: VeleroGrantOptions }>({
  ...GRANT.types,
  options: structOf(struct<VeleroGrantOptions>({ prefix: PREFIX, objectTags: BOOL })),
});
