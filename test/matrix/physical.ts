import { createHash } from 'node:crypto';
import { PARTITION } from './partitions';
import type { Environment, Json } from './types';

/** What names and ARNs are made of: the (resolved) properties are asked for one by one, so that names never need the rest. */
export interface Naming {
  readonly logicalId: string;
  readonly env: Environment;
  readonly get: (property: string) => Json;
  /** What Ref returns, if a deployment has told. */
  readonly ref?: string;
}

type Namer = (n: Naming) => string;

/** Of host names. */
const suffixOf = ({ env: { partition } }: Naming): string => PARTITION[partition].urlSuffix;
const hash = (n: Naming): string => createHash('sha256').update(`${n.env.account}/${n.env.region}/${n.logicalId}`).digest('hex');
const named =
  (property: string): Namer =>
  (n) =>
    n.ref ?? n.get(property) ?? n.logicalId;
const ec2Id =
  (prefix: string): Namer =>
  (n) =>
    n.ref ?? `${prefix}-${hash(n).slice(0, 17)}`;
const keyId: Namer = (n) => n.ref ?? hash(n).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
const bucketName: Namer = (n) => n.ref ?? n.get('BucketName') ?? `${n.env.stackName ?? 'stack'}-${n.logicalId}`.toLowerCase().slice(0, 63);
const inRegion = (n: Naming, service: string, rest: string): string =>
  `arn:${n.env.partition}:${service}:${n.env.region}:${n.env.account}:${rest}`;
const iam =
  (kind: string, name: Namer): Namer =>
  (n) =>
    `arn:${n.env.partition}:iam::${n.env.account}:${kind}${n.get('Path') ?? '/'}${name(n)}`;
const secretArn: Namer = (n) => n.ref ?? inRegion(n, 'secretsmanager', `secret:${n.get('Name') ?? n.logicalId}-AbCdEf`);
const topicArn: Namer = (n) => n.ref ?? inRegion(n, 'sns', n.get('TopicName') ?? n.logicalId);

const ARNS: Record<string, Namer> = {
  'AWS::S3::Bucket': (n) => `arn:${n.env.partition}:s3:::${bucketName(n)}`,
  'AWS::IAM::User': iam('user', named('UserName')),
  'AWS::IAM::Group': iam('group', named('GroupName')),
  'AWS::IAM::Role': iam('role', named('RoleName')),
  'AWS::IAM::InstanceProfile': iam('instance-profile', named('InstanceProfileName')),
  'AWS::IAM::OIDCProvider': (n) => n.ref ?? iam('oidc-provider', () => String(n.get('Url')).replace('https://', ''))(n),
  'AWS::IAM::ManagedPolicy': (n) => n.ref ?? iam('policy', named('ManagedPolicyName'))(n),
  'AWS::KMS::Key': (n) => inRegion(n, 'kms', `key/${keyId(n)}`),
  'AWS::KMS::Alias': (n) => inRegion(n, 'kms', n.get('AliasName')),
  'AWS::SecretsManager::Secret': secretArn,
  'AWS::SNS::Topic': topicArn,
  'AWS::SQS::Queue': (n) => inRegion(n, 'sqs', named('QueueName')(n)),
  'AWS::Lambda::Function': (n) => inRegion(n, 'lambda', `function:${named('FunctionName')(n)}`),
  'AWS::Logs::LogGroup': (n) => `${inRegion(n, 'logs', `log-group:${named('LogGroupName')(n)}`)}:*`,
  'AWS::SSM::Parameter': (n) => inRegion(n, 'ssm', `parameter/${named('Name')(n).replace(/^\//, '')}`),
  'AWS::EC2::VPC': (n) => inRegion(n, 'ec2', `vpc/${ec2Id('vpc')(n)}`),
  'AWS::EC2::Subnet': (n) => inRegion(n, 'ec2', `subnet/${ec2Id('subnet')(n)}`),
  'AWS::EC2::SecurityGroup': (n) => inRegion(n, 'ec2', `security-group/${ec2Id('sg')(n)}`),
  'AWS::EC2::Instance': (n) => inRegion(n, 'ec2', `instance/${ec2Id('i')(n)}`),
  'AWS::EC2::VPCEndpoint': (n) => inRegion(n, 'ec2', `vpc-endpoint/${ec2Id('vpce')(n)}`),
};

const REFS: Record<string, Namer> = {
  'AWS::S3::Bucket': bucketName,
  'AWS::IAM::User': named('UserName'),
  'AWS::IAM::Group': named('GroupName'),
  'AWS::IAM::Role': named('RoleName'),
  'AWS::IAM::InstanceProfile': named('InstanceProfileName'),
  'AWS::IAM::ManagedPolicy': ARNS['AWS::IAM::ManagedPolicy'],
  'AWS::IAM::OIDCProvider': ARNS['AWS::IAM::OIDCProvider'],
  'AWS::IAM::Policy': named('PolicyName'),
  'AWS::IAM::AccessKey': (n) => n.ref ?? `AKIA${hash(n).slice(0, 16).toUpperCase()}`,
  'AWS::KMS::Key': keyId,
  'AWS::KMS::Alias': named('AliasName'),
  'AWS::SecretsManager::Secret': secretArn,
  'AWS::SNS::Topic': topicArn,
  'AWS::SQS::Queue': (n) => `https://sqs.${n.env.region}.amazonaws.com/${n.env.account}/${named('QueueName')(n)}`,
  'AWS::Lambda::Function': named('FunctionName'),
  'AWS::Logs::LogGroup': named('LogGroupName'),
  'AWS::SSM::Parameter': named('Name'),
  'AWS::EC2::VPC': ec2Id('vpc'),
  'AWS::EC2::Subnet': ec2Id('subnet'),
  'AWS::EC2::SecurityGroup': ec2Id('sg'),
  'AWS::EC2::Instance': ec2Id('i'),
  'AWS::EC2::InternetGateway': ec2Id('igw'),
  'AWS::EC2::RouteTable': ec2Id('rtb'),
  'AWS::EC2::VPCEndpoint': ec2Id('vpce'),
  'AWS::EC2::KeyPair': named('KeyName'),
};

const ATTRIBUTES: Record<string, Namer> = {
  'AWS::IAM::AccessKey.SecretAccessKey': (n) => `secret-access-key-of-${n.logicalId}`,
  'AWS::IAM::ManagedPolicy.PolicyArn': ARNS['AWS::IAM::ManagedPolicy'],
  'AWS::KMS::Key.KeyId': keyId,
  'AWS::SecretsManager::Secret.Id': secretArn,
  'AWS::SNS::Topic.TopicArn': topicArn,
  'AWS::SNS::Topic.TopicName': named('TopicName'),
  'AWS::SQS::Queue.QueueName': named('QueueName'),
  'AWS::EC2::VPC.VpcId': ec2Id('vpc'),
  'AWS::EC2::Subnet.SubnetId': ec2Id('subnet'),
  'AWS::EC2::SecurityGroup.GroupId': ec2Id('sg'),
  'AWS::EC2::SecurityGroup.Id': ec2Id('sg'),
  'AWS::EC2::Instance.InstanceId': ec2Id('i'),
  'AWS::S3::Bucket.DomainName': (n) => `${bucketName(n)}.s3.${suffixOf(n)}`,
  'AWS::S3::Bucket.RegionalDomainName': (n) => `${bucketName(n)}.s3.${n.env.region}.${suffixOf(n)}`,
};

// These types have an ARN, but no attribute `Arn`.
const NO_ARN_ATTRIBUTE = [
  'AWS::IAM::ManagedPolicy',
  'AWS::KMS::Alias',
  'AWS::SecretsManager::Secret',
  'AWS::SNS::Topic',
  'AWS::SSM::Parameter',
];

/** What Ref of a resource returns; undefined for a type without an entry. */
export const physicalRef = (type: string, n: Naming): string | undefined => REFS[type]?.(n) ?? n.ref;

/** The ARN of a resource; undefined for a type without an entry. */
export const physicalArn = (type: string, n: Naming): string | undefined => ARNS[type]?.(n);

/** What Fn::GetAtt returns; undefined for a type and attribute without an entry. */
export function physicalAttribute(type: string, attribute: string, n: Naming): string | undefined {
  if (attribute === 'Arn' && !NO_ARN_ATTRIBUTE.includes(type) && !type.startsWith('AWS::EC2::')) return physicalArn(type, n);
  return ATTRIBUTES[`${type}.${attribute}`]?.(n);
}
