// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation has its own ${}
import { Aws, CfnOutput, CfnParameter, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { VendorAccess } from '../../src';
import { LogzioArchiveBucket } from '../../src/logzio';
import { newStack, synthErrorOf, warningsOf } from '../util';

// The same bucket, in all ways in which a template can write its name.

type Write = (stack: Stack, bucket: s3.IBucket) => unknown;
const idOf = (stack: Stack, { node }: s3.IBucket) => stack.getLogicalId(node.defaultChild as s3.CfnBucket);
const nameOf = (stack: Stack, arn: string) => s3.Bucket.fromBucketArn(stack, 'Imported', arn).bucketName;
const raw = (stack: Stack, type: string, properties: object, id = 'Raw') => new CfnResource(stack, id, { type, properties });
const other = (stack: Stack) => new Stack(stack.node.root as never, 'Other', { env: { account: stack.account, region: stack.region } });
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const DENIED = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' };
const TLS_ONLY = { ...DENIED, Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

/** Of a bucket whose name CloudFormation generates. */
const SAME: [string, Write][] = [
  ['Ref', (_, bucket) => bucket.bucketName],
  ['a text of nothing else', (stack, bucket) => ({ 'Fn::Sub': `\${${idOf(stack, bucket)}}` })],
  ['a text with a value', (_, bucket) => Fn.sub('${Name}', { Name: bucket.bucketName })],
  ['a list of one', (stack, bucket) => ({ 'Fn::Join': ['-', [{ Ref: idOf(stack, bucket) }]] })],
  ['a piece of its ARN', (stack, bucket) => nameOf(stack, bucket.bucketArn)],
  ['a piece of an ARN with its name', (stack, bucket) => nameOf(stack, `arn:${Aws.PARTITION}:s3:::${bucket.bucketName}`)],
  ['a piece of the ARN of objects', (_, bucket) => Fn.select(0, Fn.split('/', Fn.select(5, Fn.split(':', bucket.arnForObjects('a/*')))))],
];
const OTHERS: [string, Write][] = [
  ['a text with more', (stack, bucket) => ({ 'Fn::Sub': `\${${idOf(stack, bucket)}}-2` })],
  ['a list of two', (_, bucket) => Fn.join('-', [bucket.bucketName, 'x'])],
  ['a piece of the name', (_, bucket) => Fn.select(0, Fn.split('-', bucket.bucketName))],
  ['another piece of the ARN', (_, bucket) => Fn.select(2, Fn.split(':', bucket.bucketArn))],
  ['a piece of the ARN of another bucket', (stack) => nameOf(stack, new s3.Bucket(stack, 'Second').bucketArn)],
];
/** In another stack. */
const HANDED: [string, (stack: Stack, bucket: s3.IBucket, into: Stack) => unknown][] = [
  [
    'an ARN in Parameter Store',
    (stack, { bucketArn }, into) => {
      new ssm.StringParameter(stack, 'Kept', { parameterName: '/arn', stringValue: bucketArn });
      return nameOf(into, ssm.StringParameter.valueForStringParameter(into, '/arn'));
    },
  ],
  [
    'an exported ARN',
    (stack, { bucketArn }, into) => {
      new CfnOutput(stack, 'Arn', { exportName: 'arn', value: bucketArn });
      return nameOf(into, Fn.importValue('arn'));
    },
  ],
  ['an ARN of another stack', (_, { bucketArn }, into) => nameOf(into, bucketArn)],
];

const versioning = (stack: Stack, Bucket: unknown) =>
  raw(stack, 'Custom::AWS', { Update: stack.toJsonString({ service: 'S3', action: 'putBucketVersioning', parameters: { Bucket } }) });

describe('a bucket that the construct created', () => {
  const make = (write: Write, add: (stack: Stack, name: unknown) => unknown, props = {}) => {
    const stack = newStack();
    add(stack, write(stack, new LogzioArchiveBucket(stack, 'Archive', props).bucket));
    return stack;
  };
  const policy = (stack: Stack, Bucket: unknown) => raw(stack, 'AWS::S3::BucketPolicy', { Bucket, PolicyDocument: document(DENIED) });

  test.each(SAME)('%s: a second policy, and a call', (_, write) => {
    expect(synthErrorOf(make(write, policy))).toContain('one policy for a bucket');
    expect(warningsOf(make(write, versioning))).toEqual([expect.stringContaining('core.changedByCall')]);
  });

  test.each(OTHERS)('%s: neither', (_, write) => {
    expect(warningsOf(make(write, policy))).toEqual([]);
    expect(warningsOf(make(write, versioning))).toEqual([]);
  });

  const reader = (stack: Stack, name: unknown) => {
    const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountPrincipal('999999999999') });
    const Resource = { 'Fn::Join': ['', ['arn:aws:s3:::', name, '/*']] };
    const PolicyDocument = document({ Effect: 'Allow', Action: 's3:GetObject', Resource });
    raw(stack, 'AWS::IAM::Policy', { PolicyName: 'p', PolicyDocument, Roles: [role.roleName] }, 'Reading');
  };
  const STRANGER = [expect.stringContaining('core.strangerLetIn')];

  test.each(HANDED)('%s: a call, and a role that another account may assume', (_, write) => {
    const stack = newStack();
    const into = other(stack);
    const name = write(stack, new LogzioArchiveBucket(stack, 'Archive').bucket, into);
    versioning(into, name);
    reader(into, name);
    expect(warningsOf(stack).sort()).toEqual([expect.stringContaining('core.changedByCall'), ...STRANGER]);
  });

  test.each(SAME)('%s: in the policy of such a role', (_, write) => {
    expect(warningsOf(make(write, reader))).toEqual(STRANGER);
  });

  test.each(OTHERS.slice(0, 2))('%s: in the policy of such a role', (_, write) => {
    expect(warningsOf(make(write, reader))).toEqual([]);
  });
});

/** Names that only the deployment knows, as they stand in both places. */
const GIVEN: [string, unknown][] = [
  ['a parameter', { Ref: 'Name' }],
  ['a parameter with a default', { Ref: 'Preset' }],
  ['a parameter of Parameter Store', { Ref: 'Stored' }],
  ['a dynamic reference', '{{resolve:ssm:/name}}'],
  ['an attribute', { 'Fn::GetAtt': ['Namer', 'Name'] }],
  ['a text with a parameter', { 'Fn::Sub': 'corp-${Name}' }],
];
const parameters = (stack: Stack) => {
  new CfnParameter(stack, 'Name', { allowedPattern: '[a-z-]+' });
  new CfnParameter(stack, 'Other', { allowedPattern: '[a-z-]+' });
  new CfnParameter(stack, 'Preset', { default: 'corp-x', allowedPattern: '[a-z-]+' });
  new CfnParameter(stack, 'Stored', { type: 'AWS::SSM::Parameter::Value<String>', default: '/name' });
  raw(stack, 'AWS::X::Y', {}, 'Namer');
};

describe('a bucket of your own', () => {
  const make = (bucketName: unknown, name: Write) => {
    const stack = newStack();
    parameters(stack);
    const own = new s3.CfnBucket(stack, 'Own', { ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerPreferred' }] } });
    own.addPropertyOverride('BucketName', bucketName);
    const bucket = s3.Bucket.fromCfnBucket(own);
    new LogzioArchiveBucket(stack, 'Archive', { bucket });
    raw(stack, 'AWS::S3::BucketPolicy', { Bucket: name(stack, bucket), PolicyDocument: document(DENIED, TLS_ONLY) });
    return warningsOf(stack);
  };
  const seen = [expect.stringMatching(/bucket policy '\w+\/Raw', statement 1, denies s3:PutObject.*core\.denied/)];
  const unseen = [expect.stringContaining('core.plainHttp')];

  test.each(SAME)('%s: its policy', (_, write) => {
    expect(make(undefined, write)).toEqual(seen);
  });

  test.each(GIVEN)('%s: its policy', (_, name) => {
    expect(make(name, () => name)).toEqual(seen);
    expect(make(name, () => ({ Ref: 'Other' }))).toEqual(unseen);
  });

  test.each(HANDED)('%s: its policy', (_, write) => {
    const stack = newStack();
    const into = other(stack);
    const bucket = new s3.Bucket(stack, 'Own', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
    new LogzioArchiveBucket(stack, 'Archive', { bucket });
    raw(into, 'AWS::S3::BucketPolicy', { Bucket: write(stack, bucket, into), PolicyDocument: document(DENIED, TLS_ONLY) });
    expect(warningsOf(stack)).toEqual(seen);
  });
});

describe('a name that only a parameter knows', () => {
  type Add = (stack: Stack, name: string) => unknown;
  const named = (add: Add, isSame: boolean) => {
    const stack = newStack();
    parameters(stack);
    const access = VendorAccess.iamUser({ secretName: Fn.ref('Name'), userName: Fn.ref('Name') });
    new LogzioArchiveBucket(stack, 'Archive', { bucketName: Fn.ref('Name'), access });
    add(stack, Fn.ref(isSame ? 'Name' : 'Other'));
    return stack;
  };
  const calling =
    (service: string, action: string, parameters: (name: string) => object): Add =>
    (stack, name) =>
      raw(stack, 'Custom::AWS', { Update: stack.toJsonString({ service, action, parameters: parameters(name) }) });
  const copied = (name: string) => `{{resolve:secretsmanager:${name}:SecretString:secretAccessKey}}`;

  test.each<[string, Add, string]>([
    ['a call on the bucket', calling('S3', 'deleteBucketPolicy', (Bucket) => ({ Bucket })), 'changedByCall'],
    [
      'a call on the secret',
      calling('SecretsManager', 'putSecretValue', (SecretId) => ({ SecretId, SecretString: 'x' })),
      'secretReplaced',
    ],
    ['a call on the user', calling('IAM', 'createAccessKey', (UserName) => ({ UserName })), 'furtherCredentials'],
    ['a copy of the key', (stack, name) => new ssm.StringParameter(stack, 'Copy', { stringValue: copied(name) }), 'secretCopied'],
    [
      'a copy of the key in a text',
      (stack) => raw(stack, 'AWS::SSM::Parameter', { Type: 'String', Value: { 'Fn::Sub': copied('${Name}') } }),
      'secretCopied',
    ],
  ])('%s', (_, add, id) => {
    expect(warningsOf(named(add, true))).toEqual([expect.stringContaining(`core.${id}`)]);
    expect(_.endsWith('text') ? [] : warningsOf(named(add, false))).toEqual([]);
  });

  test('a second policy of the bucket', () => {
    const add: Add = (stack, Bucket) => raw(stack, 'AWS::S3::BucketPolicy', { Bucket, PolicyDocument: document(DENIED) });
    expect(synthErrorOf(named(add, true))).toContain('one policy for a bucket');
    expect(warningsOf(named(add, false))).toEqual([]);
  });

  test('a nested stack gets it', () => {
    const add: Add = (stack, name) => {
      const nested = new NestedStack(stack, 'Nested', { parameters: { Name: name } });
      new CfnParameter(nested, 'Name');
      versioning(nested, Fn.ref('Name'));
    };
    expect(warningsOf(named(add, true))).toEqual([expect.stringContaining('core.changedByCall')]);
    expect(warningsOf(named(add, false))).toEqual([]);
  });
});
