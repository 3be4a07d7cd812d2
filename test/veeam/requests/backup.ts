import { allowed, denied, Ec2, type Part, type Row, throughS3, type World } from '../../matrix';
import { bucketOf, idOf, principalOf } from '../../matrix/deployed';
import type { Asked } from '../../matrix/requests';
import { allBut } from '../../matrix/sessions';
import { BACKUP_APPLIANCE_CASES, BACKUP_MAXIMUM, TAGS } from '../cases';
import { anybody, networkOf, ofEndpoint, outside, VOLUME_KEY_ACTIONS } from './archiver';
import { ofRetention } from './repository';

/** What the options of the cases come to. */
const IMMUTABLE = /immutable|own-locked|network$|any-repository/;
const LIMITED = /immutable-limited|archive-immutable|own-locked|network$/;
const ARCHIVE = /archive|strict|network$/;
const RETRIEVED = /archive-immutable|strict|network$/;

const READS = ['s3:ListBucket', 's3:GetBucketLocation', 's3:GetBucketVersioning', 's3:GetBucketObjectLockConfiguration'];
const VERSIONS = ['s3:GetObjectVersion', 's3:GetObjectRetention'];
const LOCKS = ['s3:DeleteObjectVersion', 's3:PutObjectRetention', 's3:PutObjectLegalHold'];

/** What the user of a case may and may not do, and what passes the endpoint of its network. */
export function ofBackup(name: string, here: World): Asked[] {
  const bucket = bucketOf(here, /^(Repository|Mine)/);
  const object = `${bucket}/Veeam/Backup/default/data`;
  const browses = name === 'vbr-capacity-immutable';
  const own: Asked = {
    who: principalOf(here),
    rows: [...ofRepository(name, here, { bucket, object }), ...(name in BACKUP_APPLIANCE_CASES ? ofAppliance(name, here) : [])],
    place: { bucket, object },
    tls: !/read-only|own-locked/.test(name),
    lives: name === 'vbr-existing-user' ? allBut(bucket) : undefined,
    anyBucket: browses ? ['s3:GetBucketLocation'] : [],
  };
  const passed = [...READS, 's3:ListBucketVersions', 's3:PutObject', 's3:GetObject', 's3:DeleteObject', ...VERSIONS, ...LOCKS];
  const limited = name === 'vbr-appliance-network';
  const more = limited ? ['s3:AbortMultipartUpload', 's3:RestoreObject'] : ['s3:GetObjectLegalHold'];
  return /network$|any-repository/.test(name)
    ? [own, { who: anybody(here), rows: ofEndpoint(limited, here, [...passed, ...more]) }]
    : [own];
}

function ofRepository(name: string, here: World, { bucket, object }: { bucket: string; object: string }): Row[] {
  const [locks, archive, reads] = [IMMUTABLE.test(name), ARCHIVE.test(name), /read-only/.test(name)];
  const key = idOf(here, 'AWS::KMS::Key', /^Key/);
  const retention = { locks, limited: LIMITED.test(name), maximum: BACKUP_MAXIMUM, mode: 'COMPLIANCE' } as const;
  return [
    ...allowed('finds the bucket and its backups', bucket, ...READS),
    ...allowed('reads backups', object, 's3:GetObject'),
    ...(reads ? [] : allowed('writes and deletes backups', object, 's3:PutObject', 's3:DeleteObject')),
    ...(name === 'vbr-capacity-immutable'
      ? [
          ...allowed('shows the buckets to choose from', '*', 's3:ListAllMyBuckets'),
          ...allowed('shows the regions', `arn:${here.env.partition}:s3:::other`, 's3:GetBucketLocation'),
        ]
      : []),
    ...(locks ? [...allowed('finds versions', bucket, 's3:ListBucketVersions'), ...allowed('reads versions', object, ...VERSIONS)] : []),
    ...(locks && !archive ? allowed('reads a legal hold', object, 's3:GetObjectLegalHold') : []),
    ...(locks && !reads ? allowed('locks, and purges what is not locked', object, ...LOCKS) : []),
    ...(archive ? allowed('gives up an upload', object, 's3:AbortMultipartUpload') : []),
    ...(RETRIEVED.test(name) ? allowed('retrieves from the archive', object, 's3:RestoreObject') : []),
    ...(name === 'vbr-kms-key' && key
      ? allowed('uses the key through S3', { resource: here.arn(key), context: throughS3(here.env) }, 'kms:GenerateDataKey', 'kms:Decrypt')
      : []),
    ...(reads ? [] : ofRetention(object, retention)),
  ];
}

/** In EC2. */
function ofAppliance(name: string, here: World): Row[] {
  const strict = name === 'vbr-appliance-strict';
  const ec2 = new Ec2(here.env);
  const elsewhere = new Ec2(here.env, 'eu-north-1');
  const { own, where } = networkOf(here, ec2);
  const row = (call: Part[], expect: 'allow' | 'deny', why: string, parts?: string[]): Row => ({ call, expect, why, denied: parts });
  const later = strict ? 'deny' : 'allow';
  const describes = ['Images', 'Instances', 'KeyPairs', 'SecurityGroups', 'Subnets', 'Vpcs'].map((what) => `Describe${what}`);
  const read = [...describes, ...(strict || name === 'vbr-appliance-encrypted' ? ['GetEbsEncryptionByDefault'] : [])];
  const production = ec2.instance('i-0production', { role: 'admin', tags: TAGS });
  const key = idOf(here, 'AWS::KMS::Key', /^Key/);
  return [
    ...read.flatMap((action) => [
      row(ec2.describe(action), 'allow', 'shows what there is to choose from'),
      row(elsewhere.describe(action), 'deny', 'another region'),
    ]),
    row(ec2.on('DescribeVpcAttribute', ec2.resource('vpc', 'vpc-0own')), 'allow', 'reads the network'),
    row(elsewhere.on('DescribeVpcAttribute', elsewhere.resource('vpc', 'vpc-0own')), 'deny', 'another region'),
    row(ec2.create('CreateKeyPair', 'key-pair', 'veeam', { tags: TAGS }), 'allow', 'makes the key pair that it logs in with, with tags'),
    row(ec2.on('DeleteKeyPair', ec2.resource('key-pair', 'veeam')), 'allow', 'deletes it'),
    row(
      ec2.run({ ...where, tags: { instance: TAGS, volume: TAGS, 'network-interface': TAGS } }),
      'allow',
      'launches the appliance, with tags',
    ),
    row(ec2.run({ ...where, snapshots: [ec2.owned('snapshot', 'snap-1')] }), 'allow', 'launches it with the disks of the image'),
    row(ec2.run({ ...where, role: 'admin' }), 'deny', 'with a role', ['ec2:RunInstances instance/i-0new', 'iam:PassRole role/admin']),
    row(ec2.run({ ...where, subnet: 'subnet-0production' }), 'deny', 'the subnet of others', [
      'ec2:RunInstances network-interface/eni-0new',
      'ec2:RunInstances subnet/subnet-0production',
    ]),
    row(ec2.run({ ...where, securityGroups: ['sg-0production'] }), 'deny', 'the group of others', [
      'ec2:RunInstances security-group/sg-0production',
    ]),
    row(ec2.on('TerminateInstances', ec2.instance('i-0appliance', { tags: TAGS })), 'allow', 'removes the appliance'),
    row(ec2.on('TerminateInstances', ec2.instance('i-0other')), later, 'an instance of others without a role: open without instanceTags'),
    row(ec2.on('TerminateInstances', production), 'deny', 'an instance with a role'),
    row(ec2.tag(ec2.instance('i-0other'), TAGS), later, 'tags any instance: open without tagOnCreateOnly'),
    row(ec2.tag(production, TAGS), 'deny', 'tags an instance with a role'),
    ...outside(elsewhere, own, 'another region'),
    ...outside(new Ec2({ ...here.env, account: '999999999999' }), own, 'what another account shares', ['ec2:RunInstances']),
    ...(strict && key
      ? [
          row(ec2.run({ ...where, volumeKey: here.arn(key) }), 'allow', 'encrypts the volume'),
          ...denied('the key, not through EC2', here.arn(key), ...VOLUME_KEY_ACTIONS),
          ...denied(
            'lends the key to others',
            { resource: here.arn(key), context: { 'kms:ViaService': `ec2.${here.env.region}.amazonaws.com` } },
            'kms:CreateGrant',
          ),
        ]
      : []),
  ];
}
