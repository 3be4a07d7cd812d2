import { CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, logzio, type UserAccess, VendorAccess, type VendorBucketAccess, veeam, velero, Workload } from '../../src';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { errorOf, newStack, synthErrorOf, warningsOf } from '../util';

const SID = 'DenySessionTokens';
const PRODUCTS: Record<string, (stack: Stack, access?: UserAccess) => VendorBucketAccess> = {
  CloudBerry: (stack, access) => new cloudberry.CloudBerryBackupUser(stack, 'Product', { access }),
  Logzio: (stack, access) => new logzio.LogzioArchiveBucket(stack, 'Product', { access }),
  Veeam: (stack, access) => new veeam.VeeamM365Repository(stack, 'Product', { access }),
};
const { Logzio: archive } = PRODUCTS;
const mine = (stack: Stack) => new iam.User(stack, 'Mine');

/** The statements of a Sid, by the policy that they stand in. */
function found(stack: Stack, sid = SID): Record<string, Record<string, unknown>> {
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  const named = policies.map(([id, { Properties }]) => [
    id.replace(/[\dA-F]{8}$/, ''),
    Properties.PolicyDocument.Statement.find(({ Sid }: { Sid?: string }) => Sid === sid),
  ]);
  return Object.fromEntries(named.filter(([, statement]) => statement));
}

test.each(Object.keys(PRODUCTS))('%s: of a new user, everything but keys is denied to sessions', (vendor) => {
  const stack = newStack();
  PRODUCTS[vendor](stack);
  expect(found(stack)).toEqual({
    ProductPolicy: {
      Sid: SID,
      Effect: 'Deny',
      NotAction: 'kms:*',
      Resource: '*',
      Condition: {
        ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:user/*' },
        Bool: { 'aws:ViaAWSService': 'false' },
        Null: { 'aws:TokenIssueTime': 'false' },
      },
    },
  });
});

test.each<[string, (stack: Stack) => unknown, string[]]>([
  ['of a new user that may have them', (stack) => archive(stack, VendorAccess.iamUser({ allowSessionTokens: true })), []],
  [
    'of an existing user that may have them',
    (stack) => archive(stack, VendorAccess.existingUser(mine(stack), { allowSessionTokens: true })),
    [],
  ],
  [
    'of a user that another construct made',
    (stack) => new veeam.VeeamM365Repository(stack, 'Second', { access: VendorAccess.sameUserAs(archive(stack)) }),
    ['ProductPolicy'],
  ],
  [
    'of an existing user for each of its products',
    (stack) => {
      const first = archive(stack, VendorAccess.existingUser(mine(stack)));
      return new veeam.VeeamM365Repository(stack, 'Second', { access: VendorAccess.sameUserAs(first) });
    },
    ['ProductPolicy', 'SecondPolicy'],
  ],
  [
    'of a further bucket, whose user is denied everything already',
    (stack) => (PRODUCTS.CloudBerry(stack) as cloudberry.CloudBerryBackupUser).addBucket(new s3.Bucket(stack, 'More')),
    ['ProductPolicy'],
  ],
  [
    'of a role',
    (stack) => {
      const access = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID });
      return new logzio.LogzioArchiveBucket(stack, 'Product', { access });
    },
    [],
  ],
])('%s, no more', (_, make, policies) => {
  const stack = newStack();
  make(stack);
  expect(Object.keys(found(stack))).toEqual(policies);
});

test('of an existing user whose sessions another construct allows, the second one allows them too', () => {
  const stack = newStack();
  const first = archive(stack, VendorAccess.existingUser(mine(stack), { allowSessionTokens: true }));
  new veeam.VeeamM365Repository(stack, 'Second', { access: VendorAccess.sameUserAs(first) });
  expect(found(stack)).toEqual({});
});

test('a policy on the secret that restricts who can read it is nobody’s mistake', () => {
  const made = archive(newStack());
  const reader = new iam.Role(Stack.of(made), 'Reader', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  made.secret?.addToResourcePolicy(
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['secretsmanager:GetSecretValue'],
      resources: ['*'],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': reader.roleArn } },
    }),
  );
  expect(warningsOf(Stack.of(made))).toEqual([]);
});

test('of an existing user, each bucket is denied to its sessions, and nothing else', () => {
  const stack = newStack();
  const made = PRODUCTS.CloudBerry(stack, VendorAccess.existingUser(mine(stack))) as cloudberry.CloudBerryBackupUser;
  const more = new s3.Bucket(stack, 'More');
  made.addBucket(more);
  const of = (bucket: s3.IBucket) =>
    expect.objectContaining({ Action: 's3:*', Resource: stack.resolve([bucket.bucketArn, bucket.arnForObjects('*')]) });
  expect(found(stack)).toEqual({ ProductPolicy: of(made.bucket), ProductPolicy2: of(more) });
});

test('taking the denial out of the template is an error', () => {
  const made = archive(newStack());
  const l1 = made.policy.node.defaultChild as iam.CfnManagedPolicy;
  l1.addPropertyOverride('PolicyDocument.Statement', []);
  expect(synthErrorOf(Stack.of(made))).toContain(SID);
});

test('a user that another construct made has its sessions where that one says', () => {
  const made = archive(newStack());
  const access = VendorAccess.existingUser(made.user as iam.IUser, { allowSessionTokens: true });
  expect(errorOf(() => new veeam.VeeamM365Repository(Stack.of(made), 'Second', { access }))).toContain(
    'allowSessionTokens: got true; allowed: a user that the library did not create. Set it where the user is created',
  );
});

test.each(Object.keys(PRODUCTS))('%s: sessions of before a moment are revoked; a later call moves it', (vendor) => {
  const stack = newStack();
  const made = PRODUCTS[vendor](stack);
  made.revokeSessionsBefore(new Date('2026-11-01T00:00:00Z'));
  made.revokeSessionsBefore(new Date('2026-11-02T00:00:00Z'));
  const statement = {
    Sid: `${vendor}RevokedSessions`,
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-11-02T00:00:00.000Z' } },
  };
  expect(found(stack, statement.Sid)).toEqual({ ProductPolicy: statement });
});

const allowing = (...Action: string[]) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const [READS, ALL_OF_S3] = [allowing('s3:Get*', 's3:List*'), allowing('s3:*')].map((one) => JSON.stringify(one));
const ofAws = (name: string) => ({ ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] });
const LIMITED = /session policy 'Stack\/Profile0' does not allow (?!.*s3:Get).*s3:PutObject.*core.denied/;
const DISABLED =
  /Enabled of ('Stack\/Profile\d'(, )?)+: got false; allowed: true\. Nobody gets sessions of role 'Stack\/Own' by it.*core.denied/;

const ofBucket = (stack: Stack, keys: string) => {
  const bucket = stack.node.findChild('Bucket') as s3.Bucket;
  const [statement] = allowing('s3:*').Statement;
  return stack.toJsonString({ Statement: [{ ...statement, Resource: [bucket.bucketArn, bucket.arnForObjects(keys)] }] });
};

test.each<[string, object[] | ((stack: Stack) => object[]), RegExp?, string?]>([
  ['no policy', [{}]],
  ['a policy that reads', [{ SessionPolicy: READS }], LIMITED],
  [
    'a policy that denies uploads',
    [{ SessionPolicy: ALL_OF_S3.replace('[{', '[{"Effect":"Deny","Action":"s3:Put*","Resource":"*"},{') }],
    /, statement 1, denies s3:PutObject.*core.denied/,
  ],
  ['a policy for all of S3', [{ SessionPolicy: ALL_OF_S3 }]],
  ['a policy that the deployment knows', [{ SessionPolicy: { Ref: 'Policy' } }]],
  ['a policy for the bucket', (stack) => [{ SessionPolicy: ofBucket(stack, '*') }]],
  ['a policy for some of its objects', (stack) => [{ SessionPolicy: ofBucket(stack, 'logs/*') }], /session policy .*core.mayBeDenied/],
  ['a policy of AWS that reads', [ofAws('ReadOnlyAccess')], LIMITED],
  ['a policy of AWS for S3', [ofAws('AmazonS3FullAccess')]],
  ['a policy of AWS that nobody knows', [ofAws('AmazonEC2FullAccess')]],
  ['two policies, of which one is for S3', [{ SessionPolicy: READS, ...ofAws('AmazonS3FullAccess') }]],
  ['a policy of the app that reads', (stack) => [{ ManagedPolicyArns: [reads(stack).managedPolicyArn] }], LIMITED],
  ['a policy, and another profile has none', [{ SessionPolicy: READS }, {}]],
  [
    'a policy, and another profile has another',
    [{ SessionPolicy: READS }, { SessionPolicy: ALL_OF_S3 }],
    /'Stack\/Profile0' or 'Stack\/Profile1' does not allow.*core.mayBeDenied/,
  ],
  ['a policy, and another profile is disabled', [{ SessionPolicy: READS }, { Enabled: false }], LIMITED],
  ['a policy, but instances have the role, too', [{ SessionPolicy: READS }], undefined, 'ec2.amazonaws.com'],
  ['nothing, and is disabled', [{ Enabled: false }, { Enabled: 'false', SessionPolicy: READS }], DISABLED],
  ['nothing, and is disabled, but another is not', [{ Enabled: false }, { Enabled: true }]],
  ['nothing, and is disabled, but instances have the role, too', [{ Enabled: false }], undefined, 'ec2.amazonaws.com'],
])('a profile of IAM Roles Anywhere with %s', (_, profiles, ...[says, other]) => {
  const stack = newStack();
  const services = ['rolesanywhere.amazonaws.com', ...(other ? [other] : [])].map((one) => new iam.ServicePrincipal(one));
  const limits = { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'velero' } };
  const role = new iam.Role(stack, 'Own', { assumedBy: new iam.PrincipalWithConditions(new iam.CompositePrincipal(...services), limits) });
  new velero.VeleroBackupLocation(stack, 'Product', {
    access: VendorAccess.existingRole(role),
    bucket: new s3.Bucket(stack, 'Bucket', { enforceSSL: true }),
  });
  (typeof profiles === 'function' ? profiles(stack) : profiles).forEach((more, index) => {
    const properties = { Name: 'backup', RoleArns: [role.roleArn], ...more };
    new CfnResource(stack, `Profile${index}`, { type: 'AWS::RolesAnywhere::Profile', properties });
  });
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

const reads = (stack: Stack) =>
  new iam.ManagedPolicy(stack, 'Reads', { document: iam.PolicyDocument.fromJson(allowing('s3:Get*', 's3:List*')) });

test.each<[string, object, RegExp?]>([
  ['a policy that reads', { Policy: READS }, /session policy 'Stack\/Pods' does not allow (?!.*s3:Get).*s3:PutObject.*core.denied/],
  ['a policy for all of S3', { Policy: ALL_OF_S3 }],
  ['no policy', {}],
])('an association of pods with %s', (_, more, ...[says]) => {
  const stack = newStack();
  const pods = { namespace: 'velero', serviceAccount: 'velero', clusterName: 'main' };
  const { role } = new velero.VeleroBackupLocation(stack, 'Product', { access: VendorAccess.workloadRole(Workload.podIdentity(pods)) });
  const properties = { Namespace: 'velero', ServiceAccount: 'velero', ClusterName: 'main', RoleArn: role?.roleArn, ...more };
  new CfnResource(stack, 'Pods', { type: 'AWS::EKS::PodIdentityAssociation', properties });
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});
