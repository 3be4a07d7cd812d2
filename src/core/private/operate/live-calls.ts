import type { PermissionGroup } from '../model/permission-set';
import type { GrantedAccess } from '../provision/granted-access';
import { groupsOf } from '../provision/statements';

/** A call that the test makes as the product's user. */
export interface LiveCall {
  /** Of Amazon S3. */
  readonly Call: string;
  /** The permissions that it needs: each as `action Sid`. None if it must be refused. */
  readonly Needs: readonly string[];
  /** On the scratch object, which is not written if something could lock it. */
  readonly Object?: 'yes';
  /** Outside the prefix: must be refused. */
  readonly Refused?: 'yes';
}

type Granted = { readonly action: string; readonly group: PermissionGroup };

/** The calls behind the actions that do no harm: reading a list or a setting, or on the scratch object (`yes`). In the order of the test. */
const HARMLESS: Readonly<Record<string, readonly [call: string, onObject?: 'yes']>> = {
  's3:ListAllMyBuckets': ['ListBuckets'],
  's3:GetBucketLocation': ['GetBucketLocation'],
  's3:GetBucketAcl': ['GetBucketAcl'],
  's3:GetBucketObjectLockConfiguration': ['GetObjectLockConfiguration'],
  's3:GetBucketPolicy': ['GetBucketPolicy'],
  's3:GetBucketRequestPayment': ['GetBucketRequestPayment'],
  's3:GetBucketVersioning': ['GetBucketVersioning'],
  's3:GetLifecycleConfiguration': ['GetBucketLifecycleConfiguration'],
  's3:ListBucket': ['ListObjectsV2'],
  's3:ListBucketMultipartUploads': ['ListMultipartUploads'],
  's3:ListBucketVersions': ['ListObjectVersions'],
  's3:PutObject': ['PutObject', 'yes'],
  's3:GetObject': ['GetObject', 'yes'],
  's3:GetObjectAcl': ['GetObjectAcl', 'yes'],
  's3:DeleteObject': ['DeleteObject', 'yes'],
};

/** What the calls also need on the key of the bucket. */
const ON_KEY: Readonly<Record<string, string>> = { 's3:PutObject': 'kms:GenerateDataKey', 's3:GetObject': 'kms:Decrypt' };

/** The kinds of resource that are the bucket, what is in it, or its key, or that include it. The test is about them only. */
const TESTED = ['account', 'bucket', 'buckets', 'listing', 'object', 'key'];

/** What the product may do with the bucket, each action with the group that grants it. */
export const grantedBy = ({ resources, sets }: GrantedAccess): Granted[] =>
  groupsOf(sets)
    .filter(({ on }) => TESTED.includes(on) && resources[on])
    .flatMap((group) => group.actions.map((action) => ({ action, group })));

/** Whether the test calls it, and whether on the scratch object. What is under a condition needs a call that the product alone knows. */
export function liveness(all: readonly Granted[], { action, group }: Granted): 'no' | 'yes' | 'on object' {
  const [call, onObject] = HARMLESS[action] ?? [];
  const isWritten = all.some((one) => one.action === 's3:PutObject' && !one.group.conditions);
  if (!call || group.conditions || (onObject && !isWritten)) {
    return 'no';
  }
  return onObject ? 'on object' : 'yes';
}

export function liveCalls(access: GrantedAccess): LiveCall[] {
  const all = grantedBy(access);
  const live = all.filter((one) => liveness(all, one) !== 'no');
  const needs = (wanted?: string) => all.filter(({ action }) => action === wanted).map(({ action, group }) => `${action} ${group.sid}`);
  return Object.entries(HARMLESS).flatMap(([action, [Call, onObject]]): LiveCall[] =>
    live.some((one) => one.action === action)
      ? [{ Call, Needs: [...needs(action), ...needs(ON_KEY[action])], ...(onObject && { Object: onObject }) }]
      : [],
  );
}

/** What must be refused outside the prefix, and does no harm if it is not: listing, unless the page needs the whole list, and reading. */
export function callsOutside(access: GrantedAccess): LiveCall[] {
  const whole = grantedBy(access).some(({ action, group }) => action === 's3:ListBucket' && group.on === 'bucket' && !group.conditions);
  return (whole ? ['GetObject'] : ['ListObjectsV2', 'GetObject']).map((Call) => ({ Call, Needs: [], Refused: 'yes' }));
}
