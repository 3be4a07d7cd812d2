import { App, CfnCondition, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { logzio, VendorAccess } from '../../src';
import { newStack, synthErrorOf, warningsOf } from '../util';

// What the final template shows beside broken promises (promises.test.ts): what a product, IAM or CloudFormation cannot take.

const PREFERRED = { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED };

function made() {
  const stack = newStack();
  const archive = new logzio.LogzioArchiveBucket(stack, 'Archive');
  return { stack, archive, l1: archive.bucket.node.defaultChild as s3.CfnBucket };
}

const OPEN = (bucket: s3.IBucket) =>
  new iam.PolicyStatement({
    principals: [new iam.AccountRootPrincipal()],
    actions: ['s3:GetObject'],
    resources: [bucket.arnForObjects('*')],
  });

const PUBLIC = (bucket: s3.IBucket) => OPEN(bucket).copy({ principals: [new iam.AnyPrincipal()] });

test('a lifecycle rule that is added is judged by the profile of the product', () => {
  const { stack, l1 } = made();
  const Rules = [{ Id: 'org', Status: 'Enabled', Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 30 }] }];
  l1.addPropertyOverride('LifecycleConfiguration.Rules', Rules);
  expect(synthErrorOf(stack)).toContain("lifecycle rule 'org' moves objects to GLACIER");
});

describe('the size of a policy', () => {
  const extended = (resources: (stack: Stack) => string[]) => {
    const { stack, archive } = made();
    archive.policy.addStatements(new iam.PolicyStatement({ sid: 'Mine', actions: ['s3:GetObject'], resources: resources(stack) }));
    return synthErrorOf(stack);
  };

  test.each<[string, string, number, RegExp?]>([
    ['surely not, with the shortest generated names', 'Other'.repeat(20), 150, /at least \d+ characters .*allowed: 6144 \(IAM's quota\)/],
    [
      'perhaps not, with the longest ones',
      'Other'.repeat(20),
      75,
      /up to \d+ characters .*allowed: 6144 \(IAM's quota\).*core.policyMayNotFit/,
    ],
    ['surely, because the generated name is short', 'Other', 75],
  ])('it fits %s', (_, id, count, ...[says]) => {
    const { stack, archive } = made();
    const other = new s3.Bucket(stack, id); // each ARN is short in the template
    const resources = Array.from({ length: count }, (_, index) => other.arnForObjects(`${index}`));
    archive.policy.addStatements(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources }));
    const said = says && /at least/.test(says.source) ? [synthErrorOf(stack)] : warningsOf(stack);
    expect(said.filter((text) => text.includes('quota'))).toEqual(says ? [expect.stringMatching(says)] : []);
  });

  const denial = (bucket: s3.IBucket, keys: string) => {
    const principals = [new iam.ArnPrincipal(`arn:aws:iam::111122223333:role/${'team'.repeat(20)}`)];
    const actions = ['s3:PutObject'];
    return new iam.PolicyStatement({ effect: iam.Effect.DENY, principals, actions, resources: [bucket.arnForObjects(`${keys}/*`)] });
  };
  test.each<[string, number, boolean, string[]]>([
    ['a bucket of the construct', 90, true, ["policy 'Stack/Archive/Bucket/Policy': got \"at least 2", "; allowed: 20480 (S3's quota)"]],
    ['your own bucket', 90, false, ["policy 'Stack/Mine/Policy': got \"at least 2", ', … 91 statements)"; allowed: 20480 (S3\'s quota)']],
    ['a bucket, and fits', 60, true, []],
  ])('the policy of %s', (_, count, isMade, says) => {
    const stack = newStack();
    const own = isMade ? undefined : new s3.Bucket(stack, 'Mine', { enforceSSL: true });
    const { bucket } = new logzio.LogzioArchiveBucket(stack, 'Archive', { bucket: own });
    for (let index = 0; index < count; index++) {
      bucket.addToResourcePolicy(denial(bucket, `nobody/needs/this/${index}`));
    }
    expect(says.length > 0 ? synthErrorOf(stack) : warningsOf(stack).join()).toEqual(
      says.length > 0 ? expect.stringMatching(says.map((one) => one.replace(/[()']/g, '.')).join('.*')) : '',
    );
  });

  /** A key that many use. */
  const shared = (scope: Stack, count: number) => {
    const key = new kms.Key(scope, 'Key');
    for (let index = 0; index < count; index++) {
      key.addToResourcePolicy(
        new iam.PolicyStatement({
          sid: `S${index}`,
          principals: [new iam.ArnPrincipal(`arn:aws:iam::111122223333:role/reader-${index}`)],
          actions: ['kms:Decrypt', 'kms:DescribeKey'],
          resources: ['*'],
        }),
      );
    }
    return key;
  };
  test.each<[string, (key: kms.Key) => logzio.LogzioArchiveBucketProps]>([
    ['the bucket', (encryptionKey) => ({ encryptionKey })],
    ['the secret', (secretEncryptionKey) => ({ access: VendorAccess.iamUser({ secretEncryptionKey }) })],
  ])('the policy of the key of %s', (_, props) => {
    const [long, short] = [300, 150].map((count) => {
      const stack = newStack();
      new logzio.LogzioArchiveBucket(stack, 'Archive', props(shared(stack, count)));
      return stack;
    });
    expect(synthErrorOf(long)).toMatch(/policy 'Stack\/Key': got "at least \d+ .*allowed: 32768 \(KMS's quota\)/);
    expect(warningsOf(short)).toEqual([]);
  });

  test('names the statements, largest ones included', () => {
    const error = extended(() => Array.from({ length: 80 }, (_, index) => `arn:aws:s3:::${'x'.repeat(60)}/${index}`));
    expect(error).toMatch(/got "at least \d+ characters \(LogzioBucketLocation \d+, .*Mine \d+\)"/);
  });
});

test('a statement that borrows a Sid of the construct is refused', () => {
  const { stack, archive } = made();
  archive.policy.addStatements(new iam.PolicyStatement({ sid: 'LogzioRestoreObjects', actions: ['s3:DeleteObject'], resources: ['*'] }));
  expect(synthErrorOf(stack)).toContain('got "the Sid \'LogzioRestoreObjects\' twice"; allowed: each Sid once');
});

test('settings that are decided later switch off no other check', () => {
  const { stack, l1 } = made();
  l1.addPropertyOverride('LifecycleConfiguration', { 'Fn::If': ['Some', {}, {}] });
  l1.addPropertyOverride('PublicAccessBlockConfiguration.BlockPublicAcls', false);
  expect(synthErrorOf(stack)).toContain('PublicAccessBlockConfiguration');
});

test('lists that an intrinsic stands for do not break the checks', () => {
  const { archive, l1 } = made();
  l1.addPropertyOverride('IntelligentTieringConfigurations', { 'Fn::FindInMap': ['a', 'b', 'c'] });
  l1.addPropertyOverride('LifecycleConfiguration.Rules', { 'Fn::FindInMap': ['a', 'b', 'c'] });
  expect(archive.node.validate()).toEqual([]);
});

/** The buckets of these tests take plain http. */
const further = (stack: Stack) => warningsOf(stack).filter((text) => !text.includes('core.plainHttp'));

describe('what the construct put into the policy of a bucket of the own', () => {
  const searched = (bucket: (stack: Stack) => s3.Bucket) => {
    const stack = newStack();
    const mine = bucket(stack);
    new logzio.LogzioArchiveBucket(stack, 'Archive', { powerSearch: true, bucket: mine });
    return { stack, mine, policy: mine.policy?.node.defaultChild as CfnResource };
  };
  const plain = (stack: Stack) => new s3.Bucket(stack, 'Mine', PREFERRED);

  test.each<[string, string, unknown]>([
    ['lets in somebody else', 'Principal', { AWS: 'arn:aws:iam::999999999999:root' }],
    ['reaches other objects', 'Resource', 'arn:aws:s3:::other/*'],
    ['does something else', 'Action', 's3:GetObjectAcl'],
    ['denies', 'Effect', 'Deny'],
    ['holds only sometimes', 'Condition', { Bool: { 'aws:ViaAWSService': 'true' } }],
  ])('is missed if after an override it %s', (_, property, value) => {
    const { stack, policy } = searched(plain);
    policy.addPropertyOverride(`PolicyDocument.Statement.1.${property}`, value);
    expect(synthErrorOf(stack)).toContain('policy of bucket \'Stack/Mine\': got "no such statement"');
  });

  test.each<[string, string[], boolean]>([
    ['alone', ['Mine/Policy'], true],
    ['together with the bucket', ['Mine'], false],
    ['together with a part of the construct', ['Mine/Policy', 'Archive/Policy'], true],
    ['together with the construct', ['Mine/Policy', 'Archive'], false],
  ])('is missed in a policy that a condition leaves out %s, if the rest stays', (_, parts, isMissed) => {
    const { stack } = searched(plain);
    const condition = new CfnCondition(stack, 'Production', { expression: Fn.conditionEquals('a', 'b') });
    const all = stack.node.findAll().filter(CfnResource.isCfnResource);
    for (const l1 of all.filter(({ node }) => parts.some((part) => node.path.startsWith(`Stack/${part}/`)))) {
      l1.cfnOptions.condition = condition;
    }
    isMissed ? expect(synthErrorOf(stack)).toContain('got "condition Production"') : expect(further(stack)).toEqual([]);
  });

  test('is found in a policy that the user has assigned', () => {
    const { stack } = searched((scope) => {
      const bucket = plain(scope);
      bucket.policy = new s3.BucketPolicy(scope, 'Assigned', { bucket });
      return bucket;
    });
    expect(further(stack)).toEqual([]);
  });

  test('may be merged with what others put there', () => {
    const { stack, policy } = searched(plain);
    policy.addPropertyOverride('PolicyDocument.Statement.1.Action', ['s3:GetObject', 's3:GetObjectTagging']);
    expect(further(stack)).toEqual([]);
  });
});

describe('a second policy of a bucket, which CloudFormation refuses,', () => {
  const inOther = (stack: Stack) => new Stack(stack.node.root, 'Other', { env: { account: stack.account, region: stack.region } });
  test.each<[string, (stack: Stack, bucket: s3.Bucket) => unknown]>([
    ['of CDK', (stack, bucket) => new s3.BucketPolicy(stack, 'Second', { bucket }).document.addStatements(OPEN(bucket))],
    ['L1', (stack, bucket) => new s3.CfnBucketPolicy(stack, 'Second', { bucket: bucket.bucketName, policyDocument: { Statement: [] } })],
    ['raw', (stack, bucket) => raw(stack, bucket.bucketName)],
    ['raw, in another stack', (stack, bucket) => raw(inOther(stack), bucket.bucketName)],
    ['raw, with a Ref by hand', (stack, bucket) => raw(stack, stack.resolve(bucket.bucketName))],
  ])('is found: %s', (_, second) => {
    const { archive, stack } = made();
    second(stack, archive.bucket as s3.Bucket);
    expect(synthErrorOf(stack)).toMatch(
      /policy of bucket 'Stack\/Archive\/Bucket': got "'Stack\/Archive\/Bucket\/Policy' and '.*Second'"; allowed: one policy/,
    );
  });

  const raw = (stack: Stack, Bucket: unknown) =>
    new CfnResource(stack, 'Second', { type: 'AWS::S3::BucketPolicy', properties: { Bucket, PolicyDocument: {} } });

  test('is not that of another bucket', () => {
    const { stack } = made();
    const bucket = new s3.Bucket(stack, 'Other');
    new s3.BucketPolicy(stack, 'Theirs', { bucket }).document.addStatements(OPEN(bucket));
    expect(further(stack)).toEqual([]);
  });
});

describe('warned of, not refused:', () => {
  test('a statement that lets everybody into a bucket of the own', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', PREFERRED);
    new logzio.LogzioArchiveBucket(stack, 'Archive', { bucket });
    bucket.addToResourcePolicy(PUBLIC(bucket));
    expect(further(stack)).toEqual([expect.stringMatching(/everyone allowed.*\[ack: cdk-vendor-access:core.bucketPublic]/)]);
  });

  test('and not even that: everybody under a condition, somebody, or everybody refused', () => {
    const { stack, archive } = made();
    const conditions = { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } };
    archive.bucket.addToResourcePolicy(PUBLIC(archive.bucket).copy({ conditions }));
    archive.bucket.addToResourcePolicy(OPEN(archive.bucket));
    archive.bucket.addToResourcePolicy(PUBLIC(archive.bucket).copy({ effect: iam.Effect.DENY }));
    expect(further(stack)).toEqual([expect.stringMatching(/core.denied/)]); // of the denial alone
  });

  test('a version of CDK that does not show what will be deployed', () => {
    const { prototype } = CfnResource as unknown as { prototype: { _toCloudFormation?: unknown } };
    const { _toCloudFormation } = prototype;
    const { archive } = made();
    try {
      delete prototype._toCloudFormation;
      expect(archive.node.validate()).toEqual([]);
    } finally {
      prototype._toCloudFormation = _toCloudFormation;
    }
    expect(archive.node.metadata.map((entry) => entry.data)).toEqual([expect.stringContaining('[ack: cdk-vendor-access:core.unchecked]')]);
  });
});

test('checking twice, as several syntheses of one app do', () => {
  const app = new App();
  const archive = new logzio.LogzioArchiveBucket(new Stack(app, 'Stack'), 'Archive');
  expect([archive.node.validate(), archive.node.validate()]).toEqual([[], []]);
});
