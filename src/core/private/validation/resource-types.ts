import { type IEnvironmentAware, Resource, Stack, TokenComparison } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import { kindProblems } from './bucket-kinds';
import { problem } from './errors';
import { ANY_FORM, ENDPOINT_ID, type Form, GROUP_ID, KEY_ARN, SUBNET_ID, unfitProblems, VPC_ID } from './forms';
import { compare } from './looked-up';
import { partitionProblems } from './partition';
import { type Place, type PropType, propType } from './prop-types';
import { reachProblems } from './reachable';
import { isUnresolved } from './tokens-in-text';

type Check<T> = (what: string, got: T, place: Place) => string[];

/** A resource of the user's, recognized by the attribute that references it, which has a form if it is written out. */
export function resource<T>(
  attribute: keyof T & string,
  allowed: string,
  todo: string,
  more: Check<T> = () => [],
  form: Form = ANY_FORM,
): PropType<T> {
  return propType<T>(
    (got) => Construct.isConstruct(got) && attribute in got,
    allowed,
    todo,
    (what, got, place) =>
      [
        ...more(what, got, place),
        ...unfitProblems(what, String(got[attribute]), allowed, todo, form, place),
        ...partitionProblems(what, got[attribute], place),
        ...reachProblems(what, got, String(got[attribute]), allowed, todo, place),
      ].slice(0, 1),
  );
}

/** Checks only resources of the app: an import counts as being in the region of its stack, wherever it is. */
const inRegion: Check<IConstruct & { readonly env: { readonly region: string } }> = (what, got, place) => {
  const region = regionOf(place);
  return Resource.isOwnedResource(got) && isAnother(got.env.region, region)
    ? [problem(what, `'${got.node.path}' in ${got.env.region}`, `one in ${region}`, 'All resources must be in the same region.')]
    : [];
};

const regionOf = ({ region, scope }: Place) => region ?? (scope && Stack.of(scope).region);

export const isAnother = (one: string, other: string | undefined): boolean =>
  other !== undefined && compare(one, other) === TokenComparison.DIFFERENT;

/** Rejects what is in another region or account than the stack that needs it. What only the deployment knows may be the same. */
export function elsewhereProblems(what: string, noun: string, { env }: IEnvironmentAware, { scope }: Place, todo: string): string[] {
  const own = scope && Stack.of(scope);
  const all = [['in', env.region, own?.region] as const, ['of account', env.account, own?.account] as const];
  const different = all.filter(([, one, other]) => isAnother(one, other));
  const [got, allowed] = [1, 2].map((index) => different.map((one) => `${one[0]} ${one[index]}`).join(' '));
  return different.length > 0 ? [problem(what, `${noun} ${got}`, `one ${allowed}`, todo)] : [];
}

/** CDK takes an alias for a key, but IAM does not: a permission on the ARN of an alias allows nothing. */
const usableKey: Check<kms.IKey> = (what, key, place) => {
  const region = regionOf(place);
  if ('aliasName' in key) {
    return [problem(what, `an alias (${key.node.path})`, 'a key', `Pass the key itself: ${keyOf(key as kms.IAlias)}.`)];
  }
  if (key.env.region && isAnother(key.env.region, region)) {
    return [problem(what, `a key in ${key.env.region}`, `a key in ${region}`, 'AWS encrypts only with keys of the same region.')];
  }
  const { keySpec = kms.KeySpec.SYMMETRIC_DEFAULT } = (key.node.defaultChild ?? {}) as Partial<kms.CfnKey>;
  return isUnresolved(keySpec) || keySpec === kms.KeySpec.SYMMETRIC_DEFAULT
    ? []
    : [problem(what, `key spec ${keySpec}`, 'SYMMETRIC_DEFAULT', 'AWS services cannot encrypt with an asymmetric key.')];
};

/** How to get the key of an alias: one that is imported by name does not know its key. */
function keyOf(alias: kms.IAlias): string {
  try {
    return alias.aliasTargetKey && 'the aliasTargetKey of the alias';
  } catch {
    return 'Key.fromLookup with the name of the alias (in a stack with env), or Key.fromKeyArn';
  }
}

export const KEY = resource<kms.IKey>('keyArn', 'a KMS key', 'Import one by its ARN: Key.fromKeyArn.', usableKey, KEY_ARN);

export const bucketType = (more: Check<s3.IBucket>) =>
  resource<s3.IBucket>('bucketArn', 'a bucket', 'Import one by its name: Bucket.fromBucketName.', (what, got, place) => [
    ...kindProblems(what, got),
    ...partitionProblems(what, got.bucketArn, place, got.env.region),
    ...more(what, got, place),
  ]);

export const BUCKET = bucketType((what, { encryptionKey, env }, place) =>
  encryptionKey ? KEY.problems(`${what}.encryptionKey`, encryptionKey, { ...place, region: env.region }) : [],
);

export const VPC = resource<ec2.IVpc>('vpcId', 'a VPC', 'Import one: Vpc.fromLookup.', inRegion, VPC_ID);

export const SUBNET = resource<ec2.ISubnet>('subnetId', 'a subnet', 'Import one by its id: Subnet.fromSubnetId.', inRegion, SUBNET_ID);

export const SECURITY_GROUP = resource<ec2.ISecurityGroup>(
  'securityGroupId',
  'a security group',
  'Import one by its id: SecurityGroup.fromSecurityGroupId.',
  inRegion,
  GROUP_ID,
);

export const KEY_PAIR = resource<ec2.IKeyPair>('keyPairName', 'a key pair', 'Import one by its name: KeyPair.fromKeyPairName.', inRegion);

export const GATEWAY_ENDPOINT = resource<ec2.IGatewayVpcEndpoint>(
  'vpcEndpointId',
  'a gateway endpoint',
  'Import one by its id: GatewayVpcEndpoint.fromGatewayVpcEndpointId.',
  inRegion,
  ENDPOINT_ID,
);
