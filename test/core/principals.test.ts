import { type App, CfnJson, CfnParameter, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { VendorAccess } from '../../src';
import { LogzioArchiveBucket } from '../../src/logzio';
import { ACCOUNT, newStack, warningsOf } from '../util';

const archive = (scope: Stack, access: VendorAccess, id = 'Archive') => new LogzioArchiveBucket(scope, id, { access });
const allowing = (action: string) => new iam.PolicyStatement({ actions: [action], resources: ['*'] });
const saidOf = (stack: Stack, kind: RegExp) => warningsOf(stack).filter((text) => kind.test(text));

describe('what the app attaches to a principal that it imports', () => {
  const DENIAL = { Statement: [{ Effect: 'Deny', Action: 's3:PutObject', Resource: '*' }] };
  const denial = () => iam.PolicyStatement.fromJson(DENIAL.Statement[0]);
  const user = (s: Stack) => iam.User.fromUserName(s, 'User', 'logs');
  const role = (s: Stack) => iam.Role.fromRoleArn(s, 'Role', `arn:aws:iam::${ACCOUNT}:role/team/logs`);
  const asUser = (s: Stack) => archive(s, VendorAccess.existingUser(user(s)));
  const asRole = (s: Stack) => archive(s, VendorAccess.existingRole(role(s)));
  const named = (s: Stack, props: Partial<iam.CfnPolicyProps>) =>
    new iam.CfnPolicy(s, 'P', { policyName: 'p', policyDocument: DENIAL, ...props });
  const another = (s: Stack, account: string) => new Stack(s.node.scope as App, 'Another', { env: { account, region: 'us-east-1' } });
  const bounded = (s: Stack, action: string) => ({
    permissionsBoundary: new iam.ManagedPolicy(s, 'B', { statements: [allowing(action)] }).managedPolicyArn,
  });
  const mine = (s: Stack) => {
    const made = new iam.User(s, 'Mine', { path: '/team/' });
    made.addToPolicy(denial());
    return made;
  };
  const group = (s: Stack) => {
    const made = new iam.Group(s, 'G');
    made.addToPolicy(denial());
    return made.groupName;
  };

  test.each<[string, (s: Stack) => unknown, RegExp?]>([
    ['a policy that names the user', (s) => [asUser(s), named(s, { users: ['logs'] })], /'Stack\/P', statement 1, denies s3:PutObject/],
    ['a policy that names another', (s) => [asUser(s), named(s, { users: ['other'] })]],
    ['a policy of a role of the same name', (s) => [asUser(s), named(s, { roles: ['logs'] })]],
    ['one of two names', (s) => [asUser(s), named(s, { users: [{ 'Fn::If': ['C', 'logs', 'x'] }] as never })], /'Stack\/P'.*denies/],
    [
      'a managed policy, in capitals',
      (s) => [asRole(s), new iam.CfnManagedPolicy(s, 'P', { policyDocument: DENIAL, roles: ['LOGS'] })],
      /'Stack\/P'.*denies/,
    ],
    [
      'a policy of one role',
      (s) => [asRole(s), new iam.CfnRolePolicy(s, 'P', { policyName: 'p', policyDocument: DENIAL, roleName: 'logs' })],
      /'Stack\/P'.*denies/,
    ],
    [
      'what is attached to the import',
      (s) => void (asUser(s).user as iam.IUser).addToPrincipalPolicy(denial()),
      /'Stack\/User\/Policy'.*denies/,
    ],
    ['a policy of a nested stack', (s) => [asUser(s), named(new NestedStack(s, 'N'), { users: ['logs'] })], /'Stack\/N\/P'.*denies/],
    ['a policy in another region', (s) => [asUser(s), named(another(s, ACCOUNT), { users: ['logs'] })], /'Another\/P'.*denies/],
    ['a policy in another account', (s) => [asUser(s), named(another(s, '444455556666'), { users: ['logs'] })]],
    [
      'a name that a parameter gives',
      (s) => {
        const name = new CfnParameter(s, 'Name').valueAsString;
        archive(s, VendorAccess.existingUser(iam.User.fromUserName(s, 'User', name)));
        named(s, { users: [name] });
      },
      /'Stack\/P'.*denies/,
    ],
    [
      'a group that it is added to',
      (s) => [asUser(s), new iam.CfnUserToGroupAddition(s, 'A', { groupName: group(s), users: ['logs'] })],
      /'Stack\/G\/DefaultPolicy'.*denies/,
    ],
    [
      'an imported group of a user of the app',
      (s) => {
        const groups = [iam.Group.fromGroupName(s, 'Corp', 'corp')];
        archive(s, VendorAccess.existingUser(new iam.User(s, 'Mine', { groups })));
        named(s, { groups: ['corp'] });
      },
      /'Stack\/P'.*denies/,
    ],
    [
      'a user of the app, by its name',
      (s) => [asUser(s), new iam.CfnUser(s, 'C', { userName: 'logs', ...bounded(s, 'ec2:*') })],
      /boundary 'Stack\/B'/,
    ],
    ['a boundary that allows it', (s) => [asUser(s), new iam.CfnUser(s, 'C', { userName: 'logs', ...bounded(s, 's3:*') })]],
    [
      'a user of the app, by a reference',
      (s) => archive(s, VendorAccess.existingUser(iam.User.fromUserName(s, 'User', mine(s).userName))),
      /'Stack\/Mine\/DefaultPolicy'.*denies/,
    ],
    [
      'a user of the app, by its ARN',
      (s) => archive(s, VendorAccess.existingUser(iam.User.fromUserArn(s, 'User', mine(s).userArn))),
      /'Stack\/Mine\/DefaultPolicy'.*denies/,
    ],
    [
      'the policy of the bucket, which knows the path of a user of the app',
      (s) => {
        const { bucket } = asUser(s);
        new iam.CfnUser(s, 'C', { userName: 'logs', path: '/team/' });
        const conditions = { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:user/team/logs` } };
        const all = { principals: [new iam.AnyPrincipal()], actions: ['s3:*'], resources: ['*'] };
        bucket.addToResourcePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, ...all, conditions }));
      },
    ],
  ])('%s', (_, make, ...[says]) => {
    const stack = newStack();
    make(stack);
    expect(saidOf(stack, /core\.(denied|mayBeDenied)/)).toEqual(says ? [expect.stringMatching(says)] : []);
  });

  test('more policies than IAM takes are counted', () => {
    const stack = newStack();
    const access = VendorAccess.existingUser(user(stack));
    for (let index = 0; index < 11; index++) {
      archive(stack, access, `Archive${index}`);
    }
    expect(saidOf(stack, /tooManyPolicies/)).toEqual([expect.stringMatching(/'Stack\/User' gets 11 managed policies/)]);
  });
});

describe('what the deployment chooses', () => {
  const NONE = { Ref: 'AWS::NoValue' };
  const either = (one: unknown, other: unknown = NONE) => ({ 'Fn::If': ['C', one, other] });
  const allow = (Action: string, AWS?: string) => ({ Effect: 'Allow', Action, Resource: '*', ...(AWS && { Principal: { AWS } }) });
  const boundary = (s: Stack, id: string, ...Statement: unknown[]) =>
    ({ Ref: s.getLogicalId(new iam.CfnManagedPolicy(s, id, { policyDocument: { Statement } })) }) as const;
  const bounded = (s: Stack, value: unknown) => {
    const user = new iam.User(s, 'U');
    (user.node.defaultChild as CfnResource).addPropertyOverride('PermissionsBoundary', value);
    archive(s, VendorAccess.existingUser(user));
  };
  const withKey = (s: Stack, ...statements: unknown[]) => {
    const encryptionKey = new kms.Key(s, 'K');
    (encryptionKey.node.defaultChild as CfnResource).addPropertyOverride('KeyPolicy.Statement', statements);
    new LogzioArchiveBucket(s, 'Archive', { encryptionKey });
  };
  const [ADMIN, ROOT] = ['role/admin', 'root'].map((name) => `arn:aws:iam::${ACCOUNT}:${name}`);

  test.each<[string, (s: Stack) => unknown, RegExp?]>([
    ['a boundary', (s) => bounded(s, either(boundary(s, 'B', allow('ec2:*')))), /boundary 'Stack\/B' does not allow .*has what allows it/],
    ['a boundary that allows it', (s) => bounded(s, either(boundary(s, 'B', allow('s3:*'))))],
    [
      'one of two boundaries',
      (s) => bounded(s, either(boundary(s, 'B', allow('ec2:*')), boundary(s, 'D', allow('s3:*')))),
      /'Stack\/B' or 'Stack\/D' does not allow/,
    ],
    ['one of two that allow it', (s) => bounded(s, either(boundary(s, 'B', allow('*')), boundary(s, 'D', allow('s3:*'))))],
    [
      'a boundary of which one is not known',
      (s) => bounded(s, either(boundary(s, 'B', allow('ec2:*')), `arn:aws:iam::${ACCOUNT}:policy/corp`)),
    ],
    ['what a boundary allows', (s) => bounded(s, boundary(s, 'B', allow('ec2:*'), either(allow('s3:*')))), /'Stack\/B' does not allow/],
    ['how a boundary allows it', (s) => bounded(s, boundary(s, 'B', either(allow('*'), allow('s3:*'))))],
    ['a part of it', (s) => bounded(s, boundary(s, 'B', either(allow('s3:Get*'), allow('s3:*')))), /does not allow .*s3:PutObject/],
    ['what a key allows', (s) => withKey(s, allow('kms:*', ADMIN), either(allow('kms:*', ROOT))), /key policy 'Stack\/K' does not allow/],
    ['how a key allows it', (s) => withKey(s, either(allow('kms:*', ROOT), allow('kms:*', ACCOUNT)))],
  ])('%s', (_, make, ...[says]) => {
    const stack = newStack();
    make(stack);
    const said = saidOf(stack, /core\.(denied|mayBeDenied)/);
    expect(said).toEqual(says ? [expect.stringMatching(says)] : []);
    expect(said.join()).toContain(says ? 'depending on what the deployment decides' : '');
  });
});

describe('what is not known of a principal of the app', () => {
  const aws = (name: string) => iam.ManagedPolicy.fromAwsManagedPolicyName(name);
  const [EC2, UNKNOWN] = [
    new iam.ServicePrincipal('ec2.amazonaws.com'),
    /its other permissions, and what policies deny it, are unknown.*core.principalUnchecked/,
  ];
  const withRole = (props: (s: Stack) => Partial<iam.RoleProps>) => (s: Stack) =>
    VendorAccess.existingRole(new iam.Role(s, 'R', { assumedBy: EC2, ...props(s) }));

  test.each<[string, (s: Stack) => VendorAccess, RegExp?]>([
    ['a managed policy of AWS', withRole(() => ({ managedPolicies: [aws('AmazonS3FullAccess')] })), /'Stack\/R' has .*AmazonS3FullAccess/],
    [
      'a managed policy by name',
      withRole((s) => ({ managedPolicies: [iam.ManagedPolicy.fromManagedPolicyName(s, 'M', 'corp')] })),
      /policy\/corp/,
    ],
    ...[
      ['AmazonSSMManagedInstanceCore', 'CloudWatchAgentServerPolicy'],
      ['service-role/AWSLambdaBasicExecutionRole', 'service-role/AWSLambdaVPCAccessExecutionRole', 'AWSXRayDaemonWriteAccess'],
      ['service-role/AmazonECSTaskExecutionRolePolicy', 'AmazonEC2ContainerRegistryReadOnly'],
    ].map((names): [string, (s: Stack) => VendorAccess] => [
      `those that reach no data: ${names}`,
      withRole(() => ({ managedPolicies: names.map(aws) })),
    ]),
    ...['CloudWatchAgentAdminPolicy', 'AmazonEKSWorkerNodePolicy', 'service-role/AmazonEC2ContainerServiceforEC2Role'].map(
      (name): [string, (s: Stack) => VendorAccess, RegExp] => [
        `beside them, one that reaches more: ${name}`,
        withRole(() => ({ managedPolicies: ['AmazonSSMManagedInstanceCore', name].map(aws) })),
        new RegExp(`does not create \\([^,]*:iam::aws:policy/${name}\\)`),
      ],
    ),
    [
      'one of the account with such a name',
      withRole((s) => ({ managedPolicies: [iam.ManagedPolicy.fromManagedPolicyName(s, 'M', 'CloudWatchAgentServerPolicy')] })),
      /CloudWatchAgentServerPolicy/,
    ],
    ['one like that of functions', withRole(() => ({ managedPolicies: [aws('service-role/AWSLambdaRole')] })), /AWSLambdaRole/],
    ['one of the app', withRole((s) => ({ managedPolicies: [new iam.ManagedPolicy(s, 'M', { statements: [allowing('sqs:*')] })] }))],
    ['a boundary, which only limits', withRole((s) => ({ permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(s, 'M', 'corp') }))],
    [
      'an imported group',
      (s) => VendorAccess.existingUser(new iam.User(s, 'U', { groups: [iam.Group.fromGroupName(s, 'G', 'corp')] })),
      /'Stack\/U' has .*\(corp\)/,
    ],
    [
      'an import of a role of the app',
      (s) => VendorAccess.existingRole(iam.Role.fromRoleName(s, 'I', new iam.Role(s, 'R', { assumedBy: EC2 }).roleName)),
    ],
  ])('%s', (_, access, ...[says]) => {
    const stack = newStack();
    const given = access(stack);
    archive(stack, given);
    archive(stack, given, 'Second');
    const said = saidOf(stack, /principalUnchecked/);
    expect(said).toEqual(says ? [expect.stringMatching(says)] : []);
    expect(said).toEqual(says ? [expect.stringMatching(UNKNOWN)] : []);
  });
});

describe('the account of an import by ARN', () => {
  const another = (s: Stack) => new Stack(s.node.scope, 'Other', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const roleIn = (s: Stack) => new iam.CfnRole(s, 'R', { assumeRolePolicyDocument: { Statement: [] } });
  const byArn = (s: Stack, arn: string) => VendorAccess.existingRole(iam.Role.fromRoleArn(s, 'I', arn));

  test.each<[string, (s: Stack) => VendorAccess, boolean?]>([
    ['a role of the stack', (s) => byArn(s, roleIn(s).attrArn)],
    ['a role of the stack, as a construct', (s) => byArn(s, new iam.Role(s, 'R', { assumedBy: new iam.AccountRootPrincipal() }).roleArn)],
    ['a user of the stack', (s) => VendorAccess.existingUser(iam.User.fromUserArn(s, 'I', new iam.CfnUser(s, 'U').attrArn))],
    ['a role of another stack', (s) => byArn(s, roleIn(another(s)).attrArn)],
    ['a role of a nested stack', (s) => byArn(s, roleIn(new NestedStack(s, 'N')).attrArn)],
    ['a parameter', (s) => byArn(s, new CfnParameter(s, 'P').valueAsString), true],
  ])('of %s', (_, access, isUnknown = false) => {
    const stack = newStack();
    archive(stack, access(stack));
    expect(saidOf(stack, /principalAccountUnknown/)).toHaveLength(isUnknown ? 1 : 0);
  });
});

describe('who can assume a role of your own', () => {
  const [ANY, CERTIFICATES] = [new iam.AnyPrincipal(), new iam.ServicePrincipal('rolesanywhere.amazonaws.com')];
  const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.example.com`;
  const web = (operator?: string, claim = '', value = '') =>
    new iam.WebIdentityPrincipal(PROVIDER, operator ? { [operator]: { [`token.example.com:${claim}`]: value } } : {});
  const of = (issuer: string, claims: Record<string, string>, operator = 'StringLike') =>
    new iam.WebIdentityPrincipal(`arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`, {
      [operator]: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, value])),
    });
  const [HUB, LAB, KITE, CLOUD] = ['token.actions.githubusercontent.com', 'gitlab.com', 'agent.buildkite.com', 'app.terraform.io'];
  const PODS = 'oidc.eks.eu-west-1.amazonaws.com/id/A1B2';
  const OPEN = /trust policy of role 'Stack\/R': got .*core.trustExtended/;
  const perhaps = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };

  test.each<[string, iam.IPrincipal | ((s: Stack) => iam.IPrincipal), RegExp?]>([
    ['everyone', ANY, /got everyone allowed/],
    ['everyone with MFA', ANY.withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), /got everyone allowed/],
    ['everyone with the external id', ANY.withConditions({ StringEquals: { 'sts:ExternalId': 'a1b2c3' } })],
    ['the organization', new iam.OrganizationPrincipal('o-a1b2c3d4e5')],
    [
      'another account with the external id',
      new iam.AccountPrincipal('444455556666').withConditions({ StringEquals: { 'sts:ExternalId': 'a1b2c3' } }),
    ],
    ['a service', new iam.ServicePrincipal('ec2.amazonaws.com')],
    ['certificates', CERTIFICATES, /got every certificate/],
    ['certificates of an authority', CERTIFICATES.withConditions({ ArnEquals: { 'aws:SourceArn': 'arn:aws:rolesanywhere:x' } })],
    ['a certificate', CERTIFICATES.withConditions({ StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'agent' } })],
    ['everyone of a provider', web(), /got everyone whom arn:.*token.example.com knows/],
    ['everyone of a provider, in a pattern', web('StringLike', 'sub', 'repo:*'), /got everyone whom/],
    ['everyone with a login', web('StringLike', 'amr', 'authenticated'), /got everyone whom/],
    ['perhaps nobody else', web('StringEqualsIfExists', 'sub', 'agent'), /got everyone whom/],
    ['a subject', web('StringLike', 'sub', 'repo:acme/*')],
    ['an audience', web('StringEquals', 'aud', 'acme')],
    ['the audience of every token for AWS', web('StringEquals', 'aud', 'sts.amazonaws.com'), /got everyone whom/],
    [
      'any repository, on a branch',
      of(HUB, { aud: 'sts.amazonaws.com', sub: 'repo:*:ref:refs/heads/release' }),
      /whom .*githubusercontent/,
    ],
    ['any owner', of(HUB, { sub: 'repo:*/deploy:pull_request' }), /got everyone whom/],
    ['any owner of a name with an end', of(HUB, { sub: 'repo:*-acme/*' }), /got everyone whom/],
    ['any owner, by a part of the subject', of(HUB, { sub: '*:environment:live' }), /got everyone whom/],
    ['the environment of anyone', of(HUB, { environment: 'live' }, 'StringEquals'), /got everyone whom/],
    ['an owner and an environment', of(HUB, { sub: 'repo:acme/*:environment:live' })],
    ['an owner in a chosen subject', of(HUB, { sub: 'environment:*:repository_owner:acme:*' })],
    ['any subject of an owner by id', of(HUB, { sub: '*', repository_owner_id: '1234' })],
    ['a repository', of(HUB, { repository: 'acme/deploy', ref: 'refs/heads/main' }, 'StringEquals')],
    ['any group', of(LAB, { sub: 'project_path:*/deploy:ref_type:tag:ref:*' }), /got everyone whom/],
    ['an audience that every pipeline may choose', of(LAB, { aud: 'acme' }, 'StringEquals'), /got everyone whom/],
    ['a group', of(LAB, { sub: 'project_path:acme/*:ref_type:*:ref:*' })],
    ['the same of an own server, on a branch', of('git.example.com', { sub: 'project_path:*/*:ref_type:branch:ref:main' })],
    ['anyone of an own server', of('git.example.com', { aud: 'https://git.example.com' }, 'StringEquals'), /got everyone whom/],
    ['the build of anyone', of(KITE, { sub: 'organization:*:pipeline:deploy:ref:refs/heads/main:*' }), /got everyone whom/],
    ['a workspace of anyone', of(CLOUD, { sub: 'organization:*:project:*:workspace:live:run_phase:apply' }), /got everyone whom/],
    ['an organization', of(CLOUD, { sub: 'organization:acme:project:*:workspace:*:run_phase:*' })],
    ['any account', of('scalr.io', { aud: 'acme', sub: 'account:*:environment:live:workspace:*' }), /got everyone whom/],
    ['any service account', of(PODS, { sub: 'system:serviceaccount:*:*' }), /got everyone whom/],
    ['any service account of a namespace', of(PODS, { sub: 'system:serviceaccount:backup:*' })],
    ['a service account of that name', of(PODS, { sub: 'system:serviceaccount:*:backup' })],
    ['a subject that a parameter begins', (s) => of(HUB, { sub: `repo:${new CfnParameter(s, 'P').valueAsString}/*` })],
    ['guests', web('StringLike', 'amr', 'unauthenticated'), /got guests of arn:.*, who did not sign in, allowed/],
    [
      'a subject that the deployment writes',
      (s) => new iam.WebIdentityPrincipal(PROVIDER, { StringEquals: new CfnJson(s, 'J', { value: {} }) }),
    ],
    ['those of a SAML provider', new iam.FederatedPrincipal(`arn:aws:iam::${ACCOUNT}:saml-provider/x`, {}, 'sts:AssumeRoleWithSAML')],
  ])('%s', (_, assumedBy, ...[says]) => {
    const stack = newStack();
    const role = new iam.Role(stack, 'R', { assumedBy: typeof assumedBy === 'function' ? assumedBy(stack) : assumedBy });
    archive(stack, VendorAccess.existingRole(role));
    archive(stack, VendorAccess.existingRole(role), 'Second');
    expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
  });

  test('everyone, perhaps, of a role that is imported by its name', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'R', { roleName: 'logs', assumedBy: new iam.AccountRootPrincipal() });
    const later = { 'Fn::If': ['C', perhaps, { Ref: 'AWS::NoValue' }] };
    (role.node.defaultChild as CfnResource).addPropertyOverride('AssumeRolePolicyDocument.Statement.1', later);
    archive(stack, VendorAccess.existingRole(iam.Role.fromRoleName(stack, 'I', 'logs')));
    expect(saidOf(stack, OPEN)).toHaveLength(1);
  });
});

describe('what the app attaches to a created user, and that only denies or is known', () => {
  const aws = (name: string) => iam.ManagedPolicy.fromAwsManagedPolicyName(name);
  const denying = (s: Stack, action = 's3:PutObject') => {
    const statements = [new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: [action], resources: ['*'] })];
    return new iam.ManagedPolicy(s, 'Denying', { statements });
  };
  const created = (s: Stack, permissionsBoundary?: iam.IManagedPolicy) => archive(s, VendorAccess.iamUser({ permissionsBoundary }));
  const user = (s: Stack) => created(s).user as iam.User;
  const grouped = (s: Stack, policy: iam.IManagedPolicy) => new iam.Group(s, 'G', { managedPolicies: [policy] }).addUser(user(s));
  const budget = (s: Stack, { managedPolicyArn: PolicyArn }: iam.IManagedPolicy, of: (made: LogzioArchiveBucket) => object) => {
    const properties = { Definition: { IamActionDefinition: { PolicyArn, ...of(created(s)) } } };
    return new CfnResource(s, 'Budget', { type: 'AWS::Budgets::BudgetsAction', properties });
  };
  const perhaps = ({ managedPolicyArn }: iam.IManagedPolicy) => [{ 'Fn::If': ['Some', managedPolicyArn, { Ref: 'AWS::NoValue' }] }];
  const toUser = (made: LogzioArchiveBucket) => ({ Users: [made.user?.userName] });
  const toGroup = (made: LogzioArchiveBucket) => ({ Groups: [(made.node.findChild('Group') as iam.Group).groupName] });

  test.each<[string, (s: Stack) => unknown, RegExp?]>([
    ['AWSDenyAll', (s) => user(s).addManagedPolicy(aws('AWSDenyAll')), /policy 'AWSDenyAll', statement DenyAll, denies.*core.denied/],
    [
      'AWSDenyAll by a group',
      (s) => grouped(s, aws('AWSDenyAll')),
      /denies.* AWS manages this policy: detach it, or remove .* from the group.*core.denied/,
    ],
    [
      'AWSDenyAll, perhaps',
      (s) => (user(s).node.defaultChild as iam.CfnUser).addPropertyOverride('ManagedPolicyArns', perhaps(aws('AWSDenyAll'))),
      /depending on .* detach it, or .* leaves it out/,
    ],
    [
      'a group that only denies',
      (s) => grouped(s, denying(s)),
      /'Stack\/Denying', statement 1, denies s3:PutObject.* Add a condition with an exception for .*core.denied/,
    ],
    ['a group that allows', (s) => grouped(s, aws('AmazonS3FullAccess')), /more permissions.*core.principalExtended/],
    [
      'a budget that denies everything',
      (s) => budget(s, aws('AWSDenyAll'), toUser),
      /'AWSDenyAll' of budget 'Stack\/Budget'.* remove .* from the action of the budget.*core.denied/,
    ],
    ['a budget that denies the group', (s) => budget(s, denying(s), toGroup), /'Stack\/Denying' of budget.*s3:PutObject.*core.denied/],
    ['a budget that denies something else', (s) => budget(s, denying(s, 'ec2:RunInstances'), toUser)],
    [
      'a budget that allows',
      (s) => budget(s, aws('ReadOnlyAccess'), toUser),
      /'Stack\/Budget': the principal is allowed.*principalExtended/,
    ],
    [
      'a budget with a policy that nobody knows',
      (s) => budget(s, iam.ManagedPolicy.fromManagedPolicyName(s, 'Theirs', 'theirs'), toUser),
      /the principal is allowed.*principalExtended/,
    ],
    [
      'the boundary ReadOnlyAccess',
      (s) => created(s, aws('ReadOnlyAccess')),
      /'ReadOnlyAccess' does not allow s3:PutObject. .* AWS manages this policy: use another permissions boundary\. .*core.denied/,
    ],
    ['the boundary IAMFullAccess', (s) => created(s, aws('IAMFullAccess')), /'IAMFullAccess' does not allow .*s3:PutObject.*core.denied/],
    ['the boundary AdministratorAccess', (s) => created(s, aws('AdministratorAccess'))],
    ['the boundary PowerUserAccess', (s) => created(s, aws('PowerUserAccess'))],
    ['a boundary that is not known', (s) => created(s, aws('ViewOnlyAccess'))],
  ])('%s', (_, make, ...[says]) => {
    const stack = newStack();
    make(stack);
    expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
  });
});

describe('who reaches what a construct created by assuming a role of the app', () => {
  const THEM = new iam.AccountPrincipal('444455556666');
  const when = (keys: object) => THEM.withConditions({ StringEquals: keys });
  const roleFor = (s: Stack, assumedBy: iam.IPrincipal = THEM, props: Partial<iam.RoleProps> = {}) =>
    new iam.Role(s, 'R', { assumedBy, ...props });
  const reads = (assumedBy?: (s: Stack) => iam.IPrincipal) => (s: Stack, a: LogzioArchiveBucket) =>
    a.bucket.grantRead(roleFor(s, assumedBy?.(s)));
  const can = (actions: string[], resources: string[]) => new iam.PolicyStatement({ actions, resources });
  const later = (one: object) => ({ 'Fn::If': ['C', one, { Ref: 'AWS::NoValue' }] });
  const [BUCKET, SECRET] = ['strangerLetIn', 'secretShared'];
  const READ = ['secretsmanager:GetSecretValue'];
  const byName = (s: Stack, name = '') => Secret.fromSecretNameV2(s, 'ByName', name);
  const ofPiece = (s: Stack, arn = '') =>
    `arn:${s.partition}:secretsmanager:${s.region}:${s.account}:secret:${Fn.select(6, Fn.split(':', arn))}`;

  test.each<[string, (s: Stack, a: LogzioArchiveBucket) => unknown, says?: string, at?: string]>([
    ['an account', reads(), BUCKET],
    ['everyone', reads(() => new iam.AnyPrincipal()), BUCKET],
    ['an account that a parameter gives', reads((s) => new iam.AccountPrincipal(new CfnParameter(s, 'P').valueAsString)), BUCKET],
    [
      'everyone of an account',
      reads(() => new iam.AnyPrincipal().withConditions({ StringEquals: { 'aws:PrincipalAccount': '4' } })),
      BUCKET,
    ],
    [
      'everyone of an account that a parameter gives',
      reads((s) =>
        new iam.AnyPrincipal().withConditions({ StringEquals: { 'aws:PrincipalAccount': new CfnParameter(s, 'P').valueAsString } }),
      ),
      BUCKET,
    ],
    ['an account with MFA', reads(() => THEM.withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })), BUCKET],
    ['any role of an account', reads(() => THEM.withConditions({ StringLike: { 'aws:PrincipalArn': '*' } })), BUCKET],
    ['an account, of the secret', (s, a) => a.secret?.grantRead(roleFor(s)), SECRET],
    [
      'an account, of the secret, from another stack',
      (s, a) => a.secret?.grantRead(roleFor(new Stack(s.node.scope, 'Other', { env: s }))),
      SECRET,
    ],
    ['an account, of the secret, from a nested stack', (s, a) => a.secret?.grantRead(roleFor(new NestedStack(s, 'Nested'))), SECRET],
    ['an account, of the secret by its name', (s, a) => byName(s, a.secret?.secretName).grantRead(roleFor(s)), SECRET],
    ['an account, of a piece of its ARN', (s, a) => roleFor(s).addToPolicy(can(READ, [ofPiece(s, a.secret?.secretArn)])), SECRET],
    [
      'an account, of a secret by the name that is given',
      (s) => {
        archive(s, VendorAccess.iamUser({ secretName: 'corp/logs' }), 'Named');
        roleFor(s).addToPolicy(can(READ, ['arn:*:secretsmanager:*:*:secret:corp/logs-??????']));
      },
      SECRET,
      'Named',
    ],
    [
      'an account, of a bucket that a parameter names',
      (s) => {
        const bucketName = new CfnParameter(s, 'P').valueAsString;
        const { bucket } = new LogzioArchiveBucket(s, 'Named', { bucketName });
        roleFor(s).addToPolicy(can(['s3:GetObject'], [`arn:aws:s3:::${Fn.select(5, Fn.split(':', bucket.bucketArn))}/*`]));
      },
      BUCKET,
      'Named',
    ],
    ['an account, some objects', (s, a) => a.bucket.grantRead(roleFor(s), 'exports/*'), BUCKET],
    ['an account, to write', (s, a) => a.bucket.grantPut(roleFor(s)), BUCKET],
    [
      'an account, by the policy of the bucket',
      (s, a) => {
        const statement = { principals: [roleFor(s)], actions: ['s3:GetObject'], resources: [a.bucket.arnForObjects('exports/*')] };
        a.bucket.addToResourcePolicy(new iam.PolicyStatement(statement));
      },
      BUCKET,
    ],
    ['an account, perhaps', (s) => perhapsAllowed(s, 'Allow'), BUCKET],
    ['an account, perhaps denied', (s, a) => a.bucket.grantRead(perhapsAllowed(s, 'Deny')), BUCKET],
    ['an account, by a role without an L2', (s) => raw(s, '444455556666'), BUCKET],
    [
      'an account, by a role of another stack',
      (s, a) => a.bucket.grantRead(roleFor(new Stack(s.node.scope, 'Other', { env: s })), ''),
      BUCKET,
    ],
    ['the own account', reads(() => new iam.AccountRootPrincipal())],
    ['the own account, by a role without an L2', (s) => raw(s, s.account)],
    ['a role of another account', reads(() => new iam.ArnPrincipal('arn:aws:iam::444455556666:role/deploy'))],
    ['an account with the external id', reads(() => when({ 'sts:ExternalId': 'a1b2c3' }))],
    ['an account of the organization', reads(() => when({ 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }))],
    [
      'an account of a unit of it',
      reads(() => THEM.withConditions({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } })),
    ],
    ['one principal of an account', reads(() => when({ 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/deploy' }))],
    ['tagged principals of an account', reads(() => when({ 'aws:PrincipalTag/team': 'logs' }))],
    ['a service', reads(() => new iam.ServicePrincipal('lambda.amazonaws.com'))],
    ['another secret by its name', (s) => byName(s, new Secret(s, 'Other').secretName).grantRead(roleFor(s))],
    [
      'secrets with a longer name',
      (s) => roleFor(s).addToPolicy(can(READ, ['arn:aws:secretsmanager:*:*:secret:ArchiveSecret*-dev-??????'])),
    ],
    ['what another bucket holds', (s) => new s3.Bucket(s, 'Other').grantRead(roleFor(s))],
    ['a bucket of a parameter', (s) => s3.Bucket.fromBucketName(s, 'O', new CfnParameter(s, 'P').valueAsString).grantRead(roleFor(s))],
    ['names of objects', (s) => roleFor(s).addToPolicy(can(['s3:ListBucket'], ['*']))],
    ['what a boundary does not allow', (s, a) => a.bucket.grantRead(roleFor(s, THEM, { permissionsBoundary: boundary(s) }))],
    ['what the grants of the library allow', (s, a) => a.grantRestore(roleFor(s))],
    ['what a construct grants to its role', (s) => archive(s, VendorAccess.existingRole(roleFor(s)), 'Second')],
  ])('%s', (_, make, ...[says, at = 'Archive']) => {
    for (const env of [undefined, null]) {
      const stack = newStack(env);
      make(stack, new LogzioArchiveBucket(stack, 'Archive'));
      const text = new RegExp(
        `(bucket|secret) 'Stack/${at}/(Bucket|Secret)': got (everyone( for whom {"StringEquals":{"aws:PrincipalAccount":"(4|\\$\\{P\\})"}} is true)?|account (\\$\\{P\\}|\\d+)) allowed [^{]* by assuming role '.*R'; allowed.*core.${says}\\]`,
      );
      expect(saidOf(stack, /assuming role/)).toEqual(says ? [expect.stringMatching(text)] : []);
    }
  });

  const boundary = (s: Stack) => new iam.ManagedPolicy(s, 'B', { statements: [can(['sqs:*'], ['*'])] });
  const perhapsAllowed = (s: Stack, Effect: string) => {
    const role = roleFor(s);
    const policyDocument = { Statement: [later({ Effect, Action: 's3:GetObject', Resource: '*' })] };
    new iam.CfnRolePolicy(s, 'P', { policyName: 'p', roleName: role.roleName, policyDocument });
    return role;
  };
  const raw = (s: Stack, AWS: string) => {
    const policyDocument = { Statement: { Effect: 'Allow', Action: 's3:Get*', Resource: '*' } };
    const assumeRolePolicyDocument = { Statement: { Effect: 'Allow', Action: 'sts:*', Principal: { AWS: [AWS, AWS] } } };
    return new iam.CfnRole(s, 'R', { assumeRolePolicyDocument, policies: [{ policyName: 'p', policyDocument }] });
  };
});
