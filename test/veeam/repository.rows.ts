import type { Row, World } from '../matrix';
import { bucketOf, idOf } from '../matrix/deployed';
import { denied, harmToAccount, harmToBucket, otherBuckets, useOfKey, withoutTls } from '../matrix/harm';
import { FOLDER, MAXIMUM, REPOSITORY_CASES } from './cases';

/** Cases with a limit of retention in the policy of the bucket, for governance mode. */
const LIMITED = ['immutable-limited', 'folder', 'own-locked-bucket', 'archiver-network'];

/** What the user of a case may and may not do with the repository: the harm is what a stolen key would be used for. */
export function ofRepository(name: string, here: World, self: string): Row[] {
  const { account, partition, region } = here.env;
  const not = (...cases: string[]) => (cases.includes(name) ? 'deny' : 'allow');
  const limited = LIMITED.includes(name);
  const inFolder = ['folder', 'folder-browse', 'setup-outputs'].includes(name);
  const locks = not('least-actions', 'least-actions-archive');
  const bucket = bucketOf(here, /^(Repository|Mine)/);
  const object = `${bucket}/Veeam/Backup365/${FOLDER}/Organizations/data`;
  const place = { bucket, object };
  const key = idOf(here, 'AWS::KMS::Key', /^Key/);
  const usesKey = name === 'kms-key' ? 'allow' : 'deny';
  const keyArn = key ? here.arn(key) : `arn:${partition}:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
  const on = (resource: string, why: string, expect: 'allow' | 'deny', ...actions: string[]): Row[] =>
    actions.map((action) => ({ action, resource, expect, why }));
  const list = (context: Record<string, string>, expect: 'allow' | 'deny', why: string, action = 's3:ListBucket'): Row => ({
    action,
    resource: bucket,
    ...(Object.keys(context).length > 0 && { context }),
    expect,
    why,
  });
  const whole = inFolder ? 'deny' : 'allow';
  const level = name === 'folder-browse' ? 'allow' : whole;
  const lock = (mode: string, days: number, more: Record<string, string> = {}) => ({
    's3:object-lock-mode': mode,
    's3:object-lock-remaining-retention-days': String(days),
    ...more,
  });
  /** The listing of the folder, or of a level above it, of another bucket, and of a stranger's. */
  const elsewhere = (prefix: string, more: Record<string, string>): Row[] =>
    ['s3:ListBucket', 's3:ListBucketVersions'].flatMap((action): Row[] => {
      const denial = { action, context: { 's3:prefix': prefix, ...more }, expect: 'deny' } as const;
      return [
        { ...denial, resource: `${bucket}-2`, why: 'another bucket' },
        { ...denial, resource: bucket, account: '999999999999', why: 'the name, taken by a stranger' },
      ];
    });
  const retain = (context: Record<string, string>, expect: 'allow' | 'deny', why: string): Row[] => [
    { action: 's3:PutObjectRetention', resource: object, context, expect: locks === 'deny' ? 'deny' : expect, why },
    { action: 's3:PutObject', resource: object, context, expect, why },
  ];

  return [
    ...on('*', 'shows the buckets to choose from', not('one-bucket', 'least-actions-archive'), 's3:ListAllMyBuckets'),
    ...on(bucket, 'finds the region', 'allow', 's3:GetBucketLocation'),
    ...on(`arn:${partition}:s3:::other`, 'shows the regions', not('one-bucket', 'least-actions-archive'), 's3:GetBucketLocation'),
    {
      action: 's3:GetBucketLocation',
      resource: `arn:${partition}:s3:::other`,
      account: '999999999999',
      expect: 'deny',
      why: 'of another account',
    },
    { action: 's3:GetBucketLocation', resource: bucket, account: '999999999999', expect: 'deny', why: 'the name, taken by a stranger' },
    ...on(bucket, 'reads how the bucket is set up', 'allow', 's3:GetBucketVersioning', 's3:GetBucketObjectLockConfiguration'),
    ...on(bucket, 'finds uploads that were cut off', 'allow', 's3:ListBucketMultipartUploads'),
    ...on(object, 'writes, reads and deletes backups', 'allow', 's3:PutObject', 's3:GetObject', 's3:DeleteObject'),
    ...on(object, 'uploads in parts', 'allow', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'),
    ...on(object, 'locks, and purges what is not locked', locks, 's3:GetObjectRetention', 's3:GetObjectVersion', 's3:DeleteObjectVersion'),
    ...on(object, 'locks', locks, 's3:PutObjectRetention'),
    ...on(object, 'retrieves from the archive', not('least-actions', 'immutable-limited'), 's3:RestoreObject'),

    list({ 's3:prefix': `Veeam/Backup365/${FOLDER}/` }, 'allow', 'finds its backups'),
    list({ 's3:prefix': `Veeam/Backup365/${FOLDER}/Organizations/`, 's3:delimiter': '/' }, 'allow', 'finds its backups'),
    list({ 's3:prefix': `Veeam/Backup365/${FOLDER}/` }, locks, 'finds the versions of its backups', 's3:ListBucketVersions'),
    list({ 's3:prefix': `Veeam/Backup365/${FOLDER}` }, whole, 'lists finance-2 as well'),
    list({ 's3:prefix': `Veeam/Backup365/${FOLDER}-2/` }, whole, 'the folder of another repository'),
    list({ 's3:prefix': '' }, whole, 'all keys, from the root'),
    list({}, whole, 'all keys, and HeadBucket'),
    list({ 's3:prefix': '', 's3:delimiter': '/' }, level, 'walks to the folder'),
    list({ 's3:delimiter': '/' }, level, 'walks to the folder, and says no prefix for the root'),
    list({ 's3:delimiter': 'e' }, whole, 'all keys, cut at a letter'),
    list({ 's3:prefix': 'Veeam/', 's3:delimiter': '/' }, level, 'walks to the folder'),
    list({ 's3:prefix': 'Veeam/Backup365/', 's3:delimiter': '/' }, level, 'walks to the folder'),
    list({ 's3:prefix': 'Veeam/Backup365/' }, whole, 'all keys of all repositories'),
    list({ 's3:prefix': 'other/', 's3:delimiter': '/' }, whole, 'what is not of Veeam'),
    list(
      { 's3:prefix': '', 's3:delimiter': '/' },
      locks === 'allow' ? whole : 'deny',
      'all versions, from the root',
      's3:ListBucketVersions',
    ),
    list({ 's3:prefix': `Veeam/Backup365/${FOLDER}-2/` }, locks === 'allow' ? whole : 'deny', 'another folder', 's3:ListBucketVersions'),
    ...elsewhere(`Veeam/Backup365/${FOLDER}/`, {}),
    ...elsewhere('Veeam/', { 's3:delimiter': '/' }),
    ...(inFolder
      ? [`${bucket}/Veeam/Backup365/${FOLDER}-2/data`, `${bucket}/Veeam/Backup365/${FOLDER}`, `${bucket}/data`].flatMap((beside) =>
          denied(
            'beside the folder',
            beside,
            's3:PutObject',
            's3:GetObject',
            's3:GetObjectVersion',
            's3:DeleteObject',
            's3:DeleteObjectVersion',
          ),
        )
      : on(`${bucket}/data`, 'the whole bucket', 'allow', 's3:PutObject')),

    ...retain(lock('GOVERNANCE', 30), 'allow', 'locks a backup'),
    ...retain(lock('GOVERNANCE', MAXIMUM), 'allow', 'locks a backup, as long as it may'),
    ...retain(lock('COMPLIANCE', 30), limited ? 'deny' : 'allow', 'a mode that nobody can lift: open without lockMode'),
    ...retain(lock('GOVERNANCE', MAXIMUM + 1), limited ? 'deny' : 'allow', 'locks for too long: open without maximumRetention'),
    ...retain(lock('GOVERNANCE', 36_500), limited ? 'deny' : 'allow', 'locks for a hundred years: open without maximumRetention'),
    ...retain(
      lock('GOVERNANCE', 30, { 's3:object-lock-event-hold': 'ON' }),
      limited ? 'deny' : 'allow',
      'a hold without an end: open without maximumRetention',
    ),

    ...useOfKey(here, keyArn, { 'kms:GenerateDataKey': usesKey, 'kms:Decrypt': usesKey }),
    ...(['own-bucket', 'own-locked-bucket', 'imported-bucket'].includes(name) ? [] : withoutTls(place)),
    ...otherBuckets(here, place, {
      bucket: ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketVersioning', 's3:ListBucketMultipartUploads'],
      object: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectRetention', 's3:RestoreObject'],
    }),
    ...harmToBucket(here, place),
    ...denied('expires or unlocks backups', bucket, 's3:PutLifecycleConfiguration', 's3:PutBucketObjectLockConfiguration'),
    ...denied(
      'not documented',
      bucket,
      's3:GetBucketPolicy',
      's3:GetBucketAcl',
      's3:GetLifecycleConfiguration',
      's3:GetEncryptionConfiguration',
    ),
    ...denied('not documented', object, 's3:PutObjectAcl', 's3:PutObjectVersionAcl', 's3:GetObjectAcl', 's3:GetObjectLegalHold'),
    ...harmToAccount(here, self),
    ...denied('makes sessions that outlive the key', `arn:${partition}:sts::${account}:federated-user/any`, 'sts:GetFederationToken'),
    ...(name in REPOSITORY_CASES ? denied('no appliance, no EC2', '*', 'ec2:DescribeInstances', 'ec2:DescribeVpcs') : []),
  ];
}
