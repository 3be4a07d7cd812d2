import { lintTemplate, type Row, runRows, type World } from '../matrix';
import { bucketOf, DENY_WITHOUT_TLS, deployed, idOf, PARTITIONS, principalOf, whoAssumes } from '../matrix/deployed';
import { denied, harmToAccount, harmToBucket, otherBuckets, useOfKey, withoutTls } from '../matrix/harm';
import { ALL, ALL_BUT, NOTHING, runSession } from '../matrix/sessions';
import { CASES, EXTERNAL_ID, VENDOR_ACCOUNT } from './cases';

const BUCKET = /^(Archive|Mine)/;
const POWER_SEARCH_USER = 'arn:aws:iam::406095609952:user/search-archive-restore-user';

describe.each(PARTITIONS)('in $partition', (env) => {
  test.each(
    Object.keys(CASES).filter((name) => env.partition === 'aws' || name !== 'power-search'),
  )('%s: what is documented is allowed, and nothing else', async (name) => {
    const here = deployed(CASES[name], env);
    const who = principalOf(here);
    const table = rows(name, here, who.arn);
    await runRows(who, table);
    if (who.arn.includes(':user/')) {
      await runSession(
        who,
        table,
        name === 'named-and-bounded' ? ALL : name === 'existing-user' ? ALL_BUT(bucketOf(here, BUCKET)) : NOTHING,
      );
    }
    expect(await lintTemplate(here, { allowedWildcards: DENY_WITHOUT_TLS })).toEqual([]);
  });

  test.each([
    'vendor-role',
    'vendor-role-bounded',
    'existing-role',
  ])('%s: assumed by the vendor with the right external id only', async (name) => {
    const here = deployed(CASES[name], env);
    expect(await whoAssumes(here, idOf(here, 'AWS::IAM::Role') ?? 'none', VENDOR_ACCOUNT, EXTERNAL_ID)).toEqual(['the vendor']);
  });
});

test('power search: the user of Logz.io lists and reads, with TLS; nobody else does, and it writes nothing', async () => {
  const here = deployed(CASES['power-search'], PARTITIONS[0]);
  const bucket = here.arn(idOf(here, 'AWS::S3::Bucket') ?? 'none');
  await runRows(here.stranger(POWER_SEARCH_USER), [
    { action: 's3:ListBucket', resource: bucket, expect: 'allow', why: 'finds the files to search' },
    { action: 's3:GetObject', resource: `${bucket}/2026/log.gz`, expect: 'allow', why: 'reads them' },
    { action: 's3:GetObject', resource: `${bucket}/2026/log.gz`, secure: false, expect: 'deny', why: 'plain http' },
    { action: 's3:PutObject', resource: `${bucket}/2026/log.gz`, expect: 'deny', why: 'only reads' },
    { action: 's3:DeleteObject', resource: `${bucket}/2026/log.gz`, expect: 'deny', why: 'only reads' },
    { action: 's3:PutBucketPolicy', resource: bucket, expect: 'deny', why: 'could let itself do more' },
  ]);
  for (const other of ['arn:aws:iam::406095609952:user/other', 'arn:aws:iam::999999999999:user/search-archive-restore-user']) {
    expect(await here.stranger(other).can('s3:GetObject', `${bucket}/2026/log.gz`)).toBe('ImplicitlyDenied');
  }
});

/** What the principal of a case may and may not do: the harm is what a stolen key would be used for. */
function rows(name: string, here: World, self: string): Row[] {
  const { account, partition, region } = here.env;
  const bucket = bucketOf(here, BUCKET);
  const file = `${bucket}/2026/11/log.gz`;
  const place = { bucket, object: file };
  const archives = name !== 'restore-only' ? 'allow' : 'deny';
  const restores = name !== 'archive-only' ? 'allow' : 'deny';
  const tlsOnly = !['own-bucket', 'imported-bucket'].includes(name); // the policy of a bucket of yours is yours
  const key = idOf(here, 'AWS::KMS::Key', /^Key/); // not that of the secret
  const keyArn = key ? here.arn(key) : `arn:${partition}:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
  const acl = (value: string) => ({ 's3:x-amz-acl': value });

  return [
    { action: 's3:PutObject', resource: `${bucket}/DELETE-logzio-test.txt`, expect: archives, why: "the test of the vendor's page" },
    { action: 's3:PutObject', resource: `${bucket}/logzio-verified`, expect: archives, why: 'written when archiving is enabled' },
    { action: 's3:PutObject', resource: file, expect: archives, why: 'archives' },
    { action: 's3:GetBucketLocation', resource: bucket, expect: 'allow', why: 'finds the region' },
    { action: 's3:ListBucket', resource: bucket, expect: restores, why: "the test of the vendor's page" },
    {
      action: 's3:ListBucket',
      resource: bucket,
      context: { 's3:prefix': '2026/' },
      expect: restores,
      why: 'finds the files of a time range',
    },
    { action: 's3:GetObject', resource: `${bucket}/DELETE-logzio-test.txt`, expect: restores, why: "the test of the vendor's page" },
    { action: 's3:GetObject', resource: file, expect: restores, why: 'restores' },

    {
      action: 's3:PutObjectAcl',
      resource: file,
      context: acl('private'),
      expect: name === 'object-acl' ? 'allow' : 'deny',
      why: 'the ACL of an upload',
    },
    { action: 's3:PutObjectAcl', resource: file, context: acl('public-read'), expect: 'deny', why: 'publishes an archive' },
    {
      action: 's3:PutObjectAcl',
      resource: file,
      context: { 's3:x-amz-grant-read': 'uri=everybody' },
      expect: 'deny',
      why: 'publishes an archive',
    },
    { action: 's3:PutObjectAcl', resource: file, expect: 'deny', why: 'an ACL in the body' },

    ...useOfKey(here, keyArn, { 'kms:GenerateDataKey': key ? archives : 'deny', 'kms:Decrypt': key ? 'allow' : 'deny' }),
    ...(tlsOnly ? withoutTls(place) : []),
    ...otherBuckets(here, place, { bucket: ['s3:GetBucketLocation', 's3:ListBucket'], object: ['s3:GetObject', 's3:PutObject'] }),
    ...harmToBucket(here, place),
    ...harmToAccount(here, self),

    ...denied('destroys archives', file, 's3:DeleteObject', 's3:DeleteObjectVersion'),
    ...denied('reads more than it needs', file, 's3:GetObjectVersion', 's3:GetObjectAcl'),
    ...denied('changes archives', file, 's3:PutObjectVersionAcl', 's3:RestoreObject'),
    ...denied('locks archives, and their cost', file, 's3:PutObjectRetention'),
    ...denied('not documented', file, 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'),
    ...denied(
      'not documented',
      bucket,
      's3:ListBucketVersions',
      's3:ListBucketMultipartUploads',
      's3:GetBucketAcl',
      's3:GetBucketPolicy',
      's3:GetBucketVersioning',
      's3:PutLifecycleConfiguration',
      's3:PutBucketObjectLockConfiguration',
    ),
    ...denied('sees the account', '*', 's3:ListAllMyBuckets', 'ec2:DescribeInstances'),
    ...denied('makes sessions that outlive the key', `arn:${partition}:sts::${account}:federated-user/any`, 'sts:GetFederationToken'),
  ];
}
