import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, logzio, type UserAccess, VendorAccess, type VendorBucketAccess, veeam } from '../../src';
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
