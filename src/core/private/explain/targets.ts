import { token } from '../policy/text';
import type { Any } from './assembly';
import type { Attempt } from './attempts';
import type { Caller } from './judge';
import { ANY } from './principals';

/** What somebody asks for, and what is known of the request in addition. */
interface Target {
  readonly arn: string;
  readonly context?: Readonly<Record<string, Any>>;
}

/** Not limited to the place of the stack: another region, and for what others can share, another account. */
const ELSEWHERE = { 'aws:RequestedRegion': token({ Ref: 'another region' }), 'kms:ViaService': token({ Ref: 'a service' }) };
const SHARED = /^(kms|secretsmanager|sts):/;

export function targetsOf(caller: Caller, action: string, on: Attempt['on'], bucket = ''): Target[] {
  const { account, partition, region } = caller;
  const other = `arn:${partition}:s3:::another-bucket`;
  const given: Record<string, string> = {
    account: '*',
    bucket,
    object: `${bucket}/*`,
    'other bucket': other,
    'other object': `${other}/${ANY}`,
  };
  if (on in given) {
    return [{ arn: given[on] }];
  }
  const [service, type] = on === 'other key' ? ['kms', 'key/another-key'] : on.split(':');
  const isGlobal = service === 'iam' || service === 'sts';
  const name = { key: type, secret: `secret:${ANY}` }[type.replace(/\/.*/, '')] ?? `${type}/${ANY}`;
  const arn = (where: string, whose: string) => `arn:${partition}:${service}:${isGlobal ? '' : where}:${whose}:${name}`;
  const owner = SHARED.test(action) ? ANY : account;
  const isSame = isGlobal && owner === account;
  return [{ arn: arn(region, account) }, ...(isSame ? [] : [{ arn: arn(ANY, owner), ...(isGlobal ? {} : { context: ELSEWHERE }) }])];
}
