import { CfnResource, Duration, Stack, Tags } from 'aws-cdk-lib';
import * as config from 'aws-cdk-lib/aws-config';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { cloudberry, datadog, logzio, VendorAccess, velero, Workload } from '../../src';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { ACCOUNT, newStack, warningsOf } from '../util';

// What a resource of the app calls on something that a construct made: no template shows what comes of it.

const BY_ROLE = { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) };
const NAMED = { access: VendorAccess.iamUser({ userName: 'logzio', secretName: 'logzio-key' }), bucketName: 'example-archive' };
type Made = logzio.LogzioArchiveBucket;
const raw = (stack: Stack, type: string, properties: object) => new CfnResource(stack, 'Raw', { type, properties });

/** A call of a custom resource. */
function custom(stack: Stack, service: string, action: string, parameters: object): void {
  const policy = AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE });
  const onUpdate = { service, action, parameters, physicalResourceId: PhysicalResourceId.of('x') };
  new AwsCustomResource(stack, 'Call', { onUpdate, policy, installLatestAwsSdk: false });
}

const user = ({ user: made }: Made) => (made as iam.User).userName;
const policyArn = ({ policy }: Made) => policy.managedPolicyArn;
const secret = ({ secret: made }: Made) => made?.secretArn;
const bucket = ({ bucket: made }: Made) => made.bucketName;

const OTHER = '444455556666';
const replicating = (Account: string) => ({
  Role: `arn:aws:iam::${ACCOUNT}:role/r`,
  Rules: [{ Destination: { Bucket: 'arn:aws:s3:::copy', Account } }],
});
const notifying = (account: string) => ({
  NotificationConfiguration: {
    TopicConfigurations: [{ TopicArn: `arn:aws:sns:eu-west-1:${account}:uploads`, Events: ['s3:ObjectCreated:*'] }],
  },
});

const blocking = (IgnorePublicAcls: boolean) => ({
  ...{ BlockPublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  IgnorePublicAcls,
});
const encrypting = (SSEAlgorithm: string, EncryptionType: string[]) => ({
  ServerSideEncryptionConfiguration: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm }, BlockedEncryptionTypes: { EncryptionType } }],
  },
});

const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/limit`;
const inline = (...effects: string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: effects.map((Effect) => ({ Effect, Action: 's3:PutObject', Resource: '*' })) });

test.each<[service: string, action: string, parameters: (made: Made) => object, id: string | undefined]>([
  ['IAM', 'createAccessKey', (made) => ({ UserName: user(made) }), 'furtherCredentials'],
  ['@aws-sdk/client-iam', 'CreateLoginProfileCommand', (made) => ({ UserName: user(made), Password: 'x' }), 'furtherCredentials'],
  ['iam', 'PutUserPolicy', (made) => ({ UserName: user(made), PolicyName: 'x', PolicyDocument: '{}' }), 'principalExtended'],
  ['iam', 'AddUserToGroup', (made) => ({ UserName: user(made), GroupName: 'admins' }), 'principalExtended'],
  ['iam', 'AttachUserPolicy', (made) => ({ UserName: 'other', PolicyArn: policyArn(made) }), 'policyShared'],
  ['iam', 'CreatePolicyVersion', (made) => ({ PolicyArn: policyArn(made), PolicyDocument: '{}', SetAsDefault: true }), 'policyExtended'],
  ['iam', 'DetachUserPolicy', (made) => ({ UserName: user(made), PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }), 'changedByCall'],
  ['iam', 'PutUserPermissionsBoundary', (made) => ({ UserName: user(made), PermissionsBoundary: BOUNDARY }), 'changedByCall'],
  ['iam', 'UpdateUser', (made) => ({ UserName: user(made), NewUserName: 'renamed' }), 'changedByCall'],
  ['iam', 'UpdateUser', (made) => ({ UserName: user(made), NewPath: '/vendors/' }), undefined],
  ['iam', 'AttachUserPolicy', (made) => ({ UserName: user(made), PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }), 'changedByCall'],
  [
    'iam',
    'AttachUserPolicy',
    (made) => ({ UserName: user(made), PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
    'principalExtended',
  ],
  ['iam', 'PutUserPolicy', (made) => ({ UserName: user(made), PolicyDocument: inline('Deny', 'Deny') }), 'changedByCall'],
  ['iam', 'PutUserPolicy', (made) => ({ UserName: user(made), PolicyDocument: inline('Deny', 'Allow') }), 'principalExtended'],
  ['iam', 'ListAccessKeys', (made) => ({ UserName: user(made) }), undefined],
  ['iam', 'TagUser', (made) => ({ UserName: user(made), Tags: [] }), undefined],
  ['iam', 'CreateAccessKey', () => ({ UserName: 'another' }), undefined],
  ['SecretsManager', 'getSecretValue', (made) => ({ SecretId: secret(made) }), 'secretCopied'],
  ['client-secrets-manager', 'BatchGetSecretValue', (made) => ({ SecretIdList: [secret(made)] }), 'secretCopied'],
  ['secrets-manager', 'UpdateSecret', (made) => ({ SecretId: secret(made), SecretString: 'x' }), 'secretReplaced'],
  ['secrets-manager', 'UpdateSecret', (made) => ({ SecretId: secret(made), Description: 'x' }), undefined],
  ['secrets-manager', 'UpdateSecret', (made) => ({ SecretId: secret(made), KmsKeyId: 'alias/shared' }), 'changedByCall'],
  ...['alias/aws/secretsmanager', `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/aws/secretsmanager`, ''].map(
    (KmsKeyId): [string, string, (made: Made) => object, undefined] => [
      'secrets-manager',
      'UpdateSecret',
      (made) => ({ SecretId: secret(made), KmsKeyId }),
      undefined,
    ],
  ),
  ['secretsmanager', 'updateSecretVersionStage', (made) => ({ SecretId: secret(made), VersionStage: 'AWSCURRENT' }), 'secretReplaced'],
  ['secretsmanager', 'updateSecretVersionStage', (made) => ({ SecretId: secret(made), VersionStage: 'AWSPENDING' }), undefined],
  ['secretsmanager', 'PutResourcePolicy', (made) => ({ SecretId: secret(made), ResourcePolicy: '{}' }), 'secretShared'],
  ['secretsmanager', 'ReplicateSecretToRegions', (made) => ({ SecretId: secret(made) }), 'secretReplicated'],
  ['secretsmanager', 'DescribeSecret', (made) => ({ SecretId: secret(made) }), undefined],
  ['S3', 'putBucketPolicy', (made) => ({ Bucket: bucket(made), Policy: '{}' }), 'changedByCall'],
  ['s3', 'DeletePublicAccessBlock', (made) => ({ Bucket: bucket(made) }), 'changedByCall'],
  ['s3', 'PutPublicAccessBlock', (made) => ({ Bucket: bucket(made), PublicAccessBlockConfiguration: blocking(true) }), undefined],
  ['s3', 'PutPublicAccessBlock', (made) => ({ Bucket: bucket(made), PublicAccessBlockConfiguration: blocking(false) }), 'changedByCall'],
  ['s3', 'PutBucketEncryption', (made) => ({ Bucket: bucket(made), ...encrypting('AES256', ['SSE-C']) }), undefined],
  ['s3', 'PutBucketEncryption', (made) => ({ Bucket: bucket(made), ...encrypting('AES256', ['NONE']) }), 'changedByCall'],
  ['s3', 'PutBucketEncryption', (made) => ({ Bucket: bucket(made), ...encrypting('aws:kms', ['SSE-C']) }), 'changedByCall'],
  ['s3', 'PutBucketVersioning', (made) => ({ Bucket: bucket(made) }), 'changedByCall'],
  ['s3', 'PutBucketRequestPayment', (made) => ({ Bucket: bucket(made), RequestPaymentConfiguration: { Payer: 'BucketOwner' } }), undefined],
  ['s3', 'PutBucketLifecycleConfiguration', (made) => ({ Bucket: bucket(made) }), 'changedByCall'],
  [
    's3',
    'PutBucketRequestPayment',
    (made) => ({ Bucket: bucket(made), RequestPaymentConfiguration: { Payer: 'Requester' } }),
    'changedByCall',
  ],
  ['s3', 'PutBucketIntelligentTieringConfiguration', (made) => ({ Bucket: bucket(made), Id: 'archive' }), 'changedByCall'],
  ['s3', 'DeleteBucketIntelligentTieringConfiguration', (made) => ({ Bucket: bucket(made), Id: 'archive' }), undefined],
  ['s3', 'PutBucketWebsite', (made) => ({ Bucket: bucket(made), WebsiteConfiguration: {} }), 'changedByCall'],
  ['s3', 'PutBucketReplication', (made) => ({ Bucket: bucket(made), ReplicationConfiguration: replicating(ACCOUNT) }), 'changedByCall'],
  ['s3', 'PutBucketReplication', (made) => ({ Bucket: bucket(made), ReplicationConfiguration: replicating(OTHER) }), 'copiedElsewhere'],
  ...['Analytics', 'Inventory'].flatMap((kind) =>
    [OTHER, ACCOUNT].map((account): [string, string, (made: Made) => object, string | undefined] => {
      const value = { Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::lists', AccountId: account } } };
      const given = (made: Made) => ({ Bucket: bucket(made), ExpectedBucketOwner: ACCOUNT, [`${kind}Configuration`]: value });
      return ['s3', `PutBucket${kind}Configuration`, given, account === OTHER ? 'copiedElsewhere' : undefined];
    }),
  ),
  ['s3', 'PutBucketNotificationConfiguration', (made) => ({ Bucket: bucket(made), ...notifying(OTHER) }), 'copiedElsewhere'],
  ['s3', 'PutBucketNotificationConfiguration', (made) => ({ Bucket: bucket(made), ...notifying(ACCOUNT) }), undefined],
  ['s3', 'PutBucketLogging', (made) => ({ Bucket: bucket(made), BucketLoggingStatus: {} }), undefined],
  ['s3', 'PutBucketCors', (made) => ({ Bucket: bucket(made), CORSConfiguration: {} }), undefined],
  ['s3', 'HeadBucket', (made) => ({ Bucket: bucket(made) }), undefined],
  ['s3', 'PutObject', (made) => ({ Bucket: bucket(made), Key: 'k' }), undefined],
  ['s3', 'PutBucketNotificationConfiguration', (made) => ({ Bucket: bucket(made) }), undefined],
])('a custom resource calls %s %s: %#', (service, action, parameters, id) => {
  const stack = newStack();
  custom(stack, service, action, parameters(new logzio.LogzioArchiveBucket(stack, 'Archive')));
  const called = `Custom::AWS 'Stack/Call/Resource/Default' calls \\w+:${action.replace(/Command$/, '')} on 'Stack/Archive/\\w+': .*core\\.${id}\\]`;
  expect(warningsOf(stack)).toEqual(id ? [expect.stringMatching(new RegExp(called, 'i'))] : []);
});

/** Resources that start a runbook for a bucket. */
type Start = (stack: Stack, runbook: string, of: string, more?: Record<string, string[]>) => unknown;
const STARTING: Record<string, Start> = {
  association: (s, Name, of, more) => raw(s, 'AWS::SSM::Association', { Name, Parameters: { BucketName: [of], ...more } }),
  'a task of a maintenance window': (s, TaskArn, of, more) => {
    const MaintenanceWindowAutomationParameters = { Parameters: { BucketName: [of], ...more } };
    raw(s, 'AWS::SSM::MaintenanceWindowTask', { TaskArn, TaskInvocationParameters: { MaintenanceWindowAutomationParameters } });
  },
  'a remediation': (s, TargetId, of, more) => {
    const given = Object.entries({ BucketName: [of], ...more }).map(([name, Values]) => [name, { StaticValue: { Values } }]);
    raw(s, 'AWS::Config::RemediationConfiguration', { TargetId, Parameters: Object.fromEntries(given) });
  },
  'a rule': (s, runbook, of, more) => {
    const Arn = `arn:aws:ssm:eu-west-1:111122223333:automation-definition/${runbook}:$DEFAULT`;
    raw(s, 'AWS::Events::Rule', { Targets: [{ Id: 't', Arn, Input: s.toJsonString({ BucketName: [of], ...more }) }] });
  },
  'a rule, perhaps': (s, runbook, of, more) => {
    const Arn = { 'Fn::If': ['Other', runbook, { Ref: 'AWS::NoValue' }] };
    const Targets = {
      'Fn::If': ['Some', [null, { Id: 't', Arn, Input: { 'Fn::If': ['Other', s.toJsonString({ BucketName: of, ...more }), ''] } }], null],
    };
    raw(s, 'AWS::Events::Rule', {}).addPropertyOverride('Targets', Targets);
  },
  'a conformance pack': (s, TargetId, of, more) => {
    const given = Object.entries({ BucketName: [of], ...more }).map(([name, Values]) => [name, { StaticValue: { Values } }]);
    const Properties = { ConfigRuleName: 'r', TargetId, Parameters: Object.fromEntries(given) };
    const TemplateBody = s.toJsonString({ Resources: { R: { Type: 'AWS::Config::RemediationConfiguration', Properties } } });
    raw(s, 'AWS::Config::ConformancePack', { ConformancePackName: 'p', TemplateBody });
  },
  'an experiment': (s, runbook, of, more) => {
    const documentArn = `arn:aws:ssm:eu-west-1:${ACCOUNT}:document/${runbook}`;
    const Parameters = { documentArn, documentParameters: s.toJsonString({ BucketName: [of], ...more }) };
    raw(s, 'AWS::FIS::ExperimentTemplate', { Actions: { a: { ActionId: 'aws:ssm:start-automation-execution', Parameters } } });
  },
  'a response plan': (s, DocumentName, of, more) => {
    const Parameters = Object.entries({ BucketName: [of], ...more }).map(([Key, Values]) => ({ Key, Values }));
    raw(s, 'AWS::SSMIncidents::ResponsePlan', { Name: 'n', Actions: [{ SsmAutomation: { DocumentName, Parameters } }] });
  },
  'another runbook': (s, DocumentName, of, more) => {
    const step = (name: string, given: object) => ({
      action: 'aws:executeAutomation',
      inputs: { DocumentName: name, RuntimeParameters: given },
    });
    const document = (id: string, content: object) => new ssm.CfnDocument(s, id, { documentType: 'Automation', name: id, content });
    const mainSteps = [step('Outer', {}), step(DocumentName, { BucketName: ['{{ which }}'], ...more })]; // also itself
    document('Outer', { schemaVersion: '0.3', parameters: { which: { type: 'String' } }, mainSteps });
    document('Outmost', { schemaVersion: '0.3', mainSteps: [step('Outer', { which: of })] });
  },
  'a call': (s, DocumentName, of, more) =>
    custom(s, 'SSM', 'startAutomationExecution', { DocumentName, Parameters: { BucketName: [of], ...more } }),
};
const runbookOf = (stack: Stack, parameter: object, name?: string) => {
  const inputs = { Service: 's3', Api: 'PutBucketVersioning', Bucket: '{{ BucketName }}' };
  const parameters = { BucketName: { type: 'String', ...parameter } };
  const content = { schemaVersion: '0.3', parameters, mainSteps: [{ name: 'a', action: 'aws:executeAwsApi', inputs }] };
  return new ssm.CfnDocument(stack, 'Runbook', { documentType: 'Automation', content, name });
};

test.each<[string, logzio.LogzioArchiveBucketProps, (stack: Stack, made: Made) => unknown, string | undefined]>([
  ['the role', BY_ROLE, (s, { role }) => custom(s, 'iam', 'UpdateAssumeRolePolicy', { RoleName: role?.roleName }), 'trustExtended'],
  [
    'the group',
    {},
    (s, made) => custom(s, 'iam', 'PutGroupPolicy', { GroupName: (made.node.findChild('Group') as iam.Group).groupName }),
    'principalExtended',
  ],
  ['the user by name', NAMED, (s) => custom(s, 'iam', 'CreateAccessKey', { UserName: 'logzio' }), 'furtherCredentials'],
  ['the secret by name', NAMED, (s) => custom(s, 'secretsmanager', 'GetSecretValue', { SecretId: 'logzio-key' }), 'secretCopied'],
  [
    'the logs of the bucket',
    {},
    (s) => {
      const serverAccessLogsBucket = new s3.Bucket(s, 'Logs', { objectOwnership: s3.ObjectOwnership.OBJECT_WRITER });
      const logged = new logzio.LogzioArchiveBucket(s, 'Logged', { serverAccessLogsBucket });
      custom(s, 's3', 'PutBucketLogging', { Bucket: bucket(logged), BucketLoggingStatus: {} });
    },
    'changedByCall',
  ],
  ['the bucket by name', NAMED, (s) => custom(s, 's3', 'DeleteBucketPolicy', { Bucket: 'example-archive' }), 'changedByCall'],
  ['a bucket of the app', {}, (s) => custom(s, 's3', 'PutBucketPolicy', { Bucket: new s3.Bucket(s, 'Other').bucketName }), undefined],
  [
    'others into the group',
    {},
    (s, made) => custom(s, 'iam', 'AddUserToGroup', { UserName: 'bob', GroupName: (made.node.findChild('Group') as iam.Group).groupName }),
    'policyShared',
  ],
  [
    'the user, by a state',
    {},
    (s, made) => {
      const parameters = { UserName: user(made) };
      const task = new tasks.CallAwsService(s, 'Task', { service: 'iam', action: 'createAccessKey', parameters, iamResources: ['*'] });
      new sfn.StateMachine(s, 'States', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Parallel(s, 'Both').branch(task)) });
    },
    'furtherCredentials',
  ],
  [
    'the user, by a state that is told which',
    {},
    (s, made) =>
      new sfn.StateMachine(s, 'States', {
        definitionBody: sfn.DefinitionBody.fromString(
          '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:iam:createAccessKey","Parameters":{"UserName":"$' +
            '{who}"},"End":true}}}',
        ),
        definitionSubstitutions: { who: user(made) },
      }),
    'furtherCredentials',
  ],
  ...(
    [
      ['AWS::Serverless::StateMachine', 'logzio-key'],
      ['AWS::StepFunctions::StateMachine', 'logzio-key'],
      ['AWS::Serverless::StateMachine', 'mine'],
    ] as const
  ).map(([type, which]): [string, object, (stack: Stack) => unknown, string | undefined] => [
    `the secret, by an object of ${type} that is told which: ${which}`,
    NAMED,
    (s) => {
      const Read = {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:secretsmanager:getSecretValue',
        Parameters: { SecretId: `\${which}` },
      };
      raw(s, type, { Definition: { States: { Read } }, DefinitionSubstitutions: { which } });
    },
    which === 'mine' ? undefined : 'secretCopied',
  ]),
  [
    'the secret, by a state that is an object',
    {},
    (s, made) => {
      const Read = {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:secretsmanager:getSecretValue',
        Arguments: { SecretId: secret(made) },
      };
      raw(s, 'AWS::StepFunctions::StateMachine', { Definition: { States: { Read } } });
    },
    'secretCopied',
  ],
  [
    'the bucket, by a schedule',
    {},
    (s, made) => {
      const Target = { Arn: 'arn:aws:scheduler:::aws-sdk:s3:deleteBucketPolicy', Input: s.toJsonString({ Bucket: bucket(made) }) };
      raw(s, 'AWS::Scheduler::Schedule', { Target });
    },
    'changedByCall',
  ],
  [
    'the destination of notifications, by a state',
    {},
    (s, made) => {
      const parameters = { Bucket: bucket(made), ...notifying(OTHER) };
      const service = { service: 's3', action: 'putBucketNotificationConfiguration', iamResources: ['*'] };
      new sfn.StateMachine(s, 'States', {
        definitionBody: sfn.DefinitionBody.fromChainable(new tasks.CallAwsService(s, 'Task', { ...service, parameters })),
      });
    },
    'copiedElsewhere',
  ],
  [
    'the user, by a runbook',
    {},
    (s, made) => {
      const inputs = {
        Service: 'iam',
        Api: 'AttachUserPolicy',
        UserName: user(made),
        PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      };
      new ssm.CfnDocument(s, 'Runbook', { documentType: 'Automation', content: { mainSteps: [{ action: 'aws:executeAwsApi', inputs }] } });
    },
    'principalExtended',
  ],
  [
    'the bucket, by a rule',
    {},
    (s, made) => {
      const parameters = { Bucket: bucket(made), VersioningConfiguration: { Status: 'Suspended' } };
      const target = new targets.AwsApi({ service: 'S3', action: 'putBucketVersioning', parameters });
      new events.Rule(s, 'Rule', { schedule: events.Schedule.rate(Duration.days(1)), targets: [target] });
    },
    'changedByCall',
  ],
  ...(
    [
      ['AWS-ConfigureS3BucketVersioning', 'changedByCall', { VersioningState: ['Suspended'] }],
      ['AWS-ConfigureS3BucketVersioning', undefined],
      ['AWS-EnableS3BucketEncryption', 'changedByCall'],
      ['AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock', 'changedByCall', { IgnorePublicAcls: ['false'] }],
      ['AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock', undefined],
      ['AWSConfigRemediation-RestrictBucketSSLRequestsOnly', undefined],
      ['AWS-ConfigureS3BucketLogging', undefined],
    ] as [string, string | undefined, Record<string, string[]>?][]
  ).flatMap(([runbook, id, more]) =>
    Object.entries(STARTING).map(([how, start]): [string, object, (stack: Stack, made: Made) => unknown, string | undefined] => [
      `the bucket, by ${runbook} ${JSON.stringify(more)}, started by ${how}`,
      {},
      (s, made) => start(s, runbook, bucket(made), more),
      id,
    ]),
  ),
  ['another bucket, by a runbook of AWS', {}, (s) => STARTING.association(s, 'AWS-ConfigureS3BucketVersioning', 'mine'), undefined],
  ...Object.entries(STARTING).map(([how, start]): [string, object, (stack: Stack, made: Made) => unknown, string] => [
    `the bucket, by a runbook of the app, started by ${how}`,
    {},
    (s, made) => start(s, runbookOf(s, {}).ref, bucket(made)),
    'changedByCall',
  ]),
  [
    'the bucket, by a runbook with a name',
    {},
    (s, made) => {
      runbookOf(s, {}, 'suspend');
      STARTING.association(s, 'suspend', bucket(made));
    },
    'changedByCall',
  ],
  ['the bucket, by a runbook that has it by default', {}, (s, made) => runbookOf(s, { default: bucket(made) }), 'changedByCall'],
  ['any bucket, by a runbook that nobody starts', {}, (s) => runbookOf(s, {}), undefined],
  [
    'the bucket, by a state that passes its name',
    {},
    (s, made) =>
      raw(s, 'AWS::StepFunctions::StateMachine', { DefinitionString: `{"States":{"A":{"Type":"Pass","Result":"${bucket(made)}"}}}` }),
    undefined,
  ],
])('calls on %s', (_, props, make, id) => {
  const stack = newStack();
  make(stack, new logzio.LogzioArchiveBucket(stack, 'Archive', props));
  expect(warningsOf(stack)).toEqual(
    id ? [expect.stringMatching(new RegExp(` calls \\w+:\\w+ on 'Stack/(Archive|Logged)/.*core\\.${id}\\]`))] : [],
  );
});

test.each([
  ['logzio', 1],
  ['another', 0],
])('a call on %s by a runbook to which very many ways lead', (UserName, times) => {
  const stack = newStack();
  new logzio.LogzioArchiveBucket(stack, 'Archive', NAMED);
  const names = Array.from({ length: 12 }, (_, index) => `Step${index}`);
  const starts = names.map((DocumentName) => ({ action: 'aws:executeAutomation', inputs: { DocumentName, RuntimeParameters: {} } }));
  const last = { action: 'aws:executeAwsApi', inputs: { Service: 'iam', Api: 'CreateAccessKey', UserName } };
  names.forEach((name, index) => {
    const content = { schemaVersion: '0.3', mainSteps: index === 11 ? [last, ...starts] : starts };
    new ssm.CfnDocument(stack, name, { documentType: 'Automation', name, content });
  });
  raw(stack, 'AWS::SSM::Association', { Name: 'Step0' });
  expect(warningsOf(stack).join().split("AWS::SSM::Association 'Stack/Raw' calls iam:CreateAccessKey")).toHaveLength(times + 1);
});

/** A remediation of whatever breaks a rule. */
function remediating(stack: Stack, TargetId: string, passed: object, rule: object, more: object = {}): void {
  const ConfigRuleName = new CfnResource(stack, 'Rule', { type: 'AWS::Config::ConfigRule', properties: { ...rule } }).ref;
  const given = Object.entries({ BucketName: undefined, SecretId: undefined, ...passed }).map(([name, Value]) => [
    name,
    Value ? { StaticValue: { Values: [Value] } } : { ResourceValue: { Value: 'RESOURCE_ID' } },
  ]);
  const Parameters = Object.fromEntries(given);
  raw(stack, 'AWS::Config::RemediationConfiguration', { ConfigRuleName, TargetId, Automatic: true, Parameters, ...more });
}
const ofAws = (SourceIdentifier: string, Scope?: object) => ({ Source: { Owner: 'AWS', SourceIdentifier }, Scope });
const OWN_RULE = { Source: { Owner: 'CUSTOM_LAMBDA', SourceIdentifier: 'f' } };
const UNBLOCK = { IgnorePublicAcls: 'false' };
const SUSPEND = { VersioningState: 'Suspended' };
const REMEDIATIONS: [why: string, runbook: string, passed: object, rule: object, id?: string, more?: object][] = [
  ['unused', 'AWSConfigRemediation-DeleteSecret', {}, ofAws('SECRETSMANAGER_SECRET_UNUSED'), 'changedByCall'],
  ['not rotated', 'AWSConfigRemediation-RotateSecret', {}, ofAws('SECRETSMANAGER_ROTATION_ENABLED_CHECK'), 'secretReplaced'],
  ['only started by hand', 'AWSConfigRemediation-DeleteSecret', {}, ofAws('SECRETSMANAGER_SECRET_UNUSED'), undefined, { Automatic: false }],
  ['any', 'AWS-ConfigureS3BucketVersioning', SUSPEND, OWN_RULE, 'changedByCall'],
  [
    'any bucket',
    'AWS-ConfigureS3BucketVersioning',
    SUSPEND,
    { ...OWN_RULE, Scope: { ComplianceResourceTypes: ['AWS::S3::Bucket'] } },
    'changedByCall',
  ],
  ['any volume', 'AWS-ConfigureS3BucketVersioning', SUSPEND, { ...OWN_RULE, Scope: { ComplianceResourceTypes: ['AWS::EC2::Volume'] } }],
  ['another bucket', 'AWS-ConfigureS3BucketVersioning', SUSPEND, { ...OWN_RULE, Scope: { ComplianceResourceId: 'other' } }],
  [
    'this bucket',
    'AWS-ConfigureS3BucketVersioning',
    SUSPEND,
    { ...OWN_RULE, Scope: { ComplianceResourceId: 'example-archive' } },
    'changedByCall',
  ],
  ['with a tag', 'AWS-ConfigureS3BucketVersioning', SUSPEND, { ...OWN_RULE, Scope: { TagKey: 'owner', TagValue: 'us' } }, 'changedByCall'],
  ['with another tag', 'AWS-ConfigureS3BucketVersioning', SUSPEND, { ...OWN_RULE, Scope: { TagKey: 'owner', TagValue: 'them' } }],
  ['of another type', 'AWS-ConfigureS3BucketVersioning', SUSPEND, OWN_RULE, undefined, { ResourceType: 'AWS::EC2::Volume' }],
  ['versioned', 'AWS-ConfigureS3BucketVersioning', SUSPEND, ofAws('S3_BUCKET_VERSIONING_ENABLED')],
  [
    'not versioned with MFA',
    'AWS-ConfigureS3BucketVersioning',
    SUSPEND,
    { ...ofAws('S3_BUCKET_VERSIONING_ENABLED'), InputParameters: { isMfaDeleteEnabled: 'true' } },
    'changedByCall',
  ],
  ...['S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED', 'S3_BUCKET_PUBLIC_READ_PROHIBITED', 'S3_BUCKET_PUBLIC_WRITE_PROHIBITED'].map(
    (rule): (typeof REMEDIATIONS)[number] => [rule, 'AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock', UNBLOCK, ofAws(rule)],
  ),
  ['blocked', 'AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock', UNBLOCK, OWN_RULE, 'changedByCall'],
  ['not by TLS', 'AWSConfigRemediation-RemovePrincipalStarFromS3BucketPolicy', {}, ofAws('S3_BUCKET_SSL_REQUESTS_ONLY')],
  ['not encrypted', 'AWS-EnableS3BucketEncryption', { SSEAlgorithm: 'aws:kms' }, ofAws('S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED')],
  ['encrypted alike', 'AWS-EnableS3BucketEncryption', { SSEAlgorithm: 'AES256' }, OWN_RULE],
  ['encrypted otherwise', 'AWS-EnableS3BucketEncryption', { SSEAlgorithm: 'aws:kms' }, ofAws('S3_DEFAULT_ENCRYPTION_KMS'), 'changedByCall'],
];
test.each(REMEDIATIONS.map((row) => ({ row })))('a remediation of what breaks a rule: $row.0', ({
  row: [, runbook, passed, rule, id, more],
}) => {
  const stack = newStack();
  const made = new logzio.LogzioArchiveBucket(stack, 'Archive', NAMED);
  Tags.of(made).add('owner', 'us');
  remediating(stack, runbook, passed, rule, more);
  const said = ` 'Stack/Raw' calls \\w+:\\w+ on 'Stack/Archive/(Bucket|Secret)', if that breaks its rule: .*core\\.${id}\\]`;
  expect(warningsOf(stack)).toEqual(id ? [expect.stringMatching(new RegExp(said))] : []);
});

const TLS_ONLY = { Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
const WHOLE = ['arn:aws:s3:::example-archive', 'arn:aws:s3:::example-archive/*'];
test.each<[string, object, string, boolean]>([
  ['all policies', { ...TLS_ONLY, Resource: WHOLE }, 'S3_BUCKET_SSL_REQUESTS_ONLY', false],
  ['a denial for objects only', { ...TLS_ONLY, Resource: WHOLE[1] }, 'S3_BUCKET_SSL_REQUESTS_ONLY', true],
  ['a denial for an account', { ...TLS_ONLY, Resource: WHOLE, Principal: { AWS: OTHER } }, 'S3_BUCKET_SSL_REQUESTS_ONLY', true],
  ['a denial of reads', { ...TLS_ONLY, Resource: WHOLE, Action: 's3:GetObject' }, 'S3_BUCKET_SSL_REQUESTS_ONLY', true],
  [
    'a denial of TLS',
    { ...TLS_ONLY, Resource: WHOLE, Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    'S3_BUCKET_SSL_REQUESTS_ONLY',
    true,
  ],
  ['another rule', { ...TLS_ONLY, Resource: WHOLE }, 'S3_BUCKET_REPLICATION_ENABLED', true],
])('what complies with the rule for TLS: %s', (_, Statement, rule, isSaid) => {
  const stack = newStack();
  const own = new s3.Bucket(stack, 'Mine', { bucketName: 'example-archive' });
  new s3.CfnBucketPolicy(stack, 'Policy', { bucket: own.bucketName, policyDocument: { Statement } });
  new velero.VeleroBackupLocation(stack, 'Product', { bucket: own });
  const mainSteps = [{ action: 'aws:executeAwsApi', inputs: { Service: 's3', Api: 'DeleteBucketPolicy', Bucket: '{{ BucketName }}' } }];
  new ssm.CfnDocument(stack, 'Reset', { documentType: 'Automation', name: 'reset', content: { schemaVersion: '0.3', mainSteps } });
  remediating(stack, 'reset', {}, ofAws(rule));
  expect(warningsOf(stack).some((one) => one.includes("'Stack/Raw' calls s3:DeleteBucketPolicy"))).toBe(isSaid);
});

test('a bucket with a KMS key complies with the rule for it, unless that names keys', () => {
  for (const InputParameters of [undefined, { kmsKeyArns: 'arn:aws:kms:eu-west-1:111122223333:key/other' }]) {
    const stack = newStack();
    new logzio.LogzioArchiveBucket(stack, 'Archive', { encryptionKey: new kms.Key(stack, 'Key') });
    remediating(stack, 'AWS-EnableS3BucketEncryption', {}, { ...ofAws('S3_DEFAULT_ENCRYPTION_KMS'), InputParameters });
    expect(warningsOf(stack)).toHaveLength(InputParameters ? 1 : 0);
  }
});

test('remediations in packs, each beside its rule, and in another region', () => {
  const stack = newStack();
  const pack = (id: string, type: string, scope: Stack = stack) => {
    const Rule = { Type: 'AWS::Config::ConfigRule', Properties: { ConfigRuleName: 'r', Scope: { ComplianceResourceTypes: [type] } } };
    const Parameters = { SecretId: { ResourceValue: { Value: 'RESOURCE_ID' } } };
    const Properties = { ConfigRuleName: 'r', TargetId: 'AWSConfigRemediation-DeleteSecret', Automatic: true, Parameters };
    const Resources = { Rule, Remediation: { Type: 'AWS::Config::RemediationConfiguration', Properties } };
    new config.CfnConformancePack(scope, id, { conformancePackName: id, templateBody: stack.toJsonString({ Resources }) });
  };
  new logzio.LogzioArchiveBucket(stack, 'Archive');
  pack('Secrets', 'AWS::SecretsManager::Secret');
  pack('Volumes', 'AWS::EC2::Volume');
  pack('There', 'AWS::SecretsManager::Secret', new Stack(stack.node.root, 'There', { env: { account: ACCOUNT, region: 'us-east-1' } }));
  expect(warningsOf(stack)).toEqual([
    expect.stringMatching(/^AWS::Config::ConformancePack 'Stack\/Secrets' calls [^,]*, if that breaks its rule: /),
  ]);
});

test.each<[string, string, object, string | undefined]>([
  ['IAM', 'putRolePermissionsBoundary', { PermissionsBoundary: BOUNDARY }, undefined],
  ['IAM', 'putRolePermissionsBoundary', { PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' }, 'principalExtended'],
  ['IAM', 'updateRole', { MaxSessionDuration: 7200 }, undefined],
  ['IAM', 'updateRole', { MaxSessionDuration: 43200 }, 'changedByCall'],
  ['IAM', 'updateRole', { Description: 'x' }, 'changedByCall'], // AWS sets one hour
  ['IAM', 'updateRoleDescription', { Description: 'x' }, undefined],
])('calls on a role with a boundary, and sessions of two hours: %s %s %j', (service, action, parameters, id) => {
  const stack = newStack();
  const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Limit', BOUNDARY);
  const options = { accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, permissionsBoundary, maxSessionDuration: Duration.hours(2) };
  const { role } = new logzio.LogzioArchiveBucket(stack, 'Archive', { access: VendorAccess.vendorRole(options) });
  custom(stack, service, action, { RoleName: role?.roleName, ...parameters });
  expect(warningsOf(stack)).toEqual(
    id ? [expect.stringMatching(new RegExp(` calls iam:\\w+ on 'Stack/Archive/Role'.*core\\.${id}\\]`))] : [],
  );
});

const lettingIn = (stack: Stack, AWS: string | undefined, Effect = 'Allow') =>
  stack.toJsonString({ Statement: [{ Effect, Principal: { AWS }, Action: 'x:Do', Resource: '*' }] });
const OTHER_ROLE = `arn:aws:iam::${ACCOUNT}:role/mine`;
/** Each is tried with the role of the construct and with another one. */
test.each<[service: string, action: string, parameters: (arn: string | undefined, stack: Stack) => object, id?: string]>([
  ['SQS', 'setQueueAttributes', (arn, s) => ({ QueueUrl: 'q', Attributes: { Policy: lettingIn(s, arn) } })],
  ['SQS', 'setQueueAttributes', (arn, s) => ({ QueueUrl: 'q', Attributes: { Policy: lettingIn(s, arn, 'Deny') } }), ''],
  ['client-kms', 'PutKeyPolicy', (arn, s) => ({ KeyId: 'k', Policy: lettingIn(s, arn) })],
  ['iam', 'updateAssumeRolePolicy', (arn, s) => ({ RoleName: 'other', PolicyDocument: lettingIn(s, arn) })],
  ['SNS', 'setTopicAttributes', (arn, s) => ({ AttributeName: 'Policy', AttributeValue: lettingIn(s, arn) })],
  ['S3Control', 'putMultiRegionAccessPointPolicy', (arn, s) => ({ Details: { Name: 'n', Policy: lettingIn(s, arn) } })],
  ['ECR', 'setRepositoryPolicy', (arn, s) => ({ repositoryName: 'r', policyText: lettingIn(s, arn) })],
  ['APIGateway', 'updateRestApi', (arn, s) => ({ patchOperations: [{ op: 'replace', path: '/policy', value: lettingIn(s, arn) }] })],
  ['CloudControl', 'createResource', (arn, s) => ({ DesiredState: `{"Queues":["q"],"PolicyDocument":${lettingIn(s, arn)}}` })],
  ['CloudControl', 'createResource', (arn, s) => ({ DesiredState: s.toJsonString({ Type: 'String', Value: lettingIn(s, arn) }) }), ''],
  ['SSM', 'putParameter', (arn, s) => ({ Name: '/policies/queue', Type: 'String', Value: lettingIn(s, arn) }), ''],
  ['S3', 'putObject', (arn, s) => ({ Bucket: 'b', Key: 'policy.json', Body: lettingIn(s, arn) }), ''],
  ['DynamoDB', 'putItem', (arn, s) => ({ TableName: 't', Item: { Policy: { S: lettingIn(s, arn) } } }), ''],
  ['DynamoDB', 'putResourcePolicy', (arn, s) => ({ ResourceArn: 't', Policy: lettingIn(s, arn) })],
  ['EventBridge', 'putEvents', (arn, s) => ({ Entries: [{ Detail: s.toJsonString({ policy: lettingIn(s, arn) }) }] }), ''],
  ['EC2', 'modifyVpcEndpoint', (arn, s) => ({ VpcEndpointId: 'v', PolicyDocument: lettingIn(s, arn) }), ''],
  ['IAM', 'simulateCustomPolicy', (arn, s) => ({ ResourcePolicy: lettingIn(s, arn) }), ''],
  ['KMS', 'createGrant', (arn) => ({ KeyId: 'k', GranteePrincipal: arn, Operations: ['Decrypt'] })],
  ['KMS', 'createGrant', (arn) => ({ KeyId: 'k', GranteePrincipal: OTHER_ROLE, RetiringPrincipal: arn }), ''],
  ['eks', 'AssociateAccessPolicy', (principalArn) => ({ clusterName: 'c', principalArn })],
  ['eks', 'DescribeAccessEntry', (principalArn) => ({ clusterName: 'c', principalArn }), ''],
  ['LakeFormation', 'batchGrantPermissions', (arn) => ({ Entries: [{ Id: 'a', Principal: { DataLakePrincipalIdentifier: arn } }] })],
  ['LakeFormation', 'revokePermissions', (arn) => ({ Principal: { DataLakePrincipalIdentifier: arn } }), ''],
  ['RAM', 'associateResourceShare', (arn) => ({ resourceShareArn: 's', principals: [arn] })],
  ['client-opensearchserverless', 'CreateAccessPolicy', (arn, s) => ({ policy: s.toJsonString([{ Rules: [], Principal: [arn] }]) })],
  ['eks', 'updatePodIdentityAssociation', (targetRoleArn) => ({ roleArn: OTHER_ROLE, targetRoleArn }), 'furtherCredentials'],
  ['RolesAnywhere', 'updateProfile', (arn) => ({ profileId: 'p', roleArns: [OTHER_ROLE, arn] }), 'furtherCredentials'],
])('calls elsewhere that let the role in: %s %s %#', (service, action, parameters, id = 'principalExtended') => {
  for (const isOwn of [true, false]) {
    const stack = newStack();
    const { role } = new logzio.LogzioArchiveBucket(stack, 'Archive', BY_ROLE);
    custom(stack, service, action, parameters(isOwn ? role?.roleArn : OTHER_ROLE, stack));
    const said = new RegExp(` calls \\w+:${action} on 'Stack/Archive/Role'.*core\\.${id}\\]`, 'i');
    expect(warningsOf(stack)).toEqual(isOwn && id ? [expect.stringMatching(said)] : []);
  }
});

test.each<[string, boolean]>([
  ['alias/aws/secretsmanager', true],
  ['', true],
  ['alias/mine', false],
])('an update of a secret that has the key alias/mine to the key %j', (KmsKeyId, isSaid) => {
  const stack = newStack();
  const made = new logzio.LogzioArchiveBucket(stack, 'Archive', NAMED);
  (made.secret?.node.defaultChild as CfnResource).addPropertyOverride('KmsKeyId', 'alias/mine');
  custom(stack, 'SecretsManager', 'updateSecret', { SecretId: 'logzio-key', KmsKeyId });
  expect(warningsOf(stack).some((one) => one.includes('encrypts the access key with another KMS key'))).toBe(isSaid);
});

test.each<[string, string, boolean]>([
  ['arn:aws:kms:eu-west-1:111122223333:key/own', 'own', false],
  ['arn:aws:kms:eu-west-1:111122223333:key/own', 'other', true],
])('a grant on the key of the bucket is what its policies allow: %s, %s', (arn, KeyId, isSaid) => {
  const stack = newStack();
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', arn);
  const { user: made } = new logzio.LogzioArchiveBucket(stack, 'Archive', { encryptionKey });
  custom(stack, 'KMS', 'createGrant', { KeyId, GranteePrincipal: (made as iam.User).userArn, Operations: ['GenerateDataKey'] });
  const said = warningsOf(stack).filter((one) => one.includes('calls'));
  expect(said).toEqual(isSaid ? [expect.stringMatching(/allowed to use the KMS key.*core\.principalExtended\]/)] : []);
});

test('an association with the pods that a role is made for is meant', () => {
  const stack = newStack();
  const access = VendorAccess.workloadRole(Workload.podIdentity({ namespace: 'n', serviceAccount: 'a', clusterName: 'c' }));
  const { role } = new velero.VeleroBackupLocation(stack, 'Archive', { access });
  custom(stack, 'EKS', 'createPodIdentityAssociation', { clusterName: 'c', namespace: 'n', serviceAccount: 'a', roleArn: role?.roleArn });
  expect(warningsOf(stack)).toEqual([]);
});

const filtered = (Filter?: object) => ({ Id: 'VendorMonitor', MetricsConfiguration: { Id: 'VendorMonitor', Filter } });
test.each<[string, object, boolean]>([
  ['deleteBucketMetricsConfiguration', { Id: 'VendorMonitor' }, true],
  ['deleteBucketMetricsConfiguration', { Id: 'mine' }, false],
  ['putBucketMetricsConfiguration', filtered({ Prefix: 'a/' }), true],
  ['putBucketMetricsConfiguration', filtered({ AccessPointArn: 'arn:aws:s3:eu-west-1:111122223333:accesspoint/p' }), true],
  ['putBucketMetricsConfiguration', filtered(), false],
])('calls on the metrics that monitor counts: %s %j', (action, parameters, isSaid) => {
  const stack = newStack();
  const made = new logzio.LogzioArchiveBucket(stack, 'Archive');
  made.monitor({ topic: new sns.Topic(stack, 'Topic') });
  custom(stack, 'S3', action, { Bucket: bucket(made), ...parameters });
  expect(warningsOf(stack)).toEqual(isSaid ? [expect.stringMatching(/the request metrics that an alarm.*core\.changedByCall\]/)] : []);
});

test.each<[string, RegExp, (stack: Stack, made: Made) => unknown]>([
  ['', /may allow uploads with keys of the caller/, (s, made) => STARTING.association(s, 'AWS-EnableS3BucketEncryption', bucket(made))],
  [
    ', and allows keys of the caller',
    /changes a setting/,
    (s, made) => custom(s, 's3', 'PutBucketEncryption', { Bucket: bucket(made), ...encrypting('AES256', ['NONE']) }),
  ],
])('a call that sets the default encryption of the template%s', (_, says, make) => {
  const stack = newStack();
  make(stack, new logzio.LogzioArchiveBucket(stack, 'Archive'));
  expect(warningsOf(stack)).toEqual([expect.stringMatching(says)]);
});

test('a call that sets the default encryption of the template with its key', () => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const made = new logzio.LogzioArchiveBucket(stack, 'Archive', { encryptionKey });
  const by = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: encryptionKey.keyArn };
  const Rules = [{ ApplyServerSideEncryptionByDefault: by, BucketKeyEnabled: true, BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } }];
  custom(stack, 's3', 'PutBucketEncryption', { Bucket: bucket(made), ServerSideEncryptionConfiguration: { Rules } });
  expect(warningsOf(stack)).toEqual([]);
});

const PREFERRED = { enforceSSL: true, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED };
const WITH_OWN = (stack: Stack, encryptionKey: kms.Key) => ({ bucket: new s3.Bucket(stack, 'Own', { ...PREFERRED, encryptionKey }) });
const IMPORTED = (stack: Stack, key: kms.Key) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Imported', key.keyArn) });
test.each<[string, string, (stack: Stack, key: kms.Key) => logzio.LogzioArchiveBucketProps, boolean]>([
  ['the bucket', 'DisableKey', (_, encryptionKey) => ({ encryptionKey }), true],
  ['the bucket, imported by a reference,', 'putKeyPolicy', IMPORTED, true],
  ['an own bucket', 'scheduleKeyDeletion', WITH_OWN, true],
  [
    'the secret',
    'DeleteImportedKeyMaterial',
    (_, secretEncryptionKey) => ({ access: VendorAccess.iamUser({ secretEncryptionKey }) }),
    true,
  ],
  ['something else', 'disableKey', () => ({}), false],
  ['the bucket', 'enableKeyRotation', (_, encryptionKey) => ({ encryptionKey }), false],
])('calls on the key of %s: %s', (_, action, props, isSaid) => {
  const stack = newStack();
  const key = new kms.Key(stack, 'Key');
  custom(stack, 'KMS', action, { KeyId: key.keyId });
  new logzio.LogzioArchiveBucket(stack, 'Archive', props(stack, key));
  const said = warningsOf(stack).filter((one) => /core\.changedByCall\]/.test(one));
  expect(said).toEqual(isSaid ? [expect.stringMatching(new RegExp(` calls kms:${action} on 'Stack/Key': `, 'i'))] : []);
});

describe('of a bucket of its own, the app is told what the product needs', () => {
  const PRODUCTS = {
    archive: (stack: Stack, own: s3.IBucket) => new logzio.LogzioArchiveBucket(stack, 'Product', { bucket: own }),
    backup: (stack: Stack, own: s3.IBucket) =>
      new cloudberry.CloudBerryBackupUser(stack, 'Product', {
        bucket: own,
        protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
      }),
    logs: (stack: Stack, own: s3.IBucket) =>
      new datadog.DatadogLogArchive(stack, 'Product', { bucket: own, access: VendorAccess.existingRole(new iam.Role(stack, 'R', ROLE)) }),
    velero: (stack: Stack, own: s3.IBucket) => new velero.VeleroBackupLocation(stack, 'Product', { bucket: own, prefix: 'mine' }),
  };
  const ROLE = { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') };
  /** The ids, with what is said of each call. */
  const said = (product: keyof typeof PRODUCTS, action: string, parameters: (stack: Stack) => object) => {
    const stack = newStack();
    const objectOwnership = s3.ObjectOwnership.BUCKET_OWNER_PREFERRED;
    const own = new s3.Bucket(stack, 'Mine', { enforceSSL: true, versioned: true, objectOwnership });
    PRODUCTS[product](stack, own);
    custom(stack, 'S3', action, { Bucket: own.bucketName, ...parameters(stack) });
    return warningsOf(stack).flatMap((text) =>
      (/'Stack\/Call\/.*?((?<=got ")[^"\\]*|it replaces).*core\.(\w+)\]/.exec(text) ?? []).slice(1),
    );
  };
  const lifecycle = (rule: object) => () => ({ LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ...rule }] } });
  const toGlacier = { Transitions: [{ Days: 30, StorageClass: 'GLACIER' }] };
  const moves = ['lifecycle rule (without an id) moves objects to GLACIER', 'changedByCall'];

  test.each<[keyof typeof PRODUCTS, string, (stack: Stack) => object, string[]]>([
    ['velero', 'putBucketLifecycleConfiguration', lifecycle({ Filter: { Prefix: '' }, ...toGlacier }), moves],
    [
      'velero',
      'putBucketLifecycle',
      lifecycle({ Prefix: 'mine/k', ...toGlacier }),
      ["lifecycle rule on 'mine/k' moves objects to GLACIER", 'changedByCall'],
    ],
    ['velero', 'putBucketLifecycleConfiguration', lifecycle({ Filter: { Prefix: 'other/' }, ...toGlacier }), []],
    ['velero', 'putBucketLifecycleConfiguration', lifecycle({ Filter: { And: { Prefix: 'mine/', Tags: [{}] } }, ...toGlacier }), []],
    ['velero', 'putBucketLifecycleConfiguration', lifecycle({ Filter: { Tag: { Key: 'a', Value: 'b' } }, ...toGlacier }), []],
    ['velero', 'putBucketLifecycleConfiguration', lifecycle({ NoncurrentVersionExpiration: { NoncurrentDays: 9 } }), []],
    ['velero', 'putBucketVersioning', () => ({ VersioningConfiguration: { Status: 'Suspended' } }), []],
    [
      'backup',
      'putBucketVersioning',
      () => ({ VersioningConfiguration: { Status: 'Suspended' } }),
      ['versioning Suspended', 'changedByCall'],
    ],
    ['backup', 'putBucketVersioning', () => ({ VersioningConfiguration: { Status: 'Enabled' } }), []],
    [
      'archive',
      'putBucketLifecycleConfiguration',
      lifecycle({ ID: 'all', Expiration: { Days: 9 } }),
      ["lifecycle rule 'all' expires 'logzio-verified'", 'changedByCall', "lifecycle rule 'all' expires objects", 'changedByCall'],
    ],
    [
      'archive',
      'putBucketOwnershipControls',
      () => ({ OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }),
      ['ACLs disabled (object ownership BucketOwnerEnforced)', 'changedByCall'],
    ],
    ['archive', 'putBucketOwnershipControls', () => ({ OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } }), []],
    [
      'archive',
      'putObjectLockConfiguration',
      () => ({ ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3 } } } }),
      ['default retention {', 'changedByCall'],
    ],
    ['velero', 'putBucketAcl', () => ({ ACL: 'public-read' }), ['everyone is allowed (ACL PublicRead)', 'changedByCall']],
    ['velero', 'putBucketAcl', () => ({ ACL: 'private' }), []],
    [
      'logs',
      'putBucketIntelligentTieringConfiguration',
      () => ({ IntelligentTieringConfiguration: { Id: 'cold', Status: 'Enabled', Filter: { Prefix: 'dt=' } } }),
      ["Intelligent-Tiering configuration 'cold' with archive tiers", 'changedByCall'],
    ],
    [
      'logs',
      'putBucketIntelligentTieringConfiguration',
      () => ({ IntelligentTieringConfiguration: { Id: 'cold', Status: 'Enabled', Filter: { Tag: { Key: 'a', Value: 'b' } } } }),
      [],
    ],
    ['velero', 'deleteBucketPolicy', () => ({}), ['it replaces', 'changedByCall']],
    ['velero', 'putBucketTagging', () => ({ Tagging: { TagSet: [] } }), []],
  ])('%s: %s (%#)', (product, action, parameters, texts) => {
    expect(said(product, action, parameters)).toEqual(texts);
  });

  test.each<[string, string, boolean]>([
    ['the key of the template', 'Key', false],
    ['a key of its own', 'Other', true],
  ])('encryption with %s', (_, name, isSaid) => {
    const stack = newStack();
    const [Key, Other] = ['Key', 'Other'].map((id) => new kms.Key(stack, id));
    const own = new s3.Bucket(stack, 'Mine', { enforceSSL: true, encryptionKey: Key });
    PRODUCTS.velero(stack, own);
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { Key, Other }[name]?.keyArn };
    const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault }] };
    custom(stack, 'S3', 'putBucketEncryption', { Bucket: own.bucketName, ServerSideEncryptionConfiguration });
    expect(warningsOf(stack).some((text) => /calls s3:PutBucketEncryption.*no permission to use any other key/.test(text))).toBe(isSaid);
  });

  const DENIAL = { Sid: 'Closed', Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::example-mine/*' };
  test.each<[string, object[], object[], string[]]>([
    ['denies what the product calls', [], [DENIAL], ['denied']],
    ['denies others', [], [{ ...DENIAL, Principal: { AWS: 'arn:aws:iam::444455556666:root' } }], []],
    ['leaves out a statement of the template', [{ ...DENIAL, Action: 's3:PutBucketWebsite' }], [], ['changedByCall']],
    [
      'has the statements of the template',
      [{ ...DENIAL, Action: 's3:PutBucketWebsite' }],
      [{ ...DENIAL, Action: 's3:PutBucketWebsite' }],
      [],
    ],
  ])('a policy that %s', (_, ofTemplate, Statement, ids) => {
    const stack = newStack();
    const own = new s3.Bucket(stack, 'Mine', { bucketName: 'example-mine' });
    const statements = ofTemplate.map((one) => iam.PolicyStatement.fromJson(one));
    statements.forEach((one) => void own.addToResourcePolicy(one));
    PRODUCTS.velero(stack, own);
    custom(stack, 'S3', 'putBucketPolicy', { Bucket: own.bucketName, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
    const all = warningsOf(stack).filter((text) => text.includes("'Stack/Call/"));
    expect(all.map((text) => /core\.(\w+)\]/.exec(text)?.[1])).toEqual(ids);
  });
});
