import { App, CfnParameter, PhysicalName, Stack, type StackProps } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { cloudberry, logzio, VendorAccess } from '../../src';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { ACCOUNT, synthErrorOf, warningsOf } from '../util';

const HERE = { account: ACCOUNT, region: 'eu-west-1' };
const role = (roleName: string) => ({ access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, roleName }) });
const user = (options: Parameters<typeof VendorAccess.iamUser>[0]) => ({ access: VendorAccess.iamUser(options) });

type Props = logzio.LogzioArchiveBucketProps;

/** What two constructs are given, and where they stand; by default, both the same. */
interface Two {
  readonly props: Props;
  readonly second?: Props;
  readonly env?: StackProps['env'];
  readonly secondEnv?: StackProps['env'];
}

/** A construct in each of two stacks; the second of them. */
function twice({ env = HERE, props, second = props, secondEnv = env }: Two): Stack {
  const app = new App();
  const stacks = [new Stack(app, 'First', { env }), new Stack(app, 'Second', { env: secondEnv })];
  stacks.forEach((stack, index) => {
    new logzio.LogzioArchiveBucket(stack, 'Archive', { usage: logzio.LogzioUsage.RESTORE, ...[props, second][index] });
  });
  return stacks[1];
}

const CHINA = { ...HERE, region: 'cn-north-1' };
const AMERICA = { ...HERE, region: 'us-east-1' };
const OTHER = { ...HERE, account: '444455556666' };
const BUCKET = { bucketName: 'same-name' };

test.each<[string, string, Two]>([
  ['the same', 'userName', { props: user({ userName: 'logzio' }) }],
  ['one that differs by case', 'userName', { props: user({ userName: 'logzio' }), second: user({ userName: 'LogzIO' }) }],
  ['one in another region', 'userName', { props: user({ userName: 'logzio' }), secondEnv: AMERICA }],
  ['the same', 'roleName', { props: role('logzio') }],
  ['one that differs by case, in another region', 'roleName', { props: role('logzio'), second: role('Logzio'), secondEnv: AMERICA }],
  ['the same', 'secretName', { props: user({ secretName: 'logzio/key' }) }],
  ['the same', 'bucketName', { props: BUCKET }],
  ['one in another region', 'bucketName', { props: BUCKET, secondEnv: AMERICA }],
  ['one in another account', 'bucketName', { props: BUCKET, secondEnv: OTHER }],
  ['one in China', 'bucketName', { props: BUCKET, env: { region: 'cn-north-1' }, secondEnv: { region: 'cn-northwest-1' } }],
])('%s as a second %s is refused', (_, option, two) => {
  expect(synthErrorOf(twice(two))).toMatch(
    new RegExp(`${option}: got "'.*', which 'First/Archive' has too"; allowed: a name that is used only once`),
  );
});

test.each<[string, Two]>([
  ['users in two accounts', { props: user({ userName: 'logzio' }), secondEnv: OTHER }],
  ['secrets in two regions', { props: user({ secretName: 'logzio' }), secondEnv: AMERICA }],
  ['secrets that differ by case', { props: user({ secretName: 'logzio' }), second: user({ secretName: 'LogzIO' }) }],
  ['users of stacks that do not know their account', { props: user({ userName: 'logzio' }), env: {} }],
  ['what the CDK names', { props: {} }],
  ['a user and a role', { props: user({ userName: 'logzio' }), second: role('logzio') }],
  ['buckets in two partitions', { props: BUCKET, secondEnv: CHINA }],
  ['buckets of stacks that do not know their region', { props: BUCKET, env: {} }],
])('one name for %s is taken', (_, two) => {
  expect(warningsOf(twice(two))).toEqual([]);
});

test.each<[string, (name: string) => Props]>([
  ['userName', (userName) => user({ userName })],
  ['roleName', role],
  ['secretName', (secretName) => user({ secretName })],
  ['bucketName', (bucketName) => ({ bucketName })],
])('%s may be generated if needed; from one parameter twice it is refused, from those of two stacks taken', (option, propsOf) => {
  expect(warningsOf(twice({ props: propsOf(PhysicalName.GENERATE_IF_NEEDED) }))).toEqual([]);
  const archives = (...ids: string[]) => {
    const app = new App();
    const stacks = ['One', 'Other'].map((id) => new Stack(app, id, { env: HERE }));
    for (const stack of stacks) {
      const props = propsOf(new CfnParameter(stack, 'Name').valueAsString);
      for (const id of ids) {
        new logzio.LogzioArchiveBucket(stack, id, props);
      }
    }
    return stacks[0];
  };
  expect(warningsOf(archives('First'))).toEqual([]);
  expect(synthErrorOf(archives('First', 'Second'))).toContain(
    `${option}: got "a name known at deployment only, which 'One/First' has too"`,
  );
});

test.each<[string, StackProps, string]>([
  ['one name in another region', { stackName: 'same', env: AMERICA }, 'Give each stack of this name another namePrefix'],
  ['another name', { stackName: 'other', env: AMERICA }, ''],
  ['one name in another account', { stackName: 'same', env: OTHER }, ''],
])('a prefix for a second stack, of %s', (_, second, says) => {
  const app = new App();
  const stacks = [new Stack(app, 'First', { stackName: 'same', env: HERE }), new Stack(app, 'Second', second)];
  for (const stack of stacks) {
    new logzio.LogzioArchiveBucket(stack, 'Archive', user({ namePrefix: 'acme-' }));
  }
  const said = says ? synthErrorOf(stacks[1]) : warningsOf(stacks[1]).join();
  expect(said.includes(`userName: got "'acme-same-Archive-User', which 'First/Archive' has too"`)).toBe(says !== '');
  expect(said).toContain(says);
});

describe('the role vmimport is one in an account', () => {
  const restore = (scope: Construct) =>
    new cloudberry.CloudBerryEc2Restore(scope, 'Restore', {
      bucket: new s3.Bucket(scope, 'Bucket'),
      importRole: cloudberry.VmImportRole.create(),
    });
  const second = (make: (scope: Construct) => unknown, env: StackProps['env']) => {
    const app = new App();
    restore(new Stack(app, 'First', { env: HERE }));
    const stack = new Stack(app, 'Second', { env });
    make(stack);
    return stack;
  };

  test.each<[string, (scope: Construct) => unknown, StackProps['env'], string]>([
    ['a second restore', restore, HERE, "importRole: got \"'vmimport', which 'First/Restore' has too\""],
    ['one in another region', restore, AMERICA, 'VmImportRole.existing()'],
    [
      'a role of that name',
      (scope) => new logzio.LogzioArchiveBucket(scope, 'Archive', role('VMImport')),
      HERE,
      "roleName: got \"'VMImport'",
    ],
  ])('%s is refused', (_, make, env, message) => {
    expect(synthErrorOf(second(make, env))).toContain(message);
  });

  test('one of another account is taken', () => {
    expect(warningsOf(second(restore, OTHER))).toEqual([]);
  });
});

test.each([
  ['cn-north-1', 'taken: it is another bucket'],
  ['us-east-1', 'refused'],
])('one name of a bucket for an archive in eu-west-1 and one in %s is %s', (second, told) => {
  const app = new App();
  const stacks = ['eu-west-1', second].map((region) => new Stack(app, region, { env: { account: ACCOUNT, region } }));
  for (const stack of stacks) {
    new logzio.LogzioArchiveBucket(stack, 'Archive', { bucket: s3.Bucket.fromBucketName(stack, 'Theirs', 'example-bucket') });
  }
  const error = told === 'refused' ? synthErrorOf(stacks[1]) : warningsOf(stacks[1]).join();
  expect(error.includes('got "archiving by Logz.io by \'eu-west-1/Archive\' too"')).toBe(told === 'refused');
});
