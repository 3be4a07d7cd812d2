import { segments } from '../policy/pattern';
import { intrinsicOf, textOf, token } from '../policy/text';
import { textsIn } from './copies';
import type { Resource } from './names';
import type { Resources } from './resources';

/** An ARN in a policy, and another one that means the same. */
export interface OtherWords {
  readonly arn: string;
  /** By the construct, whatever its name and place; or with the account that the id belongs to. */
  readonly same: string;
}

type Policies = Readonly<Record<'buckets' | 'credentials' | 'keys' | 'policies', unknown>>;

/** Each principal with other words for what its policies name, so that a comparison can tell what is the same. */
export function withOtherWords<A extends Policies>(resources: Resources, accesses: readonly A[]): (A & { words: OtherWords[] })[] {
  const made = resources.ofType('AWS::IAM::User', 'AWS::IAM::Role', 'AWS::S3::Bucket');
  const words = made.map((one) => ({ arn: resources.arnOf(one), same: token({ 'Fn::GetAtt': [one.path, 'Arn'] }) }));
  const withIds = new Map(resources.ofType(...Object.keys(IDS_OF)).map((one) => [one.path, one]));
  return accesses.map((access) => {
    const { buckets, credentials, keys, policies } = access;
    const texts = [...new Set(textsIn([buckets, credentials, keys, policies]))];
    const named = words.filter(({ arn }) => texts.some((text) => text.startsWith(arn)));
    return { ...access, words: [...named, ...texts.flatMap((text) => pinned(resources, withIds, text))] };
  });
}

/** Where an ARN leaves the account open, the id that the app makes says it: `Ref` and this attribute are the id. */
const IDS_OF: Readonly<Record<string, string>> = { 'AWS::EC2::SecurityGroup': 'GroupId', 'AWS::EC2::Subnet': 'SubnetId' };

function pinned(resources: Resources, made: ReadonlyMap<string, Resource>, arn: string): OtherWords[] {
  const [, partition, service, region, account, id = ''] = segments(arn);
  const { 'Fn::GetAtt': [path, attribute] = [], Ref = path } = Object(intrinsicOf(id.slice(id.indexOf('/') + 1)));
  const found = account === '*' && service === 'ec2' ? made.get(Ref) : undefined;
  const isId = found && (attribute === undefined || attribute === IDS_OF[found.type]);
  const owner = isId && textOf(resources.render(found.template, { Ref: 'AWS::AccountId' }));
  return owner ? [{ arn, same: `arn:${partition}:ec2:${region}:${owner}:${id}` }] : [];
}
