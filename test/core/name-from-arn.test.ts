// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation has its own ${}
import { Arn, CfnOutput, CfnResource, Fn, NestedStack, SecretValue, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type IamUserAccessOptions, VendorAccess } from '../../src';
import { LogzioArchiveBucket } from '../../src/logzio';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { ACCOUNT, newStack, warningsOf } from '../util';

// Secrets, principals and keys, in all ways in which a template can make their name or ARN from another attribute.

const raw = (stack: Stack, type: string, properties: object, id = 'Raw') => new CfnResource(stack, id, { type, properties });
const call = (stack: Stack, service: string, action: string, parameters: object) =>
  raw(stack, 'Custom::AWS', { Update: stack.toJsonString({ service, action, parameters }) }, 'Call');
const second = (stack: Stack) => new Stack(stack.node.root as never, 'Second', { env: { account: stack.account, region: stack.region } });
const perhaps = (value: string) => Fn.conditionIf('Some', value, 'other').toString();
const piece = (index: number, separator: string, text = '') => Fn.select(index, Fn.split(separator, text));
const idsOf = (stack: Stack) =>
  warningsOf(stack)
    .flatMap((text) => [...text.matchAll(/core\.\w+/g)].map(([id]) => id))
    .sort();

describe('the secret of a construct', () => {
  type Write = (stack: Stack, secret: secretsmanager.ISecret, id: string) => string;
  const { Secret } = secretsmanager;
  const SAME: [string, Write, ((stack: Stack) => Stack)?][] = [
    ['its name', (_, { secretName }) => secretName],
    ['its name, of an import by name', (s, { secretName }, id) => Secret.fromSecretNameV2(s, id, secretName).secretName],
    ['its partial ARN', (s, { secretName }, id) => Secret.fromSecretNameV2(s, id, secretName).secretArn],
    ['its name, of an import by ARN', (s, { secretArn }, id) => Secret.fromSecretCompleteArn(s, id, secretArn).secretName],
    ['its name, perhaps', (_, { secretName }) => perhaps(secretName)],
    ['its name, in another stack', (_, { secretName }) => secretName, second],
    ['its name, in a nested stack', (_, { secretName }) => secretName, (stack) => new NestedStack(stack, 'Nested')],
    [
      'its name, by an export whose name the deployment makes',
      (_, secret, id) => {
        new CfnOutput(Stack.of(secret), id, { value: secret.secretName, exportName: `key-${id}` });
        return Fn.importValue(Fn.sub('key-${Id}', { Id: id }));
      },
      second,
    ],
  ];
  const OTHERS: [string, Write][] = [
    ['the name of another secret', (s, _, id) => new Secret(s, id).secretName],
    ['a longer name', (_, { secretName }) => `${secretName}-old`],
    ['a name with something before it', (_, { secretName }) => `old-${secretName}`],
    ['a word of its name', (_, { secretName }) => piece(0, '-', secretName)],
    ['another piece of its ARN', (_, { secretArn }) => piece(5, ':', secretArn)],
    ['its ARN, as if in another region', (_, { secretName }) => `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${secretName}`],
  ];
  const said = (write: Write, of: IamUserAccessOptions, into: (stack: Stack) => Stack = (stack) => stack) => {
    const stack = newStack();
    const { secret } = new LogzioArchiveBucket(stack, 'Archive', { access: VendorAccess.iamUser(of) });
    const [there, id] = [into(stack), (of: string) => write(there, secret as secretsmanager.ISecret, of)];
    raw(there, 'AWS::SSM::Parameter', { Value: SecretValue.secretsManager(id('Copy'), { jsonField: 'accessKeyId' }).unsafeUnwrap() });
    call(there, 'SecretsManager', 'putSecretValue', { SecretId: id('Written'), SecretString: 'x' });
    return idsOf(stack);
  };

  describe.each([
    ['that CloudFormation names', {}],
    ['with a name', { secretName: 'corp-logzio-key' }],
  ])('%s', (_, of) => {
    test.each(SAME.map((row) => ({ row })))('$row.0 is copied and replaced', ({ row: [, write, into] }) => {
      expect(said(write, of, into)).toEqual(['core.secretCopied', 'core.secretReplaced']);
    });

    test.each(OTHERS)('%s is not it', (__, write) => {
      expect(said(write, of)).toEqual([]);
    });
  });
});

describe('a call gives a principal more', () => {
  type Made = LogzioArchiveBucket & { readonly role: iam.IRole; readonly user: iam.IUser };
  const access = (options: object = {}) => VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, ...options });
  const ROLE: [string, (stack: Stack, made: Made) => string, object?][] = [
    ['a piece of its ARN', (_, { role }) => piece(1, '/', role.roleArn)],
    ['a piece after more than a character', (_, { role }) => piece(1, ':role/', role.roleArn)],
    ['the piece of a list', (_, { role }) => piece(1, '|', `x|${role.roleName}|y`)],
    ['a piece of the setup', (_, { setup }) => piece(1, '/', setup.RoleArn)],
    ['Arn.extractResourceName', (_, { role }) => Arn.extractResourceName(role.roleArn, 'role')],
    ['an import by ARN', (s, { role }) => iam.Role.fromRoleArn(s, 'Imported', role.roleArn).roleName],
    ['with a path', (_, { role }) => piece(2, '/', role.roleArn), { path: '/vendors/' }],
    ['with a name', (_, { role }) => piece(1, '/', role.roleArn), { roleName: 'logzio' }],
    ['perhaps', (_, { role }) => perhaps(role.roleName)],
    ['in one of several cases', (_, { role }) => Fn.conditionIf('First', 'x', perhaps(piece(1, '/', role.roleArn))).toString()],
  ];
  const OTHERS: typeof ROLE = [
    ['a piece of the name', (_, { role }) => piece(0, '-', role.roleName)],
    ['a piece of a list that a name may continue', (_, { role }) => piece(1, ',', `x,${role.roleName},y`)],
    ['the path', (_, { role }) => piece(1, '/', role.roleArn), { path: '/vendors/' }],
    ['a longer name', (_, { role }) => `${piece(1, '/', role.roleArn)}-2`],
    ['another, perhaps', () => perhaps('mine')],
    ['another role', (s) => piece(1, '/', new iam.Role(s, 'Other', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }).roleArn)],
  ];
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';

  test.each([...ROLE.map((row) => ({ row, isSame: true })), ...OTHERS.map((row) => ({ row, isSame: false }))])('$row.0: $isSame', ({
    isSame,
    row: [, write, options],
  }) => {
    const stack = newStack();
    const made = new LogzioArchiveBucket(stack, 'Archive', { access: access(options) }) as Made;
    call(stack, 'IAM', 'attachRolePolicy', { RoleName: write(stack, made), PolicyArn });
    expect(idsOf(stack)).toEqual(isSame ? ['core.principalExtended'] : []);
  });

  test.each<[string, string, (stack: Stack, made: Made) => object, string]>([
    ['user', 'attachUserPolicy', (s, { user }) => ({ UserName: iam.User.fromUserArn(s, 'I', user.userArn).userName }), 'principalExtended'],
    ['user of the name of the group', 'attachUserPolicy', (_, made) => ({ UserName: piece(1, '/', groupOf(made).groupArn) }), ''],
    ['group', 'attachGroupPolicy', (_, made) => ({ GroupName: piece(1, '/', groupOf(made).groupArn) }), 'principalExtended'],
  ])('%s', (_, action, parameters, id) => {
    const stack = newStack();
    const made = new LogzioArchiveBucket(stack, 'Archive') as Made;
    call(stack, 'IAM', action, { ...parameters(stack, made), PolicyArn });
    expect(idsOf(stack)).toEqual(id ? [`core.${id}`] : []);
  });

  test('by its policy, whose ARN is made from its name', () => {
    const stack = newStack();
    const { policy } = new LogzioArchiveBucket(stack, 'Archive');
    const arn = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Imported', policy.managedPolicyName).managedPolicyArn;
    call(stack, 'IAM', 'createPolicyVersion', { PolicyArn: arn });
    expect(idsOf(stack)).toEqual(['core.policyExtended']);
  });

  const groupOf = (made: LogzioArchiveBucket) => made.node.findChild('Group') as iam.Group;
});

describe('a key', () => {
  type Write = (stack: Stack, key: kms.IKey) => string;
  const inRegion = (region: string, id: string) => `arn:aws:kms:${region}:${ACCOUNT}:key/${id}`;
  const imported = (stack: Stack, arn: string) => kms.Key.fromKeyArn(stack, 'Again', arn);
  const idOf = (stack: Stack, { node }: kms.IKey) => stack.getLogicalId(node.defaultChild as kms.CfnKey);
  const SAME: [string, Write, boolean?][] = [
    ['an ARN that the stack makes', (s, { keyId }) => s.formatArn({ service: 'kms', resource: 'key', resourceName: keyId })],
    ['a text with its id', (s, { keyId }) => inRegion(s.region, keyId)],
    ['a text that CloudFormation fills in', (s, key) => Fn.sub(`arn:aws:kms:\${AWS::Region}:\${AWS::AccountId}:key/\${${idOf(s, key)}}`)],
    ['an import', (s, key) => imported(s, key.keyArn).keyArn],
    ['an ARN with the id of an import', (s, key) => inRegion(s.region, imported(s, key.keyArn).keyId)],
    ['an exported id', (s) => inRegion(s.region, Fn.importValue('key')), true],
  ];
  const OTHERS: typeof SAME = [
    ['another key', (s) => inRegion(s.region, new kms.Key(s, 'Another').keyId)],
    ['a key of another region', (_, { keyId }) => inRegion('us-east-1', keyId)],
    ['an alias with its id', (s, { keyId }) => `arn:aws:kms:${s.region}:${ACCOUNT}:alias/${keyId}`],
  ];
  const made = (write: Write, isFar = false, props: kms.KeyProps = {}) => {
    const stack = newStack();
    const key = new kms.Key(isFar ? second(stack) : stack, 'Key', props);
    isFar && new CfnOutput(Stack.of(key), 'Id', { value: key.keyId, exportName: 'key' });
    return { stack, key, arn: write(stack, key) };
  };
  const using = (stack: Stack, arn: string) =>
    new LogzioArchiveBucket(stack, 'Archive', { encryptionKey: kms.Key.fromKeyArn(stack, 'Imported', arn) });

  test.each(SAME.map((row) => ({ row })))('$row.0: it is disabled, closed to the product, or deleted', ({ row: [, write, isFar] }) => {
    const disabled = made(write, isFar, { enabled: false });
    using(disabled.stack, disabled.arn);
    expect(idsOf(disabled.stack)).toContain('core.keyDisabled');
    const [actions, principals] = [['kms:GenerateDataKey'], [new iam.AnyPrincipal()]];
    const closed = made(write, isFar);
    closed.key.addToResourcePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions, principals, resources: ['*'] }));
    using(closed.stack, closed.arn);
    expect(idsOf(closed.stack)).toContain('core.denied');
    const { arn, key, stack } = made(write, isFar);
    using(stack, key.keyArn);
    call(stack, 'KMS', 'scheduleKeyDeletion', { KeyId: arn });
    expect(idsOf(stack)).toContain('core.changedByCall');
  });

  test.each(OTHERS.map((row) => ({ row })))('$row.0: another one is deleted', ({ row: [, write] }) => {
    const { arn, key, stack } = made(write);
    using(stack, key.keyArn);
    call(stack, 'KMS', 'scheduleKeyDeletion', { KeyId: arn });
    expect(idsOf(stack)).toEqual([]);
  });

  test.each<[string, Write, boolean]>([
    ['the id of an import', (s, { keyArn }) => imported(s, keyArn).keyId, true],
    ['the id, perhaps', (_, { keyId }) => perhaps(keyId), true],
    ['a piece of the id', (_, { keyId }) => piece(0, '-', keyId), false],
  ])('%s: a call disables it', (_, write, isSame) => {
    const { arn, key, stack } = made(write);
    new LogzioArchiveBucket(stack, 'Archive', { encryptionKey: key });
    call(stack, 'KMS', 'disableKey', { KeyId: arn });
    expect(idsOf(stack)).toEqual(isSame ? ['core.changedByCall'] : []);
  });
});
