import { allowed, denied, type Row, throughS3, type World } from '../matrix';
import type { Part } from '../matrix/calls';
import { bucketOf, idOf, principalOf } from '../matrix/deployed';
import { Ec2 } from '../matrix/ec2';
import type { Requests } from '../matrix/requests';
import { allBut } from '../matrix/sessions';
import { instanceOnly, podIdentityOnly, tokenOnly } from '../matrix/workloads';

const METADATA = 'backups/nightly-20261128/velero-backup.json';
const BLOB = 'kopia/shop/pa1b2c3d4e5f60718293a4b5c6d7e8f90-s0123456789abcdef012';

export const REQUESTS: Requests = {
  asked(name, here) {
    const bucket = bucketOf(here, /^(Velero|Mine)/);
    const below = `${bucket}/${name === 'prefix' ? 'clusters/prod/' : ''}`;
    const object = `${below}${METADATA}`;
    return [
      {
        who: principalOf(here, /^(Velero|Mine)/),
        rows: [...rows(name, here, bucket, below), ...(name.startsWith('volume') ? volumeRows(name, here) : [])],
        place: { bucket, object },
        tls: name !== 'imported-bucket',
        lives: name === 'existing-user' ? allBut(bucket) : undefined,
      },
    ];
  },
  trusted(name, here) {
    const role = idOf(here, 'AWS::IAM::Role', /^Velero/);
    const of = name === 'service-account' ? tokenOnly : name === 'ec2-instance' ? instanceOnly : podIdentityOnly;
    return role ? [of(here, role, name === 'prefix' ? 'eu-central-1' : undefined)] : [];
  },
};

function rows(name: string, here: World, bucket: string, below: string): Row[] {
  const key = idOf(here, 'AWS::KMS::Key', /^Key/);
  const object = `${below}${METADATA}`;
  return [
    ...allowed(
      'finds backups and repositories',
      { resource: bucket, context: { 's3:prefix': `${below.split('/').slice(1).join('/')}backups/` } },
      's3:ListBucket',
    ),
    ...allowed('learns that a backup does not exist: S3 asks for the permission without a prefix', bucket, 's3:ListBucket'),
    ...allowed('writes a backup, reads it to restore, deletes what has expired', object, 's3:PutObject', 's3:GetObject', 's3:DeleteObject'),
    ...allowed('maintains its repository', `${below}${BLOB}`, 's3:PutObject', 's3:GetObject', 's3:DeleteObject'),
    ...allowed('uploads large backups in parts', object, 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'),
    ...(name === 'object-tags' ? allowed('tags what it writes', object, 's3:PutObjectTagging') : []),
    ...(key
      ? [
          ...allowed(
            'encrypts and decrypts',
            { resource: here.arn(key), context: throughS3(here.env) },
            'kms:Decrypt',
            'kms:GenerateDataKey',
          ),
          ...denied('calls KMS itself', here.arn(key), 'kms:Decrypt', 'kms:GenerateDataKey'),
        ]
      : []),
    ...(name === 'prefix' ? outside(bucket) : []),
  ];
}

const outside = (bucket: string): Row[] =>
  [`${bucket}/clusters/staging/${METADATA}`, `${bucket}/clusters/prod2/${METADATA}`, `${bucket}/${METADATA}`].flatMap((object) =>
    denied('belongs to another cluster', object, 's3:PutObject', 's3:GetObject', 's3:DeleteObject'),
  );

const TAGS = { 'velero.io/backup': 'nightly-20261128', 'velero.io/pv': 'pvc-1', team: 'shop' };

function volumeRows(name: string, here: World): Row[] {
  const ec2 = new Ec2(here.env);
  const elsewhere = new Ec2(here.env, 'eu-central-1');
  const [volume, own, other] = [
    ec2.resource('volume', 'vol-1'),
    ec2.resource('snapshot', 'snap-1', TAGS),
    ec2.resource('snapshot', 'snap-2', { team: 'shop' }),
  ];
  const snapshot = (tags?: Record<string, string>) => ec2.create('CreateSnapshot', 'snapshot', 'snap-0new', { parents: [volume], tags });
  const restore = (from = own, tags: Record<string, string> = TAGS) =>
    ec2.create('CreateVolume', 'volume', 'vol-0new', { parents: [from], tags });
  const may = (why: string, call: readonly Part[]): Row => ({ expect: 'allow', why, call });
  const mayNot = (why: string, call: readonly Part[], ...parts: string[]): Row => ({ expect: 'deny', why, call, denied: parts });
  return [
    may('reads a volume', ec2.describe('DescribeVolumes')),
    may('reads a snapshot', ec2.describe('DescribeSnapshots')),
    may('takes a snapshot', snapshot(TAGS)),
    may('restores a volume', restore()),
    may('deletes its snapshot', ec2.on('DeleteSnapshot', own)),
    mayNot("takes a snapshot that is nobody's", snapshot(), 'ec2:CreateSnapshot snapshot/snap-0new'),
    mayNot('restores from a snapshot of somebody else', restore(other), 'ec2:CreateVolume snapshot/snap-2'),
    mayNot("creates a volume that is nobody's", restore(own, { team: 'shop' }), 'ec2:CreateVolume volume/vol-0new'),
    mayNot('deletes a snapshot of somebody else', ec2.on('DeleteSnapshot', other), 'ec2:DeleteSnapshot snapshot/snap-2'),
    mayNot('makes the snapshot of somebody else its own', ec2.tag(other, { 'velero.io/backup': 'x' }), 'ec2:CreateTags snapshot/snap-2'),
    mayNot('tags a volume', ec2.tag(volume, TAGS), 'ec2:CreateTags volume/vol-1'),
    mayNot('reads volumes of another region', elsewhere.describe('DescribeVolumes'), 'ec2:DescribeVolumes *'),
    mayNot(
      'acts in another region',
      elsewhere.on('DeleteSnapshot', elsewhere.resource('snapshot', 'snap-3', TAGS)),
      'ec2:DeleteSnapshot snapshot/snap-3',
    ),
    ...(name === 'volume-key' ? keyRows(here) : []),
  ];
}

function keyRows(here: World): Row[] {
  const resource = here.arn(idOf(here, 'AWS::KMS::Key') ?? 'none');
  const via = { 'kms:ViaService': `ec2.${here.env.region}.amazonaws.com` };
  const uses = ['Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'].map((one) => `kms:${one}`);
  return [
    ...allowed('EBS encrypts the restored volume', { resource, context: via }, ...uses),
    ...allowed('EBS keeps using the key', { resource, context: { ...via, 'kms:GrantIsForAWSResource': 'true' } }, 'kms:CreateGrant'),
    ...denied('calls KMS itself', resource, ...uses),
    ...denied('gives the key to others', { resource, context: via }, 'kms:CreateGrant'),
  ];
}
