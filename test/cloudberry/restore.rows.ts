import { Ec2, type Ec2Launch, type Part, type Row, type World } from '../matrix';
import { bucketOf, idOf } from '../matrix/deployed';
import { denied, harmToAccount, harmToBucket, otherBuckets, useOfKey, withoutTls } from '../matrix/harm';
import { MAIL_FROM, OTHER_REGION, PLACEMENT } from './cases';

const TAGS = { Name: 'restored' };
const FOLLOWS = [
  ...['DescribeImportImageTasks', 'DescribeConversionTasks', 'CancelConversionTask', 'DescribeInstances', 'DescribeAvailabilityZones'],
  ...['DescribeSubnets', 'DescribeSecurityGroups', 'DescribeKeyPairs'],
];

export const importRoleOf = (here: World) => idOf(here, 'AWS::IAM::Role', /^RestoreVmImportRole/) ?? 'none';

/** The bucket with the backups, and the images that are uploaded to it. */
export function ofBucket(name: string, here: World, self: string): Row[] {
  const { account, partition, region } = here.env;
  const bucket = bucketOf(here, /^(Backup|Mine)/);
  const place = { bucket, object: `${bucket}/images/disk.vmdk` };
  const both = name === 'restore-with-backup'; // what a backup user has, is another matrix
  const on = (resource: string, why: string, ...actions: string[]): Row[] =>
    actions.map((action) => ({ action, resource, expect: 'allow', why }));
  const key = idOf(here, 'AWS::KMS::Key', /^BucketKey/);
  const keyArn = key ? here.arn(key) : `arn:${partition}:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
  return [
    ...on('*', 'shows the buckets', 's3:ListAllMyBuckets'),
    ...on(bucket, 'finds the backup', 's3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads'),
    ...on(
      bucket,
      'reads how the bucket is set up',
      's3:GetBucketAcl',
      's3:GetBucketPolicy',
      's3:GetBucketRequestPayment',
      's3:GetBucketVersioning',
    ),
    ...on(place.object, 'reads the backup, uploads the image', 's3:GetObject', 's3:GetObjectVersion', 's3:PutObject'),
    ...on(place.object, 'cleans up', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'),
    ...denied('destroys backups for good', place.object, 's3:DeleteObjectVersion'),
    ...denied('changes the bucket', bucket, 's3:PutLifecycleConfiguration', 's3:PutBucketObjectLockConfiguration'),
    ...(both ? [] : denied('not needed', place.object, 's3:PutObjectAcl', 's3:PutObjectRetention', 's3:RestoreObject')),
    ...useOfKey(here, keyArn, { 'kms:GenerateDataKey': key ? 'allow' : 'deny', 'kms:Decrypt': key ? 'allow' : 'deny' }),
    ...(both ? withoutTls(place) : []),
    ...otherBuckets(here, place, {
      bucket: ['s3:ListBucket', 's3:GetBucketLocation'],
      object: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    }),
    ...harmToBucket(here, place),
    ...harmToAccount(here, self),
    ...denied('makes sessions that outlive the key', `arn:${partition}:sts::${account}:federated-user/any`, 'sts:GetFederationToken'),
    ...ofMail(name, here),
  ];
}

function ofMail(name: string, { env: { account, partition, region } }: World): Row[] {
  const identity = (of: string) => `arn:${partition}:ses:${region}:${account}:identity/${of}`;
  const send = (resource: string, from: string, expect: 'allow' | 'deny', why: string): Row[] =>
    ['ses:SendEmail', 'ses:SendRawEmail'].map((action) => ({ action, resource, context: { 'ses:FromAddress': from }, expect, why }));
  const mails = ['restore-mail', 'restore-keys'].includes(name) ? 'allow' : 'deny';
  return [
    ...[MAIL_FROM, 'mail.example.com', 'example.com'].flatMap((verified) =>
      send(identity(verified), MAIL_FROM, mails, 'reports on a restore'),
    ),
    ...send(identity('example.com'), 'ceo@example.com', 'deny', 'mails as somebody else'),
    ...send(identity('example.org'), MAIL_FROM, 'deny', 'mails by another identity'),
  ];
}

const interfaceOfOthers = (ec2: Ec2) => ({
  resource: ec2.arn('network-interface', 'eni-0production'),
  context: { 'ec2:Subnet': ec2.arn('subnet', 'subnet-0production'), 'ec2:Vpc': ec2.arn('vpc', 'vpc-0production') },
});

/** Importing, launching, managing: and what a stolen key would try there. */
export function ofEc2(name: string, here: World): Row[] {
  const ec2 = new Ec2(here.env, name === 'restore-other-region' ? OTHER_REGION[here.env.partition] : undefined);
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
    row(ec2.on('CancelImportTask', ec2.resource('import-image-task', 'import-ami-1')), 'allow', 'cancels the import'),
    ...FOLLOWS.flatMap((action) => [
      row(ec2.describe(action), 'allow', 'shows where to restore to, and follows what it has started'),
      row(elsewhere.describe(action), 'deny', 'another region'),
    ]),
    row(ec2.describe('DescribeImages'), 'deny', 'not documented'),

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
    row(ec2.on('DeleteTags', restored), 'deny', 'tags that other policies rely on'),

    ...['DeleteVolume', 'CreateSnapshot', 'AttachVolume'].map((action) =>
      row(
        ec2.on(
          action,
          ec2.resource('volume', 'vol-1'),
          ...(action === 'AttachVolume' ? [restored] : action === 'CreateSnapshot' ? [ec2.owned('snapshot', 'snap-2')] : []),
        ),
        'deny',
        'not documented',
      ),
    ),
    row(ec2.on('DeregisterImage', ec2.owned('image', 'ami-1')), 'deny', 'not documented'),
    row(ec2.on('ModifyImageAttribute', ec2.owned('image', 'ami-1')), 'deny', 'shares the image with the world'),
    row(ec2.on('AuthorizeSecurityGroupIngress', ec2.resource('security-group', 'sg-0own')), 'deny', 'opens ports'),
    row(ec2.on('AssociateIamInstanceProfile', restored), 'deny', 'gives a role to an instance'),
    {
      action: 'iam:GetRole',
      resource: `arn:${here.env.partition}:iam::${here.env.account}:role/vmimport`,
      expect: 'allow',
      why: 'finds the service role',
    },
    {
      action: 'iam:GetRole',
      resource: `arn:${here.env.partition}:iam::${here.env.account}:role/admin`,
      expect: 'deny',
      why: 'another role',
    },

    ...(volumeKey ? [row(ec2.run({ ...where, volumeKey: here.arn(volumeKey) }), 'allow', 'encrypts the volume')] : []),
    row(ec2.run({ ...where, volumeKey: otherKey }), 'deny', 'another key'),
    ...(volumeKey
      ? [
          ...denied('the key, not through EC2', here.arn(volumeKey), 'kms:CreateGrant', 'kms:Decrypt', 'kms:ReEncryptFrom'),
          ...denied('uses the key otherwise', here.arn(volumeKey), 'kms:Encrypt', 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy'),
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

/** AWS's service role. */
export function ofImportRole(name: string, here: World): Row[] {
  const bucket = bucketOf(here, /^Mine/);
  const object = `${bucket}/images/disk.vmdk`;
  const ec2 = new Ec2(here.env);
  const elsewhere = new Ec2(here.env, 'eu-north-1');
  const image = ec2.owned('image', 'ami-1');
  const snapshot = ec2.owned('snapshot', 'snap-1');
  const [volumeKey, bucketKey] = [idOf(here, 'AWS::KMS::Key', /^VolumeKey/), idOf(here, 'AWS::KMS::Key', /^BucketKey/)];
  return [
    ...['s3:ListBucket', 's3:GetBucketLocation'].map(
      (action): Row => ({ action, resource: bucket, expect: 'allow', why: 'finds the disk image' }),
    ),
    { action: 's3:GetObject', resource: object, expect: 'allow', why: 'reads it' },
    ...denied('only reads', object, 's3:PutObject', 's3:DeleteObject', 's3:GetObjectVersion'),
    { call: ec2.describe('DescribeImages'), expect: 'allow', why: "AWS's own list" },
    { call: elsewhere.describe('DescribeImages'), expect: 'deny', why: 'another region' },
    { call: ec2.on('RegisterImage', image, snapshot), expect: 'allow', why: 'makes the image' },
    { call: ec2.on('CopySnapshot', snapshot), expect: 'allow', why: 'copies a snapshot' },
    { call: ec2.on('ModifySnapshotAttribute', snapshot), expect: 'allow', why: 'shares a snapshot with the import' },
    { call: ec2.run(), expect: 'deny', why: 'launches' },
    ...(bucketKey
      ? ([
          {
            action: 'kms:Decrypt',
            resource: here.arn(bucketKey),
            context: { 'kms:ViaService': `s3.${here.env.region}.amazonaws.com` },
            expect: 'allow',
            why: 'decrypts the disk image',
          },
          { action: 'kms:Decrypt', resource: here.arn(bucketKey), expect: 'deny', why: 'not through S3' },
        ] satisfies Row[])
      : []),
    ...(volumeKey
      ? [
          'kms:CreateGrant',
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:Encrypt',
          'kms:GenerateDataKey',
          'kms:GenerateDataKeyWithoutPlaintext',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
        ].map((action): Row => ({ action, resource: here.arn(volumeKey), expect: 'allow', why: `encrypts the image (${name})` }))
      : []),
    ...otherBuckets(here, { bucket, object }, { bucket: ['s3:ListBucket'], object: ['s3:GetObject'] }),
    ...harmToBucket(here, { bucket, object }),
    ...harmToAccount(here, here.arn(importRoleOf(here))),
  ];
}
