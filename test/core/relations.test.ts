import {
  Aspects,
  Aws,
  CfnCondition,
  CfnMapping,
  CfnParameter,
  type CfnResource,
  Duration,
  Fn,
  Lazy,
  RemovalPolicy,
  Stack,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess } from '../../src';
import { CloudBerryBackupUser, CloudBerryEc2Restore, CloudBerryProtection, VmImportRole } from '../../src/cloudberry';
import { LogzioArchiveBucket } from '../../src/logzio';
import { VeeamArchiverAppliance, VeeamBackupRepository, VeeamM365Repository, VeeamM365Usage } from '../../src/veeam';
import { VeleroBackupLocation } from '../../src/velero';
import { errorOf, newStack, synthErrorOf, warningsOf } from '../util';

const archive = (stack: Stack, props?: object, id = 'Archive') => new LogzioArchiveBucket(stack, id, props);
const RESTORE = { importRole: VmImportRole.existing() };
const restore = (stack: Stack, bucket: s3.IBucket, region?: string) =>
  new CloudBerryEc2Restore(stack, 'Restore', { ...RESTORE, bucket, region });
const appliance = (region?: string) => VeeamArchiverAppliance.vendorManagedNetwork({ region });
const copies = (stack: Stack, region?: string) =>
  new VeeamM365Repository(stack, 'Copies', { usage: VeeamM365Usage.BACKUP_COPY, archiverAppliance: appliance(region) });
const key = (stack: Stack, removalPolicy?: RemovalPolicy) => new kms.Key(stack, 'Key', { removalPolicy });
const shared = (stack: Stack) => VendorAccess.existingUser(new iam.User(stack, 'User'));
const archives = (stack: Stack, count: number) => {
  const access = shared(stack);
  return Array.from({ length: count }, (_, index) => archive(stack, { access }, `Archive${index}`));
};
const arns = (count: number, prefix = 'p') =>
  Array.from({ length: count }, (_, index) => `arn:aws:iam::111122223333:policy/${prefix}${index}`);
/** A user or role of the app with policies that the app does not create, and a product. */
function ofUser(stack: Stack, count: number) {
  const managedPolicies = arns(count).map((arn, index) => iam.ManagedPolicy.fromManagedPolicyArn(stack, `P${index}`, arn));
  return archive(stack, { access: VendorAccess.existingUser(new iam.User(stack, 'User', { managedPolicies })) });
}
function ofRole(stack: Stack, attached: unknown) {
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  (role.node.defaultChild as CfnResource).addPropertyOverride('ManagedPolicyArns', attached);
  new VeleroBackupLocation(stack, 'Velero', { access: VendorAccess.existingRole(role) });
}
function ofMade(stack: Stack, visit: (user: iam.CfnUser) => unknown) {
  archive(stack);
  Aspects.of(stack).add({ visit: (one) => void (one instanceof iam.CfnUser && visit(one)) });
}
const naming = (user: iam.CfnUser) =>
  arns(11).map((_, index) => new iam.CfnManagedPolicy(Stack.of(user), `M${index}`, { policyDocument: {}, users: [user.ref] }));
const own = (stack: Stack, props: s3.BucketProps) =>
  new s3.Bucket(stack, 'B', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED, ...props });

const TLS = { enforceSSL: true };
const SSE = { ...TLS, encryption: s3.BucketEncryption.S3_MANAGED };
const moved = (storageClass: s3.StorageClass) => ({ transitions: [{ storageClass, transitionAfter: Duration.days(90) }] });
const [COLD, COOL] = [moved(s3.StorageClass.GLACIER), moved(s3.StorageClass.GLACIER_INSTANT_RETRIEVAL)];
const TIERS = { intelligentTieringConfigurations: [{ name: 'x', archiveAccessTierTime: Duration.days(90) }] };
const onBoth = (stack: Stack, props: object) =>
  new CloudBerryBackupUser(stack, 'U', { ...props, bucket: archive(stack, { bucket: own(stack, TLS) }).bucket });
function twoFolders(stack: Stack, ...[one, two]: string[]) {
  const { bucket } = new VeeamM365Repository(stack, 'One', { folder: one });
  return new VeeamM365Repository(stack, 'Two', { bucket, folder: two });
}
function callersKeys(bucket: s3.Bucket, EncryptionType: string) {
  const value = { EncryptionType: [EncryptionType] };
  const rule = 'BucketEncryption.ServerSideEncryptionConfiguration.0.BlockedEncryptionTypes';
  (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride(rule, value);
  return bucket;
}
const OF_ACCOUNT = { StringEquals: { 'kms:CallerAccount': '111122223333' } };
const [LOGS, ANY] = [new iam.ServicePrincipal('logs.eu-west-1.amazonaws.com'), new iam.AnyPrincipal()];
const OF_LOGS = { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-west-1:111122223333:*' };
const given = (conditions: object): iam.PolicyStatementProps => ({ actions: ['kms:*'], conditions: conditions as never });
const via = (operator: string, ...services: string[]) => given({ [operator]: { 'kms:ViaService': services } });
function sharedKey(
  stack: Stack,
  props: iam.PolicyStatementProps,
  principal: iam.IPrincipal = new iam.AccountPrincipal('999999999999'),
  origin?: unknown,
) {
  const encryptionKey = key(stack);
  (encryptionKey.node.defaultChild as CfnResource).addPropertyOverride('Origin', origin);
  encryptionKey.addToResourcePolicy(new iam.PolicyStatement({ principals: [principal], resources: ['*'], ...props }));
  return archive(stack, { encryptionKey });
}
const keyOfSecret = (stack: Stack, props?: kms.KeyProps) => VendorAccess.iamUser({ secretEncryptionKey: new kms.Key(stack, 'Key', props) });
const volumes = (stack: Stack, props?: kms.KeyProps) =>
  new VeleroBackupLocation(stack, 'Velero', { volumeSnapshots: true, volumeKey: new kms.Key(stack, 'Key', props) });
const denial = (bucket: s3.IBucket, props: iam.PolicyStatementProps) =>
  new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.StarPrincipal()],
    actions: ['s3:*'],
    resources: [bucket.arnForObjects('*')],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    ...props,
  });
function denying(stack: Stack, props: iam.PolicyStatementProps) {
  const bucket = own(stack, {});
  bucket.addToResourcePolicy(denial(bucket, props));
  return bucket;
}
function assigned(stack: Stack) {
  const bucket = own(stack, {});
  bucket.policy = new s3.BucketPolicy(stack, 'Assigned', { bucket });
  bucket.addToResourcePolicy(denial(bucket, {}));
  return bucket;
}

const BY_PARAMETER = { Ref: 'Which' };
const kept = (how: string, condition = 'Some') => ({ 'Fn::If': [condition, how, 'Delete'] });
const mapped = (name: unknown) => ({ 'Fn::FindInMap': ['Fates', 'of', name] });
/** A bucket and its key, whose deletion policies the deployment decides. */
function deciding(stack: Stack, ofBucket: unknown, ofKey: unknown) {
  stack.addTransform('AWS::LanguageExtensions');
  new CfnParameter(stack, 'Which', { default: 'Retain', allowedValues: ['Retain', 'Delete'] });
  new CfnMapping(stack, 'Fates', { mapping: { of: { kept: 'RetainExceptOnCreate', Retain: 'Retain', Delete: 'Delete' } } });
  for (const name of ['Some', 'Other']) {
    new CfnCondition(stack, name, { expression: Fn.conditionEquals(Aws.ACCOUNT_ID, name) });
  }
  const encryptionKey = key(stack);
  const bucket = own(stack, { ...TLS, encryptionKey });
  (bucket.node.defaultChild as CfnResource).addOverride('DeletionPolicy', ofBucket);
  (encryptionKey.node.defaultChild as CfnResource).addOverride('DeletionPolicy', ofKey);
  return archive(stack, { bucket });
}

/** What is compared, and the warning of its kind; none: nothing is said. */
type Warned = [string, (stack: Stack) => unknown, RegExp?];
const RECOVERABLE = CloudBerryProtection.recoverableDeletes();
const EMPTIED = /autoDeleteObjects/;
const WARNED: Warned[] = [
  ['a restore in another region than its bucket', (s) => restore(s, new s3.Bucket(s, 'B'), 'us-east-2'), /bucketOfAnotherRegion/],
  [
    'a restore in the region of an import',
    (s) => restore(s, s3.Bucket.fromBucketAttributes(s, 'B', { bucketName: 'b-x', region: 'us-east-2' }), 'us-east-2'),
  ],
  ['a restore from an import of an unknown region', (s) => restore(s, s3.Bucket.fromBucketName(s, 'B', 'b-x'), 'us-east-2')],
  ['an appliance in another region than its bucket', (s) => copies(s, 'us-east-2'), /bucketOfAnotherRegion/],
  ['an appliance in the region of its bucket', (s) => copies(s)],
  ['a key that goes while its bucket stays', (s) => archive(s, { encryptionKey: key(s, RemovalPolicy.DESTROY) }), /keyNotKept/],
  [
    'a key that goes with its bucket',
    (s) => archive(s, { encryptionKey: key(s, RemovalPolicy.DESTROY), removalPolicy: RemovalPolicy.DESTROY }),
  ],
  ['a key and its bucket that a parameter keeps', (s) => deciding(s, BY_PARAMETER, BY_PARAMETER)],
  ['a bucket that a parameter keeps', (s) => deciding(s, BY_PARAMETER, 'Delete'), /keyNotKept/],
  ['a key and its bucket that one condition keeps', (s) => deciding(s, kept('Retain'), kept('RetainExceptOnCreate'))],
  ['a key that another condition keeps', (s) => deciding(s, kept('Retain'), kept('Retain', 'Other')), /keyNotKept/],
  ['a key that a mapping keeps', (s) => deciding(s, 'Retain', mapped('kept'))],
  ['a key that a mapping keeps or not', (s) => deciding(s, 'Retain', mapped({ Ref: 'Which' })), /keyNotKept/],
  ['a key that stays with its bucket', (s) => archive(s, { encryptionKey: key(s) })],
  ['a key that is disabled', (s) => archive(s, { encryptionKey: new kms.Key(s, 'Key', { enabled: false }) }), /'Stack\/Key' is disabled/],
  [
    'a key that is disabled, imported by its ARN',
    (s) => archive(s, { encryptionKey: kms.Key.fromKeyArn(s, 'I', new kms.Key(s, 'Key', { enabled: false }).keyArn) }),
    /'Stack\/I' is disabled/,
  ],
  [
    'a key of the secret that is disabled',
    (s) => archive(s, { access: keyOfSecret(s, { enabled: false }) }),
    /nobody can read the access key/,
  ],
  ['a key of the secret', (s) => archive(s, { access: keyOfSecret(s) })],
  ['a key of volumes that is disabled', (s) => volumes(s, { enabled: false }), /no volume or snapshot.*core.keyDisabled/],
  ['a key of volumes', (s) => volumes(s)],
  ['a key whose policy names another account, which cannot change it', (s) => sharedKey(s, { actions: ['kms:*'] })],
  ['a key for everyone of another account', (s) => sharedKey(s, given({ StringEquals: { 'aws:PrincipalAccount': '999999999999' } }), ANY)],
  [
    'a key that everyone in a network changes',
    (s) => sharedKey(s, given({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }), ANY),
    /core.keyOpen/,
  ],
  ['a key that everyone may delete', (s) => sharedKey(s, { actions: ['kms:Schedule*'] }, new iam.AnyPrincipal()), /everyone.*core.keyOpen/],
  ['a key that everyone may do all with but little', (s) => sharedKey(s, { notActions: ['kms:Decrypt'] }, ANY), /core.keyOpen/],
  ['a key that another account uses', (s) => sharedKey(s, { actions: ['kms:Decrypt', 'kms:GenerateDataKey*'] })],
  ['a key that everyone uses through a service', (s) => sharedKey(s, via('StringEquals', 's3.eu-west-1.amazonaws.com'), ANY)],
  [
    'a key that everyone changes by CloudFormation',
    (s) => sharedKey(s, via('StringLike', 's3.*', 'cloudformation.*'), ANY),
    /core.keyOpen/,
  ],
  ['a key that everyone changes through any service', (s) => sharedKey(s, via('StringLike', '*.amazonaws.com'), ANY), /core.keyOpen/],
  ['a key that everyone changes but through a service', (s) => sharedKey(s, via('StringNotLike', 's3.*'), ANY), /core.keyOpen/],
  ['a key that a service uses for logs', (s) => sharedKey(s, given({ ArnLike: OF_LOGS }), LOGS)],
  [
    'a key that a service uses for what has a context',
    (s) => sharedKey(s, given({ Null: { 'kms:EncryptionContextKeys': 'false' } }), LOGS),
  ],
  [
    'a key that a service may change',
    (s) => sharedKey(s, given({ ArnLikeIfExists: OF_LOGS }), LOGS),
    /condition \(aws:SourceAccount\).*keyOpen/,
  ],
  [
    'a key that a service changes for the account',
    (s) => sharedKey(s, given({ StringEquals: { 'aws:SourceAccount': '111122223333' } }), LOGS),
  ],
  ['a key without imported material', (s) => sharedKey(s, { actions: ['kms:DeleteImportedKeyMaterial'] }, ANY, 'AWS_KMS')],
  ['a key for everyone of the account', (s) => sharedKey(s, { actions: ['kms:*'], conditions: OF_ACCOUNT }, new iam.AnyPrincipal())],
  ['eleven policies on one user', (s) => archives(s, 11), /'Stack\/User' gets 11 managed policies.*tooManyPolicies/],
  ['ten policies on one user', (s) => archives(s, 10)],
  ['twelve policies on one user, said once', (s) => archives(s, 12), /'Stack\/User' gets 12 .*tooManyPolicies/],
  ['ten policies of others on a user', (s) => ofUser(s, 10), /'Stack\/User' gets 11 managed policies.*tooManyPolicies/],
  ['nine policies of others on a user', (s) => ofUser(s, 9)],
  ['ten policies of others on a role', (s) => ofRole(s, arns(10)), /'Stack\/Role' gets 11 managed policies.*tooManyPolicies/],
  ['nine policies of others on a role, one of them twice', (s) => ofRole(s, [...arns(9), ...arns(1)])],
  [
    'nine policies of others on a role, one of them with its partition',
    (s) => ofRole(s, [...arns(9), { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, arns(1)[0].slice('arn:aws'.length)]] }]),
  ],
  ['six policies of others, or six others', (s) => ofRole(s, { 'Fn::If': ['Some', arns(6), arns(6, 'q')] })],
  [
    'policies that an aspect gives',
    (s) => ofMade(s, (user) => Object.assign(user, { managedPolicyArns: arns(11) })),
    /Archive\/User.*tooMany/,
  ],
  ['policies that name the user of a construct', (s) => ofMade(s, naming), /Archive\/User' gets 1[12] .*tooManyPolicies/],
  // two constructs on one bucket
  ['two vendors on one bucket', (s) => onBoth(s, {}), /'Stack\/Archive' \(Logz.io.*core.bucketShared/],
  ['two vendors, one of them below a prefix', (s) => onBoth(s, { prefix: 'office' }), /core.bucketShared/],
  [
    'two vendors below prefixes that do not overlap',
    (s) => {
      const { bucket } = new CloudBerryBackupUser(s, 'U', { bucket: own(s, TLS), prefix: 'Veeam/Backup365x' });
      new VeeamM365Repository(s, 'R', { bucket, folder: 'x' });
    },
  ],
  [
    'two vendors below prefixes that overlap',
    (s) => {
      const { bucket } = new CloudBerryBackupUser(s, 'U', { bucket: own(s, TLS), prefix: 'Veeam/Backup365' });
      new VeeamM365Repository(s, 'R', { bucket, folder: 'x' });
    },
    /core.bucketShared/,
  ],
  ['two vendors, one of them taken out again', (s) => onBoth(s, {}) && s.node.tryRemoveChild('Archive')],
  [
    'an import of the bucket of another vendor',
    (s) => {
      new CloudBerryBackupUser(s, 'U', { bucketName: 'b-x' });
      return new VeleroBackupLocation(s, 'V', { bucket: s3.Bucket.fromBucketName(s, 'I', 'b-x') });
    },
    /core.bucketShared/,
  ],
  ['a backup and its restore', (s) => restore(s, new CloudBerryBackupUser(s, 'U').bucket)],
  [
    'two backups on one bucket',
    (s) => new CloudBerryBackupUser(s, 'U2', { bucket: new CloudBerryBackupUser(s, 'U', { bucket: own(s, TLS) }).bucket }),
  ],
  ['two repositories in one folder', (s) => twoFolders(s, 'x', 'x'), /'Stack\/One' .*veeam.folderShared/],
  ['two repositories in two folders', (s) => twoFolders(s, 'x', 'xy')],
  ['two repositories whose folders are chosen in the console', (s) => twoFolders(s)],
  // what S3 and the products cannot read
  [
    'a restore from what is moved to Glacier',
    (s) => restore(s, own(s, { lifecycleRules: [COLD] })),
    /moves objects to GLACIER.*cloudberry.notRestorable/,
  ],
  ['a restore from what is moved to where it can be read', (s) => restore(s, own(s, { lifecycleRules: [COOL] }))],
  [
    'a backup in archive tiers',
    (s) => new CloudBerryBackupUser(s, 'U', { bucket: own(s, { ...TLS, ...TIERS }) }),
    /archive tiers.*foreignLifecycleRules/,
  ],
  // SSE-C
  ['SSE-C allowed on an own bucket', (s) => archive(s, { bucket: callersKeys(own(s, SSE), 'NONE') }), /core.callersKeys/],
  ['SSE-C blocked on an own bucket', (s) => archive(s, { bucket: callersKeys(own(s, SSE), 'SSE-C') })],
  // plain http
  [
    'an own bucket without a policy',
    (s) => archive(s, { bucket: own(s, {}) }),
    /'Stack\/B': got the product's calls accepted over plain HTTP.*core.plainHttp/,
  ],
  ['an own bucket that enforces TLS', (s) => archive(s, { bucket: own(s, TLS) })],
  ['an imported bucket', (s) => archive(s, { bucket: s3.Bucket.fromBucketName(s, 'B', 'b-x') })],
  [
    'an own bucket with another denial',
    (s) => archive(s, { bucket: denying(s, { conditions: { StringEquals: { 's3:x-amz-acl': 'public-read' } } }) }),
    /core.plainHttp/,
  ],
  [
    'an own bucket that denies plain http for others',
    (s) => archive(s, { bucket: denying(s, { principals: [new iam.AccountPrincipal('999999999999')] }) }),
    /core.plainHttp/,
  ],
  [
    'a denial by hand with an exception that may be met',
    (s) =>
      archive(s, {
        bucket: denying(s, { conditions: { Bool: { 'aws:SecureTransport': 'false' }, StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
      }),
  ],
  ['a denial by hand', (s) => archive(s, { bucket: denying(s, {}) })],
  [
    'a denial by hand of objects only, in other words',
    (s) => archive(s, { bucket: denying(s, { actions: ['*'], conditions: { BoolIfExists: { 'aws:SecureTransport': ['false'] } } }) }),
  ],
  [
    'a denial of what has no version of TLS',
    (s) => archive(s, { bucket: denying(s, { conditions: { Null: { 's3:TlsVersion': 'true' } } }) }),
  ],
  ['a denial in a policy that the user has assigned', (s) => archive(s, { bucket: assigned(s) })],
  [
    'a principal of whom only the name is known',
    (s) => archive(s, { bucket: own(s, {}), access: VendorAccess.existingUser(iam.User.fromUserName(s, 'U', 'logzio')) }),
    /core.plainHttp/,
  ],
  ['a name with dots', (s) => archive(s, { bucketName: 'logs.example.com' }), /dotsInName/],
  ...(
    [
      ['a protection', EMPTIED, (s, props) => new CloudBerryBackupUser(s, 'U', { ...props, protection: RECOVERABLE })],
      ['no protection', EMPTIED, (s, props) => new CloudBerryBackupUser(s, 'U', props)],
      ['Velero', EMPTIED, (s, props) => new VeleroBackupLocation(s, 'U', { ...props, access: VendorAccess.iamUser() })],
      ['Veeam, without immutability', EMPTIED, (s, props) => new VeeamM365Repository(s, 'U', props)],
      ['Veeam Backup & Replication', EMPTIED, (s, props) => new VeeamBackupRepository(s, 'U', props)],
      ['an archive of logs', undefined, archive],
    ] as [string, RegExp | undefined, (stack: Stack, props: { bucket: s3.IBucket }) => unknown][]
  ).map(
    ([what, says, make]): Warned => [
      `a bucket that is emptied: ${what}`,
      (s) =>
        make(s, {
          bucket: own(s, { ...TLS, versioned: !/Veeam/.test(what), autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY }),
        }),
      says,
    ],
  ),
];

test.each(['EXTERNAL', { Ref: 'Origin' }])('a key whose imported material everyone may delete (Origin: %j)', (origin) => {
  const stack = newStack();
  sharedKey(stack, { actions: ['kms:DeleteImportedKeyMaterial'] }, ANY, origin);
  expect(warningsOf(stack)).toContainEqual(expect.stringMatching(/everyone.*condition \(kms:CallerAccount\).*core.keyOpen/));
});

const KIND =
  /bucketOfAnotherRegion|key(NotKept|Open|Disabled)|tooManyPolicies|dotsInName|autoDeleteObjects|bucketShared|folderShared|notRestorable|foreignLife|callersKeys|plainHttp/;

test.each(WARNED)('%s', (_, make, ...[says]) => {
  const stack = newStack();
  make(stack);
  expect(warningsOf(stack).filter((text) => KIND.test(text))).toEqual(says ? [expect.stringMatching(says)] : []);
});

test.each([
  'logs-111122223333-eu-west-1-an',
  'a-s3alias',
  'xn--abc',
  'sthree-abc',
  'abc--x-s3',
  'abc--ol-s3',
  'abc.mrap',
  'abc--table-s3',
  'amzn-s3-demo-abc',
])('the name %s, which S3 reserves, is refused', (bucketName) => {
  expect(errorOf(() => archive(newStack(), { bucketName }))).toMatch(
    /bucketName(, a value of .*)?: got .*; allowed: a name without a prefix or suffix that S3 reserves/,
  );
});

const reserved = (bucketName: string | ((stack: Stack) => string)) => {
  const stack = newStack();
  archive(stack, { bucketName: typeof bucketName === 'string' ? bucketName : bucketName(stack) });
  return stack;
};
const parameter = (stack: Stack, byDefault?: string) => new CfnParameter(stack, 'Name', { default: byDefault }).valueAsString;

test.each<[string, (stack: Stack) => string]>([
  ['beside a token', () => `logs-${Aws.ACCOUNT_ID}-${Aws.REGION}-an`],
  ['of a function', () => Fn.join('-', ['logs', Aws.ACCOUNT_ID, Aws.REGION, 'an'])],
  ['of functions in each other', () => Fn.join('', ['logs-', Fn.join('-', [Aws.REGION, 'an'])])],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: of CloudFormation
  ['of a substitution', () => Fn.sub('logs-${AWS::AccountId}-an')],
  ['that is lazy', () => Lazy.string({ produce: () => 'logs-eu-an' })],
  ['that is lazy and begins so', () => Lazy.string({ produce: () => 'xn--logs' })],
  ['that is the default of a parameter', (stack) => parameter(stack, 'logs-an')],
])('a reserved name %s is refused', (_, bucketName) => {
  expect(errorOf(() => Template.fromStack(reserved(bucketName)))).toMatch(
    /bucketName(, a value of .*)?: got .*; allowed: a name without a prefix or suffix that S3 reserves/,
  );
});

test.each<[string, (stack: Stack) => string]>([
  ['another end beside a token', () => `logs-an-${Aws.REGION}`],
  ['a parameter, whose value nobody knows', (stack) => parameter(stack)],
  ['a function with another end', () => Fn.join('-', ['an', Aws.REGION])],
  ['the longest name', () => 'x'.repeat(63)],
])('a name is taken: %s', (_, bucketName) => {
  expect(warningsOf(reserved(bucketName))).toEqual([]);
});

/** In a stack that knows its account and region, or neither. */
function inNamespace(bucketName: string, BucketNamespace?: unknown, stack = newStack()) {
  const bucket = own(stack, { ...TLS, bucketName });
  (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('BucketNamespace', BucketNamespace);
  archive(stack, { bucket });
  return stack;
}
const IN_NAMESPACE = ['logs-111122223333-eu-west-1-an', `logs-${Aws.ACCOUNT_ID}-${Aws.REGION}-an`, 'logs-111122223333-us-gov-west-1-an'];

test.each<[string, string | undefined]>([
  ...IN_NAMESPACE.map((name): [string, string] => [name, 'account-regional']),
  [IN_NAMESPACE[0], Fn.ref('Namespace')],
  ['logs-of-japan-an', undefined],
  ['logs-111122223333-an', undefined],
  [Fn.join('-', ['logs', Fn.ref('Of'), 'an']), undefined],
  ['xn--older-than-the-reservation', undefined],
])('a bucket of your own with the name %s, namespace %s, is taken', (name, namespace) => {
  expect(warningsOf(inNamespace(name, namespace))).toEqual([]);
});

test.each(IN_NAMESPACE)('a bucket of your own with the name %s, outside of its namespace, is refused', (name) => {
  for (const [namespace, stack] of [[undefined, newStack()] as const, ['global', newStack(null)] as const]) {
    expect(synthErrorOf(inNamespace(name, namespace, stack))).toMatch(
      /bucket 'Stack\/B': got "bucket name 'logs-.*-an' in the global namespace"; .*addPropertyOverride\('BucketNamespace', 'account-regional'\)/,
    );
  }
});

describe('Role.customizeRoles', () => {
  test('leaves a new user without a policy, which is an error', () => {
    const stack = newStack();
    iam.Role.customizeRoles(stack);
    archive(stack);
    expect(synthErrorOf(stack)).toMatch(/policy 'Stack\/Archive\/Policy': got .*customizeRoles/);
  });

  test('is no error for a role that it names, whose other permissions are not known', () => {
    const stack = newStack();
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Stack/Archive/Role': 'logzio' } });
    archive(stack, { access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'logzio:aws:extid:a1b2c3d4e5f6' }) });
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/'Stack\/Archive\/Role' exists already.*customizeRoles.*core.principalUnchecked/),
    ]);
  });
});
