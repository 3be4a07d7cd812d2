// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation has its own ${}
import { type App, Aws, CfnCondition, CfnMapping, CfnOutput, CfnParameter, type CfnResource, Fn, Lazy, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { cloudberry, type ExistingUserAccessOptions, logzio, VendorAccess, veeam, velero } from '../../src';
import { ACCOUNT, errorOf, newStack, warningsOf } from '../util';

// One bucket or principal of two constructs, in all ways in which a template can spell its name.

const ENV = { account: ACCOUNT, region: 'eu-west-1' };
const second = (stack: Stack) =>
  (stack.node.root.node.tryFindChild('Second') as Stack) ?? new Stack(stack.node.root as App, 'Second', { env: ENV });
const exported = (stack: Stack, value: string): [Stack, string] => {
  new CfnOutput(stack, 'Put', { value, exportName: 'put' });
  return [second(stack), Fn.importValue('put')];
};
const chosen = (stack: Stack, one: string, other: string) => {
  new CfnCondition(stack, 'Some', { expression: Fn.conditionEquals(Aws.REGION, 'x') });
  return Fn.conditionIf('Some', one, other).toString();
};
const mapping = (stack: Stack, values: object) => new CfnMapping(stack, 'Names', { mapping: { of: { ...values } } });

/** By a literal name: the stack that imports, and how. */
const LITERAL: Record<string, (stack: Stack, name: string) => [Stack, string]> = {
  'an export of it': exported,
  'a text': (stack, name) => [stack, Fn.sub(name)],
  'a text with a value': (stack, name) => [stack, Fn.sub('${N}', { N: name })],
  'a mapping': (stack, name) => [stack, mapping(stack, { name }).findInMap('of', 'name')],
  'a mapping, as the region decides': (stack, name) => [
    stack,
    mapping(stack, { a: 'another-one', b: name }).findInMap('of', Fn.select(1, Fn.split('.', Aws.STACK_ID))),
  ],
  'the same in both branches': (stack, name) => [stack, chosen(stack, name, name)],
  'one of two branches': (stack, name) => [stack, chosen(stack, 'another-one', name)],
  'the one value of a parameter': (stack, name) => [
    stack,
    new CfnParameter(stack, 'Name', { default: name, allowedValues: [name] }).valueAsString,
  ],
};
/** By an attribute of the resource. */
const ATTRIBUTE: Record<string, (l1: CfnResource) => [Stack, string]> = {
  'an export by CDK': ({ ref, stack }) => [second(stack), stack.exportValue(ref)],
  'an export of its attribute': ({ ref, stack }) => exported(stack, ref),
  'its logical id': ({ logicalId, stack }) => [stack, Fn.ref(stack.resolve(logicalId))],
  'a text of its logical id': ({ logicalId, stack }) => [stack, Fn.sub(`\${${stack.resolve(logicalId)}}`)],
  'an attribute in both branches': ({ ref, stack }) => [stack, chosen(stack, ref, ref)],
};
const SPELLINGS = [
  ...Object.keys(LITERAL).map((how) => [how, 'one-name', (l1: CfnResource, name: string) => LITERAL[how](l1.stack, name)] as const),
  ...Object.keys(ATTRIBUTE).map((how) => [how, undefined, ATTRIBUTE[how]] as const),
];

/** The error of making it, or of the synthesis, or else its warnings. */
function said(make: () => Stack): string {
  try {
    const { root } = make().node;
    (root as App).synth();
    return root.node.children.flatMap((one) => (Stack.isStack(one) ? warningsOf(one) : [])).join('\n');
  } catch (error) {
    return (error as Error).message;
  }
}
const protection = cloudberry.CloudBerryProtection.recoverableDeletes();
const l1Of = (construct?: IConstruct) => construct?.node.defaultChild as CfnResource;
const importRole = cloudberry.VmImportRole.existing();
const restore = (stack: Stack, access: VendorAccess) =>
  new cloudberry.CloudBerryEc2Restore(stack, 'Restore', {
    access,
    importRole,
    bucket: new s3.Bucket(stack, 'Images', { enforceSSL: true }),
  });
const managed = (stack: Stack, props: cloudberry.CloudBerryManagedBackupProps, id = 'Managed') =>
  new cloudberry.CloudBerryManagedBackup(stack, id, { protection, ...props });
const TRUST = { accountId: '444455556666', externalId: 'a1b2c3d4-e5f6' };

type Spell = (same: IConstruct | undefined, another: IConstruct) => [Stack, string];
const SAME = /access: got "the principal of 'Stack\/Managed'"/;
/** Makes the first construct, with a name or a generated one, and the second, which imports what the first one made. */
const CASES: [string, (stack: Stack, name: string | undefined, spelled: Spell) => unknown, RegExp][] = [
  [
    'the user of a Managed Backup',
    (stack, userName, spelled) => {
      const { user } = managed(stack, { access: VendorAccess.iamUser({ userName }) });
      restore(...userOf(...spelled(user, new iam.User(stack, 'Another'))));
    },
    SAME,
  ],
  [
    'the role of a Managed Backup',
    (stack, roleName, spelled) => {
      const { role } = managed(stack, { access: VendorAccess.vendorRole({ ...TRUST, roleName }) });
      const [into, name] = spelled(role, new iam.Role(stack, 'Another', { assumedBy: new iam.AccountPrincipal('444455556666') }));
      restore(into, VendorAccess.existingRole(iam.Role.fromRoleName(into, 'Import', name)));
    },
    SAME,
  ],
  [
    'the bucket of another provider, whose customers overlap',
    (stack, bucketName, spelled) => {
      const first = managed(stack, { bucketName });
      first.addSessionPolicyOutput('first', 'a');
      const [into, name] = spelled(first.bucket, new s3.Bucket(stack, 'Another', { versioned: true, enforceSSL: true }));
      managed(into, { bucket: s3.Bucket.fromBucketName(into, 'Import', name) }, 'Later').addSessionPolicyOutput('later', 'a/b');
    },
    /prefix( of 'later')?: got "a\/b"; allowed: a path that is neither inside nor above 'a' of 'first'/,
  ],
  [
    'the bucket of another product',
    (stack, bucketName, spelled) => {
      const { bucket } = new cloudberry.CloudBerryBackupUser(stack, 'First', { protection, bucketName });
      const [into, name] = spelled(bucket, new s3.Bucket(stack, 'Another'));
      const access = VendorAccess.iamUser();
      new velero.VeleroBackupLocation(into, 'Later', { bucket: s3.Bucket.fromBucketName(into, 'Import', name), access });
    },
    /core.bucketShared/,
  ],
  [
    'a user whose sessions are denied',
    (stack, userName, spelled) => {
      const { user } = new logzio.LogzioArchiveBucket(stack, 'First', { access: VendorAccess.iamUser({ userName }) });
      const [into, access] = userOf(...spelled(user, new iam.User(stack, 'Another')), { allowSessionTokens: true });
      new logzio.LogzioArchiveBucket(into, 'Later', { access });
    },
    /access.allowSessionTokens: got true; allowed: a user that the library did not create/,
  ],
];
const userOf = (into: Stack, name: string, options?: ExistingUserAccessOptions): [Stack, VendorAccess] => [
  into,
  VendorAccess.existingUser(iam.User.fromUserName(into, 'Import', name), options),
];

describe.each(CASES)('%s', (_, make, message) => {
  test.each(SPELLINGS)('by %s, and not another one', (__, name, spell) => {
    const made = (spelled: Spell) =>
      said(() => {
        const stack = newStack(ENV);
        make(stack, name, spelled);
        return stack;
      });
    expect(made((same) => spell(l1Of(same), name ?? ''))).toMatch(message);
    expect(made((_same, another) => spell(l1Of(another), 'different'))).not.toMatch(new RegExp(`${message.source}|failed|Cannot`));
  });
});

test('the ARN of a role, which another stack imports', () => {
  const stack = newStack(ENV);
  const { role } = managed(stack, { access: VendorAccess.vendorRole(TRUST) });
  const [into, arn] = exported(stack, (role as iam.IRole).roleArn);
  restore(into, VendorAccess.existingRole(iam.Role.fromRoleArn(into, 'Import', arn)));
  expect(said(() => stack)).toContain("the principal of 'Stack/Managed'");
});

test('a user may have its sessions by each name, if it was made so', () => {
  const stack = newStack(ENV);
  new logzio.LogzioArchiveBucket(stack, 'First', { access: VendorAccess.iamUser({ userName: 'one-name', allowSessionTokens: true }) });
  const access = VendorAccess.existingUser(iam.User.fromUserName(stack, 'Import', 'one-name'), { allowSessionTokens: true });
  new logzio.LogzioArchiveBucket(stack, 'Later', { access });
  expect(said(() => stack)).not.toContain('allowSessionTokens');
});

test('one folder of a bucket that a mapping names', () => {
  const stack = newStack(ENV);
  new veeam.VeeamM365Repository(stack, 'First', { bucketName: 'one-name', folder: 'mail' });
  const bucket = s3.Bucket.fromBucketName(stack, 'Import', mapping(stack, { name: 'one-name' }).findInMap('of', 'name'));
  new veeam.VeeamM365Repository(stack, 'Later', { bucket, folder: 'mail' });
  new veeam.VeeamM365Repository(stack, 'Beside', { bucket, folder: 'files' });
  expect(said(() => stack).match(/veeam.folderShared/g)).toHaveLength(1);
});

test('a bucket that both branches name is the one of a limit', () => {
  const stack = newStack(ENV);
  const first = new cloudberry.CloudBerryBackupUser(stack, 'First', { protection, bucketName: 'one-name', prefix: 'pc' });
  const bucket = s3.Bucket.fromBucketName(stack, 'Import', chosen(stack, 'one-name', 'one-name'));
  new cloudberry.CloudBerryEc2Restore(stack, 'Restore', { access: VendorAccess.sameUserAs(first), bucket, importRole });
  expect(said(() => stack)).toMatch(/limitWidened/);
});

test.each<[string, string, boolean]>([
  ['a text', Fn.sub('a/b'), true],
  ['a Lazy value', Lazy.string({ produce: () => 'a/b' }), true],
  ['a text beside it', Fn.sub('ab'), false],
])('the path of a customer by %s', (_, prefix, isWithin) => {
  const stack = newStack(ENV);
  const provider = managed(stack, {});
  provider.addSessionPolicyOutput('first', 'a');
  provider.addSessionPolicyOutput('later', prefix);
  provider.sessionPolicyForPrefix(prefix);
  expect(said(() => stack).includes("neither inside nor above 'a' of 'first'")).toBe(isWithin);
});

test('in another Stage, a name is known as it is written there', () => {
  const stack = newStack(ENV);
  managed(stack, { access: VendorAccess.iamUser({ userName: 'one-name' }), bucketName: 'one-bucket' }).addSessionPolicyOutput('first', 'a');
  const theirs = new Stack(new Stage(stack.node.root, 'Theirs'), 'Stack', { env: ENV });
  restore(theirs, VendorAccess.existingUser(iam.User.fromUserName(theirs, 'Import', 'ONE-name')));
  expect(errorOf(() => (stack.node.root as App).synth())).toContain("the principal of 'Stack/Managed'");
});
