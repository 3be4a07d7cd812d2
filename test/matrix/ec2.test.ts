import { deniedParts, type Part } from './calls';
import { Ec2 } from './ec2';
import { allow, ENV, userWith } from './fixtures';
import { runRows } from './table';
import type { Json } from './types';

const ec2 = new Ec2(ENV);
const elsewhere = new Ec2(ENV, 'us-east-1');
const any = (...types: string[]): string[] => types.map((type) => ec2.arn(type, '*'));
const NO_PROFILE = { Condition: { Null: { 'ec2:InstanceProfile': 'true' } } };
const denied = (call: Part[], ...statements: Json[]): Promise<string[]> => deniedParts(userWith(...statements).principal('User'), call);

/** A launch without a role, on the own subnet and group, of an image of the own account. */
const LAUNCH = [
  allow('ec2:RunInstances', any('instance'), NO_PROFILE),
  allow('ec2:RunInstances', any('image', 'snapshot'), { Condition: { StringEquals: { 'ec2:Owner': ENV.account } } }),
  allow('ec2:RunInstances', [
    ...any('network-interface', 'volume', 'key-pair'),
    ec2.arn('subnet', 'subnet-0own'),
    ec2.arn('security-group', 'sg-0own'),
  ]),
];

describe('a launch', () => {
  test('needs each resource that it names or makes', async () => {
    expect(await denied(ec2.run(), ...LAUNCH)).toEqual([]);
    expect(await denied(ec2.run({ keyPair: 'k', snapshots: [ec2.owned('snapshot', 'snap-1')], spot: false }), ...LAUNCH)).toEqual([]);
    expect(await denied(ec2.run(), LAUNCH[0], LAUNCH[1])).toEqual(
      ['volume/vol-0new', 'network-interface/eni-0new', 'subnet/subnet-0own', 'security-group/sg-0own'].map(
        (it) => `ec2:RunInstances ${it}`,
      ),
    );
  });

  test.each<[string, Part[], string[]]>([
    ['a second group', ec2.run({ securityGroups: ['sg-0own', 'sg-0prod'] }), ['ec2:RunInstances security-group/sg-0prod']],
    ['another subnet', ec2.run({ subnet: 'subnet-0prod' }), ['ec2:RunInstances subnet/subnet-0prod']],
    ['an image of others', ec2.run({ image: ec2.owned('image', 'ami-9', '999999999999') }), ['ec2:RunInstances image/ami-9']],
    [
      'a snapshot of others',
      ec2.run({ snapshots: [ec2.owned('snapshot', 'snap-9', '999999999999')] }),
      ['ec2:RunInstances snapshot/snap-9'],
    ],
    ['a spot request that is not tagged, which AWS does not judge', ec2.run({ spot: true }), []],
    [
      'a spot request that is tagged',
      ec2.run({ spot: true, tags: { 'spot-instances-request': { a: 'b' } } }),
      ['ec2:RunInstances spot-instances-request/sir-0new', 'ec2:CreateTags spot-instances-request/sir-0new'],
    ],
    ['a role', ec2.run({ role: 'admin' }), ['ec2:RunInstances instance/i-0new', 'iam:PassRole role/admin']],
    [
      'tags',
      ec2.run({ tags: { instance: { a: 'b' }, volume: { a: 'b' } } }),
      ['ec2:CreateTags instance/i-0new', 'ec2:CreateTags volume/vol-0new'],
    ],
    ['an image by parameter', ec2.run({ imageParameter: '/aws/service/x' }), ['ssm:GetParameters parameter/aws/service/x']],
  ])('with %s', async (_name, call, parts) => {
    expect(await denied(call, ...LAUNCH)).toEqual(parts);
  });

  test('in another region is denied wholly', async () => {
    const call = elsewhere.run();
    expect(await denied(call, ...LAUNCH)).toHaveLength(call.length);
  });

  test('with an encrypted volume needs the key through EC2, and grants for AWS only', async () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
    const actions = [
      'kms:CreateGrant',
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ];
    const through = (service: string): Json =>
      allow(actions, key, { Condition: { StringEquals: { 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` } } });
    const onlyGrants = allow('kms:CreateGrant', key, { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } });
    expect(await denied(ec2.run({ volumeKey: key }), ...LAUNCH, through('ec2'))).toEqual([]);
    expect(await denied(ec2.run({ volumeKey: key }), ...LAUNCH, through('s3'))).toEqual(actions.map((action) => `${action} key/1`));
    expect(await denied(ec2.run({ volumeKey: key }), ...LAUNCH, onlyGrants)).not.toContain('kms:CreateGrant key/1');
  });

  test('cannot tag what it does not make, nor leave out what it needs', async () => {
    expect(() => ec2.run({ tags: { 'spot-instances-request': { a: 'b' } } })).toThrow(/makes nothing of the type spot-instances-request/);
    await expect(denied(ec2.on('RunInstances', ec2.instance('i-1')), ...LAUNCH)).rejects.toThrow(/no resource of the required types image/);
    await expect(denied([], ...LAUNCH)).rejects.toThrow(/without parts/);
  });
});

describe('what a policy can look sound with, and is not', () => {
  test('the older spot call is not told of the profile: only iam:PassRole bounds it', async () => {
    const types = any('image', 'network-interface', 'security-group', 'spot-instances-request', 'subnet');
    const spot = (more: object): Json => allow('ec2:RequestSpotInstances', types, more);
    const admin = allow('iam:PassRole', 'arn:aws:iam::111122223333:role/admin');
    expect(await denied(ec2.requestSpot({ role: 'admin' }), spot(NO_PROFILE), admin)).toEqual([]);
    expect(await denied(ec2.requestSpot({ role: 'admin' }), spot({}))).toEqual(['iam:PassRole role/admin']);
  });

  test('ec2:InstanceProfile shields instances, but nothing of theirs', async () => {
    const manage = allow(['ec2:ModifyInstanceAttribute'], any('instance', 'volume', 'security-group'), NO_PROFILE);
    expect(await denied(ec2.modify(ec2.instance('i-1'), { groups: ['sg-1'], volumes: ['vol-1'] }), manage)).toEqual([]);
    expect(await denied(ec2.modify(ec2.instance('i-1', { role: 'web' }), { volumes: ['vol-1'] }), manage)).toEqual([
      'ec2:ModifyInstanceAttribute instance/i-1',
    ]);
    expect(await denied(ec2.tag(ec2.resource('volume', 'vol-1'), { a: 'b' }), allow('ec2:CreateTags', any('volume'), NO_PROFILE))).toEqual(
      [],
    );
  });

  test('ModifyInstanceAttribute on the instance alone changes no group and no volume', async () => {
    const instance = ec2.instance('i-1');
    const alone = allow('ec2:ModifyInstanceAttribute', any('instance'));
    expect(await denied(ec2.modify(instance, { attribute: 'UserData' }), alone)).toEqual([]);
    expect(await denied(ec2.modify(instance, { groups: ['sg-1', 'sg-2'] }), alone)).toHaveLength(2);
    expect(await denied(ec2.modify(instance, { volumes: ['vol-1'] }), alone)).toEqual(['ec2:ModifyInstanceAttribute volume/vol-1']);
    const notUserData = allow('ec2:ModifyInstanceAttribute', any('instance'), {
      Condition: { StringNotEquals: { 'ec2:Attribute': 'UserData' } },
    });
    expect(await denied(ec2.modify(instance, { attribute: 'UserData' }), notUserData)).toHaveLength(1);
  });

  test('ec2:CreateAction: tags on creation by the named call, and on nothing that exists', async () => {
    const tag = allow('ec2:CreateTags', any('instance', 'volume'), { Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } } });
    expect(await denied(ec2.run({ tags: { instance: { a: 'b' } } }), ...LAUNCH, tag)).toEqual([]);
    expect(await denied(ec2.tag(ec2.instance('i-1'), { a: 'b' }), tag)).toEqual(['ec2:CreateTags instance/i-1']);
    expect(
      await denied(
        ec2.run({ tags: { instance: { a: 'b' } } }),
        ...LAUNCH,
        allow('ec2:CreateTags', any('instance'), {
          Condition: { StringEquals: { 'ec2:CreateAction': 'CreateVpc' } },
        }),
      ),
    ).toEqual(['ec2:CreateTags instance/i-0new']);
  });

  test('a condition on request tags sees the tags of its own type only', async () => {
    const wanted = {
      Condition: { StringEquals: { 'aws:RequestTag/app': 'restore' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['app'] } },
    };
    const launch = [
      allow('ec2:RunInstances', any('instance'), wanted),
      LAUNCH[1],
      LAUNCH[2],
      allow('ec2:CreateTags', any('instance', 'volume')),
    ];
    const app = { app: 'restore' };
    expect(await denied(ec2.run({ tags: { instance: app } }), ...launch)).toEqual([]);
    expect(await denied(ec2.run({ tags: { volume: app } }), ...launch)).toEqual(['ec2:RunInstances instance/i-0new']);
    expect(await denied(ec2.run({ tags: { instance: { ...app, more: '1' } } }), ...launch)).toEqual(['ec2:RunInstances instance/i-0new']);
  });

  test('tags of a resource decide on it', async () => {
    const mine = allow('ec2:TerminateInstances', any('instance'), { Condition: { StringEquals: { 'aws:ResourceTag/app': 'restore' } } });
    expect(await denied(ec2.on('TerminateInstances', ec2.instance('i-1', { tags: { app: 'restore' } })), mine)).toEqual([]);
    expect(await denied(ec2.on('TerminateInstances', ec2.instance('i-2', { tags: { app: 'web' } })), mine)).toHaveLength(1);
    expect(await denied(ec2.on('TerminateInstances', ec2.instance('i-3')), mine)).toHaveLength(1);
  });

  test('Describe has no region in its resource, only in aws:RequestedRegion or ec2:Region', async () => {
    for (const key of ['aws:RequestedRegion', 'ec2:Region']) {
      const here = allow('ec2:DescribeInstances', '*', { Condition: { StringEquals: { [key]: 'eu-west-1' } } });
      expect(await denied(ec2.describe('DescribeInstances'), here)).toEqual([]);
      expect(await denied(elsewhere.describe('DescribeInstances'), here)).toEqual(['ec2:DescribeInstances *']);
    }
    const byArn = allow('ec2:RunInstances', '*', { Condition: { StringEquals: { 'ec2:Region': 'eu-west-1' } } });
    expect(await denied(ec2.run(), byArn)).toEqual([]);
    expect(await denied(elsewhere.run(), byArn)).toHaveLength(elsewhere.run().length);
  });

  test('the ARN of an image or snapshot with an account in it fits none', async () => {
    const written = allow(
      'ec2:RunInstances',
      ['image', 'snapshot'].map((type) => `arn:aws:ec2:eu-west-1:111122223333:${type}/*`),
    );
    expect(await denied(ec2.run(), LAUNCH[0], LAUNCH[2], written)).toEqual(['ec2:RunInstances image/ami-0own']);
  });

  test('public parameters have no account, those of a customer have one', async () => {
    const open = allow('ssm:GetParameter', 'arn:aws:ssm:eu-west-1::parameter/aws/service/*');
    const own = { action: 'ssm:GetParameter', resource: 'arn:aws:ssm:eu-west-1:111122223333:parameter/aws/service/x' };
    expect(await denied(ec2.publicParameter('/aws/service/x'), open)).toEqual([]);
    expect(await denied([own], open)).toEqual(['ssm:GetParameter parameter/aws/service/x']);
    const mine = allow('ssm:GetParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/*');
    expect(await denied(ec2.publicParameter('/aws/service/x'), mine)).toHaveLength(1);
  });
});

describe('other calls', () => {
  const vpc = ec2.resource('vpc', 'vpc-1');
  test.each<[string, Part[], Json, string[]]>([
    ['a VPC', ec2.create('CreateVpc', 'vpc', 'vpc-0new'), allow('ec2:CreateVpc', any('vpc')), []],
    [
      'a subnet, whose VPC is judged too',
      ec2.create('CreateSubnet', 'subnet', 'subnet-0new', { parents: [vpc] }),
      allow('ec2:CreateSubnet', any('subnet')),
      ['ec2:CreateSubnet vpc/vpc-1'],
    ],
    [
      'a group with tags',
      ec2.create('CreateSecurityGroup', 'security-group', 'sg-0new', { parents: [vpc], tags: { a: 'b' } }),
      allow('ec2:CreateSecurityGroup', any('security-group', 'vpc')),
      ['ec2:CreateTags security-group/sg-0new'],
    ],
    [
      'an imported image',
      ec2.importImage({ snapshot: ec2.owned('snapshot', 'snap-1') }),
      allow('ec2:ImportImage', any('image', 'import-image-task')),
      ['ec2:ImportImage snapshot/snap-1'],
    ],
    [
      'an imported image with tags',
      ec2.importImage({ tags: { a: 'b' } }),
      allow('ec2:ImportImage', any('image', 'import-image-task')),
      ['ec2:CreateTags import-image-task/import-ami-0new'],
    ],
    [
      'a gateway for a VPC',
      ec2.on('AttachInternetGateway', ec2.resource('internet-gateway', 'igw-1'), vpc),
      allow('ec2:AttachInternetGateway', any('internet-gateway')),
      ['ec2:AttachInternetGateway vpc/vpc-1'],
    ],
  ])('%s', async (_name, call, statement, parts) => {
    expect(await denied(call, statement)).toEqual(parts);
  });

  test('vmimport passed: a condition on the service, whose name is not documented, denies', async () => {
    const vmimport = 'arn:aws:iam::111122223333:role/vmimport';
    const tasks = allow('ec2:ImportImage', any('image', 'import-image-task'));
    const passed = { Condition: { StringEquals: { 'iam:PassedToService': 'vmie.amazonaws.com' } } };
    expect(await denied(ec2.importImage({ role: 'vmimport' }), tasks, allow('iam:PassRole', vmimport))).toEqual([]);
    expect(await denied(ec2.importImage({ role: 'vmimport' }), tasks, allow('iam:PassRole', vmimport, passed))).toHaveLength(1);
  });

  test('AWS in China passes roles to a service of another name', () => {
    const call = new Ec2({ ...ENV, partition: 'aws-cn', region: 'cn-north-1' }).run({ role: 'web' });
    expect(call.find(({ action }) => action === 'iam:PassRole')?.context).toEqual({ 'iam:PassedToService': 'ec2.amazonaws.com.cn' });
  });
});

describe('rows of a matrix', () => {
  const who = userWith(...LAUNCH).principal('User');
  const launch = { call: ec2.run(), expect: 'allow', why: 'restores' } as const;
  const role = { call: ec2.run({ role: 'admin' }), expect: 'deny', why: 'becomes admin' } as const;

  test('hold, with the parts that are denied', async () => {
    const parts = ['iam:PassRole role/admin', 'ec2:RunInstances instance/i-0new'];
    await runRows(who, [launch, { ...role, denied: parts }]);
    await runRows(who, [launch, role]);
  });

  test('are wrong when other parts are denied than those named', async () => {
    await expect(runRows(who, [launch, { ...role, denied: ['iam:PassRole role/admin'] }])).rejects.toThrow(
      'call ec2:RunInstances: expected denied iam:PassRole role/admin, got denied ec2:RunInstances instance/i-0new, iam:PassRole role/admin (becomes admin)',
    );
  });

  test('are wrong the other way round, asked twice, or when they cannot be judged', async () => {
    await expect(
      runRows(who, [
        { ...launch, expect: 'deny' },
        { ...role, expect: 'allow' },
      ]),
    ).rejects.toThrow(/expected deny, got Allowed[\s\S]*expected allow, got denied/);
    await expect(runRows(who, [launch, role, { ...role, why: 'again' }])).rejects.toThrow(/two rows ask the same/);
    await expect(runRows(who, [launch, { ...role, call: ec2.on('Nonsense', vpcOf()) }])).rejects.toThrow(
      /expected deny, got refused: unknown action/,
    );
  });

  const vpcOf = () => ec2.resource('vpc', 'vpc-1');
});
