import { plain, textOf } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import type { ReferenceRule } from './reference-rule';
import { targetOf } from './related';
import { isUnsigned } from './signed-apis';
import { toBucket } from './to-bucket';

// Services in front of a bucket: they serve it, or write to it, for others, who have no permission of their own in S3.

const SERVED = 'everyone who knows the address can read through the distribution, if the policy of the bucket allows CloudFront';
const STREAMED = 'viewers of the channel or the package get what is in the bucket, without a permission of their own in S3';
const BY_API = 'callers of the API reach the bucket with the role of the API, without a permission of their own in S3';
const BY_MAIL = 'everyone who can send mail to the address writes objects into the bucket';
const MOUNTED = 'clients of the file system or share read the bucket, and may write to it, without a permission of their own in S3';

const ofUnsigned: NonNullable<ReferenceRule['if']> = (by, _, __, app) => isUnsigned(by, app);

/** A data source names its API by an attribute of it. */
const apiOf = (app: FinalApp, source: FinalResource): FinalResource | undefined => targetOf(app, source, 'ApiId');

/** Whether AppSync signs its calls as S3 takes them, for callers about whom IAM does not decide. */
const isSigned: NonNullable<ReferenceRule['if']> = (source, _, __, app) => {
  const { AuthenticationType, AdditionalAuthenticationProviders = [] } = apiOf(app, source)?.Properties ?? {};
  const { SigningServiceName = '' } = Object(source.Properties.HttpConfig?.AuthorizationConfig?.AwsIamConfig);
  const isOpen = AuthenticationType !== 'AWS_IAM' || AdditionalAuthenticationProviders.length > 0;
  return isOpen && textOf(plain(SigningServiceName)) === 's3';
};

export const SERVING_RULES: readonly ReferenceRule[] = [
  toBucket('AWS::CloudFront::Distribution', /^DistributionConfig\.(Origins\.\d+\.DomainName|S3Origin)\b/, SERVED),
  toBucket('AWS::CloudFront::StreamingDistribution', /^StreamingDistributionConfig\.S3Origin\b/, SERVED),
  { ...toBucket('AWS::ApiGateway::Method', /^Integration\.Uri\b/, BY_API), if: ofUnsigned },
  { ...toBucket('AWS::ApiGateway::RestApi', /^Body\..*\.x-amazon-apigateway-integration\.uri\b/, BY_API), if: ofUnsigned },
  { ...toBucket('AWS::Serverless::Api', /^DefinitionBody\..*\.x-amazon-apigateway-integration\.uri\b/, BY_API), if: ofUnsigned },
  { ...toBucket('AWS::ApiGatewayV2::Integration', /^IntegrationUri\b/, BY_API), if: ofUnsigned },
  { ...toBucket('AWS::AppSync::DataSource', /^HttpConfig\.Endpoint\b/, BY_API), if: isSigned },
  {
    ...toBucket(
      'AWS::MediaTailor::SourceLocation',
      /^(HttpConfiguration|(Default)?SegmentDeliveryConfigurations?)\b.*\bBaseUrl\b/,
      STREAMED,
    ),
    if: ({ Properties: { AccessConfiguration } }) => /SIGV4/.test(String(AccessConfiguration?.AccessType)),
  },
  toBucket('AWS::MediaPackage::Asset', /^SourceArn\b/, STREAMED),
  toBucket('AWS::SES::ReceiptRule', /^Rule\.Actions\.\d+\.S3Action\.BucketName\b/, BY_MAIL),
  toBucket('AWS::SES::MailManagerRuleSet', /^Rules\.\d+\.Actions\.\d+\.WriteToS3\.S3Bucket\b/, BY_MAIL),
  toBucket('AWS::Transfer::User', /^HomeDirectory/, 'holders of an SSH key or password read the bucket with the role of the server'),
  toBucket('AWS::Transfer::Agreement', /^(BaseDirectory|CustomDirectories)\b/, 'the trading partner writes to the bucket'),
  toBucket('AWS::FSx::DataRepositoryAssociation', /^DataRepositoryPath\b/, MOUNTED),
  toBucket('AWS::FSx::FileCache', /^DataRepositoryAssociations\b/, MOUNTED),
  toBucket('AWS::FSx::FileSystem', /^LustreConfiguration\.(Im|Ex)portPath\b/, MOUNTED),
  toBucket('AWS::StorageGateway::NFSFileShare', /^LocationARN\b/, MOUNTED),
  toBucket('AWS::StorageGateway::SMBFileShare', /^LocationARN\b/, MOUNTED),
  toBucket('AWS::S3Files::FileSystem', /^Bucket\b/, MOUNTED),
];
