import { App, Duration, type InjectionContext, type IPropertyInjector, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { FilterPattern, LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ConnectionTest, cloudberry, logzio, VendorAccess, veeam } from '../../src';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { ACCOUNT, errorOf, newStack, warningsOf } from '../util';

/** What an organisation gives to each of its resources, unless it says so itself. */
const DEFAULTS: Record<string, [string, (scope: Scope) => object, string]> = {
  [iam.User.PROPERTY_INJECTION_ID]: ['AWS::IAM::User', (scope) => ({ permissionsBoundary: boundary(scope) }), 'PermissionsBoundary'],
  [iam.Role.PROPERTY_INJECTION_ID]: ['AWS::IAM::Role', (scope) => ({ permissionsBoundary: boundary(scope) }), 'PermissionsBoundary'],
  [iam.Group.PROPERTY_INJECTION_ID]: ['AWS::IAM::Group', () => ({ path: '/vendors/' }), 'Path'],
  [iam.ManagedPolicy.PROPERTY_INJECTION_ID]: ['AWS::IAM::ManagedPolicy', () => ({ path: '/vendors/' }), 'Path'],
  [secretsmanager.Secret.PROPERTY_INJECTION_ID]: ['AWS::SecretsManager::Secret', (scope) => ({ encryptionKey: key(scope) }), 'KmsKeyId'],
  [s3.Bucket.PROPERTY_INJECTION_ID]: ['AWS::S3::Bucket', (scope) => ({ serverAccessLogsBucket: logs(scope) }), 'LoggingConfiguration'],
};
type Scope = InjectionContext['scope'];
const once = <T>(scope: Scope, id: string, make: () => T) => (scope.node.tryFindChild(id) as T | undefined) ?? make();
const boundary = (scope: Scope) => once(scope, 'Boundary', () => iam.ManagedPolicy.fromManagedPolicyName(scope, 'Boundary', 'corporate'));
const key = (scope: Scope) =>
  kms.Key.fromKeyArn(scope, 'CorporateKey', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`);
const logs = (scope: Scope) => s3.Bucket.fromBucketName(scope, 'CorporateLogs', 'corporate-logs');

const ROLE = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID });
const MADE: Record<string, (stack: Stack) => unknown> = {
  'a user': (stack) => new logzio.LogzioArchiveBucket(stack, 'X'),
  'a role': (stack) => new cloudberry.CloudBerryManagedBackup(stack, 'X', { access: ROLE }),
  'object lock': (stack) => new veeam.VeeamM365Repository(stack, 'X', { immutability: true }),
  'a service role': (stack) => {
    const [bucket, importRole] = [logs(stack), cloudberry.VmImportRole.create()];
    return new cloudberry.CloudBerryEc2Restore(stack, 'X', { bucket, importRole });
  },
};

test.each(
  Object.entries(MADE),
)("an organisation's defaults in the form { ...defaults, ...props } reach all that is made: %s", (_, make) => {
  const propertyInjectors = Object.entries(DEFAULTS).map(([constructUniqueId, [, defaults]]) => ({
    constructUniqueId,
    inject: (props: object, { scope }: InjectionContext) => ({ ...defaults(scope), ...props }),
  }));
  const stack = new Stack(new App({ propertyInjectors }), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  make(stack);
  const resources = Object.values(Template.fromStack(stack).toJSON().Resources) as { Type: string; Properties: object }[];
  const missed = Object.values(DEFAULTS).flatMap(([type, , property]) =>
    resources.filter(({ Properties, Type }) => Type === type && !(property in Properties)),
  );
  expect(missed).toEqual([]);
  expect(resources.filter(({ Type }) => Object.values(DEFAULTS).some(([type]) => type === Type)).length).toBeGreaterThan(2);
});

const PRIVATE = [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }];

type Injectable = { readonly PROPERTY_INJECTION_ID: string };
const NOT_SET: [string, Injectable, object, (stack: Stack) => unknown, RegExp | undefined][] = [
  ['an alarm that is off', cloudwatch.Alarm, { actionsEnabled: false }, watched, /ActionsEnabled: got false/],
  ['an alarm that is on', cloudwatch.Alarm, { actionsEnabled: true }, watched, undefined],
  ['missing data', cloudwatch.Alarm, { treatMissingData: 'ignore' }, watched, /TreatMissingData: got "ignore"/],
  ['a rule that is off', events.Rule, { enabled: false }, watched, /SessionTokens', State: got "DISABLED"/],
  ['a rule about something else', events.Rule, { eventPattern: { source: ['aws.ec2'] } }, watched, /EventPattern.*aws\.ec2/],
  ['a rule with a schedule', events.Rule, { schedule: events.Schedule.rate(Duration.days(1)) }, watched, /ScheduleExpression: got "rate/],
  ['a rule with a name', events.Rule, { ruleName: 'theirs' }, watched, undefined],
  ['another filter', MetricFilter, { filterPattern: FilterPattern.allEvents() }, watched, /FilterPattern: got ""/],
  ['a filter that counts nothing', MetricFilter, { metricValue: '0' }, watched, /MetricValue: got "0"/],
  ['a filter with a name', MetricFilter, { filterName: 'theirs' }, watched, undefined],
  ['a network without names', ec2.Vpc, { enableDnsSupport: false }, network, /EnableDnsSupport: got false/],
  ['a network without public subnets', ec2.Vpc, { subnetConfiguration: PRIVATE }, network, /vpc: got "a new VPC without public subnets"/],
  ['a network with a NAT gateway', ec2.Vpc, { natGateways: 1 }, network, undefined],
  ['a policy of the test', iam.Role, { inlinePolicies: {} }, tested, /ConnectionTest\/Role', Policies: got nothing/],
  ['who runs as the test', iam.Role, { assumedBy: new iam.AccountPrincipal('999999999999') }, tested, /AssumeRolePolicyDocument/],
  ['another user', iam.AccessKey, { user: { userName: 'other' } }, tested, /UserName: got "other"/],
  ['no statements of a role', iam.ManagedPolicy, { statements: [] }, byRole, undefined],
  ['the usual session', iam.Role, { maxSessionDuration: Duration.hours(1) }, byRole, undefined],
];

test.each(NOT_SET)('what no construct sets is judged as if it was overridden: %s', (_, type, more, make, message) => {
  const inject = (props: object) => ({ ...props, ...more });
  const stack = newStack(undefined, {
    propertyInjectors: [{ constructUniqueId: type.PROPERTY_INJECTION_ID, inject } as IPropertyInjector],
  });
  if (message) {
    expect(errorOf(() => make(stack) ?? Template.fromStack(stack))).toMatch(message);
  } else {
    make(stack);
    expect(warningsOf(stack)).toEqual([]);
  }
});

function watched(stack: Stack) {
  new logzio.LogzioArchiveBucket(stack, 'X').monitor({ trailLogGroup: new LogGroup(stack, 'Trail') });
}

function network(stack: Stack) {
  new veeam.VeeamArchiverNetwork(stack, 'X', { proxyCidrs: ['203.0.113.7/32'] });
}

function byRole(stack: Stack) {
  new logzio.LogzioArchiveBucket(stack, 'X', { access: ROLE });
}

function tested(stack: Stack) {
  new logzio.LogzioArchiveBucket(stack, 'X', { connectionTest: ConnectionTest.atDeployment() });
}
