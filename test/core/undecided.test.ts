import { CfnCondition, CfnMapping, CfnParameter, CfnResource, NestedStack, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { logzio, VendorAccess, veeam, velero } from '../../src';
import { newStack, synthErrorOf, warningsOf } from '../util';

// Settings of an own bucket that the deployment decides. Those that no rule of the product reads, or that are right in each case, are silent.

const either = (one: unknown, other: unknown = { Ref: 'AWS::NoValue' }, name = 'Some') => ({ 'Fn::If': [name, one, other] });
const LATER = { Ref: 'Parameter' };
const EXPIRES = { ExpirationInDays: 30, Status: 'Enabled' };
const moves = (StorageClass: unknown) => ({ Status: 'Enabled', Transitions: [{ StorageClass, TransitionInDays: 1 }] });
const rules = (...Rules: unknown[]) => ({ LifecycleConfiguration: { Rules } });
const encryption = (rule: unknown) => ({ BucketEncryption: { ServerSideEncryptionConfiguration: [rule] } });
const byDefault = (ServerSideEncryptionByDefault: object) => encryption({ ServerSideEncryptionByDefault });
const blocked = (EncryptionType: unknown) => encryption({ BlockedEncryptionTypes: { EncryptionType } });
const tiers = (Status: unknown) => ({ IntelligentTieringConfigurations: [{ Id: 'x', Status, Tierings: [] }] });
const ownership = (ObjectOwnership: unknown) => ({ OwnershipControls: { Rules: [{ ObjectOwnership }] } });
const acl = (AccessControl: unknown, block: object = {}) => ({ AccessControl, PublicAccessBlockConfiguration: block });

const PRODUCTS = {
  archive: (stack: Stack, bucket: s3.IBucket) => new logzio.LogzioArchiveBucket(stack, 'Product', { bucket }),
  immutable: (stack: Stack, bucket: s3.IBucket) => new veeam.VeeamM365Repository(stack, 'Product', { bucket, immutability: true }),
  mutable: (stack: Stack, bucket: s3.IBucket) => new veeam.VeeamM365Repository(stack, 'Product', { bucket }),
  velero: (stack: Stack, bucket: s3.IBucket) => new velero.VeleroBackupLocation(stack, 'Product', { bucket, prefix: 'mine' }),
};

/** The settings that cannot be checked, and the other ids. */
function saidOf(product: keyof typeof PRODUCTS, properties: object): string[] {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine', { enforceSSL: true });
  for (const [name, value] of Object.entries(properties)) {
    (bucket.node.defaultChild as CfnResource).addPropertyOverride(name, value);
  }
  PRODUCTS[product](stack, bucket);
  const all = warningsOf(stack).filter((text) => !/unlimitedRetention|keyNotKept/.test(text));
  return all.map((text) => /'Stack\/Mine', ([\w, ]+): cannot be checked/.exec(text)?.[1] ?? String(/ack: [\w-]+:([\w.]+)/.exec(text)?.[1]));
}

const idsOf = (stack: Stack): string[] =>
  warningsOf(stack)
    .filter((text) => !text.includes('keyNotKept'))
    .map((text) => String(/ack: [\w-]+:([\w.]+)/.exec(text)?.[1]));

const FINE = { archive: ownership('BucketOwnerPreferred'), immutable: { ObjectLockEnabled: true }, mutable: {}, velero: {} };

test.each<[keyof typeof PRODUCTS, string, object, string[]]>([
  ['mutable', 'versions, perhaps', { VersioningConfiguration: either({ Status: 'Enabled' }) }, ['VersioningConfiguration']],
  ['mutable', 'a lock, perhaps', { ObjectLockEnabled: either(true) }, ['ObjectLockEnabled']],
  ['mutable', 'replication, perhaps', { ReplicationConfiguration: either({ Rules: [{}] }) }, ['ReplicationConfiguration']],
  [
    'mutable',
    'replication that is on, perhaps',
    { ReplicationConfiguration: { Rules: [{ Status: either('Enabled', 'Disabled') }] } },
    ['ReplicationConfiguration'],
  ],
  ['mutable', 'versions by a parameter', { VersioningConfiguration: { Status: LATER } }, ['VersioningConfiguration']],
  ['immutable', 'a lock by a parameter', { ObjectLockEnabled: LATER }, ['ObjectLockEnabled']],
  ['mutable', 'a rule, perhaps', rules(either(EXPIRES)), ['LifecycleConfiguration']],
  ['mutable', 'all rules, perhaps', { LifecycleConfiguration: either({ Rules: [EXPIRES] }) }, ['LifecycleConfiguration']],
  ['mutable', 'the status of a rule', rules({ ...EXPIRES, Status: either('Enabled', 'Disabled') }), ['LifecycleConfiguration']],
  ['mutable', 'rules of a macro', rules({ 'Fn::Transform': { Name: 'Rules' } }), ['LifecycleConfiguration']],
  [
    'velero',
    'transitions of a macro',
    rules({ ...moves('x'), Transitions: { 'Fn::Transform': { Name: 'X' } } }),
    ['LifecycleConfiguration'],
  ],
  [
    'archive',
    'transitions of a mapping',
    rules({ ...moves('x'), Transitions: { 'Fn::FindInMap': ['Some', { Ref: 'AWS::Region' }, 'of'] } }),
    ['LifecycleConfiguration'],
  ],
  ['velero', 'a tag, perhaps', rules({ ...moves('GLACIER'), TagFilters: either([{ Key: 'a', Value: 'b' }]) }), ['LifecycleConfiguration']],
  ['archive', 'a class by a parameter', rules(moves(LATER)), ['LifecycleConfiguration']],
  ['archive', 'a prefix by a parameter', rules({ ...EXPIRES, Prefix: LATER }), ['LifecycleConfiguration', 'logzio.objectsExpire']],
  ['velero', 'a prefix by a parameter', rules({ ...EXPIRES, Prefix: LATER }), ['LifecycleConfiguration']],
  ['archive', 'ownership by a parameter', ownership(LATER), ['OwnershipControls']],
  ['mutable', 'KMS, perhaps', byDefault(either({ SSEAlgorithm: 'aws:kms' })), ['BucketEncryption']],
  ['archive', 'an unknown key, perhaps', byDefault({ SSEAlgorithm: LATER, KMSMasterKeyID: 'arn:x' }), ['BucketEncryption']],
  ['archive', 'SSE-C by a parameter', blocked([LATER]), ['BucketEncryption']],
  ['velero', 'SSE-C, perhaps', blocked(either(['NONE'], ['SSE-C'])), ['BucketEncryption']],
  ['velero', 'tiers by a parameter', tiers(LATER), ['IntelligentTieringConfigurations']],
  ['velero', 'encryption of an attribute', { BucketEncryption: { 'Fn::GetAtt': ['Custom', 'Settings'] } }, ['BucketEncryption']],
  // who is let in is said in any case
  ['mutable', 'a public ACL, perhaps', acl(either('PublicRead')), ['core.bucketPublic']],
  ['mutable', 'an ACL by a parameter', acl(LATER), ['core.bucketPublic']],
  ['mutable', 'a public ACL, perhaps ignored', acl('PublicReadWrite', { IgnorePublicAcls: either(true) }), ['core.bucketPublic']],
  ['velero', 'an ACL for all accounts', acl('AuthenticatedRead'), ['core.bucketPublic']],
  [
    'velero',
    'a public ACL, and blocks of a macro',
    acl('PublicRead', { 'Fn::Transform': { Name: 'Blocks' } }),
    ['PublicAccessBlockConfiguration'],
  ],
  // rules that do not depend on it are applied
  [
    'velero',
    'an ACL, and a rule that is known',
    { ...acl('PublicRead'), ...rules(EXPIRES, either(EXPIRES)) },
    ['velero.objectsExpire', 'core.bucketPublic'],
  ],
  ['archive', 'days by a parameter', rules({ ...EXPIRES, Prefix: 'x', ExpirationInDays: LATER }), ['logzio.objectsExpire']],
  [
    'immutable',
    'replication, and a lock, perhaps',
    { ReplicationConfiguration: { Role: 'x', Rules: [{}] }, ObjectLockEnabled: either(true) },
    ['ObjectLockEnabled', 'veeam.replication'],
  ],
  // what makes no difference is silent
  ['mutable', 'an ACL that is ignored', acl('PublicRead', { IgnorePublicAcls: true }), []],
  ['mutable', 'an ACL that is refused', acl('PublicRead', { BlockPublicAcls: 'true' }), []],
  ['mutable', 'an ACL that is disabled', { AccessControl: 'PublicRead', ...ownership('BucketOwnerEnforced') }, []],
  ['mutable', 'an ACL for logs', acl('LogDeliveryWrite'), []],
  ['mutable', 'no public ACL in either', acl(either('Private', 'LogDeliveryWrite')), []],
  ['archive', 'ACLs in either', ownership(either('BucketOwnerPreferred', 'ObjectWriter')), []],
  ['velero', 'ownership, which no rule reads', ownership(LATER), []],
  ['archive', 'classes that can be read in either', rules(moves(either('STANDARD_IA', 'GLACIER_IR'))), []],
  ['archive', 'a tag in either', rules({ ...moves('GLACIER'), TagFilters: either([{ Key: 'a', Value: LATER }], [{ Key: 'b' }]) }), []],
  ['velero', 'a rule for other keys, perhaps', rules(either({ ...EXPIRES, Prefix: 'other/' })), []],
  ['velero', 'a rule with a prefix that begins otherwise', rules({ ...EXPIRES, Prefix: { 'Fn::Join': ['/', ['logs', LATER]] } }), []],
  ['mutable', 'a rule that is disabled in either', rules({ ...EXPIRES, Status: either('Disabled', 'Disabled') }), []],
  ['immutable', 'versions with the lock', { VersioningConfiguration: either({ Status: 'Enabled' }) }, []],
  ['mutable', 'a lock that is off in either', { ObjectLockEnabled: either(false) }, []],
  ['mutable', 'tags, logs and a name, perhaps', { Tags: [either({ Key: 'a' })], LoggingConfiguration: either({}), BucketName: LATER }, []],
])('%s, in a bucket with %s', (product, _, properties, said) => {
  expect(saidOf(product, { ...FINE[product], ...properties })).toEqual(said);
});

test('one condition decides the same everywhere', () => {
  const both = { ObjectLockEnabled: either(true, false), VersioningConfiguration: either({ Status: 'Suspended' }, { Status: 'Enabled' }) };
  expect(saidOf('mutable', both)).toEqual(['VersioningConfiguration, ObjectLockEnabled']);
  const never = { AccessControl: either('PublicRead'), PublicAccessBlockConfiguration: { IgnorePublicAcls: either(true) } };
  expect(saidOf('mutable', never)).toEqual([]);
});

test('what is wrong in each case is an error, and texts are read like truth values', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine', { versioned: true });
  const lock = new CfnParameter(stack, 'Lock', { allowedValues: ['true', 'false'] });
  (bucket.node.defaultChild as CfnResource).addPropertyOverride('ObjectLockEnabled', lock.valueAsString);
  PRODUCTS.mutable(stack, bucket);
  expect(synthErrorOf(stack)).toMatch(/got "versioning( with Object Lock)?"; allowed: no versioning/);
});

test('a parameter may be what it allows only, and a mapping what it says', () => {
  const said = (classOf: (stack: Stack) => unknown) => {
    const stack = newStack(null);
    const bucket = new s3.Bucket(stack, 'Mine', { enforceSSL: true });
    (bucket.node.defaultChild as CfnResource).addPropertyOverride(
      'LifecycleConfiguration',
      rules(moves(classOf(stack))).LifecycleConfiguration,
    );
    PRODUCTS.velero(stack, bucket);
    return warningsOf(stack).filter((text) => !text.includes('principalAccountUnknown')).length;
  };
  const parameter = (...allowedValues: string[]) => said((stack) => new CfnParameter(stack, 'Class', { allowedValues }).valueAsString);
  const mapping = (top: unknown, ...classes: string[]) =>
    said((stack) => {
      new CfnMapping(stack, 'Classes', { mapping: Object.fromEntries(classes.map((one, at) => [`x-${at}`, { of: one }])) });
      return { 'Fn::FindInMap': ['Classes', top, 'of'] };
    });
  expect([parameter('STANDARD_IA', 'ONEZONE_IA'), parameter('STANDARD_IA', 'DEEP_ARCHIVE')]).toEqual([0, 1]);
  expect([mapping(LATER, 'STANDARD_IA', 'ONEZONE_IA'), mapping(LATER, 'STANDARD_IA', 'DEEP_ARCHIVE')]).toEqual([0, 1]);
  expect([mapping('x-0', 'STANDARD_IA', 'DEEP_ARCHIVE'), mapping({ Ref: 'AWS::Region' }, 'STANDARD_IA', 'GLACIER')]).toEqual([0, 1]);
});

test.each<[string, unknown, string[], string?]>([
  ['disabled, perhaps', either(true, false), ['core.keyDisabled']],
  ['disabled, as a text', 'false', ['core.keyDisabled']],
  ['enabled by a parameter', LATER, ['core.keyDisabled']],
  ['enabled in either', either(true), []],
  ['waiting for its material', 'EXTERNAL', ['core.keyDisabled'], 'Origin'],
  ['waiting for its material, perhaps', either('AWS_KMS', 'EXTERNAL'), ['core.keyDisabled'], 'Origin'],
  ['made with material of AWS', 'AWS_KMS', [], 'Origin'],
])('a key that is %s', (_, enabled, said, property = 'Enabled') => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  (encryptionKey.node.defaultChild as CfnResource).addPropertyOverride(property, enabled);
  new logzio.LogzioArchiveBucket(stack, 'Product', { encryptionKey });
  expect(idsOf(stack)).toEqual(said);
});

test.each<[string, unknown, string[]]>([
  ['locked, perhaps', either(true), ['core.lockedLogs']],
  ['not locked in either', either(false), []],
])('a bucket for logs that is %s', (_, lock, said) => {
  const stack = newStack();
  const serverAccessLogsBucket = new s3.Bucket(stack, 'Logs');
  (serverAccessLogsBucket.node.defaultChild as CfnResource).addPropertyOverride('ObjectLockEnabled', lock);
  new logzio.LogzioArchiveBucket(stack, 'Product', { serverAccessLogsBucket });
  expect(idsOf(stack)).toEqual(said);
});

describe('the policy of a bucket', () => {
  const DENIAL = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' };
  const TLS = { ...DENIAL, Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  const bound = (...Statement: unknown[]) => ({ Bucket: { Ref: 'Mine' }, PolicyDocument: { Statement } });
  const ofEither = { ...bound(DENIAL), Bucket: either({ Ref: 'Mine' }, { Ref: 'Other' }) };

  const LOGS = { ...DENIAL, Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' } };

  test.each<[string, object[], string[]]>([
    ['logs that the policy lets in, perhaps', [either(LOGS)], ['PolicyDocument']],
    ['logs that it lets in, in either case', [either(LOGS, { ...LOGS, Sid: 'Other' })], ['core.lockedLogs']],
    ['something else, perhaps', [either(DENIAL, { ...DENIAL, Sid: 'Other' })], []],
  ])('of a locked bucket, with %s', (_, statements, said) => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', { objectLockEnabled: true });
    new s3.CfnBucketPolicy(stack, 'Policy', { bucket: bucket.bucketName, policyDocument: { Statement: statements } });
    PRODUCTS.velero(stack, bucket);
    const ids = warningsOf(stack).filter((text) => /lockedLogs|cannot be checked/.test(text));
    expect(ids).toEqual(said.map((one) => expect.stringContaining(one)));
  });

  test.each<[string, object[], string[], boolean]>([
    ['TLS, perhaps', [bound(either(TLS))], ['core.plainHttp'], false],
    ['TLS in either', [bound(either(TLS, { ...TLS, Sid: 'Other' }))], [], false],
    ['TLS, in a policy with a condition', [bound(TLS)], ['core.plainHttp'], true],
    ['TLS, in policies with conditions', [bound(TLS), bound(TLS)], [], true],
    ['a denial, in one of two policies with conditions', [bound(TLS), bound(TLS, DENIAL)], ['core.mayBeDenied'], true],
    ['a denial, in a policy with a condition', [bound(TLS, DENIAL)], ['core.mayBeDenied', 'core.plainHttp'], true],
    ['a denial, in the policy of this bucket or another', [ofEither, bound(TLS)], ['core.mayBeDenied'], false],
  ])('%s', (_, policies, said, isConditional) => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'B');
    (bucket.node.defaultChild as CfnResource).overrideLogicalId('Mine');
    for (const [index, properties] of policies.entries()) {
      const policy = new CfnResource(stack, `Policy${index}`, { type: 'AWS::S3::BucketPolicy', properties });
      policy.cfnOptions.condition = isConditional ? new CfnCondition(stack, `Some${index}`) : undefined;
    }
    PRODUCTS.velero(stack, bucket);
    expect(idsOf(stack)).toEqual(said);
  });
});

describe('a denial that the deployment may not attach to the user', () => {
  const POLICY = { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] };
  const made = (scope: Stack, type: string, properties: object, isConditional = false) => {
    const one = new CfnResource(scope, type, { type: `AWS::IAM::${type}`, properties: { PolicyDocument: POLICY, ...properties } });
    one.cfnOptions.condition = isConditional ? some(scope) : undefined;
    return one;
  };
  const some = (scope: Stack) => new CfnCondition(scope, 'Some');
  const group = { PolicyDocument: undefined, Policies: [{ PolicyName: 'x', PolicyDocument: POLICY }] };
  const user = (stack: Stack) => stack.node.findChild('Product').node.findChild('User').node.defaultChild as CfnResource;
  const [SURE, PERHAPS] = [['core.denied'], ['core.mayBeDenied']];

  test.each<[string, (stack: Stack) => unknown, string[]]>([
    ['a managed policy with a condition', (s) => made(s, 'ManagedPolicy', { Users: ['backup'] }, true), PERHAPS],
    ['an inline policy with a condition', (s) => made(s, 'UserPolicy', { PolicyName: 'x', UserName: 'backup' }, true), PERHAPS],
    ['a managed policy of either user', (s) => made(s, 'ManagedPolicy', { Users: [either('backup', 'other')] }), PERHAPS],
    ['a managed policy with users, perhaps', (s) => made(s, 'ManagedPolicy', { Users: either(['backup']) }), PERHAPS],
    ['a managed policy of both users', (s) => made(s, 'ManagedPolicy', { Users: [either('other'), 'backup'] }), SURE],
    [
      'a managed policy that the user has, perhaps',
      (s) => user(s).addPropertyOverride('ManagedPolicyArns', [either({ Ref: made(s, 'ManagedPolicy', {}).logicalId })]),
      PERHAPS,
    ],
    ['a managed policy in a nested stack with a condition', (s) => ofNested(s, true), PERHAPS],
    ['a managed policy in a nested stack', (s) => ofNested(s, false), SURE],
    [
      'a group to which a resource with a condition adds it',
      (s) => made(s, 'UserToGroupAddition', { GroupName: made(s, 'Group', group).ref, PolicyDocument: undefined, Users: ['backup'] }, true),
      PERHAPS,
    ],
  ])('%s', (_, make, said) => {
    const stack = newStack();
    new logzio.LogzioArchiveBucket(stack, 'Product', { access: VendorAccess.iamUser({ userName: 'backup' }) });
    make(stack);
    expect(idsOf(stack)).toEqual(said);
  });

  test('with the condition that the user has, too', () => {
    const stack = newStack();
    const backup = new iam.User(stack, 'User', { userName: 'backup' });
    const policy = made(stack, 'ManagedPolicy', { Users: ['backup'] }, true);
    (backup.node.defaultChild as CfnResource).cfnOptions.condition = policy.cfnOptions.condition;
    new logzio.LogzioArchiveBucket(stack, 'Product', { access: VendorAccess.existingUser(backup) });
    expect(idsOf(stack)).toEqual(SURE);
  });

  const ofNested = (stack: Stack, isConditional: boolean) => {
    const nested = new NestedStack(stack, 'Nested');
    made(nested, 'ManagedPolicy', { Users: ['backup'] });
    (nested.nestedStackResource as CfnResource).cfnOptions.condition = isConditional ? some(stack) : undefined;
  };
});
