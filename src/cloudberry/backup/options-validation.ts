import { choiceProblems, problem } from '../../core/private/validation/errors';
import { prefixProblems } from '../../core/private/validation/prefix';
import type { CloudBerryBackupOptions } from './backup-options';
import { CloudBerryPermissions } from './permissions-edition';
import { CloudBerryProtection } from './protection';

const LONGEST_RETENTION = 36_500; // days; S3's own limit

export const protectionOf = ({ protection }: CloudBerryBackupOptions) => protection ?? CloudBerryProtection.asDocumented();

/** What is wrong with the options, together or each by itself. */
export function backupProblems(options: CloudBerryBackupOptions, newBucket: boolean): string[] {
  const { _kind, _lock } = protectionOf(options);
  const { lockManagedByAgent, manageLifecycle, permissions } = options;
  const leaveOut = 'Leave it out, or choose another protection.';
  return [
    ...(permissions === undefined ? [] : choiceProblems('permissions', permissions, Object.values(CloudBerryPermissions))),
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
