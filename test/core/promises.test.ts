import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type App,
  CfnCondition,
  CfnMapping,
  CfnOutput,
  CfnParameter,
  CfnResource,
  CustomResource,
  Duration,
  Fn,
  type IPropertyInjector,
  NestedStack,
  RemovalPolicies,
  RemovalPolicy,
  SecretValue,
  Stack,
  Tags,
} from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { cloudberry, logzio, VendorAccess, veeam } from '../../src';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { ACCOUNT, newStack, synthErrorOf, warningsOf } from '../util';

// What an app adds to what a construct made. What it changes or removes is in test/leaves.

/** The one rule for the encryption of a bucket. */
const RULE = 'BucketEncryption.ServerSideEncryptionConfiguration.0';
const STRANGER = '999999999999';
const l1Of = (construct: { node: { defaultChild?: unknown } }) => construct.node.defaultChild as CfnResource;

/** Whatever the library makes, once. */
function made(stack: Stack) {
  const archive = new logzio.LogzioArchiveBucket(stack, 'Archive');
  const access = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID });
  const byRole = new logzio.LogzioArchiveBucket(stack, 'ByRole', { access, removalPolicy: RemovalPolicy.DESTROY });
  const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'] });
  return {
    stack,
    bucket: archive.bucket as s3.Bucket,
    deletable: byRole.bucket as s3.Bucket,
    bucketPolicy: l1Of(archive.bucket.policy as s3.BucketPolicy),
    policy: archive.policy,
    user: archive.user as iam.User,
    group: archive.node.findChild('Group') as iam.Group,
    key: archive.node.findChild('AccessKey1'),
    secret: archive.secret as secretsmanager.Secret,
    role: byRole.role as iam.Role,
    securityGroup: network.securityGroup,
    vpc: network.vpc as ec2.Vpc,
    endpoint: network.s3Endpoint as ec2.GatewayVpcEndpoint,
  };
}

type Made = ReturnType<typeof made>;

const statement = (bucket: s3.IBucket, props: iam.PolicyStatementProps = {}) =>
  new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:GetObject'],
    resources: [bucket.arnForObjects('*')],
    ...props,
  });
const letIn = (principal: iam.IPrincipal, props?: iam.PolicyStatementProps) => (all: Made) =>
  all.bucket.addToResourcePolicy(statement(all.bucket, { principals: [principal], ...props }));
const property = (of: (all: Made) => { node: { defaultChild?: unknown } }, path: string, value: unknown) => (all: Made) =>
  l1Of(of(all)).addPropertyOverride(path, value);
const beside = (of: (all: Made) => { node: { defaultChild?: unknown } }, path: string, value: unknown) => (all: Made) =>
  l1Of(of(all)).addOverride(path, value);
const MACRO = { Name: 'AWS::Include', Parameters: { Location: 's3://mine/more.yaml' } };
const trust = (role: iam.Role, principal: iam.IPrincipal, conditions?: iam.Conditions) =>
  role.assumeRolePolicy?.addStatements(new iam.PolicyStatement({ principals: [principal], actions: ['sts:AssumeRole'], conditions }));
const inOrganization = { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } };
const ofAccount = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };
const service = new iam.ServicePrincipal('delivery.logs.amazonaws.com');

// as an override writes it, which the deployment may decide
const NOTHING = { Ref: 'AWS::NoValue' };
const later = (value: unknown, other: unknown = NOTHING) => ({ 'Fn::If': ['Some', value, other] });
const READS = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const STRANGE = { ...READS, Principal: { AWS: STRANGER } };
const OPEN = { ...READS, Principal: '*' };
const inPolicy = (statement: unknown) =>
  property((all) => ({ node: { defaultChild: all.bucketPolicy } }), 'PolicyDocument.Statement.9', statement);
const inTrust = (more: object) =>
  property(
    ({ role }) => role,
    'AssumeRolePolicyDocument.Statement.9',
    later({ Effect: 'Allow', Principal: { AWS: VENDOR_ACCOUNT }, Action: 'sts:AssumeRole', ...more }),
  );
const limited = (Condition: object) => inPolicy({ ...OPEN, Condition });
const exported = (value: (all: Made) => string) => (all: Made) => {
  const env = { account: ACCOUNT, region: all.stack.region };
  new CfnOutput(new Stack(all.stack.node.root as App, 'Other', { env }), 'Partner', { value: value(all), exportName: 'partner' });
  inPolicy({ ...READS, Principal: { AWS: all.stack.resolve(Fn.importValue('partner')) } })(all);
};

/** A deletion policy that the deployment decides. */
const staying = (what: 'secret' | 'user', policy: object) => (all: Made) => {
  new CfnParameter(all.stack, 'Keep', { default: 'Delete' });
  new CfnParameter(all.stack, 'Go', { default: 'Delete', allowedValues: ['Delete'] });
  new CfnMapping(all.stack, 'Keeping', { mapping: { prod: { user: 'Delete' }, test: { user: 'Retain' } } });
  l1Of(all[what]).addOverride('DeletionPolicy', policy);
};

/** What is added, and how; then the id of the warning, a part of the error, or nothing. */
type Added = [string, (all: Made) => unknown, (string | RegExp)?];
const anotherGroup = ({ stack, vpc }: Made) => new ec2.SecurityGroup(stack, 'Another', { vpc });
const ingress = ({ stack }: Made, { securityGroupId }: ec2.ISecurityGroup) =>
  new ec2.CfnSecurityGroupIngress(stack, 'Ingress', {
    ipProtocol: 'tcp',
    groupId: securityGroupId,
    cidrIp: new CfnParameter(stack, 'Office').valueAsString,
  });

const ADDED: Added[] = [
  // the bucket
  ['tags', ({ stack }) => Tags.of(stack).add('team', 'logs')],
  [
    'a lifecycle rule that aborts uploads',
    ({ bucket }) => bucket.addLifecycleRule({ abortIncompleteMultipartUploadAfter: Duration.days(7) }),
  ],
  [
    'a rule for browsers',
    ({ bucket }) => bucket.addCorsRule({ allowedMethods: [s3.HttpMethods.GET], allowedOrigins: ['https://x.example'] }),
  ],
  ['metrics', ({ bucket }) => bucket.addMetric({ id: 'all' })],
  ['an inventory', ({ bucket, stack }) => bucket.addInventory({ destination: { bucket: new s3.Bucket(stack, 'Lists') } })],
  ['events', ({ bucket }) => bucket.enableEventBridgeNotification()],
  ['access logs', property(({ bucket }) => bucket, 'LoggingConfiguration', { DestinationBucketName: 'logs' })],
  [
    'customer-provided keys denied again',
    property(({ bucket }) => bucket, `${RULE}.BlockedEncryptionTypes`, { EncryptionType: ['SSE-C'] }),
  ],
  [
    'keys of the caller let in',
    property(({ bucket }) => bucket, `${RULE}.BlockedEncryptionTypes`, { EncryptionType: ['NONE'] }),
    /BlockedEncr/,
  ],
  ['an ACL', property(({ bucket }) => bucket, 'AccessControl', 'PublicRead'), /AccessControl: got "PublicRead"/],
  ['a website', property(({ bucket }) => bucket, 'WebsiteConfiguration', { IndexDocument: 'x' }), /WebsiteConfiguration/],
  [
    'a long website',
    property(({ bucket }) => bucket, 'WebsiteConfiguration', { IndexDocument: 'x'.repeat(9000) }),
    /got {"IndexDocument":"x{3000,4000}…;/,
  ],
  ['a lock', property(({ bucket }) => bucket, 'ObjectLockEnabled', true), /ObjectLockEnabled: got true; allowed: nothing/],
  ['the tag that empties it', ({ bucket }) => Tags.of(bucket).add('aws-cdk:auto-delete-objects', 'true'), /Tags: got/],
  ['a policy that keeps a deletable one', ({ deletable }) => deletable.applyRemovalPolicy(RemovalPolicy.RETAIN)],
  ['plain Retain', ({ bucket }) => bucket.applyRemovalPolicy(RemovalPolicy.RETAIN)],
  ['destroy() of all', ({ stack }) => RemovalPolicies.of(stack).destroy(), 'core.keptMadeDeletable'],
  ['retain() of all', ({ stack }) => RemovalPolicies.of(stack.node.findChild('Archive')).retain(), 'core.accessKept'],
  ['a user that stays if a parameter says so', staying('user', { Ref: 'Keep' }), 'core.accessKept'],
  [
    'a secret that stays in one branch',
    staying('secret', later('Delete', { 'Fn::If': ['Other', 'RetainExceptOnCreate', 'Delete'] })),
    'core.accessKept',
  ],
  ['a secret that stays in a branch that never is', staying('secret', later('Delete', later('Retain', 'Delete')))],
  ['a user that goes in both branches', staying('user', later('Delete', 'Delete'))],
  ['a user that a mapping says to delete', staying('user', { 'Fn::FindInMap': ['Keeping', 'prod', 'user'] })],
  ['a user that a mapping keeps', staying('user', { 'Fn::FindInMap': ['Keeping', 'test', 'user'] }), 'core.accessKept'],
  ['a user whose parameter allows no other', staying('user', { Ref: 'Go' })],
  // beside the properties
  ['a macro', beside(({ bucket }) => bucket, 'Fn::Transform', MACRO), /Bucket', Fn::Transform: got .*allowed: nothing.* no check sees/],
  ['a macro of the policy', beside(({ policy }) => policy, 'Fn::Transform', MACRO), /Policy', Fn::Transform: got/],
  ['a macro of the properties', property(({ user }) => user, 'Fn::Transform', MACRO), /User', Fn::Transform: got/],
  [
    'a signal to wait for',
    ({ secret }) => {
      l1Of(secret).cfnOptions.creationPolicy = { resourceSignal: { count: 1 } };
    },
    /Secret', CreationPolicy: got .*allowed: nothing/,
  ],
  ['another signal', beside(({ role }) => role, 'CreationPolicy', { ResourceSignal: { Count: 1 } }), /Role', CreationPolicy: got/],
  ['metadata', beside(({ key }) => key, 'Metadata.owner', 'logs')],
  ['something to wait for', ({ stack, user }) => user.node.addDependency(new CfnResource(stack, 'First', { type: 'AWS::SNS::Topic' }))],
  ['an order', beside(({ policy }) => policy, 'DependsOn', ['First'])],
  // its policy
  ['a role of the app that reads', ({ bucket, stack }) => bucket.grantRead(new iam.Role(stack, 'Reader', { assumedBy: service }))],
  ['the own account', letIn(new iam.AccountRootPrincipal())],
  ['the own account by its id', letIn(new iam.AccountPrincipal(ACCOUNT))],
  ['a role of the own account', letIn(new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/reader`))],
  ['the organisation', letIn(new iam.AnyPrincipal(), { conditions: inOrganization })],
  ['a service on behalf of the account', letIn(service, { conditions: ofAccount })],
  ['a denial', letIn(new iam.AnyPrincipal(), { effect: iam.Effect.DENY, actions: ['s3:DeleteBucket'] })],
  ['a stranger', letIn(new iam.AccountPrincipal(STRANGER), { actions: ['s3:*'] }), 'core.strangerLetIn'],
  ['a role of a stranger', letIn(new iam.ArnPrincipal(`arn:aws:iam::${STRANGER}:role/x`)), 'core.strangerLetIn'],
  ['an account of the organisation', letIn(new iam.AccountPrincipal(STRANGER), { conditions: inOrganization })],
  ['a service on behalf of anybody', letIn(service), 'core.strangerLetIn'],
  [
    'who comes from an address',
    letIn(new iam.AnyPrincipal(), { conditions: { IpAddress: { 'aws:SourceIp': '203.0.113.7' } } }),
    'core.strangerLetIn',
  ],
  ['a canonical user', letIn(new iam.CanonicalUserPrincipal('0123')), 'core.strangerLetIn'],
  ['everybody', letIn(new iam.AnyPrincipal()), /everyone is allowed/i],
  ["everybody as '*'", letIn(new iam.StarPrincipal()), /everyone is allowed/i],
  [
    'everybody with TLS',
    letIn(new iam.AnyPrincipal(), { conditions: { Bool: { 'aws:SecureTransport': 'true' } } }),
    /everyone is allowed/i,
  ],
  [
    'everybody else',
    letIn(new iam.AnyPrincipal(), { principals: undefined, notPrincipals: [new iam.AccountPrincipal(STRANGER)] }),
    /everyone is/i,
  ],
  ['a stranger, perhaps', inPolicy(later(STRANGE)), 'core.strangerLetIn'],
  ['a stranger, otherwise', inPolicy(later(NOTHING, later(STRANGE))), 'core.strangerLetIn'],
  ['a stranger, if a parameter says so', inPolicy({ ...STRANGE, Effect: { Ref: 'Effect' } }), 'core.strangerLetIn'],
  ['a stranger, allowed or denied', inPolicy({ ...STRANGE, Effect: later('Allow', 'Deny') }), 'core.strangerLetIn'],
  ['everybody, perhaps', inPolicy(later(OPEN)), /everyone is allowed/i],
  ['everybody, perhaps of the organisation', inPolicy({ ...OPEN, Condition: later(inOrganization) }), /everyone is allowed/i],
  [
    'a role or a stranger',
    inPolicy({ ...READS, Principal: { AWS: [later(`arn:aws:iam::${ACCOUNT}:role/r`, STRANGER)] } }),
    'core.strangerLetIn',
  ],
  ['a denial, perhaps', inPolicy(later({ ...OPEN, Effect: 'Deny', Action: 's3:DeleteBucket' }))],
  ['a statement that is left out', inPolicy(NOTHING)],
  ['the own account, perhaps', inPolicy(later({ ...READS, Principal: { AWS: later(ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`) } }))],
  [
    'the organisation or the own account',
    limited({ StringEquals: later(inOrganization.StringEquals, { 'aws:PrincipalAccount': ACCOUNT }) }),
  ],
  // conditions that everybody meets
  ['any organisation', limited({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }), /everyone is allowed/i],
  ['any path', limited({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a/*', '*'] } }), /everyone is allowed/i],
  ['any ARN', limited({ ArnLike: { 'aws:PrincipalArn': 'arn:*' } }), /everyone is allowed/i],
  ['any address', limited({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), /everyone is allowed/i],
  ['who has no account', limited({ 'ForAllValues:StringEquals': { 'aws:PrincipalAccount': ACCOUNT } }), /everyone is allowed/i],
  ['a service for any organisation', letIn(service, { conditions: { StringLike: { 'aws:SourceOrgID': '*' } } }), 'core.strangerLetIn'],
  [
    'who has an account, and only that',
    limited({ 'ForAllValues:StringEquals': { 'aws:PrincipalAccount': ACCOUNT }, Null: { 'aws:PrincipalAccount': 'false' } }),
  ],
  ['a service for anything of the account', letIn(service, { conditions: { StringLike: { 'aws:SourceArn': `*:${ACCOUNT}:*` } } })],
  ['paths below an organisation', limited({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a/*' } })],
  // whom a reference means
  ['an export of nobody knows what', inPolicy({ ...READS, Principal: { AWS: { 'Fn::ImportValue': 'x' } } }), 'core.strangerLetIn'],
  ['an account that another stack exports', exported(() => STRANGER), 'core.strangerLetIn'],
  ['the own account that another stack exports', exported(() => ACCOUNT)],
  ['a role of the app that another stack exports', exported(({ role }) => role.roleArn)],
  [
    'what a custom resource finds',
    (all) => letIn(new iam.ArnPrincipal(new CustomResource(all.stack, 'Finds', { serviceToken: 'x' }).getAttString('Arn')))(all),
    'core.strangerLetIn',
  ],
  [
    'an identity of CloudFront',
    (all) =>
      letIn(
        new iam.CanonicalUserPrincipal(
          new CfnResource(all.stack, 'I', { type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity' })
            .getAtt('S3CanonicalUserId')
            .toString(),
        ),
      )(all),
  ],
  // the principal
  ['a boundary', ({ stack }) => iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'))],
  ['a group', ({ stack, user }) => user.addToGroup(new iam.Group(stack, 'Mine')), 'core.principalExtended'],
  ['a policy on the user', ({ user }) => user.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('X')), 'core.principalExtended'],
  [
    'a policy on the group',
    ({ group }) => group.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('X')),
    'core.principalExtended',
  ],
  ['a policy on the role', ({ role }) => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('X')), 'core.principalExtended'],
  ['a password', property(({ user }) => user, 'LoginProfile', { Password: 'x' }), /LoginProfile/],
  ['another serial of the key', property(({ key }) => key, 'Serial', 2), /Serial: got 2/],
  ['who assumes the role', ({ role }) => trust(role, new iam.AccountPrincipal(STRANGER)), 'core.trustExtended'],
  ['the vendor without the external id', ({ role }) => trust(role, new iam.AccountPrincipal(VENDOR_ACCOUNT)), /without the external id/],
  [
    'a role of the vendor',
    ({ role }) => trust(role, new iam.ArnPrincipal(`arn:aws:iam::${VENDOR_ACCOUNT}:role/x`)),
    /without the external id/,
  ],
  [
    'the vendor, if an external id is there',
    ({ role }) => trust(role, new iam.AccountPrincipal(VENDOR_ACCOUNT), { StringEqualsIfExists: { 'sts:ExternalId': 'id' } }),
    /without the external id/,
  ],
  [
    'the vendor with another external id',
    ({ role }) => trust(role, new iam.AccountPrincipal(VENDOR_ACCOUNT), { StringEquals: { 'sts:ExternalId': 'another-id' } }),
    'core.trustExtended',
  ],
  ['the vendor, perhaps without the external id', inTrust({}), /without the external id/],
  ['the vendor, perhaps, with the external id', inTrust({ Condition: { StringEquals: { 'sts:ExternalId': 'id' } } }), 'core.trustExtended'],
  ['no further policy', property(({ user }) => user, 'ManagedPolicyArns', [NOTHING])],
  ['a policy on the user, perhaps', property(({ user }) => user, 'ManagedPolicyArns', later(['X'])), 'core.principalExtended'],
  [
    'an inline policy, perhaps',
    property(({ user }) => user, 'Policies', later([{ PolicyName: 'x', PolicyDocument: { Statement: [READS] } }])),
    'core.principalExtended',
  ],
  ['anybody who assumes the role', ({ role }) => trust(role, new iam.AnyPrincipal()), /anyone could assume the role/i],
  // its policies
  ['a statement', ({ bucket, policy }) => bucket.grantDelete(policy), 'core.policyExtended'],
  ['another group of the policy', ({ policy, stack }) => policy.attachToGroup(new iam.Group(stack, 'Mine')), 'core.policyShared'],
  ['a user of the policy', ({ policy, stack }) => policy.attachToUser(new iam.User(stack, 'Mine')), 'core.policyShared'],
  [
    'a role of the policy',
    ({ policy, stack }) => policy.attachToRole(new iam.Role(stack, 'Mine', { assumedBy: service })),
    'core.policyShared',
  ],
  // the secret
  ['a reader of the app', ({ secret, stack }) => secret.grantRead(new iam.Role(stack, 'Mine', { assumedBy: service }))],
  [
    'a key from the app or stack',
    ({ secret, stack }) => l1Of(secret).addPropertyOverride('KmsKeyId', stack.resolve(new kms.Key(stack, 'K').keyArn)),
  ],
  ...['alias/secrets', '11111111-2222-3333-4444-555555555555', { 'Fn::Sub': `arn:aws:kms:\${AWS::Region}:${ACCOUNT}:key/x` }].map(
    (key): Added => [`the key ${JSON.stringify(key)}`, property(({ secret }) => secret, 'KmsKeyId', key)],
  ),
  ...[`arn:aws:kms:eu-west-1:${STRANGER}:key/x`, { 'Fn::Sub': `arn:aws:kms:\${AWS::Region}:${STRANGER}:key/x` }].map(
    (key): Added => [`a key of a stranger, ${JSON.stringify(key)}`, property(({ secret }) => secret, 'KmsKeyId', key), /KmsKeyId/],
  ),
  ['a copy in another region', ({ secret }) => secret.addReplicaRegion('eu-central-1'), 'core.secretReplicated'],
  // the network
  [
    'an address',
    ({ securityGroup }) => securityGroup.addIngressRule(ec2.Peer.ipv4('198.51.100.7/32'), ec2.Port.tcp(22)),
    'veeam.openedFurther',
  ],
  ['the internet', ({ securityGroup }) => securityGroup.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(22)), 'veeam.openToAll'],
  ['another group', (all) => all.securityGroup.connections.allowFrom(anotherGroup(all), ec2.Port.tcp(22)), 'veeam.openedFurther'],
  ['an address that only the deployment knows', (all) => ingress(all, all.securityGroup), 'veeam.openedFurther'],
  ['an address of another group', (all) => ingress(all, anotherGroup(all))],
  ['a statement of the endpoint', ({ bucket, endpoint }) => endpoint.addToPolicy(statement(bucket)), 'veeam.endpointPolicy'],
  ['a subnet of the VPC', ({ vpc }) => new ec2.CfnSubnet(vpc, 'Mine', { vpcId: vpc.vpcId })],
];

test.each(ADDED.map(([what, add, told = '']) => [what, add, told] as const))('what an app adds: %s', (_, add, told) => {
  const stack = newStack();
  add(made(stack));
  if (told instanceof RegExp) {
    expect(synthErrorOf(stack)).toMatch(told);
  } else {
    expect(warningsOf(stack)).toEqual(told ? [expect.stringContaining(`[ack: cdk-vendor-access:${told}]`)] : []);
  }
});

test('a warning says who is let in, and in what', () => {
  const stack = newStack();
  letIn(new iam.AccountPrincipal(STRANGER))(made(stack));
  expect(warningsOf(stack)[0]).toMatch(
    new RegExp(`AWS::S3::BucketPolicy 'Stack/Archive/Bucket/Policy', PolicyDocument.Statement.*${STRANGER}`),
  );
});

test('of several differences of one kind, there is one warning with all of them', () => {
  const stack = newStack();
  const { bucket, bucketPolicy } = made(stack);
  bucket.applyRemovalPolicy(RemovalPolicy.DESTROY);
  bucketPolicy.applyRemovalPolicy(RemovalPolicy.DESTROY);
  expect(warningsOf(stack)).toEqual([expect.stringMatching(/Bucket', DeletionPolicy.*Bucket\/Policy', UpdateReplacePolicy/)]);
});

describe('a condition', () => {
  const conditional = (parts: (all: Made) => CfnResource[]) => {
    const stack = newStack();
    const condition = new CfnCondition(stack, 'Production', { expression: Fn.conditionEquals('a', 'b') });
    for (const l1 of parts(made(stack))) {
      l1.cfnOptions.condition = condition;
    }
    return stack;
  };

  test('on one resource is refused', () => {
    expect(synthErrorOf(conditional(({ bucketPolicy }) => [bucketPolicy]))).toContain('Policy\', Condition: got "Production"');
  });

  test('on all resources of a construct leaves it out as a whole', () => {
    const ofArchive = ({ stack }: Made) =>
      stack.node
        .findChild('Archive')
        .node.findAll()
        .filter((one): one is CfnResource => 'cfnOptions' in one);
    expect(warningsOf(conditional(ofArchive))).toEqual([]);
  });
});

test.each<[string, (all: Made) => unknown]>([
  ['Bucket', ({ bucket }) => bucket.node.scope?.node.tryRemoveChild('Bucket')],
  ['BucketPolicy', ({ bucket }) => bucket.node.tryRemoveChild('Policy')],
  ['ManagedPolicy', ({ policy }) => policy.node.scope?.node.tryRemoveChild('Policy')],
  ['VPCEndpoint', ({ endpoint }) => endpoint.node.tryRemoveChild('Resource')],
])('a %s that is taken out is missed', (type, remove) => {
  const stack = newStack();
  remove(made(stack));
  expect(synthErrorOf(stack)).toMatch(new RegExp(`::${type} 'Stack/\\w+/.*': got nothing, because it was removed from the stack`));
});

describe('a property injector', () => {
  const injected = (type: { readonly PROPERTY_INJECTION_ID: string }, more: object, props?: logzio.LogzioArchiveBucketProps) => {
    const inject = (given: object) => ({ ...given, ...more });
    const stack = newStack(undefined, {
      propertyInjectors: [{ constructUniqueId: type.PROPERTY_INJECTION_ID, inject } as IPropertyInjector],
    });
    new logzio.LogzioArchiveBucket(stack, 'Archive', props);
    return stack;
  };

  test('a later TLS is stricter than what was promised: what it may stop is said', () => {
    const warnings = warningsOf(injected(s3.Bucket, { minimumTLSVersion: 1.3 }));
    expect(warnings).toEqual([expect.stringMatching(/depending on how .*s3:TlsVersion 1.3.*core.mayBeDenied/)]);
  });

  test.each<[string, { readonly PROPERTY_INJECTION_ID: string }, object, RegExp]>([
    ['versions', s3.Bucket, { versioned: undefined }, /VersioningConfiguration: got nothing/],
    ['public access', s3.Bucket, { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ACLS_ONLY }, /BlockPublicPolicy/],
    ['TLS', s3.Bucket, { minimumTLSVersion: 1 }, /PolicyDocument.Statement.1: got .*s3:TlsVersion/],
    ['ownership', s3.Bucket, { objectOwnership: s3.ObjectOwnership.OBJECT_WRITER }, /ObjectOwnership/],
    ['the key', s3.Bucket, { encryption: s3.BucketEncryption.KMS_MANAGED, bucketKeyEnabled: undefined }, /SSEAlgorithm/],
    ['a website', s3.Bucket, { websiteIndexDocument: 'index.html' }, /WebsiteConfiguration: got .*allowed: nothing/],
    ['what empties the bucket', s3.Bucket, { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY }, /Tags: got/],
    ['the rules that were asked for', s3.Bucket, { lifecycleRules: [] }, /LifecycleConfiguration: got nothing.*OldVersions/],
    [
      'who logs in',
      iam.User,
      { password: SecretValue.unsafePlainText('hunter2') },
      /LoginProfile: got a value that is not shown.*allowed: nothing/,
    ],
    ['the length of a session', iam.Role, { maxSessionDuration: Duration.hours(12) }, /MaxSessionDuration: got 43200/],
    [
      'the content of the secret',
      secretsmanager.Secret,
      { secretObjectValue: { x: SecretValue.unsafePlainText('hunter2') } },
      /SecretString/,
    ],
    [
      'the status of the key',
      iam.AccessKey,
      { status: iam.AccessKeyStatus.INACTIVE },
      /Status: got "Inactive"; allowed: what the construct set, "Active"/,
    ],
    ['the external id', iam.Role, { externalIds: [] }, /AssumeRolePolicyDocument.Statement.0/],
  ])('may not change %s', (_, type, more, message) => {
    const access = type === iam.Role ? VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) : undefined;
    const noncurrentVersionExpiration = Duration.days(30);
    const error = synthErrorOf(injected(type, more, { access, noncurrentVersionExpiration }));
    expect(error).toMatch(message);
    expect(error).not.toContain('hunter2'); // no secret in an error
  });

  test.each<[string, { readonly PROPERTY_INJECTION_ID: string }, object, string]>([
    ['a replica', secretsmanager.Secret, { replicaRegions: [{ region: 'us-east-1' }] }, 'secretReplicated'],
    ['a secret that stays', secretsmanager.Secret, { removalPolicy: RemovalPolicy.RETAIN }, 'accessKept'],
    ['a bucket that goes', s3.Bucket, { removalPolicy: RemovalPolicy.DESTROY }, 'keptMadeDeletable'],
    ['a statement', iam.ManagedPolicy, { statements: [new iam.PolicyStatement({ actions: ['*'], resources: ['*'] })] }, 'policyExtended'],
    ['a policy of the user', iam.User, { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('X')] }, 'principalExtended'],
  ])('is warned about with %s', (_, type, more, id) => {
    expect(warningsOf(injected(type, more))).toEqual([expect.stringContaining(`[ack: cdk-vendor-access:core.${id}]`)]);
  });

  test.each<[string, { readonly PROPERTY_INJECTION_ID: string }, object]>([
    ['a rule of an organisation', s3.Bucket, { lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }] }],
    ['metrics', s3.Bucket, { metrics: [{ id: 'all' }] }],
    ['events', s3.Bucket, { eventBridgeEnabled: true }],
    ['what the construct does too', s3.Bucket, { enforceSSL: true, autoDeleteObjects: false, removalPolicy: RemovalPolicy.RETAIN }],
    ['no statements', iam.ManagedPolicy, { statements: [] }],
    ['a path', iam.User, { path: '/vendors/' }],
    ['a boundary', iam.User, { permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess') }],
    ['a description', secretsmanager.Secret, { description: 'Key of a vendor' }],
  ])('may bring in %s', (_, type, more) => {
    expect(warningsOf(injected(type, more))).toEqual([]);
  });
});

test.each<[string, (stack: Stack) => { role: iam.Role; asked: string }]>([
  [
    'boundary',
    (stack) =>
      vendorRole(stack, { permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess') }, 'PermissionsBoundary'),
  ],
  ['session', (stack) => vendorRole(stack, { maxSessionDuration: Duration.hours(2) }, 'MaxSessionDuration')],
])('the %s that was asked for stays', (_, make) => {
  const stack = newStack();
  const { asked, role } = make(stack);
  l1Of(role).addPropertyDeletionOverride(asked);
  expect(synthErrorOf(stack)).toContain(`${asked}: got nothing; allowed: what the construct set`);
});

function vendorRole(stack: Stack, options: object, asked: string): { role: iam.Role; asked: string } {
  const access = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, ...options });
  return { role: new logzio.LogzioArchiveBucket(stack, 'Archive', { access }).role as iam.Role, asked };
}

test('the service role keeps its name and who may assume it', () => {
  const importRole = (change: (role: iam.Role) => void) => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Images');
    const made = new cloudberry.CloudBerryEc2Restore(stack, 'Restore', { bucket, importRole: cloudberry.VmImportRole.create() });
    change(made.importRole as iam.Role);
    return synthErrorOf(stack);
  };
  expect(importRole((role) => l1Of(role).addPropertyOverride('RoleName', 'other'))).toMatch(
    /VmImportRole', RoleName.*VmImportRole.existing/,
  );
  expect(importRole((role) => trust(role, service))).toContain('Only the service can assume the role');
});

describe('what is kept', () => {
  const policyOf = (props: logzio.LogzioArchiveBucketProps) => {
    const stack = newStack();
    const { bucket } = new logzio.LogzioArchiveBucket(stack, 'Archive', props);
    const of = ({ cfnOptions: { deletionPolicy, updateReplacePolicy } }: CfnResource) => [deletionPolicy, updateReplacePolicy];
    return { bucket: of(l1Of(bucket)), policy: of(l1Of(bucket.policy as s3.BucketPolicy)) };
  };

  test.each<[string, logzio.LogzioArchiveBucketProps, string, string]>([
    ['the policy of a bucket stays with it', {}, 'RetainExceptOnCreate', 'RetainExceptOnCreate'],
    ['also with plain Retain', { removalPolicy: RemovalPolicy.RETAIN }, 'Retain', 'Retain'],
    ['and goes with it', { removalPolicy: RemovalPolicy.DESTROY }, 'Delete', 'Delete'],
    ['what lets in the vendor by itself goes with the stack', { powerSearch: true }, 'RetainExceptOnCreate', 'Delete'],
  ])('%s', (_, props, bucket, policy) => {
    const replaced = (kept: string) => (kept === 'Delete' ? 'Delete' : 'Retain');
    expect(policyOf(props)).toEqual({ bucket: [bucket, replaced(bucket)], policy: [policy, replaced(policy)] });
  });
});

test('an override that only removes is a change: its value is undefined', () => {
  const { bucketPolicy, stack } = made(newStack());
  bucketPolicy.addDeletionOverride('DeletionPolicy');
  expect(warningsOf(stack)).toContainEqual(expect.stringContaining('core.keptMadeDeletable'));
});

test.each([
  ['of the construct', true, RemovalPolicy.RETAIN, true],
  ['of the construct, which is kept unless the deployment fails', true, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, true],
  ['of the construct, which goes', true, RemovalPolicy.DESTROY, false],
  ['of your own bucket', false, RemovalPolicy.RETAIN, true],
  ['of your own bucket, which goes', false, RemovalPolicy.DESTROY, false],
])('a policy that lets the vendor in, %s: said if it is kept', (_, isMade, removalPolicy, isSaid) => {
  const stack = newStack();
  const objectOwnership = s3.ObjectOwnership.BUCKET_OWNER_PREFERRED;
  const own = isMade ? undefined : new s3.Bucket(stack, 'Mine', { enforceSSL: true, objectOwnership });
  const { bucket } = new logzio.LogzioArchiveBucket(stack, 'Archive', { powerSearch: true, bucket: own });
  bucket.policy?.applyRemovalPolicy(removalPolicy);
  const said = isSaid ? [expect.stringMatching(/BucketPolicy|policy of bucket.*core.accessKept/)] : [];
  expect(warningsOf(stack).filter((text) => text.includes('accessKept'))).toEqual(said);
});

test.each<[string, (resource: CfnResource) => unknown, RegExp?]>([
  ['as it is made', () => undefined],
  ['kept', (one) => one.applyRemovalPolicy(RemovalPolicy.RETAIN), /Stack 'Stack\/.*DeletionPolicy is "Retain"\..*core\.accessKept/],
  ['deleted', (one) => one.applyRemovalPolicy(RemovalPolicy.DESTROY)],
  [
    'of another template',
    (one) => one.addPropertyOverride('TemplateURL', 'https://x.test/y'),
    /from "https:\/\/x.test\/y".*core\.unchecked/,
  ],
  ['of a template that is replaced', (one) => Object.assign(one, { templateUrl: 'https://x.test/y' }), /core\.unchecked/],
  ['with tags and a time', (one) => Object.assign(one, { timeoutInMinutes: 5 }) && Tags.of(one).add('a', 'b')],
])('a nested stack around it, %s', (_, change, ...[says]) => {
  const stack = newStack();
  const outer = new NestedStack(stack, 'Outer');
  new logzio.LogzioArchiveBucket(new NestedStack(outer, 'Inner'), 'Archive');
  change(outer.nestedStackResource as CfnResource);
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

const { RETAIN, RETAIN_ON_UPDATE_OR_DELETE, DESTROY } = RemovalPolicy;
const archive = (scope: Stack, removalPolicy?: RemovalPolicy) => new logzio.LogzioArchiveBucket(scope, 'Archive', { removalPolicy });
const extended = (scope: Stack) => {
  scope.addTransform('AWS::LanguageExtensions');
  return scope;
};
const withDefault = (stack: Stack) =>
  new CfnOutput(stack, 'O', { value: new CfnMapping(stack, 'M', { mapping: { a: { b: 'c' } } }).findInMap(stack.stackId, 'b', 'x') });

test.each<[string, (stack: Stack) => unknown, RegExp?]>([
  [
    'the default',
    (s) => archive(extended(s)),
    /S3::Bucket 'Stack\/Archive\/Bucket', AWS::S3::BucketPolicy '.*', DeletionPolicy: got Retain/,
  ],
  ['the default, said', (s) => archive(extended(s), RETAIN_ON_UPDATE_OR_DELETE), /RetainExceptOnCreate; .*RemovalPolicy\.RETAIN/],
  ['the default, where the CDK adds the transform', (s) => [archive(s), withDefault(s)], /with the transform AWS::LanguageExtensions/],
  [
    'the default, beside an included template with it',
    (s) => {
      const templateFile = join(mkdtempSync(join(tmpdir(), 'included-')), 'template.json');
      writeFileSync(templateFile, JSON.stringify({ Transform: 'AWS::LanguageExtensions', Resources: { G: { Type: 'AWS::IAM::Group' } } }));
      new CfnInclude(s, 'Included', { templateFile });
      archive(s);
    },
    /with the transform AWS::LanguageExtensions/,
  ],
  ['the default, in a nested stack with it', (s) => archive(extended(new NestedStack(s, 'N'))), /'Stack\/N\/Archive\/Bucket'/],
  [
    'a user that the app keeps',
    (s) => {
      archive(extended(s), RETAIN);
      RemovalPolicies.of(s).apply(RETAIN_ON_UPDATE_OR_DELETE, { applyToResourceTypes: ['AWS::IAM::User'] });
    },
    /AWS::IAM::User '[^,]*', DeletionPolicy: got RetainExceptOnCreate/,
  ],
  [
    'a policy that a parameter gives',
    (s) => {
      const by = new CfnParameter(s, 'Kept', { default: 'RetainExceptOnCreate' });
      l1Of(archive(extended(s), RETAIN).bucket).addOverride('DeletionPolicy', { Ref: by.logicalId });
    },
    /'Stack\/Archive\/Bucket', DeletionPolicy: got RetainExceptOnCreate/,
  ],
  ['RETAIN', (s) => archive(extended(s), RETAIN)],
  ['DESTROY', (s) => archive(extended(s), DESTROY)],
  ['the default, in a nested stack without it', (s) => archive(new NestedStack(extended(s), 'N'))],
  ['the default, with another transform', (s) => [s.addTransform('Corp::Macro'), archive(s)]],
  [
    'your own bucket',
    (s) => {
      const bucket = new s3.Bucket(extended(s), 'Mine', {
        enforceSSL: true,
        objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
        removalPolicy: RETAIN_ON_UPDATE_OR_DELETE,
      });
      new logzio.LogzioArchiveBucket(s, 'Archive', { bucket });
    },
  ],
])('the transform AWS::LanguageExtensions and %s', (_, make, ...[wrong]) => {
  const stack = newStack();
  make(stack);
  expect(wrong ? synthErrorOf(stack) : warningsOf(stack)).toEqual(wrong ? expect.stringMatching(wrong) : []);
});

test('a nested stack that keeps a network only', () => {
  const stack = newStack();
  const nested = new NestedStack(stack, 'Nested', { removalPolicy: RemovalPolicy.RETAIN });
  new veeam.VeeamArchiverNetwork(nested, 'Network', { proxyCidrs: ['203.0.113.7/32'] });
  expect(warningsOf(stack)).toEqual([]);
});

test('a policy of your own bucket that only denies may be kept', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine', { enforceSSL: true, objectLockEnabled: true });
  const lockMode = s3.ObjectLockMode.GOVERNANCE;
  new veeam.VeeamM365Repository(stack, 'Repository', { bucket, immutability: true, lockMode, maximumRetention: Duration.days(30) });
  bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  expect(warningsOf(stack)).toEqual([]);
});
