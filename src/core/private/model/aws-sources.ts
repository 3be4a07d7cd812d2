import type { Source } from './permission-set';

// Pages of AWS that the permissions of several vendors cite.

export const AWS_ARCHIVED_OBJECTS: Source = {
  title: 'AWS: Working with archived objects',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/archived-objects.html',
  date: '2026-11-28',
};

export const AWS_ACLS: Source = {
  title: 'AWS: Access control list (ACL) overview',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html',
  date: '2026-11-30',
};

export const AWS_BUCKET_NAMES: Source = {
  title: 'AWS: General purpose bucket naming rules',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  date: '2026-11-28',
};

export const AWS_EBS_ENCRYPTION: Source = {
  title: 'AWS: Requirements for Amazon EBS encryption',
  url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html',
  date: '2026-11-22',
};

export const AWS_EC2_ACTIONS: Source = {
  title: 'AWS: Actions, resources, and condition keys for Amazon EC2',
  url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html',
  date: '2026-09-26',
};

export const AWS_OBJECT_LOCK: Source = {
  title: 'AWS: Object Lock considerations',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html',
  date: '2023-06-09',
};

/** This page also says that no policy can deny the call. */
export const AWS_SESSION_TOKEN: Source = {
  title: 'AWS: Permissions for GetSessionToken',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html',
  date: '2026-11-28',
};

/** The condition keys that a policy can use for each request. */
export const AWS_GLOBAL_KEYS: Source = {
  title: 'AWS: AWS global condition context keys',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  date: '2026-11-28',
};

/** A Deny by address that exempts the calls which AWS makes for the caller. */
export const AWS_DENY_BY_ADDRESS: Source = {
  title: 'AWS: Denies access to AWS based on the source IP',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html',
  date: '2026-11-29',
};

/** A service that calls another service for the caller: with temporary credentials, and `aws:ViaAWSService`. */
export const AWS_FORWARD_ACCESS: Source = {
  title: 'AWS: Forward access sessions',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html',
  date: '2026-11-28',
};

/** The kinds of credentials that AWS STS issues, how long they last, and what they cannot call. */
export const AWS_STS_COMPARISON: Source = {
  title: 'AWS: Compare AWS STS credentials',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html',
  date: '2026-11-28',
};

export const AWS_S3_ACTIONS: Source = {
  title: 'AWS: Actions, resources, and condition keys for Amazon S3',
  url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
  date: '2026-09-26',
};

export const AWS_SSE_C: Source = {
  title: 'AWS: Default SSE-C setting for new buckets FAQ',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-s3-c-encryption-setting-faq.html',
  date: '2026-11-28',
};

export const AWS_SSE_KMS: Source = {
  title: 'AWS: Using server-side encryption with AWS KMS keys',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  date: '2023-06-09',
};

export const AWS_POLICY_SIMULATION: Source = {
  title: 'AWS: SimulatePrincipalPolicy',
  url: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html',
  date: '2026-11-28',
};

export const AWS_SECRET_VALUE: Source = {
  title: 'AWS: GetSecretValue',
  url: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html',
  date: '2026-11-28',
};

export const AWS_OBJECT_VERSIONS: Source = {
  title: 'AWS: Deleting object versions from a versioning-enabled bucket',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html',
  date: '2023-06-09',
};

export const AWS_LAMBDA_VPC: Source = {
  title: 'AWS: Giving Lambda functions access to resources in an Amazon VPC',
  url: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  date: '2026-11-28',
};
