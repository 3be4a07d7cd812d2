import { App, CfnParameter, CfnResource, Fn, NestedStack, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { VendorAccess } from '../../src';
import { LogzioArchiveBucket } from '../../src/logzio';
import { ACCOUNT, warningsOf } from '../util';

// Whom a bucket, its user and its secret reach by resources beside them. All rows of a table are in one app: each warning names those that it means.

type Make = (scope: Construct, archive: LogzioArchiveBucket) => unknown;
/** What is made, and the warning that names it; none: nothing is said of it. */
type Row = readonly [name: string, make: Make, id?: string];

const OTHER = '999999999999';
const NAME = 'the-archive-of-logs';
const [COPIED, STRANGER] = ['copiedElsewhere', 'strangerLetIn'];
const raw = (scope: Construct, type: string, properties: object, id = 'Raw') => new CfnResource(scope, id, { type, properties });

function expectSaid(rows: readonly Row[], tags?: Record<string, string>, inNested = false): void {
  const parent = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' }, tags });
  const stack = inNested ? new NestedStack(parent, 'Nested') : parent;
  const access = VendorAccess.iamUser({ userName: 'logzio', secretName: 'logzio-key' });
  const archive = new LogzioArchiveBucket(stack, 'Archive', { bucketName: NAME, access });
  archive.bucket.enableEventBridgeNotification();
  for (const [index, [, make]] of rows.entries()) {
    make(new Construct(stack, `R${index}`), archive);
  }
  const all = warningsOf(parent);
  const said = (index: number) => all.filter((text) => text.includes(`/R${index}/`)).map((text) => /core\.(\w+)\]$/.exec(text)?.[1]);
  expect(rows.map(([name], index) => [name, ...said(index)])).toEqual(rows.map(([name, , id]) => (id ? [name, id] : [name])));
}

const rule =
  (pattern: object, more: object = {}, account = OTHER): Make =>
  (scope) => {
    const Targets = [{ Id: 't', Arn: `arn:aws:events:eu-west-1:${account}:event-bus/central` }];
    raw(scope, 'AWS::Events::Rule', { EventPattern: pattern, Targets, ...more });
  };
const named = (...name: unknown[]) => ({ source: ['aws.s3'], detail: { bucket: { name } } });
const later = (value: unknown, other: unknown = { Ref: 'AWS::NoValue' }) => ({ 'Fn::If': ['Some', value, other] });
const ofCall = (eventName: unknown, more: object = { requestParameters: { bucketName: [NAME] } }) =>
  rule({ source: ['aws.s3'], 'detail-type': ['AWS API Call via CloudTrail'], detail: { eventName, ...more } });

test('rules of EventBridge: which events of the bucket a pattern lets out', () => {
  expectSaid([
    ['the account', rule({ account: [{ Ref: 'AWS::AccountId' }] }), COPIED],
    ['another account', rule({ account: [OTHER] })],
    ['a service and others', rule({ source: ['aws.ec2', { prefix: 'aws.s' }] }), COPIED],
    ['a service, in either case', rule({ source: [{ prefix: { 'equals-ignore-case': 'AWS.S3' } }] }), COPIED],
    ['other services', rule({ source: ['aws.ec2', { prefix: 'aws.e' }] })],
    ['all but a service', rule({ source: [{ 'anything-but': 'aws.ec2' }] }), COPIED],
    ['all but this service', rule({ source: [{ 'anything-but': ['aws.ec2', 'aws.s3'] }] })],
    ['all but those that begin so', rule({ source: [{ 'anything-but': { prefix: ['aws.e', 'aws.s'] } }] })],
    ['a type of event', rule({ 'detail-type': ['Object Deleted'] }), COPIED],
    ['types of events, in either case', rule({ 'detail-type': [{ 'equals-ignore-case': 'object created' }] }), COPIED],
    ['types of events that end so', rule({ 'detail-type': [{ suffix: 'Deleted' }] }), COPIED],
    ['a type of event of another service', rule({ 'detail-type': ['EC2 Instance State-change Notification'] })],
    ['the bucket, by its ARN', (scope, a) => rule({ resources: [a.bucket.bucketArn] })(scope, a), COPIED],
    ['another bucket, by its ARN', rule({ resources: ['arn:aws:s3:::mine'] })],
    ['buckets that begin so', rule(named({ prefix: 'the-archive-' })), COPIED],
    ['buckets as a pattern says', rule(named({ wildcard: 'the-*-of-*' })), COPIED],
    ['buckets as another pattern says', rule(named({ wildcard: 'the-?rchive-*' }))],
    ['all buckets but one', rule(named({ 'anything-but': ['mine'] })), COPIED],
    ['all buckets but this one', rule(named({ 'anything-but': [NAME] }))],
    ['all buckets but those as a pattern says', rule(named({ 'anything-but': { wildcard: '*-of-logs' } }))],
    ['a bucket that a parameter names', (scope, a) => rule(named(new CfnParameter(scope, 'Name').valueAsString))(scope, a)],
    ['this bucket, perhaps', rule({ source: ['aws.s3'], detail: { bucket: { name: later([NAME], ['mine']) } } }), COPIED],
    ['objects of any bucket', rule({ detail: { object: { key: [{ suffix: '.gz' }], size: [{ numeric: ['>', 0] }] } } }), COPIED],
    ['a field that such events lack', rule({ source: ['aws.s3'], detail: { findings: { id: ['x'] } } })],
    ['all without such a field', rule({ source: ['aws.s3'], detail: { findings: [{ exists: false }] } }), COPIED],
    ['all without a bucket', rule({ source: ['aws.s3'], detail: { bucket: { name: [{ exists: false }] } } })],
    ['one of two', rule({ source: ['aws.s3'], $or: [{ 'detail-type': ['x'] }, { account: [ACCOUNT] }] }), COPIED],
    ['none of two', rule({ source: ['aws.s3'], $or: [{ 'detail-type': ['x'] }, { account: [OTHER] }] })],
    ['an operator that is not known', rule({ source: [{ like: 'aws.s3' }] })],
    ['calls that read the objects', ofCall(['GetObject']), COPIED],
    ['calls on some objects', ofCall(['GetObject'], { requestParameters: { bucketName: [NAME], key: [{ prefix: 'a' }] } }), COPIED],
    ['calls that write to the objects', ofCall([{ prefix: 'Put' }]), COPIED],
    ['calls on the settings of the bucket', ofCall(['PutBucketPolicy', 'DeleteBucketPolicy'])],
    ['calls on the settings of any bucket', ofCall([{ prefix: 'PutBucket' }], {})],
    ['a rule that is off', rule({ source: ['aws.s3'] }, { State: 'DISABLED' })],
    ['a rule without a pattern', rule({}, { EventPattern: undefined, ScheduleExpression: 'rate(1 day)' })],
    ['a rule of another bus', rule({ source: ['aws.s3'] }, { EventBusName: 'orders' })],
    ['a rule of another bus, to which somebody passes the events', rule(named(NAME), { EventBusName: 'orders' }), COPIED],
    [
      'a rule of the default bus',
      rule({ source: ['aws.s3'] }, { EventBusName: 'arn:aws:events:eu-west-1:111122223333:event-bus/default' }),
      COPIED,
    ],
    ['a target of the account', rule({ source: ['aws.s3'] }, {}, ACCOUNT)],
  ]);
});

test('rules of EventBridge for buckets that send none', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const archive = new LogzioArchiveBucket(stack, 'Archive');
  const off = { EventBridgeConfiguration: { EventBridgeEnabled: false } };
  (archive.bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('NotificationConfiguration', off);
  rule({ source: ['aws.s3'] })(stack, archive);
  expect(warningsOf(stack)).toEqual([]);
});

const endpoint =
  (InvocationEndpoint: unknown, connection: object = {}): Make =>
  (scope, a) => {
    const ConnectionArn = raw(scope, 'AWS::Events::Connection', connection, 'Connection').getAtt('Arn');
    const Arn = raw(scope, 'AWS::Events::ApiDestination', { ConnectionArn, InvocationEndpoint }, 'To').getAtt('Arn');
    rule({ source: ['aws.s3'] }, { Targets: [{ Id: 't', Arn }] })(scope, a);
  };
/** Notices to a name, beside what the app makes. */
const noticeTo =
  (host: string, type: string, properties: object): Make =>
  (scope, a) => {
    raw(scope, `AWS::${type}`, properties, 'Beside');
    endpoint(`https://${host}/events`)(scope, a);
  };
const task =
  (type: string, properties: object): Make =>
  (scope, { bucket }) => {
    const from = raw(scope, 'AWS::DataSync::LocationS3', { S3BucketArn: bucket.bucketArn }, 'From');
    const to = raw(scope, type, properties, 'To');
    raw(scope, 'AWS::DataSync::Task', { SourceLocationArn: from.ref, DestinationLocationArn: to.ref });
  };
const flow =
  (ConnectorType: string, properties: object = {}, from?: string): Make =>
  (scope, { bucket: { bucketName } }) => {
    const SourceConnectorProperties = { S3: { BucketName: from ?? bucketName } };
    const DestinationFlowConfigList = [{ ConnectorType, DestinationConnectorProperties: { [ConnectorType]: properties } }];
    raw(scope, 'AWS::AppFlow::Flow', { SourceFlowConfig: { ConnectorType: 'S3', SourceConnectorProperties }, DestinationFlowConfigList });
  };

test('copies and notices that leave AWS', () => {
  const [azure, store] = ['AWS::DataSync::LocationAzureBlob', 'AWS::DataSync::LocationObjectStorage'];
  expectSaid([
    ['notices to an address', endpoint('https://hooks.example.com/events'), COPIED],
    ['notices to an address of AWS', endpoint('https://x1.execute-api.eu-west-1.amazonaws.com/prod')],
    ['notices to an address of the app', endpoint(Fn.importValue('Api'))],
    ['notices to a private API', endpoint('https://siem.example.com/events', { InvocationConnectivityParameters: {} })],
    ['notices to a server in the own network', endpoint('https://siem.corp.lan:8443/events')],
    ['notices to a name that ends like one of the own network', endpoint('https://siem.example.plan/events'), COPIED],
    ['notices to the name of an API', noticeTo('a.b.example.net', 'ApiGatewayV2::DomainName', { DomainName: '*.B.example.net' })],
    ['notices to a record', noticeTo('c.example.net', 'Route53::RecordSet', { Name: 'c.example.net.' })],
    ['notices to a name in a zone', noticeTo('x.d.example.net', 'Route53::HostedZone', { Name: 'd.example.net' })],
    ['notices to a name below a record', noticeTo('x.e.example.net', 'Route53::RecordSet', { Name: 'e.example.net.' }), COPIED],
    ['notices to a name in another zone', noticeTo('xf.example.net', 'Route53::HostedZone', { Name: 'f.example.net' }), COPIED],
    ['a task to a host that a condition chooses', task(store, { ServerHostname: later('10.0.0.1', 'storage.googleapis.com') }), COPIED],
    ['a task to hosts in the own network', task(store, { ServerHostname: later('10.0.0.1', 'minio.home.arpa') })],
    ['a task to a container of Azure', task(azure, { AzureBlobContainerUrl: 'https://x.blob.core.windows.net/c' }), COPIED],
    ['a task to the storage of others', task(store, { ServerHostname: 'storage.googleapis.com', BucketName: 'b' }), COPIED],
    ['a task to storage in the own network', task(store, { ServerHostname: '10.1.2.3', BucketName: 'b' })],
    ['a task to a server in the own network', task(store, { ServerHostname: 'minio', BucketName: 'b' })],
    ['a task to a file system', task('AWS::DataSync::LocationEFS', { EfsFilesystemArn: 'arn' })],
    ['a flow to a product', flow('Snowflake'), COPIED],
    ['a flow to a service of the account', flow('Redshift')],
    ['a flow to a bucket', flow('S3', { BucketName: 'mine' })],
    ['a flow to a connector of the account, or of others', flow('CustomConnector')],
    ['a flow from another bucket', flow('Snowflake', {}, 'mine')],
    [
      'a flow to a bucket of another account',
      (scope, a) => {
        s3.Bucket.fromBucketAttributes(scope, 'Theirs', { bucketName: 'theirs', account: OTHER });
        flow('S3', { BucketName: 'theirs' })(scope, a);
      },
      COPIED,
    ],
  ]);
});

const selection =
  (BackupSelection: object): Make =>
  (scope) => {
    const CopyActions = [{ DestinationBackupVaultArn: `arn:aws:backup:eu-west-1:${OTHER}:backup-vault:x` }];
    const plan = raw(
      scope,
      'AWS::Backup::BackupPlan',
      { BackupPlan: { BackupPlanRule: [{ TargetBackupVault: 'v', CopyActions }] } },
      'Plan',
    );
    raw(scope, 'AWS::Backup::BackupSelection', { BackupPlanId: plan.ref, BackupSelection });
  };
const where = (operator: string, key: string, value: string) => ({
  Resources: ['*'],
  Conditions: { [operator]: [{ ConditionKey: `aws:ResourceTag/${key}`, ConditionValue: value }] },
});
const listed = (key: string, value: string) => ({
  ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: key, ConditionValue: value }],
});

const SELECTIONS: Row[] = [
  ['by a tag', selection(listed('backup', 'daily')), COPIED],
  ['by another value of a tag', selection(listed('backup', 'weekly'))],
  ['where a tag has the value', selection(where('StringEquals', 'backup', 'daily')), COPIED],
  ['where a tag has another value', selection(where('StringEquals', 'backup', 'weekly'))],
  ['where a tag is like it', selection(where('StringLike', 'backup', 'd*y')), COPIED],
  ['where a tag is like another', selection(where('StringLike', 'backup', 'd?ily'))],
  ['where a tag is not so', selection(where('StringNotEquals', 'backup', 'weekly')), COPIED],
  ['where a tag that it has is not so', selection(where('StringNotEquals', 'backup', 'daily'))],
  ['where a tag is not like it', selection(where('StringNotLike', 'backup', 'week*')), COPIED],
  ['where a tag that it has is not like it', selection(where('StringNotLike', 'backup', 'dai*'))],
  ['where a tag that it lacks is not so', selection(where('StringNotEquals', 'nobackup', 'true')), COPIED],
];

test('backups: what a selection selects, by the tags of the stack, and by patterns', () => {
  expectSaid(
    [
      ...SELECTIONS,
      ['by a pattern', selection({ Resources: ['arn:aws:s3:::the-archive-*'] }), COPIED],
      ['by the pattern of others', selection({ Resources: ['arn:aws:s3:::web-*', 'arn:aws:dynamodb:*:*:table/*'] })],
      ['all but buckets', selection({ Resources: ['*'], NotResources: ['arn:aws:s3:::*'] })],
      ['all but other buckets', selection({ Resources: ['*'], NotResources: ['arn:aws:s3:::web-*'] }), COPIED],
      ['all, where nothing is asked', selection({ SelectionName: 'all' }), COPIED],
      [
        'by the name of the bucket, of whom all conditions are asked',
        selection({ ...where('StringEquals', 'a', 'b'), Resources: [`arn:aws:s3:::${NAME}`] }),
      ],
    ],
    { backup: 'daily' },
  );
});

test('backups: tags of the stack around a nested one, and tags of the bucket before those of the stack', () => {
  expectSaid([SELECTIONS[0]], { backup: 'daily' }, true);
  expectSaid(
    [
      ['a tag that the bucket replaces', (scope, a) => [Tags.of(a).add('backup', 'never'), selection(listed('backup', 'daily'))(scope, a)]],
      ['the tag of the bucket', selection(listed('backup', 'never')), COPIED],
    ],
    { backup: 'daily' },
  );
});

test.each<[string, Record<string, string> | undefined, RegExp?]>([
  ['the tag of the stack', { team: 'backup' }, /Other\/Policy.*core\.principalExtended/],
  ['another tag of the stack', { team: 'web' }],
  ['no tags', undefined],
])('a bucket for those with a tag: %s', (_, tags, ...[says]) => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' }, tags });
  new LogzioArchiveBucket(stack, 'Archive');
  const conditions = { StringEquals: { 'aws:PrincipalTag/team': 'backup', 'aws:PrincipalAccount': ACCOUNT } };
  const open = { principals: [new iam.AnyPrincipal()], actions: ['s3:GetObject'], resources: ['*'], conditions };
  new s3.Bucket(stack, 'Other').addToResourcePolicy(new iam.PolicyStatement(open));
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

const point = (scope: Construct, { bucket }: LogzioArchiveBucket, type = 'AWS::S3::AccessPoint') =>
  raw(scope, type, type.endsWith('::AccessPoint') ? { Bucket: bucket.bucketName } : { Regions: [{ Bucket: bucket.bucketName }] }, 'Point');
const alias = (one: CfnResource) => one.getAtt('Alias').toString();
const distribution = (scope: Construct, DomainName: string) =>
  raw(scope, 'AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ DomainName }] } });
const MRAP = 'AWS::S3::MultiRegionAccessPoint';
const source =
  (api: object | undefined, SigningServiceName?: string): Make =>
  (scope, { bucket }) => {
    const AuthorizationConfig = SigningServiceName && { AuthorizationType: 'AWS_IAM', AwsIamConfig: { SigningServiceName } };
    const ApiId = api ? raw(scope, 'AWS::AppSync::GraphQLApi', api, 'Api').getAtt('ApiId') : 'api';
    raw(scope, 'AWS::AppSync::DataSource', {
      ApiId,
      HttpConfig: { Endpoint: `https://${bucket.bucketRegionalDomainName}`, AuthorizationConfig },
    });
  };
const channel =
  (BaseUrl: string, AccessType?: string): Make =>
  (scope) =>
    raw(scope, 'AWS::MediaTailor::SourceLocation', { HttpConfiguration: { BaseUrl }, AccessConfiguration: AccessType && { AccessType } });

test('services in front of the bucket, and of its access points', () => {
  expectSaid([
    ['an access point', point],
    ['an access point of several regions', (s, a) => point(s, a, MRAP)],
    ['a distribution of an access point', (s, a) => distribution(s, `${alias(point(s, a))}.s3.eu-west-1.amazonaws.com`), STRANGER],
    [
      'a distribution of one of several regions',
      (s, a) => distribution(s, `${alias(point(s, a, MRAP))}.accesspoint.s3-global.amazonaws.com`),
      STRANGER,
    ],
    [
      'a distribution of one that transforms objects',
      (s, a) => {
        const ObjectLambdaConfiguration = { SupportingAccessPoint: point(s, a).getAtt('Arn') };
        distribution(
          s,
          raw(s, 'AWS::S3ObjectLambda::AccessPoint', { ObjectLambdaConfiguration }, 'Lambda').getAtt('Alias.Value').toString(),
        );
      },
      STRANGER,
    ],
    [
      'an API for an access point',
      (s, a) =>
        raw(s, 'AWS::ApiGatewayV2::Integration', { IntegrationUri: `arn:aws:apigateway:eu-west-1:s3:path/${alias(point(s, a))}/x` }),
      STRANGER,
    ],
    ['a directory of an access point', (s, a) => raw(s, 'AWS::Transfer::User', { HomeDirectory: `/${alias(point(s, a))}/x` }), STRANGER],
    [
      'a distribution of the access point of another bucket',
      (s) => distribution(s, `${alias(raw(s, 'AWS::S3::AccessPoint', { Bucket: 'mine' }, 'P'))}.s3.amazonaws.com`),
    ],
    [
      'a copy from an access point',
      (s, a) => {
        const from = raw(s, 'AWS::DataSync::LocationS3', { S3BucketArn: point(s, a).getAtt('Arn') }, 'From');
        const theirs = s3.Bucket.fromBucketAttributes(s, 'Theirs', { bucketName: 'their-copies', account: OTHER });
        const to = raw(s, 'AWS::DataSync::LocationS3', { S3BucketArn: theirs.bucketArn }, 'To');
        raw(s, 'AWS::DataSync::Task', { SourceLocationArn: from.ref, DestinationLocationArn: to.ref });
      },
      COPIED,
    ],
    ['a data source of AppSync', source(undefined, 's3'), STRANGER],
    ['one for holders of a key', source({ AuthenticationType: 'API_KEY' }, 's3'), STRANGER],
    ['one for whom IAM allows', source({ AuthenticationType: 'AWS_IAM' }, 's3')],
    ['one for others too', source({ AuthenticationType: 'AWS_IAM', AdditionalAuthenticationProviders: [{}] }, 's3'), STRANGER],
    ['one that signs nothing', source({ AuthenticationType: 'API_KEY' })],
    ['one that signs for another service', source({ AuthenticationType: 'API_KEY' }, 'execute-api')],
    ['a channel', channel(`https://${NAME}.s3.eu-west-1.amazonaws.com`, 'S3_SIGV4'), STRANGER],
    ['a channel, by the path', channel(`https://s3.eu-west-1.amazonaws.com/${NAME}/vod`, 'AUTODETECT_SIGV4'), STRANGER],
    ['a channel of another bucket', channel(`https://s3.eu-west-1.amazonaws.com/mine/${NAME}`, 'S3_SIGV4')],
    ['a channel that signs nothing', channel(`https://${NAME}.s3.eu-west-1.amazonaws.com`)],
    ['a package', (s) => raw(s, 'AWS::MediaPackage::Asset', { SourceArn: `arn:aws:s3:::${NAME}/x.m3u8` }), STRANGER],
  ]);
});

/** A table in the bucket, and a grant on what is given. */
const grant =
  (
    Permissions: string[],
    who: string,
    resource: (table: CfnResource, database: CfnResource) => object,
    location = `s3://${NAME}/logs/`,
  ): Make =>
  (scope) => {
    const database = raw(scope, 'AWS::Glue::Database', { DatabaseInput: { Name: 'logs' } }, 'Database');
    const TableInput = { Name: 'events', StorageDescriptor: { Location: location } };
    const table = raw(scope, 'AWS::Glue::Table', { DatabaseName: database.ref, TableInput }, 'Table');
    const Principal = { DataLakePrincipalIdentifier: who };
    raw(scope, 'AWS::LakeFormation::PrincipalPermissions', { Principal, Permissions, Resource: resource(table, database) });
  };
const ofTable = (DatabaseName: string, Name: string) => () => ({ Table: { DatabaseName, Name } });

test('tables of a lake', () => {
  const old = { DataLakePrincipal: { DataLakePrincipalIdentifier: OTHER }, Permissions: ['SELECT'] };
  const rows: Row[] = [
    ['rows for another account', grant(['SELECT'], OTHER, ofTable('logs', 'events')), STRANGER],
    ['by references', grant(['INSERT'], OTHER, (t, d) => ({ Table: { DatabaseName: d.ref, Name: t.ref } })), STRANGER],
    ['all tables', grant(['ALL'], OTHER, () => ({ Table: { DatabaseName: 'logs', TableWildcard: {} } })), STRANGER],
    ['columns', grant(['SELECT'], OTHER, () => ({ TableWithColumns: { DatabaseName: 'logs', Name: 'events' } })), STRANGER],
    ['cells', grant(['SELECT'], OTHER, () => ({ DataCellsFilter: { DatabaseName: 'logs', TableName: 'events', Name: 'f' } })), STRANGER],
    ['for all of another account', grant(['SELECT'], `${OTHER}:IAMPrincipals`, ofTable('logs', 'events')), STRANGER],
    [
      'in the older words',
      (s) => raw(s, 'AWS::LakeFormation::Permissions', { ...old, Resource: { TableResource: { DatabaseName: 'logs', Name: 'events' } } }),
      STRANGER,
    ],
    ['by a condition', grant(['SELECT'], OTHER, () => later({ Catalog: {} }, ofTable('logs', 'events')())), STRANGER],
    ['another one by a condition', grant(['SELECT'], OTHER, () => later({ Catalog: {} }, ofTable('logs', 'users')()))],
    ['what is no table', grant(['SELECT'], OTHER, () => ({ Table: 'events', Database: null }))],
    ['what the table is', grant(['DESCRIBE', 'ALTER'], OTHER, ofTable('logs', 'events'))],
    ['for a role of the account', grant(['SELECT'], `arn:aws:iam::${ACCOUNT}:role/analyst`, ofTable('logs', 'events'))],
    ['for all of the account', grant(['ALL'], `${ACCOUNT}:IAMPrincipals`, ofTable('logs', 'events'))],
    ['for whom IAM allows', grant(['ALL'], 'IAM_ALLOWED_PRINCIPALS', ofTable('logs', 'events'))],
    ['another table', grant(['SELECT'], OTHER, ofTable('logs', 'users'))],
    ['a table of another database', grant(['SELECT'], OTHER, ofTable('web', 'events'))],
    ['all of a database', grant(['ALL'], OTHER, () => ({ Database: { Name: 'logs' } }))],
  ];
  expectSaid([['the location', (s, a) => raw(s, 'AWS::LakeFormation::Resource', { ResourceArn: a.bucket.bucketArn })], ...rows]);
  expectSaid([['a location that nobody registers', rows[0][1]]]);
});

test('a table of another bucket of the lake', () => {
  expectSaid([
    ['the location', (s, a) => raw(s, 'AWS::LakeFormation::Resource', { ResourceArn: a.bucket.bucketArn })],
    ['rows', grant(['SELECT'], OTHER, ofTable('logs', 'events'), 's3://mine/logs/')],
  ]);
});

const api =
  (call: string, more: object, AuthorizationType = 'NONE'): Make =>
  (scope) =>
    raw(scope, 'AWS::ApiGateway::Method', {
      AuthorizationType,
      Integration: { Type: 'AWS', Uri: `arn:aws:apigateway:eu-west-1:${call}`, ...more },
    });
const ofSecret = (template: unknown, target = 'secretsmanager.GetSecretValue') => ({
  RequestParameters: { 'integration.request.header.X-Amz-Target': `'${target}'` },
  RequestTemplates: { 'application/json': template },
});
const ofUser = (name: unknown) => ({ RequestParameters: { 'integration.request.querystring.UserName': name } });

const SIGV4 = { sigv4: { type: 'apiKey', 'x-amazon-apigateway-authtype': 'awsSigv4' } };
/** Of a document with two operations that read the secret, and one that answers who asks for the headers. */
const described =
  (get: object, put: object, more: object = {}, type = 'ApiGateway::RestApi', body = 'Body'): Make =>
  (scope) => {
    const uri = 'arn:aws:apigateway:eu-west-1:secretsmanager:action/GetSecretValue';
    const requestTemplates = { 'application/json': '{"SecretId":"logzio-key"}' };
    const reads = { 'x-amazon-apigateway-integration': { type: 'aws', uri, requestTemplates } };
    const options = { 'x-amazon-apigateway-integration': { type: 'mock' } };
    const paths = { '/key': { get: { ...get, ...reads }, put: { ...put, ...reads }, options } };
    raw(scope, `AWS::${type}`, { [body]: { paths, ...more } });
  };
const route =
  (ProtocolType: string, RouteKey: string, AuthorizationType?: string): Make =>
  (scope) => {
    const api = raw(scope, 'AWS::ApiGatewayV2::Api', { ProtocolType }, 'Api');
    const IntegrationUri = `arn:aws:apigateway:eu-west-1:s3:path/${NAME}/x`;
    const integration = raw(scope, 'AWS::ApiGatewayV2::Integration', { ApiId: api.ref, IntegrationUri }, 'Integration');
    const Target = `integrations/${integration.ref}`;
    raw(scope, 'AWS::ApiGatewayV2::Route', { ApiId: api.ref, RouteKey, AuthorizationType, Target }, 'Route');
    raw(scope, 'AWS::ApiGatewayV2::Route', { ApiId: api.ref, RouteKey: 'GET /health', AuthorizationType: 'NONE' }, 'Health');
  };

test('APIs whose callers IAM decides about', () => {
  const [signed, open] = [{ security: [{ sigv4: [] }] }, { security: [{ key: [] }] }];
  const [schemes, old] = [{ components: { securitySchemes: SIGV4 } }, { securityDefinitions: SIGV4 }];
  expectSaid([
    ['every operation', described(signed, { 'x-amazon-apigateway-auth': { type: 'aws_iam' } }, schemes)],
    ['the whole document', described({}, signed, { ...signed, ...old }, 'Serverless::Api', 'DefinitionBody')],
    ['one operation', described(signed, {}, schemes), 'secretShared'],
    ['one operation, by another key', described(signed, open, { ...signed, ...schemes }), 'secretShared'],
    ['an operation without the signature of the document', described({}, { security: [] }, { ...signed, ...schemes }), 'secretShared'],
    ['a scheme that the document lacks', described(signed, signed, {}), 'secretShared'],
    ['a route', route('HTTP', 'GET /x', 'AWS_IAM')],
    ['a route for everyone', route('HTTP', 'GET /x'), STRANGER],
    ['a connection', route('WEBSOCKET', '$connect', 'AWS_IAM')],
    ['a message', route('WEBSOCKET', '$default', 'AWS_IAM'), STRANGER],
  ]);
});

test('calls that an API makes for its callers', () => {
  const [read, list] = ['secretsmanager:action/GetSecretValue', 'secretsmanager:action/DescribeSecret'];
  expectSaid([
    ['the secret', (s, a) => api(read, ofSecret(Fn.join('', ['{"SecretId":"', a.secret?.secretArn ?? '', '"}'])))(s, a), 'secretShared'],
    ['the secret by its name', api('secretsmanager:path/', ofSecret('#set($x = 1)\n{ "SecretId" : "logzio-key" }')), 'secretShared'],
    ['the secret, for whom IAM allows', api(read, ofSecret('{"SecretId":"logzio-key"}'), 'AWS_IAM')],
    ['another secret', api(read, ofSecret('{"SecretId":"logzio-key-2"}'))],
    ['what the secret is', api(list, ofSecret('{"SecretId":"logzio-key"}', 'secretsmanager.DescribeSecret'))],
    ['a further key', (s, a) => api('iam:action/CreateAccessKey', ofUser(`'${a.user?.userName}'`))(s, a), 'furtherCredentials'],
    ['a further key, in the path', api('iam:path/?Action=CreateAccessKey&UserName=logzio', {}), 'furtherCredentials'],
    ['a further key, for whom IAM allows', api('iam:action/CreateAccessKey', ofUser("'logzio'"), 'AWS_IAM'), 'furtherCredentials'],
    ['a key of whom the caller names', api('iam:action/CreateAccessKey', ofUser('method.request.querystring.logzio'))],
    ['the keys of the user', api('iam:action/ListAccessKeys', ofUser("'logzio'"))],
    ['a function', api('lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:logzio/invocations', {})],
    [
      'an API from a document',
      (s) => {
        const uri = { 'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:iam:action/UpdateAccessKey` };
        const requestParameters = { 'integration.request.querystring.UserName': "'logzio'" };
        const post = { 'x-amazon-apigateway-integration': { uri, requestParameters } };
        raw(s, 'AWS::ApiGateway::RestApi', { Body: { paths: { '/off': { post } } } });
      },
      'changedByCall',
    ],
  ]);
});
