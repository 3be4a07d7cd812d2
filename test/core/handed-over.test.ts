import {
  Aws,
  CfnOutput,
  CfnParameter,
  type CfnParameterProps,
  CfnResource,
  Fn,
  Lazy,
  RemovalPolicy,
  SecretValue,
  Stack,
  Token,
} from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { VendorAccess } from '../../src';
import { LogzioArchiveBucket } from '../../src/logzio';
import { VeleroBackupLocation } from '../../src/velero';
import { newStack, synthErrorOf, warningsOf } from '../util';

// What an app hands over from one template to another by Systems Manager, and where a template shows the key beside properties.

const NAME = '/logs/it';
const read = ssm.StringParameter.valueForStringParameter;
const user = ({ user: made }: LogzioArchiveBucket) => made as iam.User;
const raw = (scope: Construct, type: string, properties: object) => new CfnResource(scope, 'Raw', { type, properties });
const document = { Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }] };
const policy = (stack: Stack, UserName: unknown) =>
  raw(stack, 'AWS::IAM::UserPolicy', { PolicyName: 'p', PolicyDocument: document, UserName });
const kept = (stack: Stack, value: string, parameterName?: string) =>
  new ssm.StringParameter(stack, `Kept${parameterName}`, { parameterName, stringValue: value });
const other = (stack: Stack, region = 'eu-west-1') =>
  new Stack(stack.node.root as never, 'Other', { env: { account: stack.account, region } });
const made = (props?: object) => {
  const stack = newStack();
  return { stack, archive: new LogzioArchiveBucket(stack, 'Archive', props) };
};

test.each<[string, (reader: Stack, writer: ssm.StringParameter) => unknown]>([
  ['a parameter of the template', (s) => read(s, NAME)],
  ['its ARN', (s) => ssm.StringParameter.fromStringParameterArn(s, 'P', `arn:aws:ssm:eu-west-1:${s.account}:parameter${NAME}`).stringValue],
  ['a dynamic reference', () => `{{resolve:ssm:${NAME}}}`],
  ['a dynamic reference with a version', (s) => read(s, NAME, 3)],
  ['a dynamic reference with a name from elsewhere', (_, { parameterName }) => `{{resolve:ssm:${parameterName}}}`],
  ['an attribute', (_, { stringValue }) => stringValue],
  ['a literal reference', (s) => new CfnParameter(s, 'P', { type: 'AWS::SSM::Parameter::Value<String>', default: NAME }) && { Ref: 'P' }],
  ['a second parameter', (s) => kept(s, `{{resolve:ssm:${NAME}}}`, '/two') && read(s, '/two')],
  ['a text around it', () => ({ 'Fn::Sub': [`{{resolve:ssm:\${Name}}}`, { Name: NAME }] })],
])('the name of the user by %s', (_, by) => {
  const { archive, stack } = made();
  const writer = kept(stack, user(archive).userName, NAME);
  const reader = other(stack);
  policy(reader, by(reader, writer));
  expect(warningsOf(stack)).toEqual([expect.stringMatching(/policy 'Other\/Raw' .*core\.principalExtended/)]);
});

const NAMED = { access: VendorAccess.iamUser({ userName: 'logzio' }) };
const distribution = (s: Stack, DomainName: string) =>
  raw(s, 'AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ DomainName }] } });
const queue = (s: Stack, AWS: string) =>
  raw(s, 'AWS::SQS::QueuePolicy', {
    PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sqs:*', Resource: '*' }] },
  });

test.each<[string, (archive: LogzioArchiveBucket) => string, (reader: Stack) => unknown, RegExp?]>([
  ['a domain', ({ bucket }) => bucket.bucketRegionalDomainName, (s) => distribution(s, read(s, NAME)), /Other\/Raw.*strangerLetIn/],
  ['a part of a domain', ({ bucket }) => bucket.bucketName, (s) => distribution(s, `${read(s, NAME)}.s3.amazonaws.com`), /strangerLetIn/],
  ['a text with it', ({ bucket }) => `${bucket.bucketName}.s3.amazonaws.com`, (s) => distribution(s, read(s, NAME)), /strangerLetIn/],
  ['an ARN', (a) => user(a).userArn, (s) => queue(s, `{{resolve:ssm:${NAME}}}`), /QueuePolicy 'Other\/Raw'.*principalExtended/],
  ['a literal name', () => 'logzio', (s) => policy(s, read(s, NAME)), /principalExtended/],
  ['a part of an ARN', () => 'logzio', (s) => queue(s, `arn:aws:iam::${s.account}:user/{{resolve:ssm:${NAME}}}`), /principalExtended/],
  [
    'the ARN of the secret',
    ({ secret }) => secret?.secretArn ?? '',
    (s) => raw(s, 'AWS::X::Y', { Password: SecretValue.secretsManager(read(s, NAME)).unsafeUnwrap() }),
    /Other\/Raw', Password.*secretCopied/,
  ],
  ['an ARN that is passed on', (a) => user(a).userArn, (s) => raw(s, 'AWS::X::Y', { Name: read(s, NAME) })],
  ['somebody else', () => 'logzio-2', (s) => policy(s, read(s, NAME))],
  ['what is read by another name', () => 'logzio', (s) => policy(s, `{{resolve:ssm:${NAME}/2}}`)],
  ['what is a secure string', () => 'logzio', (s) => policy(s, `{{resolve:ssm-secure:${NAME}}}`)],
  ['what is read in another region', () => 'logzio', (s) => policy(other(s, 'us-east-1'), `{{resolve:ssm:${NAME}}}`)],
  ['what keeps its value', () => `{{resolve:ssm:${NAME}}}`, (s) => policy(s, read(s, NAME))],
  [
    'what keeps the value of a third',
    () => `{{resolve:ssm:${NAME}3}}`,
    (s) => kept(s, read(s, NAME), `${NAME}3`) && policy(s, read(s, NAME)),
  ],
  [
    'a bucket that a role of the app reads',
    ({ bucket }) => bucket.bucketName,
    (s) => {
      const reader = new iam.Role(s, 'Reader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
      s3.Bucket.fromBucketName(s, 'Bucket', read(s, NAME)).grantRead(reader);
    },
  ],
])('%s is handed over', (name, value, use, ...[says]) => {
  const { archive, stack } = made(NAMED);
  kept(stack, value(archive), NAME);
  use(name.includes('region') ? stack : other(stack));
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

test.each<[string, number, (before: string) => string, RegExp?]>([
  ['one after the other', 200, (before) => before, /strangerLetIn/],
  ['each twice in the next', 12, (before) => `${before},${before}`, /strangerLetIn/],
  ['each twice in the next, which no parameter can hold', 40, (before) => `${before},${before}`],
])('many parameters are followed once: %s', (_, count, value, ...[says]) => {
  const { archive, stack } = made(NAMED);
  kept(stack, archive.bucket.bucketName, `${NAME}0`);
  for (let index = 1; index <= count; index++) {
    kept(stack, value(`{{resolve:ssm:${NAME}${index - 1}}}`), `${NAME}${index}`);
  }
  distribution(other(stack), `{{resolve:ssm:${NAME}${count}}}`);
  const start = Date.now();
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
  expect(Date.now() - start).toBeLessThan(6000);
});

const nameOf = (s: Stack, props: Partial<CfnParameterProps>) =>
  new CfnParameter(s, 'P', { type: 'AWS::SSM::Parameter::Value<String>', default: NAME, ...props }).valueAsString;
const attributeOf = (s: Stack) =>
  s.node.root.node.findAll().flatMap((one) => (one instanceof ssm.StringParameter ? one.stringValue : []))[0];

test.each<[string, (reader: Stack) => string, string?]>([
  ['by a parameter of the template', (s) => read(s, NAME)],
  [
    'by its ARN',
    (s) => ssm.StringParameter.fromStringParameterArn(s, 'P', `arn:aws:ssm:eu-west-1:${s.account}:parameter${NAME}`).stringValue,
  ],
  ['by one that allows one name only', (s) => nameOf(s, { allowedValues: [NAME] })],
  ['by an attribute', attributeOf],
  ['by a dynamic reference', () => Lazy.string({ produce: () => `{{resolve:ssm:${NAME}}}` })],
  ['through an output', (s) => Fn.importValue(new CfnOutput(s, 'O', { value: read(s, NAME), exportName: 'it' }).exportName ?? '')],
  ['through a second parameter', (s) => kept(s, read(s, NAME), '/two') && read(s, '/two')],
  ['by a name that whoever deploys may replace', (s) => nameOf(s, {}), 'a value of AWS Systems Manager'],
  ['by one of two names', (s) => nameOf(s, { allowedValues: [NAME, '/x'] }), 'a value of AWS Systems Manager'],
  ['by a parameter that the app does not create', (s) => read(s, `${NAME}/2`), 'a value of AWS Systems Manager'],
  ['as an older version', (s) => read(s, NAME, 1), 'known only at deployment'],
  ['as a part of a text', () => Token.asString({ 'Fn::Join': ['', ['{{resolve:ssm:', NAME, '}}']] }), 'known only at deployment'],
])('where letters act, what a parameter of the app holds is known, %s', (_, by, ...[says]) => {
  const { archive, stack } = made();
  kept(stack, archive.bucket.bucketName, NAME);
  const bucket = s3.Bucket.fromBucketName(stack, 'Import', by(other(stack)));
  new VeleroBackupLocation(stack, 'Second', { bucket, access: VendorAccess.iamUser() });
  const ofImport = expect.stringMatching(/core\.(bucketShared|bucketUnchecked|limitWidened)/);
  const said = says ? [synthErrorOf(stack)] : warningsOf(stack);
  expect(said.filter((text) => !ofImport.asymmetricMatch(text))).toEqual(says ? [expect.stringContaining(says)] : []);
});

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const withKey = (stack: Stack, arn: string) =>
  new LogzioArchiveBucket(stack, 'Second', { encryptionKey: kms.Key.fromKeyArn(stack, 'Import', arn) });
const from = (stack: Stack, address: string) =>
  new LogzioArchiveBucket(stack, 'Second', { access: VendorAccess.iamUser({ onlyFrom: { addresses: [address] } }) });

test.each<[string, (stack: Stack) => string, (stack: Stack, value: string) => unknown, RegExp?]>([
  ['the key of the app', (s) => new kms.Key(s, 'Key', { removalPolicy: RemovalPolicy.RETAIN }).keyArn, withKey],
  ['a key', () => KEY, withKey],
  ['a wildcard', () => KEY.replace(/[^/]*$/, '*'), withKey, /got 'arn:aws:kms:eu-west-1:111122223333:key\/\*'; allowed/],
  ['what the deployment decides', (s) => new CfnParameter(s, 'Any').valueAsString, withKey, /got parameter 'Stack\/Any' without/],
  ['a range', () => '203.0.113.0/24', from],
  ['a wide range', () => '0.0.0.0/1', from, /got '0.0.0.0\/1'; allowed: a range that is known not to be wide/],
])('a parameter of the app that holds %s', (_, value, use, ...[says]) => {
  const stack = newStack();
  kept(stack, value(stack), NAME);
  use(stack, read(stack, NAME));
  expect(says ? synthErrorOf(stack) : warningsOf(stack).join()).toMatch(says ?? /^$/);
});

const keyOf = ({ node }: LogzioArchiveBucket) =>
  node.findAll().find((one): one is iam.CfnAccessKey => one instanceof iam.CfnAccessKey) as iam.CfnAccessKey;
const key = (archive: LogzioArchiveBucket) => keyOf(archive).attrSecretAccessKey;
const files = (stack: Stack, content: string) =>
  raw(stack, 'AWS::EC2::Instance', {}).addMetadata('AWS::CloudFormation::Init', { config: { files: { '/etc/key': { content } } } });

test.each<[string, (stack: Stack, archive: LogzioArchiveBucket) => unknown, RegExp?]>([
  ['metadata', (s, a) => files(s, `AWSSecretKey=${key(a)}`), /AWS::EC2::Instance 'Stack\/Raw', Metadata:/],
  ['metadata in another stack', (s, a) => files(other(s), key(a)), /Output.*'Other\/Raw', Metadata|'Other\/Raw', Metadata.*Output/],
  ['an export that only CDK names', (s, a) => s.exportValue(key(a)), /output 'Stack\/Exports\/Output/],
  [
    'an output in Exports',
    (s, a) => new CfnOutput(new Construct(s, 'Exports'), 'Mine', { value: key(a) }),
    /output 'Stack\/Exports\/Mine'/,
  ],
  [
    'an output with it in a text',
    (s, a) => new CfnOutput(s, 'O', { value: Token.asString({ 'Fn::Sub': `\${${s.getLogicalId(keyOf(a))}.SecretAccessKey}` }) }),
    /output 'Stack\/O'/,
  ],
  ['metadata with what software needs to read the secret', (s, a) => files(s, `${a.secret?.secretArn} ${user(a).userName} ${Aws.REGION}`)],
  ['an export of the ARN of the secret', (s, a) => s.exportValue(a.secret?.secretArn)],
  ['an output of the id of the key', (s, a) => new CfnOutput(s, 'O', { value: keyOf(a).ref })],
])('the key in %s', (_, make, ...[says]) => {
  const { archive, stack } = made();
  make(stack, archive);
  const warnings = warningsOf(stack);
  expect(warnings).toEqual(says ? [expect.stringMatching(says)] : []);
  expect(warnings.filter((text) => !text.includes('core.secretCopied'))).toEqual([]);
});
