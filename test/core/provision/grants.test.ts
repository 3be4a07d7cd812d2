import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { PermissionGroup, PermissionSet } from '../../../src/core/private/model/permission-set';
import { grantSets, throwIfUngrantable } from '../../../src/core/private/provision/grants';
import { askForOutsider } from '../../../src/core/private/provision/outsiders';
import { GRANT } from '../../../src/core/private/validation/grant-options';
import { ACCOUNT, errorOf, newStack, synthErrorOf, warningsOf } from '../../util';

// What a principal of the app gets by a grant: statements as in a construct's own policy, but without Sids.

const group = (sid: string, on: 'bucket' | 'object', actions: string[]) =>
  ({ ...{ sid, on, actions }, why: 'to work' }) as unknown as PermissionGroup<'bucket' | 'object'>;
const SETS = [{ groups: [group('Finds', 'bucket', ['s3:ListBucket']), group('Reads', 'object', ['s3:GetObject'])] }];
const OF_VENDOR = SETS as unknown as PermissionSet<'bucket' | 'object'>[];
const OWNER = { StringEquals: { 'aws:ResourceAccount': ACCOUNT } };
const resources = (name = 'theirs') => ({
  bucket: { arns: [`arn:aws:s3:::${name}`], conditions: OWNER },
  object: { arns: [`arn:aws:s3:::${name}/*`], conditions: OWNER },
});
const STATEMENTS = [
  { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::theirs', Condition: OWNER },
  { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::theirs/*', Condition: OWNER },
];
const theirs = (stack: Stack) => (stack.node.tryFindChild('Theirs') ?? s3.Bucket.fromBucketName(stack, 'Theirs', 'theirs')) as s3.IBucket;
const granted = (stack: Stack, grantee: iam.IGrantable, name?: string) => grantSets(theirs(stack), SETS, resources(name), grantee);

const role = (stack: Stack) => new iam.Role(stack, 'Mine', { assumedBy: new iam.AccountRootPrincipal() });

test.each<[string, (stack: Stack) => iam.IGrantable, string]>([
  ['a user', (stack) => new iam.User(stack, 'Mine'), 'AWS::IAM::Policy'],
  ['a group', (stack) => new iam.Group(stack, 'Mine'), 'AWS::IAM::Policy'],
  ['a role', role, 'AWS::IAM::Policy'],
  ['a role that is imported', (stack) => iam.Role.fromRoleName(stack, 'Mine', 'mine'), 'AWS::IAM::Policy'],
  ['a managed policy', (stack) => new iam.ManagedPolicy(stack, 'Mine'), 'AWS::IAM::ManagedPolicy'],
])('%s gets all statements, and the grant says so', (_, make, type) => {
  const stack = newStack();
  const grant = granted(stack, make(stack));
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources(type));
  expect(Properties.PolicyDocument.Statement).toEqual(STATEMENTS);
  expect([grant.success, grant.principalStatements.map((one) => one.toStatementJson())]).toEqual([true, STATEMENTS]);
});

test('who gets nothing by it is told by the grant', () => {
  expect(granted(newStack(), new iam.ServicePrincipal('ec2.amazonaws.com')).success).toBe(false);
});

test('every value of all grants is checked, together and once', () => {
  const stack = newStack();
  const mine = role(stack);
  for (const id of ['One', 'Two']) granted(stack, mine, new CfnParameter(stack, id).valueAsString);
  const problems = synthErrorOf(stack).match(/\[Stack\/Mine\] .*? without/g);
  expect(problems).toEqual([
    "[Stack/Mine] grants to 'Stack/Mine': 0.Resource, 1.Resource: got parameter 'Stack/One' without",
    "[Stack/Mine] grants to 'Stack/Mine': 2.Resource, 3.Resource: got parameter 'Stack/Two' without",
  ]);
});

test.each<[string, (stack: Stack) => s3.IBucket, (stack: Stack) => iam.IGrantable, string]>([
  ['a service', theirs, () => new iam.ServicePrincipal('ec2.amazonaws.com'), 'grantee: got'],
  [
    'a bucket whose key is in another region',
    (stack) => {
      const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`);
      return s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'theirs', encryptionKey });
    },
    role,
    'bucket.encryptionKey: got',
  ],
])('%s is refused in the name of the call', (_, bucket, grantee, problem) => {
  const stack = newStack();
  const call = () => throwIfUngrantable('Grants.read', bucket(stack), { grantee: grantee(stack) }, GRANT, 'grantee');
  expect(errorOf(call)).toMatch(new RegExp(`^Grants.read failed:\\s+1\\. ${problem}`));
});

test('what the policy of the bucket denies to who is not in the app is said', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Bucket', { enforceSSL: true });
  const denied = { effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['s3:GetObject'] };
  bucket.addToResourcePolicy(new iam.PolicyStatement({ ...denied, resources: [bucket.arnForObjects('*')] }));
  const policy = new iam.ManagedPolicy(stack, 'Policy', { statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] });
  const places = { bucket: { arns: [bucket.bucketArn] }, object: { arns: [bucket.arnForObjects('*')] } };
  const outsider = { type: 'User', arn: 'arn:aws:iam::444455556666:user/theirs', account: '444455556666' } as const;
  askForOutsider(stack, outsider, { bucket, policy, sets: OF_VENDOR, resources: places, who: 'the vendor' });
  expect(warningsOf(stack)).toEqual([expect.stringMatching(/denies s3:GetObject.*the vendor.*core\.denied/)]);
});

const later = (stack: Stack) => iam.Role.fromRoleArn(stack, 'Mine', new CfnParameter(stack, 'Arn').valueAsString);
test.each<[string, (stack: Stack) => iam.IGrantable]>([
  ['Mine', later],
  ['Theirs', (stack) => ({ grantPrincipal: later(stack) })],
])('that nobody knows the account of the principal is said at %s', (id, make) => {
  const stack = newStack();
  granted(stack, make(stack));
  const said = stack.node.findChild(id).node.metadata.filter(({ type }) => type === 'aws:cdk:warning');
  expect(said.map(({ data }) => data)).toEqual([expect.stringContaining('core.principalAccountUnknown')]);
});
