import { CfnParameter, Duration, Fn, Lazy, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import fc from 'fast-check';
import { show } from '../../src/core/private/validation/shown-value';
import type { Callable, Param } from '../core/declarations';
import { callables, classOf, given, HOSTILE, SAMPLES, structs } from '../core/givens';

// Random values of every type of the public API, right and wrong, as text and as what makes them: fast-check shrinks what failed, and prints it.

/** Where a value is made: its constructs get ids below `id`, so that the same plan makes the same tree. */
export interface Place {
  readonly stack: Stack;
  /** Another stack of the same environment, for resources. */
  readonly other: Stack;
  readonly id: string;
  /** Constructs of the library so far. */
  readonly made: readonly Construct[];
  /** Whether objects are written from the last prop to the first. */
  readonly reversed: boolean;
}

export interface Value {
  readonly text: string;
  make(place: Place): unknown;
}

type Values = fc.Arbitrary<Value>;

const value = (text: string, make: Value['make']): Value => ({ text, make });
const plain = (...all: unknown[]): Values => fc.constantFrom(...all.map((one) => value(show(one), () => one)));
const named = (all: Record<string, Value['make']>): Values =>
  fc.constantFrom(...Object.entries(all).map(([text, make]) => value(text, make)));
const below = (place: Place, id: string): Place => ({ ...place, id: `${place.id}${id}` });
const once = <T extends Construct>(scope: Construct, id: string, make: () => T): T =>
  (scope.node.tryFindChild(id) as T | undefined) ?? make();

/** In this stack, or in the other one. */
const resource = <T>(text: string, make: (stack: Stack, id: string) => T): Record<string, Value['make']> => ({
  [`new ${text}`]: ({ id, stack }) => make(stack, id),
  [`new ${text} in another stack`]: ({ id, other }) => make(other, id),
});

const OTHER_ACCOUNT = '444455556666';
const VPC = (stack: Stack): ec2.Vpc =>
  once(stack, 'Vpc', () => new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, restrictDefaultSecurityGroup: false, natGateways: 0 }));

/** By the name of the prop: what it takes, and what it refuses. */
const TEXTS: Record<string, [right: readonly string[], wrong: readonly string[]]> = {
  accountId: [[OTHER_ACCOUNT], ['1', '111122223333', 'x', '*']],
  bucketName: [
    ['example-bucket-1', 'backups.example', 'b'.repeat(63)],
    ['A_B', 'a', 'xn--a', 'a-s3alias', '10.0.0.1', 'a..b'],
  ],
  clusterName: [['cluster'], ['', '*', 'a b']],
  clusterRegion: [
    ['eu-west-1', 'us-east-1'],
    ['Ireland', 'eu-*'],
  ],
  exportPrefix: [['exp-'], ['a b', '€']],
  externalId: [
    ['logzio:aws:extid:example0nktixxe8q', 'a1b2c3d4-e5f6'],
    ['', '*', 'x', 'changeme', 'a b'],
  ],
  folder: [
    ['folder', 'mailbox-1'],
    ['', '/x', 'a/b', '*', '..'],
  ],
  id: [
    ['AWS_ACCESS_KEY_ID', 'id'],
    ['', 'a"b', '__proto__'],
  ],
  mailFrom: [['backup@example.com'], ['x', '*@example.com', '@']],
  name: [
    ['customer', 'Acme2'],
    ['', 'a b', '*', '../x'],
  ],
  namespace: [['velero'], ['', '*', 'A', 'a_b']],
  prefix: [
    ['office', 'a/b', 'p'.repeat(200), 'Kunde 7'],
    ['', '/a', 'a/', 'a//b', '*', '?', '$' + '{aws:username}', '€', '..'],
  ],
  region: [
    ['eu-west-1', 'us-east-1'],
    ['x', '*', 'EU-WEST-1'],
  ],
  roleName: [
    ['vendor', 'vmimport'],
    ['', 'a b', 'r'.repeat(65)],
  ],
  secret: [
    ['AWS_SECRET_ACCESS_KEY', 'secret'],
    ['', '\\', 'id'],
  ],
  secretName: [['vendor/key'], ['', 'a b', '*']],
  serviceAccount: [['velero-server'], ['', '*', 'A']],
  servicePrincipal: [
    ['vmie.amazonaws.com', 'vmie.amazonaws.com.cn'],
    ['ec2.amazonaws.com', '*', 'x'],
  ],
  userName: [
    ['vendor', 'Vendor', 'u'.repeat(64)],
    ['', 'a b', '*'],
  ],
};
const FOR_ANY = ['undefined', '[object Object]', 'a\u0000b', ' ', 'x'.repeat(3000)];

const parameter = ({ id, stack }: Place, right: string) => new CfnParameter(stack, `${id}Parameter`, { default: right }).valueAsString;
function text(name: string): Values {
  const [right, wrong] = TEXTS[name] ?? [['sample'], ['', '*']];
  const late = fc.constantFrom(...right).chain((one) =>
    named({
      [`a parameter with the default ${show(one)}`]: (place) => parameter(place, one),
      [`Lazy ${show(one)}`]: () => Lazy.string({ produce: () => one }),
      [`a parameter joined with ${show(one)}`]: (place) => Fn.join('', [parameter(place, one.slice(0, 1)), one.slice(1)]),
      'Lazy nothing': () => Lazy.string({ produce: () => undefined }),
      [`Lazy ${show(wrong[0])}`]: () => Lazy.string({ produce: () => wrong[0] }),
    }),
  );
  return fc.oneof(
    { weight: 14, arbitrary: plain(...right) },
    { weight: 2, arbitrary: late },
    { weight: 1, arbitrary: plain(...wrong, ...FOR_ANY) },
  );
}

const BUCKET = fc.record(
  {
    versioned: fc.boolean(),
    objectLockEnabled: fc.boolean(),
    enforceSSL: fc.boolean(),
    objectOwnership: fc.constantFrom(s3.ObjectOwnership.BUCKET_OWNER_PREFERRED, s3.ObjectOwnership.BUCKET_OWNER_ENFORCED),
    removalPolicy: fc.constantFrom(RemovalPolicy.DESTROY, RemovalPolicy.RETAIN),
    lifecycleRules: fc.constantFrom<s3.LifecycleRule[]>(
      [{ expiration: Duration.days(30) }],
      [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    ),
  },
  { requiredKeys: [] },
);
const ownBucket: Values = BUCKET.chain(({ objectLockEnabled, versioned, ...rest }) => {
  const props = { ...rest, versioned: versioned || objectLockEnabled, ...(objectLockEnabled && { objectLockEnabled }) }; // CDK refuses a lock without versions
  return named(resource(`s3.Bucket(${JSON.stringify(props)})`, (stack, id) => new s3.Bucket(stack, id, props)));
});
const keyArn = (region: string, account: string) => `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;

/** Of CDK's types. What they are made of is right for the CDK: what the library does with it is the question. */
const RESOURCES: Record<string, Values> = {
  's3.IBucket': fc.oneof(
    { weight: 3, arbitrary: ownBucket },
    named({
      'a bucket by name': ({ id, stack }) => s3.Bucket.fromBucketName(stack, id, 'imported-bucket'),
      'a bucket by a parameter': (place) => s3.Bucket.fromBucketName(place.stack, place.id, parameter(place, 'from-parameter')),
      'a bucket of another account': ({ id, stack }) =>
        s3.Bucket.fromBucketAttributes(stack, id, { bucketName: 'theirs', account: OTHER_ACCOUNT, region: 'eu-west-1' }),
      'a bucket with a key': ({ id, stack }) =>
        s3.Bucket.fromBucketAttributes(stack, id, {
          bucketName: 'encrypted',
          encryptionKey: kms.Key.fromKeyArn(stack, `${id}Key`, keyArn('eu-west-1', '111122223333')),
        }),
      'the bucket of a construct': ({ id, made, stack }) =>
        made.map((one) => (one as { bucket?: s3.IBucket }).bucket).find(Boolean) ?? new s3.Bucket(stack, id),
      'an L1 bucket': ({ id, stack }) => s3.Bucket.fromCfnBucket(new s3.CfnBucket(stack, id, { bucketName: 'raw-bucket' })),
    }),
  ),
  'kms.IKey': named({
    ...resource('kms.Key', (stack, id) => new kms.Key(stack, id)),
    'a rotating key': ({ id, stack }) => new kms.Key(stack, id, { enableKeyRotation: true }),
    'a key to sign': ({ id, stack }) => new kms.Key(stack, id, { keySpec: kms.KeySpec.RSA_2048, keyUsage: kms.KeyUsage.SIGN_VERIFY }),
    'a key by ARN': ({ id, stack }) => kms.Key.fromKeyArn(stack, id, keyArn('eu-west-1', '111122223333')),
    'a key of another region': ({ id, stack }) => kms.Key.fromKeyArn(stack, id, keyArn('us-east-2', '111122223333')),
    'a key of another account': ({ id, stack }) => kms.Key.fromKeyArn(stack, id, keyArn('eu-west-1', OTHER_ACCOUNT)),
    'an alias': ({ id, stack }) => kms.Alias.fromAliasName(stack, id, 'alias/mine'),
    'a new alias': ({ id, stack }) => new kms.Key(stack, id).addAlias(`alias/${id}`),
  }),
  'iam.IUser': named({
    ...resource('iam.User', (stack, id) => new iam.User(stack, id)),
    'a user by name': ({ id, stack }) => iam.User.fromUserName(stack, id, 'mine'),
    'a user of another account': ({ id, stack }) => iam.User.fromUserArn(stack, id, `arn:aws:iam::${OTHER_ACCOUNT}:user/theirs`),
    'a user with a boundary': ({ id, stack }) =>
      new iam.User(stack, id, { permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, `${id}Boundary`, 'limits') }),
  }),
  'iam.IRole': named({
    ...resource('iam.Role', (stack, id) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() })),
    'a role by name': ({ id, stack }) => iam.Role.fromRoleName(stack, id, 'mine'),
    'an immutable role': ({ id, stack }) => iam.Role.fromRoleName(stack, id, 'mine', { mutable: false }),
    'a role of another account': ({ id, stack }) => iam.Role.fromRoleArn(stack, id, `arn:aws:iam::${OTHER_ACCOUNT}:role/theirs`),
    'a role for a service': ({ id, stack }) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('vmie.amazonaws.com') }),
  }),
  'iam.IGrantable': named({
    ...resource('iam.Group', (stack, id) => new iam.Group(stack, id)),
    'a new user': ({ id, stack }) => new iam.User(stack, id),
    'a new role': ({ id, stack }) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() }),
    'a user by name': ({ id, stack }) => iam.User.fromUserName(stack, id, 'mine'),
    'a managed policy': ({ id, stack }) => {
      const statements = [new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] })]; // CDK refuses an empty one
      return new iam.ManagedPolicy(stack, id, { statements });
    },
    'a service principal': () => new iam.ServicePrincipal('ec2.amazonaws.com'),
    'an account': () => new iam.AccountPrincipal(OTHER_ACCOUNT),
    anyone: () => new iam.AnyPrincipal(),
    'a role of another account': ({ id, stack }) => iam.Role.fromRoleArn(stack, id, `arn:aws:iam::${OTHER_ACCOUNT}:role/theirs`),
  }),
  'iam.IManagedPolicy': named({
    'a boundary by name': ({ id, stack }) => iam.ManagedPolicy.fromManagedPolicyName(stack, id, 'limits'),
    'a boundary of AWS': () => iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonS3FullAccess'),
    'a new boundary': ({ id, stack }) =>
      new iam.ManagedPolicy(stack, id, { statements: [new iam.PolicyStatement({ actions: ['s3:*', 'kms:*'], resources: ['*'] })] }),
  }),
  'iam.IOpenIdConnectProvider': named({
    'a provider by ARN': ({ id, stack }) =>
      iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(
        stack,
        id,
        'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE',
      ),
    'a new provider': ({ id, stack }) =>
      new eks.OpenIdConnectProvider(stack, id, { url: 'https://oidc.eks.eu-west-1.amazonaws.com/id/MINE' }),
  }),
  'logs.ILogGroup': named({
    ...resource('logs.LogGroup', (stack, id) => new logs.LogGroup(stack, id)),
    'a log group by name': ({ id, stack }) => logs.LogGroup.fromLogGroupName(stack, id, 'trail'),
  }),
  'sns.ITopic': named({
    ...resource('sns.Topic', (stack, id) => new sns.Topic(stack, id)),
    'a topic by ARN': ({ id, stack }) => sns.Topic.fromTopicArn(stack, id, 'arn:aws:sns:eu-west-1:111122223333:alarms'),
  }),
  'ec2.IVpc': named({
    'a new VPC': ({ stack }) => VPC(stack),
    'a VPC by attributes': ({ id, stack }) =>
      ec2.Vpc.fromVpcAttributes(stack, id, {
        vpcId: 'vpc-0123456789abcdef0',
        availabilityZones: ['eu-west-1a'],
        publicSubnetIds: ['subnet-0123456789abcdef0'],
        publicSubnetRouteTableIds: ['rtb-0123456789abcdef0'],
      }),
  }),
  'ec2.ISubnet': named({
    'a subnet of a new VPC': ({ stack }) => VPC(stack).publicSubnets[0],
    'a subnet by id': ({ id, stack }) => ec2.Subnet.fromSubnetId(stack, id, 'subnet-0123456789abcdef0'),
  }),
  'ec2.ISecurityGroup': named({
    'a new group': ({ id, stack }) => new ec2.SecurityGroup(stack, id, { vpc: VPC(stack) }),
    'a group by id': ({ id, stack }) => ec2.SecurityGroup.fromSecurityGroupId(stack, id, 'sg-0123456789abcdef0'),
  }),
  'ec2.IKeyPair': named({
    'a key pair by name': ({ id, stack }) => ec2.KeyPair.fromKeyPairName(stack, id, 'mine'),
    'a new key pair': ({ id, stack }) => new ec2.KeyPair(stack, id),
  }),
  'ec2.IGatewayVpcEndpoint': named({
    'an endpoint by id': ({ id, stack }) => ec2.GatewayVpcEndpoint.fromGatewayVpcEndpointId(stack, id, 'vpce-0123456789abcdef0'),
    'a new endpoint': ({ id, stack }) => VPC(stack).addGatewayEndpoint(id, { service: ec2.GatewayVpcEndpointAwsService.S3 }),
  }),
  'ec2.FlowLogOptions': named({ 'flow logs': () => ({}), 'rejected ones': () => ({ trafficType: ec2.FlowLogTrafficType.REJECT }) }),
  IVendorPrincipal: fc
    .nat(9)
    .map((index) =>
      value(`construct ${index}`, ({ id, made, stack }) =>
        made.length > 0 ? made[index % made.length] : new (classOf('LogzioArchiveBucket'))(stack, id),
      ),
    ),
  boolean: plain(true, false),
  number: fc.oneof({ weight: 4, arbitrary: plain(1, 2, 2501) }, plain(0, -1, 1.5, 65_536, Number.NaN)),
  Date: plain(new Date('2026-01-31T12:00:00Z'), new Date('2199-01-01T00:00:00Z'), new Date(0), new Date(Number.NaN)),
  Duration: fc.oneof(
    { weight: 4, arbitrary: named({ '7 d': () => Duration.days(7), '1 h': () => Duration.hours(1), '400 d': () => Duration.days(400) }) },
    named({
      '0 d': () => Duration.days(0),
      '1.5 d': () => Duration.hours(36),
      '1e5 d': () => Duration.days(100_000),
      'days at deployment': ({ id, stack }) =>
        Duration.days(new CfnParameter(stack, `${id}Days`, { type: 'Number', default: 3 }).valueAsNumber),
    }),
  ),
  RemovalPolicy: plain(...Object.values(RemovalPolicy)),
  's3.ObjectLockMode': fc
    .constantFrom('GOVERNANCE', 'COMPLIANCE')
    .map((mode) => value(mode, () => s3.ObjectLockMode[mode as 'COMPLIANCE'])),
  'string[]': fc.oneof(
    { weight: 3, arbitrary: plain(['203.0.113.7/32'], ['203.0.113.0/24', '198.51.100.4/32']) },
    plain([], ['0.0.0.0/0'], ['203.0.113.7'], ['203.0.113.7/24'], ['2001:db8::/32']),
  ),
  '{ [key: string]: string }': plain({ app: 'veeam' }, { app: 'veeam', team: 'backup' }, {}, { 'aws:x': 'y' }, { app: '*' }),
};

const hostile: Values = fc.constantFrom(...HOSTILE).map(([one, shown]) => value(`hostile ${shown}`, ({ stack }) => given(one, stack)));

/** What a class offers without arguments: members of an enum, ready values, factories. */
function statics(type: string): Values[] {
  const owner = classOf(type);
  if (typeof owner === 'object') {
    return [fc.constantFrom(...Object.keys(owner).map((key) => value(`${type}.${key}`, () => owner[key])))];
  }
  const names = Object.getOwnPropertyNames(owner ?? {}).filter((name) => !['length', 'name', 'prototype', 'fromBucket'].includes(name));
  const takes = (name: string) => callables.some((one) => one.owner === type && one.name === name);
  const free = names.filter((name) => !takes(name) && !name.startsWith('_'));
  return free.length === 0
    ? []
    : [
        fc.constantFrom(
          ...free.map((name) => value(`${type}.${name}`, () => (typeof owner[name] === 'function' ? owner[name]() : owner[name]))),
        ),
      ];
}

const factoriesOf = (type: string): Callable[] =>
  callables.filter(
    ({ isStatic, returns }) => isStatic && (returns === type || (type === 'VendorAccess' && /^(User|Role)Access$/.test(returns))),
  );

const KNOWN = new Map<string, Values>();

/** Any value of the type, now and then a wrong one. */
export function valuesOf(param: Param): Values {
  const key = `${param.type} ${param.name}`;
  const known = KNOWN.get(key) ?? fc.oneof({ weight: 40, arbitrary: rightOf(param) }, { weight: 1, arbitrary: hostile });
  KNOWN.set(key, known);
  return known;
}

function rightOf(param: Param): Values {
  const { name, type } = param;
  const element = /^(.+)\[\]$/.exec(type)?.[1];
  const members = structs.get(type);
  if (type === 'string') return text(name);
  if (RESOURCES[type]) return RESOURCES[type];
  if (members) return object(members);
  if (element) return fc.array(valuesOf({ ...param, type: element }), { minLength: 0, maxLength: 3 }).map(list);
  const made = [...factoriesOf(type).map(calledValue), ...statics(type)];
  if (made.length > 0) return fc.oneof(...made);
  const sample = SAMPLES[type] ?? SAMPLES[name];
  if (!sample) throw new Error(`${name}: ${type} is new: add it to RESOURCES in test/fuzz/values.ts, or something right of it to SAMPLES`);
  return fc.constant(value(`a sample of ${type}`, ({ stack }) => sample(stack)));
}

const list = (items: readonly Value[]): Value =>
  value(`[${items.map(({ text }) => text).join(', ')}]`, (place) => items.map((item, index) => item.make(below(place, `${index}`))));

/** Most required props, some of the others. */
function object(members: readonly Param[]): Values {
  const props = Object.fromEntries(members.map((member) => [member.name, sometimes(member)]));
  return fc.record<Record<string, Value | undefined>>(props).map((made) => {
    const entries = Object.entries(made).filter((entry): entry is [string, Value] => entry[1] !== undefined);
    return value(`{ ${entries.map(([name, { text }]) => `${name}: ${text}`).join(', ')} }`, (place) =>
      Object.fromEntries(
        (place.reversed ? [...entries].reverse() : entries).map(([name, one]) => [
          name,
          one.make(below(place, `${name[0].toUpperCase()}${name.slice(1)}`)),
        ]),
      ),
    );
  });
}

const sometimes = (member: Param): fc.Arbitrary<Value | undefined> =>
  fc.oneof(
    { weight: member.optional ? 4 : 0, arbitrary: fc.constant(undefined) },
    { weight: member.optional ? 2 : 1, arbitrary: valuesOf(member) },
  );

/** The arguments of a call, the last optional ones sometimes missing. */
export const argumentsFor = (params: readonly Param[]): fc.Arbitrary<Value[]> =>
  fc.tuple(...params.map(sometimes)).map((all) => all.map((one) => one ?? value('undefined', () => undefined)));

const calledValue = (callable: Callable): Values =>
  argumentsFor(callable.params).map((args) =>
    value(`${callable.owner}.${callable.name}(${args.map(({ text }) => text).join(', ')})`, (place) =>
      classOf(callable.owner)[callable.name](...args.map((arg, index) => arg.make(below(place, `${index || ''}`)))),
    ),
  );
