import { lintTemplate, type Row, runRows, type World } from '../matrix';
import { bucketOf, DENY_WITHOUT_TLS, deployed, idOf, PARTITIONS, principalOf } from '../matrix/deployed';
import { denied, harmToAccount, harmToBucket, otherBuckets, useOfKey, withoutTls } from '../matrix/harm';
import { ALL_BUT, NOTHING, runSession } from '../matrix/sessions';
import { BACKUP_CASES, PREFIX } from './cases';

describe.each(PARTITIONS)('in $partition', (env) => {
  test.each(Object.keys(BACKUP_CASES))('%s: what is documented is allowed, and nothing else', async (name) => {
    const here = deployed(BACKUP_CASES[name], env);
    const who = principalOf(here);
    const table = rows(name, here, who.arn);
    await runRows(who, table);
    if (env.partition === 'aws') {
      await runSession(who, table, name.endsWith('existing-user') ? ALL_BUT(bucketOf(here, /^Backup/)) : NOTHING);
    }
    expect(await lintTemplate(here, { allowedWildcards: DENY_WITHOUT_TLS })).toEqual([]);
  });

  test('several buckets: each with its own prefix, and none beside them', async () => {
    const here = deployed(BACKUP_CASES['backup-several-buckets'], env);
    const who = principalOf(here);
    const second = here.arn(idOf(here, 'AWS::S3::Bucket', /^Second/) ?? 'none');
    const third = `arn:${env.partition}:s3:::example-bucket`;
    await runRows(who, [
      { action: 's3:PutObject', resource: `${second}/${PREFIX}/file`, expect: 'allow', why: 'the second bucket, below its prefix' },
      {
        action: 's3:ListBucket',
        resource: second,
        context: { 's3:prefix': `${PREFIX}/` },
        expect: 'allow',
        why: 'the second bucket, below its prefix',
      },
      { action: 's3:PutObject', resource: `${second}/other/file`, expect: 'deny', why: 'the second bucket, beside its prefix' },
      { action: 's3:PutObject', resource: `${third}/any`, expect: 'allow', why: 'the third bucket' },
      { action: 's3:ListBucket', resource: third, expect: 'allow', why: 'the third bucket' },
      { action: 's3:DeleteObjectVersion', resource: `${third}/any`, expect: 'allow', why: 'the same protection' },
      { action: 's3:PutObject', resource: `arn:${env.partition}:s3:::another/any`, expect: 'deny', why: 'a bucket that was not added' },
      { action: 's3:ListAllMyBuckets', resource: '*', expect: 'allow', why: 'shows the buckets' },
    ]);
  });
});

/** What the user of a case may and may not do: the harm is what a stolen key would be used for. */
function rows(name: string, here: World, self: string): Row[] {
  const { account, partition, region } = here.env;
  const is = (...cases: string[]) => (cases.includes(name) ? 'allow' : 'deny');
  const not = (...cases: string[]) => (cases.includes(name) ? 'deny' : 'allow');
  const limited = name.endsWith('-prefix');
  const current = not('backup-kb1034', 'backup-kb1034-prefix', 'backup-kb1034-lock');
  const bucket = bucketOf(here, /^(Backup|Mine)/);
  const object = `${bucket}/${PREFIX}/2026/file`;
  const place = { bucket, object };
  const key = idOf(here, 'AWS::KMS::Key');
  const keyArn = key ? here.arn(key) : `arn:${partition}:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
  const made = !['backup-own-bucket', 'backup-imported-bucket'].includes(name); // the policy of a bucket of yours is yours
  const on = (resource: string, why: string, expect: 'allow' | 'deny', ...actions: string[]): Row[] =>
    actions.map((action) => ({ action, resource, expect, why }));
  const list = (prefix: string | undefined, expect: 'allow' | 'deny', why: string): Row[] =>
    ['s3:ListBucket', 's3:ListBucketVersions'].map((action) => ({
      action,
      resource: bucket,
      ...(prefix === undefined ? {} : { context: { 's3:prefix': prefix } }),
      expect: action === 's3:ListBucketVersions' && current === 'deny' ? 'deny' : expect,
      why,
    }));
  const acl = (value: object, expect: 'allow' | 'deny', why: string): Row[] =>
    ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'].map((action) => ({
      action,
      resource: object,
      context: value as Record<string, string>,
      expect,
      why,
    }));

  return [
    ...on('*', 'shows the buckets', 'allow', 's3:ListAllMyBuckets'),
    ...on(bucket, 'reads how the bucket is set up', 'allow', 's3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketPolicy'),
    ...on(bucket, 'reads how the bucket is set up', 'allow', 's3:GetBucketRequestPayment', 's3:GetBucketVersioning'),
    ...on(bucket, 'only the current list', current, 's3:ListBucketMultipartUploads'),
    ...on(bucket, 'reads the lock', not('backup-kb1034', 'backup-kb1034-prefix'), 's3:GetBucketObjectLockConfiguration'),
    ...on(object, 'backs up and restores', 'allow', 's3:PutObject', 's3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject'),
    ...on(object, 'reads the ACL', 'allow', 's3:GetObjectAcl', 's3:GetObjectVersionAcl'),
    ...on(object, 'only the current list', current, 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:RestoreObject'),
    ...on(
      object,
      'purges old versions, unless deletes are recoverable',
      not('backup-recoverable', 'backup-own-bucket'),
      's3:DeleteObjectVersion',
    ),
    ...on(object, 'locks objects, with GFS only', is('backup-gfs'), 's3:PutObjectRetention', 's3:GetObjectRetention'),
    ...on(bucket, 'changes the lock', is('backup-lock-by-agent'), 's3:PutBucketObjectLockConfiguration'),
    ...on(
      bucket,
      'writes lifecycle rules',
      is('backup-lifecycle', 'backup-lock-by-agent'),
      's3:PutLifecycleConfiguration',
      's3:GetLifecycleConfiguration',
    ),

    ...list(`${PREFIX}/`, 'allow', 'finds its backups'),
    ...list(`${PREFIX}/2026/`, 'allow', 'finds its backups'),
    ...list(PREFIX, limited ? 'deny' : 'allow', 'lists pc-10 as well'),
    ...list(`${PREFIX}0/`, limited ? 'deny' : 'allow', 'the neighbour'),
    ...list('', limited ? 'deny' : 'allow', 'lists the whole bucket'),
    ...list(undefined, limited ? 'deny' : 'allow', 'lists the whole bucket'),
    ...(limited
      ? [`${bucket}/office/pc-10/file`, `${bucket}/office/pc-`, `${bucket}/office/file`, `${bucket}/${PREFIX}`].flatMap((beside) =>
          denied(
            'beside the prefix',
            beside,
            's3:PutObject',
            's3:GetObject',
            's3:GetObjectVersion',
            's3:DeleteObject',
            's3:DeleteObjectVersion',
          ),
        )
      : on(`${bucket}/anything`, 'the whole bucket', 'allow', 's3:PutObject')),

    ...acl({ 's3:x-amz-acl': 'private' }, 'allow', 'the ACL of an upload'),
    ...acl({ 's3:x-amz-acl': 'bucket-owner-full-control' }, 'allow', 'the ACL of an upload'),
    ...acl({ 's3:x-amz-acl': 'public-read' }, 'deny', 'publishes a backup'),
    ...acl({ 's3:x-amz-grant-read': 'uri=everybody' }, 'deny', 'publishes a backup'),
    ...acl({}, 'deny', 'an ACL in the body'),

    ...useOfKey(here, keyArn, { 'kms:GenerateDataKey': key ? 'allow' : 'deny', 'kms:Decrypt': key ? 'allow' : 'deny' }),
    ...(made ? withoutTls(place) : []),
    ...otherBuckets(here, place, {
      bucket: ['s3:ListBucket', 's3:GetBucketLocation', 's3:GetBucketPolicy'],
      object: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:DeleteObjectVersion'],
    }),
    ...harmToBucket(here, place),
    ...harmToAccount(here, self),
    ...denied('works on machines', `arn:${partition}:ec2:${region}:${account}:instance/i-1`, 'ec2:TerminateInstances', 'ec2:StopInstances'),
    ...denied('makes sessions that outlive the key', `arn:${partition}:sts::${account}:federated-user/any`, 'sts:GetFederationToken'),
  ];
}
