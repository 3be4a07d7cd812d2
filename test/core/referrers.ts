import type { Kind } from '../cfn-lint/referrers';

/** Properties that can refer to something that a construct made, and of which nothing is said. The first entry that matches decides. */
export interface SilentReferrer {
  readonly kind: Kind;
  readonly type?: RegExp;
  readonly path?: RegExp;
  /** Why nobody gets in and nothing breaks. */
  readonly why: string;
}

const last = (names: string) => new RegExp(`(^|\\.)\\w*(${names})(\\.\\*)?$`);

export const SILENT_REFERRERS: readonly SilentReferrer[] = [
  {
    kind: 'principal',
    type: /^AWS::IAM::/,
    path: /^(GroupName|RoleName|UserName|ManagedPolicyName|InstanceProfileName)$/,
    why: 'a name of its own',
  },
  { kind: 'principal', type: /VirtualMFADevice$/, why: 'a device gives no permission, and calls with a key need none' },
  { kind: 'principal', type: /^AWS::(Chatbot|RolesAnywhere)::/, path: /Polic/, why: 'it limits sessions of others' },
  {
    kind: 'principal',
    type: /^AWS::SSO::PermissionSet$/,
    path: /^(ManagedPolicies|PermissionsBoundary)|Path$/,
    why: 'a policy of AWS, a limit, or the path beside a name',
  },
  { kind: 'principal', path: /PolicyArn$|PermissionBoundary$/, why: 'it limits sessions of others' },
  {
    kind: 'principal',
    path: last(
      'Role|Roles|Role(Arn|ARN|Name|Arns)|IamRoles|InstanceProfile(Arn|Identifier|Name|\\.Arn|\\.Name)?|CredentialsArn|EcrImagePullerRole\\.PrincipalArn',
    ),
    why: 'a service gets the role only if its trust policy, which is promised, allows the service',
  },
  { kind: 'principal', type: /^AWS::(Connect|QuickSight)::/, why: 'users and groups of the service' },
  { kind: 'principal', type: /^AWS::SageMaker::UserProfile$/, path: /SingleSignOn/, why: 'a user of IAM Identity Center' },
  { kind: 'principal', type: /^AWS::QBusiness::Application$/, path: /IdentityProvider/, why: 'a provider, and no principal' },
  {
    kind: 'principal',
    type: /^AWS::(BedrockAgentCore::GatewayRule|ECR::PullTimeUpdateExclusion|SecurityHub::Insight)$/,
    why: 'a filter, which gives nothing',
  },
  {
    kind: 'principal',
    type: /^AWS::(ACMPCA|EntityResolution|GlobalAccelerator|IoT|SecurityLake|Events|Lambda::LayerVersionPermission|DataSync)/,
    path: /Principal/,
    why: 'services, other accounts or certificates',
  },
  { kind: 'secret', path: /Role(Arn)?$/, why: 'a role, which reads a secret of the app' },
  { kind: 'secret', path: /Kms/, why: 'a key' },
  { kind: 'secret', path: /^HostedRotationLambda\.(Master|Superuser)SecretArn$/, why: 'it is read to replace another secret' },
  {
    kind: 'secret',
    type: /^AWS::(?!SecretsManager)/,
    why: 'a service reads it with a role of the app, or by the policy of the secret, which is looked at',
  },
  { kind: 'key', path: /AccessRoleArn$/, why: 'a role' },
  { kind: 'key', type: /^AWS::KMS::Alias$/, why: 'a further name of the key' },
  { kind: 'key', type: /^AWS::KMS::ReplicaKey$/, why: 'without the bucket, nobody decrypts anything of it' },
  { kind: 'key', why: 'a service encrypts data of its own with it: its policy, not the reference, says who may' },
  { kind: 'bucket', type: /^AWS::S3::Bucket$/, why: 'logs, inventories and replicas of other buckets: data of the account' },
  {
    kind: 'bucket',
    type: /^AWS::CloudFront::/,
    path: /Logging|OriginAccessIdentity|ReportUri/,
    why: 'logs of the account, and no bucket at all',
  },
  { kind: 'bucket', path: /(Kms|Role)\w*(Arn|Uri)$/, why: 'a role or a key' },
  { kind: 'bucket', type: /^AWS::CloudFront::TrustStore$/, why: 'CloudFront reads a list of certificates with permissions of the app' },
  {
    kind: 'bucket',
    type: /^AWS::Transfer::Workflow$/,
    why: 'its steps have a role of the app; who may upload is asked of users and agreements',
  },
  { kind: 'bucket', type: /^AWS::S3::StorageLens$/, why: 'numbers about the buckets of the account' },
  {
    kind: 'bucket',
    type: /^(?!AWS::(CloudFront|FSx|S3|S3Files|StorageGateway|Transfer)::)/, // these serve others, who have no permission of their own; of the others, rules name what does
    why: 'a service reads or writes with a role of the app, or by the policy of the bucket, which is looked at; or no bucket at all',
  },
  {
    kind: 'policy',
    type: /^AWS::EC2::VPCEndpoint$/,
    why: 'it only limits what passes',
  },
  { kind: 'text', type: /^AWS::OpenSearchServerless::(Lifecycle|Security)Policy$/, why: 'it names no principal' },
  { kind: 'text', type: /^AWS::(Config|EC2|Logs)::/, why: 'rules of the service, and no policy of IAM' },
  { kind: 'text', type: /^AWS::(EKS::PodIdentityAssociation|Transfer::User)$/, why: 'it limits a session' },
];
