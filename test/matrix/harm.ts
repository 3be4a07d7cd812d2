import { ISSUED } from './context';
import type { RequestRow } from './table';
import type { World } from './world';

/** Denied rows for one reason. */
export const denied = (why: string, resource: string, ...actions: string[]): RequestRow[] =>
  actions.map((action) => ({ action, resource, expect: 'deny', why }));

/** A place that a product reaches: its bucket, and an object that it may use. */
export interface Place {
  readonly bucket: string;
  readonly object: string;
}

/** What no product may do with its bucket, whatever it is for. */
export function harmToBucket({ env: { account, partition, region } }: World, { bucket, object }: Place): RequestRow[] {
  return [
    ...denied('destroys the bucket', bucket, 's3:DeleteBucket', 's3:PutBucketVersioning', 's3:PutEncryptionConfiguration'),
    ...denied(
      'opens the bucket',
      bucket,
      's3:PutBucketPolicy',
      's3:DeleteBucketPolicy',
      's3:PutBucketAcl',
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketOwnershipControls',
    ),
    ...denied(
      'copies the bucket out',
      bucket,
      's3:PutReplicationConfiguration',
      's3:PutInventoryConfiguration',
      's3:PutBucketNotification',
      's3:PutBucketLogging',
    ),
    ...denied('changes the bucket', bucket, 's3:PutBucketTagging', 's3:PutBucketWebsite', 's3:PutBucketCORS', 's3:CreateBucket'),
    ...denied('copies the bucket out', `arn:${partition}:s3:${region}:${account}:accesspoint/any`, 's3:CreateAccessPoint'),
    ...denied(
      'changes objects past the product',
      object,
      's3:PutObjectTagging',
      's3:ReplicateObject',
      's3:ReplicateDelete',
      's3:InitiateReplication',
    ),
    ...denied('lifts or spreads locks', object, 's3:BypassGovernanceRetention', 's3:PutObjectLegalHold'),
    ...denied('reads more than it needs', object, 's3:GetObjectTagging', 's3:GetObjectAttributes'),
  ];
}

/** Plain http and old TLS, which the policy of a bucket of the library refuses. */
export function withoutTls({ bucket, object }: Place): RequestRow[] {
  return [
    { action: 's3:PutObject', resource: object, secure: false, expect: 'deny', why: 'plain http' },
    { action: 's3:GetObject', resource: object, secure: false, expect: 'deny', why: 'plain http' },
    { action: 's3:ListBucket', resource: bucket, secure: false, expect: 'deny', why: 'plain http' },
    { action: 's3:PutObject', resource: object, context: { 's3:TlsVersion': '1.1' }, expect: 'deny', why: 'TLS 1.1' },
    { action: 's3:ListBucket', resource: bucket, context: { 's3:TlsVersion': '1.1' }, expect: 'deny', why: 'TLS 1.1' },
  ];
}

/** Buckets of similar and of other names, and the own name in the hands of a stranger. */
export function otherBuckets(
  { env: { partition } }: World,
  { bucket, object }: Place,
  actions: { bucket: string[]; object: string[] },
): RequestRow[] {
  const key = object.slice(bucket.length);
  const stranger = { account: '999999999999', expect: 'deny', why: 'the name, taken by a stranger' } as const;
  return [
    ...[`${bucket}-2`, bucket.slice(0, -1), `arn:${partition}:s3:::other`].flatMap((other) => [
      ...denied('another bucket', other, ...actions.bucket),
      ...denied('another bucket', `${other}${key}`, ...actions.object),
    ]),
    ...actions.object.map((action): RequestRow => ({ action, resource: object, ...stranger })),
    ...actions.bucket.map((action): RequestRow => ({ action, resource: bucket, ...stranger })),
  ];
}

/** What would give the principal more than it has. */
export function harmToAccount({ env: { account, partition, region } }: World, self: string): RequestRow[] {
  return [
    ...denied('sees the account', '*', 'iam:ListUsers', 's3:CreateJob'),
    ...denied(
      'gives itself more',
      self,
      ...(self.includes(':user/')
        ? ['iam:CreateAccessKey', 'iam:AttachUserPolicy', 'iam:PutUserPolicy']
        : ['iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy']),
    ),
    ...denied('becomes another', `arn:${partition}:iam::${account}:role/admin`, 'sts:AssumeRole', 'iam:PassRole'),
    ...denied(
      'reads its own secret',
      `arn:${partition}:secretsmanager:${region}:${account}:secret:any-abcdef`,
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
    ),
  ];
}

/** Keys: used by the product through S3 (`uses`) and not at all otherwise. */
export function useOfKey({ env: { region } }: World, key: string, uses: Record<string, 'allow' | 'deny'>): RequestRow[] {
  // S3 calls with credentials that AWS makes from those of the caller: temporary ones, also if the caller signed with its key
  const viaS3 = { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'aws:ViaAWSService': 'true', 'aws:TokenIssueTime': ISSUED };
  return [
    ...Object.entries(uses).map(
      ([action, expect]): RequestRow => ({ action, resource: key, context: viaS3, expect, why: 'uses the key through S3' }),
    ),
    { action: 'kms:Decrypt', resource: key, expect: 'deny', why: 'not through S3' },
    {
      action: 'kms:Decrypt',
      resource: key,
      context: { ...viaS3, 'kms:ViaService': `rds.${region}.amazonaws.com` },
      expect: 'deny',
      why: 'through another service',
    },
    { action: 'kms:Decrypt', resource: key.replace(/key\/.*/, 'key/other'), context: viaS3, expect: 'deny', why: 'another key' },
    ...denied(
      'uses the key otherwise',
      key,
      'kms:CreateGrant',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:PutKeyPolicy',
      'kms:ScheduleKeyDeletion',
    ),
  ];
}
