import {
  CfnCustomResource,
  CfnParameter,
  type CfnParameterProps,
  CfnResource,
  Duration,
  Fn,
  Lazy,
  NestedStack,
  SecretValue,
  Stack,
  Token,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { cloudberry, datadog, logzio, VendorAccess, veeam } from '../../src';
import { rulesOutWildcards } from '../../src/core/private/synth/parameter';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { newStack, synthErrorOf, warningsOf } from '../util';

// Values that come to nothing, or hide a wildcard, when they are resolved.

const PROTECTION = { protection: cloudberry.CloudBerryProtection.recoverableDeletes() };
const importRole = cloudberry.VmImportRole.existing();
const seven = () => Lazy.number({ produce: () => 7 });
const nothing = (): string => Token.asString(undefined);
const later = (value?: string) => () => Lazy.string({ produce: () => value });
const parameter =
  (props?: CfnParameterProps) =>
  (stack: Stack): string =>
    new CfnParameter(stack, 'Value', props).valueAsString;
const custom = (stack: Stack): string => new CfnCustomResource(stack, 'Custom', { serviceToken: 'x' }).getAtt('Value').toString();
const inNested = (props?: CfnParameterProps) => (stack: Stack) =>
  new NestedStack(stack, 'Inner', { parameters: { Value: parameter(props)(stack) } });

const number =
  (props?: CfnParameterProps) =>
  (stack: Stack): string =>
    `a-${new CfnParameter(stack, 'Value', { type: 'Number', ...props }).valueAsNumber}`;
const LIMITS = { minValue: 24, maxValue: 32 };

const STORED = 'AWS::SSM::Parameter::Value<String>';
const withParameter = (stack: Stack) => Fn.sub(`a-\${${new CfnParameter(stack, 'Value').node.id}}`);
const chosen = (...texts: string[]) => ({ 'Fn::Select': [{ Ref: 'Which' }, texts] });

/** Where a text of the user ends in a policy, by whether its letters act there. */
const ACTS: Record<string, (stack: Stack, value: string) => unknown> = {
  prefix: (stack, prefix) => new cloudberry.CloudBerryBackupUser(stack, 'Backup', { prefix, ...PROTECTION }),
  'prefix of a further bucket': (stack, prefix) =>
    new cloudberry.CloudBerryBackupUser(stack, 'Backup', PROTECTION).addBucket(
      new s3.Bucket(stack, 'More', { enforceSSL: true, versioned: true }),
      {
        prefix,
      },
    ),
  'prefix of a session': (stack, prefix) =>
    new cloudberry.CloudBerryManagedBackup(stack, 'Provider', PROTECTION).sessionPolicyForPrefix(prefix),
  folder: (stack, folder) => new veeam.VeeamM365Repository(stack, 'Repository', { folder }),
  'name of a bucket': (stack, name) =>
    new veeam.VeeamM365Repository(stack, 'Repository', { bucket: s3.Bucket.fromBucketName(stack, 'Mine', name) }),
  'ARN of a bucket, of a grant': (stack, arn) =>
    logzio.LogzioBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'Mine', arn)).archive(new iam.User(stack, 'User')),
};
const COMPARED: Record<string, (stack: Stack, value: string) => unknown> = {
  'external id': (stack, externalId) => byRole(stack, { externalId }),
  account: (stack, accountId) => byRole(stack, { accountId }),
  'owner of a bucket': (stack, account) => {
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'example-bucket', account });
    new logzio.LogzioArchiveBucket(stack, 'Archive', { bucket });
  },
  'address of a sender': (stack, mailFrom) =>
    new cloudberry.CloudBerryEc2Restore(stack, 'Restore', { bucket: new s3.Bucket(stack, 'Images'), importRole, mailFrom }),
  'value of a tag': (stack, app) => {
    const archiverAppliance = veeam.VeeamArchiverAppliance.vendorManagedNetwork({ instanceTags: { app }, tagOnCreateOnly: true });
    new veeam.VeeamM365Repository(stack, 'Copies', { usage: veeam.VeeamM365Usage.BACKUP_COPY, archiverAppliance });
  },
};
const byRole = (stack: Stack, options: { externalId?: string; accountId?: string }) =>
  new logzio.LogzioArchiveBucket(stack, 'Archive', {
    access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, ...options }),
  });

/** Without the names of imported buckets: newer CDKs check their letters, also those of a number. */
const OF_ANY_TEXT = Object.fromEntries(Object.entries(ACTS).filter(([place]) => !place.includes('of a bucket')));

const EVERYWHERE = { ...ACTS, ...COMPARED };
const cross = <T>(places: Record<string, T>, values: Record<string, (stack: Stack) => string>) =>
  Object.entries(places).flatMap(([place, make]) => Object.entries(values).map(([what, value]) => [place, what, make, value] as const));

describe('is refused:', () => {
  test.each(
    cross(EVERYWHERE, {
      nothing,
      'a Lazy value that produces nothing': later(),
      'a Lazy value that produces an empty text': later(''),
      'a Lazy value with a wildcard': later('a*'),
      'a Lazy value with a policy variable': later(`\${aws:username}`),
      'a parameter that is empty by default': parameter({ default: '' }),
      'AWS::NoValue': () => Token.asString({ Ref: 'AWS::NoValue' }),
      'a text that puts nothing together': () => Fn.sub(`\${A}\${B}`, { A: '', B: '' }),
      'a wildcard beside the region': () => Fn.sub(`a*-\${AWS::Region}`),
      'a wildcard that is put into a text': () => Fn.sub(`a-\${A}`, { A: 'b?' }),
      'a policy variable in a text': () => Fn.sub(`a-\${!aws:username}`),
      'a choice that may be nothing': () => Token.asString(chosen('a', '')),
      'a choice that may be a wildcard': () => Token.asString(chosen('a', 'b*')),
      'a condition that may give nothing': () => Token.asString(Fn.conditionIf('Some', 'a', Token.asString({ Ref: 'AWS::NoValue' }))),
    }),
  )('%s: %s', (_, __, make, value) => {
    const stack = newStack();
    expect(() => {
      make(stack, value(stack));
      (stack.node.root as unknown as { synth(): void }).synth();
    }).toThrow(/got (nothing|"|parameter|')/);
  });

  test.each(
    cross(ACTS, {
      'a parameter': parameter(),
      'the text of a parameter of numbers': parameter({ type: 'Number' }),
      'a parameter with a pattern that lets a star pass': parameter({ allowedPattern: '.+' }),
      'a parameter with a value that has one': parameter({ allowedValues: ['a', 'b*'] }),
      'what a function answers': custom,
      'an export of somebody': () => Fn.importValue('theirs'),
      'a dynamic reference': later('{{resolve:ssm:/x}}'),
      'a part of an export': () => Fn.select(5, Fn.split(':', Fn.importValue('theirs'))),
      'a mapping': () => Token.asString({ 'Fn::FindInMap': ['A', 'B', 'C'] }),
      'a text with a parameter in it': withParameter,
      'a text with what a function answers in it': (stack) => Fn.sub(`a-\${A}`, { A: custom(stack) }),
      'a text that somebody else writes': () => Token.asString({ 'Fn::Sub': [{ Ref: 'A' }, {}] }),
    }),
  )('%s: %s', (_, __, make, value) => {
    const stack = newStack();
    make(stack, value(stack));
    expect(synthErrorOf(stack)).toMatch(
      /got .*(parameter 'Stack\/|which is known only at deployment).*Use a string that is known at synth, or a CfnParameter/s,
    );
  });

  test.each(
    cross(ACTS, {
      'by CDK': (stack) => ssm.StringParameter.valueForStringParameter(stack, '/x'),
      'with a pattern, which limits its name': parameter({ type: STORED, default: '/x', allowedPattern: '^[a-z/]+$' }),
      'with names to choose from': parameter({ type: STORED, allowedValues: ['/x', '/y'] }),
    }),
  )('%s: a value of Parameter Store %s', (_, __, make, value) => {
    const stack = newStack();
    make(stack, value(stack));
    const said = synthErrorOf(stack);
    expect(said).toMatch(
      /got a value of AWS Systems Manager .* its name alone; .*Create the parameter in this app, .* or a CfnParameter of type String.*valueFromLookup/s,
    );
    expect(said).not.toContain('without an allowedPattern');
  });

  test('one error for a value, with all its places', () => {
    const stack = newStack();
    ACTS.prefix(stack, parameter()(stack));
    expect(synthErrorOf(stack)).toMatch(
      /CloudBerryList.Condition.StringLike.s3:prefix, CloudBerryObjects.Resource, .*: got parameter 'Stack\/Value' without/,
    );
    expect(synthErrorOf(stack).match(/got parameter/g)).toHaveLength(1);
  });

  test.each(Object.entries(OF_ANY_TEXT))('%s: a number without limits in it', (_, make) => {
    const stack = newStack();
    make(stack, number({ minValue: 1 })(stack));
    expect(synthErrorOf(stack)).toMatch(
      /got parameter 'Stack\/Value' without minValue and maxValue; .*\(for a number, with minValue and maxValue\)/,
    );
  });

  test('a limit that is a number, without its own limits', () => {
    const limited = (props: CfnParameterProps) => {
      const stack = newStack();
      const days = new CfnParameter(stack, 'Days', { type: 'Number', ...props }).valueAsNumber;
      const maximumRetention = Duration.days(days);
      new veeam.VeeamM365Repository(stack, 'Repository', { immutability: true, maximumRetention });
      return stack;
    };
    expect(synthErrorOf(limited({ minValue: 1 }))).toContain("got parameter 'Stack/Days' without minValue and maxValue");
    expect(warningsOf(limited({ minValue: 1, maxValue: 40 }))).toEqual([]);
  });
});

/** Whatever the deployment makes of them, it is known. */
const SETTLED: Record<string, (stack: Stack) => string> = {
  'a text with the region in it': () => Fn.sub(`a-\${AWS::Region}`),
  'a text with a resource in it': (stack) =>
    Fn.sub(`\${A}-\${B}`, { A: '', B: new CfnResource(stack, 'Q', { type: 'AWS::SNS::Topic' }).getAtt('TopicName').toString() }),
  'a choice of the deployment': () => Token.asString(chosen('a', 'b')),
  'a choice that synth knows': () => Token.asString({ 'Fn::Select': ['0', ['a', '*']] }),
};

describe('is taken:', () => {
  const quiet = (make: (stack: Stack, value: string) => unknown, value: (stack: Stack) => string) => {
    const stack = newStack();
    make(stack, value(stack));
    return warningsOf(stack).filter((text) => !/bucketUnchecked|bucketOfAnotherAccount|unlimitedRetention|managesAnyNetwork/.test(text));
  };

  test.each(
    cross(ACTS, {
      'a parameter with a pattern': parameter({ allowedPattern: '[a-z0-9-]+' }),
      'a parameter with values': parameter({ allowedValues: ['a', 'b'] }),
      'the region': () => Token.asString({ Ref: 'AWS::Region' }),
      ...SETTLED,
      'the name of a resource': (stack) => new CfnResource(stack, 'Any', { type: 'AWS::SNS::Topic' }).getAtt('TopicName').toString(),
    }),
  )('%s: %s', (_, __, make, value) => {
    expect(quiet(make, value)).toEqual([]);
  });

  test.each(
    cross(COMPARED, {
      'a parameter': parameter(),
      'a parameter of Parameter Store': (stack) => ssm.StringParameter.valueForStringParameter(stack, '/x'),
      'an export of somebody': () => Fn.importValue('theirs'),
      'what a function answers': custom,
      ...SETTLED,
      'a text with a parameter in it': withParameter,
      'a dynamic reference': later('{{resolve:ssm:/x}}'),
      'a dynamic reference to a secret': () => SecretValue.secretsManager('a', { jsonField: 'b' }).unsafeUnwrap(),
    }),
  )('%s: %s', (_, __, make, value) => {
    expect(quiet(make, value)).toEqual([]);
  });

  test.each(
    cross(OF_ANY_TEXT, { 'a number with limits in it': number(LIMITS), 'a number of synth in it': () => `a-${seven()}` }),
  )('%s: %s', (_, __, make, value) => {
    expect(quiet(make, value)).toEqual([]);
  });

  test('a number in a policy that is an output', () => {
    const stack = newStack();
    const theirs = s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'example', account: VENDOR_ACCOUNT, region: 'eu-west-1' });
    const prefix = number(LIMITS)(stack);
    new cloudberry.CloudBerryBackupUser(stack, 'Backup', { bucket: theirs, prefix, ...PROTECTION }).addSetupOutputs();
    const provider = new cloudberry.CloudBerryManagedBackup(stack, 'Provider', PROTECTION);
    provider.addSessionPolicyOutput('customer', prefix);
    provider.addSessionPolicyOutput('other', `b-${seven()}`);
    const outputs: [string, unknown][] = Object.entries(Template.fromStack(stack).toJSON().Outputs);
    const said = (name: string) => JSON.stringify(outputs.find(([id]) => id.includes(name)));
    expect(said('SetupBucketPolicy')).toContain('/a-",{"Ref":"Value"},"/*');
    expect(said('SessionPolicycustomer')).toContain('/a-",{"Ref":"Value"},"/*');
    expect(said('SessionPolicyother')).toContain('/b-7/*');
  });

  test('a number in a range, as far as its width is known', () => {
    const from = (address: (stack: Stack) => string) => (stack: Stack) => {
      const addresses = [address(stack)];
      return new logzio.LogzioArchiveBucket(stack, 'Archive', { access: VendorAccess.iamUser({ onlyFrom: { addresses } }) });
    };
    const length = (stack: Stack) => number(LIMITS)(stack).replace('a-', '203.0.113.0/');
    expect(
      quiet(
        from((stack) => `${number()(stack).replace('a-', '203.0.113.')}/32`),
        nothing,
      ),
    ).toEqual([]);
    expect(quiet(from(length), nothing)).toEqual([]);
    const stack = newStack();
    const hidden = length(stack);
    from(later(hidden))(stack);
    expect(synthErrorOf(stack)).toContain("got parameter 'Stack/Value' without an allowedPattern that excludes wide ranges");
  });

  test('a dynamic reference that is written as a text, unless it is one for passwords', () => {
    const datadogs = (accountId: string) => (stack: Stack) => {
      const access = VendorAccess.vendorRole({ accountId, externalId: 'vendor-{{resolve:secretsmanager:a:SecretString:b}}' });
      new datadog.DatadogLogArchive(stack, 'Archive', { access });
    };
    expect(quiet(datadogs('{{resolve:ssm:/vendor/account:2}}'), () => '')).toEqual([]);
    expect(() => datadogs('{{resolve:ssm-secure:/vendor/account:2}}')(newStack())).toThrow(/accountId: got .*12 digits/);
  });

  test('a parameter of a nested stack, by the parameter of its parent', () => {
    const nested = (props?: CfnParameterProps) => {
      const stack = newStack();
      const inner = inNested(props)(stack);
      ACTS.folder(inner, new CfnParameter(inner, 'Value').valueAsString);
      return stack;
    };
    expect(synthErrorOf(nested())).toContain("got parameter 'Stack/Value' without an allowedPattern");
    expect(warningsOf(nested({ allowedPattern: '\\w+' }))).toEqual([]);
  });

  test('a bucket of another stack', () => {
    const stack = newStack();
    const other = new Stack(stack.node.root, 'Other', { env: { account: stack.account, region: stack.region } });
    new veeam.VeeamM365Repository(other, 'Repository', { bucket: new s3.Bucket(stack, 'Mine', { enforceSSL: true }) });
    expect(warningsOf(other)).toEqual([]);
  });
});

test.each<[string, boolean]>([
  ['[a-z0-9-]+', true],
  ['^\\w+(/\\w+)*$', true],
  ['(?:dev|prod)-\\d{1,3}', true],
  [
    `[^*?$
{
}
]+`,
    true,
  ],
  ['a\\.b', true],
  ['.*', false],
  ['\\S+', false],
  ['[^/]+', false],
  ['[!-~]+', false],
  ['a\\*', false],
  ['[a-z$]+', false],
  ['[a-z?]+', false],
  ['\\p{Punct}', false],
  ...['\\x{2A}', '[a-z]\\x2A', '\\u002A', '\\052', '[a\\x{2A}]', '\\cj', '\\h'].map((one): [string, boolean] => [one, false]),
  ['\\d+\\\\', true],
  ['[a-z&&[^b]]', false],
  ['[a', false],
  ['', false],
])('a pattern that rules wildcards out: %s %s', (pattern, rulesOut) => {
  expect(rulesOutWildcards(pattern)).toBe(rulesOut);
});

test.each<[string, (stack: Stack) => unknown]>([
  [
    'a bucket',
    (stack) =>
      new veeam.VeeamM365Repository(stack, 'R', {
        bucket: s3.Bucket.fromBucketAttributes(stack, 'B', { bucketArn: 'arn:aws:s3:::x*', bucketName: 'example' }),
      }),
  ],
  [
    'a key',
    (stack) =>
      new veeam.VeeamM365Repository(stack, 'R', {
        encryptionKey: kms.Key.fromKeyArn(stack, 'K', 'arn:aws:kms:eu-west-1:111122223333:key/*'),
      }),
  ],
])('an imported id with a wildcard is refused: %s', (_, make) => {
  expect(() => make(newStack())).toThrow(/got /);
});
