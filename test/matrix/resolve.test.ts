// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation and IAM have their own ${}
import { ENV, template } from './fixtures';
import { resolveTemplate } from './resolve';
import type { Environment, Json } from './types';

const MORE = {
  Parameters: {
    Prefix: { Type: 'String', Default: 'logs' },
    Given: { Type: 'Number' },
    Cidrs: { Type: 'CommaDelimitedList', Default: '10.0.0.0/8, 192.168.0.0/16' },
    Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/aws/service/ami' },
  },
  Mappings: { Map: { 'eu-west-1': { Ami: 'ami-1' } } },
  Conditions: {
    IsChina: { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-cn'] },
    NotChina: { 'Fn::Not': [{ Condition: 'IsChina' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsChina' }, { 'Fn::Equals': [{ Ref: 'Given' }, '7'] }] },
    Both: { 'Fn::And': [{ Condition: 'Either' }, { Condition: 'IsChina' }] },
    Odd: { 'Fn::Contains': [] },
  },
};
const RESOURCES: Record<string, [string, Json?]> = {
  B: ['AWS::S3::Bucket', { BucketName: { 'Fn::Join': ['-', ['b', { Ref: 'AWS::Region' }]] } }],
  Plain: ['AWS::S3::Bucket'],
  U: ['AWS::IAM::User', { Path: '/vendors/' }],
  Key: ['AWS::IAM::AccessKey', { UserName: { Ref: 'U' } }],
  K: ['AWS::KMS::Key'],
  S: ['AWS::SecretsManager::Secret', { Name: 's' }],
  M: ['AWS::IAM::ManagedPolicy'],
  Other: ['Custom::Thing'],
};
const env: Environment = { ...ENV, parameters: { Given: '7' }, imports: { 'net:vpc': 'vpc-1' } };

function value(v: Json, more: Partial<Environment> = {}): Json {
  const resources = resolveTemplate(template({ ...RESOURCES, X: ['Custom::X', { Value: v }] }, MORE), { ...env, ...more });
  return resources.get('X')?.properties.Value;
}

test.each<[Json, Json]>([
  [{ Ref: 'AWS::Partition' }, 'aws'],
  [{ Ref: 'AWS::StackName' }, 'Stack'],
  [{ Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  [{ Ref: 'Prefix' }, 'logs'],
  [{ Ref: 'Given' }, '7'],
  [{ 'Fn::Select': ['1', { Ref: 'Cidrs' }] }, '192.168.0.0/16'],
  [{ Ref: 'B' }, 'b-eu-west-1'],
  [{ 'Fn::GetAtt': ['B', 'Arn'] }, 'arn:aws:s3:::b-eu-west-1'],
  [{ Ref: 'Plain' }, 'stack-plain'],
  [{ 'Fn::GetAtt': ['U', 'Arn'] }, 'arn:aws:iam::111122223333:user/vendors/U'],
  [{ 'Fn::GetAtt': 'Key.SecretAccessKey' }, 'secret-access-key-of-Key'],
  [{ Ref: 'Key' }, expect.stringMatching(/^AKIA[0-9A-F]{16}$/)],
  [{ Ref: 'K' }, expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)],
  [{ 'Fn::GetAtt': ['K', 'Arn'] }, expect.stringMatching(/^arn:aws:kms:eu-west-1:111122223333:key\/[-0-9a-f]{36}$/)],
  [{ Ref: 'S' }, 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf'],
  [{ Ref: 'M' }, 'arn:aws:iam::111122223333:policy/M'],
  [{ 'Fn::Sub': '${B.Arn}/${Prefix}/${!aws:username}' }, 'arn:aws:s3:::b-eu-west-1/logs/${aws:username}'],
  [{ 'Fn::Sub': ['${a}-${AWS::Region}', { a: { Ref: 'U' } }] }, 'U-eu-west-1'],
  [{ 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['B', 'Arn'] }] }] }, 'b-eu-west-1'],
  [{ 'Fn::ImportValue': { 'Fn::Sub': 'net:vpc' } }, 'vpc-1'],
  [{ 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'Ami'] }, 'ami-1'],
  [{ 'Fn::If': ['NotChina', 'world', { Ref: 'Nowhere' }] }, 'world'],
  [{ 'Fn::If': ['Either', 1, 2] }, 1],
  [{ 'Fn::If': ['Both', 1, 2] }, 2],
  [['a', { Ref: 'AWS::NoValue' }, { 'Fn::If': ['IsChina', 'b', { Ref: 'AWS::NoValue' }] }], ['a']],
  [
    { a: 1, b: { Ref: 'AWS::NoValue' }, c: null },
    { a: 1, c: null },
  ],
])('%j is %j', (input, output) => {
  expect(value(input)).toEqual(output);
});

test('values of China', () => {
  const china = { partition: 'aws-cn', region: 'cn-north-1' };
  expect(value({ 'Fn::Sub': '${B.Arn} ${AWS::URLSuffix}' }, china)).toBe('arn:aws-cn:s3:::b-cn-north-1 amazonaws.com.cn');
  expect(value({ 'Fn::If': ['Both', 1, 2] }, china)).toBe(1);
  expect(value({ Ref: 'AWS::URLSuffix' }, { partition: 'aws-eusc', region: 'eusc-de-east-1' })).toBe('amazonaws.eu');
});

test.each<[Json, string]>([
  [{ 'Fn::Cidr': ['10.0.0.0/8', 1, 8] }, 'Fn::Cidr is not supported'],
  [{ Ref: 'Nowhere' }, 'no resource or parameter Nowhere'],
  [{ Ref: 'Other' }, 'unknown Ref to Other (Custom::Thing)'],
  [{ 'Fn::GetAtt': ['Other', 'Arn'] }, 'unknown Fn::GetAtt Other.Arn (Custom::Thing)'],
  [{ 'Fn::GetAtt': ['M', 'Arn'] }, 'unknown Fn::GetAtt M.Arn (AWS::IAM::ManagedPolicy)'],
  [{ 'Fn::ImportValue': 'else' }, 'unknown import "else"'],
  [{ Ref: 'Image' }, 'unknown value of parameter Image'],
  [{ 'Fn::Select': [9, ['a']] }, 'unknown item 9 of Fn::Select'],
  [{ 'Fn::If': ['Nothing', 1, 2] }, 'unknown condition Nothing'],
  [{ Ref: 'B', x: 1 }, 'Ref beside other keys'],
  [{ 'Fn::Join': ['', 'text'] }, 'not a list'],
  [{ 'Fn::Join': ['', [{ a: 1 }]] }, 'not a text'],
])('%j throws and names the path', (input, message) => {
  expect(() => value({ deep: [input] })).toThrow(`Resources.X.Properties.Value.deep[0]: ${message}`);
});

test('a condition that is not supported', () => {
  expect(() => value({ 'Fn::If': ['Odd', 1, 2] })).toThrow('Conditions.Odd: condition Fn::Contains is not supported');
});

test('a resource whose condition is false does not exist', () => {
  const json = template({ A: ['AWS::S3::Bucket'], R: ['Custom::X', { V: { Ref: 'A' } }] }, MORE);
  Object.assign(json.Resources?.A, { Condition: 'IsChina' });
  expect(() => resolveTemplate(json, env)).toThrow('no resource or parameter A');
  expect([...resolveTemplate(json, env, (type) => type === 'AWS::S3::Bucket').keys()]).toEqual([]);
});

test('a name that depends on itself', () => {
  const json = template({ A: ['AWS::S3::Bucket', { BucketName: { Ref: 'A' } }] });
  expect(() => resolveTemplate(json, env)).toThrow('Resources.A.Properties.BucketName: the name depends on itself');
});
