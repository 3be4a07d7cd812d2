import {
  App,
  Aspects,
  Aws,
  CfnCondition,
  CfnOutput,
  CfnParameter,
  CfnResource,
  Duration,
  Fn,
  RemovalPolicy,
  Stack,
  Tags,
  Token,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as signer from 'aws-cdk-lib/aws-signer';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AccessKeys, ConnectionTest, cloudberry, datadog, logzio, VendorAccess, veeam, velero } from '../../src';
import { CONNECTION_TEST_CODE } from '../../src/core/private/operate/connection-test-code';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { resolveTemplate } from '../matrix/resolve';
import { ACCOUNT, newStack, synthErrorOf, warningsOf } from '../util';

/** The error of an app, or of its synthesis. */
const mistakeOf = (make: (stack: Stack) => unknown): string => {
  const stack = newStack();
  try {
    make(stack);
  } catch (error) {
    return (error as Error).message;
  }
  return synthErrorOf(stack);
};

const connectionTest = ConnectionTest.atDeployment();
const TYPE = 'Custom::VendorAccessConnectionTest';
const { objectLock } = cloudberry.CloudBerryProtection;

const VPC = { vpcId: 'vpc-0mine', availabilityZones: ['eu-west-1a'], privateSubnetIds: ['subnet-0mine'] };

// biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's
type Found = Record<string, any>;
const ofType = (stack: Stack, type: string): Found[] =>
  Object.values(Template.fromStack(stack).findResources(type)).map((one) => one.Properties);
const testOf = (stack: Stack): Found => ofType(stack, TYPE)[0];
const archive = (stack: Stack, props: logzio.LogzioArchiveBucketProps = {}) =>
  new logzio.LogzioArchiveBucket(stack, 'Archive', { connectionTest, ...props });
const tested = (make: (stack: Stack) => unknown): Found => {
  const stack = newStack();
  make(stack);
  return testOf(stack);
};
const withSecretKey = (stack: Stack) => VendorAccess.iamUser({ secretEncryptionKey: new kms.Key(stack, 'Key') });
const existingRole = (stack: Stack) =>
  VendorAccess.existingRole(new iam.Role(stack, 'Mine', { assumedBy: new iam.AccountPrincipal(VENDOR_ACCOUNT) }));

const PRODUCTS: Record<string, (stack: Stack) => unknown> = {
  LogzioArchiveBucket: (stack) => archive(stack),
  CloudBerryBackupUser: (stack) => new cloudberry.CloudBerryBackupUser(stack, 'Made', { connectionTest }),
  CloudBerryManagedBackup: (stack) => new cloudberry.CloudBerryManagedBackup(stack, 'Made', { connectionTest }),
  CloudBerryEc2Restore: (stack) =>
    new cloudberry.CloudBerryEc2Restore(stack, 'Made', {
      bucket: new s3.Bucket(stack, 'Mine'),
      importRole: cloudberry.VmImportRole.existing(),
      connectionTest,
    }),
  DatadogLogArchive: (stack) => new datadog.DatadogLogArchive(stack, 'Made', { access: existingRole(stack), connectionTest }),
  VeeamM365Repository: (stack) => new veeam.VeeamM365Repository(stack, 'Made', { connectionTest }),
  VeeamBackupRepository: (stack) => new veeam.VeeamBackupRepository(stack, 'Made', { connectionTest }),
  VeleroBackupLocation: (stack) => new velero.VeleroBackupLocation(stack, 'Made', { connectionTest }),
};

test.each(Object.entries(PRODUCTS))('%s tests each of its actions on its bucket, by a call or by simulation, and no other', (_, make) => {
  const stack = newStack();
  make(stack);
  const { Calls = [], Simulated } = testOf(stack);
  const called = Calls.flatMap(({ Needs }: Found) => Needs.map((need: string) => need.split(' ')[0]));
  const asked = new Set([...called, ...Simulated.flatMap(({ Actions }: Found) => Actions)]);
  const granted = ofType(stack, 'AWS::IAM::ManagedPolicy')
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => Action);
  const ofBucket = granted.filter((action: string) => /^(s3|kms):/.test(action));
  expect([...asked].sort()).toEqual([...new Set(ofBucket)].sort());
});

test('no test, no function: it is off by default', () => {
  const stack = newStack();
  new logzio.LogzioArchiveBucket(stack, 'Archive');
  expect([...ofType(stack, TYPE), ...ofType(stack, 'AWS::Lambda::Function')]).toEqual([]);
});

test('it deletes and writes nothing but its own object, and changes no setting', () => {
  const calls = Object.values(PRODUCTS).flatMap((make) => tested(make).Calls ?? []);
  const changing = calls.filter(({ Call }: Found) => !/^(Get|List)/.test(Call));
  expect([...new Set(changing.map(({ Call }: Found) => Call))].sort()).toEqual(['DeleteObject', 'PutObject']);
  expect(changing.filter(({ Object: onObject }: Found) => onObject !== 'yes')).toEqual([]);
});

test('what a default retention would keep is not written', () => {
  const backup = (stack: Stack, props: cloudberry.CloudBerryBackupUserProps) =>
    new cloudberry.CloudBerryBackupUser(stack, 'Backup', { connectionTest, ...props });
  const locked = { protection: objectLock({ mode: s3.ObjectLockMode.GOVERNANCE, defaultRetention: Duration.days(1) }) };
  const gfs = { protection: objectLock({ gfs: true }) };
  expect(tested((stack) => backup(stack, locked)).Locked).toBe('yes');
  expect(tested((stack) => backup(stack, gfs)).Locked).toBe('no');
  expect(tested((stack) => archive(stack)).Locked).toBe('no');
  expect(tested((stack) => archive(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'mine') })).Locked).toBe('yes');
  const own = (change: (bucket: s3.CfnBucket) => void) => (stack: Stack) => {
    const bucket = new s3.Bucket(stack, 'Mine', { objectLockEnabled: true });
    new velero.VeleroBackupLocation(stack, 'Velero', { bucket, connectionTest });
    change(bucket.node.defaultChild as s3.CfnBucket);
  };
  const rule = 'ObjectLockConfiguration.Rule.DefaultRetention';
  expect(tested(own(() => undefined)).Locked).toBe('no');
  expect(tested(own((bucket) => bucket.addPropertyOverride(rule, { Mode: 'GOVERNANCE', Days: 1 }))).Locked).toBe('yes');
  expect(tested(own((bucket) => bucket.addPropertyOverride('ObjectLockConfiguration', { 'Fn::If': ['C', {}, {}] }))).Locked).toBe('yes');
});

test('it runs again when a policy, the bucket, its policy or a key changes, and only then', () => {
  const stateOf = (
    change: (stack: Stack, made: logzio.LogzioArchiveBucket) => unknown = () => undefined,
    props?: logzio.LogzioArchiveBucketProps,
  ) => tested((stack) => change(stack, archive(stack, props))).State;
  const statement = (made: logzio.LogzioArchiveBucket) =>
    new iam.PolicyStatement({ actions: ['s3:GetObjectTagging'], resources: [made.bucket.arnForObjects('*')] });
  const states = [
    stateOf(),
    stateOf((_, made) => made.policy.addStatements(statement(made))),
    stateOf((_, made) => made.user?.addToPrincipalPolicy(statement(made))),
    stateOf((_, { bucket }) =>
      Aspects.of(bucket).add({
        visit: (one) => one instanceof s3.CfnBucket && one.addPropertyOverride('Tags', [{ Key: 'a', Value: 'b' }]),
      }),
    ),
    stateOf((_, made) => {
      const deny = { effect: iam.Effect.DENY, principals: [new iam.AccountPrincipal('999999999999')] };
      made.bucket.addToResourcePolicy(
        new iam.PolicyStatement({ ...deny, actions: ['s3:GetObject'], resources: [made.bucket.arnForObjects('*')] }),
      );
    }),
    stateOf((_, made) => made.user?.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'))),
    stateOf((stack) => bound(stack, 's3:*', 'iam:*', 'secretsmanager:*')),
    stateOf((stack) => bound(stack, 's3:*', 'iam:*', 'secretsmanager:*', 'sts:*')),
    stateOf(undefined, { objectAcl: true }),
  ];
  expect(states.filter((state) => !/^connection-test-[\da-f]{16}$/.test(state))).toEqual([]);
  expect(new Set(states).size).toBe(states.length);
  expect(stateOf()).toBe(states[0]);
  expect(stateOf((stack) => new s3.Bucket(stack, 'Other'))).toBe(states[0]);
});

test('it runs again when the key of a user that it shares is replaced', () => {
  const stateOf = (serial: number) =>
    tested((stack) => {
      const first = archive(stack, { access: VendorAccess.iamUser({ accessKeys: AccessKeys.single(serial) }), connectionTest: undefined });
      new velero.VeleroBackupLocation(stack, 'Second', { access: VendorAccess.sameUserAs(first), connectionTest });
    }).State;
  const states = [1, 1, 2].map(stateOf);
  expect([states[1] === states[0], states[2] === states[0]]).toEqual([true, false]);
});

const inVpc = (vpc: ec2.IVpc, subnets?: ec2.ISubnet[]) => ({ connectionTest: ConnectionTest.atDeployment({ vpc, subnets }) });
const endpoints = (vpc: ec2.Vpc, ...names: string[]) => {
  vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
  for (const name of names) {
    vpc.addInterfaceEndpoint(name, { service: new ec2.InterfaceVpcEndpointAwsService(name) });
  }
  return inVpc(vpc);
};
const route = (stack: Stack, vpc: ec2.Vpc, way: Partial<ec2.CfnRouteProps>) => {
  const [{ routeTable }] = vpc.isolatedSubnets;
  return new ec2.CfnRoute(stack, 'Way', { routeTableId: routeTable.routeTableId, destinationCidrBlock: '0.0.0.0/0', ...way });
};

const open = (stack: Stack) => new ec2.Vpc(stack, 'Open', { maxAzs: 1 });
function withAcl(stack: Stack, ...traffic: ec2.AclTraffic[]) {
  return inVpc(behindAcl(stack, ec2.AclCidr.anyIpv4(), ...traffic));
}
function behindAcl(stack: Stack, cidr: ec2.AclCidr, ...traffic: ec2.AclTraffic[]) {
  const vpc = open(stack);
  const acl = new ec2.NetworkAcl(stack, 'Acl', { vpc, subnetSelection: { subnets: vpc.privateSubnets } });
  traffic.forEach((one, index) => {
    const direction = [ec2.TrafficDirection.EGRESS, ec2.TrafficDirection.INGRESS][index];
    acl.addEntry(`Entry${index}`, { cidr, ruleNumber: 100, traffic: one, direction });
  });
  return vpc;
}
const inside = (stack: Stack) => behindAcl(stack, ec2.AclCidr.ipv4('10.0.0.0/8'), ec2.AclTraffic.allTraffic(), ec2.AclTraffic.allTraffic());
function blocked(stack: Stack, InternetGatewayBlockMode: string) {
  new CfnResource(stack, 'Block', { type: 'AWS::EC2::VPCBlockPublicAccessOptions', properties: { InternetGatewayBlockMode } });
  return inVpc(open(stack));
}

test.each<[string, string, (stack: Stack, vpc: ec2.Vpc) => logzio.LogzioArchiveBucketProps]>([
  ['public subnets', "'Stack/Vpc/PublicSubnet1' (s3, iam, secretsmanager)", (_, vpc) => inVpc(vpc, vpc.publicSubnets)],
  ['isolated subnets', "'Stack/Vpc/IsolatedSubnet1' (s3, iam, secretsmanager)", (_, vpc) => inVpc(vpc)],
  [
    'isolated subnets, and a role whose calls IAM simulates',
    "'Stack/Vpc/IsolatedSubnet1' (s3, iam)",
    (_, vpc) => ({ ...inVpc(vpc), access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) }),
  ],
  ['endpoints without that of IAM', "'Stack/Vpc/IsolatedSubnet1' (iam)", (_, vpc) => endpoints(vpc, 'secretsmanager')],
  [
    'a raw route to an internet gateway',
    "'Stack/Vpc/IsolatedSubnet1' (s3, ",
    (stack, vpc) => {
      route(stack, vpc, { gatewayId: vpc.internetGatewayId });
      return inVpc(vpc);
    },
  ],
  [
    'a NAT gateway, and a network ACL without entries',
    "'Stack/Open/PrivateSubnet1' (s3, iam, secretsmanager), so the deployment will fail. It is blocked: network ACL 'Stack/Acl' denies outbound TCP",
    (stack) => withAcl(stack),
  ],
  [
    'a NAT gateway that a block of public access stops',
    "It is blocked: AWS::EC2::VPCBlockPublicAccessOptions 'Stack/Block' blocks the internet",
    (stack) => blocked(stack, 'block-bidirectional'),
  ],
  ['a NAT gateway, which a block of what comes in does not stop', '', (stack) => blocked(stack, 'block-ingress')],
  ['a network ACL for HTTPS', '', (stack) => withAcl(stack, ec2.AclTraffic.tcpPort(443), ec2.AclTraffic.tcpPortRange(32_768, 60_999))],
  [
    'a NAT gateway and the gateway of S3, and a network ACL for private addresses',
    "'Stack/Open/PrivateSubnet1' (s3, iam), so the deployment will fail. It is blocked: network ACL 'Stack/Acl' denies outbound TCP on port 443 to public",
    (stack) => endpoints(inside(stack), 'secretsmanager'),
  ],
  [
    'a network ACL for private addresses, where endpoints may have them',
    '',
    (stack) => endpoints(inside(stack), 's3', 'iam', 'secretsmanager'),
  ],
  ['endpoints for all', '', (_, vpc) => endpoints(vpc, 'iam', 'secretsmanager')],
  [
    'endpoints for all, that of S3 for the public subnets',
    "'Stack/Vpc/IsolatedSubnet1' (s3)",
    (_, vpc) => {
      const props = endpoints(vpc, 'iam', 'secretsmanager');
      const tables = vpc.publicSubnets.map(({ routeTable }) => routeTable.routeTableId);
      (vpc.node.findChild('S3').node.defaultChild as ec2.CfnVPCEndpoint).addPropertyOverride('RouteTableIds', tables);
      return props;
    },
  ],
  [
    'an endpoint that the deployment decides',
    '',
    (stack, vpc) => {
      const serviceName = new CfnParameter(stack, 'Service').valueAsString;
      new ec2.CfnVPCEndpoint(stack, 'Endpoint', { vpcId: vpc.vpcId, serviceName, vpcEndpointType: 'Interface' });
      return inVpc(vpc);
    },
  ],
  ['a NAT gateway', '', (stack) => inVpc(new ec2.Vpc(stack, 'Open', { maxAzs: 1 }))],
  [
    'a transit gateway',
    '',
    (stack, vpc) => {
      route(stack, vpc, { transitGatewayId: 'tgw-1' });
      return inVpc(vpc);
    },
  ],
  [
    'a gateway that the app does not make',
    '',
    (stack, vpc) => {
      route(stack, vpc, { gatewayId: 'vgw-1' });
      return inVpc(vpc);
    },
  ],
  [
    'routes of a VPN',
    '',
    (stack, vpc) => {
      const routeTableIds = vpc.isolatedSubnets.map(({ routeTable }) => routeTable.routeTableId);
      new ec2.CfnVPNGatewayRoutePropagation(stack, 'Routes', { routeTableIds, vpnGatewayId: 'vgw-1' });
      return inVpc(vpc);
    },
  ],
  ['an imported VPC', '', (stack) => inVpc(ec2.Vpc.fromVpcAttributes(stack, 'Theirs', VPC))],
])('the network of the test, %s: %s', (_, says, propsOf) => {
  const stack = newStack();
  archive(stack, propsOf(stack, new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0 })));
  const said = warningsOf(stack).filter((text) => !text.includes('noSubnetRouteTableId')); // CDK says it of imports
  expect(said).toEqual(says ? [expect.stringMatching(/core.testCutOff/)] : []);
  expect(said.join()).toContain(says);
});

/** A denial for all but some. */
const butFor = (actions: string[], resources: string[], ...arns: string[]) =>
  new iam.PolicyStatement({
    ...{ effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions, resources },
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': arns } },
  });
const roleOf = (made: Construct) => made.node.findChild('ConnectionTest').node.findChild('Role') as iam.Role;
const READ_SECRET = ['secretsmanager:GetSecretValue'];
const bound = (stack: Stack, ...actions: string[]) => {
  const statements = [new iam.PolicyStatement({ actions, resources: ['*'] })];
  iam.PermissionsBoundary.of(stack).apply(new iam.ManagedPolicy(stack, 'Boundary', { statements }));
};

/** On which secrets a boundary stops the calls on secrets, and what is said of it. */
const BY_NAME: [what: string, says: RegExp | undefined, effect: iam.Effect, name: string][] = [
  ['denied by its prefix', /core.denied\]/, iam.Effect.DENY, 'corp/*'],
  ['denied by its name', /core.denied\]/, iam.Effect.DENY, 'corp/key-??????'],
  ['denied, by another prefix', undefined, iam.Effect.DENY, 'prod/*'],
  ['denied, by a longer name', undefined, iam.Effect.DENY, 'corp/key-dev-*'],
  ['denied, by more characters', undefined, iam.Effect.DENY, 'corp/key-a1B2c3?'],
  ['allowed only by another prefix', /core.denied\]/, iam.Effect.ALLOW, 'prod/*'],
  ['allowed by its prefix', undefined, iam.Effect.ALLOW, 'corp/*'],
  ['allowed by its name', undefined, iam.Effect.ALLOW, 'corp/key-??????'],
  ['allowed, perhaps it', undefined, iam.Effect.ALLOW, 'corp/key-a1B2c3'],
  ['allowed by its name, with fewer characters', /core.denied\]/, iam.Effect.ALLOW, 'corp/key-?????'],
  ['allowed with all', undefined, iam.Effect.ALLOW, '*'],
];

test.each(BY_NAME)('a secret that a boundary names: %s', (_, says, effect, name) => {
  const stack = newStack();
  archive(stack, { access: VendorAccess.iamUser({ secretName: 'corp/key' }) });
  const others = new iam.PolicyStatement(
    effect === iam.Effect.DENY ? { actions: ['*'], resources: ['*'] } : { notActions: READ_SECRET, resources: ['*'] },
  );
  const named = new iam.PolicyStatement({ effect, actions: READ_SECRET, resources: [`arn:aws:secretsmanager:*:*:secret:${name}`] });
  iam.PermissionsBoundary.of(stack).apply(new iam.ManagedPolicy(stack, 'Boundary', { statements: [others, named] }));
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

/** What a tag says of an object; the test writes none. */
const untagged = (service: string) =>
  new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['secretsmanager:Get*'],
    resources: ['*'],
    conditions: { StringNotEquals: { [`${service}:ResourceTag/team`]: 'backup' } },
  });
const keeping = (operator: string, value: string, bucket: s3.IBucket) =>
  new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:DeleteObject*'],
    resources: [bucket.arnForObjects('*')],
    conditions: { [operator]: { 's3:ExistingObjectTag/keep': value } },
  });

test.each<[string, string, (stack: Stack, made: logzio.LogzioArchiveBucket) => unknown]>([
  [
    'a boundary without its calls',
    'does not allow iam:SimulatePrincipalPolicy, secretsmanager:GetSecretValue',
    (stack) => bound(stack, 's3:*'),
  ],
  ['a boundary with its calls', '', (stack) => bound(stack, 's3:*', 'iam:SimulatePrincipalPolicy', ...READ_SECRET)],
  [
    'a secret for one reader',
    "the secret policy 'Stack/Archive/Secret/Policy', statement 1, denies secretsmanager:GetSecretValue",
    (_, { secret }) => secret?.addToResourcePolicy(butFor(READ_SECRET, ['*'], `arn:aws:iam::${ACCOUNT}:role/reader`)),
  ],
  ['a secret for it, too', '', (_, made) => made.secret?.addToResourcePolicy(butFor(READ_SECRET, ['*'], roleOf(made).roleArn))],
  [
    'a secret that another account cannot read',
    '',
    (_, { secret }) => {
      const deny = { effect: iam.Effect.DENY, principals: [new iam.AccountPrincipal(VENDOR_ACCOUNT)] };
      secret?.addToResourcePolicy(new iam.PolicyStatement({ ...deny, actions: READ_SECRET, resources: ['*'] }));
    },
  ],
  ['a secret by a tag', 'denies secretsmanager:GetSecretValue', (_, { secret }) => secret?.addToResourcePolicy(untagged('aws'))],
  [
    'a secret by its tag',
    '',
    (_, { secret }) => {
      Tags.of(secret as Construct).add('team', 'backup');
      secret?.addToResourcePolicy(untagged('secretsmanager'));
    },
  ],
  ['a bucket that keeps objects with a tag', '', (_, { bucket }) => bucket.addToResourcePolicy(keeping('StringEquals', 'yes', bucket))],
  [
    'a bucket that deletes objects with a tag only',
    'denies s3:DeleteObject, s3:DeleteObjectVersion (StringNotEquals s3:ExistingObjectTag/keep no). Purpose of these calls: removes the versions',
    (_, { bucket }) => bucket.addToResourcePolicy(keeping('StringNotEquals', 'no', bucket)),
  ],
  [
    'a bucket for the user alone',
    'denies s3:ListBucketVersions, s3:DeleteObject, s3:DeleteObjectVersion',
    (_, { bucket, user }) =>
      bucket.addToResourcePolicy(butFor(['s3:*'], [bucket.bucketArn, bucket.arnForObjects('*')], user?.userArn ?? '')),
  ],
])('%s stops the test: %s', (_, says, change) => {
  const stack = newStack();
  change(stack, archive(stack));
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(/core.denied/)] : []);
  expect(warningsOf(stack).join()).toContain(says);
});

const decrypt = (principal: unknown, effect = 'Allow', Condition?: object) => ({
  ...{ Effect: effect, Principal: principal, Action: 'kms:Decrypt', Resource: '*', Condition },
});
const unlessVia = (service: string) =>
  decrypt('*', 'Deny', { StringNotEquals: { 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` } });

test.each<[string, RegExp | undefined, unknown[]]>([
  [
    'all but some',
    /the key policy 'Stack\/Key', statement 2, denies kms:Decrypt \(.*role of the connection test.*core\.denied/,
    [decrypt({ AWS: ACCOUNT }), decrypt('*', 'Deny', { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/admin` } })],
  ],
  ['all but S3', /denies kms:Decrypt \(StringNotEquals kms:ViaService s3.*core\.denied/, [decrypt({ AWS: ACCOUNT }), unlessVia('s3')]],
  ['all but one', /'Stack\/Key' does not allow kms:Decrypt\. .*core\.denied/, [decrypt({ AWS: `arn:aws:iam::${ACCOUNT}:role/admin` })]],
  ['all but Secrets Manager', undefined, [decrypt({ AWS: ACCOUNT }), unlessVia('secretsmanager')]],
  ['nobody', undefined, [decrypt({ AWS: ACCOUNT })]],
])('a key of the secret that stops %s: the test reads the secret', (_, says, Statement) => {
  const stack = newStack();
  const of = new kms.CfnKey(stack, 'Key', { keyPolicy: { Statement } });
  const secretEncryptionKey = kms.Key.fromKeyArn(stack, 'Import', of.attrArn);
  archive(stack, { access: VendorAccess.iamUser({ secretEncryptionKey }) });
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

test('with the secret of the construct that it shares the user with, it acts as that user; outside nothing is refused', () => {
  const { Calls, Outside, Secret } = tested((stack) => {
    const first = new cloudberry.CloudBerryBackupUser(stack, 'First', { prefix: 'a' });
    new cloudberry.CloudBerryBackupUser(stack, 'Second', {
      prefix: 'b',
      bucket: first.bucket,
      access: VendorAccess.sameUserAs(first),
      connectionTest,
    });
  });
  expect(JSON.stringify(Secret)).toMatch(/FirstSecret/);
  expect([Outside, Calls.filter(({ Refused }: Found) => Refused)]).toEqual([undefined, []]);
});

test('where the user is bound to a place, the test calls from there; simulations say that they do', () => {
  const onlyFrom = { addresses: ['203.0.113.0/24'] };
  const access = (stack: Stack) => VendorAccess.iamUser({ onlyFrom: { ...onlyFrom, vpcs: [ec2.Vpc.fromVpcAttributes(stack, 'V', VPC)] } });
  expect(mistakeOf((stack) => archive(stack, { access: access(stack) }))).toContain('ConnectionTest.atDeployment({ vpc })');
  const inside = tested((stack) => {
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', VPC);
    archive(stack, { access: access(stack), connectionTest: ConnectionTest.atDeployment({ vpc }) });
  });
  expect(inside.Network).toEqual({ 'aws:SourceIp': '203.0.113.0' });
  const role = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, onlyFrom });
  expect(tested((stack) => archive(stack, { access: role })).Network).toEqual({ 'aws:SourceIp': '203.0.113.0' });
});

test('an alarm about reads of the secret leaves out the test', () => {
  const stack = newStack();
  archive(stack).monitor({ secretReads: true });
  const [{ EventPattern }] = ofType(stack, 'AWS::Events::Rule').filter((one) => JSON.stringify(one).includes('GetSecretValue'));
  expect(JSON.stringify(EventPattern)).toContain('ArchiveConnectionTestRole');
});

test('nobody else can read the secret by it, and nobody is warned of it', () => {
  const stack = newStack();
  archive(stack, { encryptionKey: new kms.Key(stack, 'Key') });
  expect(warningsOf(stack).filter((text) => !/keyNotKept/.test(text))).toEqual([]);
});

const SCRATCH = 'cdk-vendor-access-connection-test/Stack/Archive';
const OWNER = { 'aws:ResourceAccount': ACCOUNT };
const EC2 = ['AssignPrivateIpAddresses', 'CreateNetworkInterface', 'DeleteNetworkInterface', 'UnassignPrivateIpAddresses'];
const EC2_LISTS = ['DescribeNetworkInterfaces', 'DescribeSubnets'];
const inEc2 = (...names: string[]) => names.sort().map((name) => `ec2:${name}`);
const OF_EVERY_TEST = [['Simulates', 'iam:SimulatePrincipalPolicy', 'USER', undefined]];
const OF_KEY = [
  ['ReadsKey', 'secretsmanager:GetSecretValue', 'SECRET', undefined],
  ['FindsObject', 's3:ListBucketVersions', 'arn:aws:s3:::mine', { StringEquals: { ...OWNER, 's3:prefix': SCRATCH } }],
  ['RemovesObject', ['s3:DeleteObject', 's3:DeleteObjectVersion'], `arn:aws:s3:::mine/${SCRATCH}`, { StringEquals: OWNER }],
];
const DECRYPTS = ['DecryptsKey', 'kms:Decrypt', 'KEY', { StringLike: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com*' } }];
const OF_NETWORK = [
  ['Network', inEc2(...EC2), `arn:aws:ec2:eu-west-1:${ACCOUNT}:*/*`, undefined],
  ['NetworkLists', inEc2(...EC2_LISTS), '*', undefined],
  ['DenyNetworkToCode', inEc2(...EC2, ...EC2_LISTS), '*', { Null: { 'lambda:SourceFunctionArn': 'false' } }],
];

test.each<[string, unknown[], (stack: Stack) => logzio.LogzioArchiveBucketProps]>([
  ['with a key of its secret', [...OF_EVERY_TEST, OF_KEY[0], DECRYPTS, ...OF_KEY.slice(1)], (stack) => ({ access: withSecretKey(stack) })],
  ['of a role', OF_EVERY_TEST, () => ({ access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) })],
  ['in a VPC', [...OF_EVERY_TEST, ...OF_KEY, ...OF_NETWORK], (stack) => inVpc(new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }))],
])('the role of a test %s may do this and nothing else, so it writes no log', (_, expected, propsOf) => {
  const stack = newStack();
  archive(stack, { bucketName: 'mine', ...propsOf(stack) });
  const ENV = { account: ACCOUNT, partition: 'aws', region: 'eu-west-1' };
  const roles = resolveTemplate(Template.fromStack(stack).toJSON(), ENV, (type) => type === 'AWS::IAM::Role').values();
  const { Description, ManagedPolicyArns, Policies } = [...roles].map(({ properties }) => properties).find((one) => one.Policies);
  const said = Policies[0].PolicyDocument.Statement.map(({ Action, Condition, Resource, Sid }: Found) => [
    Sid.replace('ConnectionTest', ''),
    Action,
    Resource.replace(/.*:(key|secret|user)\/?:?.*/, (__: string, kind: string) => kind.toUpperCase()).replace(/.*:role\/.*/, 'USER'),
    Condition,
  ]);
  expect(said).toEqual(expected);
  expect([ManagedPolicyArns, Policies[0].PolicyName, Description]).toEqual([
    undefined,
    'ConnectionTest',
    'Tests the connection at deployment',
  ]);
});

test('in a VPC, it reaches AWS by HTTPS only, from the given subnets, and cdk-nag is told why its role has wildcards', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
  const made = archive(stack, inVpc(vpc, vpc.publicSubnets));
  const [{ Code, Handler, Timeout, VpcConfig }] = ofType(stack, 'AWS::Lambda::Function').filter((one) => one.VpcConfig);
  const [group] = Object.entries(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup'));
  expect(VpcConfig).toEqual({
    SubnetIds: stack.resolve(vpc.publicSubnets.map(({ subnetId }) => subnetId)),
    SecurityGroupIds: [{ 'Fn::GetAtt': [group[0], 'GroupId'] }],
  });
  expect(group[1].Properties.SecurityGroupEgress).toEqual([
    { CidrIp: '0.0.0.0/0', Description: 'AWS', FromPort: 443, IpProtocol: 'tcp', ToPort: 443 },
  ]);
  expect([Code, Handler]).toEqual([{ ZipFile: CONNECTION_TEST_CODE }, 'index.handler']);
  expect(Number(testOf(stack).ServiceTimeout)).toBeGreaterThan(Timeout); // CloudFormation waits longer for the answer
  const { Metadata } = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).find(
    (one) => one.Properties.Policies,
  ) as Found;
  expect(Metadata.cdk_nag.rules_to_suppress).toEqual([
    {
      id: 'AwsSolutions-IAM5',
      reason: 'AWS Lambda needs it for a function in a VPC',
      applies_to: [`Resource::arn:<AWS::Partition>:ec2:eu-west-1:${ACCOUNT}:*/*`, 'Resource::*'],
    },
  ]);
  const ofRole = (of: Construct) => roleOf(of).node.defaultChild?.node.metadata.filter(({ type }) => /acknowledged/.test(type)) ?? [];
  const reasons = ofRole(made).flatMap(({ data }) => Object.values<string>(data));
  expect(reasons.map((reason) => reason.includes('https://docs.aws.amazon.com/lambda/'))).toEqual([true, true]);
  expect(ofRole(archive(newStack()))).toEqual([]);
});

test('its code writes no log, is JavaScript, and uses only what the runtime brings', () => {
  expect(CONNECTION_TEST_CODE).not.toMatch(/console|process\.std/);
  expect(() => new Function('require', 'exports', CONNECTION_TEST_CODE)).not.toThrow();
  const modules = [...CONNECTION_TEST_CODE.matchAll(/require\('([^']+)'\)/g)].map(([, name]) => name);
  expect(modules.filter((name) => !/^(https|timers\/promises|@aws-sdk\/client-(s3|iam|secrets-manager))$/.test(name))).toEqual([]);
});

type FunctionChange = (run: lambda.CfnFunction) => unknown;
const onAll = (stack: Stack, change: FunctionChange) =>
  Aspects.of(stack).add({ visit: (one) => one instanceof lambda.CfnFunction && change(one) });
const override =
  (name: string, value: unknown): (() => FunctionChange) =>
  () =>
  (run) =>
    run.addPropertyOverride(name, value);
const variables = (Variables: object) => override('Environment', { Variables });
const ofRole = (role: iam.Role, ...actions: string[]) => role.addToPolicy(new iam.PolicyStatement({ actions, resources: ['*'] }));
const intoVpc =
  (vpc: ec2.Vpc, securityGroupIds = ['sg-0mine']): FunctionChange =>
  (run) => {
    run.vpcConfig = { securityGroupIds, subnetIds: [...vpc.isolatedSubnets, ...vpc.privateSubnets].map(({ subnetId }) => subnetId) };
  };
const isolated = (stack: Stack) => new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0 });
const inVpcOfAws = (role: iam.Role) =>
  role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole'));
const letters = (stack: Stack) => new sqs.Queue(stack, 'Letters');
const signing = (policy: lambda.UntrustedArtifactOnDeployment) => (stack: Stack) => {
  const signingProfiles = [new signer.SigningProfile(stack, 'Profile', { platform: signer.Platform.AWS_LAMBDA_SHA384_ECDSA })];
  const { codeSigningConfigArn } = new lambda.CodeSigningConfig(stack, 'Signing', {
    signingProfiles,
    untrustedArtifactOnDeployment: policy,
  });
  return override('CodeSigningConfigArn', codeSigningConfigArn)();
};

test.each<[string, (stack: Stack, role: iam.Role) => FunctionChange, ...RegExp[]]>([
  ['variables', variables({ A: 'b', NODE_OPTIONS: '--enable-source-maps' })],
  ['a variable that loads code', variables({ NODE_OPTIONS: '--no-warnings --import=data:,x' }), /other code/],
  ['a wrapper', variables({ AWS_LAMBDA_EXEC_WRAPPER: '/opt/x' }), /other code/],
  ['other code', override('Code.ZipFile', 'exports.handler = async () => {}'), /Code.ZipFile.*omit 'connectionTest'/],
  ['a layer', override('Layers', ['arn:aws:lambda:eu-west-1:999999999999:layer:spy:1']), /Layers/],
  ['another architecture', override('Architectures', ['arm64'])],
  ['a log group', override('LoggingConfig', { LogGroup: '/mine', LogFormat: 'JSON' })],
  ['a key for its variables', override('KmsKeyArn', 'arn:aws:kms:eu-west-1:111122223333:key/1')],
  ['an older runtime', override('Runtime', 'nodejs20.x')],
  ['a runtime with another SDK', override('Runtime', 'nodejs16.x'), /Runtime: got "nodejs16.x".*version 3/],
  ['a runtime of another language', override('Runtime', 'python3.13'), /Runtime: got "python3.13"/],
  ['one run at a time', override('ReservedConcurrentExecutions', 1)],
  ['no run', override('ReservedConcurrentExecutions', 0), /ReservedConcurrentExecutions: got 0.*never run/],
  ['less time, but enough', override('Timeout', 180)],
  ['too little time', override('Timeout', 30), /^the test may be cut off .* is 30, was 300.*core\.testCutOff/],
  ['signed code, with a warning of AWS', signing(lambda.UntrustedArtifactOnDeployment.WARN)],
  ['signed code alone', signing(lambda.UntrustedArtifactOnDeployment.ENFORCE), /CodeSigningConfigArn: got .*nobody signs/],
  ['tracing that the caller decides', override('TracingConfig', { Mode: 'PassThrough' })],
  [
    'tracing',
    override('TracingConfig', { Mode: 'Active' }),
    /TracingConfig: got .*nothing allows its role xray:PutTraceSegments.*also grant/,
  ],
  [
    'tracing, and its role the permission',
    (_, role) => {
      ofRole(role, 'xray:PutTraceSegments');
      return override('TracingConfig', { Mode: 'Active' })();
    },
    /^the principal has more.*principalExtended/,
  ],
  [
    'a dead letter queue',
    (s) => override('DeadLetterConfig.TargetArn', letters(s).queueArn)(),
    /DeadLetterConfig: got .*sqs:SendMessage or/,
  ],
  [
    'a dead letter queue, and its role the permission',
    (s, role) => {
      const queue = letters(s);
      queue.grantSendMessages(role);
      return override('DeadLetterConfig.TargetArn', queue.queueArn)();
    },
    /^the principal has more.*principalExtended/,
  ],
  [
    'a VPC',
    (s) => intoVpc(isolated(s)),
    /VpcConfig: got .*ec2:CreateNetworkInterface.*use ConnectionTest\.atDeployment\({ vpc, subnets }\)/,
  ],
  ['no subnets', override('VpcConfig', { SubnetIds: [], SecurityGroupIds: [] })],
  ['a VPC in some deployments', override('VpcConfig', { 'Fn::If': ['C', { SubnetIds: ['subnet-0mine'] }, { Ref: 'AWS::NoValue' }] })],
  [
    'a VPC, and its role the permission',
    (s, role) => {
      inVpcOfAws(role);
      return intoVpc(open(s));
    },
    /^the principal has more.*principalExtended/,
  ],
  [
    'isolated subnets, and its role the permission',
    (s, role) => {
      ofRole(role, 'ec2:*');
      return intoVpc(isolated(s));
    },
    /cannot reach AWS from subnet 'Stack\/Vpc\/IsolatedSubnet1\/Subnet' \(s3, iam, secretsmanager\).*core\.testCutOff/,
    /principalExtended/,
  ],
  [
    'a VPC whose endpoint stops its answer, and its role the permission',
    (s, role) => {
      inVpcOfAws(role);
      const vpc = open(s);
      const { bucketArn } = new s3.Bucket(s, 'Mine');
      const mine = new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['s3:*'], resources: [`${bucketArn}/*`] });
      vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 }).addToPolicy(mine);
      return intoVpc(vpc);
    },
    ...[/principalExtended/, /s3:ListBucketVersions.*core\.denied/, /the answer of the connection test.*core\.denied/],
  ],
])('all functions are given %s', (_, give, ...says) => {
  const stack = newStack();
  onAll(stack, give(stack, roleOf(archive(stack))));
  const said = saidOf(stack);
  expect(said).toEqual(says.map((one) => expect.stringMatching(one)));
});

/** The warnings of a stack, or the one error that it ends with. */
function saidOf(stack: Stack): string[] {
  try {
    return warningsOf(stack);
  } catch (error) {
    return [(error as Error).message];
  }
}

const EC2_OF_LAMBDA = ['s3:*', 'iam:*', 'secretsmanager:*', 'ec2:*'];
test.each<[string, (stack: Stack, vpc: ec2.Vpc) => unknown, RegExp?]>([
  ['a boundary for its code alone', (s) => bound(s, ...EC2_OF_LAMBDA.slice(0, 3)), /does not allow ec2:.*AWS Lambda connect.*core\.denied/],
  ['a boundary for AWS Lambda too', (s) => bound(s, ...EC2_OF_LAMBDA)],
  [
    'a group that lets nothing out',
    (s, vpc) => {
      const { securityGroupId } = new ec2.SecurityGroup(s, 'Closed', { vpc, allowAllOutbound: false });
      onAll(s, intoVpc(vpc, [securityGroupId]));
    },
    /blocked: security group 'Stack\/Closed' lets nothing out on port 443.*core\.testCutOff/,
  ],
  [
    'two groups, one of which lets all out',
    (s, vpc) => {
      const groups = [true, false].map((allowAllOutbound) => new ec2.SecurityGroup(s, `${allowAllOutbound}`, { vpc, allowAllOutbound }));
      const ids = groups.map(({ securityGroupId }) => securityGroupId);
      onAll(s, intoVpc(vpc, ids));
    },
  ],
  ['other subnets', (s) => onAll(s, intoVpc(isolated(s))), /'Stack\/Vpc\/IsolatedSubnet1\/Subnet' \(s3.*core\.testCutOff/],
  ['no VPC', (s) => onAll(s, (run) => run.addPropertyDeletionOverride('VpcConfig'))],
  [
    'no VPC, where the user is bound to it',
    (s) => onAll(s, (run) => run.addPropertyDeletionOverride('VpcConfig')),
    /connectionTest: got "no vpc".*with 'onlyFrom'/,
  ],
])('a test in a VPC is given %s', (name, give, ...[says]) => {
  const stack = newStack();
  const vpc = open(stack);
  const onlyFrom = name.includes('bound') ? { addresses: ['203.0.113.0/24'] } : undefined;
  archive(stack, { ...inVpc(vpc), access: VendorAccess.iamUser({ onlyFrom }) });
  give(stack, vpc);
  expect(saidOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

test.each<[number, RegExp?]>([[600], [60, /ServiceTimeout: got 60/]])('CloudFormation waits %s seconds for the answer', (seconds, ...[
  says,
]) => {
  const stack = newStack();
  const made = archive(stack).node.findChild('ConnectionTest').node.findChild('Resource').node.defaultChild as CfnResource;
  made.addPropertyOverride('ServiceTimeout', seconds);
  expect(saidOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

test.each([
  ['Statement.0.Resource', '*'],
  ['Statement.1.Condition', { Null: { 'aws:TokenIssueTime': 'true' } }],
])('another policy of the role of the test is a mistake: %s', (path, value) => {
  const change = (stack: Stack) => {
    const l1 = roleOf(archive(stack)).node.defaultChild as CfnResource;
    l1.addPropertyOverride(`Policies.0.PolicyDocument.${path}`, value);
  };
  expect(mistakeOf(change)).toContain(`ConnectionTest/Role', Policies.0.PolicyDocument.${path.slice(0, 11)}`);
});

test.each<[string, (waits: string[]) => unknown, RegExp?]>([
  ['nothing', () => undefined, /DependsOn: got nothing.* may run before the permissions/],
  ['something else', () => 'First', /DependsOn: got "First".* may run before/],
  ['one thing less', ([, ...waits]) => waits, /DependsOn.0: got nothing.* may run before/],
  ['the same in another order, and more', (waits) => ['First', ...waits.reverse()]],
])('the test waits for %s', (_, changed, ...[says]) => {
  const [stack, before] = [newStack(), newStack()];
  archive(before);
  const [{ DependsOn }] = Object.values(Template.fromStack(before).findResources(TYPE));
  const l1 = archive(stack).node.findChild('ConnectionTest').node.findChild('Resource').node.defaultChild as CfnResource;
  l1.addOverride('DependsOn', changed(DependsOn));
  expect(says ? synthErrorOf(stack) : warningsOf(stack).join()).toMatch(says ?? /^$/);
});

test.each<[string, (stack: Stack, role: iam.Role) => unknown, RegExp?]>([
  ['nothing', () => undefined],
  ['what it is passed to', (stack, { roleArn }) => new CfnOutput(stack, 'Out', { value: roleArn })],
  [
    'a managed policy of AWS, as an aspect adds it',
    (_, role) => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')),
    /AWSLambdaBasicExecutionRole.*core.principalExtended/,
  ],
  [
    'a policy made elsewhere',
    (stack, { roleName }) => new iam.CfnRolePolicy(stack, 'More', { roleName, policyName: 'more', policyDocument: { Statement: [] } }),
    /'Stack\/More'.*core.principalExtended/,
  ],
  [
    'a profile for instances',
    (stack, { roleName }) => new iam.CfnInstanceProfile(stack, 'More', { roles: [roleName] }),
    /'Stack\/More'.*core.furtherCredentials/,
  ],
])('the role of the test is given %s', (_, give, ...[says]) => {
  const stack = newStack();
  archive(stack, { encryptionKey: new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.RETAIN }) });
  give(stack, stack.node.findChild('Archive').node.findChild('ConnectionTest').node.findChild('Role') as iam.Role);
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

describe('mistakes', () => {
  test('a bucket of another account', () => {
    const bucket = (stack: Stack) => s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'theirs', account: '999999999999' });
    expect(mistakeOf((stack) => archive(stack, { bucket: bucket(stack) }))).toContain('a bucket of account 999999999999');
  });

  test('subnets without a VPC', () => {
    const wrong = (stack: Stack) => ConnectionTest.atDeployment({ subnets: [ec2.Subnet.fromSubnetId(stack, 'Subnet', 'subnet-0mine')] });
    expect(mistakeOf((stack) => archive(stack, { connectionTest: wrong(stack) }))).toContain('connectionTest.subnets: got');
  });

  test('subnets of another VPC', () => {
    const vpcs = (stack: Stack) => ['One', 'Other'].map((id) => new ec2.Vpc(stack, id, { maxAzs: 1 }));
    const wrong = (stack: Stack) => {
      const [one, other] = vpcs(stack);
      archive(stack, inVpc(one, [...one.privateSubnets, ...other.privateSubnets]));
    };
    expect(mistakeOf(wrong)).toContain(
      "connectionTest.subnets: got \"'Stack/Other/PrivateSubnet1' of another VPC\"; allowed: subnets of VPC 'Stack/One'",
    );
  });

  test('something else than a test', () => {
    expect(mistakeOf((stack) => archive(stack, { connectionTest: true as unknown as ConnectionTest }))).toContain(
      'ConnectionTest.atDeployment()',
    );
  });

  test('a role of a vendor: everything is simulated', () => {
    const access = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID });
    const { BucketPolicy, Calls, Secret } = tested((stack) => archive(stack, { access }));
    expect([BucketPolicy, Calls, Secret]).toEqual([undefined, [], undefined]);
  });
});

test('an app that CDK does not validate is tested too, as if its bucket were locked', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  archive(stack);
  const { stacks } = app.synth({ skipValidation: true });
  const [found] = Object.values<Found>(stacks[0].template.Resources).filter(({ Type }) => Type === TYPE);
  const { BucketPolicy, Locked, State } = found.Properties;
  expect([BucketPolicy, Locked, State]).toEqual(['', 'yes', 'connection-test']);
});

const API = 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*';
const invoke = (stack: Stack, functionName: string, props: Partial<lambda.CfnPermissionProps>) =>
  new lambda.CfnPermission(stack, 'Permission', { action: 'lambda:InvokeFunction', functionName, principal: '*', ...props });
const policyOf = (stack: Stack, ResourceArn: string, Principal: object, source?: string) => {
  const Condition = source && { ArnLike: { 'aws:SourceArn': source } };
  const PolicyDocument = stack.toJsonString({ Statement: [{ Effect: 'Allow', Principal, Action: 'lambda:InvokeFunction', Condition }] });
  new CfnResource(stack, 'ResourcePolicy', { type: 'AWS::Lambda::ResourcePolicy', properties: { ResourceArn, PolicyDocument } });
};
const url = (stack: Stack, targetFunctionArn: string, authType: string) => new lambda.CfnUrl(stack, 'Url', { targetFunctionArn, authType });
const alias = (stack: Stack, { ref }: lambda.CfnFunction) =>
  new lambda.CfnAlias(stack, 'Alias', { functionName: ref, functionVersion: '$LATEST', name: 'live' }).ref;

const ruleArn = (stack: Stack) => new events.Rule(stack, 'Rule', { schedule: events.Schedule.rate(Duration.days(1)) }).ruleArn;

test.each<[string, (stack: Stack, of: lambda.CfnFunction) => unknown, string | undefined]>([
  ['anyone may invoke', (s, { ref }) => invoke(s, ref, {}), 'Permission'],
  ['anyone may invoke, by its ARN', (s, { attrArn }) => invoke(s, attrArn, { action: 'lambda:*' }), 'Permission'],
  ['another account may invoke', (s, { ref }) => invoke(s, ref, { principal: VENDOR_ACCOUNT }), 'Permission'],
  [
    'another account may change',
    (s, { ref }) => invoke(s, ref, { principal: VENDOR_ACCOUNT, action: 'lambda:UpdateFunctionCode' }),
    'Permission',
  ],
  ['a parameter may invoke', (s, { ref }) => invoke(s, ref, { principal: new CfnParameter(s, 'Whom').valueAsString }), 'Permission'],
  ['a service may invoke for anyone', (s, { ref }) => invoke(s, ref, { principal: 'events.amazonaws.com' }), 'Permission'],
  [
    'a service may invoke for another account',
    (s, { ref }) => invoke(s, ref, { principal: 'sns.amazonaws.com', sourceAccount: VENDOR_ACCOUNT }),
    'Permission',
  ],
  ['an API may invoke', (s, { ref }) => invoke(s, ref, { principal: 'apigateway.amazonaws.com', sourceArn: API }), 'Permission'],
  ['a policy lets another account invoke', (s, { attrArn }) => policyOf(s, attrArn, { AWS: VENDOR_ACCOUNT }), 'ResourcePolicy'],
  ['a policy lets an API invoke', (s, { attrArn }) => policyOf(s, attrArn, { Service: 'apigateway.amazonaws.com' }, API), 'ResourcePolicy'],
  ['a policy lets the account invoke', (s, { attrArn }) => policyOf(s, attrArn, { AWS: s.account }), undefined],
  ['anyone may invoke by an alias', (s, made) => invoke(s, alias(s, made), {}), 'Permission'],
  ['has a URL for everyone', (s, { attrArn }) => url(s, attrArn, 'NONE'), 'Url'],
  ['has a URL for whom the deployment says', (s, { attrArn }) => url(s, attrArn, new CfnParameter(s, 'Auth').valueAsString), 'Url'],
  ['has a URL for everyone by an alias', (s, made) => url(s, alias(s, made), 'NONE'), 'Url'],
  [
    'a rule of the account may invoke',
    (s, { ref }) => invoke(s, ref, { principal: 'events.amazonaws.com', sourceArn: ruleArn(s) }),
    undefined,
  ],
  ['the account may invoke', (s, { ref }) => invoke(s, ref, { principal: s.account }), undefined],
  ['the organization may invoke', (s, { ref }) => invoke(s, ref, { principalOrgId: 'o-a1b2c3d4e5' }), undefined],
  ['another account may see', (s, { ref }) => invoke(s, ref, { principal: VENDOR_ACCOUNT, action: 'lambda:GetFunction' }), undefined],
  ['has a URL for signed calls', (s, { attrArn }) => url(s, attrArn, 'AWS_IAM'), undefined],
  ['is not the one that anyone may invoke', (s) => invoke(s, 'another', {}), undefined],
])('the function of a test that %s', (_, change, by) => {
  const stack = newStack();
  const made = archive(stack).node.findChild('ConnectionTest').node.findChild('Function');
  change(stack, made as lambda.CfnFunction);
  const said = by && expect.stringMatching(new RegExp(`^AWS::Lambda::${by} 'Stack/${by}': others can invoke .*core\\.testOpen`));
  expect(warningsOf(stack)).toEqual(said ? [said] : []);
});

test('two entrances to the function of a test are said together', () => {
  const stack = newStack();
  const { attrArn, ref } = archive(stack).node.findChild('ConnectionTest').node.findChild('Function') as lambda.CfnFunction;
  invoke(stack, ref, {});
  url(stack, attrArn, 'NONE');
  const said = /^AWS::Lambda::Permission 'Stack\/Permission', AWS::Lambda::Url 'Stack\/Url': (?!.*: others).*secret they name/;
  expect(warningsOf(stack)).toEqual([expect.stringMatching(said)]);
});

describe('the policy of your own bucket, with which IAM simulates', () => {
  const policy = (Sid: string) => ({ Statement: [{ Sid, Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource: '*' }] });
  const own = (stack: Stack) => new s3.Bucket(stack, 'Own', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
  const condition = (stack: Stack) => new CfnCondition(stack, 'C', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
  const added = (stack: Stack, id: string, bucket: unknown, cfnOptions: object = {}) =>
    Object.assign(new s3.CfnBucketPolicy(stack, id, { bucket: bucket as string, policyDocument: policy(id) }).cfnOptions, cfnOptions);

  test.each<[string, (stack: Stack, bucket: s3.Bucket) => unknown, unknown]>([
    ['one', (s, { bucketName }) => added(s, 'One', bucketName), expect.stringContaining('"One"')],
    [
      'one with a condition, or another',
      (s, { bucketName }) => [added(s, 'One', bucketName, { condition: condition(s) }), added(s, 'Two', bucketName)],
      { 'Fn::If': ['C', expect.stringContaining('"One"'), expect.stringContaining('"Two"')] },
    ],
    [
      'one that may be of another bucket',
      (s, { bucketName }) => [condition(s), added(s, 'One', Token.asString(Fn.conditionIf('C', bucketName, 'another')))],
      '',
    ],
  ])('%s', (_, make, expected) => {
    const { BucketPolicy } = tested((stack) => {
      const bucket = own(stack);
      make(stack, bucket);
      archive(stack, { bucket });
    });
    expect(BucketPolicy).toEqual(expected);
  });
});
