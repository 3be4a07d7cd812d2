import type { Source } from '../../src/core/private/model/permission-set';
import { ARCHIVER, BUCKET_SETTINGS, CONSIDERATIONS, M365 } from '../../src/veeam/sources';
import type { Finding } from './tools';

/** Why a finding stays: the vendor forces it, an option of the library ends it, or the tool is wrong. */
export type Reason = {
  /** Tool and rule. */
  readonly finding: RegExp;
  /** The resource type it is about. Default: any */
  readonly on?: RegExp;
  /** The template it is in, by its file. Default: any */
  readonly in?: RegExp;
} & ({ readonly forced: string; readonly source: Source } | { readonly option: string; readonly why: string } | { readonly wrong: string });

export const isFor = (reason: Reason, { file, rule, tool }: Finding, type: string): boolean =>
  reason.finding.test(`${tool} ${rule}`) && (reason.on?.test(type) ?? true) && (reason.in?.test(file) ?? true);

const VEEAM = /veeam/i;
const NOT_VEEAM = /^(?!.*veeam)/i;
const BY_ROTATION = 'the vendor keeps the key: whoever replaces it enters it in the console. Rotation in steps: AccessKeys.rotatingTo';

export const REASONS: readonly Reason[] = [
  {
    finding: /S3BucketLoggingEnabled$|AwsSolutions-S1$|s3_bucket_logging_enabled|CKV_AWS_18$/,
    option: 'serverAccessLogsBucket',
    why: 'access logs need a second bucket',
  },
  {
    finding: /S3DefaultEncryptionKMS$|s3_bucket_default_encryption_kms/,
    option: 'encryptionKey',
    why: 'a key costs money and must outlive the bucket; every bucket is encrypted with keys of S3',
  },
  {
    finding: /S3BucketVersioningEnabled$|s3_bucket_versioning_enabled|CKV_AWS_21$/,
    forced: 'Veeam refuses versioning on a repository without immutability (of others, versioned: false was chosen in a case)',
    source: BUCKET_SETTINGS,
  },
  {
    finding: /S3BucketReplicationEnabled$/,
    in: VEEAM,
    forced: 'Veeam does not support a bucket that is copied by others, and uses no copy of it',
    source: CONSIDERATIONS,
  },
  {
    finding: /S3BucketReplicationEnabled$/,
    in: NOT_VEEAM,
    option: 'replication by your own code (docs/operate.md)',
    why: 'a copy is a second bucket in another region, of which the library knows nothing',
  },
  {
    finding: /s3_bucket_object_lock_enabled/,
    option: 'protection, immutability',
    why: 'locks what the product must be able to delete; an option where the product supports it',
  },
  {
    finding: /s3_lifecycle_policy|s3_version_lifecycle_policy/,
    in: VEEAM,
    forced: 'Veeam does not support lifecycle rules',
    source: CONSIDERATIONS,
  },
  {
    finding: /s3_lifecycle_policy|s3_version_lifecycle_policy/,
    in: NOT_VEEAM,
    option: 'abortIncompleteMultipartUploadAfter, noncurrentVersionExpiration',
    why: 'nothing is deleted unless the app asks for it',
  },
  {
    finding: /s3_event_notifications_enabled/,
    option: 'bucket',
    why: 'nobody is notified unless the app says who; monitor() notices by metrics that uploads stop',
  },
  { finding: /SecretsManagerUsingKMSKey$|CKV_AWS_149$/, option: 'secretEncryptionKey', why: 'the secret is encrypted by AWS anyway' },
  { finding: /SecretsManagerRotationEnabled$/, forced: BY_ROTATION, source: M365.source },
  {
    finding: /IAMUserNoPolicies$|iam_user_no_policies/,
    option: 'iamUser in place of existingUser',
    why: 'an existing user may be in no group, and a group that the library adds could be shared',
  },
  {
    finding: /VPCSubnetAutoAssignPublicIpDisabled$|subnet_auto_assign_public_ip|VPCNoUnrestrictedRouteToIGW$/,
    forced: "Veeam's appliance is reached from the internet by its public address",
    source: ARCHIVER,
  },
  {
    finding: /LambdaConcurrency$|CKV_AWS_115$/,
    wrong: 'the function of a connection test is called by CloudFormation alone, once in a deployment',
  },
  {
    finding: /LambdaDLQ$|CKV_AWS_116$/,
    wrong: 'CloudFormation waits for the answer of the function: without one, the deployment fails',
  },
  {
    finding: /LambdaInsideVPC$|lambda_inside_vpc_check|CKV_AWS_117$/,
    option: 'vpc of ConnectionTest.atDeployment',
    why: 'a VPC needs endpoints or a NAT gateway, which cost money',
  },
  {
    finding: /IAMNoInlinePolicy$/,
    on: /IAM::Role$/,
    wrong: 'the policy is that of one function for one purpose, and goes with its role: nobody else can be given it',
  },
  {
    finding: /CloudWatchAlarmAction$|cloudwatch_alarm_action_check/,
    option: 'topic of monitor',
    why: 'nobody is told unless the app says who',
  },
  {
    finding: /VPCDefaultSecurityGroupClosed$/,
    option: 'vpc',
    why: 'the CDK closes the group with a function of AWS Lambda in your account; nothing uses the group',
  },
  { finding: /VPC7$|VPCFlowLogsEnabled$/, option: 'flowLogs', why: 'flow logs need a place and cost money' },
  {
    finding: /iam_inline_policy_no_statements_with_(admin|full)_access/,
    on: /Group$/,
    wrong: 'CT.IAM.PR.1 is about inline policies: the group has none, and no properties at all, and the rule fails where it cannot look',
  },
  {
    finding: /kms_create_grant_aws_service/,
    on: /KMS::Key$/,
    wrong: 'the key of an example: its policy leaves the account to IAM, as the CDK writes it',
  },
  {
    finding: /parliament UNKNOWN_CONDITION_FOR_ACTION$/,
    wrong:
      'parliament 1.6.4 lacks aws:ViaAWSService, a key of every request (reference_policies_condition-keys.html in the IAM User Guide)',
  },
  {
    finding: /parliament MISMATCHED_TYPE$/,
    wrong: 'it knows no milliseconds in ISO 8601 and no addresses of IPv6, which the operators take, and not the value of a parameter',
  },
  {
    finding: /parliament RESOURCE_MISMATCH$/,
    wrong:
      'it asks for each type of resource of an action in one statement (of RunInstances eight), and for an account in the ARN of a public parameter; policies are evaluated as a whole',
  },
  {
    finding: /parliament RESOURCE_STAR$/,
    forced: "AWS's own list for the service role has Describe* on everything; AWS can narrow none of them",
    source: {
      title: 'AWS: Required permissions for VM Import/Export',
      url: 'https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html',
      date: '2022-12-02',
    },
  },
];
