import { allowed, denied, type Row, throughS3, type World } from '../matrix';
import type { Context } from '../matrix/context';
import { bucketOf, idOf, principalOf, vendorOnly } from '../matrix/deployed';
import type { Asked, Requests } from '../matrix/requests';
import { allBut } from '../matrix/sessions';
import { ENDPOINT, EXTERNAL_ID, VENDOR_ACCOUNT, VPC } from './cases';

export const REQUESTS: Requests = {
  onlyInAws: ['power-search'],
  wildcards: [{ action: 's3:*', effect: 'Allow', reason: 'a permissions boundary of a case' }],
  asked(name, here) {
    const bucket = bucketOf(here, /^(Archive|Mine)/);
    const ofLogzio: Asked = {
      who: principalOf(here),
      rows: rows(name, here, bucket),
      place: { bucket, object: fileIn(bucket, name) },
      tls: !['own-bucket', 'imported-bucket', 'monitored-band', 'fetcher-imported-bucket'].includes(name),
      lives: name.startsWith('existing-user') ? allBut(bucket) : () => name === 'named-and-bounded',
    };
    return [
      ofLogzio,
      ...(name === 'power-search' ? ofPowerSearch(here, bucket) : []),
      ...(name === 'existing-user-only-from' ? [ofOtherUses(here, bucket)] : []),
    ];
  },
  trusted: (name, here) =>
    ['vendor-role', 'vendor-role-bounded', 'vendor-role-only-from', 'vendor-role-named', 'existing-role', 'fetcher-prefix'].includes(name)
      ? [vendorOnly(here, idOf(here, 'AWS::IAM::Role') ?? 'none', VENDOR_ACCOUNT, EXTERNAL_ID)]
      : [],
};

const fileIn = (bucket: string, name: string) =>
  `${bucket}/${name === 'fetcher-prefix' ? 'AWSLogs/111122223333/CloudTrail/' : ''}2026/11/log.gz`;

function rows(name: string, here: World, bucket: string): Row[] {
  const file = fileIn(bucket, name);
  const key = idOf(here, 'AWS::KMS::Key', /^Key/); // not that of the secret
  const viaS3 = throughS3(here.env);
  const test = "the test of the vendor's page";
  if (name.startsWith('fetcher')) {
    return ofFetcher(name, bucket, file, key ? { resource: here.arn(key), context: viaS3 } : undefined);
  }
  return [
    ...allowed('finds the region', bucket, 's3:GetBucketLocation'),
    ...(name.endsWith('restore-only')
      ? []
      : [
          ...allowed(test, `${bucket}/DELETE-logzio-test.txt`, 's3:PutObject'),
          ...allowed('written when archiving is enabled', `${bucket}/logzio-verified`, 's3:PutObject'),
          ...allowed('archives', file, 's3:PutObject'),
          ...(key ? allowed('encrypts', { resource: here.arn(key), context: viaS3 }, 'kms:GenerateDataKey') : []),
        ]),
    ...(name.endsWith('archive-only')
      ? []
      : [
          ...allowed(test, bucket, 's3:ListBucket'),
          ...allowed('finds the files of a time range', { resource: bucket, context: { 's3:prefix': '2026/' } }, 's3:ListBucket'),
          ...allowed(test, `${bucket}/DELETE-logzio-test.txt`, 's3:GetObject'),
          ...allowed('restores', file, 's3:GetObject'),
        ]),
    ...(key ? allowed('decrypts', { resource: here.arn(key), context: viaS3 }, 'kms:Decrypt') : []),
    ...(name === 'object-acl' ? ofAcl(file) : []),
    ...(name.endsWith('only-from') ? ofNetworks(name, file, key && here.arn(key), viaS3) : []),
  ];
}

/** From inside, everything is allowed that is allowed anyway: the other rows. A call through an endpoint has another network, or no address. */
function ofNetworks(name: string, file: string, key: string | undefined, viaS3: Context): Row[] {
  const from = (context: Context) => ({ resource: file, context: { 'aws:SourceIp': '192.0.2.1', ...context } });
  const others = { 'aws:SourceVpce': 'vpce-00000000000000000', 'aws:SourceVpc': 'vpc-00000000000000000' };
  const uses = ['s3:GetObject', 's3:PutObject'];
  return [
    ...denied('a stolen key, elsewhere', from({}), ...uses),
    ...denied('a stolen key, in a VPC of somebody else', from(others), ...uses),
    ...denied('a stolen key, elsewhere', { ...from({}), resource: file.split('/')[0] }, 's3:ListBucket'),
    ...allowed('a service of AWS that calls for the principal', from({ 'aws:ViaAWSService': 'true' }), ...uses),
    ...(key ? allowed('S3 that calls KMS', { resource: key, context: { ...viaS3, 'aws:SourceIp': '192.0.2.1' } }, 'kms:Decrypt') : []),
    ...(name === 'only-from'
      ? [
          ...allowed('through the given endpoint', from({ ...others, 'aws:SourceVpce': ENDPOINT }), ...uses),
          ...allowed('through another endpoint of the given VPC', from({ ...others, 'aws:SourceVpc': VPC }), ...uses),
        ]
      : []),
    ...(name === 'vendor-role-only-from' ? allowed('with IPv6', from({ 'aws:SourceIp': '2001:db8::7' }), ...uses) : []),
  ];
}

/** An existing user is bound to its networks on this bucket only: a policy in addition allows everything. */
function ofOtherUses(here: World, bucket: string): Asked {
  const elsewhere = (resource: string) => ({ resource, context: { 'aws:SourceIp': '192.0.2.1' } });
  const rows = [
    ...denied('this bucket', elsewhere(bucket), 's3:ListBucket'),
    ...[bucket.replace(/[^:]+$/, 'other'), `${bucket}-2`].flatMap((other) => [
      ...allowed('another bucket', elsewhere(other), 's3:ListBucket'),
      ...allowed('another bucket', elsewhere(`${other}/file`), 's3:GetObject'),
    ]),
    ...allowed('another service', { resource: '*', context: { 'aws:SourceIp': '192.0.2.1' } }, 'ec2:DescribeRegions'),
  ];
  return { who: principalOf(here).withEverything(), rows };
}

function ofFetcher(name: string, bucket: string, file: string, key: Parameters<typeof allowed>[1] | undefined): Row[] {
  const outside = [`${bucket}/AWSLogs/111122223333/CloudTrail-Digest/log.gz`, `${bucket}/AWSLogs/444455556666/CloudTrail/log.gz`];
  return [
    ...allowed('finds the region', bucket, 's3:GetBucketLocation'),
    ...allowed('finds the next files', { resource: bucket, context: { 's3:prefix': 'AWSLogs/111122223333/CloudTrail/' } }, 's3:ListBucket'),
    ...allowed('the page limits the list to no path', bucket, 's3:ListBucket'),
    ...allowed('reads them', file, 's3:GetObject'),
    ...(key ? allowed('decrypts', key, 'kms:Decrypt') : []),
    ...(name === 'fetcher-prefix' ? outside.flatMap((other) => denied('outside of the prefix', other, 's3:GetObject')) : []),
  ];
}

function ofAcl(resource: string): Row[] {
  const acl = (context: Record<string, string>) => ({ resource, context });
  return [
    ...['private', 'bucket-owner-full-control'].flatMap((name) =>
      allowed('the ACL of an upload', acl({ 's3:x-amz-acl': name }), 's3:PutObjectAcl'),
    ),
    ...denied('publishes an archive', acl({ 's3:x-amz-acl': 'public-read' }), 's3:PutObjectAcl'),
    ...denied('publishes an archive', acl({ 's3:x-amz-grant-read': 'uri=everybody' }), 's3:PutObjectAcl'),
    ...denied('an ACL in the body', resource, 's3:PutObjectAcl'),
  ];
}

/** The user of Logz.io lists and reads, with TLS; nobody else does, and it writes nothing. */
function ofPowerSearch(here: World, bucket: string): Asked[] {
  const file = `${bucket}/2026/log.gz`;
  const user = 'user/search-archive-restore-user';
  const reads = [...allowed('finds the files to search', bucket, 's3:ListBucket'), ...allowed('reads them', file, 's3:GetObject')];
  return [
    {
      who: here.stranger(`arn:aws:iam::406095609952:${user}`),
      rows: [
        ...reads,
        ...denied('plain http', { resource: file, secure: false }, 's3:GetObject'),
        ...denied('only reads', file, 's3:PutObject', 's3:DeleteObject'),
        ...denied('could let itself do more', bucket, 's3:PutBucketPolicy'),
      ],
    },
    ...['arn:aws:iam::406095609952:user/other', `arn:aws:iam::999999999999:${user}`].map((other) => ({
      who: here.stranger(other),
      rows: [...denied('somebody else', file, 's3:GetObject'), ...denied('somebody else', bucket, 's3:ListBucket')],
    })),
  ];
}
