import { Stack } from 'aws-cdk-lib';
import type { Request } from '../policy/request';
import { intrinsicOf, plain, symbols, textOf, token } from '../policy/text';
import { type Asking, keysOf } from './asking';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { groupedBy } from './grouped-by';
import { knownIn } from './known-names';
import { lazily, oncePerApp } from './once';
import { meantBy } from './resource-names';
import { type TagKey, tagsNotSent, tagsOfBucket, tagsOfResource } from './tags-asked';
import { Targets } from './targets';

type Context = Request['context'];

/** What is known of the bucket, key or secret of the app that a call is on, and of the tags in the call. */
export function contextOfResource(app: FinalApp, asking: Asking, asked: readonly TagKey[]): (action: string, arn: string) => Context {
  const { bucket, secret } = asking;
  const ofBucket = lazily(() => tagsOfBucket(resourceGiven(app, bucket), asked));
  const others = new Map([
    ...keysOf(asking).map((key) => [key.keyArn, lazily(() => ofKey(app, resourceGiven(app, key), asking, asked))] as const),
    ...(secret ? [[secret.secretArn, lazily(() => tagsOfResource(app.find(secret), asked))] as const] : []),
  ]);
  const network = lazily(() => networkOf(app, asking));
  const isOfBucket = (arn: string) => bucket !== undefined && arn.startsWith(bucket.bucketArn);
  return (action, arn) => ({
    ...tagsNotSent(action, asked),
    ...(isOfBucket(arn) ? ofBucket() : IN_NETWORK.test(arn) ? network() : others.get(arn)?.()),
  });
}

const IN_NETWORK = /:(subnet|security-group|network-interface)\//;

/** The VPC of all subnets that the calls may be on, if it is one. */
function networkOf(app: FinalApp, { needs, policy }: Asking): Context {
  const stack = Stack.of(policy);
  const subnets = needs.flatMap(({ arns }) => arns.filter((arn) => arn.includes(':subnet/')));
  const vpcs = new Set(subnets.map((arn) => vpcOf(app, stack, symbols(textOf(plain(app.render(policy, arn)))).at(-1))));
  const [vpc] = vpcs;
  return vpcs.size === 1 && vpc !== undefined ? { 'ec2:Vpc': vpc } : {};
}

/** Its ARN (.../service-authorization/latest/reference/list_amazonec2.html); undefined for a subnet that the app does not make. */
function vpcOf(app: FinalApp, stack: Stack, subnet = ''): string | undefined {
  const final = Targets.of(app).resource(stack, intrinsicOf(subnet));
  const arn = final && [
    'arn',
    PARTITION,
    'ec2',
    { Ref: 'AWS::Region' },
    { Ref: 'AWS::AccountId' },
    { 'Fn::Join': ['/', ['vpc', final.Properties.VpcId]] },
  ];
  return final && arn && textOf(plain({ 'Fn::Join': [':', arn] }, knownIn(app, final.construct.stack)));
}

const PARTITION = { Ref: 'AWS::Partition' };

/** Of a key of another account, no page says what KMS tells. */
function ofKey(app: FinalApp, key: FinalResource | undefined, { policy }: Asking, asked: readonly TagKey[]): Context {
  const isNear = key?.construct.stack.account === Stack.of(policy).account;
  const names = key && isNear ? (aliases(app).get(key) ?? []) : [];
  return {
    ...(isNear ? tagsOfResource(key, asked) : {}),
    ...(names.length > 0 ? { 'kms:ResourceAliases': [...names, token({ Alias: 'others' })] } : {}),
  };
}

/**
 * The aliases that the app gives to its keys; others may give them more
 * (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases, read 2026-12-01).
 */
const aliases = oncePerApp((app) =>
  groupedBy(
    app.ofType('AWS::KMS::Alias').flatMap(({ construct: { stack }, Properties: { AliasName, TargetKeyId } }): [FinalResource, string][] => {
      const [key] = meantBy(app, stack, TargetKeyId, 'TargetKeyId');
      return key ? [[key, textOf(plain(AliasName, knownIn(app, stack)))]] : [];
    }),
  ),
);
