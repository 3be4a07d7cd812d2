import { Annotations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { VendorAccess } from '../../core';
import { type BucketShape, bucketProblems } from '../../core/private/provision/bucket';
import { type BucketAccess, type BucketAccessOptions, bucketAccess } from '../../core/private/provision/bucket-access';
import type { BucketTarget } from '../../core/private/provision/bucket-resources';
import { refuseWrongKinds } from '../../core/private/validation/prop-types';
import type { PermissionSet } from '../../core/private/model/permission-set';
import { normalPrefix, prefixProblems } from '../../core/private/validation/prefix';
import type { Product } from '../../core/private/model/product';
import { checkChoice, problem, refuse } from '../../core/private/validation/errors';
import type { CloudBerryBackupOptions, CloudBerryBucketOptions } from './backup-options';
import { backupProfile } from '../bucket-profile';
import { CloudBerryPermissions } from './permissions-edition';
import { BACKUP_CURRENT, BACKUP_KB1034, BUCKET_KEY, DELETE_VERSIONS, GFS_LOCK, LIFECYCLE, LOCK_BY_AGENT, READ_LOCK } from '../permissions';
import { CloudBerryProtection } from './protection';
import { SETUP_LABELS } from '../setup-labels';

const LONGEST_RETENTION = 36_500; // days; S3's own limit

/** How to know one: plain JavaScript lets pass anything. */
const PROTECTION = {
  member: '_lock',
  allowed: 'what CloudBerryProtection makes',
  todo: 'Such as CloudBerryProtection.recoverableDeletes().',
};

export const protectionOf = ({ protection }: CloudBerryBackupOptions) => protection ?? CloudBerryProtection.asDocumented();

/** The permissions that the options ask for. */
export function backupSets(options: CloudBerryBackupOptions): PermissionSet<BucketTarget>[] {
  const { _kind, _lock } = protectionOf(options);
  return [
    BACKUP_KB1034,
    ...(options.permissions !== CloudBerryPermissions.KB1034 ? [BACKUP_CURRENT] : _kind === 'objectLock' ? [READ_LOCK] : []),
    ...(_kind === 'recoverableDeletes' ? [] : [DELETE_VERSIONS]),
    ...(_lock.gfs ? [GFS_LOCK] : []),
    ...(options.lockManagedByAgent ? [LOCK_BY_AGENT] : []),
    ...(options.manageLifecycle ? [LIFECYCLE] : []),
    BUCKET_KEY,
  ];
}

/** The bucket and the principal that both constructs make; refuses what is wrong with the props before it makes anything. */
export function backupAccess<T extends string = never>(
  scope: Construct,
  product: Product,
  access: VendorAccess,
  props: CloudBerryBucketOptions,
  problems: readonly string[] = [],
  more?: Pick<BucketAccessOptions<T>, 'sets' | 'targets'>,
): BucketAccess {
  const { bucket, objectAcls } = props;
  const protection = protectionOf(props);
  refuseWrongKinds(scope, { ...props, ...protection._lock, access, protection }, { protection: PROTECTION });
  refuse(scope, [
    ...bucketProblems(scope, bucket, props, { objectAcls }),
    ...backupProblems(props, bucket === undefined),
    ...problems,
    ...access._binding.problems(scope),
  ]);
  warnOfBackup(scope, props);
  return bucketAccess<T>(scope, props, {
    product,
    labels: SETUP_LABELS,
    access,
    bucket,
    shape: backupShape(props, objectAcls),
    profile: backupProfile(protection),
    prefix: normalPrefix(props.prefix),
    sets: [...backupSets(props), ...(more?.sets ?? [])],
    targets: more?.targets,
  });
}

/** The new bucket that the options ask for. */
function backupShape(options: CloudBerryBackupOptions, objectAcls = false): BucketShape {
  const { _kind, _lock } = protectionOf(options);
  const days = _lock.defaultRetention?.toDays();
  const mode = days === undefined ? undefined : (_lock.mode ?? s3.ObjectLockMode.GOVERNANCE);
  return {
    versioned: _kind !== 'asDocumented',
    objectOwnership: s3.ObjectOwnership[objectAcls ? 'BUCKET_OWNER_PREFERRED' : 'BUCKET_OWNER_ENFORCED'],
    objectLock: _kind === 'objectLock' ? { mode, days } : undefined,
  };
}

/** What is wrong with the options, together or each by itself. */
export function backupProblems(options: CloudBerryBackupOptions, newBucket: boolean): string[] {
  const { _kind, _lock } = protectionOf(options);
  const { lockManagedByAgent, manageLifecycle, permissions } = options;
  const leaveOut = 'Leave it out, or choose another protection.';
  return [
    ...(permissions === undefined ? [] : checkChoice('permissions', permissions, Object.values(CloudBerryPermissions))),
    ...prefixProblems('prefix', options.prefix),
    ...(manageLifecycle && _kind === 'recoverableDeletes'
      ? [problem('manageLifecycle', true, 'not with recoverableDeletes(): a rule can let old versions expire', leaveOut)]
      : []),
    ...(lockManagedByAgent && _kind !== 'objectLock'
      ? [problem('lockManagedByAgent', true, 'only with objectLock(), on a bucket with Object Lock', leaveOut)]
      : []),
    ...(_kind === 'objectLock' ? lockProblems(_lock, newBucket) : []),
  ];
}

function lockProblems({ defaultRetention, gfs, mode }: CloudBerryProtection['_lock'], newBucket: boolean): string[] {
  const what = 'protection (objectLock), defaultRetention';
  if (defaultRetention === undefined) {
    return [
      ...(mode === undefined ? [] : [problem('protection (objectLock), mode', mode, 'only with defaultRetention', 'Leave it out.')]),
      ...(newBucket && !gfs
        ? [problem(what, undefined, 'a retention of the bucket, or gfs: true', 'Give at least one: Object Lock alone locks nothing.')]
        : []),
    ];
  }
  const days = defaultRetention.isUnresolved() ? Number.NaN : defaultRetention.toDays({ integral: false });
  const inRange = Number.isInteger(days) && days >= 1 && days <= LONGEST_RETENTION;
  return [
    ...(inRange ? [] : [problem(what, `${defaultRetention}`, 'whole days, 1 to 36,500', 'Give it as Duration.days(…).')]),
    ...(newBucket
      ? []
      : [problem(what, `${defaultRetention}`, "only without 'bucket'", 'Set objectLockDefaultRetention on your own bucket.')]),
  ];
}

/** What may be meant, but should be known. */
function warnOfBackup(scope: Construct, options: CloudBerryBackupOptions): void {
  const { _kind } = protectionOf(options);
  const warn = (id: string, text: string) => Annotations.of(scope).addWarningV2(`cdk-vendor-access:cloudberry.${id}`, text);
  if (_kind === 'asDocumented') {
    warn(
      'erasable',
      'whoever has the key of this user can delete every backup for good, as the vendor documents it. Choose protection: ' +
        'CloudBerryProtection.objectLock(…) or recoverableDeletes(), or acknowledge this warning.',
    );
  }
  if (options.manageLifecycle && _kind !== 'objectLock') {
    warn(
      'lifecycleWithoutLock',
      'manageLifecycle: whoever may write lifecycle rules can let every backup expire within a day. Use Object Lock.',
    );
  }
  if (options.lockManagedByAgent) {
    warn(
      'lockManagedByAgent',
      'lockManagedByAgent: whoever has the key can take the default retention of the bucket away for what is written next.',
    );
  }
}
