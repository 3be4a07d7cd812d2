import { App, Aspects, CfnOutput, NestedStack, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessKeys, cloudberry, logzio, VendorAccess, type VendorBucketAccess, veeam } from '../../src';
import { contentOf } from '../../src/core/private/synth/final-resource';
import { ACCOUNT, errorOf, newStack, warningsOf } from '../util';

const TRUST = { accountId: '444455556666', externalId: 'a1b2c3d4-e5f6' };
const archive = (scope: Stack, access?: VendorAccess, id = 'Archive') => new logzio.LogzioArchiveBucket(scope, id, { access });
const policiesOf = (stack: Stack) => Object.entries(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
const restoreOf = (first: VendorBucketAccess, access: VendorAccess) =>
  new cloudberry.CloudBerryEc2Restore(first.node.scope as Stack, 'Restore', {
    access,
    bucket: first.bucket,
    importRole: cloudberry.VmImportRole.existing(),
  });

describe('a user that a construct of this library made', () => {
  test.each<[string, (first: VendorBucketAccess) => VendorAccess]>([
    ['given by its construct', (first) => VendorAccess.sameUserAs(first)],
    ['given itself', (first) => VendorAccess.existingUser(first.user as iam.IUser)],
    ['imported by the name of it', (first) => VendorAccess.existingUser(userNamed(first, first.user?.userName as string))],
  ])('gets further policies in the group that it has: %s', (_, access) => {
    const stack = newStack();
    const first = new veeam.VeeamM365Repository(stack, 'First');
    restoreOf(first, access(first));
    const groups = policiesOf(stack).map(([, { Properties }]) => [Properties.Groups.length, Properties.Users]);
    expect(groups).toEqual([
      [1, undefined],
      [1, undefined],
    ]);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Group', 1);
    expect(warningsOf(stack).filter((text) => text.includes('principalExtended'))).toEqual([]);
  });

  test.each<[string, (stack: Stack) => iam.IUser]>([
    ['made by the app', (stack) => new iam.User(stack, 'Mine')],
    ['of the same name', (stack) => userNamed(archive(stack, VendorAccess.iamUser({ userName: 'logs' })), 'logs')],
  ])('any other user gets them itself: one %s', (_, user) => {
    const stack = newStack();
    archive(stack, VendorAccess.existingUser(user(stack)), 'Second');
    const users = policiesOf(stack).map(([, { Properties }]) => Properties.Users?.length);
    expect(users).toContain(1);
  });
});

const userNamed = (construct: VendorBucketAccess, name: string) => iam.User.fromUserName(construct, 'Imported', name);

describe('where the key of a user is, in the outputs of a construct that did not make it', () => {
  const outputOf = (access: (stack: Stack) => VendorAccess) => {
    const stack = newStack();
    archive(stack, access(stack), 'Second').addSetupOutputs();
    return JSON.stringify(Template.fromStack(stack).findOutputs('*'));
  };
  test.each<[string, (stack: Stack) => VendorAccess, RegExp]>([
    [
      'in the secret of the first one',
      (stack) => VendorAccess.sameUserAs(archive(stack)),
      /needs; the secret of 'Stack\/Archive' holds it"/,
    ],
    ['outside', (stack) => VendorAccess.sameUserAs(archive(stack, outside())), /needs; this construct creates none"/],
    ['not known', (stack) => VendorAccess.existingUser(new iam.User(stack, 'Mine')), /needs; this construct creates none"/],
  ])('%s', (_, access, text) => {
    expect(outputOf(access)).toMatch(text);
  });
  const outside = () => VendorAccess.iamUser({ accessKeys: AccessKeys.outside() });
});

test('a role is shared as a user is, and each is refused where the other one is meant', () => {
  const stack = newStack();
  const [byRole, byUser] = [archive(stack, VendorAccess.vendorRole(TRUST), 'ByRole'), archive(stack, undefined, 'ByUser')];
  expect(archive(stack, VendorAccess.sameRoleAs(byRole), 'Third').role).toBe(byRole.role);
  expect(errorOf(() => VendorAccess.sameUserAs(byRole))).toMatch(/sameUserAs.*'Stack\/ByRole'.*has a role: use VendorAccess.sameRoleAs/s);
  expect(errorOf(() => VendorAccess.sameRoleAs(byUser))).toMatch(/sameRoleAs.*'Stack\/ByUser'.*has a user: use VendorAccess.sameUserAs/s);
  expect(errorOf(() => VendorAccess.sameUserAs(undefined as never))).toMatch(/sameUserAs.*got nothing.*Pass the construct itself/s);
});

describe('a principal of another stack, which the permissions must not make a circle with', () => {
  const stacks = () => {
    const app = new App();
    const [theirs, own] = ['Theirs', 'Own'].map((id) => new Stack(app, id, { env: { account: ACCOUNT, region: 'eu-west-1' } }));
    return { app, theirs, own };
  };
  const PRINCIPALS: Record<string, (stack: Stack) => VendorAccess> = {
    role: (stack) => {
      const assumedBy = new iam.AccountPrincipal(TRUST.accountId);
      return VendorAccess.existingRole(new iam.Role(stack, 'Role', { assumedBy, externalIds: [TRUST.externalId] }));
    },
    user: (stack) => VendorAccess.existingUser(new iam.User(stack, 'User')),
    'made user': (stack) => VendorAccess.sameUserAs(archive(stack)),
    'made role': (stack) => VendorAccess.sameRoleAs(archive(stack, VendorAccess.vendorRole(TRUST))),
  };
  const KNOWS: Record<string, (theirs: Stack, made: VendorBucketAccess, own: Stack) => unknown> = {
    'is told the name of the bucket': (theirs, { bucket }) => new CfnOutput(theirs, 'Told', { value: bucket.bucketName }),
    'is told in a JSON text': (theirs, { bucket }) => new CfnOutput(theirs, 'Told', { value: theirs.toJsonString([bucket.bucketArn]) }),
    'waits for the construct': (theirs, made) => theirs.node.children[0].node.addDependency(made),
    'waits for a stack between': (theirs, _, own) => {
      const between = new Stack(own.node.scope as App, 'Between', { env: { account: ACCOUNT, region: 'eu-west-1' } });
      between.addDependency(own);
      theirs.addDependency(between);
    },
  };
  const all = Object.keys(PRINCIPALS).flatMap((one) => Object.keys(KNOWS).map((how) => [one, how]));

  const arns = (stack: Stack) => JSON.stringify(Template.fromStack(stack).toJSON().Resources).match(/"ManagedPolicyArns":.*?\]/)?.[0];
  const named = (stack: Stack) => policiesOf(stack).map(([, { Properties }]) => Properties.Roles ?? Properties.Users ?? Properties.Groups);

  test.each(all)('%s of a stack that %s', (principal, how) => {
    const { app, own, theirs } = stacks();
    KNOWS[how](theirs, archive(own, PRINCIPALS[principal](theirs)), own);
    Aspects.of(app).add({ visit: (node) => void Stack.of(app.node.children[0]).resolve(contentOf(node)) }); // as cdk-nag looks at it
    app.synth();
    expect([own.dependencies, named(own)]).toEqual([[], [undefined]]);
    expect(arns(theirs)).toContain('[{"Fn::ImportValue":"Own:');
    expect(warningsOf(theirs)).toEqual([]); // the library's own policy on its own principal
  });

  test.each(
    Object.keys(PRINCIPALS),
  )('%s of a stack that knows nothing of it is named by the policy, and may share its bucket', (principal) => {
    const { app, own, theirs } = stacks();
    const bucket = new s3.Bucket(theirs, 'Bucket', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED, enforceSSL: true });
    const made = new logzio.LogzioArchiveBucket(own, 'Archive', { access: PRINCIPALS[principal](theirs), bucket });
    made.addSetupOutputs();
    const { groups, roles, users } = made.policy.node.defaultChild as iam.CfnManagedPolicy;
    expect(own.resolve([groups, roles, users]).filter(Boolean)).toEqual([[expect.anything()]]); // whoever looks before the end sees it
    app.synth();
    expect([own, theirs].map(({ dependencies }) => dependencies.length)).toEqual([1, 0]);
    expect([named(own), arns(theirs)]).toEqual([[[{ 'Fn::ImportValue': expect.stringContaining('Theirs:') }]], undefined]);
    expect(warningsOf(own)).toEqual([]);
  });

  test('a role keeps the policies that it has', () => {
    const { app, own, theirs } = stacks();
    const mine = iam.ManagedPolicy.fromManagedPolicyArn(theirs, 'Mine', 'arn:aws:iam::aws:policy/ReadOnlyAccess');
    const role = new iam.Role(theirs, 'Role', { assumedBy: new iam.AccountPrincipal('444455556666'), managedPolicies: [mine] });
    KNOWS['is told the name of the bucket'](theirs, archive(own, VendorAccess.existingRole(role)), own);
    app.synth();
    expect(arns(theirs)).toMatch(/^"ManagedPolicyArns":\["arn:aws:iam::aws:policy\/ReadOnlyAccess",\{"Fn::ImportValue":"Own:/);
  });

  test('a role that does not name the policy any more, because of an override', () => {
    const { app, own, theirs } = stacks();
    const role = new iam.Role(theirs, 'Role', { assumedBy: new iam.AccountPrincipal('444455556666') });
    KNOWS['is told the name of the bucket'](theirs, archive(own, VendorAccess.existingRole(role)), own);
    (role.node.defaultChild as iam.CfnRole).addPropertyDeletionOverride('ManagedPolicyArns');
    expect(errorOf(() => app.synth())).toMatch(
      /managed policies of 'Theirs\/Role': got nothing; allowed: policy 'Own\/Archive\/Policy' included/,
    );
  });

  test('two stacks, each with a principal for the other one', () => {
    const { app, own, theirs } = stacks();
    archive(own, PRINCIPALS.role(theirs), 'Of');
    archive(theirs, PRINCIPALS.user(own), 'Back');
    app.synth();
    app.synth({ force: true });
    expect([own, theirs].map(({ dependencies }) => dependencies.length).sort()).toEqual([0, 1]);
  });

  test('the stack of a nested one, with a role of the stack around it', () => {
    const { app, own } = stacks();
    const made = archive(new NestedStack(own, 'Nested'), PRINCIPALS.role(own));
    new CfnOutput(own, 'Told', { value: made.bucket.bucketName });
    expect(() => app.synth()).not.toThrow();
  });
});

describe('one imported principal for several stacks', () => {
  const HERE = { account: ACCOUNT, region: 'eu-west-1' };
  /** What the second synthesis says: the first must not have used it up. */
  const said = (grant: (stack: Stack, id: string) => unknown, second = HERE, id = 'Theirs') => {
    const app = new App();
    grant(new Stack(app, 'One', { env: HERE }), 'Theirs');
    const stack = new Stack(app, 'Two', { env: second });
    grant(stack, id);
    const error = () => errorOf(() => app.synth({ force: true }));
    return [stack, error] as const;
  };
  const IMPORTS: Record<string, (stack: Stack, id: string) => iam.IGrantable> = {
    user: (stack, id) => iam.User.fromUserName(stack, id, 'logs'),
    role: (stack, id) => iam.Role.fromRoleName(stack, id, 'logs'),
    group: (stack, id) => iam.Group.fromGroupName(stack, id, 'logs'),
  };
  const grants = (kind: string) => (stack: Stack, id: string) =>
    logzio.LogzioBucketGrants.fromBucket(new s3.Bucket(stack, 'Bucket')).archive(IMPORTS[kind](stack, id));

  test.each(Object.keys(IMPORTS))('a %s by the same id: the inline policies have one name, which is refused once', (kind) => {
    const [, error] = said(grants(kind));
    for (const message of [error(), error()]) {
      expect(
        message.match(/got "'Theirs\w+', which '(One|Two)\/Theirs.*' has too".*import the principal by another construct id/g),
      ).toHaveLength(1);
    }
  });

  test('with what CDK grants, which is refused as well', () => {
    const [, error] = said((stack, id) =>
      stack.node.id === 'One'
        ? grants('user')(stack, id)
        : new s3.Bucket(stack, 'Bucket').grantRead(iam.User.fromUserName(stack, id, 'LOGS')),
    );
    expect(error()).toMatch(/\[One\/Theirs\] name of the inline policy .* which 'Two\/Theirs\/Policy' has too/);
  });

  test.each<[string, StackProps['env'] | undefined, string | undefined]>([
    ['another id', undefined, 'Other'],
    ['another account', { ...HERE, account: '444455556666' }, undefined],
    ['an account that nobody knows', {}, undefined],
  ])('%s is taken', (_, env, id) => {
    const [stack] = said(grants('user'), env as typeof HERE, id);
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each<[string, number, Partial<typeof HERE>]>([
    ['once of a user, in another region too', 1, { region: 'us-east-1' }],
    ['of a user of that name in another account again', 2, { account: '444455556666' }],
  ])('that its other permissions are not known is said %s', (_, times, env) => {
    const [stack] = said((one, id) => archive(one, VendorAccess.existingUser(iam.User.fromUserName(one, id, 'logs'))), { ...HERE, ...env });
    (stack.node.root as App).synth();
    const all = JSON.stringify(stack.node.root.node.findAll().map(({ node }) => node.metadata));
    expect(all.match(/principalUnchecked/g)).toHaveLength(times);
  });
});

test('a made user of another region gets the policies itself: its group has no name there', () => {
  const app = new App();
  const [first, second] = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: ACCOUNT, region } }));
  archive(second, VendorAccess.sameUserAs(archive(first, VendorAccess.iamUser({ userName: 'logs' }))));
  expect(policiesOf(second).map(([, { Properties }]) => [Properties.Users, Properties.Groups])).toEqual([[['logs'], undefined]]);
});
