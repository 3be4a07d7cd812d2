/** What refers to something that a construct made: a resource elsewhere in the app, or a property of its own. */
export interface ReferenceRule {
  /** What is referred to. */
  readonly to: 'user' | 'role' | 'secret' | 'bucket';
  /** The CloudFormation type that refers to it, and where in its properties. */
  readonly type: string;
  readonly at: RegExp;
  /** A policy in that resource: said only if it lets in others than the account. */
  readonly policy?: string;
  readonly id: string;
  /** What it does. */
  readonly why: string;
}

/**
 * What lets somebody in, or breaks the access, by a reference. Policies and groups of a principal are gathered by `principal`; what stands in the
 * resource itself is promised.
 *
 * Not here, and silent: whatever only passes a name on (outputs, parameters, environment variables, dashboards, alarms, trails, other stacks);
 * policies of the app that let an identity of the account read the secret or the bucket, as `grantRead` writes them; services that use a role of
 * their own for it; further members of the group and further holders of the policy, because the vendor gains nothing by them.
 */
export const REFERENCE_RULES: readonly ReferenceRule[] = [
  {
    to: 'user',
    type: 'AWS::IAM::AccessKey',
    at: /^UserName$/,
    id: 'cdk-vendor-access:core.furtherCredentials',
    why: 'a further access key of the user, which is not in its secret and is not replaced when its key is rotated',
  },
  {
    to: 'role',
    type: 'AWS::IAM::InstanceProfile',
    at: /^Roles\b/,
    id: 'cdk-vendor-access:core.furtherCredentials',
    why: 'instances that get the role, if its trust lets in Amazon EC2: everyone on them has the permissions of the vendor',
  },
  {
    to: 'role',
    type: 'AWS::EKS::PodIdentityAssociation',
    at: /^(Target)?RoleArn$/,
    id: 'cdk-vendor-access:core.furtherCredentials',
    why: 'pods that get the role, if its trust lets in Amazon EKS',
  },
  {
    to: 'role',
    type: 'AWS::RolesAnywhere::Profile',
    at: /^RoleArns\b/,
    id: 'cdk-vendor-access:core.furtherCredentials',
    why: 'holders of certificates that get the role, if its trust lets in IAM Roles Anywhere',
  },
  {
    to: 'secret',
    type: 'AWS::SecretsManager::ResourcePolicy',
    at: /^SecretId$/,
    policy: 'ResourcePolicy',
    id: 'cdk-vendor-access:core.secretShared',
    why: 'the policy of the secret lets in others than this account, who can read the access key',
  },
  {
    to: 'secret',
    type: 'AWS::SecretsManager::RotationSchedule',
    at: /^SecretId$/,
    id: 'cdk-vendor-access:core.secretReplaced',
    why: 'rotation writes something else into the secret, while the vendor goes on using the key that was typed in: use AccessKeys.rotatingTo',
  },
  {
    to: 'secret',
    type: 'AWS::SecretsManager::SecretTargetAttachment',
    at: /^SecretId$/,
    id: 'cdk-vendor-access:core.secretReplaced',
    why: 'the connection of a database is written into the secret of the access key',
  },
  {
    to: 'bucket',
    type: 'AWS::S3::AccessPoint',
    at: /^Bucket$/,
    policy: 'Policy',
    id: 'cdk-vendor-access:core.strangerLetIn',
    why: 'the policy of the access point lets in others than this account, as far as the policy of the bucket allows it',
  },
  {
    to: 'bucket',
    type: 'Custom::S3AutoDeleteObjects',
    at: /^BucketName$/,
    id: 'cdk-vendor-access:core.keptMadeDeletable',
    why: 'a custom resource deletes everything in the bucket when it leaves the stack',
  },
];
