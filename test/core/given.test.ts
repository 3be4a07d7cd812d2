import {
  App,
  Aws,
  CfnParameter,
  type CfnParameterProps,
  Duration,
  Fn,
  Lazy,
  NestedStack,
  PhysicalName,
  RemovalPolicy,
  Stack,
  Token,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import {
  AccessKeys,
  cloudberry,
  logzio,
  type NamingOptions,
  type PodIdentityOptions,
  VendorAccess,
  veeam,
  velero,
  Workload,
} from '../../src';
import { structOf } from '../../src/core/private/validation/nested-types';
import { type PropType, required, struct } from '../../src/core/private/validation/prop-types';
import { show } from '../../src/core/private/validation/shown-value';
import { ACCOUNT, errorOf, newStack, synthErrorOf, warningsOf } from '../util';

// What is checked of a value belongs to its kind. Here each kind is checked at every place that takes it; given-sweep.test.ts looks at types alone.

type Give<T> = (stack: Stack, value: T) => unknown;

const OBJECT_LOCK = { immutability: true };
const COPIES = { usage: veeam.VeeamM365Usage.BACKUP_COPY };
const archive = (stack: Stack, props?: logzio.LogzioArchiveBucketProps, id = 'It') => new logzio.LogzioArchiveBucket(stack, id, props);
const backup = (stack: Stack, props?: cloudberry.CloudBerryBackupUserProps) =>
  new cloudberry.CloudBerryBackupUser(stack, 'It', { protection: cloudberry.CloudBerryProtection.recoverableDeletes(), ...props });
const managed = (stack: Stack, props?: cloudberry.CloudBerryManagedBackupProps) =>
  new cloudberry.CloudBerryManagedBackup(stack, 'It', { protection: cloudberry.CloudBerryProtection.recoverableDeletes(), ...props });
const repository = (stack: Stack, props?: veeam.VeeamM365RepositoryProps) => new veeam.VeeamM365Repository(stack, 'It', props);
const appliance = (stack: Stack, archiverAppliance: veeam.VeeamArchiverAppliance) => repository(stack, { ...COPIES, archiverAppliance });
const network = (stack: Stack, props?: Partial<veeam.VeeamArchiverNetworkProps>) =>
  new veeam.VeeamArchiverNetwork(stack, 'It', { proxyCidrs: ['203.0.113.7/32'], ...props });
const restore = (stack: Stack, props?: Partial<cloudberry.CloudBerryEc2RestoreProps>) =>
  new cloudberry.CloudBerryEc2Restore(stack, 'It', {
    bucket: new s3.Bucket(stack, 'Backups'),
    importRole: cloudberry.VmImportRole.existing(),
    ...props,
  });
const role = (options: Partial<Parameters<typeof VendorAccess.vendorRole>[0]>) =>
  VendorAccess.vendorRole({ accountId: OTHER, externalId: 'a1b2c3d4-e5f6', ...options });

const OTHER = '444455556666';

/** The first problem that is told, or nothing. */
function told<T>(give: Give<T>, value: T | ((stack: Stack) => T), stack = newStack()): string {
  const given = typeof value === 'function' ? (value as (stack: Stack) => T)(stack) : value;
  try {
    give(stack, given);
    return 'nothing';
  } catch (error) {
    return (error as Error).message.split('\n')[1] ?? String(error);
  }
}

const TEXTS: Record<string, Give<string>> = {
  'access.accountId': (stack, accountId) => archive(stack, { access: role({ accountId }) }),
  'access.externalId': (stack, externalId) => archive(stack, { access: role({ externalId }) }),
  'access.roleName': (stack, roleName) => archive(stack, { access: role({ roleName }) }),
  'access.userName': (stack, userName) => backup(stack, { access: VendorAccess.iamUser({ userName }) }),
  'access.secretName': (stack, secretName) => repository(stack, { access: VendorAccess.iamUser({ secretName }) }),
  'access.secretFields.id': (stack, id) => archive(stack, { access: VendorAccess.iamUser({ secretFields: { id } }) }),
  bucketName: (stack, bucketName) => managed(stack, { bucketName }),
  prefix: (stack, prefix) => backup(stack, { prefix }),
  'options.prefix': (stack, prefix) =>
    backup(stack).addBucket(new s3.Bucket(stack, 'More', { enforceSSL: true, versioned: true }), { prefix }),
  folder: (stack, folder) => repository(stack, { folder }),
  region: (stack, region) => restore(stack, { region }),
  mailFrom: (stack, mailFrom) => restore(stack, { mailFrom }),
  'importRole.servicePrincipal': (stack, servicePrincipal) =>
    restore(stack, { importRole: cloudberry.VmImportRole.create({ servicePrincipal }) }),
  'archiverAppliance.instanceTags.app': (stack, app) =>
    appliance(stack, veeam.VeeamArchiverAppliance.vendorManagedNetwork({ instanceTags: { app }, tagOnCreateOnly: true })),
  'proxyCidrs[0]': (stack, cidr) => network(stack, { proxyCidrs: [cidr] }),
};
/** Those that name something in a construct or in what CloudFormation takes as literals only. */
const LITERALS: Record<string, Give<string>> = {
  name: (stack, name) => managed(stack).addSessionPolicyOutput(name, 'customer'),
  'options.prefix': (stack, prefix) => archive(stack).addSetupOutputs({ prefix }),
  'archiverAppliance.instanceTags, a key': (stack, key) =>
    appliance(stack, veeam.VeeamArchiverAppliance.vendorManagedNetwork({ instanceTags: { [key]: 'x' }, tagOnCreateOnly: true })),
};
/** Texts beside these, of which another value is right. */
const OTHERS: Record<string, Give<string>> = {
  'access.groupName': (stack, groupName) => backup(stack, { access: VendorAccess.iamUser({ groupName }) }),
  'access.policyName': (stack, policyName) => backup(stack, { access: VendorAccess.iamUser({ policyName }) }),
  'options.requestMetricsId': (stack, requestMetricsId) => archive(stack).monitor({ requestMetricsId }),
  'options.exportPrefix': (stack, exportPrefix) => archive(stack).addSetupOutputs({ exportPrefix }),
};
const byUser = (options: Parameters<typeof VendorAccess.iamUser>[0]) => ({ access: VendorAccess.iamUser(options) });
/** What is imported by its name or ARN. */
const IMPORTS: Record<string, Give<string>> = {
  'access.user': (stack, name) => archive(stack, { access: VendorAccess.existingUser(iam.User.fromUserName(stack, 'X', name)) }),
  'access.role': (stack, arn) => archive(stack, { access: VendorAccess.existingRole(iam.Role.fromRoleArn(stack, 'X', arn)) }),
  grantee: (stack, name) => archive(stack).grantRestore(iam.Group.fromGroupName(stack, 'X', name)),
  'access.permissionsBoundary': (stack, arn) =>
    archive(stack, byUser({ permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, 'X', arn) })),
  'access.secretEncryptionKey': (stack, arn) => archive(stack, byUser({ secretEncryptionKey: kms.Key.fromKeyArn(stack, 'X', arn) })),
  'options.knownReaders[0]': (stack, arn) =>
    archive(stack).monitor({ secretReads: true, knownReaders: [iam.Role.fromRoleArn(stack, 'X', arn)] }),
};
/** The ARNs of imports, up to the name. */
const NAMES: Record<string, [arn: string, give: Give<string>]> = {
  'access.user': [
    `arn:aws:iam::${ACCOUNT}:user/`,
    (s, arn) => archive(s, { access: VendorAccess.existingUser(iam.User.fromUserArn(s, 'X', arn)) }),
  ],
  'access.role': [`arn:aws:iam::${ACCOUNT}:role/`, IMPORTS['access.role']],
  'access.permissionsBoundary': [`arn:aws:iam::${ACCOUNT}:policy/`, IMPORTS['access.permissionsBoundary']],
  'access.secretEncryptionKey': [`arn:aws:kms:eu-west-1:${ACCOUNT}:key/`, IMPORTS['access.secretEncryptionKey']],
  'options.knownReaders[0]': [`arn:aws:iam::${ACCOUNT}:role/`, IMPORTS['options.knownReaders[0]']],
  serverAccessLogsBucket: ['arn:aws:s3:::', (s, arn) => archive(s, { serverAccessLogsBucket: s3.Bucket.fromBucketArn(s, 'X', arn) })],
};
const parameter = (stack: Stack) => new CfnParameter(stack, 'Parameter').valueAsString;

describe.each([...Object.entries(TEXTS), ...Object.entries(LITERALS)])('the text %s is refused', (name, give) => {
  const nothing = {}; // given to a template literal; the value of a tag may be empty
  test.each([
    ...(name.endsWith('.app') ? [] : ['']),
    '*',
    'a?b',
    '$' + '{aws:username}',
    `${undefined}`,
    `a-${null}`,
    `a/${nothing}`,
    'Łódź',
    'a\nb',
  ])('as %j', (value) => {
    expect(told(give, value)).toContain(`${name}: got ${JSON.stringify(value)}; allowed: `);
  });

  test('with a wildcard beside what only the deployment knows', () => {
    expect(told(give, (stack) => `${parameter(stack)}*`)).toContain(`${name}: got "…*" (… is known at deployment only)`);
  });
});

test.each(Object.entries(TEXTS))('the text %s may be known at deployment only, and a look-up that is still to come passes', (_, give) => {
  expect(told(give, parameter)).toBe('nothing');
  const stack = newStack();
  expect(told(give, ssm.StringParameter.valueFromLookup(stack, '/looked/up'), stack)).toBe('nothing');
  expect(() => stack.node.root.node.children && Template.fromStack(stack)).not.toThrow();
});

/** A number token is letters in a text, which newer CDKs do not tell from others. */
const numbered = (stack: Stack) => new CfnParameter(stack, 'Number', { type: 'Number', minValue: 8, maxValue: 32 }).valueAsNumber;

test.each(Object.entries(TEXTS))('the text %s may contain a number that only the deployment knows', (name, give) => {
  const stack = newStack();
  const text = name === 'proxyCidrs[0]' ? `203.0.113.${numbered(stack)}/32` : `${numbered(stack)}`;
  expect(told(give, text, stack)).toBe('nothing');
  expect(warningsOf(stack).filter((one) => !/bucketUnchecked|managesAnyNetwork/.test(one))).toEqual([]);
  expect(JSON.stringify(Template.fromStack(stack).toJSON().Resources)).toMatch(/^(?=.*\{"Ref":"Number"\})(?!.*e\+289)/);
});

test.each(Object.entries(LITERALS))('the text %s may not contain one', (name, give) => {
  expect(told(give, (stack) => `a${numbered(stack)}`)).toContain(`${name}: got "a…" (… is known at deployment only); allowed: `);
});

test('a number that is a whole text is checked in the end', () => {
  const stack = newStack();
  TEXTS['access.accountId'](stack, `${Lazy.number({ produce: () => 12 })}`);
  expect(synthErrorOf(stack)).toContain('access.accountId: got "12"; allowed: ');
});

/** What is told of a literal is told of a Lazy value, too, once it has its value. */
function toldLater(give: Give<string>, value: string): void {
  const stack = newStack();
  const literal = told(give, value);
  give(stack, Lazy.string({ produce: () => value }));
  expect(literal).toContain('; allowed: ');
  expect(synthErrorOf(stack)).toContain(literal.replace(/^ *1\. /, ''));
}

test.each(Object.entries(TEXTS))('the text %s is refused in the same words if a Lazy value produces it', (_, give) =>
  toldLater(give, 'a\nb'));

test.each<[string, Give<string>, string]>([
  ['addresses of everyone', (stack, address) => only(address)(stack), '0.0.0.0/0'],
  ['private addresses', (stack, address) => only(address)(stack), '10.0.0.0/8'],
  ['the own account', TEXTS['access.accountId'], ACCOUNT],
  ['a name of a bucket', TEXTS.bucketName, 'A_B'],
  ['two equal fields', (stack, id) => archive(stack, { access: VendorAccess.iamUser({ secretFields: { id, secret: 'x' } }) }), 'x'],
  ['a prefix of exports', (stack, exportPrefix) => archive(stack).addSetupOutputs({ exportPrefix }), 'a b/'],
  ['an id of metrics', (stack, requestMetricsId) => archive(stack).monitor({ requestMetricsId }), 'a b'],
  ['a user', IMPORTS['access.user'], 'Bob Smith'],
  ['the ARN of a user for a role', IMPORTS['access.role'], `arn:aws:iam::${ACCOUNT}:user/x`],
  ['an alias', IMPORTS['access.secretEncryptionKey'], `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/x`],
  ['the ARN of a role for a boundary', IMPORTS['access.permissionsBoundary'], `arn:aws:iam::${ACCOUNT}:role/x`],
])('so are %s', (_, give, value) => toldLater(give, value));

/** The one that the message names. */
const EXAMPLE = '^[0-9.]+/(3[0-2]|2[4-9])$';

test.each<[CfnParameterProps, RegExp | undefined]>([
  [{ default: '0.0.0.0/0', allowedPattern: '[0-9./]+' }, /addresses\[0\], a value of parameter 'Stack\/Given': got "0\.0\.0\.0\/0"/],
  [{ allowedValues: ['203.0.113.0/24', '128.0.0.0/1'] }, /got "128\.0\.0\.0\/1"; allowed: at most a \/8/],
  [
    { type: 'AWS::SSM::Parameter::Value<String>', default: '/x', allowedPattern: '^[0-9.]+/32$' },
    /got a value of AWS Systems Manager \(parameter 'Stack\/Given'\)/,
  ],
  [{}, /without an allowedPattern that excludes wide .* that matches narrow ranges only/],
  ...['.*', '[0-9./]+', '\\d+\\.\\d+\\.\\d+\\.\\d+/\\d+', '198\\.51\\.100\\.\\d{1,3}/[0-9]{1,2}', '[0-9a-f:]+/\\d{1,3}', '\\d++'].map(
    (allowedPattern): [CfnParameterProps, RegExp] => [
      { default: '203.0.113.0/24', allowedPattern },
      /parameter 'Stack\/Given' whose allowedPattern does not exclude wide/,
    ],
  ),
  ...[EXAMPLE, '(\\d{1,3}\\.){3}\\d{1,3}/(8|9|[12]\\d|3[0-2])', '198\\.51\\.100\\.\\d{1,3}/32', '2001:db8:[0-9a-f:]+/(4[89]|56|64)'].map(
    (allowedPattern): [CfnParameterProps, undefined] => [{ default: '127.0.0.1/32', allowedPattern }, undefined],
  ),
])('a parameter for addresses: %j', (props, wrong) => {
  const stack = newStack();
  only(new CfnParameter(stack, 'Given', props).valueAsString)(stack);
  expect(wrong ? synthErrorOf(stack) : warningsOf(stack)).toEqual(wrong ? expect.stringMatching(wrong) : []);
  expect(wrong && !props.default ? synthErrorOf(stack) : EXAMPLE).toContain(props.allowedValues ? '' : EXAMPLE);
});

describe.each([[undefined], [null]])('a context value that is %s is no value', (missing) => {
  const nothing = () => Token.asString(missing);
  test.each(Object.entries({ ...TEXTS, ...IMPORTS, ...OTHERS }))('of %s', (name, give) => {
    const stack = newStack();
    give(stack, nothing());
    expect(synthErrorOf(stack)).toContain(`${name}: got nothing; allowed: `);
  });

  test.each(Object.entries(NAMES))('as the name in the ARN of %s', (name, [arn, give]) => {
    const stack = newStack();
    give(stack, `${arn}${nothing()}`);
    expect(synthErrorOf(stack)).toContain(`${name}: got `);
  });
});

test.each<[string, (nothing: string) => logzio.LogzioArchiveBucketProps]>([
  ['access.path', (nothing) => ({ access: role({ path: `/a/${nothing}/` }) })],
  ['bucketName', (nothing) => ({ bucketName: `acme-${nothing}` })],
])('null beside other text is no value of %s, either', (name, props) => {
  const stack = newStack();
  archive(stack, props(Token.asString(null)));
  expect(synthErrorOf(stack)).toContain(`${name}: got nothing; allowed: `);
});

test('an attribute that is written as a text is an attribute', () => {
  const stack = newStack();
  new sqs.CfnQueue(stack, 'Q');
  backup(stack, { prefix: Token.asString({ 'Fn::GetAtt': 'Q.QueueName' }) });
  expect(warningsOf(stack)).toEqual([]);
});

test.each(Object.entries(NAMES))('the import %s may be of what only the deployment knows, or what a Lazy value produces', (_, [
  arn,
  give,
]) => {
  for (const text of [Fn.importValue('X'), Lazy.string({ produce: () => `${arn}corp-x` })]) {
    const stack = newStack();
    give(stack, text);
    expect(() => Template.fromStack(stack)).not.toThrow();
  }
});

test.each<[string, Give<string>, CfnParameterProps, RegExp?]>([
  [
    'the own account',
    TEXTS['access.accountId'],
    { default: ACCOUNT },
    /access\.accountId, a value of parameter 'Stack\/Given': got "1{4}.*the vendor's account/,
  ],
  ['any account', TEXTS['access.accountId'], { default: '*' }, /got "\*"; allowed: the vendor's AWS account id/],
  ['a number', TEXTS['access.accountId'], { type: 'Number', default: 4444 }, /got "4444"; allowed: the vendor's/],
  [
    'one of two accounts',
    TEXTS['access.accountId'],
    { default: OTHER, allowedValues: [OTHER, '12345'] },
    /got "12345"; allowed: the vendor's/,
  ],
  ['a short external id', TEXTS['access.externalId'], { default: 'x' }, /externalId, a value of parameter .*: got "x"; allowed: 2 to/],
  ['a name', TEXTS['access.userName'], { default: 'Bob Smith' }, /userName, a value of parameter .*: got "Bob Smith"; allowed: 1 to 64/],
  ['a range', TEXTS['proxyCidrs[0]'], { default: '10.0.0.1/8' }, /got "10\.0\.0\.1\/8"; allowed: a range that starts/],
  ['another account', TEXTS['access.accountId'], { default: OTHER, allowedPattern: '\\d{12}' }],
  ['a number that is an account', TEXTS['access.accountId'], { type: 'Number', default: Number(OTHER) }],
  ['no default', TEXTS['access.accountId'], { allowedPattern: '\\d{12}' }],
  ['a name in Systems Manager', TEXTS['access.accountId'], { type: 'AWS::SSM::Parameter::Value<String>', default: '/vendor/account' }],
])('a parameter whose default is %s is that value until somebody gives another', (_, give, props, ...[wrong]) => {
  const stack = newStack();
  give(stack, new CfnParameter(stack, 'Given', props).valueAsString);
  expect(wrong ? synthErrorOf(stack) : warningsOf(stack)).toEqual(wrong ? expect.stringMatching(wrong) : []);
});

test.each([
  [{ Given: OTHER }],
  [undefined],
])('the default of a nested stack counts if the stack around it gives no value: %j', (parameters) => {
  const stack = newStack();
  const nested = new NestedStack(stack, 'Nested', { parameters });
  TEXTS['access.accountId'](nested, new CfnParameter(nested, 'Given', { default: ACCOUNT }).valueAsString);
  const wrong = expect.stringContaining("a value of parameter 'Stack/Nested/Given'");
  expect(parameters ? warningsOf(stack) : synthErrorOf(stack)).toEqual(parameters ? [] : wrong);
});

test.each(Object.entries(LITERALS))('the text %s is refused if only the deployment knows it, with the reason', (name, give) => {
  expect(told(give, parameter)).toMatch(new RegExp(`${name}: got .* Use a literal: `));
});

/** What a prefix makes of the keys in the policy. */
const keys = (prefix: string | ((stack: Stack) => string)) => {
  const stack = newStack();
  const { policy } = backup(stack, { prefix: typeof prefix === 'string' ? prefix : prefix(stack) });
  return [...new Set(JSON.stringify(stack.resolve(policy.document.toJSON())).match(/"[^"]*\/\*"/g))];
};

test('a slash at the end of a prefix is left out, also after what only the deployment knows', () => {
  expect(keys('office/')).toEqual(keys('office'));
  expect(keys(`office/${Aws.REGION}/`)).toEqual(keys(`office/${Aws.REGION}`));
});

test.each<[string, (stack: Stack) => string, string]>([
  ['a Lazy value', () => Lazy.string({ produce: () => 'office/' }), 'prefix: got "office/"'],
  ['a default', (stack) => new CfnParameter(stack, 'P', { default: 'office/', allowedPattern: '[a-z/]+' }).valueAsString, '"office/"'],
  ['allowed values', (stack) => new CfnParameter(stack, 'P', { default: 'a', allowedValues: ['a', '/b'] }).valueAsString, '"/b"'],
])('a slash too many in %s of a prefix is an error', (_, prefix, text) => {
  const stack = newStack();
  backup(stack, { prefix: prefix(stack) });
  expect(synthErrorOf(stack)).toMatch(new RegExp(`${text}.*The library adds that slash`, 's'));
});

test.each(['office\\pc-1', '/office', 'a//b', 'a/../b'])('the prefix %j is refused everywhere', (prefix) => {
  const places: Give<string>[] = [
    TEXTS.prefix,
    TEXTS['options.prefix'],
    (stack, value) => managed(stack).sessionPolicyForPrefix(value),
    (stack, value) => managed(stack).addSessionPolicyOutput('name', value),
    (stack, value) =>
      cloudberry.CloudBerryBucketGrants.fromBucket(new s3.Bucket(stack, 'B')).backup(new iam.Group(stack, 'G'), { prefix: value }),
  ];
  expect(places.map((give) => told(give, prefix))).toEqual(
    places.map(() => expect.stringContaining(`prefix: got ${JSON.stringify(prefix)}`)),
  );
});

const MANAGED_LOCK = (defaultRetention: Duration) => cloudberry.CloudBerryProtection.objectLock({ defaultRetention });
const DURATIONS: Record<string, Give<Duration>> = {
  'access.maxSessionDuration': (stack, maxSessionDuration) => archive(stack, { access: role({ maxSessionDuration }) }),
  'protection.defaultRetention': (stack, defaultRetention) => backup(stack, { protection: MANAGED_LOCK(defaultRetention) }),
  maximumRetention: (stack, maximumRetention) => repository(stack, { ...OBJECT_LOCK, maximumRetention }),
};

describe.each(Object.entries(DURATIONS))('the duration %s is refused', (name, give) => {
  test.each<[string, (stack: Stack) => Duration, string]>([
    ['of nothing', () => Duration.days(0), '0 (days|minutes)'],
    ['with fractions of a second', () => Duration.millis(3_600_500), '1 hour 500 millis'],
    ['of a hundred thousand days', () => Duration.days(100_000), '100000 days'],
    ['that is no number', () => Duration.days(Number.NaN), 'Duration.days\\(NaN\\)'],
    [
      'in hours that only the deployment knows',
      (stack) => Duration.hours(new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber),
      'a number of hours known at deployment only',
    ],
  ])('%s', (_, value, shown) => {
    expect(told(give, value)).toMatch(new RegExp(`${name}: got ${shown}; allowed: `));
  });
});

test('the retention of a repository may be known at deployment only, in days', () => {
  const days = (stack: Stack) => Duration.days(new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber);
  expect(told(DURATIONS.maximumRetention, days)).toBe('nothing');
  expect(told(DURATIONS['protection.defaultRetention'], days)).toContain('a number of days known at deployment only');
});

const KEYS: Record<string, Give<kms.IKey>> = {
  encryptionKey: (stack, encryptionKey) => repository(stack, { encryptionKey }),
  'access.secretEncryptionKey': (stack, secretEncryptionKey) => backup(stack, { access: VendorAccess.iamUser({ secretEncryptionKey }) }),
  volumeKey: (stack, volumeKey) => restore(stack, { volumeKey }),
  'archiverAppliance.volumeKey': (stack, volumeKey) => appliance(stack, veeam.VeeamArchiverAppliance.vendorManagedNetwork({ volumeKey })),
  'bucket.encryptionKey': (stack, encryptionKey) =>
    restore(stack, { bucket: s3.Bucket.fromBucketAttributes(stack, 'Imported', { bucketName: 'sample', encryptionKey }) }),
};
const KEY_ARN = (region: string) => `arn:aws:kms:${region}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

describe.each(Object.entries(KEYS))('the key %s', (name, give) => {
  test.each<[string, (stack: Stack) => kms.IKey, string]>([
    [
      'of another region',
      (stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN('us-east-2')),
      '"a key in us-east-2"; allowed: a key in eu-west-1.',
    ],
    [
      'that is given by the ARN of an alias',
      (stack) => kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/mine`),
      `"arn:aws:kms:eu-west-1:${ACCOUNT}:alias/mine"; allowed: a KMS key, by an ARN with key/ and its id`,
    ],
    ['that is an alias', (stack) => new kms.Key(stack, 'Key').addAlias('mine'), '"an alias (Stack/Key/Alias)"; allowed: a key.'],
    [
      'that is asymmetric',
      (stack) => new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.RSA_4096 }),
      '"key spec RSA_4096"; allowed: SYMMETRIC_DEFAULT.',
    ],
  ])('%s is refused', (_, key, message) => {
    expect(told(give, key)).toContain(`${name}: got ${message}`);
  });

  test.each<[string, (stack: Stack) => kms.IKey]>([
    ['that is made', (stack) => new kms.Key(stack, 'Key')],
    ['whose ARN only the deployment knows', (stack) => kms.Key.fromKeyArn(stack, 'Key', parameter(stack))],
    ['that is looked up later', (stack) => kms.Key.fromLookup(stack, 'Key', { aliasName: 'alias/mine' })],
  ])('%s is taken', (_, key) => {
    expect(told(give, key)).toBe('nothing');
  });
});

test('a key of volumes is to be in the region that they are in', () => {
  const inOhio = (stack: Stack) => ({ region: 'us-east-2', volumeKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN('us-east-2')) });
  expect(told(restore, inOhio)).toBe('nothing');
  expect(told(appliance, (stack) => veeam.VeeamArchiverAppliance.vendorManagedNetwork(inOhio(stack)))).toBe('nothing');
});

const subnetOf = (stack: Stack) => new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }).publicSubnets[0];
const groupOf = (stack: Stack) => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Imported', 'sg-1');

/** What another stack made, by where it is given, and the imported thing of the same kind. */
const ELSEWHERE: Record<string, [(there: Stack) => unknown, Give<never>]> = {
  bucket: [(there) => new s3.Bucket(there, 'Made'), (stack, bucket) => archive(stack, { bucket })],
  'bucket ': [(there) => new s3.Bucket(there, 'Made'), (stack, bucket) => backup(stack).addBucket(bucket)],
  'bucket  ': [
    (there) => new s3.Bucket(there, 'Made'),
    (stack, bucket) => logzio.LogzioBucketGrants.fromBucket(bucket).archive(new iam.Group(stack, 'Group')),
  ],
  'bucket.encryptionKey': [
    (there) => new s3.Bucket(there, 'Made', { bucketName: 'sample', encryptionKey: new kms.Key(there, 'Key') }),
    (stack, bucket) => backup(stack, { bucket }),
  ],
  serverAccessLogsBucket: [
    (there) => new s3.Bucket(there, 'Made'),
    (stack, serverAccessLogsBucket) => archive(stack, { serverAccessLogsBucket }),
  ],
  'repositories[0]': [(there) => new s3.Bucket(there, 'Made'), (stack, bucket) => network(stack, { repositories: [bucket] })],
  'access.user': [(there) => new iam.User(there, 'Made'), (stack, user) => archive(stack, { access: VendorAccess.existingUser(user) })],
  'access.role': [
    (there) => new iam.Role(there, 'Made', { assumedBy: new iam.AccountRootPrincipal() }),
    (stack, existing) => archive(stack, { access: VendorAccess.existingRole(existing) }),
  ],
  'access.permissionsBoundary': [
    (there) =>
      new iam.ManagedPolicy(there, 'Made', { statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] }),
    (stack, permissionsBoundary) => archive(stack, { access: VendorAccess.iamUser({ permissionsBoundary }) }),
  ],
  encryptionKey: [(there) => new kms.Key(there, 'Made'), KEYS.encryptionKey],
  'access.secretEncryptionKey': [(there) => new kms.Key(there, 'Made'), KEYS['access.secretEncryptionKey']],
  'placement.subnets[0]': [
    subnetOf,
    (stack, subnet) => restore(stack, { placement: { subnets: [subnet], securityGroups: [groupOf(stack)] } }),
  ],
  'archiverAppliance.subnet': [
    subnetOf,
    (stack, subnet) => appliance(stack, veeam.VeeamArchiverAppliance.inNetwork({ subnet, securityGroup: groupOf(stack) })),
  ],
  vpc: [(there) => new ec2.Vpc(there, 'Made', { maxAzs: 1 }), (stack, vpc) => network(stack, { vpc })],
};

describe.each(Object.entries(ELSEWHERE))('%s of another stack', (name, [make, give]) => {
  const both = (env: object, crossRegionReferences?: boolean) => {
    const app = new App();
    const here = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' }, crossRegionReferences });
    return { here, there: new Stack(app, 'There', { env, crossRegionReferences }) };
  };
  const message = new RegExp(`^ {2}1\\. ${name.trim().replace(/[[\]]/g, '\\$&')}: got .*(There|us-east-2|444455556666|account)`);

  test.each([
    { account: ACCOUNT, region: 'us-east-2' },
    { account: '444455556666', region: 'eu-west-1' },
  ])('is refused in %j, in our own words', (env) => {
    const { here, there } = both(env);
    expect(told(give, make(there) as never, here)).toMatch(message);
  });

  test('is taken in the same place', () => {
    const { here, there } = both({ account: ACCOUNT, region: 'eu-west-1' });
    expect(told(give, make(there) as never, here)).toBe('nothing');
  });
});

test('a bucket of another region with a name, and a subnet by a reference across regions, are taken', () => {
  const app = new App();
  const [here, there] = ['eu-west-1', 'us-east-2'].map(
    (region) => new Stack(app, region, { env: { account: ACCOUNT, region }, crossRegionReferences: true }),
  );
  for (const bucketName of ['sample', PhysicalName.GENERATE_IF_NEEDED]) {
    new logzio.LogzioArchiveBucket(here, `It${bucketName.length}`, {
      bucket: new s3.Bucket(there, `B${bucketName.length}`, { bucketName }),
    });
  }
  const placement = { subnets: [subnetOf(there)], securityGroups: [groupOf(here)] };
  expect(told(restore, { region: 'us-east-2', placement }, here)).toBe('nothing');
});

const ENUMS: Record<string, [Give<never>, string, string]> = {
  removalPolicy: [(stack, removalPolicy) => archive(stack, { removalPolicy }), 'DESTROY', 'RemovalPolicy.DESTROY'],
  usage: [(stack, usage) => repository(stack, { usage }), 'Backup_Copy', 'VeeamM365Usage.BACKUP_COPY'],
  storageClass: [(stack, storageClass) => repository(stack, { storageClass }), 'standard', 'VeeamM365StorageClass.STANDARD'],
  lockMode: [(stack, lockMode) => repository(stack, { ...OBJECT_LOCK, lockMode }), 'governance', 'ObjectLockMode.GOVERNANCE'],
  permissions: [(stack, permissions) => backup(stack, { permissions }), 'KB1034', 'CloudBerryPermissions.KB1034'],
};

test.each(Object.entries(ENUMS))('the enum %s is refused in another case, with the member that is meant, and as anything else', (name, [
  give,
  text,
  member,
]) => {
  expect(told(give, text as never)).toMatch(new RegExp(`${name}: got "${text}"; allowed: .*Use the enum member: ${member}\\.`));
  expect(told(give, 'other' as never)).toMatch(new RegExp(`${name}: got "other"; allowed: ${member.split('.')[0]}\\..*Choose one of them`));
});

test('a bucket has no snapshots', () => {
  expect(told(repository, { removalPolicy: RemovalPolicy.SNAPSHOT })).toContain(
    'removalPolicy: got "snapshot"; allowed: RemovalPolicy.DESTROY, ',
  );
  expect(told(repository, { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE })).toBe('nothing');
});

test.each([
  ['203.0.113.7/24', '203.0.113.7/32 for this address alone, or 203.0.113.0/24 for all 256'],
  ['10.0.0.1/8', '10.0.0.1/32 for this address alone, or 10.0.0.0/8 for all 16777216'],
  ['203.0.113.129/31', '203.0.113.129/32 for this address alone, or 203.0.113.128/31 for all 2'],
  ['203.0.113.7/0', 'or 0.0.0.0/0 for all'],
  ['203.0.113.7', 'For example, 203.0.113.7/32'],
  ['2001:db8::/32', 'For example, '],
  ['203.0.113.0/33', 'For example, '],
  ['256.0.0.1/32', 'For example, '],
  ['203.0.113/24', 'For example, '],
  ['10.0.0.1/32 ', 'For example, '],
])('the address %j of a proxy is refused', (cidr, todo) => {
  const message = told(TEXTS['proxyCidrs[0]'], cidr);
  expect(message).toContain(`proxyCidrs[0]: got ${JSON.stringify(cidr)}; allowed: `);
  expect(message).toContain(todo);
});

test.each(['203.0.113.0/24', '203.0.113.128/25', '0.0.0.0/0', '203.0.113.7/32'])('the address %j of a proxy is taken', (cidr) => {
  expect(told(TEXTS['proxyCidrs[0]'], cidr)).toBe('nothing');
});

test.each<[string, Give<never>]>([
  ['a list', (stack) => network(stack, { proxyCidrs: Fn.split(',', Fn.importValue('x')) })],
  ['a list that is lazy', (stack) => network(stack, { proxyCidrs: Lazy.list({ produce: () => ['203.0.113.7/32'] }) })],
])('%s that only the deployment knows is refused', (_, give) => {
  expect(told(give, undefined as never)).toContain('proxyCidrs: got a list known at deployment only; allowed: ');
});

test.each<[string, () => unknown, string]>([
  ['no options', () => VendorAccess.vendorRole(undefined as never), 'VendorAccess.vendorRole failed:\n  1. accountId: got nothing'],
  ['null', () => VendorAccess.iamUser(null as never), 'VendorAccess.iamUser failed:\n  1. options: got null'],
  ['an id', () => VendorAccess.existingRole('me' as never), 'VendorAccess.existingRole failed:\n  1. role: got "me"'],
  ['nothing', () => cloudberry.CloudBerryProtection.objectLock(1 as never), 'CloudBerryProtection.objectLock failed:\n  1. options: got 1'],
  ['a text', () => AccessKeys.single('2' as never), 'AccessKeys.single failed:\n  1. serial: got "2"'],
  ['a number of later', () => AccessKeys.single(Token.asNumber({ Ref: 'P' })), '1. serial: got a number known at deployment only'],
  [
    'ids',
    () => veeam.VeeamArchiverAppliance.inNetwork({ subnet: 'subnet-1' } as never),
    '1. subnet: got "subnet-1"; allowed: a subnet. Import one by its id: Subnet.fromSubnetId.\n  2. securityGroup: got nothing',
  ],
  ['a name', () => logzio.LogzioBucketGrants.fromBucket('mine' as never), 'LogzioBucketGrants.fromBucket failed:\n  1. bucket: got "mine"'],
])('a factory that is given %s names itself', (_, call, message) => {
  expect(errorOf(call)).toContain(message);
});

test('everything is told at once: wrong types, wrong values, of recipes and of what does not go together', () => {
  const stack = newStack();
  const props = {
    access: VendorAccess.iamUser({ userName: 'a b', secretFields: { id: 'one', secret: 'one' } }),
    bucket: new s3.Bucket(stack, 'Mine'),
    bucketName: 'My_Bucket',
    usage: 'backup-copy',
    immutability: 'true',
    lockMode: s3.ObjectLockMode.GOVERNANCE,
    folder: 'a/b',
    browse: true,
    storageClass: null,
    archiverAppliance: veeam.VeeamArchiverAppliance.vendorManagedNetwork,
  };
  const told = errorOf(() => repository(stack, props as never)).split('\n');
  expect(told[0]).toBe("Cannot create VeeamM365Repository 'Stack/It':");
  // no complaint about a lock mode without immutability, which is wrong by itself, nor about the folder of 'browse'
  expect(told.slice(1).map((line) => line.replace(/; allowed: .*/, ''))).toEqual([
    expect.stringContaining('bucketName: got "My_Bucket"'),
    expect.stringContaining('storageClass: got null'),
    expect.stringContaining('immutability: got "true"'),
    expect.stringContaining('folder: got "a/b"'),
    expect.stringContaining('access.userName: got "a b"'),
    expect.stringContaining('access.secretFields.secret: got "one"'),
    expect.stringContaining('archiverAppliance: got the function vendorManagedNetwork, which was not called'),
  ]);
});

describe('what is of another partition, or only AWS can change', () => {
  const GIVEN: Record<string, [arn: string, give: Give<string>]> = {
    bucket: ['s3:::backup-x', (stack, arn) => archive(stack, { bucket: s3.Bucket.fromBucketArn(stack, 'X', arn) })],
    encryptionKey: [
      `kms:eu-west-1:${ACCOUNT}:key/1234`,
      (stack, arn) => archive(stack, { encryptionKey: kms.Key.fromKeyArn(stack, 'X', arn) }),
    ],
    'access.permissionsBoundary': [
      `iam::${ACCOUNT}:policy/x`,
      (stack, arn) =>
        archive(stack, { access: VendorAccess.iamUser({ permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, 'X', arn) }) }),
    ],
    'access.user': [
      `iam::${ACCOUNT}:user/x`,
      (stack, arn) => archive(stack, { access: VendorAccess.existingUser(iam.User.fromUserArn(stack, 'X', arn)) }),
    ],
    'access.role': [
      `iam::${ACCOUNT}:role/x`,
      (stack, arn) => archive(stack, { access: VendorAccess.existingRole(iam.Role.fromRoleArn(stack, 'X', arn)) }),
    ],
  };

  test.each(Object.entries(GIVEN))('%s', (name, [arn, give]) => {
    const foreign = `arn:aws-us-gov:${arn}`;
    expect(told(give, foreign)).toContain(`1. ${name}: got "${foreign}"; allowed: one of the partition 'aws', which the region`);
    expect(told(give, `arn:aws:${arn}`)).toBe('nothing');
    expect(told(give, foreign, newStack(null))).toBe('nothing'); // the stack may be there
  });

  test('a bucket in a region of another partition', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'X', { bucketName: 'backup-x', region: 'cn-north-1' });
    expect(errorOf(() => archive(stack, { bucket }))).toContain("bucket: got one in cn-north-1; allowed: one of the partition 'aws'");
  });

  test.each([
    ['aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot', true],
    ['aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_1234567890abcdef', true],
    ['AWSReservedSSO_Admin_1234567890abcdef', true],
    ['service-role/mine', false],
    ['AWSReservedSSO_mine', false],
  ])('the role %s', (name, isReserved) => {
    const said = told(GIVEN['access.role'][1], `arn:aws:iam::${ACCOUNT}:role/${name}`);
    isReserved ? expect(said).toMatch(/which only AWS can change"; allowed: .*permission set\./) : expect(said).toBe('nothing');
  });
});

describe('an import of no general purpose bucket', () => {
  const byArn: Give<string> = (stack, arn) => archive(stack, { bucket: s3.Bucket.fromBucketArn(stack, 'X', arn) });
  const byName: Give<string> = (stack, name) => archive(stack, { bucket: s3.Bucket.fromBucketName(stack, 'X', name) });
  test.each<[string, Give<string>, boolean]>([
    [`arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/point`, byArn, true],
    [`arn:${Aws.PARTITION}:s3:eu-west-1:${ACCOUNT}:accesspoint/point`, byArn, true],
    ['arn:aws:s3:::backup-x/prefix', byArn, true],
    [`arn:aws:s3express:eu-west-1:${ACCOUNT}:bucket/backup--euw1-az1--x-s3`, byArn, true],
    ['point-abcdefabcdefabcdef-s3alias', byName, true],
    ['backup--euw1-az1--x-s3', byName, true],
    [`backup-${Aws.ACCOUNT_ID}--ol-s3`, byName, true],
    ['arn:aws:s3:::backup-x', byArn, false],
    [`arn:${Aws.PARTITION}:s3:::backup-${Aws.ACCOUNT_ID}`, byArn, false],
    [Fn.importValue('Bucket'), byArn, false],
    [`backup-${ACCOUNT}-eu-west-1-an`, byName, false], // its region has such names for each account
    ['backup-s3alias-x', byName, false],
  ])('%s', (given, give, isWrong) => {
    const said = told(give, given);
    isWrong
      ? expect(said).toMatch(/1\. bucket: got ".*; allowed: a general purpose bucket .*fromBucketName/)
      : expect(said).toBe('nothing');
  });

  test('the grants refuse it, too', () => {
    const stack = newStack();
    const point = s3.Bucket.fromBucketName(stack, 'X', 'point-s3alias');
    expect(errorOf(() => logzio.LogzioBucketGrants.fromBucket(point))).toContain('allowed: a general purpose bucket');
  });
});

test('what is in another region than a wrong one is not reported: only the region is', () => {
  const stack = newStack();
  const wrong = errorOf(() => restore(stack, { region: '[object Object]', volumeKey: new kms.Key(stack, 'Key') }));
  expect(wrong.split('\n').slice(1)).toEqual([expect.stringContaining('region: got "[object Object]"')]);
});

test('without its feature flag, the CDK cannot have logs delivered to a bucket without ACLs: the prop is named, and the flag', () => {
  const logging = (objectOwnership: s3.ObjectOwnership, flag: boolean) => {
    const stack = newStack(undefined, { postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': flag } });
    archive(stack, { serverAccessLogsBucket: new s3.Bucket(stack, 'Logs', { objectOwnership }) });
    return Template.fromStack(stack);
  };
  const refused = errorOf(() => logging(s3.ObjectOwnership.BUCKET_OWNER_ENFORCED, false));
  expect(refused).toMatch(/serverAccessLogsBucket: got a bucket with BUCKET_OWNER_ENFORCED; allowed: .*Set the feature flag .*to true/);
  logging(s3.ObjectOwnership.BUCKET_OWNER_ENFORCED, true).resourceCountIs('AWS::S3::Bucket', 2);
  logging(s3.ObjectOwnership.OBJECT_WRITER, false).resourceCountIs('AWS::S3::Bucket', 2);
});

test('the bucket of another construct takes no access logs if it is locked, or needs an ACL for them', () => {
  const logging = (to: (stack: Stack) => s3.IBucket, flag: boolean) => {
    const stack = newStack(undefined, { postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': flag } });
    archive(stack, { serverAccessLogsBucket: to(stack) }, 'Logged');
    return Template.fromStack(stack);
  };
  const locked = (stack: Stack) => new veeam.VeeamM365Repository(stack, 'Locked', { immutability: true }).bucket;
  const open = (stack: Stack) => archive(stack, {}, 'Open').bucket;
  for (const flag of [true, false]) {
    expect(errorOf(() => logging(locked, flag))).toMatch(/serverAccessLogsBucket: got 'Stack\/Locked\/Bucket', which has Object Lock/);
  }
  expect(errorOf(() => logging(open, false))).toMatch(
    /'Stack\/Open\/Bucket', AccessControl: .* Create a bucket for the logs alone, or set the/,
  );
  logging(open, true).resourceCountIs('AWS::S3::Bucket', 2);
});

test('a look-up that is still to come runs: nothing is refused, nothing warned of, and the look-up is asked for', () => {
  const stack = newStack();
  const lookUp = (name: string) => ssm.StringParameter.valueFromLookup(stack, name);
  archive(stack, { bucketName: lookUp('/bucket'), access: role({ accountId: lookUp('/account'), roleName: lookUp('/role') }) });
  expect(warningsOf(stack)).toEqual([]);
  const { missing } = (stack.node.root as App).synth().manifest;
  expect(missing?.map(({ props }) => (props as { parameterName: string }).parameterName)).toEqual(['/bucket', '/account', '/role']);
});

const BEFORE = { bucket: 'a-valid-name', key: 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555' };

test('the name of a bucket and the ARN of a key can be looked up, as the message says, with what stands in until then', () => {
  const make = (context?: Record<string, string>) => {
    const stack = newStack(undefined, { context });
    const lookUp = (name: string, before: string) => ssm.StringParameter.valueFromLookup(stack, name, before);
    archive(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Bucket', lookUp('/bucket', BEFORE.bucket)) });
    archive(stack, { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', lookUp('/key', BEFORE.key)) }, 'Other');
    expect(warningsOf(stack).filter((text) => !text.includes('bucketUnchecked'))).toEqual([]);
    return (stack.node.root as App).synth();
  };
  const missing = make().manifest.missing ?? [];
  expect(missing.map(({ props }) => (props as { parameterName: string }).parameterName)).toEqual(['/bucket', '/key']);
  const found = ['mine', BEFORE.key.replace(/5+$/, '666666666666')];
  const { manifest, stacks } = make(Object.fromEntries(missing.map(({ key }, index) => [key, found[index]])));
  expect(manifest.missing).toBeUndefined();
  expect(found.filter((text) => !JSON.stringify(stacks[0].template).includes(text))).toEqual([]);
});

test('what is still to be looked up is in no other region or account', () => {
  const stack = newStack();
  const lookUp = (name: string) => ssm.StringParameter.valueFromLookup(stack, name);
  const bucketAttributes = { bucketName: 'mine', account: lookUp('/account'), region: lookUp('/of-bucket') };
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Imported', bucketAttributes);
  const importRole = cloudberry.VmImportRole.existing();
  new cloudberry.CloudBerryEc2Restore(stack, 'Restore', { bucket, importRole, region: lookUp('/region') });
  new cloudberry.CloudBerryEc2Restore(stack, 'Second', {
    bucket: new s3.Bucket(stack, 'Own', { enforceSSL: true }),
    importRole,
    region: lookUp('/region'),
  });
  expect(warningsOf(stack).filter((text) => !text.includes('bucketUnchecked'))).toEqual([]);
});

test.each<[unknown, string]>([
  [{ a: { b: { c: 1 } } }, '{ a: { b: { … } } }'],
  [['x'.repeat(2000)], /^\["x{900,}…$/ as never],
  [[1, 2, 3, 4, 5, 6], '[1, 2, 3, 4, 5, …]'],
  [Token.asAny({ Ref: 'P' }), 'a value known at deployment only'],
  [Token.asString({ Ref: 'P' }), 'a text known at deployment only'],
  [`logs-${Token.asString({ Ref: 'P' })}`, '"logs-…" (… is known at deployment only)'],
  [-0, '-0'],
  ['a\0b\u202E\u{E0001}', '"a\\u0000b\\u202e\\ue0001"'],
  [
    {
      get constructor(): never {
        throw new Error('hostile');
      },
    },
    /./ as never,
  ],
  [
    new Proxy(
      {},
      {
        getPrototypeOf: () => {
          throw new Error('hostile');
        },
      },
    ),
    'a value that cannot be shown',
  ],
  [VendorAccess.iamUser(), 'IAM user'],
  [cloudberry.CloudBerryProtection.recoverableDeletes(), 'recoverableDeletes()'],
])('a value is shown as one recognizes it (%#)', (value, shown) => {
  expect(show(value)).toEqual(typeof shown === 'string' ? shown : expect.stringMatching(shown));
});

test('a prop without a type, or with that of another, does not compile', () => {
  interface Sample {
    readonly one: string;
    readonly two?: number;
  }
  const [text, number] = [{}, {}] as unknown as [PropType<string>, PropType<number>];
  struct<Sample>({ one: required(text), two: number });
  // @ts-expect-error 'two' has none
  struct<Sample>({ one: required(text) });
  // @ts-expect-error 'one' is required
  struct<Sample>({ one: text, two: number });
  // @ts-expect-error 'two' is optional
  struct<Sample>({ one: required(text), two: required(number) });
  // @ts-expect-error 'two' is a number
  struct<Sample>({ one: required(text), two: text });
  // @ts-expect-error a rule sees only what it names
  struct<Sample>({ one: required(text), two: number }, (rule) => [rule(['one'], ({ two }) => [String(two)])]);
  expect(structOf(struct<Sample>({ one: required(text), two: number })).problems('it', 1, {})).toEqual([
    'it: got 1; allowed: an object with options. Or omit it.',
  ]);
});

test.each<[string, string]>([
  ['arn:aws:iam::999999999999:policy/corp', 'allowed: a policy of account 111122223333, or of AWS'],
  [`arn:aws:iam::${ACCOUNT}:policy/corp`, 'nothing'],
  ['arn:aws:iam::aws:policy/PowerUserAccess', 'nothing'],
])('the boundary %s', (arn, said) => {
  const boundary = (stack: Stack) => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', arn);
  const give = (stack: Stack) => archive(stack, { access: VendorAccess.iamUser({ permissionsBoundary: boundary(stack) }) });
  expect(told(give, arn)).toContain(said);
  expect(told(give, arn, newStack(null))).toBe('nothing');
});

const only = (address: string) => (stack: Stack) =>
  archive(stack, { access: VendorAccess.iamUser({ onlyFrom: { addresses: [address] } }) });
const naming = (options: NamingOptions) => (stack: Stack) => archive(stack, { access: VendorAccess.iamUser(options) });
const pod = (options: Partial<PodIdentityOptions>) => (stack: Stack) =>
  new velero.VeleroBackupLocation(stack, 'It', {
    access: VendorAccess.workloadRole(Workload.podIdentity({ namespace: 'n', serviceAccount: 's', clusterName: 'c', ...options })),
  });

const onlyEndpoint = (id: string) => (stack: Stack) => {
  const vpcEndpoints = [ec2.GatewayVpcEndpoint.fromGatewayVpcEndpointId(stack, 'Endpoint', id)];
  return archive(stack, { access: VendorAccess.iamUser({ onlyFrom: { vpcEndpoints } }) });
};
const onlyVpc = (vpcId: string) => (stack: Stack) => {
  const vpcs = [ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId, availabilityZones: ['eu-west-1a'] })];
  return archive(stack, { access: VendorAccess.iamUser({ onlyFrom: { vpcs } }) });
};
const placed = (subnetId: string, groupId: string) => (stack: Stack) => {
  const [subnet, securityGroup] = [
    ec2.Subnet.fromSubnetId(stack, 'Subnet', subnetId),
    ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', groupId),
  ];
  return appliance(stack, veeam.VeeamArchiverAppliance.inNetwork({ subnet, securityGroup }));
};
const user = (name: string) => (stack: Stack) =>
  archive(stack, { access: VendorAccess.existingUser(iam.User.fromUserName(stack, 'User', name)) });
const roleBy = (by: typeof iam.Role.fromRoleName, text: string) => (stack: Stack) =>
  archive(stack, { access: VendorAccess.existingRole(by(stack, 'Role', text)) });
const arn = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;

const x = (count: number) => 'x'.repeat(count);

// Of each kind, the values at its edges: those that still are one, and the nearest that are not.
test.each<[string, (value: string) => (stack: Stack) => unknown, string, string]>([
  ['a role name', (it) => (stack) => TEXTS['access.roleName'](stack, it), `a|a+=,.@-_9|${x(64)}`, `${x(65)}| a|a |a/b`],
  ['a policy name', (policyName) => naming({ policyName }), `x|${x(100)}`, `${x(101)}| a|a `],
  ['the beginning of names', (namePrefix) => naming({ namePrefix }), `x|${x(24)}`, `${x(25)}| a|a |`],
  ['a path', (path) => naming({ path }), `/|/a/|/a-b/c.d/|/${x(510)}/`, `|a|//|/a b/|/a/ | /a/|/${x(511)}/`],
  ['a prefix', (it) => (stack) => TEXTS.prefix(stack, it), `${x(1023)}|${'é'.repeat(511)}`, `${x(1024)}|${'é'.repeat(512)}`],
  ['a secret', (it) => (stack) => TEXTS['access.secretName'](stack, it), `x|a/b-c|${x(512)}`, `${x(513)}| a|a `],
  ['a field', (it) => (stack) => TEXTS['access.secretFields.id'](stack, it), `a.b-c_9|${x(128)}`, `${x(129)}| a|a |a/b`],
  [
    'a region',
    (region) => (stack) => TEXTS.region(stack, region),
    'us-gov-east-1|ap-southeast-12',
    'eu-west|euwest-1| eu-west-1|EU-west-1|e-west-1',
  ],
  ['a namespace', (namespace) => pod({ namespace }), `a|9|a-b|${x(63)}`, `${x(64)}|-a|a-|A|a.b| a|a `],
  ['a service account', (serviceAccount) => pod({ serviceAccount }), `a|a.b-c.9|${x(253)}`, `${x(254)}|.a|a.|a..b|a-.b|-a| a|a `],
  ['a cluster', (clusterName) => pod({ clusterName }), `a|A_b-9|${x(100)}`, `${x(101)}|-a|_a| a|a |a/b`],
  [
    'an address of a proxy',
    (it) => (stack) => TEXTS['proxyCidrs[0]'](stack, it),
    '10.0.0.0/8|255.249.199.99/32',
    '256.0.0.0/32|1.2.3/32|1.2.3.4/33|1.2.3.4| 1.2.3.4/32|1.2.3.4/32 |1.2.3.4.0/32|a1.2.3.4/32',
  ],
  [
    'an address that is public',
    only,
    '9.0.0.0/8|172.15.0.0/16|172.32.0.0/16|192.169.0.0/16|169.253.0.0/16|100.63.0.0/16|100.128.0.0/16|fb00::/16|1.0.0.0/8|198.17.0.0/16|198.20.0.0/16|223.0.0.0/8|::2/128',
    '10.0.0.0/8|127.0.0.1/32|172.16.0.0/16|172.20.1.0/24|172.31.0.0/16|192.168.1.0/24|169.254.0.0/16|100.64.0.0/10|100.79.0.0/16|100.101.0.0/16|100.119.0.0/16|100.127.0.0/16|fc00::/16|fd12:3456::/32|fe80::/16|FEB0::/16|::1/128|0.0.0.0/8|0.1.2.3/32|198.18.0.0/15|224.0.0.0/4|224.0.0.0/8|239.1.0.0/16|240.0.0.0/4|255.255.255.255/32|ff00::/16|FF02::1/128|::/128|::ffff:0:0/96',
  ],
  ['a range of addresses', only, '8.0.0.0/8|2600::/16', '8.0.0.0/7|0.0.0.0/0|2600::/15|::/0'],
  [
    'an IPv6 address',
    only,
    '2001::/16|2001:DB8::/128|1:2:3:4:5:6:7:8/128|2600::1:0/112|2600:1:2:3::/64',
    '2600:::/32|2600::1::/128|2600:12345::/64|2600::g/128|1:2:3:4:5:6:7/128|1:2:3:4:5:6:7:8:9/128|2600::/129|2600::|2600::1/112|x2600::/32',
  ],
  ['an endpoint', onlyEndpoint, 'vpce-1a2b3c4d', '|abc|vpc-1234abcd|VPCE-1A2B|vpce-1a2b '],
  ['a VPC', onlyVpc, 'vpc-12345', 'my-vpc|vpce-1a2b| vpc-1'],
  ['a subnet', (id) => placed(id, 'sg-1'), 'subnet-1a2b|s-12345', 'my-subnet|sg-1|subnet-'],
  ['a security group', (id) => placed('subnet-1', id), 'sg-12345678', 'default|subnet-1'],
  ['an existing role', (it) => roleBy(iam.Role.fromRoleName, it), `a|a+=,.@-_9|${x(64)}`, `${x(65)}| a|a b|a*`],
  ['an existing user', (it) => user(it), `a|${x(64)}`, `${x(65)}| a|Bob Smith`],
  [
    'the ARN of a role',
    (it) => roleBy(iam.Role.fromRoleArn, it),
    `${arn('role/x')}|${arn('role/team/x')}`,
    `${arn('user/x')}|${arn('instance-profile/x')}|${arn('assumed-role/Admin/me').replace(':iam:', ':sts:')}`,
  ],
  ['the region of a cluster', (clusterRegion) => pod({ clusterRegion }), 'eu-west-1|us-east-2', 'cn-north-1|us-gov-west-1|EU-west-1'],
  ...(['Ref', 'Fn::GetAtt'] as const).map((intrinsic): [string, (value: string) => (stack: Stack) => unknown, string, string] => [
    `a bucket whose name has ${intrinsic} in it`,
    (it) => (stack) => TEXTS.bucketName(stack, it.replace('#', Token.asString({ [intrinsic]: 'X' }))),
    `#|logs-#|#-logs|a.#.b|${x(62)}#`,
    `Logs-#|a_b-#|-#|#-|a b#|${x(63)}#|xn--#`,
  ]),
  [
    'a range whose address only the deployment knows',
    (it) => (stack) => only(it.replace('#', new ec2.CfnEIP(stack, 'Address').ref))(stack),
    '#/32|#/8|#',
    '#/0|#/7',
  ],
  ...(['valueAsString', 'valueAsNumber'] as const).map((value): [string, (value: string) => (stack: Stack) => unknown, string, string] => [
    `a range whose length only the deployment knows, by ${value}`,
    (it) => (stack) =>
      only(it.replace('#', `${new CfnParameter(stack, 'Length', { type: 'Number', minValue: 9, maxValue: 32 })[value]}`))(stack),
    '203.0.113.0/#',
    '0.0.0.0/#|10.0.0.0/#',
  ]),
  [
    'a range of any length',
    (it) => (stack) => only(it.replace('#', new CfnParameter(stack, 'Length').valueAsString))(stack),
    '203.0.113.0/24',
    '203.0.113.0/#|128.0.0.0/#',
  ],
  [
    'a bucket',
    (it) => (stack) => TEXTS.bucketName(stack, it),
    `abc|a-b.c9|${x(63)}|an-old-one`,
    `ab|${x(64)}|Abc|xn--abc|sthree-abc|amzn-s3-demo-abc|abc-s3alias|abc--ol-s3|abc.mrap|abc--x-s3|abc--table-s3|abc-an`,
  ],
])('%s', (_, give, right, wrong) => {
  expect(right.split('|').filter((value) => told(give(value), value) !== 'nothing')).toEqual([]);
  expect(wrong.split('|').filter((value) => !told(give(value), value).includes('; allowed: '))).toEqual([]);
});
