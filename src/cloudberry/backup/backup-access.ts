import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { VendorAccess } from '../../core';
import type { BucketShape } from '../../core/private/model/bucket-shape';
import type { PermissionSet } from '../../core/private/model/permission-set';
import type { Product } from '../../core/private/model/product';
import { type BucketAccess, type BucketAccessOptions, bucketAccess } from '../../core/private/provision/bucket-access';
import type { BucketResource } from '../../core/private/provision/bucket-resources';
import { lockBreakers, retentionStatements } from '../../core/private/provision/retention-limit';
import { normalPrefix } from '../../core/private/validation/prefix';
import { warn } from '../../core/private/validation/warnings';
import { backupProfile } from '../bucket-profile';
import {
  BACKUP_CURRENT,
  BACKUP_KB1034,
  BUCKET_KEY,
  DELETE_VERSIONS,
  FOLDER_BROWSING,
  GFS_LOCK,
  LIFECYCLE,
  LOCK_BY_AGENT,
  READ_LOCK,
} from '../permissions';
import { SETUP_LABELS } from '../setup-labels';
import type { CloudBerryBackupOptions, CloudBerryBucketOptions } from './backup-options';
import { CloudBerryPermissions } from './permissions-edition';
import { type CloudBerryProtection, protectionOf } from './protection';

/** The permission sets for the options. */
export function backupSets(options: CloudBerryBackupOptions): PermissionSet<BucketResource>[] {
  const { _kind, _lock } = protectionOf(options);
  const { browse, prefix } = options;
  return [
    BACKUP_KB1034,
    ...(options.permissions !== CloudBerryPermissions.KB1034 ? [BACKUP_CURRENT] : _kind === 'objectLock' ? [READ_LOCK] : []),
    ...(_kind === 'recoverableDeletes' ? [] : [DELETE_VERSIONS]),
    ...(_lock.gfs ? [GFS_LOCK] : []),
    ...(options.lockManagedByAgent ? [LOCK_BY_AGENT] : []),
    ...(options.manageLifecycle ? [LIFECYCLE] : []),
    ...(browse && prefix !== undefined ? [browsingTo(normalPrefix(prefix))] : []),
    BUCKET_KEY,
  ];
}

/** Limits browsing to the levels above the prefix. A list without a prefix is of the root too. */
function browsingTo(prefix: string): PermissionSet<BucketResource> {
  const names = prefix.split('/').slice(0, -1);
  const levels = ['', ...names.map((_, index) => `${names.slice(0, index + 1).join('/')}/`)];
  const above = { StringEqualsIfExists: { 's3:prefix': levels } };
  const groups = FOLDER_BROWSING.groups.map((group) => ({ ...group, conditions: { ...group.conditions, ...above } }));
  return { ...FOLDER_BROWSING, groups };
}

/** What no principal of the backup may get from elsewhere: with the policy of the bucket, it could give itself the rest. */
function withheldBy({ _kind, _lock }: CloudBerryProtection, { lockManagedByAgent }: CloudBerryBackupOptions): string[] {
  const { defaultRetention, maximumRetention, mode } = _lock;
  const withheld = {
    asDocumented: [],
    objectLock: [
      ...lockBreakers(mode, maximumRetention !== undefined),
      ...(defaultRetention && !lockManagedByAgent ? ['s3:PutBucketObjectLockConfiguration'] : []),
    ],
    recoverableDeletes: ['s3:DeleteObjectVersion', 's3:PutBucketPolicy', 's3:PutBucketVersioning', 's3:PutLifecycleConfiguration'],
  };
  return withheld[_kind];
}

/** Creates the bucket and the principal for both constructs. */
export function backupAccess<T extends string = never>(
  scope: Construct,
  product: Product,
  props: CloudBerryBucketOptions & { readonly access?: VendorAccess },
  more?: Pick<BucketAccessOptions<T>, 'sets' | 'resources' | 'issued'>,
): BucketAccess {
  const { access = VendorAccess.iamUser(), bucket, objectAcls } = props;
  const protection = protectionOf(props);
  warnAboutBackup(scope, props);
  return bucketAccess<T>(scope, props, {
    product,
    labels: SETUP_LABELS,
    access,
    bucket,
    shape: backupShape(props, objectAcls),
    profile: backupProfile(protection, props.manageLifecycle),
    bucketStatements: retentionStatements(protection._lock),
    prefix: normalPrefix(props.prefix),
    withheld: withheldBy(protection, props),
    sets: [...backupSets(props), ...(more?.sets ?? [])],
    resources: more?.resources,
    issued: more?.issued,
  });
}

/** The new bucket for the options. */
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

/** Warns about options that may be intended, but have a risk. */
function warnAboutBackup(scope: Construct, options: CloudBerryBackupOptions): void {
  const { _kind, _lock } = protectionOf(options);
  if (_lock.gfs && !_lock.maximumRetention) {
    const text =
      'gfs: anyone with the key can lock what they write for up to 100 years, and you pay for the storage. Set maximumRetention.';
    warn(scope, 'cdk-vendor-access:cloudberry.unlimitedRetention', text);
  }
  if (_kind === 'asDocumented') {
    warn(
      scope,
      'cdk-vendor-access:cloudberry.erasable',
      'anyone with the key of this user can permanently delete every backup, as the vendor documents it. Set protection to ' +
        'CloudBerryProtection.objectLock(…) or recoverableDeletes(), or acknowledge the warning.',
    );
  }
  if (options.manageLifecycle && _kind !== 'objectLock') {
    warn(
      scope,
      'cdk-vendor-access:cloudberry.lifecycleWithoutLock',
      'manageLifecycle: anyone with permission to write lifecycle rules can expire every backup within a day. Use Object Lock, or acknowledge.',
    );
  }
  if (options.lockManagedByAgent) {
    warn(
      scope,
      'cdk-vendor-access:cloudberry.lockManagedByAgent',
      'lockManagedByAgent: anyone with the key can remove the default retention of the bucket, so that new objects are not locked. Omit the option, or acknowledge.',
    );
  }
}
