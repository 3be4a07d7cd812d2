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
import { newStack } from '../util';
import { type Callable, declarationsOf, type Param } from './declarations';

// Plain JavaScript can give anything: every prop, option and argument gets each of these values. No call may end in a TypeError or another error
// that is not the library's, or say of a value what nobody recognizes.

const { logzio, VendorAccess, velero, Workload } = library;
const started = Date.now();
const { callables, structs } = declarationsOf(join(__dirname, '..', '..', 'src'));

class Odd {}
function odd() {}

/** Has what all kinds of resources are known by, and is none. */
const pretender = Object.fromEntries(
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
const HOSTILE: [unknown | ((stack: Stack) => unknown), string][] = [
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
const given = (hostile: unknown, stack: Stack) => (typeof hostile === 'function' ? hostile(stack) : hostile);

let unique = 0;
const id = () => `Sample${unique++}`;
const vpc = (stack: Stack) => (stack.node.tryFindChild('Vpc') as ec2.Vpc | undefined) ?? new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });

/** What vendors add, in their cases.ts. */
const OF_VENDORS: Samples = Object.assign({}, ...Object.values(found<Samples>('cases', 'SAMPLES')));
const USES_OF_VENDORS: Uses = Object.assign({}, ...Object.values(found<Uses>('cases', 'USES')));

/** Something right of a type, by its name or that of the parameter. */
const SAMPLES: Samples = {
  's3.IBucket': (stack) => new s3.Bucket(stack, id()),
  'kms.IKey': (stack) => new kms.Key(stack, id()),
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
const USES: Uses = {
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

function sample({ name, type }: Param, stack: Stack): unknown {
  const members = structs.get(type);
  const make = SAMPLES[type] ?? SAMPLES[name];
  if (!make && !members) {
    throw new Error(`${name}: ${type} is new: add something right of this type to SAMPLES in the vendor's cases.ts`);
  }
  return make ? make(stack) : sampleOf(members ?? [], stack);
}

const sampleOf = (members: readonly Param[], stack: Stack): Record<string, unknown> =>
  Object.fromEntries(members.filter(({ optional }) => !optional).map((member) => [member.name, sample(member, stack)]));

// biome-ignore lint/suspicious/noExplicitAny: called by name
const classOf = (owner: string): any =>
  [library, ...Object.values<object>(library)].map((room) => (room as Record<string, unknown>)[owner]).find(Boolean);

/** Something to call the methods of. */
function instanceOf(owner: string, stack: Stack) {
  const type = classOf(owner === 'VendorBucketAccess' ? 'LogzioArchiveBucket' : owner);
  const make = callables.find((one) => one.owner === type.name && one.name === 'constructor');
  const facade = callables.find((one) => one.owner === owner && one.isStatic);
  return make
    ? new type(stack, id(), sampleOf(make.params.slice(2, 3), stack).props)
    : facade && type[facade.name](...argumentsOf(facade, stack));
}

const paramsOf = ({ name, params }: Callable) => (name === 'constructor' ? params.slice(2) : params);
const argumentsOf = (callable: Callable, stack: Stack) =>
  paramsOf(callable).map((param) => (param.optional ? undefined : sample(param, stack)));

function call(callable: Callable, args: unknown[], stack: Stack): void {
  const { isStatic, name, owner, returns } = callable;
  if (name === 'constructor') {
    new (classOf(owner))(stack, id(), ...args);
    return;
  }
  const on = isStatic ? classOf(owner) : instanceOf(owner, stack);
  const made = on[name](...args);
  USES[returns]?.(stack, made as never, id());
}

/** Where a value can be put: an argument, a member of one, an element of a list. */
type Path = readonly Param[];

function pathsTo(param: Param): Path[] {
  const element = /^(.+)\[\]$/.exec(param.type)?.[1];
  const map = /^\{ \[key: string\]: (\w+) \}$/.exec(param.type)?.[1];
  const inner =
    element || map ? [{ name: map ? 'key' : '0', type: element ?? map ?? '', optional: false, doc: '' }] : (structs.get(param.type) ?? []);
  return [[param], ...inner.flatMap(pathsTo).map((path) => [param, ...path])];
}

function put([param, ...rest]: Path, value: unknown, around: unknown, stack: Stack): unknown {
  if (rest.length === 0) {
    return value;
  }
  const whole = around ?? (param.type.endsWith('[]') ? [] : sampleOf(structs.get(param.type) ?? [], stack));
  const { name } = rest[0];
  const inner = put(rest, value, (whole as Record<string, unknown>)[name], stack);
  return Array.isArray(whole) ? [inner] : { ...(whole as object), [name]: inner };
}

/** Whether a value may be right there, as far as its type shows it. */
function mayBeRight({ optional, type }: Param, value: unknown): boolean {
  const members = structs.get(type) ?? (/^\w+\.\w+Options$/.test(type) ? [] : undefined); // those of the CDK are its own to check
  const isObject = typeof value === 'object' && value !== null && !Construct.isConstruct(value);
  return (
    typeof value === type ||
    (value === undefined && optional) ||
    (Array.isArray(value) && value.length === 0 && type.endsWith('[]')) ||
    (members !== undefined && isObject && !Array.isArray(value) && members.every((member) => member.optional))
  );
}

/** What is wrong with how a call ended. */
function complaint(path: Path, value: unknown, shown: string, error: Error | undefined): string | undefined {
  if (!error) {
    return mayBeRight(path[path.length - 1], value) ? undefined : 'nothing refused';
  }
  const lines = error.message.split('\n').slice(1);
  const isOurs = error.constructor === Error && /^[A-Za-z].*:\n {2}1\. /.test(error.message);
  const inside = value === pretender ? Object.keys(pretender) : [];
  const names = [...path.map(({ name }) => (name === '0' ? '[0]: got' : name)), ...inside];
  const isNamed = lines.every((line) => names.some((name) => line.includes(name)) || line.includes('got nothing;'));
  const isShown = lines.some((line) =>
    [shown, 'nothing', ...(value === pretender ? ['null'] : []), shown.slice(1, -1), `{ key: ${shown} }`].some((text) =>
      line.includes(`got ${text};`),
    ),
  );
  return isOurs && isNamed && isShown ? undefined : `${error.name}: ${error.message}`;
}

const CASES = callables.flatMap((callable) => paramsOf(callable).map((param, index) => [callable, index, pathsTo(param)] as const));
const nameOf = ({ name, owner }: Callable) => (name === 'constructor' ? owner : `${owner}.${name}`);

test.each(
  CASES.map(([callable, index, paths]) => [`${nameOf(callable)}(${paramsOf(callable)[index].name})`, callable, index, paths] as const),
)('%s takes nothing that it should not, whatever it is', (_, callable, index, paths) => {
  const complaints = paths.flatMap((path) => {
    const stack = newStack(); // what is refused leaves nothing in it
    return HOSTILE.flatMap(([hostile, shown]) => {
      const value = given(hostile, stack);
      const args = argumentsOf(callable, stack);
      args[index] = put(path, value, args[index], stack);
      let error: Error | undefined;
      try {
        call(callable, args, stack);
      } catch (thrown) {
        error = thrown as Error;
      }
      const wrong = complaint(path, value, shown, error);
      return wrong ? [`${path.map(({ name }) => name).join('.')} = ${shown}: ${wrong}`] : [];
    });
  });
  expect(complaints).toEqual([]);
});

test('every prop that could be known at deployment only says whether it can', () => {
  const known = ['string', 'number', 'Duration', 'string[]', '{ [key: string]: string }'];
  const members = new Set([...structs.values()].flat());
  const given = CASES.flatMap(([, , paths]) => paths.map((path) => path[path.length - 1])).filter((param) => members.has(param));
  const silent = given.filter(({ doc, type }) => known.includes(type) && !/\btoken\b/.test(doc)).map(({ name }) => name);
  expect(silent).toEqual([]);
});

test('every construct, factory and method is there, and whatever a factory makes is used', () => {
  const values = callables.filter(({ isStatic }) => isStatic).map(({ returns }) => returns);
  expect(values.filter((type) => !USES[type] && !type.endsWith('BucketGrants'))).toEqual([]);
  const names = callables.map(nameOf);
  expect(names).toEqual(expect.arrayContaining(['LogzioArchiveBucket', 'VendorAccess.vendorRole', 'CloudBerryBackupUser.addBucket']));
  expect(names.length).toBeGreaterThan(25);
});

afterAll(() => {
  const paths = CASES.flatMap(([, , all]) => all).length;
  console.info(
    `${CASES.length} arguments, ${paths} places, ${paths * HOSTILE.length} calls in ${Math.round((Date.now() - started) / 1000)} s`,
  );
});
