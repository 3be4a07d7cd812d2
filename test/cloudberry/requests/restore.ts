import { allowed, denied, Ec2, type Ec2Launch, type Part, type Row, sharedBy, throughS3, type World } from '../../matrix';
import { bucketOf, idOf, principalOf } from '../../matrix/deployed';
import { PARTITION } from '../../matrix/partitions';
import type { Asked, Place, Trusted } from '../../matrix/requests';
import { allBut } from '../../matrix/sessions';
import { MAIL_FROM, PLACEMENT, PREFIX } from '../cases';
import { ofAgent, useOfKey } from './backup';

const TAGS = { Name: 'restored' };
const FOLLOWS = [
  ...['DescribeImportImageTasks', 'DescribeConversionTasks', 'CancelConversionTask', 'DescribeInstances', 'DescribeAvailabilityZones'],
  ...['DescribeSubnets', 'DescribeSecurityGroups', 'DescribeKeyPairs'],
];

const SHOWS = ['DescribeImages', 'DescribeInstanceStatus', 'DescribeSnapshots', 'DescribeTags'];

const importRoleOf = (here: World) => idOf(here, 'AWS::IAM::Role', /^RestoreVmImportRole/);

/** The agent that restores, and AWS's service role, which imports. */
export function ofRestore(name: string, here: World): Asked[] {
  const bucket = bucketOf(here, /^(Backup|Mine)/);
  const place = { bucket, object: `${bucket}/images/disk.vmdk` };
  const tls = name === 'restore-with-backup'; // else the bucket is the user's
  const role = importRoleOf(here);
  return [
    {
      who: principalOf(here, /^(Agents|Backup|RestoreUser|RestoreRole|Role)/),
      rows: [...ofBucket(name, here, place), ...ofMail(name, here), ...ofEc2(name, here)],
      lives: ['restore-new-user', 'restore-with-backup'].includes(name) ? undefined : allBut(bucket),
      place,
      tls,
    },
    ...(role ? [{ who: here.principal(role), rows: ofImportRole(name, here, place), place, tls, wildcards: ['ec2:Describe*'] }] : []),
  ];
}

/** Only VM Import/Export may assume the service role, for this account. */
export function trustedRestore(name: string, here: World): Trusted[] {
  const { account, partition } = here.env;
  const source = (of: string) => ({ 'aws:SourceAccount': of });
  const service = 'vmie.amazonaws.com'; // the simulator knows no service of China
  const tries = {
    right: { principalArn: service, externalId: 'vmimport', context: source(account) },
    'another external id': { principalArn: service, externalId: 'other', context: source(account) },
    'no external id': { principalArn: service, context: source(account) },
    'for another account': { principalArn: service, externalId: 'vmimport', context: source('999999999999') },
    'another service': { principalArn: 'ec2.amazonaws.com', externalId: 'vmimport', context: source(account) },
    'a user of this account': { principalArn: `arn:${partition}:iam::${account}:user/any`, externalId: 'vmimport' },
    'another account': { principalArn: `arn:${partition}:iam::999999999999:role/any`, externalId: 'vmimport' },
    'another account, as if for this one': {
      principalArn: `arn:${partition}:iam::999999999999:role/any`,
      externalId: 'vmimport',
      context: source(account),
    },
  };
  return name === 'restore-default' ? [{ role: importRoleOf(here) ?? 'none', tries, expected: ['right'] }] : [];
}

/** The bucket with the backups, and the images that are uploaded to it. */
function ofBucket(name: string, here: World, { bucket, object }: Place): Row[] {
  const setUp = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketPolicy', 's3:GetBucketRequestPayment', 's3:GetBucketVersioning'];
  const onBucket =
    name === 'restore-with-backup'
      ? ofAgent({ folder: PREFIX, purges: false }, here, bucket)
      : [
          ...allowed('shows the buckets', '*', 's3:ListAllMyBuckets'),
          ...allowed('finds the backup', bucket, 's3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'),
          ...allowed('reads the settings of the bucket', bucket, ...setUp),
        ];
  return [
    ...onBucket,
    ...allowed('reads the backup, uploads the image', object, 's3:GetObject', 's3:GetObjectVersion', 's3:PutObject'),
    ...allowed('cleans up', object, 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'),
    ...useOfKey(here, /^BucketKey/),
  ];
}

function ofMail(name: string, { env: { account, partition, region } }: World): Row[] {
  const SENDS = ['ses:SendEmail', 'ses:SendRawEmail'];
  const by = (identity: string, from: string) => ({
    resource: `arn:${partition}:ses:${region}:${account}:identity/${identity}`,
    context: { 'ses:FromAddress': from },
  });
  return ['restore-mail', 'restore-keys'].includes(name)
    ? [
        ...[MAIL_FROM, 'mail.example.com', 'example.com'].flatMap((verified) =>
          allowed('reports on a restore', by(verified, MAIL_FROM), ...SENDS),
        ),
        ...denied('mails as somebody else', by('example.com', 'ceo@example.com'), ...SENDS),
        ...denied('mails by another identity', by('example.org', MAIL_FROM), ...SENDS),
      ]
    : [];
}

const interfaceOfOthers = (ec2: Ec2) => ({
  resource: ec2.arn('network-interface', 'eni-0production'),
  context: { 'ec2:Subnet': ec2.arn('subnet', 'subnet-0production'), 'ec2:Vpc': ec2.arn('vpc', 'vpc-0production') },
});

/** Importing, launching, managing: and what a stolen key would try there. */
function ofEc2(name: string, here: World): Row[] {
  const ec2 = new Ec2(here.env, name === 'restore-other-region' ? PARTITION[here.env.partition].otherRegion : undefined);
  const elsewhere = new Ec2(here.env, 'eu-north-1');
  const placed = name.startsWith('restore-placement');
  const spot = name === 'restore-placement' ? 'deny' : 'allow';
  const anywhere = placed ? 'deny' : 'allow';
  const shielded = name === 'restore-unshielded' ? 'allow' : 'deny';
  const where: Ec2Launch = placed
    ? { subnet: PLACEMENT.subnet, securityGroups: [PLACEMENT.securityGroup], keyPair: PLACEMENT.keyPair }
    : {};
  const volumeKey = idOf(here, 'AWS::KMS::Key', /^VolumeKey/);
  const otherKey = `arn:${here.env.partition}:kms:${here.env.region}:${here.env.account}:key/22222222-2222-3333-4444-555555555555`;
  const [restored, production] = [ec2.instance('i-0restored'), ec2.instance('i-0production', { role: 'admin' })];
  const row = (call: Part[], expect: 'allow' | 'deny', why: string, parts?: string[]): Row => ({ call, expect, why, denied: parts });
  const role = (of: string) => `arn:${here.env.partition}:iam::${here.env.account}:role/${of}`;
  const every = (types: string[]) => Object.fromEntries(types.map((type) => [type, TAGS]));
  return [
    row(ec2.importImage({ role: 'vmimport' }), 'allow', 'imports the disk image'),
    row(ec2.importImage({ role: 'vmimport', tags: TAGS, snapshot: ec2.owned('snapshot', 'snap-1') }), 'allow', 'imports it with tags'),
    row(ec2.importImage({ role: 'admin' }), 'deny', 'imports with another role', ['iam:PassRole role/admin']),
    row(ec2.importImage({ snapshot: ec2.owned('snapshot', 'snap-9', '999999999999') }), shielded, "makes somebody's disk an own image"),
    row(elsewhere.importImage(), 'deny', 'imports to another region'),
    row(ec2.on('ImportVolume', ec2.resource('volume', 'vol-1')), 'allow', 'imports a volume'),
    row(ec2.on('ImportInstance', restored, ec2.resource('volume', 'vol-1')), anywhere, 'imports an instance, wherever AWS chooses'),
    row(
      ec2.on('ImportInstance', restored, ec2.resource('volume', 'vol-1'), ec2.resource('subnet', where.subnet ?? 'subnet-0own')),
      anywhere,
      'imports an instance: no condition can make it name the subnet',
    ),
    row(
      ec2.on(
        'ImportInstance',
        restored,
        ec2.resource('volume', 'vol-1'),
        ec2.resource('security-group', where.securityGroups?.[0] ?? 'sg-0own'),
      ),
      anywhere,
      'imports an instance into a group',
    ),
    row(ec2.on('CancelImportTask', ec2.resource('import-image-task', 'import-ami-1')), 'allow', 'cancels the import'),
    ...FOLLOWS.flatMap((action) => [
      row(ec2.describe(action), 'allow', 'shows where to restore to, and follows what it has started'),
      row(elsewhere.describe(action), 'deny', 'another region'),
    ]),
    ...SHOWS.flatMap((action) => [
      row(ec2.describe(action), name === 'restore-image-browsing' ? 'allow' : 'deny', 'shows images and snapshots on request only'),
      row(elsewhere.describe(action), 'deny', 'another region'),
    ]),
    row(
      ec2.on('ImportSnapshot', ec2.resource('import-snapshot-task', 'import-snap-1'), ec2.owned('snapshot', 'snap-1')),
      'deny',
      'imports a snapshot',
    ),
    row(ec2.on('ExportImage', ec2.owned('image', 'ami-1'), ec2.resource('export-image-task', 'export-ami-1')), 'deny', 'exports an image'),
    row(ec2.on('CreateInstanceExportTask', restored, ec2.resource('export-instance-task', 'export-i-1')), 'deny', 'exports a machine'),
    row(
      ec2.on('CreateImage', restored, ec2.owned('image', 'ami-1'), ec2.owned('snapshot', 'snap-1')),
      'deny',
      'copies the disks of a machine',
    ),

    row(ec2.run(where), 'allow', 'launches the restored machine'),
    row(ec2.run({ ...where, tags: every(['instance', 'volume', 'network-interface']) }), 'allow', 'launches it with tags'),
    row(ec2.run({ ...where, spot: true, tags: every(['spot-instances-request']) }), spot, 'launches it as a spot instance'),
    row(ec2.run({ ...where, spot: true }), spot, 'launches it as a spot instance'),
    row(
      ec2.requestSpot({ ...where, tags: every(['spot-instances-request']) }),
      anywhere,
      'the older call: no condition can make it name the subnet',
    ),
    row(ec2.requestSpot(where).slice(0, 1), anywhere, 'the older call, which names nothing: AWS chooses where'),
    row(ec2.run({ ...where, snapshots: [ec2.owned('snapshot', 'snap-1')] }), 'allow', 'launches it with a further disk'),
    row(
      ec2.run({ ...where, image: ec2.owned('image', 'ami-0production'), snapshots: [ec2.owned('snapshot', 'snap-0production')] }),
      'allow',
      'reads any image and disk of the account: AWS cannot tell them from imported ones',
    ),
    row(ec2.modify(restored, { attribute: 'UserData' }), 'allow', 'code in any instance without a role'),
    row(ec2.tag(ec2.owned('snapshot', 'snap-0production'), TAGS), 'allow', 'any snapshot of the account'),
    row(
      ec2.run({ ...where, keyPair: placed ? PLACEMENT.keyPair : 'mine', securityGroups: where.securityGroups, instanceType: 'm5.large' }),
      'allow',
      'launches it with a key pair',
    ),
    row(ec2.run({ ...where, role: 'admin' }), 'deny', 'launches with a role', [
      ...(shielded === 'deny' ? ['ec2:RunInstances instance/i-0new'] : []),
      'iam:PassRole role/admin',
    ]),
    row(ec2.run({ ...where, image: ec2.owned('image', 'ami-9', '999999999999') }), shielded, "launches somebody's image"),
    row(ec2.run({ ...where, snapshots: [ec2.owned('snapshot', 'snap-9', '999999999999')] }), shielded, "launches with somebody's disk"),
    row(elsewhere.run(where), 'deny', 'launches in another region'),
    ...(placed ? [row(sharedBy('999999999999', ec2.run(where)), 'allow', 'launches into a subnet that another account shares')] : []),
    row(
      ec2.run(where).map((part) => (part.resource.includes('network-interface') ? { ...part, ...interfaceOfOthers(ec2) } : part)),
      placed ? 'deny' : 'allow',
      'an interface that is there, in the subnet of others: open without placement',
    ),
    row(ec2.on('StopInstances', { resource: ec2.arn('instance', 'i-1', '999999999999') }), 'deny', 'another account'),
    row(ec2.on('ImportVolume', { resource: ec2.arn('volume', 'vol-1', '999999999999') }), 'deny', 'another account'),
    row(ec2.run({ ...where, subnet: 'subnet-0production' }), placed ? 'deny' : 'allow', 'the subnet of others: open without placement'),
    row(
      ec2.run({ ...where, securityGroups: ['sg-0production'] }),
      placed ? 'deny' : 'allow',
      'the group of others: open without placement',
    ),
    row(ec2.run({ ...where, keyPair: 'of-others' }), placed ? 'deny' : 'allow', 'the key pair of others: open without placement'),

    ...['StartInstances', 'StopInstances', 'TerminateInstances', 'MonitorInstances'].flatMap((action) => [
      row(ec2.on(action, restored), 'allow', 'manages what it has launched'),
      row(ec2.on(action, production), shielded, 'an instance with a role'),
      row(elsewhere.on(action, elsewhere.instance('i-1')), 'deny', 'another region'),
    ]),
    row(ec2.modify(restored, { attribute: 'InstanceType' }), 'allow', 'changes what it has launched'),
    row(ec2.modify(restored, { groups: [placed ? PLACEMENT.securityGroup : 'sg-0own'] }), 'allow', 'changes its groups'),
    row(ec2.modify(restored, { volumes: ['vol-1'] }), 'allow', 'changes what becomes of its volumes'),
    row(ec2.modify(restored, { groups: ['sg-0production'] }), placed ? 'deny' : 'allow', 'the group of others: open without placement'),
    row(ec2.modify(production, { attribute: 'UserData' }), shielded, 'code in an instance with a role'),
    row(ec2.tag(ec2.resource('volume', 'vol-1'), TAGS), 'allow', 'any volume of the region: AWS cannot tell them apart'),
    row(ec2.tag(production, TAGS), shielded, 'an instance with a role'),
    row(ec2.tag(ec2.owned('image', 'ami-1'), TAGS), 'allow', 'names the image that it has imported'),
    row(ec2.tag(ec2.owned('image', 'ami-9', '999999999999'), TAGS), shielded, "tags somebody's image"),
    row(ec2.tag(ec2.resource('security-group', 'sg-0production'), TAGS), 'deny', 'tags that other policies rely on'),

    ...allowed('finds the service role', role('vmimport'), 'iam:GetRole'),
    ...denied('another role', role('admin'), 'iam:GetRole'),

    ...(volumeKey ? [row(ec2.run({ ...where, volumeKey: here.arn(volumeKey) }), 'allow', 'encrypts the volume')] : []),
    row(ec2.run({ ...where, volumeKey: otherKey }), 'deny', 'another key'),
    ...(volumeKey
      ? [
          ...denied('the key, not through EC2', here.arn(volumeKey), 'kms:CreateGrant', 'kms:Decrypt', 'kms:ReEncryptFrom'),
          row(
            [
              {
                action: 'kms:CreateGrant',
                resource: here.arn(volumeKey),
                context: { 'kms:ViaService': `ec2.${here.env.region}.amazonaws.com`, 'kms:GrantIsForAWSResource': 'false' },
              },
            ],
            'deny',
            'a grant that is not for AWS',
          ),
        ]
      : []),
  ];
}

/** It reads this bucket and makes images. */
function ofImportRole(name: string, here: World, { bucket, object }: Place): Row[] {
  const [ec2, elsewhere] = [new Ec2(here.env), new Ec2(here.env, 'eu-north-1')];
  const [image, snapshot] = [ec2.owned('image', 'ami-1'), ec2.owned('snapshot', 'snap-1')];
  const [volumeKey, bucketKey] = [idOf(here, 'AWS::KMS::Key', /^VolumeKey/), idOf(here, 'AWS::KMS::Key', /^BucketKey/)];
  const viaS3 = throughS3(here.env);
  const encrypts = [
    ...['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
    ...['kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  ];
  return [
    ...allowed('finds the disk image', bucket, 's3:ListBucket', 's3:GetBucketLocation'),
    ...allowed('reads it', object, 's3:GetObject'),
    { call: ec2.describe('DescribeImages'), expect: 'allow', why: "AWS's own list" },
    { call: elsewhere.describe('DescribeImages'), expect: 'deny', why: 'another region' },
    { call: ec2.on('RegisterImage', image, snapshot), expect: 'allow', why: 'creates the image' },
    { call: ec2.on('CopySnapshot', snapshot), expect: 'allow', why: 'copies a snapshot' },
    { call: ec2.on('ModifySnapshotAttribute', snapshot), expect: 'allow', why: 'shares a snapshot with the import' },
    ...(bucketKey ? allowed('decrypts the disk image', { resource: here.arn(bucketKey), context: viaS3 }, 'kms:Decrypt') : []),
    ...(volumeKey ? allowed(`encrypts the image (${name})`, here.arn(volumeKey), ...encrypts) : []),
  ];
}
