import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { RoleAccess } from '../../core';
import { retentionProblems } from '../../core/private/provision/retention-limit';
import { accessOf } from '../../core/private/validation/access-types';
import { BOOL, enumOf, madeBy } from '../../core/private/validation/basic-types';
import { BUCKET_ACCESS_OPTIONS, bucketAccessRules } from '../../core/private/validation/bucket-access-options';
import { bucketOptions, newBucketRules } from '../../core/private/validation/bucket-options';
import { problem } from '../../core/private/validation/errors';
import { GRANT } from '../../core/private/validation/grant-options';
import { structOf, within } from '../../core/private/validation/nested-types';
import { PREFIX } from '../../core/private/validation/prefix';
import { required, struct } from '../../core/private/validation/prop-types';
import { BUCKET } from '../../core/private/validation/resource-types';
import { isUnresolved } from '../../core/private/validation/tokens-in-text';
import { LIFECYCLE } from '../bucket-profile';
import { BACKUP as BACKUP_PRODUCT, MANAGED_BACKUP } from '../sources';
import type { CloudBerryBackupOptions, CloudBerryBucketOptions } from './backup-options';
import type { CloudBerryAddBucketOptions, CloudBerryBackupUserProps } from './backup-user-props';
import type { CloudBerryManagedBackupProps } from './managed-backup-props';
import { CloudBerryPermissions } from './permissions-edition';
import { type CloudBerryProtection, protectionOf } from './protection';

const PROTECTION = madeBy<CloudBerryProtection>(
  '_lock',
  'CloudBerryProtection',
  'For example, CloudBerryProtection.recoverableDeletes().',
  (what, got, place) => within(what, place, got._recipe.problems),
);

const BACKUP = struct<CloudBerryBackupOptions>(
  {
    permissions: enumOf('CloudBerryPermissions', CloudBerryPermissions),
    prefix: PREFIX,
    browse: BOOL,
    protection: PROTECTION,
    manageLifecycle: BOOL,
    lockManagedByAgent: BOOL,
  },
  (rule) => {
    const todo = 'Omit it, or choose another protection.';
    return [
      rule(['manageLifecycle', 'protection'], ({ manageLifecycle, protection }) =>
        manageLifecycle && protection?._kind === 'recoverableDeletes'
          ? [problem('manageLifecycle', true, 'not with recoverableDeletes(): a rule can expire old versions', todo)]
          : [],
      ),
      rule(['lockManagedByAgent', 'protection'], ({ lockManagedByAgent, protection }) =>
        lockManagedByAgent && protection?._kind !== 'objectLock'
          ? [problem('lockManagedByAgent', true, 'only with objectLock(), on a bucket with Object Lock', todo)]
          : [],
      ),
      rule(['browse', 'prefix'], ({ browse, prefix }) =>
        browse && prefix === undefined
          ? [problem('browse', true, "only with 'prefix'", 'Omit it: without prefix, the agent can list all keys.')]
          : browseProblems(browse, prefix, 'prefix'),
      ),
    ];
  },
);

/** The levels above the prefix must be known at synth. */
export function browseProblems(browse: boolean | undefined, prefix: string | undefined, what: string): string[] {
  const todo = 'Pass a literal, or omit browse: the levels to browse must be known at synth.';
  return browse && isUnresolved(prefix) ? [problem(what, prefix, 'a literal with browse: true', todo)] : [];
}

/** Only a new bucket gets a default retention. A new bucket with Object Lock needs it, unless the agent locks. */
function defaultRetentionProblems(protection: CloudBerryProtection | undefined, isNew: boolean): string[] {
  const { _kind, _lock } = protectionOf({ protection });
  const { defaultRetention, gfs } = _lock;
  const what = 'protection.defaultRetention';
  if (defaultRetention && !isNew) {
    return [problem(what, defaultRetention, "only without 'bucket'", 'Set objectLockDefaultRetention on your own bucket.')];
  }
  return _kind === 'objectLock' && isNew && !defaultRetention && !gfs
    ? [problem(what, undefined, 'a retention of the bucket, or gfs: true', 'Set at least one: Object Lock alone locks nothing.')]
    : [];
}

/** The policy of the bucket holds the limit on what the agent locks. */
export function limitProblems(protection: CloudBerryProtection | undefined, bucket: s3.IBucket | undefined, scope?: Construct): string[] {
  return scope ? retentionProblems(scope, protectionOf({ protection })._lock, bucket, 'protection.') : [];
}

const BUCKET_AND_BACKUP = struct<CloudBerryBucketOptions>(
  { ...bucketOptions(LIFECYCLE), ...BUCKET_ACCESS_OPTIONS.types, ...BACKUP.types, bucket: BUCKET, objectAcls: BOOL },
  (rule) => [
    ...BACKUP.rules,
    ...newBucketRules(rule, 'objectAcls'),
    ...bucketAccessRules(rule),
    rule(['bucket', 'protection'], ({ bucket, protection }) => defaultRetentionProblems(protection, !bucket)),
    rule(['bucket', 'protection'], ({ bucket, protection }, { scope }) => limitProblems(protection, bucket, scope)),
  ],
);

export const BACKUP_USER_PROPS = struct<CloudBerryBackupUserProps>(
  { ...BUCKET_AND_BACKUP.types, access: accessOf(BACKUP_PRODUCT) },
  () => BUCKET_AND_BACKUP.rules,
);

export const MANAGED_BACKUP_PROPS = struct<CloudBerryManagedBackupProps>(
  { ...BUCKET_AND_BACKUP.types, access: accessOf(MANAGED_BACKUP), federation: BOOL },
  (rule) => [
    ...BUCKET_AND_BACKUP.rules,
    rule(['access', 'federation'], ({ access, federation }) => {
      const todo = 'Omit it, or use VendorAccess.iamUser(): only users can request federation tokens.';
      return federation && access instanceof RoleAccess ? [problem('federation', true, 'with a user', todo)] : [];
    }),
  ],
);

export interface AddBucketArguments {
  readonly bucket: s3.IBucket;
  readonly options?: CloudBerryAddBucketOptions;
}

export const ADD_BUCKET = struct<AddBucketArguments>({
  bucket: required(BUCKET),
  options: structOf(struct<CloudBerryAddBucketOptions>({ prefix: PREFIX })),
});

/** The arguments of `CloudBerryBucketGrants.backup`. */
export const BACKUP_GRANT = struct<{ grantee: iam.IGrantable; options?: CloudBerryBackupOptions }>({
  ...GRANT.types,
  options: structOf(
    struct<CloudBerryBackupOptions>(BACKUP.types, (rule) => [
      ...BACKUP.rules,
      rule(['protection'], ({ protection }) => defaultRetentionProblems(protection, false)),
      rule(['protection'], ({ protection }) => {
        const { maximumRetention } = protectionOf({ protection })._lock;
        const todo = 'Omit it: the policy of the bucket would hold the limit, and a grant does not change that policy.';
        return maximumRetention ? [problem('protection.maximumRetention', maximumRetention, 'not with a grant', todo)] : [];
      }),
    ]),
  ),
});
