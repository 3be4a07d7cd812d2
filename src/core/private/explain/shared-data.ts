import { partsOf } from '../policy/document';
import { textOf } from '../policy/text';
import { isRuleOff } from '../synth/switched-off';
import type { Any } from './assembly';
import type { Resource } from './names';
import type { Resources } from './resources';

const PRIVATE = /^(Private|BucketOwner\w+|AwsExecRead)$/;

/** Where a bucket sends what is in it, and the names of its account and place there. */
const SENDING = [
  { property: 'ReplicationConfiguration', list: 'Rules', what: 'objects are replicated to', place: 'Bucket', account: 'Account' },
  { property: 'InventoryConfigurations', what: 'lists of its objects go to', place: 'BucketArn', account: 'BucketAccountId' },
] as const;

/** Who gets what is in a bucket by its own settings. */
export function sharedBy(resources: Resources, bucket: Resource): string[] {
  const acls = resources.texts(bucket, 'AccessControl').filter((one) => !PRIVATE.test(one));
  const sent = SENDING.flatMap(({ account, place, property, what, ...rest }) => {
    const all = resources.property(bucket, property);
    const entries: Any[] = partsOf('list' in rest ? all?.[rest.list] : all).map(({ value }) => value);
    return entries
      .filter((one) => !isRuleOff(one))
      .map(({ Destination = {} }) => {
        const owner = Destination[account];
        return `${what} ${textOf(Destination[place] ?? '')}${owner === undefined ? '' : ` of account ${textOf(owner)}`}`;
      });
  });
  return [...acls.map((one) => `its ACL is ${one}`), ...new Set(sent)];
}
