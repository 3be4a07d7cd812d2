import { App, CfnCondition, CfnOutput, CfnParameter, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, logzio, VendorAccess, VendorBucketAccess, veeam } from '../../src';
import { ACCOUNT, errorOf, newStack } from '../util';

const TRUST = { accountId: '444455556666', externalId: 'example-id' };
const outputsOf = (stack: Stack) => Template.fromStack(stack).toJSON().Outputs;

const MADE: Record<string, [(stack: Stack) => VendorBucketAccess, string[]]> = {
  user: [(stack) => new logzio.LogzioArchiveBucket(stack, 'X'), ['BucketName', 'BucketRegion', 'SecretArn']],
  role: [
    (stack) => new logzio.LogzioArchiveBucket(stack, 'X', { access: VendorAccess.vendorRole(TRUST) }),
    ['BucketName', 'BucketRegion', 'RoleArn', 'ExternalId'],
  ],
  'several buckets': [
    (stack) => {
      const made = new cloudberry.CloudBerryBackupUser(stack, 'X', { prefix: 'office' });
      made.addBucket(new s3.Bucket(stack, 'More'));
      return made;
    },
    ['BucketName', 'BucketRegion', 'Prefix', 'SecretArn', 'BucketName2', 'BucketRegion2'],
  ],
  provider: [(stack) => new cloudberry.CloudBerryManagedBackup(stack, 'X'), ['BucketName', 'BucketRegion', 'SecretArn']],
  folder: [
    (stack) => new veeam.VeeamM365Repository(stack, 'X', { folder: 'finance' }),
    ['BucketName', 'BucketRegion', 'SecretArn', 'Folder'],
  ],
  'bucket of another account': [
    (stack) => {
      const bucket = s3.Bucket.fromBucketAttributes(stack, 'B', { bucketName: 'theirs', account: '444455556666' });
      const importRole = cloudberry.VmImportRole.existing();
      return new cloudberry.CloudBerryEc2Restore(stack, 'X', { bucket, importRole });
    },
    ['BucketName', 'BucketRegion', 'SecretArn', 'BucketPolicy'],
  ],
};

describe.each(Object.entries(MADE))('what to enter in the console: %s', (_, [make, fields]) => {
  test('is the same as attributes and as outputs, and holds no secret', () => {
    const stack = newStack();
    const made = make(stack);
    expect(made).toBeInstanceOf(VendorBucketAccess);
    expect(Object.keys(made.setup)).toEqual(fields);
    made.addSetupOutputs({ prefix: 'Vendor', exportPrefix: 'vendor-' });
    made.addSetupOutputs();
    const outputs = outputsOf(stack);
    expect(Object.keys(outputs)).toEqual(fields.map((field) => `Vendor${field}`));
    for (const field of fields) {
      expect(outputs[`Vendor${field}`]).toMatchObject({ Value: stack.resolve(made.setup[field]), Export: { Name: `vendor-${field}` } });
    }
    expect(JSON.stringify(outputs)).not.toMatch(/SecretAccessKey|resolve:secretsmanager/);
  });

  test('reaches the parent of a nested stack', () => {
    const parent = newStack();
    const made = make(new NestedStack(parent, 'Nested') as Stack);
    fields.forEach((field) => {
      new CfnOutput(parent, field, { value: made.setup[field] });
    });
    const values = Object.values(outputsOf(parent)).map((output) => JSON.stringify(output));
    expect(values.filter((value) => value.includes('"undefined"'))).toEqual([]);
    expect(values.some((value) => value.includes('Outputs.'))).toBe(true);
  });
});

test('outputs have names of CDK by default, and only what is new is added by a later call', () => {
  const stack = newStack();
  const backup = new cloudberry.CloudBerryBackupUser(stack, 'Backup');
  backup.addSetupOutputs();
  backup.addBucket(new s3.Bucket(stack, 'More'));
  backup.addSetupOutputs({ prefix: 'More' });
  const [names, added] = [Object.keys(outputsOf(stack)).slice(0, 3), Object.keys(outputsOf(stack)).slice(3)];
  names.forEach((name) => {
    expect(name).toMatch(/^BackupSetup\w+[0-9A-F]{8}$/);
  });
  expect(added).toEqual(['MoreBucketName2', 'MoreBucketRegion2']);
});

describe('names of outputs that cannot be', () => {
  const archive = (stack: Stack, id = 'Archive') => new logzio.LogzioArchiveBucket(stack, id);
  test.each<[string, (stack: Stack) => object, RegExp]>([
    ['a hyphen', () => ({ prefix: 'my-archive' }), /prefix: got "my-archive"; allowed: 1 to 201 letters and digits/],
    ['a digit first', () => ({ prefix: '1st' }), /prefix: got "1st"/],
    [
      'a parameter',
      (stack) => ({ prefix: new CfnParameter(stack, 'P').valueAsString }),
      /prefix: got .*; allowed: 1 to 201 letters and digits.*literals/,
    ],
    [
      'a blank in an export',
      () => ({ exportPrefix: 'my logs' }),
      /exportPrefix: got "my logs"; allowed: at most 200 letters, digits, colons/,
    ],
    ['both', () => ({ prefix: '', exportPrefix: '_' }), /1\. options.prefix.*2\. options.exportPrefix/s],
  ])('%s', (_, options, message) => {
    const stack = newStack();
    expect(errorOf(() => archive(stack).addSetupOutputs(options(stack)))).toMatch(message);
    expect(outputsOf(stack)).toBeUndefined();
  });

  test('a name that another construct of the stack has', () => {
    const stack = newStack();
    archive(stack).addSetupOutputs({ prefix: 'Logs' });
    const again = () => archive(stack, 'Again').addSetupOutputs({ prefix: 'Logs' });
    expect(errorOf(again)).toMatch(
      /addSetupOutputs of LogzioArchiveBucket 'Stack\/Again'.*prefix: got "'LogsBucketName', which 'Stack\/Archive' has too/s,
    );
  });

  test('an export that another stack of the account and region has', () => {
    const app = new App();
    const exporting = (id: string, region: string) =>
      archive(new Stack(app, id, { env: { account: ACCOUNT, region } })).addSetupOutputs({ exportPrefix: 'logs-' });
    exporting('One', 'eu-west-1');
    exporting('Two', 'eu-west-2');
    expect(errorOf(() => exporting('Three', 'eu-west-1'))).toMatch(/exportPrefix: got "'logs-BucketName', which 'One\/Archive' has too/);
  });
});

describe('an export of the same name that the app itself has', () => {
  const NAME = 'logs-BucketName';
  const other = (stack: Stack, region = 'eu-west-1', account = ACCOUNT) =>
    new Stack(stack.node.scope, 'Other', { env: { account, region } });
  const output = (stack: Stack, exportName = NAME) => new CfnOutput(stack, 'Mine', { value: 'x', exportName });

  test.each<[string, (stack: Stack) => unknown, boolean]>([
    ['in the stack', (s) => output(s), true],
    ['in another stack', (s) => output(other(s)), true],
    ['in a nested stack', (s) => output(new NestedStack(s, 'Nested') as Stack), true],
    ['of exportValue', (s) => other(s).exportValue('x', { name: NAME }), true],
    ['that it gets later', (s) => Object.assign(output(s, 'x'), { exportName: NAME }), true],
    ['with a pseudo parameter', (s) => output(s, Fn.join('', ['logs-', 'BucketName'])), true],
    ['in another region', (s) => output(other(s, 'us-east-1')), false],
    ['in another account', (s) => output(other(s, 'eu-west-1', '444455556666')), false],
    ['in a stack that does not know its account', (s) => output(new Stack(s.node.scope, 'Open')), false],
    ['with a condition', (s) => (output(s).condition = new CfnCondition(s, 'C')), false],
    ['of another name', (s) => output(s, 'logs-Bucket'), false],
  ])('%s', (_, make, isSaid) => {
    const stack = newStack();
    new logzio.LogzioArchiveBucket(stack, 'Archive').addSetupOutputs({ exportPrefix: 'logs-' });
    make(stack);
    const synth = () => (stack.node.root as App).synth();
    const said =
      /export of output 'Stack\/Archive\/SetupBucketName': got "'logs-BucketName', which '.*' has too"; allowed: .* Choose another exportPrefix/;
    isSaid ? expect(errorOf(synth)).toMatch(said) : synth();
  });

  test('by a parameter of the same name, in another stack', () => {
    const stack = newStack();
    for (const one of [stack, other(stack)]) {
      const exportPrefix = new CfnParameter(one, 'P').valueAsString;
      new logzio.LogzioArchiveBucket(one, 'Archive').addSetupOutputs({ exportPrefix });
    }
    (stack.node.root as App).synth();
  });
});

test('the outputs of the network have the same choice of names', () => {
  const stack = newStack();
  new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'] }).addSetupOutputs({ prefix: 'Archiver' });
  expect(Object.keys(outputsOf(stack))).toEqual(['ArchiverVpc', 'ArchiverSubnet', 'ArchiverSecurityGroup', 'ArchiverRedirectorPort']);
});
