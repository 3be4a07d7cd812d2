import { type App, Aws, CfnOutput, CfnParameter, CfnResource, Fn, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { SnsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import * as s3objectlambda from 'aws-cdk-lib/aws-s3objectlambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { VendorAccess, Workload } from '../../src';
import { LogzioArchiveBucket, type LogzioArchiveBucketProps, LogzioBucketGrants } from '../../src/logzio';
import { VeleroBackupLocation } from '../../src/velero';
import { ACCOUNT, newStack, synthErrorOf, warningsOf } from '../util';

const ADMIN = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };
const admin = () => iam.PolicyStatement.fromJson(ADMIN);
const document = { Version: '2012-10-17', Statement: [ADMIN] };
const BY_ROLE = { access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'logzio:aws:extid:a1b2c3d4e5f6' }) };
const NAMED = { access: VendorAccess.iamUser({ userName: 'logzio', secretName: 'logzio-key' }), bucketName: 'the-archive-of-logs' };

const PARTLY = {
  access: VendorAccess.iamUser({ userName: `logzio-${Aws.REGION}`, secretName: `logzio/${Aws.ACCOUNT_ID}` }),
  bucketName: `the-archive-${Aws.ACCOUNT_ID}`,
};

interface Case {
  readonly name: string;
  readonly props?: Omit<LogzioArchiveBucketProps, 'encryptionKey'> & { readonly encryptionKey?: (stack: Stack) => kms.IKey };
  readonly make: (stack: Stack, archive: LogzioArchiveBucket) => unknown;
  /** What one warning says, with its id; none: nothing is said. */
  readonly says?: [id: string, text: RegExp];
}

const raw = (stack: Stack, type: string, properties: object) => new CfnResource(stack, 'Raw', { type, properties });
const user = ({ user: made }: LogzioArchiveBucket) => made as iam.User;
const role = ({ role: made }: LogzioArchiveBucket) => made as iam.Role;
const bucket = ({ bucket: made }: LogzioArchiveBucket) => made.node.defaultChild as s3.CfnBucket;
const elsewhere = (stack: Stack) => new Stack(stack.node.root as never, 'Other', { env: { account: stack.account, region: stack.region } });
const allows = (principal: object, actions: string[] = ['*']) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: actions, Resource: '*' }],
});
const allowing = (other: s3.Bucket, principal: iam.IPrincipal, effect = iam.Effect.ALLOW) =>
  other.addToResourcePolicy(
    new iam.PolicyStatement({ effect, principals: [principal.grantPrincipal], actions: ['s3:GetObject'], resources: ['*'] }),
  );
const accessGrant = (stack: Stack, { bucket: of }: LogzioArchiveBucket, grantee: s3.CfnAccessGrant.GranteeProperty) => {
  const iamRoleArn = `arn:aws:iam::${stack.account}:role/grants`;
  const location = new s3.CfnAccessGrantsLocation(stack, 'Location', { iamRoleArn, locationScope: `s3://${of.bucketName}/*` });
  new s3.CfnAccessGrant(stack, 'Grant', { accessGrantsLocationId: location.ref, permission: 'READ', grantee });
};
/** A task of DataSync. */
const synchronized = (stack: Stack, from: string, to: string, more: object = {}, Subdirectory?: string) => {
  const [source, destination] = [from, to].map(
    (S3BucketArn) =>
      new CfnResource(stack, S3BucketArn === from ? 'From' : 'Dest', {
        type: 'AWS::DataSync::LocationS3',
        properties: { S3BucketArn, Subdirectory },
      }),
  );
  raw(stack, 'AWS::DataSync::Task', { SourceLocationArn: source.ref, DestinationLocationArn: destination.ref, ...more });
};
const backups = (stack: Stack, account: string, BackupSelection: object) => {
  const CopyActions = [{ DestinationBackupVaultArn: `arn:aws:backup:eu-west-1:${account}:backup-vault:x` }];
  const BackupPlan = { BackupPlanRule: [{ TargetBackupVault: 'v', CopyActions }] };
  const plan = new CfnResource(stack, 'Plan', { type: 'AWS::Backup::BackupPlan', properties: { BackupPlan } });
  new CfnResource(stack, 'Notifications', {
    type: 'AWS::Backup::BackupSelection',
    properties: { BackupPlanId: plan.ref, BackupSelection },
  });
};
const events = (stack: Stack, account: string, detail?: object) => {
  const Targets = [{ Id: 't', Arn: `arn:aws:events:eu-west-1:${account}:event-bus/x` }];
  new CfnResource(stack, 'Notifications', {
    type: 'AWS::Events::Rule',
    properties: { EventPattern: { source: ['aws.s3'], detail }, Targets },
  });
};
/** A map of principals, as AwsAuth of CDK writes it. */
const awsAuth = (stack: Stack, arn: string, list: string) => {
  const data = { [list]: stack.toJsonString([{ [list === 'mapRoles' ? 'rolearn' : 'userarn']: arn, groups: ['system:masters'] }]) };
  const Manifest = stack.toJsonString([{ kind: 'ConfigMap', metadata: { name: 'aws-auth', namespace: 'kube-system' }, data }]);
  raw(stack, 'Custom::AWSCDK-EKS-KubernetesResource', { Manifest });
};
const later = (value: unknown) => ({ 'Fn::If': ['Some', value, { Ref: 'AWS::NoValue' }] });
const idOf = (stack: Stack, made: { node: { defaultChild?: unknown } }) => stack.getLogicalId(made.node.defaultChild as CfnResource);
const queue = (stack: Stack, PolicyDocument: unknown) => raw(stack, 'AWS::SQS::QueuePolicy', { Queues: ['q'], PolicyDocument });
const subText = (stack: Stack, a: LogzioArchiveBucket, effect: string) => ({
  'Fn::Sub': `{"Statement":{"Effect":"${effect}","Principal":{"AWS":"\${${idOf(stack, user(a))}.Arn}"},"Action":"sqs:*","Resource":"*"}}`,
});
/** For everyone, but a condition on who it is. */
const through = (stack: Stack, conditions: iam.Conditions) =>
  new s3.Bucket(stack, 'Other').addToResourcePolicy(
    new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['s3:GetObject'], resources: ['*'], conditions }),
  );
const secretPolicy = (stack: Stack, a: LogzioArchiveBucket, ResourcePolicy: unknown) =>
  raw(stack, 'AWS::SecretsManager::ResourcePolicy', { SecretId: a.secret?.secretArn, ResourcePolicy });
const userPolicy = (stack: Stack, UserName: unknown) =>
  raw(stack, 'AWS::IAM::UserPolicy', { PolicyName: 'p', PolicyDocument: document, UserName });
const far = (stack: Stack, account = '999999999999') =>
  new Stack(stack.node.root as never, 'Far', { env: { account, region: 'us-east-1' } });
const EXTENDED = 'core.principalExtended';
const QUEUE: [string, RegExp] = [EXTENDED, /policy of AWS::SQS::QueuePolicy 'Stack\/Raw'/];
const CLUSTER: [string, RegExp] = [EXTENDED, /Custom::AWSCDK-EKS-Kubernetes\w+ 'Stack\/Raw': the principal is allowed to use the cluster/];
const SHARED: [string, RegExp] = ['core.secretShared', /'Stack\/Raw'/];
const OTHER_ACCOUNT = { AWS: '999999999999' };
const CREDENTIALS = 'core.furtherCredentials';
const COPIED = 'core.secretCopied';
const STRANGER = 'core.strangerLetIn';
const NO_VALUE = { Ref: 'AWS::NoValue' };
const imported = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Imported', PARTLY.bucketName);
const distribution = (stack: Stack, DomainName: string) =>
  raw(stack, 'AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ DomainName }] } });

const denial = () => new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['iam:*'], resources: ['*'] });
const DENIALS = { Statement: [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }] };
const given = (stack: Stack) => new CfnParameter(stack, 'Account').valueAsString;

const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');
const POLICY_ARN = 'arn:aws:iam::111122223333:policy/the-policy';
const groupOf = (a: LogzioArchiveBucket) => a.node.findChild('Group') as iam.Group;
const added = (stack: Stack, groupName: string, ...users: string[]) => new iam.CfnUserToGroupAddition(stack, 'Added', { groupName, users });
const budget = (stack: Stack, IamActionDefinition: object) =>
  raw(stack, 'AWS::Budgets::BudgetsAction', { Definition: { IamActionDefinition } });
const permissionSet = (stack: Stack, Name: string, limit?: object) => {
  const PermissionsBoundary = limit && { CustomerManagedPolicyReference: limit };
  const properties = { Name: 'set', InstanceArn: 'i', CustomerManagedPolicyReferences: [{ Name }], PermissionsBoundary };
  return new CfnResource(stack, 'Set', { type: 'AWS::SSO::PermissionSet', properties });
};
const assigned = (set: CfnResource, TargetId: string) =>
  raw(set.stack, 'AWS::SSO::Assignment', { PermissionSetArn: set.getAtt('PermissionSetArn'), TargetId });

const CASES: Case[] = [
  // what gives the principal more
  {
    name: 'attachInlinePolicy',
    make: (s, a) => user(a).attachInlinePolicy(new iam.Policy(s, 'P', { statements: [admin()] })),
    says: [EXTENDED, /'Stack\/P'.*iam:\*/],
  },
  {
    name: 'a policy that only denies',
    make: (s, a) => new iam.Policy(s, 'P', { statements: [denial()], users: [user(a)] }),
  },
  {
    name: 'an inline policy that only denies',
    make: (_, a) =>
      (user(a).node.defaultChild as iam.CfnUser).addPropertyOverride('Policies', [{ PolicyName: 'p', PolicyDocument: DENIALS }]),
  },
  {
    name: 'a policy made elsewhere',
    make: (s, a) => new iam.Policy(s, 'P', { statements: [admin()], users: [user(a)] }),
    says: [EXTENDED, /'Stack\/P'/],
  },
  {
    name: 'a managed policy made elsewhere',
    make: (s, a) => new iam.ManagedPolicy(s, 'P', { statements: [admin()], users: [user(a)] }),
    says: [EXTENDED, /'Stack\/P'/],
  },
  {
    name: 'a managed policy of AWS',
    make: (_, a) => user(a).addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')),
    says: [EXTENDED, /AdministratorAccess/],
  },
  {
    name: 'CfnUserPolicy',
    make: (s, a) => new iam.CfnUserPolicy(s, 'P', { userName: user(a).userName, policyName: 'p', policyDocument: document }),
    says: [EXTENDED, /'Stack\/P'/],
  },
  {
    name: 'CfnGroupPolicy on the group',
    make: (s, a) =>
      new iam.CfnGroupPolicy(s, 'P', {
        groupName: (a.node.findChild('Group') as iam.Group).groupName,
        policyName: 'p',
        policyDocument: document,
      }),
    says: [EXTENDED, /'Stack\/P'.*Group'/],
  },
  {
    name: 'a policy that names the user in another stack',
    props: NAMED,
    make: (s) => raw(elsewhere(s), 'AWS::IAM::Policy', { PolicyName: 'p', PolicyDocument: document, Users: ['logzio'] }),
    says: [EXTENDED, /'Other\/Raw'/],
  },
  {
    name: 'a reference across stacks',
    make: (s, a) => new iam.Policy(elsewhere(s), 'P', { statements: [admin()], users: [user(a)] }),
    says: [EXTENDED, /'Other\/P'/],
  },
  {
    name: 'Fn::Sub by hand',
    props: NAMED,
    make: (s, a) =>
      raw(s, 'AWS::IAM::UserPolicy', {
        PolicyName: 'p',
        PolicyDocument: document,
        UserName: { 'Fn::Sub': `\${${s.getLogicalId(user(a).node.defaultChild as iam.CfnUser)}}` },
      }),
    says: [EXTENDED, /'Stack\/Raw'/],
  },
  {
    name: 'a group made elsewhere',
    make: (s, a) => user(a).addToGroup(iam.Group.fromGroupName(s, 'G', 'Admins')),
    says: [EXTENDED, /groups \["Admins"\]/],
  },
  {
    name: 'CfnUserToGroupAddition',
    make: (s, a) => new iam.CfnUserToGroupAddition(s, 'A', { groupName: 'Admins', users: [user(a).userName] }),
    says: [EXTENDED, /groups \["Admins"\]/],
  },
  {
    name: 'CfnRolePolicy',
    props: BY_ROLE,
    make: (s, a) => new iam.CfnRolePolicy(s, 'P', { roleName: role(a).roleName, policyName: 'p', policyDocument: document }),
    says: [EXTENDED, /'Stack\/P'/],
  },
  {
    name: 'a grant of the CDK',
    props: BY_ROLE,
    make: (s, a) => new s3.Bucket(s, 'B').grantDelete(role(a)),
    says: [EXTENDED, /DefaultPolicy.*s3:DeleteObject/],
  },
  { name: 'a grant of the library', props: BY_ROLE, make: (s, a) => LogzioBucketGrants.fromBucket(new s3.Bucket(s, 'B')).restore(role(a)) },
  { name: 'a policy of somebody else', make: (s) => new iam.Policy(s, 'P', { statements: [admin()], users: [new iam.User(s, 'U')] }) },
  {
    name: 'a name that only contains the name',
    props: NAMED,
    make: (s) => raw(s, 'AWS::IAM::UserPolicy', { PolicyName: 'p', PolicyDocument: document, UserName: 'logzio-2' }),
  },
  {
    name: 'a role that the user can assume',
    make: (s, a) => new iam.Role(s, 'Admin', { assumedBy: user(a) }),
    says: [EXTENDED, /policy of AWS::IAM::Role 'Stack\/Admin'.*sts:AssumeRole/],
  },
  {
    name: 'the policy of another bucket, by ARN',
    props: NAMED,
    make: (s) => allowing(new s3.Bucket(s, 'Other'), new iam.ArnPrincipal(`arn:aws:iam::${s.account}:user/logzio`)),
    says: [EXTENDED, /policy of AWS::S3::BucketPolicy 'Stack\/Other\/Policy'/],
  },
  {
    name: 'a queue in another stack',
    props: BY_ROLE,
    make: (s, a) => raw(elsewhere(s), 'AWS::SQS::QueuePolicy', { Queues: ['q'], PolicyDocument: allows({ AWS: [role(a).roleArn] }) }),
    says: [EXTENDED, /policy of AWS::SQS::QueuePolicy 'Other\/Raw'/],
  },
  {
    name: 'a key that it manages',
    make: (s, a) => new kms.Key(s, 'Key').grantAdmin(user(a)),
    says: [EXTENDED, /kms:/],
  },
  {
    name: 'the policy of a key that it does not use',
    make: (s, a) => raw(s, 'AWS::KMS::Key', { KeyPolicy: allows({ AWS: user(a).userArn }, ['kms:Decrypt', 'kms:GenerateDataKey*']) }),
    says: [EXTENDED, /policy of AWS::KMS::Key 'Stack\/Raw'/],
  },
  {
    name: 'the policy of a key that it uses',
    props: { encryptionKey: (stack) => new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.RETAIN }) },
    make: (_, a) => {
      const statement = iam.PolicyStatement.fromJson(allows({ AWS: user(a).userArn }, ['kms:Decrypt']).Statement[0]);
      a.bucket.encryptionKey?.addToResourcePolicy(statement);
    },
  },
  {
    name: 'a queue, perhaps',
    make: (s, a) => queue(s, { Statement: [later(allows({ AWS: user(a).userArn }).Statement[0])] }),
    says: QUEUE,
  },
  { name: 'a queue with one policy of two', make: (s, a) => queue(s, later(allows({ AWS: user(a).userArn }))), says: QUEUE },
  {
    name: 'a queue with statements of two kinds',
    make: (s, a) => queue(s, { Statement: later(allows({ AWS: user(a).userArn }).Statement) }),
    says: QUEUE,
  },
  {
    name: 'a queue whose effect a parameter decides',
    make: (s, a) => queue(s, { Statement: { ...allows({ AWS: user(a).userArn }).Statement[0], Effect: { Ref: 'Effect' } } }),
    says: QUEUE,
  },
  {
    name: 'a queue that perhaps denies it',
    make: (s, a) => queue(s, { Statement: [later({ ...allows({ AWS: user(a).userArn }).Statement[0], Effect: 'Deny' })] }),
  },
  { name: 'a queue with its policy as a text', make: (s, a) => queue(s, subText(s, a, 'Allow')), says: QUEUE },
  { name: 'a queue whose policy denies it, as a text', make: (s, a) => queue(s, subText(s, a, 'Deny')) },
  { name: 'a text that is no policy', make: (s, a) => queue(s, { 'Fn::Sub': `\${${idOf(s, user(a))}.Arn} {"Statement":` }) },
  {
    name: 'everyone, if it is the user',
    make: (s, a) => through(s, { ArnEquals: { 'aws:PrincipalArn': [user(a).userArn] } }),
    says: [EXTENDED, /'Stack\/Other\/Policy'/],
  },
  {
    name: 'everyone of the account, unless it is the user',
    make: (s, a) =>
      through(s, { ArnNotEquals: { 'aws:PrincipalArn': user(a).userArn }, StringEquals: { 'aws:PrincipalAccount': s.account } }),
  },
  {
    name: 'the policy of a key that it may delete',
    make: (s, a) => raw(s, 'AWS::KMS::Key', { KeyPolicy: allows({ AWS: user(a).userArn }, ['kms:Decrypt', 'kms:ScheduleKeyDeletion']) }),
    says: [EXTENDED, /policy of AWS::KMS::Key 'Stack\/Raw'/],
  },
  {
    name: 'the policy of another bucket that denies it',
    make: (s, a) => allowing(new s3.Bucket(s, 'Other'), user(a), iam.Effect.DENY),
  },
  {
    name: 'the policy of another bucket for a user of that name in another account',
    props: NAMED,
    make: (s) => allowing(new s3.Bucket(s, 'Other'), new iam.ArnPrincipal('arn:aws:iam::999999999999:user/logzio')),
  },
  { name: 'a map of roles of a cluster', props: BY_ROLE, make: (s, a) => awsAuth(s, role(a).roleArn, 'mapRoles'), says: CLUSTER },
  { name: 'a map of users of a cluster', make: (s, a) => awsAuth(s, user(a).userArn, 'mapUsers'), says: CLUSTER },
  {
    name: 'a map of a cluster, by name',
    props: NAMED,
    make: (s) => awsAuth(s, `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:user/logzio`, 'mapUsers'),
    says: CLUSTER,
  },
  {
    name: 'a map of a cluster with another user',
    props: NAMED,
    make: (s) => awsAuth(s, `arn:aws:iam::${s.account}:user/logzio-2`, 'mapUsers'),
  },
  {
    name: 'a patch of the map of a cluster',
    props: BY_ROLE,
    make: (s, a) => {
      const ApplyPatchJson = s.toJsonString({ data: { mapRoles: s.toJsonString([{ rolearn: role(a).roleArn }]) } });
      raw(s, 'Custom::AWSCDK-EKS-KubernetesPatch', { ApplyPatchJson, ResourceName: 'configmap/aws-auth' });
    },
    says: CLUSTER,
  },
  {
    name: 'the annotation of a service account, beside the map of a cluster',
    props: BY_ROLE,
    make: (s, a) => {
      const annotations = { 'eks.amazonaws.com/role-arn': role(a).roleArn };
      const account = { kind: 'ServiceAccount', metadata: { name: 'logs', annotations } };
      const map = { kind: 'ConfigMap', metadata: { name: 'aws-auth' }, data: { mapRoles: '[]' } };
      raw(s, 'Custom::AWSCDK-EKS-KubernetesResource', { Manifest: s.toJsonString([account, map]) });
    },
  },
  // further ways to be the principal
  { name: 'a second access key', make: (s, a) => new iam.AccessKey(s, 'K', { user: user(a) }), says: [CREDENTIALS, /'Stack\/K'/] },
  {
    name: 'a second access key, by name',
    props: NAMED,
    make: (s) => raw(s, 'AWS::IAM::AccessKey', { UserName: 'logzio' }),
    says: [CREDENTIALS, /'Stack\/Raw'/],
  },
  {
    name: 'an instance profile',
    props: BY_ROLE,
    make: (s, a) => new iam.CfnInstanceProfile(s, 'I', { roles: [role(a).roleName] }),
    says: [CREDENTIALS, /'Stack\/I'/],
  },
  {
    name: 'a profile of Roles Anywhere, by ARN',
    props: {
      access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'logzio:aws:extid:a1b2c3d4e5f6', roleName: 'logzio' }),
    },
    make: (s) => raw(s, 'AWS::RolesAnywhere::Profile', { Name: 'x', RoleArns: ['arn:aws:iam::111122223333:role/logzio'] }),
    says: [CREDENTIALS, /'Stack\/Raw'/],
  },
  // the secret
  {
    name: 'the secret shared with an account',
    make: (_, a) =>
      a.secret?.addToResourcePolicy(
        new iam.PolicyStatement({
          principals: [new iam.AccountPrincipal('999999999999')],
          actions: ['secretsmanager:GetSecretValue'],
          resources: ['*'],
        }),
      ),
    says: ['core.secretShared', /ResourcePolicy/],
  },
  {
    name: 'the secret shared, perhaps',
    make: (s, a) => secretPolicy(s, a, { Statement: [later(allows(OTHER_ACCOUNT).Statement[0])] }),
    says: SHARED,
  },
  { name: 'the secret shared by one policy of two', make: (s, a) => secretPolicy(s, a, later(allows(OTHER_ACCOUNT))), says: SHARED },
  { name: 'the secret shared in a text', make: (s, a) => secretPolicy(s, a, JSON.stringify(allows(OTHER_ACCOUNT))), says: SHARED },
  { name: 'the secret not shared in a text', make: (s, a) => secretPolicy(s, a, s.toJsonString(allows({ AWS: s.account }))) },
  {
    name: 'the secret read by a role of the app',
    make: (s, a) => a.secret?.grantRead(new iam.Role(s, 'R', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })),
  },
  {
    name: 'the secret denied to others',
    make: (_, a) =>
      a.secret?.addToResourcePolicy(
        new iam.PolicyStatement({
          effect: iam.Effect.DENY,
          principals: [new iam.AnyPrincipal()],
          actions: ['secretsmanager:GetSecretValue'],
          resources: ['*'],
        }),
      ),
  },
  {
    name: 'a rotation schedule',
    make: (s, a) => new secretsmanager.CfnRotationSchedule(s, 'R', { secretId: a.secret?.secretArn ?? '' }),
    says: ['core.secretReplaced', /'Stack\/R'/],
  },
  {
    name: 'a copy of the access key in the environment of a function',
    make: (s, a) =>
      raw(s, 'AWS::Lambda::Function', { Environment: { Variables: { KEY: a.secret?.secretValueFromJson('x').unsafeUnwrap() } } }),
    says: [COPIED, /AWS::Lambda::Function 'Stack\/Raw', Environment/],
  },
  {
    name: 'a copy in user data, in another stack',
    make: (s, a) => {
      const text = `export KEY=${a.secret?.secretValueFromJson('x').unsafeUnwrap()}`;
      new CfnResource(elsewhere(s), 'I', { type: 'AWS::EC2::Instance', properties: { UserData: Fn.base64(text) } });
    },
    says: [COPIED, /'Other\/I', UserData/],
  },
  ...(
    [
      [
        'of the key itself in a parameter',
        (s, it) => raw(s, 'AWS::SSM::Parameter', { Value: it }),
        /AWS::SSM::Parameter 'Stack\/Raw', Value/,
      ],
      ['of the key itself in an output', (s, it) => new CfnOutput(s, 'Out', { value: it }), /output 'Stack\/Out'/],
      ['of the key itself in another stack', (s, it) => new CfnOutput(elsewhere(s), 'Out', { value: `key ${it}` }), /output 'Other\/Out'/],
    ] as [string, (stack: Stack, key: string) => unknown, RegExp?][]
  ).map(
    ([name, make, says]): Case => ({
      name: `a copy ${name}`,
      make: (s, a) => make(s, (a.node.findChild('AccessKey1').node.defaultChild as iam.CfnAccessKey).attrSecretAccessKey),
      says: says && [COPIED, says],
    }),
  ),
  {
    name: 'the id of the key, which is no secret',
    make: (s, a) => new CfnOutput(s, 'Out', { value: (a.node.findChild('AccessKey1').node.defaultChild as iam.CfnAccessKey).ref }),
  },
  {
    name: 'a copy by the name of the secret',
    props: NAMED,
    make: (s) => raw(s, 'AWS::SSM::Parameter', { Value: '{{resolve:secretsmanager:logzio-key:SecretString:x}}' }),
    says: [COPIED, /'Stack\/Raw', Value/],
  },
  {
    name: 'a copy by the ARN of the secret',
    props: NAMED,
    make: (s) =>
      raw(s, 'AWS::SSM::Parameter', {
        Value: Fn.join('', ['{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:', s.account, ':secret:logzio-key-AbCdEf}}']),
      }),
    says: [COPIED, /'Stack\/Raw', Value/],
  },
  {
    name: 'the name of the secret, beside a copy of another one',
    make: (s, a) => {
      const other = new secretsmanager.Secret(s, 'Mine').secretValue.unsafeUnwrap();
      raw(s, 'AWS::Lambda::Function', { Environment: { Variables: { ARN: a.secret?.secretArn, OTHER: other } } });
    },
  },
  {
    name: 'a copy of a secret whose name begins the same',
    props: NAMED,
    make: (s) => raw(s, 'AWS::SSM::Parameter', { Value: '{{resolve:secretsmanager:logzio-key-old:SecretString:x}}' }),
  },
  // by a name, as far as it is known
  ...(
    [
      ['a policy, by the value of a name with a pseudo parameter', PARTLY, (s) => userPolicy(s, 'logzio-eu-west-1'), EXTENDED],
      ['a policy in another region', NAMED, (s) => userPolicy(far(s, s.account), 'logzio'), EXTENDED],
      ['a policy in another account', NAMED, (s) => userPolicy(far(s), 'logzio')],
      ['a policy, perhaps', {}, (s, a) => userPolicy(s, Fn.conditionIf('Some', user(a).userName, 'x')), EXTENDED],
      ['a policy for one of several', NAMED, (s) => userPolicy(s, Fn.select(0, ['logzio', 'x'])), EXTENDED],
      [
        'a policy for a role of that name',
        NAMED,
        (s) => raw(s, 'AWS::IAM::RolePolicy', { PolicyName: 'p', PolicyDocument: document, RoleName: 'logzio' }),
      ],
      [
        'a role for the imported user',
        NAMED,
        (s) => new iam.Role(s, 'R', { assumedBy: new iam.ArnPrincipal(iam.User.fromUserName(s, 'U', 'logzio').userArn) }),
        EXTENDED,
      ],
      [
        'a role for a role of that name',
        NAMED,
        (s) => new iam.Role(s, 'R', { assumedBy: new iam.ArnPrincipal(`arn:aws:iam::${s.account}:role/logzio`) }),
      ],
      [
        'a role for the user of an account that a parameter gives',
        NAMED,
        (s) => new iam.Role(s, 'R', { assumedBy: new iam.ArnPrincipal(`arn:aws:iam::${given(s)}:user/logzio`) }),
        EXTENDED,
      ],
      [
        'a role for another user of such an account',
        NAMED,
        (s) => new iam.Role(s, 'R', { assumedBy: new iam.ArnPrincipal(`arn:aws:iam::${given(s)}:user/other`) }),
      ],
      ['no policy', NAMED, (_, a) => (user(a).node.defaultChild as iam.CfnUser).addPropertyOverride('ManagedPolicyArns', [NO_VALUE])],
      ['another key in another account', NAMED, (s) => raw(far(s), 'AWS::IAM::AccessKey', { UserName: 'logzio' })],
      [
        'a rotation of the imported secret',
        PARTLY,
        (s) =>
          raw(s, 'AWS::SecretsManager::RotationSchedule', {
            SecretId: secretsmanager.Secret.fromSecretNameV2(s, 'I', `logzio/${Aws.ACCOUNT_ID}`).secretArn,
          }),
        'core.secretReplaced',
      ],
      [
        'a rotation in another region',
        NAMED,
        (s) => raw(far(s, s.account), 'AWS::SecretsManager::RotationSchedule', { SecretId: 'logzio-key' }),
      ],
      [
        'a copy by the value of the name',
        PARTLY,
        (s) => raw(s, 'AWS::SSM::Parameter', { Value: `{{resolve:secretsmanager:logzio/${s.account}:SecretString:x}}` }),
        COPIED,
      ],
      [
        'a copy of a secret in another account',
        NAMED,
        (s) => raw(far(s), 'AWS::SSM::Parameter', { Value: '{{resolve:secretsmanager:logzio-key:SecretString:x}}' }),
      ],
      ['a distribution of the imported bucket', PARTLY, (s) => distribution(s, imported(s).bucketRegionalDomainName), STRANGER],
      ['a distribution of another bucket', NAMED, (s) => distribution(s, 'the-archive-of-logs-2.s3.amazonaws.com')],
      ['a directory of AWS Transfer', NAMED, (s) => raw(s, 'AWS::Transfer::User', { HomeDirectory: '/the-archive-of-logs/x' }), STRANGER],
      ['a directory of another bucket', NAMED, (s) => raw(s, 'AWS::Transfer::User', { HomeDirectory: '/x/the-archive-of-logs' })],
      [
        'a share of the bucket',
        NAMED,
        (s) => raw(s, 'AWS::StorageGateway::NFSFileShare', { LocationARN: 'arn:aws:s3:::the-archive-of-logs/' }),
        STRANGER,
      ],
    ] as [string, Case['props'], Case['make'], string?][]
  ).map(([name, props, make, id]): Case => ({ name: `by name: ${name}`, props, make, says: id ? [id, /core/] : undefined })),
  // the bucket
  {
    name: 'an access point for another account',
    make: (s, a) =>
      new s3.CfnAccessPoint(s, 'A', {
        bucket: a.bucket.bucketName,
        policy: {
          Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999999999999:root' }, Action: 's3:GetObject', Resource: '*' }],
        },
      }),
    says: ['core.strangerLetIn', /'Stack\/A'/],
  },
  {
    name: 'an access point of several regions, for another account',
    make: (s, a) => {
      const point = new s3.CfnMultiRegionAccessPoint(s, 'M', { regions: [{ bucket: a.bucket.bucketName }] });
      new s3.CfnMultiRegionAccessPointPolicy(s, 'P', { mrapName: point.ref, policy: allows({ AWS: '999999999999' }) });
    },
    says: ['core.strangerLetIn', /'Stack\/P'/],
  },
  {
    name: 'an access point of several regions, for the own account',
    make: (s, a) => {
      const point = new s3.CfnMultiRegionAccessPoint(s, 'M', { regions: [{ bucket: a.bucket.bucketName }] });
      new s3.CfnMultiRegionAccessPointPolicy(s, 'P', { mrapName: point.ref, policy: allows({ AWS: s.account }) });
    },
  },
  ...(['999999999999', '111122223333'] as const).map(
    (account): Case => ({
      name: `an access point that transforms objects, for account ${account}`,
      make: (s, a) => {
        const { attrArn: SupportingAccessPoint } = new s3.CfnAccessPoint(s, 'A', { bucket: a.bucket.bucketName });
        const point = raw(s, 'AWS::S3ObjectLambda::AccessPoint', { ObjectLambdaConfiguration: { SupportingAccessPoint } });
        const type = 'AWS::S3ObjectLambda::AccessPointPolicy';
        const properties = { ObjectLambdaAccessPoint: point.ref, PolicyDocument: allows({ AWS: account }) };
        new CfnResource(s, 'P', { type, properties });
      },
      says: account === '999999999999' ? ['core.strangerLetIn', /'Stack\/P'/] : undefined,
    }),
  ),
  ...['the-archive-of-logs/*', 'another/*', '*'].map(
    (s3SubPrefix): Case => ({
      name: `S3 Access Grants for a user of a directory, in all of S3 below ${s3SubPrefix}`,
      props: NAMED,
      make: (s) => {
        const location = new s3.CfnAccessGrantsLocation(s, 'Location', {
          iamRoleArn: 'arn:aws:iam::111122223333:role/r',
          locationScope: 's3://',
        });
        const grantee = { granteeType: 'DIRECTORY_USER', granteeIdentifier: '83d43802-00b1-7054-db02-f1d683aacba5' };
        const grant = { accessGrantsLocationId: location.attrAccessGrantsLocationId, permission: 'READ', grantee };
        new s3.CfnAccessGrant(s, 'Grant', { ...grant, accessGrantsLocationConfiguration: { s3SubPrefix } });
      },
      says: s3SubPrefix === 'another/*' ? undefined : ['core.strangerLetIn', /'Stack\/Grant'/],
    }),
  ),
  {
    name: 'S3 Access Grants for whom the deployment names',
    make: (s, a) => accessGrant(s, a, { granteeType: 'IAM', granteeIdentifier: Fn.importValue('Whom') }),
    says: ['core.strangerLetIn', /'Stack\/Grant'/],
  },
  {
    name: 'S3 Access Grants for a role of the app',
    make: (s, a) =>
      accessGrant(s, a, {
        granteeType: 'IAM',
        granteeIdentifier: new iam.Role(s, 'R', { assumedBy: new iam.AccountRootPrincipal() }).roleArn,
      }),
  },
  {
    name: 'S3 Access Grants for a user of a directory',
    make: (s, a) => accessGrant(s, a, { granteeType: 'DIRECTORY_USER', granteeIdentifier: '83d43802-00b1-7054-db02-f1d683aacba5' }),
    says: ['core.strangerLetIn', /'Stack\/Grant'/],
  },
  {
    name: 'S3 Access Grants for a role of another account',
    make: (s, a) => accessGrant(s, a, { granteeType: 'IAM', granteeIdentifier: 'arn:aws:iam::999999999999:role/r' }),
    says: ['core.strangerLetIn', /'Stack\/Grant'/],
  },
  {
    name: 'S3 Access Grants for a role of the account',
    make: (s, a) => accessGrant(s, a, { granteeType: 'IAM', granteeIdentifier: `arn:aws:iam::${s.account}:role/r` }),
  },
  {
    name: 'a file system, by the name of the bucket',
    props: NAMED,
    make: (s) => raw(s, 'AWS::FSx::DataRepositoryAssociation', { DataRepositoryPath: 's3://the-archive-of-logs/x/' }),
    says: ['core.strangerLetIn', /'Stack\/Raw'/],
  },
  {
    name: 'a distribution of CloudFront',
    make: (s, a) =>
      new cloudfront.Distribution(s, 'D', { defaultBehavior: { origin: origins.S3BucketOrigin.withOriginAccessControl(a.bucket) } }),
    says: ['core.strangerLetIn', /AWS::CloudFront::Distribution 'Stack\/D'/],
  },
  ...(['NONE', 'COGNITO_USER_POOLS', 'AWS_IAM'] as const).map(
    (AuthorizationType): Case => ({
      name: `an API that reads it, authorization ${AuthorizationType}`,
      make: (s, { bucket: { bucketName } }) =>
        raw(s, 'AWS::ApiGateway::Method', {
          AuthorizationType,
          Integration: { Uri: `arn:aws:apigateway:eu-west-1:s3:path/${bucketName}/{key}` },
        }),
      says: AuthorizationType === 'AWS_IAM' ? undefined : ['core.strangerLetIn', /callers of the API/],
    }),
  ),
  {
    name: 'an API from a document, by the name of the bucket',
    props: NAMED,
    make: (s) => {
      const uri = `arn:aws:apigateway:${Aws.REGION}:s3:path/the-archive-of-logs/{key}`;
      raw(s, 'AWS::ApiGateway::RestApi', { Body: { paths: { '/{key}': { get: { 'x-amazon-apigateway-integration': { uri } } } } } });
    },
    says: ['core.strangerLetIn', /callers of the API/],
  },
  ...(['AWS_IAM', undefined] as const).map(
    (DefaultAuthorizer): Case => ({
      name: `an API of SAM, authorizer ${DefaultAuthorizer}`,
      make: (s, { bucket: made }) => {
        const uri = Fn.sub(`arn:\${AWS::Partition}:apigateway:\${AWS::Region}:s3:path/\${Of}/{key}`, { Of: made.bucketName });
        const DefinitionBody = { paths: { '/{key}': { put: { 'x-amazon-apigateway-integration': { uri } } } } };
        raw(s, 'AWS::Serverless::Api', { StageName: 's', DefinitionBody, Auth: { DefaultAuthorizer } });
      },
      says: DefaultAuthorizer ? undefined : ['core.strangerLetIn', /callers of the API/],
    }),
  ),
  {
    name: 'a function of SAM that reads the bucket and the secret',
    make: (s, { bucket: made, secret }) => {
      const [SecretArn, BucketName] = [secret?.secretArn, made.bucketName];
      const Policies = [{ S3ReadPolicy: { BucketName } }, { AWSSecretsManagerGetSecretValuePolicy: { SecretArn } }];
      raw(s, 'AWS::Serverless::Function', { Policies });
    },
  },
  ...['Allow', 'Deny'].map(
    (Effect): Case => ({
      name: `statements of an API of SAM: ${Effect}`,
      make: (s, { user: made }) => {
        const [AWS, mine] = [made?.userArn, `arn:aws:iam::${s.account}:role/mine`];
        const CustomStatements = [mine, AWS].map((one) => ({
          Effect,
          Principal: { AWS: one },
          Action: 'execute-api:Invoke',
          Resource: '*',
        }));
        raw(s, 'AWS::Serverless::Api', { StageName: 's', Auth: { ResourcePolicy: { CustomStatements } } });
      },
      says: Effect === 'Allow' ? [EXTENDED, /AWS::Serverless::Api/] : undefined,
    }),
  ),
  {
    name: 'an API of another service, in a path with the name of the bucket',
    props: NAMED,
    make: (s) => raw(s, 'AWS::ApiGateway::Method', { Integration: { Uri: 'arn:aws:apigateway:eu-west-1:sqs:path/the-archive-of-logs' } }),
  },
  {
    name: 'mails that anyone sends',
    make: (s, a) => raw(s, 'AWS::SES::ReceiptRule', { Rule: { Actions: [{ S3Action: { BucketName: a.bucket.bucketName } }] } }),
    says: ['core.strangerLetIn', /send mail/],
  },
  ...(
    [
      ['999999999999', /Lake Formation allows a principal outside this account/],
      ['111122223333', undefined],
      ['arn:aws:identitystore:::group/1a2b3c4d', /Lake Formation allows a user or group of IAM Identity Center/],
    ] as const
  ).flatMap(([who, says]) =>
    [false, true].map(
      (isChosen): Case => ({
        name: `a location of Lake Formation, for ${who}, chosen by a condition: ${isChosen}`,
        make: (s, a) => {
          const location = { DataLocation: { ResourceArn: a.bucket.bucketArn } };
          const Resource = isChosen ? { 'Fn::If': ['Chosen', { Catalog: {} }, location] } : location;
          raw(s, 'AWS::LakeFormation::PrincipalPermissions', { Principal: { DataLakePrincipalIdentifier: who }, Resource });
        },
        says: says && ['core.strangerLetIn', says],
      }),
    ),
  ),
  {
    name: 'a distribution whose logs go there',
    make: (s, a) => raw(s, 'AWS::CloudFront::Distribution', { DistributionConfig: { Logging: { Bucket: a.bucket.bucketDomainName } } }),
  },
  ...[undefined, '/'].map(
    (prefix): Case => ({
      name: `files that replace those in the bucket, prefix ${prefix}`,
      make: (s, a) =>
        raw(s, 'Custom::CDKBucketDeployment', { DestinationBucketName: a.bucket.bucketName, DestinationBucketKeyPrefix: prefix }),
      says: ['core.keptMadeDeletable', /prune: false/],
    }),
  ),
  {
    name: 'files that are added to those in the bucket',
    make: (s, a) => raw(s, 'Custom::CDKBucketDeployment', { DestinationBucketName: a.bucket.bucketName, Prune: false }),
  },
  {
    name: 'files below a prefix',
    make: (s, a) =>
      raw(s, 'Custom::CDKBucketDeployment', { DestinationBucketName: a.bucket.bucketName, DestinationBucketKeyPrefix: 'site' }),
  },
  {
    name: 'a policy of an Object Lambda access point for another account, by names',
    make: (s, a) => {
      new s3.CfnAccessPoint(s, 'A', { bucket: a.bucket.bucketName, name: 'point' });
      const arn = `arn:aws:s3:eu-west-1:${s.account}:accesspoint/point`;
      const objectLambdaConfiguration = { supportingAccessPoint: arn, transformationConfigurations: [] };
      new s3objectlambda.CfnAccessPoint(s, 'L', { name: 'lambda', objectLambdaConfiguration });
      raw(s, 'AWS::S3ObjectLambda::AccessPointPolicy', { ObjectLambdaAccessPoint: 'lambda', PolicyDocument: allows(OTHER_ACCOUNT) });
    },
    says: [STRANGER, /'Stack\/Raw': the policy of the access point/],
  },
  {
    name: 'a policy of another Object Lambda access point',
    make: (s, a) => {
      new s3.CfnAccessPoint(s, 'A', { bucket: a.bucket.bucketName, name: 'point' });
      raw(s, 'AWS::S3ObjectLambda::AccessPointPolicy', { ObjectLambdaAccessPoint: 'lambda', PolicyDocument: allows(OTHER_ACCOUNT) });
    },
  },
  { name: 'an access point for the own account', make: (s, a) => new s3.CfnAccessPoint(s, 'A', { bucket: a.bucket.bucketName }) },
  ...(['999999999999', '111122223333'] as const).flatMap((account): Case[] => {
    const goes = (name: string, make: Case['make']): Case => ({
      name: `${name}, account ${account}`,
      make,
      says: account === '999999999999' ? ['core.copiedElsewhere', /999999999999|Notifications|Task/] : undefined,
    });
    const set = (path: string, value: object) => goes(path, (_, a) => bucket(a).addPropertyOverride(path, value));
    const to = { BucketArn: 'arn:aws:s3:::lists', BucketAccountId: account, Format: 'CSV' };
    const topic = `arn:aws:sns:eu-west-1:${account}:uploads`;
    return [
      set('ReplicationConfiguration', {
        Role: 'arn:aws:iam::111122223333:role/replicate',
        Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::replica', Account: account } }],
      }),
      set('InventoryConfigurations', [{ Id: 'all', Enabled: true, Destination: to }]),
      set('AnalyticsConfigurations', [
        { Id: 'all', StorageClassAnalysis: { DataExport: { Destination: to, OutputSchemaVersion: 'V_1' } } },
      ]),
      set('NotificationConfiguration', { TopicConfigurations: [{ Event: 's3:ObjectCreated:*', Topic: topic }] }),
      goes('a task of DataSync', (s, a) => {
        const theirs = s3.Bucket.fromBucketAttributes(s, 'To', { bucketName: 'theirs', account });
        synchronized(s, a.bucket.bucketArn, theirs.bucketArn);
      }),
      goes('backups', (s, a) => backups(s, account, { Resources: [a.bucket.bucketArn] })),
      goes('backups of all buckets', (s) => backups(s, account, { Resources: ['arn:aws:s3:::*'] })),
      goes('backups by a tag', (s, a) => {
        Tags.of(a).add('backup', 'daily');
        const ListOfTags = [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue: 'daily' }];
        backups(s, account, { ListOfTags });
      }),
      goes('events', (s, a) => events(s, account, { bucket: { name: [a.bucket.bucketName] } })),
      goes('events of CloudTrail', (s, a) => events(s, account, { requestParameters: { bucketName: [a.bucket.bucketName] } })),
      goes('events of all buckets', (s, a) => {
        a.bucket.enableEventBridgeNotification();
        events(s, account);
      }),
      goes('a notification of the L2', (s, a) =>
        a.bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new SnsDestination(sns.Topic.fromTopicArn(s, 'Uploads', topic))),
      ),
    ];
  }),
  ...(
    [
      ['the account of a parameter', true, { BucketAccountId: { Ref: 'Partner' } }],
      ['another account, perhaps', true, { BucketAccountId: { 'Fn::If': ['Some', '999999999999', { Ref: 'AWS::AccountId' }] } }],
      ['a bucket that is imported from another account', true, { BucketArn: 'arn:aws:s3:::theirs' }],
      [
        'one that is imported from the account of a parameter',
        true,
        { BucketArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::open']] } },
      ],
      ['a bucket of a stack in another account', true, { BucketArn: 'arn:aws:s3:::elsewhere' }],
      ['the account, by its pseudo parameter', false, { BucketAccountId: { Ref: 'AWS::AccountId' } }],
      ['the account, in either case', false, { BucketAccountId: { 'Fn::If': ['Some', '111122223333', { Ref: 'AWS::AccountId' }] } }],
      ['a bucket that is imported by name', false, { BucketArn: 'arn:aws:s3:::mine' }],
      ['a bucket of another stack of the account', false, { BucketArn: 'arn:aws:s3:::beside' }],
    ] as const
  ).map(
    ([to, isSaid, more]): Case => ({
      name: `an inventory in ${to}`,
      make: (s, a) => {
        const Destination = { BucketArn: 'arn:aws:s3:::lists', Format: 'CSV', ...more };
        bucket(a).addPropertyOverride('InventoryConfigurations', [{ Id: 'all', Enabled: true, Destination }]);
        const account = new CfnParameter(s, 'Owner').valueAsString;
        s3.Bucket.fromBucketAttributes(s, 'Theirs', { bucketName: 'theirs', account: '999999999999' });
        s3.Bucket.fromBucketAttributes(s, 'Open', { bucketName: 'open', account });
        s3.Bucket.fromBucketName(s, 'Own', 'mine');
        for (const [id, account] of [
          ['elsewhere', '999999999999'],
          ['beside', s.account],
        ]) {
          new s3.Bucket(new Stack(s.node.root as App, id, { env: { account, region: 'eu-west-1' } }), 'B', { bucketName: id });
        }
      },
      says: isSaid ? ['core.copiedElsewhere', /InventoryConfigurations/] : undefined,
    }),
  ),
  ...([true, false] as const).map(
    (isSaid): Case => ({
      name: `notifications to a topic in ${isSaid ? 'the account of a parameter' : 'the account'}`,
      make: (_, a) => {
        const Topic = { 'Fn::Join': [':', ['arn:aws:sns:eu-west-1', { Ref: isSaid ? 'Partner' : 'AWS::AccountId' }, 'uploads']] };
        bucket(a).addPropertyOverride('NotificationConfiguration', { TopicConfigurations: [{ Event: 's3:ObjectCreated:*', Topic }] });
      },
      says: isSaid ? ['core.copiedElsewhere', /Partner/] : undefined,
    }),
  ),
  // what gives others the policy
  ...(
    [
      ['a role with it', (s, a) => new iam.Role(s, 'Mine', { assumedBy: LAMBDA, managedPolicies: [a.policy] }), /Stack\/Mine'/],
      ['a user of another stack', (s, a) => new iam.User(elsewhere(s), 'Mine', { managedPolicies: [a.policy] }), /Other\/Mine'/],
      ['a group, perhaps', (s, a) => raw(s, 'AWS::IAM::Group', { ManagedPolicyArns: later([a.policy.managedPolicyArn]) }), /Raw'/],
      ['an ARN with its name', (s) => raw(s, 'AWS::IAM::Role', { ManagedPolicyArns: [POLICY_ARN] }), /Stack\/Raw'/],
      ['the user of another product', (s, a) => new LogzioArchiveBucket(s, 'Two').user?.addManagedPolicy(a.policy), /Stack\/Two\/User'/],
      ['a budget', (s, a) => budget(s, { PolicyArn: a.policy.managedPolicyArn, Users: ['bob'] }), /Stack\/Raw'/],
      ['a permission set', (s, a) => permissionSet(s, a.policy.managedPolicyName), /Stack\/Set'/],
      ['a permission set, by its name', (s) => permissionSet(s, 'the-policy'), /Stack\/Set'/],
      ['a permission set of another account', (s) => assigned(permissionSet(far(s), 'the-policy'), s.account), /Far\/Set'/],
      ['a permission set of another account for another one', (s) => assigned(permissionSet(far(s), 'the-policy'), '444455556666')],
      ['a permission set with another policy', (s) => permissionSet(s, 'another-policy')],
      ['a limit of a permission set', (s, a) => permissionSet(s, 'x', { Name: a.policy.managedPolicyName })],
      ['a user that it limits', (s, a) => new iam.User(s, 'Mine', { permissionsBoundary: a.policy })],
      ['its own user again', (_, a) => a.user?.addManagedPolicy(a.policy)],
      // what puts others into its group
      ['a user in the group', (s, a) => groupOf(a).addUser(new iam.User(s, 'Bob')), /AWS::IAM::User 'Stack\/Bob'/],
      ['a user in the group by its name', (s) => raw(s, 'AWS::IAM::User', { Groups: ['the-group'] }), /Stack\/Raw'/],
      ['one of another stack', (s) => added(elsewhere(s), 'the-group', 'bob'), /Addition 'Other\/Added'/],
      ['the user of another product in it', (s, a) => new LogzioArchiveBucket(s, 'Two').user?.addToGroup(groupOf(a)), /Stack\/Two\/User'/],
      ['one of another account', (s) => added(far(s), 'the-group', 'bob')],
      ['a user in another group', (s) => added(s, 'a-group', 'bob')],
      ['its own user in it again', (s, a) => added(s, 'the-group', user(a).userName)],
    ] as [string, Case['make'], RegExp?][]
  ).map(
    ([name, make, says]): Case => ({
      name: `the policy: ${name}`,
      props: { access: VendorAccess.iamUser({ groupName: 'the-group', policyName: 'the-policy' }) },
      make,
      says: says && ['core.policyShared', says],
    }),
  ),
  {
    name: 'a task that deletes what its source does not have',
    make: (s, a) => synchronized(s, 'arn:aws:s3:::mine', a.bucket.bucketArn, { Options: { PreserveDeletedFiles: 'REMOVE' } }),
    says: ['core.keptMadeDeletable', /AWS::DataSync::Task 'Stack\/Raw': AWS DataSync deletes/],
  },
  {
    name: 'a task that does so below a folder',
    make: (s, a) => synchronized(s, 'arn:aws:s3:::mine', a.bucket.bucketArn, { Options: { PreserveDeletedFiles: 'REMOVE' } }, '/web'),
  },
  {
    name: 'a task that keeps what its source does not have',
    make: (s, a) => synchronized(s, 'arn:aws:s3:::mine', a.bucket.bucketArn, { Options: { PreserveDeletedFiles: 'PRESERVE' } }),
  },
  {
    name: 'a task that copies from elsewhere',
    make: (s, a) => {
      const theirs = s3.Bucket.fromBucketAttributes(s, 'To', { bucketName: 'theirs', account: '999999999999' });
      synchronized(s, theirs.bucketArn, a.bucket.bucketArn);
    },
  },
  {
    name: 'backups of what has a tag that the bucket lacks',
    make: (s) => {
      const StringEquals = [{ ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'daily' }];
      backups(s, '999999999999', { Resources: ['*'], Conditions: { StringEquals } });
    },
  },
  {
    name: 'backups of all but this bucket',
    make: (s, a) => backups(s, '999999999999', { Resources: ['*'], NotResources: [a.bucket.bucketArn] }),
  },
  { name: 'backups of another bucket', make: (s) => backups(s, '999999999999', { Resources: ['arn:aws:s3:::mine'] }) },
  { name: 'events of all buckets that send theirs', make: (s) => events(s, '999999999999') },
  { name: 'events of another bucket', make: (s) => events(s, '999999999999', { bucket: { name: ['mine'] } }) },
  {
    name: 'what only passes the names on',
    make: (s, a) =>
      raw(s, 'AWS::SSM::Parameter', {
        Type: 'String',
        Value: Fn.join(' ', [a.bucket.bucketName, a.secret?.secretArn ?? '', user(a).userArn]),
      }),
  },
];

const PODS = { clusterName: 'production', namespace: 'velero', serviceAccount: 'velero' };
const ASSOCIATION = 'AWS::EKS::PodIdentityAssociation';
const OTHER_ROLE = `arn:aws:iam::${ACCOUNT}:role/other`;
const ASSOCIATED = { ClusterName: 'production', Namespace: 'velero', ServiceAccount: 'velero' };

describe('what hands the role of a workload to it', () => {
  test.each<[string, Workload | undefined, string, object, RegExp?]>([
    ['its own association', undefined, ASSOCIATION, {}],
    ['one for another namespace', undefined, ASSOCIATION, { Namespace: 'other' }, /Raw': the role refuses.*namespace/],
    ['one whose cluster is a parameter', undefined, ASSOCIATION, { ClusterName: { Ref: 'P' } }],
    ['one without session tags', undefined, ASSOCIATION, { DisableSessionTags: true }, /remove DisableSessionTags/],
    ['one in another region', Workload.podIdentity({ ...PODS, clusterRegion: 'us-east-1' }), ASSOCIATION, {}, /another cluster, region/],
    ['one for instances', Workload.ec2Instance(), ASSOCIATION, {}, /pods that get the role, if/],
    ['one with a target role', undefined, ASSOCIATION, { TargetRoleArn: OTHER_ROLE }, /Raw': the pods get .*of the target role/],
    ['one with no target role', undefined, ASSOCIATION, { TargetRoleArn: Aws.NO_VALUE }],
    [
      'one that gives its pods another role',
      undefined,
      ASSOCIATION,
      { RoleArn: OTHER_ROLE },
      /Raw': it gives the pods of the role another/,
    ],
    ['one that gives other pods another role', undefined, ASSOCIATION, { RoleArn: OTHER_ROLE, ServiceAccount: 'other' }],
    ['one that gives its pods a role that a parameter names', undefined, ASSOCIATION, { RoleArn: { Ref: 'P' } }],
    ['one that gives pods the role of instances', Workload.ec2Instance(), ASSOCIATION, { RoleArn: OTHER_ROLE }],
    ['the profile of its instances', Workload.ec2Instance(), 'AWS::IAM::InstanceProfile', {}],
    ['one for pods', undefined, 'AWS::IAM::InstanceProfile', {}, /instances that get the role, if/],
  ])('%s', (_, workload = Workload.podIdentity(PODS), type, given, ...[says]) => {
    const stack = newStack();
    const { role: made } = new VeleroBackupLocation(stack, 'Velero', { access: VendorAccess.workloadRole(workload) });
    raw(stack, type, type.includes('EKS') ? { ...ASSOCIATED, RoleArn: made?.roleArn, ...given } : { Roles: [made?.roleName] });
    expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
  });
});

test.each<[string, Workload, object, RegExp?]>([
  ['its own service account', Workload.podIdentity(PODS), {}],
  ['another service account', Workload.podIdentity(PODS), { ServiceAccount: 'ebs' }, /Raw': the role refuses the pods of the add-on/],
  ['another role for another service account', Workload.podIdentity(PODS), { ServiceAccount: 'ebs', RoleArn: OTHER_ROLE }],
  ['the role of instances', Workload.ec2Instance(), {}, /Raw': pods that get the role, if/],
])('an add-on that associates %s', (_, workload, given, ...[says]) => {
  const stack = newStack();
  const { role: made } = new VeleroBackupLocation(stack, 'Velero', { access: VendorAccess.workloadRole(workload) });
  const association = { ServiceAccount: 'velero', RoleArn: made?.roleArn, ...given };
  raw(stack, 'AWS::EKS::Addon', { AddonName: 'ebs', ClusterName: 'production', PodIdentityAssociations: [association] });
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

describe('what refers to something that a construct made', () => {
  test.each(CASES)('$name', ({ make, props, says }) => {
    const stack = newStack();
    make(stack, new LogzioArchiveBucket(stack, 'Archive', { ...props, encryptionKey: props?.encryptionKey?.(stack) }));
    const warnings = warningsOf(stack);
    expect(warnings).toEqual(says ? [expect.stringMatching(says[1])] : []);
    expect(warnings[0] ?? '').toContain(says ? `cdk-vendor-access:${says[0]}` : '');
  });

  test('inline policies of an override', () => {
    const stack = newStack();
    const made = user(new LogzioArchiveBucket(stack, 'Archive')).node.defaultChild as iam.CfnUser;
    made.addPropertyOverride('Policies', [{ PolicyName: 'mine', PolicyDocument: document }]);
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/inline policies.*core.principalExtended/)]);
  });

  test('not what another construct of the library gives to the same user, or what a user of your own has', () => {
    const stack = newStack();
    const archive = new LogzioArchiveBucket(stack, 'Archive');
    new LogzioArchiveBucket(stack, 'Second', { access: VendorAccess.existingUser(user(archive)) });
    const mine = new iam.User(stack, 'Mine');
    mine.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] }));
    new LogzioArchiveBucket(stack, 'Third', { access: VendorAccess.existingUser(mine) });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a console password is an error', () => {
    const stack = newStack();
    const archive = new LogzioArchiveBucket(stack, 'Archive');
    (user(archive).node.defaultChild as iam.CfnUser).loginProfile = { password: '{{resolve:secretsmanager:x}}' };
    expect(synthErrorOf(stack)).toMatch(/LoginProfile/);
  });
});
