import { type App, Aws, CfnCondition, CfnParameter, CfnResource, Duration, Fn, Lazy, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  ConnectionTest,
  cloudberry,
  datadog,
  logzio,
  type MonitorOptions,
  VendorAccess,
  type VendorBucketAccess,
  veeam,
  velero,
} from '../../../src';
import { VENDOR_ACCOUNT } from '../../logzio/cases';
import { resolveTemplate } from '../../matrix/resolve';
import { ACCOUNT, errorOf, newStack, synthErrorOf, warningsOf } from '../../util';
import { type Alarm, type Points, type State, stateOf } from './alarms';
import { matches } from './event-patterns';
import { ofSecretsManager, ofSts, refusedCall, role, sessionOf, user, viaCloudTrail } from './events';
import { passes } from './filter-patterns';
import { FEDERATED, REFUSED_CALL, REFUSED_LAUNCH, REFUSED_LIST, SECRET_READ } from './recordings';

// biome-ignore lint/suspicious/noExplicitAny: templates are JSON
type Json = any;

const backup = (stack: Stack, options: Partial<cloudberry.CloudBerryBackupUserProps> = {}) =>
  new cloudberry.CloudBerryBackupUser(stack, 'Backup', {
    protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
    access: VendorAccess.iamUser({ userName: 'backup', secretName: 'backup-key' }),
    ...options,
  });
const secondServer = (stack: Stack) =>
  new veeam.VeeamBackupRepository(stack, 'Second', { bucket: new s3.Bucket(stack, 'Mine'), readOnly: true });
const vendorRole = () => VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: 'an-external-id', roleName: 'logzio' });

const archiveOfRole = (stack: Stack, props: logzio.LogzioArchiveBucketProps = {}) =>
  new logzio.LogzioArchiveBucket(stack, 'Archive', { access: vendorRole(), ...props });

/** The properties of everything of a type, by the end of its construct path. */
function found(stack: Stack, type: string): Record<string, Json> {
  const all = Object.values<Json>(Template.fromStack(stack).findResources(type));
  return Object.fromEntries(
    all.map((one, index) => [one.Properties.AlarmDescription ?? one.Properties.Description ?? index, one.Properties]),
  );
}
const only = (stack: Stack, type: string, text: string): Json =>
  Object.entries(found(stack, type)).find(([description]) => description.includes(text))?.[1];

const ENV = { account: ACCOUNT, partition: 'aws', region: 'eu-west-1', refs: {} };

/** The properties of the resource of a type whose text says this, with the values that only the deployment knows. */
function deployed(stack: Stack, type: string, text = ''): Json {
  const template = Template.fromStack(stack).toJSON();
  const refs = Object.fromEntries(Object.keys(template.Resources).flatMap((id) => (id.startsWith('Trail') ? [[id, 'trail']] : [])));
  const all = [...resolveTemplate(template, { ...ENV, refs }, (one) => one === type).values()];
  return all.find(({ properties }) => JSON.stringify(properties).includes(text))?.properties;
}

describe('what each alarm does', () => {
  const stack = newStack();
  backup(stack).monitor();
  const uploads: Alarm = only(stack, 'AWS::CloudWatch::Alarm', 'has uploaded nothing');
  const deletions: Alarm = only(stack, 'AWS::CloudWatch::Alarm', 'are deleted');
  const none = (hours: number): Points => Array(hours).fill(undefined);
  /** A backup each night at one, which takes two hours. */
  const nights = (count: number): Points => Array.from({ length: count }, () => [undefined, 800, 300, ...none(21)]).flat();

  test.each<[string, Alarm, Points, State]>([
    ['uploads, just after deployment', uploads, none(1), 'INSUFFICIENT_DATA'],
    ['uploads, half a day after deployment', uploads, none(12), 'INSUFFICIENT_DATA'],
    ['uploads, an access that never worked', uploads, none(30), 'ALARM'],
    ['uploads, after the first backup', uploads, [...none(3), 5], 'INSUFFICIENT_DATA'],
    ['uploads, a normal week', uploads, nights(7), 'OK'],
    ['uploads, a night that comes an hour late', uploads, [...nights(2), ...none(2)], 'OK'],
    ['uploads, a week without', uploads, [...nights(7), ...none(7 * 24)], 'ALARM'],
    ['uploads, back again', uploads, [...none(100), 4], 'OK'],
    ['deletions, just after deployment', deletions, none(1), 'OK'],
    ['deletions, a normal day', deletions, [...none(20), 40], 'OK'],
    ['deletions, a week without uploads', deletions, none(7 * 24), 'OK'],
    ['deletions, a mass deletion', deletions, [...none(20), 100_000], 'ALARM'],
    ['deletions, some hours after a mass deletion', deletions, [...none(20), 100_000, ...none(4)], 'OK'],
  ])('%s', (_, alarm, points, state) => {
    expect([0, 1, 2, 3].map((extra) => stateOf(alarm, points, extra))).toEqual([state, state, state, state]);
  });

  test('an outage is noticed after 26 hours, and at most a few later', () => {
    const after = (extra: number) => Array.from({ length: 60 }, (_, hours) => stateOf(uploads, [...nights(2), ...none(hours)], extra));
    expect([0, 3].map((extra) => after(extra).indexOf('ALARM') + 21)).toEqual([26, 29]); // the last upload was 21 hours before
  });

  test('CloudWatch takes the window', () => {
    expect(uploads.EvaluationPeriods * uploads.Period).toBeLessThanOrEqual(604_800);
    expect(uploads).toMatchObject({ Period: 3600, TreatMissingData: 'breaching', Namespace: 'AWS/S3', MetricName: 'PutRequests' });
  });
});

test('request metrics are configured once for the bucket, and below the prefix for uploads', () => {
  const stack = newStack();
  backup(stack, { prefix: 'office' }).monitor();
  const [bucket] = Object.values<Json>(Template.fromStack(stack).findResources('AWS::S3::Bucket'));
  expect(bucket.Properties.MetricsConfigurations).toEqual([{ Id: 'VendorMonitor', Prefix: 'office/' }, { Id: 'VendorMonitor2' }]);
  const idOf = (text: string) => only(stack, 'AWS::CloudWatch::Alarm', text).Dimensions.find(({ Name }: Json) => Name === 'FilterId').Value;
  expect([idOf('uploaded nothing'), idOf('are deleted')]).toEqual(['VendorMonitor', 'VendorMonitor2']);
  expect(warningsOf(stack)).toEqual([]);
});

test('two products on one bucket share its request metrics', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine', { versioned: true });
  backup(stack, { bucket, prefix: 'office' }).monitor();
  const access = VendorAccess.iamUser();
  new cloudberry.CloudBerryBackupUser(stack, 'Home', { bucket, prefix: 'home', access }).monitor();
  const { MetricsConfigurations } = deployed(stack, 'AWS::S3::Bucket');
  expect(MetricsConfigurations.map(({ Prefix = 'all' }: Json) => Prefix)).toEqual(['office/', 'all', 'home/']);
});

describe('the rule about sessions', () => {
  const stack = newStack();
  backup(stack).monitor();
  const pattern = deployed(stack, 'AWS::Events::Rule', 'made a session').EventPattern;

  test.each<[string, boolean, object]>([
    ['a session that the user makes', true, ofSts('GetSessionToken', user('backup'))],
    ['one that is refused', true, ofSts('GetSessionToken', sessionOf('backup'), { errorCode: 'AccessDenied' })],
    ['one of another user', false, ofSts('GetSessionToken', user('backup-2'))],
    ['another call of the user', false, ofSts('GetCallerIdentity', user('backup'))],
    ['a federated session, which Managed Backup makes', false, ofSts('GetFederationToken', user('backup'))],
    ['a federated session, as it was recorded', false, viaCloudTrail('aws.sts', FEDERATED.event)],
    ['a role', false, ofSts('GetSessionToken', role('backup'))],
    ['a call of another service', false, ofSecretsManager('GetSessionToken', 'backup-key', user('backup'))],
  ])('%s: %s', (_, expected, event) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  test('is a plain one: such calls count as changes', () => {
    expect(only(stack, 'AWS::Events::Rule', 'made a session').State).toBe('ENABLED');
  });
});

describe('the rule about the secret', () => {
  const stack = newStack();
  const reader = new iam.Role(stack, 'Reader', { roleName: 'logzio', assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  backup(stack).monitor({ secretReads: true, knownReaders: [reader] });
  const made = only(stack, 'AWS::Events::Rule', 'was read');
  const pattern = deployed(stack, 'AWS::Events::Rule', 'was read').EventPattern;
  const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:backup-key';

  test.each<[string, boolean, object]>([
    ['by ARN', true, ofSecretsManager('GetSecretValue', `${arn}-AbCdEf`, role('admin'))],
    ['by ARN without its end', true, ofSecretsManager('GetSecretValue', arn, role('admin'))],
    ['by name', true, ofSecretsManager('GetSecretValue', 'backup-key', role('admin'))],
    ['by a user', true, ofSecretsManager('GetSecretValue', 'backup-key', user('admin'))],
    ['by the session of a user', true, ofSecretsManager('GetSecretValue', 'backup-key', sessionOf('admin'))],
    ['as it was recorded', true, viaCloudTrail('aws.secretsmanager', SECRET_READ.event)],
    ['by a known reader', false, ofSecretsManager('GetSecretValue', 'backup-key', role('logzio'))],
    ['another secret', false, ofSecretsManager('GetSecretValue', 'backup-key-2', role('admin'))],
    ['its description', false, ofSecretsManager('DescribeSecret', 'backup-key', role('admin'))],
  ])('%s: %s', (_, expected, event) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  test('without known readers, it names nobody: EventBridge refuses an empty list', () => {
    const other = newStack();
    backup(other).monitor({ secretReads: true });
    const { detail } = deployed(other, 'AWS::Events::Rule', 'was read').EventPattern;
    expect(Object.keys(detail)).toEqual(['eventSource', 'eventName', 'requestParameters']);
  });

  test('receives events of calls that only read', () => {
    expect(made.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  });
});

describe('refused calls', () => {
  const [filter, other] = [
    (stack: Stack) => backup(stack),
    (stack: Stack) => new logzio.LogzioArchiveBucket(stack, 'Archive', { access: vendorRole() }),
  ].map((make) => {
    const stack = newStack();
    make(stack).monitor({ trailLogGroup: new logs.LogGroup(stack, 'Trail') });
    return deployed(stack, 'AWS::Logs::MetricFilter').FilterPattern as string;
  });

  test.each<[string, string, boolean, object]>([
    ['of the key', filter, true, refusedCall(user('backup'), 'AccessDenied')],
    ['of a session of the key', filter, true, refusedCall(sessionOf('backup'), 'AccessDenied')],
    ['of EC2', filter, true, refusedCall(user('backup'), 'Client.UnauthorizedOperation')],
    ['of the key, as it was recorded', filter, true, REFUSED_LIST.event],
    ['of a role, as it was recorded', other, true, REFUSED_CALL.event],
    ['of a role in EC2, as it was recorded', other, true, REFUSED_LAUNCH.event],
    ['of a read, as it was recorded', filter, false, SECRET_READ.event],
    ['that were allowed', filter, false, refusedCall(user('backup'))],
    ['for an object that does not exist', filter, false, refusedCall(user('backup'), 'NoSuchKey')],
    ['of another user', filter, false, refusedCall(user('backup-2'), 'AccessDenied')],
    ['of a role', other, true, refusedCall(role('logzio'), 'AccessDenied')],
    ['of another role', other, false, refusedCall(role('admin'), 'AccessDenied')],
  ])('%s', (_, pattern, expected, entry) => {
    expect(passes(pattern, entry)).toBe(expected);
  });

  test('of a product that asks for what it may not read are no alarm; those of somebody who probes are', () => {
    const stack = newStack();
    backup(stack).monitor({ trailLogGroup: new logs.LogGroup(stack, 'Trail') });
    const alarm: Alarm = only(stack, 'AWS::CloudWatch::Alarm', 'are refused');
    expect([[undefined], [3], [200]].map((points) => stateOf(alarm, points))).toEqual(['OK', 'OK', 'ALARM']);
    const { MetricTransformations } = deployed(stack, 'AWS::Logs::MetricFilter');
    const { MetricName, Namespace, Period, Statistic } = deployed(stack, 'AWS::CloudWatch::Alarm', 'are refused');
    expect([Namespace, Statistic, Period]).toEqual(['VendorAccess', 'Sum', 3600]);
    expect(MetricName).toBe('Stack/Backup/Monitor/RefusedCalls'); // of each construct its own
    expect(MetricTransformations).toEqual([{ MetricName, MetricNamespace: Namespace, MetricValue: '1' }]);
  });
});

test('a topic is told by every alarm and rule, and EventBridge may publish to it', () => {
  const stack = newStack();
  const topic = new sns.Topic(stack, 'Topic');
  backup(stack).monitor({ topic, secretReads: true, trailLogGroup: new logs.LogGroup(stack, 'Trail') });
  const Ref = stack.resolve(topic.topicArn).Ref;
  const alarms = Object.values(found(stack, 'AWS::CloudWatch::Alarm'));
  expect(alarms.map(({ AlarmActions }) => AlarmActions)).toEqual([[{ Ref }], [{ Ref }], [{ Ref }]]);
  const rules = Object.values(found(stack, 'AWS::Events::Rule'));
  expect(rules.map(({ Targets }) => Targets[0].Arn)).toEqual([{ Ref }, { Ref }]);
  expect(JSON.stringify(rules.map(({ Targets }) => Targets[0].InputTransformer))).toContain('$.detail.sourceIPAddress');
  expect(warningsOf(stack)).toEqual([]);
});

const ALARMS = {
  ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:*` },
  StringEquals: { 'aws:SourceAccount': ACCOUNT },
};
const CLOUDWATCH = ['cloudwatch.amazonaws.com', ALARMS];
const EVENTS = ['events.amazonaws.com', undefined];

/** Whom a policy in the template allows, on which conditions. */
function allowed(stack: Stack, type: string, property: string): Json[] {
  const document = deployed(stack, type)?.[property] ?? { Statement: [] };
  const allows = document.Statement.filter(({ Effect, Principal }: Json) => Effect === 'Allow' && Principal.Service);
  return allows.map(({ Condition, Principal }: Json) => [Principal.Service, Condition]);
}

// A policy replaces that of SNS, which allows the alarms of the account: one of the rules, of enforceSSL, or of the app
test.each<[string, Json[], (stack: Stack) => unknown]>([
  ['of a user', [CLOUDWATCH, EVENTS], (stack) => backup(stack).monitor({ topic: new sns.Topic(stack, 'Topic') })],
  ['of a role', [CLOUDWATCH], (stack) => archiveOfRole(stack).monitor({ topic: new sns.Topic(stack, 'Topic') })],
  [
    'that enforces TLS',
    [CLOUDWATCH],
    (stack) => archiveOfRole(stack).monitor({ topic: new sns.Topic(stack, 'Topic', { enforceSSL: true }) }),
  ],
  [
    'of two products',
    [CLOUDWATCH, EVENTS],
    (stack) => {
      const topic = new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') });
      backup(stack).monitor({ topic, secretReads: true });
      archiveOfRole(stack).monitor({ topic });
    },
  ],
])('the topic %s lets alarms publish, and rules if there are any; so does its key', (_, services, make) => {
  const stack = newStack();
  make(stack);
  expect(allowed(stack, 'AWS::SNS::TopicPolicy', 'PolicyDocument')).toEqual(services);
  const { PolicyDocument, Topics } = deployed(stack, 'AWS::SNS::TopicPolicy');
  const granted = PolicyDocument.Statement.filter(({ Effect }: Json) => Effect === 'Allow');
  expect(granted.map(({ Action, Resource }: Json) => [Action, Resource])).toEqual(services.map(() => ['sns:Publish', Topics[0]]));
  const ofKey = allowed(stack, 'AWS::KMS::Key', 'KeyPolicy');
  expect(ofKey).toEqual(ofKey.length > 0 ? services.map(([service]) => [service, undefined]) : []);
  expect(warningsOf(stack)).toEqual([]);
});

const DENIED = (conditions: Json): iam.PolicyStatementProps => ({
  ...{
    sid: 'Others',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['sns:Publish'],
    resources: ['*'],
    conditions,
  },
});
const secondPolicy = (stack: Stack, type: string, statement: Json) => (topic: sns.Topic) => {
  const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: topic.topicArn, ...statement }] };
  const of = type === 'TopicPolicy' ? { Topics: [topic.topicArn] } : { TopicArn: topic.topicArn };
  return new CfnResource(stack, 'Second', { type: `AWS::SNS::${type}`, properties: { ...of, PolicyDocument } });
};

test.each<[string, string[], (topic: sns.Topic, stack: Stack) => unknown]>([
  [
    'denies all but an organization',
    ["the alarms notify nobody: .* denied by statement 'Others' of 'Stack/Topic/Policy'", 'the rules notify nobody'],
    (topic) => topic.addToResourcePolicy(new iam.PolicyStatement(DENIED({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-mine' } }))),
  ],
  [
    'denies all but an organization and services',
    [],
    (topic) => {
      const conditions = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-mine' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } };
      topic.addToResourcePolicy(new iam.PolicyStatement(DENIED(conditions)));
    },
  ],
  [
    'denies what comes for another account',
    ['the alarms notify nobody'],
    (topic) => topic.addToResourcePolicy(new iam.PolicyStatement(DENIED({ StringNotEquals: { 'aws:SourceAccount': VENDOR_ACCOUNT } }))),
  ],
  [
    'denies what nobody knows at synth',
    [],
    (topic) => topic.addToResourcePolicy(new iam.PolicyStatement(DENIED({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }))),
  ],
  [
    'is replaced by one that allows the account',
    ["the alarms notify nobody: .* not allowed by 'Stack/Second'", 'the rules notify nobody'],
    (topic, stack) => secondPolicy(stack, 'TopicPolicy', { Principal: { AWS: ACCOUNT } })(topic),
  ],
  [
    'is replaced by one that allows rules',
    ['the alarms notify nobody'],
    (topic, stack) => secondPolicy(stack, 'TopicInlinePolicy', { Principal: { Service: 'events.amazonaws.com' } })(topic),
  ],
  [
    'is replaced by one that allows some alarms',
    ['the rules notify nobody'],
    (topic, stack) => {
      const Condition = { ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:Stack-*` } };
      return secondPolicy(stack, 'TopicPolicy', { Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition })(topic);
    },
  ],
  [
    'denies all but some by NotPrincipal',
    [],
    (topic, stack) => {
      const services = { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] };
      const policy = secondPolicy(stack, 'TopicPolicy', { Principal: services })(topic);
      policy.addPropertyOverride('PolicyDocument.Statement.1', { Effect: 'Deny', NotPrincipal: services, Action: '*', Resource: '*' });
    },
  ],
  [
    'may be replaced',
    [],
    (topic, stack) => {
      const { cfnOptions } = secondPolicy(stack, 'TopicPolicy', { Principal: { AWS: ACCOUNT } })(topic);
      cfnOptions.condition = new CfnCondition(stack, 'Sometimes');
    },
  ],
  ['is replaced by one that allows everyone', [], (topic, stack) => secondPolicy(stack, 'TopicPolicy', { Principal: '*' })(topic)],
  [
    'is emptied',
    ['the alarms notify nobody', 'the rules notify nobody'],
    (topic) => (topic.node.findChild('Policy').node.defaultChild as CfnResource).addPropertyOverride('PolicyDocument.Statement', []),
  ],
])('a policy of the topic that %s is said, if it certainly stops them', (_, says, change) => {
  const stack = newStack();
  const topic = new sns.Topic(stack, 'Topic');
  backup(stack).monitor({ topic });
  change(topic, stack);
  const said = warningsOf(stack);
  expect(said).toHaveLength(says.length);
  expect(says.filter((text) => !said.some((one) => new RegExp(`${text}.*core.denied`).test(one)))).toEqual([]);
});

const AWS_KEY = 'alias/aws/sns';
test.each<[string, string[], (stack: Stack) => sns.ITopic]>([
  [
    'that AWS manages',
    ['the alarms', 'the rules'],
    (stack) => new sns.Topic(stack, 'Topic', { masterKey: kms.Alias.fromAliasName(stack, 'Key', AWS_KEY) }),
  ],
  [
    'that AWS manages, of an imported topic of the app',
    ['the alarms', 'the rules'],
    (stack) => sns.Topic.fromTopicArn(stack, 'Topic', new sns.CfnTopic(stack, 'L1', { kmsMasterKeyId: AWS_KEY }).ref),
  ],
  [
    'that an override sets',
    ['the alarms', 'the rules'],
    (stack) => {
      const topic = new sns.Topic(stack, 'Topic');
      const arn = { 'Fn::Sub': `arn:\${AWS::Partition}:kms:eu-west-1:${ACCOUNT}:${AWS_KEY}` };
      (topic.node.defaultChild as CfnResource).addPropertyOverride('KmsMasterKeyId', arn);
      return topic;
    },
  ],
  [
    'that the deployment decides',
    [],
    (stack) => {
      const sometimes = new CfnCondition(stack, 'Sometimes').logicalId;
      const kmsMasterKeyId = Fn.conditionIf(sometimes, AWS_KEY, Aws.NO_VALUE).toString();
      return sns.Topic.fromTopicArn(stack, 'Topic', new sns.CfnTopic(stack, 'L1', { kmsMasterKeyId }).ref);
    },
  ],
  ['of the app', [], (stack) => new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') })],
  ['of an own alias', [], (stack) => new sns.Topic(stack, 'Topic', { masterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/sns') })],
])('the key of the topic %s is said, if no service can use it', (_, who, make) => {
  const stack = newStack();
  backup(stack).monitor({ topic: make(stack) });
  const says = who.map((one) => `${one} notify nobody: topic 'Stack/Topic' is encrypted with ${AWS_KEY}.*core.denied`);
  expect(warningsOf(stack)).toEqual(says.map((one) => expect.stringMatching(one)));
});

const OTHER = '999999999999';
const AMERICA = { account: ACCOUNT, region: 'us-east-1' };
const elsewhere = (stack: Stack, env: StackProps['env']) => new Stack(stack.node.root as App, 'Elsewhere', { env });
const topicOf = (stack: Stack, account: string, region = 'eu-west-1') =>
  sns.Topic.fromTopicArn(stack, 'Theirs', `arn:aws:sns:${region}:${account}:theirs`);

const KEY = `arn:aws:kms:eu-west-1:${OTHER}:key/11111111-2222-3333-4444-555555555555`;
const PUBLISHES = { Action: 'sns:Publish', Effect: 'Allow', Resource: `arn:aws:sns:eu-west-1:${OTHER}:theirs` };
const USES_KEY = { Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Effect: 'Allow', Resource: KEY };
test.each<[string, Json[], (stack: Stack) => sns.ITopic]>([
  ['imported', [PUBLISHES], (stack) => topicOf(stack, OTHER)],
  [
    'imported with its key',
    [PUBLISHES, USES_KEY],
    (stack) => sns.Topic.fromTopicAttributes(stack, 'Theirs', { topicArn: PUBLISHES.Resource, keyArn: KEY }),
  ],
  [
    'of the app',
    [PUBLISHES],
    (stack) => new sns.Topic(elsewhere(stack, { account: OTHER, region: 'eu-west-1' }), 'Topic', { topicName: 'theirs' }),
  ],
])('a topic of another account, %s: the rules publish with a role, and the owner has to allow it', (_, statements, make) => {
  const stack = newStack();
  const topic = make(stack);
  const access = VendorAccess.iamUser({ namePrefix: 'acme-', path: '/vendors/' });
  backup(stack, { access }).monitor({ topic, secretReads: true });
  const roles = Object.entries<Json>(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(roles.map(([, { Properties }]) => [Properties.Path, Properties.RoleName])).toEqual([
    ['/vendors/', 'acme-Stack-Backup-Monitor-Publisher'],
  ]);
  const { Policies } = deployed(stack, 'AWS::IAM::Role');
  expect(Policies).toEqual([{ PolicyDocument: { Statement: statements, Version: '2012-10-17' }, PolicyName: 'Publish' }]);
  const RoleArn = { 'Fn::GetAtt': [roles[0][0], 'Arn'] };
  expect(Object.values(found(stack, 'AWS::Events::Rule')).map(({ Targets }) => Targets[0].RoleArn)).toEqual([RoleArn, RoleArn]);
  const theirs = Stack.of(topic);
  const policy = theirs === stack ? undefined : JSON.stringify(deployed(theirs, 'AWS::SNS::TopicPolicy'));
  const parts = [`:${ACCOUNT}:alarm:*`, 'role/vendors/acme-Stack-Backup-Monitor-Publisher'];
  expect(parts.filter((part) => policy?.includes(part) === false)).toEqual([]);
  expect(policy ?? '').not.toContain('events.amazonaws.com');
  expect(warningsOf(stack)).toEqual([]);
});

test('what stops the role that publishes to another account is said, also of a role without a name', () => {
  const stack = newStack();
  backup(stack).monitor({ topic: topicOf(stack, OTHER) });
  const statements = [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })];
  iam.PermissionsBoundary.of(stack).apply(new iam.ManagedPolicy(stack, 'Boundary', { statements }));
  const said = /'Stack\/Boundary'.* does not allow sns:Publish.* Purpose of these calls: notifies the topic.*core\.denied/;
  expect(warningsOf(stack)).toEqual([expect.stringMatching(said)]);
});

test.each<[string, StackProps['env'], (stack: Stack) => unknown]>([
  ['a topic of an account, if the stack does not know its own', {}, (stack) => backup(stack).monitor({ topic: topicOf(stack, ACCOUNT) })],
  [
    'a FIFO topic, if no rule tells it',
    AMERICA,
    (stack) => archiveOfRole(stack).monitor({ topic: new sns.Topic(stack, 'Topic', { fifo: true }) }),
  ],
  [
    'an imported bucket that does not say where it is',
    AMERICA,
    (stack) => {
      const bucket = s3.Bucket.fromBucketName(elsewhere(stack, { region: 'eu-west-1' }), 'Mine', 'example-bucket');
      archiveOfRole(stack, { bucket }).monitor({ requestMetricsId: 'EntireBucket' });
    },
  ],
])('%s is no mistake', (_, env, make) => {
  const stack = newStack(env);
  make(stack);
  expect(warningsOf(stack).filter((text) => !text.includes('core.bucketUnchecked'))).toEqual([]);
});

const ACCOUNT_ROOT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };
const services = (more: Json = {}, ...names: string[]) => ({
  ...{ Effect: 'Allow', Principal: { Service: names.map((name) => `${name}.amazonaws.com`) }, Resource: '*' },
  ...{ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], ...more },
});
const BOTH = ['cloudwatch', 'events'];
const cfnKey = (stack: Stack, Statement: unknown[] | undefined, more: Partial<kms.CfnKeyProps> = {}) =>
  new kms.CfnKey(stack, 'Key', { keyPolicy: Statement && { Statement }, ...more });
const ofAccount = (SourceAccount: string) => ({ Condition: { StringEquals: { 'aws:SourceAccount': SourceAccount } } });
const parameterOf = (stack: Stack) => new CfnParameter(stack, 'Parameter').valueAsString;
const [NEITHER, NO_ALARM, NO_RULE] = [/^the (alarms|rules) notify/, /^the alarms notify/, /^the rules notify/];

test.each<[string, RegExp | undefined, (stack: Stack) => string]>([
  ['allows the account alone', NEITHER, (s) => cfnKey(s, [ACCOUNT_ROOT]).ref],
  ['allows the account alone, by its ARN', NEITHER, (s) => cfnKey(s, [ACCOUNT_ROOT]).attrArn],
  ['has no policy but that of KMS', NEITHER, (s) => cfnKey(s, undefined).ref],
  ['is known to the topic by its id alone', NEITHER, (s) => new kms.Key(s, 'Key').keyId],
  [
    'has an alias',
    NEITHER,
    (s) => new kms.CfnAlias(s, 'Alias', { aliasName: 'alias/topic', targetKeyId: cfnKey(s, [ACCOUNT_ROOT]).ref }).ref,
  ],
  [
    'has an alias that the topic names',
    NEITHER,
    (s) => new kms.CfnAlias(s, 'Alias', { aliasName: 'alias/topic', targetKeyId: cfnKey(s, [ACCOUNT_ROOT]).ref }) && 'alias/topic',
  ],
  ['allows them to decrypt only', NEITHER, (s) => cfnKey(s, [ACCOUNT_ROOT, services({ Action: 'kms:Decrypt' }, ...BOTH)]).ref],
  ['allows rules', NO_ALARM, (s) => cfnKey(s, [ACCOUNT_ROOT, services({}, 'events')]).ref],
  ['allows alarms', NO_RULE, (s) => cfnKey(s, [ACCOUNT_ROOT, services({}, 'cloudwatch')]).ref],
  ['allows both for its account, which EventBridge does not say', NO_RULE, (s) => cfnKey(s, [services(ofAccount(ACCOUNT), ...BOTH)]).ref],
  ['allows both for another account', NEITHER, (s) => cfnKey(s, [services(ofAccount(VENDOR_ACCOUNT), ...BOTH)]).ref],
  ['denies alarms', NO_ALARM, (s) => cfnKey(s, [services({}, ...BOTH), services({ Effect: 'Deny' }, 'cloudwatch')]).ref],
  [
    'denies all but an organization',
    NEITHER,
    (s) => {
      const Condition = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-mine' } };
      return cfnKey(s, [services({}, ...BOTH), { ...ACCOUNT_ROOT, Effect: 'Deny', Principal: '*', Condition }]).ref;
    },
  ],
  [
    'is disabled',
    /notify nobody: .*, which is disabled\. Enable it\. .*core\.keyDisabled/,
    (s) => cfnKey(s, [services({}, ...BOTH)], { enabled: false }).ref,
  ],
  [
    'waits',
    /, which waits for its key material .*Import.*core\.keyDisabled/,
    (s) => cfnKey(s, [services({}, ...BOTH)], { origin: 'EXTERNAL' }).ref,
  ],
  ['allows both', undefined, (s) => cfnKey(s, [ACCOUNT_ROOT, services({}, ...BOTH)]).ref],
  [
    'allows both on a condition that nobody knows',
    undefined,
    (s) => cfnKey(s, [services({ Condition: { StringEquals: { 'kms:ViaService': 'x' } } }, ...BOTH)]).ref,
  ],
  ['allows everyone', undefined, (s) => cfnKey(s, [{ ...ACCOUNT_ROOT, Principal: '*' }]).ref],
  ['has a policy that the deployment decides', undefined, (s) => cfnKey(s, undefined, { keyPolicy: parameterOf(s) }).ref],
  [
    'may allow what the deployment decides',
    undefined,
    (s) => cfnKey(s, [{ 'Fn::If': ['C', services({}, ...BOTH), { Ref: 'AWS::NoValue' }] }]).ref,
  ],
  ['is another one', undefined, (s) => cfnKey(s, [ACCOUNT_ROOT]) && '12345678-1234-1234-1234-123456789012'],
  ['is given by a parameter', undefined, (s) => cfnKey(s, [ACCOUNT_ROOT]) && parameterOf(s)],
])('a key of the topic that %s is said, if it certainly stops them', (_, says, keyOf) => {
  const stack = newStack();
  backup(stack).monitor({
    topic: sns.Topic.fromTopicArn(stack, 'Import', new sns.CfnTopic(stack, 'Topic', { kmsMasterKeyId: keyOf(stack) }).ref),
  });
  const said = warningsOf(stack);
  expect(said).toHaveLength(says === undefined ? 0 : [NO_ALARM, NO_RULE].includes(says) ? 1 : 2);
  expect(said.filter((text) => !says?.test(text) || !/core\.(denied|keyDisabled)/.test(text))).toEqual([]);
});

test.each<[string, (stack: Stack) => kms.IKey, number]>([
  ['is told of the services', (stack) => new kms.Key(stack, 'Key'), 0],
  [
    'denies them',
    (stack) => {
      const key = new kms.Key(stack, 'Key');
      const principals = BOTH.map((name) => new iam.ServicePrincipal(`${name}.amazonaws.com`));
      key.addToResourcePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, principals, actions: ['kms:*'], resources: ['*'] }));
      return key;
    },
    2,
  ],
  [
    'is imported',
    (stack) => kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/12345678-1234-1234-1234-123456789012`),
    0,
  ],
])('a master key that %s', (_, keyOf, count) => {
  const stack = newStack();
  backup(stack).monitor({ topic: new sns.Topic(stack, 'Topic', { masterKey: keyOf(stack) }) });
  expect(warningsOf(stack)).toEqual(Array(count).fill(expect.stringMatching(/denied by statement .* of 'Stack\/Key'.*core\.denied/)));
});

test('the texts fit, and say what to do first', () => {
  const stack = newStack();
  backup(stack).monitor({ secretReads: true, trailLogGroup: new logs.LogGroup(stack, 'Trail') });
  const alarms = Object.keys(found(stack, 'AWS::CloudWatch::Alarm'));
  const rules = Object.keys(found(stack, 'AWS::Events::Rule'));
  expect([...alarms, ...rules].filter((text) => !text.includes('First: '))).toEqual([]);
  expect([alarms.filter((text) => text.length > 1024), rules.filter((text) => text.length > 512)]).toEqual([[], []]);
});

test.each<[string, (stack: Stack) => VendorBucketAccess, number | undefined, number]>([
  ['CloudBerry', (stack) => backup(stack), 26, 1000],
  ['Veeam', (stack) => new veeam.VeeamM365Repository(stack, 'Product'), 26, 1000],
  ['a second server of Veeam', (stack) => secondServer(stack), undefined, 1000],
  ['Velero', (stack) => new velero.VeleroBackupLocation(stack, 'Product'), 26, 1000],
  [
    'a restore, which uploads when somebody wants it',
    (stack) => {
      const importRole = cloudberry.VmImportRole.existing();
      return new cloudberry.CloudBerryEc2Restore(stack, 'Product', { bucket: new s3.Bucket(stack, 'Mine'), importRole });
    },
    undefined,
    1000,
  ],
  ['Logz.io', (stack) => new logzio.LogzioArchiveBucket(stack, 'Product', { access: vendorRole() }), 12, 1],
  ['Logz.io, restore', (stack) => new logzio.LogzioArchiveBucket(stack, 'Product', { usage: logzio.LogzioUsage.RESTORE }), undefined, 1],
  [
    'Datadog',
    (stack) => {
      const integration = new iam.Role(stack, 'Integration', { assumedBy: new iam.AccountPrincipal(VENDOR_ACCOUNT) });
      return new datadog.DatadogLogArchive(stack, 'Product', { access: VendorAccess.existingRole(integration) });
    },
    12,
    1,
  ],
])('thresholds of %s', (_, make, hours, count) => {
  const stack = newStack();
  const made = make(stack);
  const { deletionAlarm, noUploadAlarm, sessionRule } = made.monitor();
  expect(noUploadAlarm === undefined).toBe(hours === undefined);
  expect(only(stack, 'AWS::CloudWatch::Alarm', 'uploaded nothing')?.EvaluationPeriods).toBe(hours);
  expect(only(stack, 'AWS::CloudWatch::Alarm', 'are deleted').Threshold).toBe(count);
  expect(deletionAlarm.node.path).toMatch(/Monitor\/Deletions$/);
  expect(sessionRule !== undefined).toBe(made.user?.node.scope === made);
});

test('another number', () => {
  const stack = newStack();
  backup(stack).monitor({ deletionsPerHour: 5, refusedCallsPerHour: 7, trailLogGroup: new logs.LogGroup(stack, 'Trail') });
  expect(only(stack, 'AWS::CloudWatch::Alarm', 'are deleted')).toMatchObject({ MetricName: 'DeleteRequests', Threshold: 5 });
  expect(only(stack, 'AWS::CloudWatch::Alarm', 'are refused').Threshold).toBe(7);
});

test('a band instead of a number', () => {
  const stack = newStack();
  backup(stack).monitor({ deletionBand: 3 });
  const alarm = only(stack, 'AWS::CloudWatch::Alarm', 'are deleted');
  const judged = { ComparisonOperator: 'GreaterThanUpperThreshold', EvaluationPeriods: 1, TreatMissingData: 'notBreaching' };
  expect(alarm).toMatchObject(judged);
  expect(JSON.stringify(alarm.Metrics)).toContain('ANOMALY_DETECTION_BAND(m0, 3)');
});

test('an own bucket and an imported one', () => {
  const stack = newStack();
  const own = backup(stack, { bucket: new s3.Bucket(stack, 'Mine', { versioned: true }) });
  own.monitor({ requestMetricsId: 'EntireBucket' });
  const [bucket] = Object.values<Json>(Template.fromStack(stack).findResources('AWS::S3::Bucket'));
  expect(bucket.Properties.MetricsConfigurations).toBeUndefined();
  expect(JSON.stringify(only(stack, 'AWS::CloudWatch::Alarm', 'are deleted').Dimensions)).toContain('"EntireBucket"');
});

test.each<[string, (stack: Stack) => unknown, string]>([
  [
    '8 days',
    (stack) => backup(stack).monitor({ noUploadFor: Duration.days(8) }),
    'CloudWatch evaluates alarms over 7 days at most: choose less.',
  ],
  [
    'half an hour',
    (stack) => backup(stack).monitor({ noUploadFor: Duration.minutes(30) }),
    'noUploadFor: got 30 minutes; allowed: 1 to 168 whole hours (7 days)',
  ],
  [
    'a time that the deployment knows',
    (stack) => backup(stack).monitor({ noUploadFor: Duration.hours(new CfnParameter(stack, 'Hours', { type: 'Number' }).valueAsNumber) }),
    'CDK needs the value at synth',
  ],
  ['no deletion', (stack) => backup(stack).monitor({ deletionsPerHour: 0 }), 'deletionsPerHour: got 0'],
  ['a wide band', (stack) => backup(stack).monitor({ deletionBand: 11 }), 'deletionBand: got 11; allowed: 1 to 10'],
  [
    'both',
    (stack) => backup(stack).monitor({ deletionBand: 3, deletionsPerHour: 5 }),
    "deletionsPerHour: got 5; allowed: not with 'deletionBand'",
  ],
  [
    'reads without a secret',
    (stack) => archiveOfRole(stack).monitor({ secretReads: true }),
    'secretReads: got true; allowed: only for a construct that creates a secret',
  ],
  [
    'sessions of a role',
    (stack) => archiveOfRole(stack).monitor({ sessionTokens: true }),
    'sessionTokens: got true; allowed: only for a user',
  ],
  ['an id with a space', (stack) => backup(stack).monitor({ requestMetricsId: 'Entire Bucket' }), 'requestMetricsId: got "Entire Bucket"'],
  [
    'readers alone',
    (stack) => backup(stack).monitor({ knownReaders: [new iam.Role(stack, 'R', { assumedBy: new iam.AccountRootPrincipal() })] }),
    "knownReaders: got [the construct 'Stack/R']; allowed: only with 'secretReads: true'",
  ],
  [
    'a count alone',
    (stack) => backup(stack).monitor({ refusedCallsPerHour: 5 }),
    "refusedCallsPerHour: got 5; allowed: only with 'trailLogGroup'",
  ],
  [
    'an imported bucket',
    (stack) => backup(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket') }).monitor(),
    "requestMetricsId: got nothing; allowed: the id of a configuration of imported bucket 'Stack/Mine'",
  ],
  [
    'a FIFO topic that rules tell',
    (stack) => backup(stack).monitor({ topic: new sns.Topic(stack, 'Topic', { fifo: true }) }),
    'topic: got "\'Stack/Topic\', a FIFO topic"; allowed: a standard topic',
  ],
  [
    'a topic in another region',
    (stack) => archiveOfRole(stack).monitor({ topic: topicOf(stack, ACCOUNT, 'us-east-1') }),
    'topic: got "a topic in us-east-1"; allowed: one in eu-west-1',
  ],
  [
    'a topic of another account with a key that the stack cannot refer to',
    (stack) => {
      const theirs = elsewhere(stack, { account: OTHER, region: 'eu-west-1' });
      const topic = new sns.Topic(theirs, 'Topic', { topicName: 'theirs', masterKey: new kms.Key(theirs, 'Key') });
      backup(stack).monitor({ topic });
    },
    'topic.masterKey: got',
  ],
  [
    'a log group of another account',
    (stack) => {
      const arn = `arn:aws:logs:eu-west-1:${OTHER}:log-group:trail:*`;
      backup(stack).monitor({ trailLogGroup: logs.LogGroup.fromLogGroupArn(stack, 'Trail', arn) });
    },
    `got "a log group of account ${OTHER}"; allowed: one of account ${ACCOUNT}`,
  ],
  [
    'a bucket in another region',
    (stack) => {
      const bucket = new s3.Bucket(elsewhere(stack, AMERICA), 'Mine', { bucketName: 'mine' });
      archiveOfRole(stack, { bucket }).monitor();
    },
    "bucket 'Elsewhere/Mine' in us-east-1\"; allowed: one in eu-west-1",
  ],
  [
    'a bucket that is imported from another region',
    (stack) => {
      const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'mine', region: 'us-east-1' });
      archiveOfRole(stack, { bucket }).monitor({ requestMetricsId: 'EntireBucket' });
    },
    "bucket 'Stack/Mine' in us-east-1\"; allowed: one in eu-west-1",
  ],
  [
    'a bucket of another account',
    (stack) => {
      const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'theirs', account: OTHER });
      archiveOfRole(stack, { bucket }).monitor({ requestMetricsId: 'EntireBucket' });
    },
    `monitor: got "bucket 'Stack/Mine' of account ${OTHER}`,
  ],
  [
    'uploads of who only reads',
    (stack) => secondServer(stack).monitor({ noUploadFor: Duration.hours(2) }),
    'noUploadFor: got 2 hours; allowed: only for a construct that uploads',
  ],
  [
    'a second call',
    (stack) => {
      const made = backup(stack);
      made.monitor();
      made.monitor();
    },
    'monitor: got "a second call"; allowed: one call for each construct',
  ],
])('%s is an error', (_, make, text) => {
  expect(errorOf(() => make(newStack()))).toContain(text);
});

test.each<[string, (stack: Stack) => unknown]>([
  ['uploads of who only reads', (stack) => secondServer(stack).monitor({ noUploadFor: Duration.minutes(30) })],
  ['a band and a number', (stack) => backup(stack).monitor({ deletionBand: 11, deletionsPerHour: 5 })],
  ['sessions of a role', (stack) => archiveOfRole(stack).monitor({ sessionTokens: 'yes' as never })],
  ['reads without a secret', (stack) => archiveOfRole(stack).monitor({ secretReads: 'yes' as never })],
  ['readers alone', (stack) => backup(stack).monitor({ knownReaders: ['admin'] as never })],
  ['a count alone', (stack) => backup(stack).monitor({ refusedCallsPerHour: 0 })],
  [
    'a FIFO topic elsewhere',
    (stack) => backup(stack).monitor({ topic: new sns.Topic(elsewhere(stack, AMERICA), 'Topic', { fifo: true, topicName: 'x.fifo' }) }),
  ],
])('what is wrong in itself is said once, without what would follow: %s', (_, make) => {
  expect(errorOf(() => make(newStack())).match(/: got /g)).toHaveLength(1);
});

test.each<[string, RegExp | undefined, (stack: Stack) => string]>([
  ['a parameter', undefined, (stack) => new CfnParameter(stack, 'Id').valueAsString],
  ['a text with a parameter', undefined, (stack) => `of-${new CfnParameter(stack, 'Id').valueAsString}`],
  ['known late', undefined, () => Lazy.string({ produce: () => 'EntireBucket' })],
  ['never known', /requestMetricsId: got nothing/, () => Lazy.string({ produce: () => undefined })],
])('the id of the request metrics of an imported bucket is %s', (_, error, make) => {
  const stack = newStack();
  const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket');
  backup(stack, { bucket }).monitor({ requestMetricsId: make(stack) });
  if (error) {
    expect(synthErrorOf(stack)).toMatch(error);
  } else {
    expect(only(stack, 'AWS::CloudWatch::Alarm', 'are deleted').Dimensions.map(({ Name }: Json) => Name)).toContain('FilterId');
  }
});

test('sessions that are allowed are not noticed, unless asked for', () => {
  const options = (monitor: MonitorOptions) => {
    const stack = newStack();
    return backup(stack, { access: VendorAccess.iamUser({ allowSessionTokens: true }) }).monitor(monitor).sessionRule;
  };
  expect([options({}), options({ sessionTokens: true })?.node.id]).toEqual([undefined, 'SessionTokens']);
});

test('the connection test reads the secret, and is known', () => {
  const stack = newStack();
  const made = backup(stack, { connectionTest: ConnectionTest.atDeployment() });
  made.monitor({ secretReads: true });
  const [reader] = made.node.findAll().filter((one): one is iam.Role => one instanceof iam.Role);
  expect(JSON.stringify(only(stack, 'AWS::Events::Rule', 'was read').EventPattern)).toContain(
    JSON.stringify(stack.resolve(reader.roleArn)),
  );
});

test('off by default: nothing of it is in a template', () => {
  const stack = newStack();
  backup(stack);
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/AWS::(CloudWatch|Events|Logs|SNS)|MetricsConfigurations/);
});

test('the app may add actions and targets', () => {
  const stack = newStack();
  const topic = new sns.Topic(stack, 'Mine');
  const { deletionAlarm, noUploadAlarm, sessionRule } = backup(stack).monitor({ topic: new sns.Topic(stack, 'Topic') });
  for (const alarm of [deletionAlarm, noUploadAlarm]) {
    alarm?.addAlarmAction({ bind: () => ({ alarmActionArn: topic.topicArn }) });
    alarm?.addOkAction({ bind: () => ({ alarmActionArn: topic.topicArn }) });
  }
  sessionRule?.addTarget({ bind: () => ({ arn: topic.topicArn }) });
  expect(warningsOf(stack)).toEqual([]);
});

const THEIRS = `arn:aws:sns:eu-west-1:${ACCOUNT}:theirs`;
test.each<[string, string, unknown, boolean]>([
  ['Deletions', 'ActionsEnabled', true, true],
  ['Deletions', 'AlarmActions', [THEIRS], false],
  ['Deletions', 'AlarmActions.1', THEIRS, true],
  ['NoUpload', 'OKActions', [THEIRS], true],
  ['NoUpload', 'InsufficientDataActions', [THEIRS], true],
  ['SessionTokens', 'Targets', [{ Arn: THEIRS, Id: 'Theirs' }], false],
  ['SessionTokens', 'Targets.1', { Arn: THEIRS, Id: 'Theirs' }, true],
])('so may overrides: %s, %s', (id, path, value, hasTopic) => {
  const stack = newStack();
  const made = backup(stack);
  made.monitor({ topic: hasTopic ? new sns.Topic(stack, 'Topic') : undefined });
  (made.node.findChild('Monitor').node.findChild(id).node.defaultChild as CfnResource).addPropertyOverride(path, value);
  expect(warningsOf(stack)).toEqual([]);
});

test.each<[string, string, (l1: CfnResource) => unknown]>([
  ['another topic in place of the given one', 'Deletions', (l1) => l1.addPropertyOverride('AlarmActions.0', THEIRS)],
  ['another target in place of the topic', 'SessionTokens', (l1) => l1.addPropertyOverride('Targets.0', { Arn: THEIRS, Id: 'Theirs' })],
  ['an alarm that is turned off', 'Deletions', (l1) => l1.addPropertyOverride('ActionsEnabled', false)],
  ['a higher threshold', 'Deletions', (l1) => l1.addPropertyOverride('Threshold', 1_000_000)],
  ['missing data that counts as good', 'NoUpload', (l1) => l1.addPropertyOverride('TreatMissingData', 'notBreaching')],
  ['a rule that is disabled', 'SessionTokens', (l1) => l1.addPropertyOverride('State', 'DISABLED')],
])('%s is an error', (_, id, change) => {
  const stack = newStack();
  const made = backup(stack);
  made.monitor({ topic: new sns.Topic(stack, 'Topic') });
  change(made.node.findChild('Monitor').node.findChild(id).node.defaultChild as CfnResource);
  expect(synthErrorOf(stack)).toContain(`/Monitor/${id}`);
});

test.each<[string, (bucket: s3.CfnBucket) => unknown]>([
  ['are gone', (bucket) => bucket.addPropertyDeletionOverride('MetricsConfigurations')],
  ['have another id', (bucket) => bucket.addPropertyOverride('MetricsConfigurations.0.Id', 'Other')],
  ['leave out other objects', (bucket) => bucket.addPropertyOverride('MetricsConfigurations.0.Prefix', 'other/')],
  ['leave out objects', (bucket) => bucket.addPropertyOverride('MetricsConfigurations.1.Prefix', 'office/')],
])('request metrics that %s are an error: the alarm would be silent', (_, change) => {
  const stack = newStack();
  const made = backup(stack, { prefix: 'office' });
  made.monitor();
  change(made.bucket.node.defaultChild as s3.CfnBucket);
  expect(synthErrorOf(stack)).toContain('MetricsConfigurations');
});

test('the app may add request metrics of its own', () => {
  const stack = newStack();
  const made = backup(stack);
  made.monitor();
  (made.bucket as s3.Bucket).addMetric({ id: 'Mine' });
  expect(warningsOf(stack)).toEqual([]);
});
