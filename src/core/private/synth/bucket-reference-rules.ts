import type { Stack } from 'aws-cdk-lib';
import { COPYING_RULES } from './copying-rules';
import { COPIED, goesToAnotherAccount } from './destinations';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { strangersIn } from './let-in';
import type { ReferenceRule } from './reference-rule';
import { resolved } from './whose';

const STRANGER = 'cdk-vendor-access:core.strangerLetIn';
const DELETABLE = 'cdk-vendor-access:core.keptMadeDeletable';
const BY_POINT = 'the policy of the access point allows principals outside this account, if the policy of the bucket does too';
const SERVED = 'everyone who knows the address can read through the distribution, if the policy of the bucket allows CloudFront';
const GRANTED = 'S3 Access Grants lets in a grantee that is not known to be an identity of this account';
const BY_API = 'callers of the API reach the bucket with the role of the API, without a permission of their own in S3';
const BY_MAIL = 'everyone who can send mail to the address writes objects into the bucket';
const BY_LAKE = 'Lake Formation allows a principal outside this account to use the location';
const MOUNTED = 'clients of the file system or share read the bucket, and may write to it, without a permission of their own in S3';

/** Users and groups of a directory, and identities that are not known to belong to the account. */
function isStrange(
  { construct: { stack }, Properties: { Grantee } }: FinalResource,
  account: string,
  _: FinalResource,
  app: FinalApp,
): boolean {
  return Grantee?.GranteeType !== 'IAM' || isStranger(app, stack, account, Grantee.GranteeIdentifier);
}

/** Whether a policy that names the principal would let in somebody outside of the account. */
const isStranger = (app: FinalApp, stack: Stack, account: string, AWS: unknown): boolean =>
  strangersIn(resolved(app, stack, { Effect: 'Allow', Principal: { AWS } }), account).length > 0;

/** With a signature, IAM decides about the caller. */
const isUnsigned = ({ Properties: { AuthorizationType } }: FinalResource): boolean => AuthorizationType !== 'AWS_IAM';

const isStrangeInLake: NonNullable<ReferenceRule['if']> = ({ construct: { stack }, Properties }, account, _, app) => {
  const { DataLakePrincipalIdentifier } = Properties.DataLakePrincipal ?? Properties.Principal ?? {};
  return isStranger(app, stack, account, DataLakePrincipalIdentifier);
};

/** Whether it deletes what its source lacks, in the whole bucket: that is what its handler takes the prefix `/` for. */
const prunes = ({ Properties }: FinalResource): boolean =>
  !/^false$/i.test(String(Properties.Prune)) && /^\/?$/.test(String(Properties.DestinationBucketKeyPrefix ?? ''));

const bucketRule = (type: string, at: RegExp, why: string, id = STRANGER): ReferenceRule => ({ to: 'bucket', type, at, id, why });

/** Ways into the bucket beside its own policy, and resources that empty it. */
export const BUCKET_REFERENCES: readonly ReferenceRule[] = [
  { ...bucketRule('AWS::S3::AccessPoint', /^Bucket\b/, BY_POINT), policy: 'Policy' },
  {
    ...bucketRule('AWS::S3::MultiRegionAccessPoint', /^Regions\b/, BY_POINT),
    via: ['AWS::S3::MultiRegionAccessPointPolicy'],
    policy: 'Policy',
  },
  {
    ...bucketRule('AWS::S3::AccessPoint', /^Bucket\b/, BY_POINT),
    via: ['AWS::S3ObjectLambda::AccessPoint', 'AWS::S3ObjectLambda::AccessPointPolicy'],
    policy: 'PolicyDocument',
  },
  {
    ...bucketRule('AWS::S3::AccessGrantsLocation', /^$/, GRANTED),
    every: ({ Properties: { LocationScope } }) => LocationScope === 's3://',
    via: ['AWS::S3::AccessGrant'],
    if: (by, ...more) =>
      /^(\/?\*)?$/.test(String(by.Properties.AccessGrantsLocationConfiguration?.S3SubPrefix ?? '')) && isStrange(by, ...more),
  },
  { ...bucketRule('AWS::S3::AccessGrantsLocation', /^LocationScope\b/, GRANTED), via: ['AWS::S3::AccessGrant'], if: isStrange },
  { ...bucketRule('AWS::S3::AccessGrant', /^AccessGrantsLocationConfiguration\b/, GRANTED), if: isStrange },
  bucketRule('AWS::CloudFront::Distribution', /^DistributionConfig\.(Origins\.\d+\.DomainName|S3Origin)\b/, SERVED),
  bucketRule('AWS::CloudFront::StreamingDistribution', /^StreamingDistributionConfig\.S3Origin\b/, SERVED),
  { ...bucketRule('AWS::ApiGateway::Method', /^Integration\.Uri\b/, BY_API), if: isUnsigned },
  bucketRule('AWS::ApiGateway::RestApi', /^Body\..*\.x-amazon-apigateway-integration\.uri\b/, BY_API),
  {
    ...bucketRule('AWS::Serverless::Api', /^DefinitionBody\..*\.x-amazon-apigateway-integration\.uri\b/, BY_API),
    if: ({ Properties: { Auth } }) => Auth?.DefaultAuthorizer !== 'AWS_IAM',
  },
  bucketRule('AWS::ApiGatewayV2::Integration', /^IntegrationUri\b/, BY_API),
  bucketRule('AWS::SES::ReceiptRule', /^Rule\.Actions\.\d+\.S3Action\.BucketName\b/, BY_MAIL),
  bucketRule('AWS::SES::MailManagerRuleSet', /^Rules\.\d+\.Actions\.\d+\.WriteToS3\.S3Bucket\b/, BY_MAIL),
  { ...bucketRule('AWS::LakeFormation::Permissions', /^Resource\.DataLocationResource\.S3Resource\b/, BY_LAKE), if: isStrangeInLake },
  { ...bucketRule('AWS::LakeFormation::PrincipalPermissions', /^Resource\.DataLocation\.ResourceArn\b/, BY_LAKE), if: isStrangeInLake },
  bucketRule('AWS::Transfer::User', /^HomeDirectory/, 'holders of an SSH key or password read the bucket with the role of the server'),
  bucketRule('AWS::Transfer::Agreement', /^(BaseDirectory|CustomDirectories)\b/, 'the trading partner writes to the bucket'),
  bucketRule('AWS::FSx::DataRepositoryAssociation', /^DataRepositoryPath\b/, MOUNTED),
  bucketRule('AWS::FSx::FileCache', /^DataRepositoryAssociations\b/, MOUNTED),
  bucketRule('AWS::FSx::FileSystem', /^LustreConfiguration\.(Im|Ex)portPath\b/, MOUNTED),
  bucketRule('AWS::StorageGateway::NFSFileShare', /^LocationARN\b/, MOUNTED),
  bucketRule('AWS::StorageGateway::SMBFileShare', /^LocationARN\b/, MOUNTED),
  bucketRule('AWS::S3Files::FileSystem', /^Bucket\b/, MOUNTED),
  {
    ...bucketRule('Custom::S3BucketNotifications', /^BucketName\b/, COPIED, 'cdk-vendor-access:core.copiedElsewhere'),
    if: ({ construct, Properties }, _account, _of, app) => goesToAnotherAccount(app, construct.stack, Properties.NotificationConfiguration),
  },
  ...COPYING_RULES,
  bucketRule(
    'Custom::S3AutoDeleteObjects',
    /^BucketName\b/,
    'a custom resource deletes all objects in the bucket when it leaves the stack',
    DELETABLE,
  ),
  {
    ...bucketRule(
      'Custom::CDKBucketDeployment',
      /^DestinationBucketName\b/,
      'a custom resource deletes all objects that its source does not have. Set prune: false, or destinationKeyPrefix',
      DELETABLE,
    ),
    if: prunes,
  },
];
