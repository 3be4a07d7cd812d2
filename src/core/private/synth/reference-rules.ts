/** A reference to something that a construct created: from a resource elsewhere in the app, or from a property. */
export interface ReferenceRule {
  /** The referenced resource. */
  readonly to: 'user' | 'role' | 'secret' | 'bucket';
  /** The CloudFormation type that references it, and the property that does so. */
  readonly type: string;
  readonly at: RegExp;
  /** A policy in that resource: reported only if it allows principals outside the account. */
  readonly policy?: string;
  readonly id: string;
  /** The consequence. */
  readonly why: string;
}

/**
 * References that give someone access, or break the access. `principal` collects the policies and groups of a principal; promises cover the
 * resource itself.
 *
 * Not listed, and silent: anything that only passes a name (outputs, parameters, environment variables, dashboards, alarms, trails, other
 * stacks); policies of the app that allow an identity of the account to read the secret or the bucket, as `grantRead` writes them; services
 * that use their own role for it; further members of the group and further principals with the policy, because the vendor gains nothing
 * from them.
 */
export const REFERENCE_RULES: readonly ReferenceRule[] = [
  {
    to: 'user',
    type: 'AWS::IAM::AccessKey',
    at: /^UserName$/,
    id: 'cdk-vendor-access:core.furtherCredentials',
    why: 'another access key of the user, which is not in its secret and is not replaced when its key is rotated',
  },
  {
    to: 'role',
    type: 'AWS::IAM::InstanceProfile',
    at: /^Roles\b/,
    id: 'cdk-vendor-access:core.furtherCredentials',
    why: 'instances that get the role, if its trust policy allows Amazon EC2: everyone on them has the permissions of the vendor',
  },
  {
    to: 'role',
    type: 'AWS::EKS::PodIdentityAssociation',
    at: /^(Target)?RoleArn$/,
    id: 'cdk-vendor-access:core.furtherCredentials',
    why: 'pods that get the role, if its trust policy allows Amazon EKS',
  },
  {
    to: 'role',
    type: 'AWS::RolesAnywhere::Profile',
    at: /^RoleArns\b/,
    id: 'cdk-vendor-access:core.furtherCredentials',
    why: 'holders of certificates that get the role, if its trust policy allows IAM Roles Anywhere',
  },
  {
    to: 'secret',
    type: 'AWS::SecretsManager::ResourcePolicy',
    at: /^SecretId$/,
    policy: 'ResourcePolicy',
    id: 'cdk-vendor-access:core.secretShared',
    why: 'the policy of the secret allows principals outside this account to read the access key',
  },
  {
    to: 'secret',
    type: 'AWS::SecretsManager::RotationSchedule',
    at: /^SecretId$/,
    id: 'cdk-vendor-access:core.secretReplaced',
    why: 'rotation overwrites the secret, while the vendor still uses the key that was entered. Use AccessKeys.rotatingTo',
  },
  {
    to: 'secret',
    type: 'AWS::SecretsManager::SecretTargetAttachment',
    at: /^SecretId$/,
    id: 'cdk-vendor-access:core.secretReplaced',
    why: 'the connection of a database overwrites the secret of the access key',
  },
  {
    to: 'bucket',
    type: 'AWS::S3::AccessPoint',
    at: /^Bucket$/,
    policy: 'Policy',
    id: 'cdk-vendor-access:core.strangerLetIn',
    why: 'the policy of the access point allows principals outside this account, if the policy of the bucket does too',
  },
  {
    to: 'bucket',
    type: 'Custom::S3AutoDeleteObjects',
    at: /^BucketName$/,
    id: 'cdk-vendor-access:core.keptMadeDeletable',
    why: 'a custom resource deletes all objects in the bucket when it leaves the stack',
  },
];
