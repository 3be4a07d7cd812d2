import { App, Stack, Stage } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { logzio, VendorAccess, veeam } from '../../src';
import type { Samples } from '../cases';
import { VENDOR_ACCOUNT } from '../logzio/cases';
import { ACCOUNT, errorOf } from '../util';
import type { Callable, Param } from './declarations';
import { argumentsOf, callables, classOf, id, instanceOf, nameOf, paramsOf, sample, structs, USES } from './givens';

// Whatever can be given, of another Stage or app, to which the CDK does not refer: it says so late, of stacks, and names no prop.

const MORE: Samples = {
  'ec2.IGatewayVpcEndpoint': (stack) => new ec2.Vpc(stack, id(), { natGateways: 0 }).addGatewayEndpoint('S3', ENDPOINT),
  'ec2.IVpcEndpoint': (stack) => new ec2.Vpc(stack, id(), { natGateways: 0 }).addGatewayEndpoint('S3', ENDPOINT),
  'ec2.IKeyPair': (stack) => new ec2.KeyPair(stack, id()),
  'iam.IManagedPolicy': (stack) =>
    new iam.ManagedPolicy(stack, id(), { statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] }),
  'iam.IOpenIdConnectProvider': (stack) => new iam.OpenIdConnectProvider(stack, id(), { url: 'https://oidc.example.com' }),
  'sns.ITopic': (stack) => new sns.Topic(stack, id()),
  'logs.ILogGroup': (stack) => new logs.LogGroup(stack, id()),
};
const ENDPOINT = { service: ec2.GatewayVpcEndpointAwsService.S3 };

type Path = readonly Param[];
const isResource = ({ type }: Param) => /^(\w+\.I[A-Z]\w+|IVendorPrincipal)(\[\])?$/.test(type);
const pathsTo = (param: Param): Path[] => [
  ...(isResource(param) ? [[param]] : []),
  ...(structs.get(param.type) ?? []).flatMap(pathsTo).map((path) => [param, ...path]),
];

function made(param: Param, stack: Stack): unknown {
  const type = param.type.replace('[]', '');
  const one = MORE[type]?.(stack) ?? sample({ ...param, type }, stack);
  return type === param.type ? one : [one];
}

/** The argument, of which all is of one stack, but for what the path leads to. */
function put([param, ...rest]: Path, own: Stack, theirs: Stack): unknown {
  const members = (structs.get(param.type) ?? []).filter(({ name, optional }) => !optional && name !== rest[0]?.name);
  return rest.length === 0
    ? made(param, theirs)
    : { ...Object.fromEntries(members.map((one) => [one.name, made(one, own)])), [rest[0].name]: put(rest, own, theirs) };
}

/** What only goes with another option. */
const TOGETHER: Record<string, (stack: Stack) => object> = {
  'ConnectionTest.atDeployment options.subnets': (stack) => ({ vpc: new ec2.Vpc(stack, id()) }),
  'VendorBucketAccess.monitor options.knownReaders': () => ({ secretReads: true }),
};

function call(callable: Callable, args: unknown[], stack: Stack): void {
  const { isStatic, name, owner, returns } = callable;
  const of = name === 'constructor' ? undefined : isStatic ? classOf(owner) : instanceOf(owner, stack);
  const given = of ? of[name](...args) : new (classOf(owner))(stack, id(), ...args);
  USES[returns]?.(stack, given as never, id());
}

const withRole = (stack: Stack) =>
  new logzio.LogzioArchiveBucket(stack, id(), {
    access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: 'an-external-id' }),
  });

const env = { account: ACCOUNT, region: 'eu-west-1' };
const PLACES: [string, (app: App) => Stack][] = [
  ['another Stage', (app) => new Stack(new Stage(app, 'Theirs'), 'Stack', { env })],
  ['another Stage', (app) => new Stack(app, 'Theirs', { env })], // the app around the Stage
  ['another app', () => new Stack(new App(), 'Theirs', { env })],
];
const takesAny = ({ name }: Callable) => name === 'fromBucket'; // the grants tell
const CASES = callables
  .filter((callable) => !takesAny(callable))
  .flatMap((callable) =>
    paramsOf(callable).flatMap((param, index) =>
      pathsTo(param).map((path) => [`${nameOf(callable)} ${path.map(({ name }) => name).join('.')}`, callable, index, path] as const),
    ),
  );

test.each(CASES)('%s of another Stage or app is an error of the library', (name, callable, index, path) => {
  for (const [where, place] of PLACES) {
    const app = new App();
    const own = new Stack(new Stage(app, 'Own'), 'Stack', { env });
    const theirs = place(app);
    const args = argumentsOf(callable, own);
    const given = name === 'VendorAccess.sameRoleAs first' ? withRole(theirs) : put(path, own, theirs);
    args[index] = TOGETHER[name] ? { ...(given as object), ...TOGETHER[name](own) } : given;
    expect(errorOf(() => call(callable, args, own))).toMatch(new RegExp(`got "'(Own|Theirs)/.*' of ${where}"; allowed: .* create both`));
  }
});

test('an import by a token of another Stage is named with what it refers to', () => {
  const app = new App();
  const [own, theirs] = ['Own', 'Theirs'].map((name) => new Stack(new Stage(app, name), 'Stack', { env }));
  const bucket = s3.Bucket.fromBucketName(own, 'Import', new s3.Bucket(theirs, 'Bucket').bucketName);
  expect(errorOf(() => new logzio.LogzioArchiveBucket(own, 'Archive', { bucket }))).toContain(
    "bucket: got \"'Own/Stack/Import', an import of 'Theirs/Stack/Bucket/Resource' of another Stage\"; allowed:",
  );
});

test.each([
  ['bucket', (stack: Stack) => ec2.FlowLogDestination.toS3(new s3.Bucket(stack, 'Logs'))],
  ['log group', (stack: Stack) => ec2.FlowLogDestination.toCloudWatchLogs(new logs.LogGroup(stack, 'Logs'))],
])('so is the %s of flow logs', (_, destination) => {
  const app = new App();
  const [own, theirs] = ['Own', 'Theirs'].map((name) => new Stack(new Stage(app, name), 'Stack', { env }));
  const network = (id: string, stack: Stack) =>
    new veeam.VeeamArchiverNetwork(own, id, { proxyCidrs: ['203.0.113.7/32'], flowLogs: { destination: destination(stack) } });
  expect(errorOf(() => network('Network', theirs))).toContain(`flowLogs.destination: got "'Theirs/Stack/Logs' of another Stage"; allowed:`);
  network('Another', own);
});

test('so is an attribute in a text', () => {
  const app = new App();
  const [own, theirs] = ['Own', 'Theirs'].map((name) => new Stack(new Stage(app, name), 'Stack', { env }));
  const bucketName = `copy-of-${new s3.Bucket(theirs, 'Bucket').bucketName}`;
  expect(errorOf(() => new logzio.LogzioArchiveBucket(own, 'Archive', { bucketName }))).toMatch(
    /bucketName: got "an attribute of 'Theirs\/Stack\/Bucket\/Resource' of another Stage"; allowed: .* Or give a literal\./,
  );
  const here = new s3.Bucket(own, 'Bucket').bucketName;
  new logzio.LogzioArchiveBucket(own, 'Archive', { bucketName: `copy-of-${here}` });
});

test('what is imported by its name works everywhere', () => {
  const app = new App();
  const [own, theirs] = ['Own', 'Theirs'].map((name) => new Stack(new Stage(app, name), 'Stack', { env }));
  const [bucket, encryptionKey] = [
    s3.Bucket.fromBucketName(theirs, 'Bucket', 'example-bucket'),
    kms.Key.fromKeyArn(theirs, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`),
  ];
  new logzio.LogzioArchiveBucket(own, 'Archive', { bucket });
  new logzio.LogzioArchiveBucket(own, 'Another', { encryptionKey });
  expect(app.synth().nestedAssemblies).toHaveLength(2);
});

describe('a construct that is in no stack', () => {
  const constructs = callables.filter(({ name, owner }) => name === 'constructor' && Construct.isConstruct(classOf(owner).prototype));
  const stage = new Stage(new App(), 'Prod');
  test('every construct of the library is one of these', () => expect(constructs.length).toBeGreaterThan(9));

  test.each(constructs.map((one) => [one.owner, one] as const))('%s', (owner, callable) => {
    for (const [scope, got] of [
      [stage.node.root, 'the App'],
      [stage, "the Stage 'Prod'"],
      [new Construct(stage, id()), "the construct 'Prod/\\w+'"],
      [undefined, 'nothing'],
    ] as const) {
      const message = errorOf(() => new (classOf(callable.owner))(scope, 'Mine', {}));
      const said = `^Cannot create ${owner} '.*Mine':\n  1. scope: got ${got}; allowed: a Stack, or .* new ${owner}\\(stack, "Mine"\\)\\.$`;
      expect(message).toMatch(new RegExp(said));
      expect(scope?.node.tryFindChild('Mine')).toBeUndefined();
    }
  });
});
