import { type KeptData, lockWords, removalWords } from './kept-data';

type Place = 'bucket' | 'object' | 'other bucket' | 'other object' | 'other key' | 'account' | `${string}:${string}`;

/** What somebody with the credentials of a principal may try: vendor-neutral, judged on the policies of the app. */
export interface Attempt {
  /** Continues "can": in the infinitive. */
  readonly does: string;
  /** One of them is enough. */
  readonly actions: readonly string[];
  readonly on: Place;
  /** Others that do the same elsewhere. */
  readonly also?: readonly { readonly actions: readonly string[]; readonly on: Place }[];
  /** How they ask: without what a policy could refuse. */
  readonly context?: Readonly<Record<string, null>>;
  /** What limits the damage, or not, for a bucket of the app. */
  readonly but?: (bucket: KeptData) => string | undefined;
}

function oldVersions({ removals, versioned }: KeptData): string {
  if (versioned !== 'true') {
    return versioned === 'false'
      ? 'nothing is kept: the bucket is not versioned'
      : 'the deployment decides whether the old version is kept';
  }
  const ends = removals.filter(({ what }) => what === 'old versions');
  return ['the old version is kept', ...ends.map(removalWords)].join('; ');
}

function locked({ lock, lockable }: KeptData): string | undefined {
  const byDefault = lock ? `, at least ${lockWords(lock)}` : ', as the product sets it';
  return lockable === 'true' ? `locked versions stay (Object Lock${byDefault})` : undefined;
}

const WITHOUT_LOCK = Object.fromEntries(
  ['mode', 'retain-until-date', 'remaining-retention-days', 'legal-hold', 'event-hold'].map((key) => [`s3:object-lock-${key}`, null]),
);

export const ATTEMPTS: readonly Attempt[] = [
  { does: 'read objects of the bucket', actions: ['s3:GetObject', 's3:GetObjectVersion'], on: 'object' },
  { does: 'list the objects of the bucket', actions: ['s3:ListBucket', 's3:ListBucketVersions'], on: 'bucket' },
  { does: 'write objects, which costs storage', actions: ['s3:PutObject'], on: 'object', context: WITHOUT_LOCK },
  { does: 'overwrite objects', actions: ['s3:PutObject'], on: 'object', context: WITHOUT_LOCK, but: oldVersions },
  { does: 'delete objects', actions: ['s3:DeleteObject'], on: 'object', but: oldVersions },
  { does: 'delete versions for good', actions: ['s3:DeleteObjectVersion'], on: 'object', but: locked },
  { does: 'lift a lock in governance mode', actions: ['s3:BypassGovernanceRetention'], on: 'object' },
  { does: 'lock objects, which nobody can delete then', actions: ['s3:PutObjectRetention', 's3:PutObjectLegalHold'], on: 'object' },
  { does: 'change who may see an object (ACL)', actions: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'], on: 'object' },
  { does: 'open the bucket to others', actions: ['s3:PutBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketPublicAccessBlock'], on: 'bucket' },
  {
    does: 'switch off versions, encryption or locks',
    actions: ['s3:PutBucketVersioning', 's3:PutEncryptionConfiguration', 's3:PutBucketObjectLockConfiguration'],
    on: 'bucket',
  },
  { does: 'let everything expire (lifecycle rules)', actions: ['s3:PutLifecycleConfiguration'], on: 'bucket', but: locked },
  { does: 'copy everything elsewhere (replication)', actions: ['s3:PutReplicationConfiguration'], on: 'bucket' },
  { does: 'delete the bucket', actions: ['s3:DeleteBucket'], on: 'bucket' },
  { does: 'list another bucket', actions: ['s3:ListBucket', 's3:ListBucketVersions'], on: 'other bucket' },
  { does: 'read another bucket', actions: ['s3:GetObject', 's3:GetObjectVersion'], on: 'other object' },
  { does: 'write to or delete from another bucket', actions: ['s3:PutObject', 's3:DeleteObject'], on: 'other object' },
  { does: 'create buckets', actions: ['s3:CreateBucket'], on: 'other bucket' },
  { does: 'see the names of all buckets', actions: ['s3:ListAllMyBuckets'], on: 'account' },
  { does: 'decrypt with another KMS key', actions: ['kms:Decrypt'], on: 'other key' },
  { does: 'read secrets', actions: ['secretsmanager:GetSecretValue'], on: 'secretsmanager:secret' },
  {
    does: 'create keys, users or rights in IAM',
    actions: [
      ...['iam:AttachUserPolicy', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateUser', 'iam:DeleteUserPermissionsBoundary'],
      ...['iam:PutUserPermissionsBoundary', 'iam:PutUserPolicy', 'iam:UpdateLoginProfile'],
    ],
    on: 'iam:user',
    also: [
      { actions: ['iam:AddUserToGroup', 'iam:AttachGroupPolicy', 'iam:PutGroupPolicy'], on: 'iam:group' },
      {
        actions: [
          ...['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
          ...['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'],
        ],
        on: 'iam:role',
      },
      { actions: ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'], on: 'iam:policy' },
    ],
  },
  { does: 'become another role', actions: ['sts:AssumeRole'], on: 'iam:role' },
  { does: 'issue credentials for a federated user', actions: ['sts:GetFederationToken'], on: 'sts:federated-user' },
  { does: 'launch instances', actions: ['ec2:RunInstances'], on: 'ec2:instance' },
  { does: 'stop or terminate instances', actions: ['ec2:StopInstances', 'ec2:TerminateInstances'], on: 'ec2:instance' },
  { does: 'copy volumes to snapshots', actions: ['ec2:CreateSnapshot'], on: 'ec2:volume' },
  { does: 'delete snapshots', actions: ['ec2:DeleteSnapshot'], on: 'ec2:snapshot' },
  {
    does: 'share snapshots or images with other accounts',
    actions: ['ec2:ModifySnapshotAttribute', 'ec2:ModifyImageAttribute'],
    on: 'ec2:snapshot',
  },
];
