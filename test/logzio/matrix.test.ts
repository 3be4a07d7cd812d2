import { Template } from 'aws-cdk-lib/assertions';
import { type Environment, lintTemplate, type Row, runRows, World } from '../matrix';
import { ACCOUNT, newStack } from '../util';
import { CASES, EXTERNAL_ID, VENDOR_ACCOUNT } from './cases';

const PARTITIONS: Environment[] = [
  { partition: 'aws', region: 'eu-west-1', account: ACCOUNT },
  { partition: 'aws-cn', region: 'cn-north-1', account: ACCOUNT },
  { partition: 'aws-us-gov', region: 'us-gov-west-1', account: ACCOUNT },
];
const DENY_WITHOUT_TLS = [{ action: 's3:*', reason: 'denies requests without TLS 1.2, whatever they ask' }];
const POWER_SEARCH_USER = 'arn:aws:iam::406095609952:user/search-archive-restore-user';

const world = (name: string, env: Environment) => {
  const stack = newStack(null);
  CASES[name](stack);
  return World.fromTemplate(Template.fromStack(stack).toJSON(), env);
};
/** The logical id of the first resource of a type; our constructs' are called Archive…, the tests' own Mine. */
const idOf = (here: World, type: string, id = /./): string | undefined =>
  [...here.resources].find(([name, resource]) => resource.type === type && id.test(name))?.[0];

describe.each(PARTITIONS)('in $partition', (env) => {
  test.each(
    Object.keys(CASES).filter((name) => env.partition === 'aws' || name !== 'power-search'),
  )('%s: what is documented is allowed, and nothing else', async (name) => {
    const here = world(name, env);
    const who = principal(here);
    await runRows(who, rows(name, here, who.arn));
    expect(await lintTemplate(here, { allowedWildcards: DENY_WITHOUT_TLS })).toEqual([]);
  });

  test.each(['vendor-role', 'existing-role'])('%s: assumed by the vendor with the right external id only', async (name) => {
    const here = world(name, env);
    const role = idOf(here, 'AWS::IAM::Role') ?? 'none';
    const vendor = `arn:${env.partition}:iam::${VENDOR_ACCOUNT}:role/any`;
    const tries = {
      right: { principalArn: vendor, externalId: EXTERNAL_ID },
      none: { principalArn: vendor },
      longer: { principalArn: vendor, externalId: `${EXTERNAL_ID}x` },
      'of another customer': { principalArn: vendor, externalId: 'logzio:aws:extid:example1' },
      'another account': { principalArn: `arn:${env.partition}:iam::999999999999:role/any`, externalId: EXTERNAL_ID },
      'the own account': { principalArn: `arn:${env.partition}:iam::${ACCOUNT}:user/any`, externalId: EXTERNAL_ID },
      'a service': { principalArn: 'ec2.amazonaws.com', externalId: EXTERNAL_ID },
    };
    const got = Object.fromEntries(
      await Promise.all(Object.entries(tries).map(async ([what, how]) => [what, (await here.canAssume(role, how)) === 'Allowed'])),
    );
    expect(got).toEqual({
      right: true,
      none: false,
      longer: false,
      'of another customer': false,
      'another account': false,
      'the own account': false,
      'a service': false,
    });
  });
});

test('power search: the user of Logz.io lists and reads, with TLS; nobody else does, and it writes nothing', async () => {
  const here = world('power-search', PARTITIONS[0]);
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

function principal(here: World) {
  return here.principal(idOf(here, 'AWS::IAM::User') ?? idOf(here, 'AWS::IAM::Role') ?? 'none');
}

/** What the principal of a case may and may not do: the harm is what a stolen key would be used for. */
function rows(name: string, here: World, self: string): Row[] {
  const { account, partition, region } = here.env;
  const bucket =
    name === 'imported-bucket'
      ? `arn:${partition}:s3:::example-bucket`
      : here.arn(idOf(here, 'AWS::S3::Bucket', /^(Archive|Mine)/) ?? 'none');
  const file = `${bucket}/2026/11/log.gz`;
  const archives = name !== 'restore-only' ? 'allow' : 'deny';
  const restores = name !== 'archive-only' ? 'allow' : 'deny';
  const tlsOnly = !['own-bucket', 'imported-bucket'].includes(name); // the policy of a bucket of yours is yours
  const key = idOf(here, 'AWS::KMS::Key');
  const viaS3 = { 'kms:ViaService': `s3.${region}.amazonaws.com` };
  const keyArn = key ? here.arn(key) : `arn:${partition}:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
  const acl = (value: string) => ({ 's3:x-amz-acl': value });
  const denied = (why: string, resource: string, ...actions: string[]): Row[] =>
    actions.map((action) => ({ action, resource, expect: 'deny', why }));

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

    { action: 'kms:GenerateDataKey', resource: keyArn, context: viaS3, expect: key ? archives : 'deny', why: 'encrypts what it writes' },
    { action: 'kms:Decrypt', resource: keyArn, context: viaS3, expect: key ? 'allow' : 'deny', why: 'decrypts what it reads' },
    { action: 'kms:Decrypt', resource: keyArn, expect: 'deny', why: 'not through S3' },
    {
      action: 'kms:Decrypt',
      resource: keyArn,
      context: { 'kms:ViaService': `ec2.${region}.amazonaws.com` },
      expect: 'deny',
      why: 'through another service',
    },
    { action: 'kms:Decrypt', resource: keyArn.replace(/key\/.*/, 'key/other'), context: viaS3, expect: 'deny', why: 'another key' },
    ...denied(
      'uses the key otherwise',
      keyArn,
      'kms:CreateGrant',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:PutKeyPolicy',
      'kms:ScheduleKeyDeletion',
    ),

    ...(tlsOnly
      ? ([
          { action: 's3:PutObject', resource: file, secure: false, expect: 'deny', why: 'plain http' },
          { action: 's3:GetObject', resource: file, secure: false, expect: 'deny', why: 'plain http' },
          { action: 's3:ListBucket', resource: bucket, secure: false, expect: 'deny', why: 'plain http' },
          { action: 's3:PutObject', resource: file, context: { 's3:TlsVersion': '1.1' }, expect: 'deny', why: 'TLS 1.1' },
        ] satisfies Row[])
      : []),

    ...[`${bucket}-2`, bucket.slice(0, -1), `arn:${partition}:s3:::other`].flatMap((other) => [
      ...denied('another bucket', other, 's3:GetBucketLocation', 's3:ListBucket'),
      ...denied('another bucket', `${other}/2026/11/log.gz`, 's3:GetObject', 's3:PutObject'),
    ]),
    ...['s3:PutObject', 's3:GetObject'].map(
      (action): Row => ({ action, resource: file, account: '999999999999', expect: 'deny', why: 'the name, taken by a stranger' }),
    ),
    { action: 's3:ListBucket', resource: bucket, account: '999999999999', expect: 'deny', why: 'the name, taken by a stranger' },

    ...denied('destroys archives', file, 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:ReplicateDelete'),
    ...denied('reads more than it needs', file, 's3:GetObjectVersion', 's3:GetObjectAcl', 's3:GetObjectTagging', 's3:GetObjectAttributes'),
    ...denied('changes archives', file, 's3:PutObjectTagging', 's3:PutObjectVersionAcl', 's3:RestoreObject', 's3:ReplicateObject'),
    ...denied('locks archives, and their cost', file, 's3:PutObjectLegalHold', 's3:PutObjectRetention', 's3:BypassGovernanceRetention'),
    ...denied('not documented', file, 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:InitiateReplication'),
    ...denied(
      'not documented',
      bucket,
      's3:ListBucketVersions',
      's3:ListBucketMultipartUploads',
      's3:GetBucketAcl',
      's3:GetBucketPolicy',
      's3:GetBucketVersioning',
    ),
    ...denied(
      'destroys the bucket',
      bucket,
      's3:DeleteBucket',
      's3:PutLifecycleConfiguration',
      's3:PutBucketVersioning',
      's3:PutEncryptionConfiguration',
    ),
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
    ...denied(
      'changes the bucket',
      bucket,
      's3:PutBucketObjectLockConfiguration',
      's3:PutBucketTagging',
      's3:PutBucketWebsite',
      's3:PutBucketCORS',
      's3:CreateBucket',
    ),
    ...denied('copies the bucket out', `arn:${partition}:s3:${region}:${account}:accesspoint/any`, 's3:CreateAccessPoint'),
    ...denied('sees the account', '*', 's3:ListAllMyBuckets', 'iam:ListUsers', 'ec2:DescribeInstances', 's3:CreateJob'),
    ...denied(
      'gives itself more',
      self,
      ...(self.includes(':user/')
        ? ['iam:CreateAccessKey', 'iam:AttachUserPolicy', 'iam:PutUserPolicy']
        : ['iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy']),
    ),
    ...denied('becomes another', `arn:${partition}:iam::${account}:role/admin`, 'sts:AssumeRole', 'iam:PassRole'),
    ...denied('makes sessions that outlive the key', `arn:${partition}:sts::${account}:federated-user/any`, 'sts:GetFederationToken'),
    ...denied(
      'reads its own secret',
      `arn:${partition}:secretsmanager:${region}:${account}:secret:any-abcdef`,
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
    ),
  ];
}
