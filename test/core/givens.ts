import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { RoleAccess } from '../../src';
import * as library from '../../src';
import type { Samples, Uses } from '../cases';
import { found } from '../found';
import { type Callable, declarationsOf, type Param } from './declarations';

// What can be given to each prop, option and argument, right and wrong, for the tests that try all of them.

const { logzio, VendorAccess, velero, Workload } = library;
export const { callables, structs } = declarationsOf(join(__dirname, '..', '..', 'src'));

class Odd {}
function odd() {}

/** Has what all kinds of resources are known by, and is none. */
export const pretender = Object.fromEntries(
  [
    'bucketArn',
    'bucketName',
    'env',
    'grantPrincipal',
    'keyArn',
    'managedPolicyArn',
    'node',
    'roleName',
    'subnetId',
    'toSeconds',
    'userName',
  ].map((name) => [name, null]),
);

/** Each with how a message shows it. */
export const HOSTILE: [unknown | ((stack: Stack) => unknown), string][] = [
  [undefined, 'nothing'],
  [null, 'null'],
  ['', '""'],
  ['false', '"false"'],
  ['undefined', '"undefined"'],
  [1, '1'],
  [-1, '-1'],
  [Number.NaN, 'NaN'],
  [true, 'true'],
  [{}, '{}'],
  [[], '[]'],
  [[null], '[null]'],
  [BigInt(1), '1n'],
  [Symbol('odd'), 'Symbol(odd)'],
  [() => odd, 'the function odd, which was not called'],
  [() => Odd, 'the class Odd'],
  [Object.create(null), '{}'],
  [new Map(), 'a Map'],
  [new Date(Number.NaN), 'an invalid Date'],
  [pretender, '{ bucketArn: null, bucketName: null, env: null, grantPrincipal: null, keyArn: null, … }'],
  [(stack: Stack) => stack.node.tryFindChild('Odd') ?? new Construct(stack, 'Odd'), "the construct 'Stack/Odd'"],
];
export const given = (hostile: unknown, stack: Stack) => (typeof hostile === 'function' ? hostile(stack) : hostile);

let unique = 0;
export const id = () => `Sample${unique++}`;
const vpc = (stack: Stack) => (stack.node.tryFindChild('Vpc') as ec2.Vpc | undefined) ?? new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });

/** What vendors add, in their cases.ts. */
const OF_VENDORS: Samples = Object.assign({}, ...Object.values(found<Samples>('cases', 'SAMPLES')));
const USES_OF_VENDORS: Uses = Object.assign({}, ...Object.values(found<Uses>('cases', 'USES')));

/** Something right of a type, by its name or that of the parameter. */
export const SAMPLES: Samples = {
  's3.IBucket': (stack) => new s3.Bucket(stack, id()),
  'kms.IKey': (stack) => new kms.Key(stack, id()),
  'ec2.IVpc': (stack) => vpc(stack),
  'ec2.IVpcEndpoint': (stack) => ec2.GatewayVpcEndpoint.fromGatewayVpcEndpointId(stack, id(), 'vpce-1a2b3c4d'),
  'ec2.ISubnet': (stack) => vpc(stack).publicSubnets[0],
  'ec2.ISubnet[]': (stack) => vpc(stack).publicSubnets,
  'ec2.ISecurityGroup': (stack) => new ec2.SecurityGroup(stack, id(), { vpc: vpc(stack) }),
  'ec2.ISecurityGroup[]': (stack) => [new ec2.SecurityGroup(stack, id(), { vpc: vpc(stack) })],
  'iam.IUser': (stack) => new iam.User(stack, id()),
  'iam.IRole': (stack) => new iam.Role(stack, id(), { assumedBy: new iam.AccountRootPrincipal() }),
  'iam.IGrantable': (stack) => new iam.Group(stack, id()),
  IVendorPrincipal: (stack) => new logzio.LogzioArchiveBucket(stack, id()),
  Date: () => new Date(0),
  number: () => 2,
  accountId: () => '444455556666',
  externalId: () => 'sample',
  name: () => 'sample',
  prefix: () => 'sample',
  'iam.IOpenIdConnectProvider': (stack) =>
    iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, id(), 'arn:aws:iam::111122223333:oidc-provider/oidc.example.com'),
  Workload: () => Workload.ec2Instance(),
  namespace: () => 'sample',
  serviceAccount: () => 'sample',
  clusterName: () => 'sample',
  ...OF_VENDORS,
};

/** What gets the values that a factory can only tell when they are used, by what the factory returns. */
export const USES: Uses = {
  AccessKeys: (scope, accessKeys, name) => new logzio.LogzioArchiveBucket(scope, name, { access: VendorAccess.iamUser({ accessKeys }) }),
  UserAccess: (scope, access, name) => new logzio.LogzioArchiveBucket(scope, name, { access }),
  ...USES_OF_VENDORS,
  RoleAccess: (scope, access: RoleAccess, name) =>
    access._binding.kind === 'workloadRole'
      ? new velero.VeleroBackupLocation(scope, name, { access })
      : USES_OF_VENDORS.RoleAccess(scope, access as never, name), // no product takes every kind of role
  ConnectionTest: (scope, connectionTest, name) => new logzio.LogzioArchiveBucket(scope, name, { connectionTest }),
  Workload: (scope, workload, name) => new velero.VeleroBackupLocation(scope, name, { access: VendorAccess.workloadRole(workload) }),
};

export function sample({ name, type }: Param, stack: Stack): unknown {
  const members = structs.get(type);
  const make = SAMPLES[type] ?? SAMPLES[name];
  if (!make && !members) {
    throw new Error(`${name}: ${type} is new: add something right of this type to SAMPLES in the vendor's cases.ts`);
  }
  return make ? make(stack) : sampleOf(members ?? [], stack);
}

export const sampleOf = (members: readonly Param[], stack: Stack): Record<string, unknown> =>
  Object.fromEntries(members.filter(({ optional }) => !optional).map((member) => [member.name, sample(member, stack)]));

// biome-ignore lint/suspicious/noExplicitAny: called by name
export const classOf = (owner: string): any =>
  [library, ...Object.values<object>(library)].map((room) => (room as Record<string, unknown>)[owner]).find(Boolean);

/** Something to call the methods of. */
export function instanceOf(owner: string, stack: Stack) {
  const type = classOf(owner === 'VendorBucketAccess' ? 'LogzioArchiveBucket' : owner);
  const make = callables.find((one) => one.owner === type.name && one.name === 'constructor');
  const facade = callables.find((one) => one.owner === owner && one.isStatic);
  return make
    ? new type(stack, id(), sampleOf(make.params.slice(2, 3), stack).props)
    : facade && type[facade.name](...argumentsOf(facade, stack));
}

export const paramsOf = ({ name, params }: Callable) => (name === 'constructor' ? params.slice(2) : params);
export const argumentsOf = (callable: Callable, stack: Stack) =>
  paramsOf(callable).map((param) => (param.optional ? undefined : sample(param, stack)));
export const nameOf = ({ name, owner }: Callable) => (name === 'constructor' ? owner : `${owner}.${name}`);
