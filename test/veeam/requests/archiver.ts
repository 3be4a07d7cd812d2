import { denied, Ec2, type Ec2Launch, type Part, type Row, sharedBy, Who, type World } from '../../matrix';
import { nameOf } from '../../matrix/calls';
import { bucketOf, idOf } from '../../matrix/deployed';
import { PARTITION } from '../../matrix/partitions';
import { GIVEN, TAGS } from '../cases';

const OTHER_ACCOUNT = '999999999999';

export const VOLUME_KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

const DESCRIBE = [
  'DescribeConversionTasks',
  'DescribeInstanceTypes',
  'DescribeInstances',
  'DescribeInternetGateways',
  'DescribeRouteTables',
  'DescribeSecurityGroups',
  'DescribeSubnets',
  'DescribeVpcs',
];

/** The network of a case, and what is launched in it. */
export function networkOf(here: World, ec2: Ec2): { own: { subnet: string; group: string }; where: Ec2Launch } {
  const [subnetId, groupId] = [idOf(here, 'AWS::EC2::Subnet'), idOf(here, 'AWS::EC2::SecurityGroup')];
  const own = { subnet: subnetId ? here.ref(subnetId) : GIVEN.subnet, group: groupId ? here.ref(groupId) : GIVEN.securityGroup };
  const image = ec2.owned('image', 'ami-0amazon', '137112412989');
  return { own, where: { subnet: own.subnet, securityGroups: [own.group], keyPair: 'veeam', image } };
}

/** What the user may and may not do in EC2 and Systems Manager. */
export function ofArchiver(name: string, here: World): Row[] {
  const { account, partition, region } = here.env;
  const runsIn = name === 'archiver-other-region' ? PARTITION[partition].otherRegion : region;
  const ec2 = new Ec2(here.env, runsIn);
  const elsewhere = new Ec2(here.env, 'eu-north-1');
  const managed = ['archiver-vendor-network', 'archiver-vendor-network-strict', 'archiver-other-region', 'archiver-unshielded'].includes(
    name,
  );
  const makes = managed ? 'allow' : 'deny';
  const shielded = name === 'archiver-unshielded' ? 'allow' : 'deny';
  const tagsLater = name === 'archiver-vendor-network-strict' || name === 'archiver-network' ? 'deny' : 'allow';
  const byTag = name === 'archiver-vendor-network-strict' ? 'deny' : 'allow';
  const opens = name === 'archiver-given-network-strict' ? 'deny' : 'allow';
  const shared = managed ? [] : ['ec2:RunInstances', ...(opens === 'allow' ? ['ec2:AuthorizeSecurityGroupIngress'] : [])];
  const { own, where } = networkOf(here, ec2);
  const volumeKey = name === 'archiver-vendor-network-strict' ? here.arn(idOf(here, 'AWS::KMS::Key') ?? 'none') : undefined;
  const otherKey = `arn:${partition}:kms:${runsIn}:${account}:key/22222222-2222-3333-4444-555555555555`;
  const row = (call: Part[], expect: 'allow' | 'deny', why: string, parts?: string[]): Row => ({ call, expect, why, denied: parts });
  const every = (...types: string[]) => Object.fromEntries(types.map((type) => [type, TAGS]));
  const appliance = ec2.instance('i-0appliance', { tags: TAGS });
  const group = ec2.resource('security-group', own.group);
  const [vpc, subnet, table, gateway] = ['vpc', 'subnet', 'route-table', 'internet-gateway'].map((type) =>
    ec2.resource(type, `${type}-0own`),
  );
  const parameter = (arn: string) => [{ action: 'ssm:GetParameter', resource: arn }];

  return [
    ...DESCRIBE.flatMap((action) => [
      row(ec2.describe(action), 'allow', 'shows what there is to choose from'),
      row(elsewhere.describe(action), 'deny', 'another region'),
    ]),
    row(ec2.publicParameter('/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'), 'allow', 'finds the image'),
    row(elsewhere.publicParameter('/aws/service/ami-amazon-linux-latest/al2023'), 'deny', 'another region'),
    row(parameter(`arn:${partition}:ssm:${runsIn}:${account}:parameter/database-password`), 'deny', 'reads a secret of the account'),
    row(
      parameter(`arn:${partition}:ssm:${runsIn}:${account}:parameter/aws/service/x`),
      'deny',
      'a parameter of the account named like that',
    ),
    row(ec2.publicParameter('/aws/reference/secretsmanager/x'), 'deny', 'reads a secret through Systems Manager'),

    row(ec2.create('CreateKeyPair', 'key-pair', 'veeam'), 'allow', 'makes the key pair that it logs in with'),
    row(ec2.create('CreateKeyPair', 'key-pair', 'veeam', { tags: TAGS }), 'allow', 'makes it with tags'),
    row(ec2.on('DeleteKeyPair', ec2.resource('key-pair', 'veeam')), 'allow', 'deletes it'),

    row(ec2.run(where), 'allow', 'launches the appliance'),
    row(ec2.run({ ...where, tags: every('instance', 'volume', 'network-interface') }), 'allow', 'launches it with tags'),
    row(ec2.run({ ...where, snapshots: [ec2.owned('snapshot', 'snap-1')] }), 'allow', 'launches it with the disks of the image'),
    row(ec2.run({ ...where, role: 'admin' }), 'deny', 'launches with a role', [
      ...(shielded === 'deny' ? ['ec2:RunInstances instance/i-0new'] : []),
      'iam:PassRole role/admin',
    ]),
    row(ec2.run({ ...where, spot: true, tags: every('spot-instances-request') }), 'deny', 'not documented', [
      'ec2:CreateTags spot-instances-request/sir-0new',
      'ec2:RunInstances spot-instances-request/sir-0new',
    ]),
    ...outside(elsewhere, own, 'another region'),
    ...outside(new Ec2({ ...here.env, account: OTHER_ACCOUNT }, runsIn), own, 'what another account shares', shared),
    ...(managed ? [] : [row(sharedBy(OTHER_ACCOUNT, ec2.run(where)), 'allow', 'launches it into a subnet that another account shares')]),
    row(
      ec2.run({ ...where, subnet: 'subnet-0production' }),
      makes,
      'the subnet of others: open with a network that Veeam makes',
      ...(managed ? [] : [['ec2:RunInstances network-interface/eni-0new', 'ec2:RunInstances subnet/subnet-0production']]),
    ),
    row(
      [{ action: 'ec2:RunInstances', ...interfaceIn(ec2, 'subnet-0production') }, ...ec2.run(where)],
      makes,
      'an interface that exists in another subnet: open with a network that Veeam makes',
      ...(managed ? [] : [['ec2:RunInstances network-interface/eni-0production']]),
    ),
    row(ec2.run({ ...where, securityGroups: ['sg-0production'] }), makes, 'the group of others: open with a network that Veeam makes'),
    row(ec2.run({ ...where, securityGroups: [own.group, 'sg-0production'] }), makes, 'a second group'),
    row(
      ec2.run({ ...where, volumeKey: otherKey }),
      'deny',
      'another key',
      [...VOLUME_KEY_ACTIONS, 'kms:CreateGrant'].map((action) => `${action} key/${otherKey.split('/')[1]}`),
    ),
    ...(volumeKey
      ? [
          row(ec2.run({ ...where, volumeKey }), 'allow', 'encrypts the volume'),
          ...denied('the key, not through EC2', volumeKey, ...VOLUME_KEY_ACTIONS),
          ...Array.of<Record<string, string>>(
            { 'kms:ViaService': `ec2.${runsIn}.amazonaws.com` },
            { 'kms:GrantIsForAWSResource': 'true' },
            { 'kms:ViaService': `rds.${runsIn}.amazonaws.com`, 'kms:GrantIsForAWSResource': 'true' },
          ).map(
            (context): Row => ({
              action: 'kms:CreateGrant',
              resource: volumeKey,
              context,
              expect: 'deny',
              why: 'lends the key to others',
            }),
          ),
        ]
      : []),

    ...['StartInstances', 'StopInstances', 'TerminateInstances'].flatMap((action) => [
      row(ec2.on(action, appliance), 'allow', 'keeps the appliance, and removes it'),
      row(ec2.on(action, ec2.instance('i-0other')), byTag, 'an instance of others without a role: open without instanceTags'),
      row(ec2.on(action, ec2.instance('i-0production', { role: 'admin', tags: TAGS })), shielded, 'an instance with a role'),
    ]),
    row(ec2.tag(ec2.instance('i-0other'), TAGS), tagsLater, 'tags any instance: open without tagOnCreateOnly'),
    row(ec2.tag(ec2.resource('volume', 'vol-1'), TAGS), tagsLater, 'tags any volume: open without tagOnCreateOnly'),
    row(
      ec2.tag(ec2.instance('i-0production', { role: 'admin' }), TAGS),
      shielded === 'allow' ? tagsLater : 'deny',
      'an instance with a role',
    ),
    row(ec2.tag(vpc, TAGS), managed ? tagsLater : 'deny', 'tags that other policies rely on: open with a network that Veeam makes'),
    row(ec2.tag(ec2.owned('image', 'ami-1'), TAGS), 'deny', 'tags what Veeam does not make'),
    row(ec2.create('CreateVpc', 'vpc', 'vpc-0new'), makes, 'creates the network'),
    row(ec2.create('CreateVpc', 'vpc', 'vpc-0new', { tags: TAGS }), makes, 'makes it with tags'),
    row(ec2.create('CreateSubnet', 'subnet', 'subnet-0new', { parents: [vpc], tags: TAGS }), makes, 'creates the network'),
    row(ec2.create('CreateRouteTable', 'route-table', 'rtb-0new', { parents: [vpc], tags: TAGS }), makes, 'creates the network'),
    row(ec2.create('CreateInternetGateway', 'internet-gateway', 'igw-0new', { tags: TAGS }), makes, 'creates the network'),
    row(ec2.create('CreateSecurityGroup', 'security-group', 'sg-0new', { parents: [vpc], tags: TAGS }), makes, 'creates the network'),
    row(ec2.on('AttachInternetGateway', gateway, vpc), makes, 'creates the network'),
    row(ec2.on('CreateRoute', table), makes, 'creates the network'),
    ...(
      [
        ['DeleteVpc', vpc],
        ['DeleteSubnet', subnet],
        ['DeleteRouteTable', table],
        ['DeleteRoute', table],
        ['DeleteInternetGateway', gateway],
        ['DeleteSecurityGroup', group],
      ] as const
    ).map(([action, what]) => row(ec2.on(action, what), makes, 'removes the network')),
    row(ec2.on('AuthorizeSecurityGroupIngress', group, ec2.resource('security-group-rule', 'sgr-0new')), opens, 'allows the proxy'),
    row(
      ec2.on('AuthorizeSecurityGroupIngress', ec2.resource('security-group', 'sg-0production')),
      makes,
      'opens the group of others: open with a network that Veeam makes',
    ),
  ];
}

/** Every call in another place: each part of it is denied that says where it is (images and snapshots of other accounts do not). */
/** `shared`: the actions that are allowed on what another account shares, because its id is given. */
export function outside(
  place: Ec2,
  { group, subnet }: { group: string; subnet: string },
  why: string,
  shared: readonly string[] = [],
): Row[] {
  const [vpc, table, gateway] = ['vpc', 'route-table', 'internet-gateway'].map((type) => place.resource(type, `${type}-1`));
  const [instance, volume] = [place.instance('i-1', { tags: TAGS }), place.resource('volume', 'vol-1')];
  const [securityGroup, rule] = [place.resource('security-group', group), place.resource('security-group-rule', 'sgr-0new')];
  const parents = [vpc];
  const calls = [
    place.run({
      subnet,
      securityGroups: [group],
      keyPair: 'veeam',
      image: place.owned('image', 'ami-0amazon', '137112412989'),
      snapshots: [place.owned('snapshot', 'snap-1', '137112412989')],
      tags: { instance: TAGS, volume: TAGS, 'network-interface': TAGS },
    }),
    ...['StartInstances', 'StopInstances', 'TerminateInstances'].map((action) => place.on(action, instance)),
    place.create('CreateKeyPair', 'key-pair', 'veeam', { tags: TAGS }),
    place.on('DeleteKeyPair', place.resource('key-pair', 'veeam')),
    ...[instance, volume, place.resource('network-interface', 'eni-1'), vpc, securityGroup].map((what) => place.tag(what, TAGS)),
    place.on('AuthorizeSecurityGroupIngress', securityGroup, rule),
    place.create('CreateVpc', 'vpc', 'vpc-0new', { tags: TAGS }),
    place.create('CreateSubnet', 'subnet', 'subnet-0new', { parents, tags: TAGS }),
    place.create('CreateRouteTable', 'route-table', 'rtb-0new', { parents, tags: TAGS }),
    place.create('CreateInternetGateway', 'internet-gateway', 'igw-0new', { tags: TAGS }),
    place.create('CreateSecurityGroup', 'security-group', 'sg-0new', { parents, tags: TAGS }),
    place.on('AttachInternetGateway', gateway, vpc),
    ...['CreateRoute', 'DeleteRoute', 'DeleteRouteTable'].map((action) => place.on(action, table)),
    place.on('DeleteVpc', vpc),
    place.on('DeleteSubnet', place.resource('subnet', subnet)),
    place.on('DeleteInternetGateway', gateway),
    place.on('DeleteSecurityGroup', securityGroup),
  ];
  const isShared = ({ action, resource }: Part) => shared.includes(action) && /:(subnet|security-group)\//.test(resource);
  const says = (part: Part) => why === 'another region' || (part.resource.includes(OTHER_ACCOUNT) && !isShared(part));
  return calls.map((call) => ({ call, expect: 'deny', why, denied: call.filter(says).map(nameOf) }));
}

const interfaceIn = (ec2: Ec2, subnet: string) => ({
  resource: ec2.arn('network-interface', 'eni-0production'),
  context: { 'ec2:Subnet': ec2.arn('subnet', subnet) },
});

const NEEDED = [
  ...['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation', 's3:GetBucketVersioning', 's3:GetBucketObjectLockConfiguration'],
  ...['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:GetObjectVersion', 's3:DeleteObjectVersion', 's3:RestoreObject'],
  ...['s3:ListBucketMultipartUploads', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  ...['s3:PutObjectRetention', 's3:GetObjectRetention'],
];

/** What passes the endpoint of the network, asked as somebody who may do everything: its policy alone decides. */
export function ofEndpoint(limited: boolean, here: World, needed = NEEDED): Row[] {
  const via = idOf(here, 'AWS::EC2::VPCEndpoint') ?? 'none';
  const { partition, region } = here.env;
  const any = limited ? 'deny' : 'allow';
  const through = (bucket: string, more: { account?: string; expect: 'allow' | 'deny'; why: string }, ...actions: string[]): Row[] =>
    actions.map((action) => ({
      action,
      resource: /Bucket|List/.test(action) && !/Parts/.test(action) ? bucket : `${bucket}/Veeam/data`,
      via,
      ...more,
    }));
  const source = idOf(here, 'AWS::S3::Bucket', /^Source/);
  return [
    ...through(bucketOf(here, /^Repository/), { expect: 'allow', why: 'copies to the repository' }, ...needed),
    ...(source ? through(here.arn(source), { expect: 'allow', why: 'copies from the source' }, ...needed) : []),
    ...through(`arn:${partition}:s3:::other`, { expect: any, why: 'another bucket of the account: open without repositories' }, ...needed),
    ...through(
      `${bucketOf(here, /^Repository/)}-2`,
      { expect: any, why: 'another bucket of a similar name: open without repositories' },
      ...needed,
    ),
    ...through(bucketOf(here, /^Repository/), { account: OTHER_ACCOUNT, expect: 'deny', why: 'the name, taken by a stranger' }, ...needed),
    ...(source ? through(`${here.arn(source)}-2`, { expect: any, why: 'another bucket of a similar name' }, ...needed) : []),
    ...(source
      ? through(here.arn(source), { account: OTHER_ACCOUNT, expect: 'deny', why: 'the name, taken by a stranger' }, ...needed)
      : []),
    ...through(
      `arn:${partition}:s3:::theirs`,
      { account: '999999999999', expect: 'deny', why: 'carries data out of the account' },
      ...needed,
    ),
    ...through(
      bucketOf(here, /^Repository/),
      { expect: 'deny', why: 'not documented' },
      's3:PutBucketPolicy',
      's3:DeleteBucket',
      's3:PutObjectAcl',
    ),
    ...['amazonlinux-2-repos-REGION', 'al2023-repos-REGION-de612dc2'].flatMap((packages) => {
      const bucket = `arn:${partition}:s3:::${packages.replace('REGION', region)}`;
      return [
        ...through(bucket, { account: '137112412989', expect: 'allow', why: 'installs packages' }, 's3:GetObject'),
        ...through(bucket, { account: '137112412989', expect: 'deny', why: 'only reads them' }, 's3:PutObject', 's3:ListBucket'),
        ...through(`${bucket}-2`, { account: OTHER_ACCOUNT, expect: 'deny', why: 'a similar name' }, 's3:GetObject'),
        ...through(
          bucket.replace(region, 'eu-north-1'),
          { account: '137112412989', expect: 'deny', why: 'another region' },
          's3:GetObject',
        ),
      ];
    }),
    ...through(
      `arn:${partition}:s3:::al2023-repos-${region}-other`,
      { account: '999999999999', expect: 'deny', why: 'a similar name' },
      's3:GetObject',
    ),
    { action: 's3:ListAllMyBuckets', resource: '*', via, expect: 'deny', why: 'the endpoint is for the repositories' },
  ];
}

export function anybody(here: World): Who {
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }] };
  return new Who(here, {
    arn: `arn:${here.env.partition}:iam::${here.env.account}:user/anybody`,
    identity: [{ name: 'everything', policy }],
  });
}
