import { CfnCondition, CfnParameter, CfnResource, Fn, type Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess } from '../../src';
import { LogzioArchiveBucket } from '../../src/logzio';
import { VeeamBackupRepository } from '../../src/veeam';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { newStack, synthErrorOf, warningsOf } from '../util';

// What stands in the template, but is off, does nothing. What the deployment decides may be on.

type Made = LogzioArchiveBucket;
type Make = (stack: Stack, made: Made, isOn: unknown) => unknown;

const OTHER = '999999999999';
const raw = (stack: Stack, type: string, properties: object) => new CfnResource(stack, 'Raw', { type: `AWS::${type}`, properties });
const override = ({ bucket }: { bucket: s3.IBucket }, path: string, value: unknown) =>
  (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride(path, value);
const replication = (Status: unknown) => ({
  Role: 'arn:aws:iam::111122223333:role/replicate',
  Rules: [{ Status, Destination: { Bucket: 'arn:aws:s3:::replica', Account: OTHER }, ReplicationTime: { Status: 'Enabled' } }],
});
const flow = (stack: Stack, { bucket }: Made, FlowStatus: unknown, TriggerType: string) =>
  raw(stack, 'AppFlow::Flow', {
    FlowStatus,
    TriggerConfig: { TriggerType },
    SourceFlowConfig: { SourceConnectorProperties: { S3: { BucketName: bucket.bucketName } } },
    DestinationFlowConfigList: [{ ConnectorType: 'Snowflake' }],
  });
const emptying = (stack: Stack, { bucket }: Made) => ({
  Arn: 'arn:aws:scheduler:::aws-sdk:s3:deleteBucketPolicy',
  Input: stack.toJsonString({ service: 'S3', action: 'deleteBucketPolicy', parameters: { Bucket: bucket.bucketName } }),
});

/** What it says if it is on; the two values of its switch. */
const CASES: [name: string, says: RegExp, on: unknown, off: unknown, make: Make][] = [
  [
    'a rule of replication',
    /copiedElsewhere/,
    'Enabled',
    'Disabled',
    (_, a, is) => override(a, 'ReplicationConfiguration', replication(is)),
  ],
  [
    'an inventory',
    /copiedElsewhere/,
    true,
    false,
    (_, a, Enabled) =>
      override(a, 'InventoryConfigurations', [
        { Id: 'all', Enabled, Destination: { BucketArn: 'arn:aws:s3:::x', BucketAccountId: OTHER } },
      ]),
  ],
  ['a flow by schedule', /copiedElsewhere/, 'Active', 'Suspended', (s, a, is) => flow(s, a, is, 'Scheduled')],
  [
    'a distribution',
    /strangerLetIn/,
    true,
    'false',
    (s, a, Enabled) =>
      raw(s, 'CloudFront::Distribution', { DistributionConfig: { Enabled, Origins: [{ DomainName: a.bucket.bucketDomainName }] } }),
  ],
  [
    'a rule for mails',
    /strangerLetIn/,
    true,
    false,
    (s, a, Enabled) => raw(s, 'SES::ReceiptRule', { Rule: { Enabled, Actions: [{ S3Action: { BucketName: a.bucket.bucketName } }] } }),
  ],
  [
    'an agreement with a partner',
    /strangerLetIn/,
    'ACTIVE',
    'INACTIVE',
    (s, a, Status) => raw(s, 'Transfer::Agreement', { Status, BaseDirectory: `/${a.bucket.bucketName}/in` }),
  ],
  [
    'another access key',
    /furtherCredentials/,
    'Active',
    'Inactive',
    (s, a, Status) => raw(s, 'IAM::AccessKey', { Status, UserName: (a.user as iam.User).userName }),
  ],
  [
    'a call by schedule',
    /changedByCall/,
    'ENABLED',
    'DISABLED',
    (s, a, State) => raw(s, 'Scheduler::Schedule', { State, Target: emptying(s, a) }),
  ],
  [
    'a call by a rule',
    /changedByCall/,
    'ENABLED',
    'DISABLED',
    (s, a, State) => raw(s, 'Events::Rule', { State, Targets: [emptying(s, a)] }),
  ],
];

/** The warnings about it, with its switch at a value, or chosen by the deployment. */
function saidOf(make: Make, value: unknown): string[] {
  const stack = newStack();
  new CfnParameter(stack, 'Switch');
  new CfnCondition(stack, 'Some', { expression: Fn.conditionEquals(Fn.ref('Switch'), 'x') });
  make(stack, new LogzioArchiveBucket(stack, 'Archive'), value);
  return warningsOf(stack);
}

test.each(CASES)('%s that is off is silent', (_, says, on, off, make) => {
  const said = [expect.stringMatching(says)];
  expect(saidOf(make, off)).toEqual([]);
  expect(saidOf(make, on)).toEqual(said);
  expect(saidOf(make, { Ref: 'Switch' })).toEqual(said);
  expect(saidOf(make, { 'Fn::If': ['Some', on, off] })).toEqual(said);
});

test('a flow that runs on demand ignores that it is suspended', () => {
  expect(saidOf((s, a, is) => flow(s, a, is, 'OnDemand'), 'Suspended')).toEqual([expect.stringMatching(/copiedElsewhere/)]);
});

test('a profile of IAM Roles Anywhere that is off gives no credentials', () => {
  const said = [false, true].map((Enabled) => {
    const stack = newStack();
    const access = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID });
    const { role } = new LogzioArchiveBucket(stack, 'Archive', { access });
    raw(stack, 'RolesAnywhere::Profile', { Enabled, RoleArns: [(role as iam.Role).roleArn] });
    return warningsOf(stack);
  });
  expect(said).toEqual([[], [expect.stringMatching(/furtherCredentials/)]]);
});

test('Veeam refuses a replication that is on, and nothing is said of one that is off', () => {
  const replicated = (value: object) => {
    const stack = newStack();
    override(new VeeamBackupRepository(stack, 'Repository', {}), 'ReplicationConfiguration', value);
    return stack;
  };
  expect(warningsOf(replicated(replication('Disabled')))).toEqual([]);
  expect(synthErrorOf(replicated(replication('Enabled')))).toContain('got "replication"');
});
