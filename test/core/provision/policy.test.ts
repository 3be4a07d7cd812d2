import { CfnResource, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import manifest from '../../../package.json';
import { VendorAccess } from '../../../src';
import type { PermissionGroup, PermissionSet } from '../../../src/core/private/model/permission-set';
import { toUser } from '../../../src/core/private/provision/attachment';
import type { BoundAccess } from '../../../src/core/private/provision/binding';
import { type BucketAccessOptions, bucketAccess } from '../../../src/core/private/provision/bucket-access';
import type { BucketResource } from '../../../src/core/private/provision/bucket-resources';
import { ec2Arn, inRegion, volumeKeyResource, WITHOUT_PROFILE } from '../../../src/core/private/provision/ec2-resources';
import { furtherBucket } from '../../../src/core/private/provision/further-bucket';
import { attachPolicy, type Permissions } from '../../../src/core/private/provision/policy';
import { revokeSessions } from '../../../src/core/private/provision/revocation';
import { errorOf, newStack, synthErrorOf, warningsOf } from '../../util';
import { PRODUCT } from './product';

// The policies of a construct: what stands in them, for whom, and what is left in the assembly about them.

const page = (url: string) => ({ evidence: 'documented', source: { title: 'Page', url, date: '2026-12-01' } }) as const;
const group = (sid: string, on: BucketResource, actions: string[], why: string): PermissionGroup<BucketResource> => ({
  ...{ sid, on, actions, why, ...page(`https://example.com/${sid}`) },
});
const set = (id: string, ...groups: PermissionGroup<BucketResource>[]): PermissionSet<BucketResource> => ({
  ...{ id, groups, product: 'Agent', summary: 'Agent', deviations: [], ...page('https://example.com/') },
});
const READ = set(
  'agent/read',
  group('Finds', 'bucket', ['s3:ListBucket'], 'to find'),
  group('Reads', 'object', ['s3:GetObject'], 'to read'),
  group('Key', 'key', ['kms:Decrypt'], 'to decrypt'),
);
const WRITE = set(
  'agent/write',
  group('Writes', 'object', ['s3:PutObject'], 'to write'),
  group('Tags', 'object', ['s3:*Tagging', 's3:PutObjectAcl'], 'to tag'),
);

const [ARN, OBJECTS] = ['arn:aws:s3:::theirs', 'arn:aws:s3:::theirs/*'];
const RESOURCES = { bucket: { arns: [ARN] }, object: { arns: [OBJECTS] } };
const theirs = (stack: Stack) => s3.Bucket.fromBucketArn(stack, 'Theirs', ARN);
const user = (stack: Stack) => iam.User.fromUserName(stack, 'User', 'agent');

type Bound = Pick<BoundAccess, 'refusesSessions' | 'onlyFrom'>;
function attached(stack: Stack, more: Partial<Permissions<BucketResource>> = {}, bound: Bound = {}) {
  const permissions = { product: PRODUCT, sets: [READ, WRITE], resources: RESOURCES, ...more };
  return attachPolicy(new Construct(stack, 'It'), permissions, () => ({ attach: toUser(user(stack)), ...bound }));
}

const policiesOf = (stack: Stack) =>
  Object.fromEntries(
    Object.entries(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')).map(([id, { Properties }]) => [
      id.replace(/[\dA-F]{8}$/, ''),
      Properties,
    ]),
  );

const STATEMENTS = [
  { Sid: 'Finds', Effect: 'Allow', Action: 's3:ListBucket', Resource: ARN },
  { Sid: 'Reads', Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS },
  { Sid: 'Writes', Effect: 'Allow', Action: 's3:PutObject', Resource: OBJECTS },
  { Sid: 'Tags', Effect: 'Allow', Action: ['s3:*Tagging', 's3:PutObjectAcl'], Resource: OBJECTS },
];

test('a policy has a statement for each group, with its Sid, and is attached', () => {
  const stack = newStack();
  const { product, statements } = attached(stack);
  expect(policiesOf(stack)).toEqual({
    ItPolicy: {
      ...{ Description: 'Permissions for Agent', Path: '/', Users: ['agent'] },
      PolicyDocument: { Version: '2012-10-17', Statement: STATEMENTS },
    },
  });
  expect([product, statements]).toEqual([PRODUCT, STATEMENTS]);
});

test('a further policy has another id, and a path and name as given', () => {
  const stack = newStack();
  attached(stack, { id: 'Policy2', naming: { path: '/p/', policyName: 'n' } });
  expect(policiesOf(stack)).toMatchObject({ ItPolicy2: { Path: '/p/', ManagedPolicyName: 'n-Policy2' } });
});

test('in the assembly stands what it is made of, and why each wildcard is there', () => {
  const l1 = attached(newStack()).policy.node;
  const metadata = [l1.metadata, l1.defaultChild?.node.metadata ?? []]
    .flat()
    .filter(({ type }) => !/^aws:cdk:(creationStack|logicalId)$/.test(type));
  const because = (sid: string, why: string) => `to ${why} (https://example.com/${sid})`;
  expect(metadata.map(({ data, type }) => [type, data])).toEqual([
    ['cdk-vendor-access:permissions', { version: manifest.version, product: 'Agent', sets: ['agent/read', 'agent/write'] }],
    [
      'aws:cdk:acknowledged-rules',
      {
        [`AwsSolutions::AwsSolutions-IAM5[Resource::${OBJECTS}]`]: [
          because('Reads', 'read'),
          because('Writes', 'write'),
          because('Tags', 'tag'),
        ].join('; '),
      },
    ],
    ['aws:cdk:acknowledged-rules', { 'AwsSolutions::AwsSolutions-IAM5[Action::s3:*Tagging]': because('Tags', 'tag') }],
  ]);
  const { cdk_nag } = (l1.defaultChild as CfnResource).cfnOptions.metadata ?? {};
  expect(cdk_nag.rules_to_suppress).toMatchObject([{ id: 'AwsSolutions-IAM5', reason: expect.stringContaining('Needed by Agent') }]);
});

const networks = { addresses: ['203.0.113.0/24'] };
const EVERYWHERE = { NotAction: 'kms:*', Resource: '*' };
const ON_BUCKET = { Action: 's3:*', Resource: [ARN, OBJECTS] };
test.each<[string, Bound, object[], object[]]>([
  ['nothing', {}, [], []],
  [
    'sessions',
    { refusesSessions: 'everywhere' },
    [{ Sid: 'DenySessionTokens', ...EVERYWHERE }],
    [{ Sid: 'DenySessionTokens', ...EVERYWHERE }],
  ],
  ['sessions on its bucket', { refusesSessions: 'on its bucket' }, [{ Sid: 'DenySessionTokens', ...ON_BUCKET }], []],
  [
    'other networks',
    { onlyFrom: { networks, on: 'everything' } },
    [{ Sid: 'DenyOtherNetworks', ...EVERYWHERE }],
    [{ Sid: 'DenyOtherNetworks', ...EVERYWHERE }],
  ],
  ['other networks on its bucket', { onlyFrom: { networks, on: 'its bucket' } }, [{ Sid: 'DenyOtherNetworks', ...ON_BUCKET }], []],
  ['nothing more', { onlyFrom: { networks, on: 'nothing more' } }, [], []],
])('the policy denies %s', (_, bound, onBucket, without) => {
  for (const [isOnBucket, expected] of [
    [true, onBucket],
    [false, without],
  ] as const) {
    const stack = newStack();
    const { statements } = attached(stack, isOnBucket ? { bucket: theirs(stack) } : {}, bound);
    const { Condition, ...rest } = (statements[4] ?? {}) as { Condition?: object };
    expect([rest, statements.length]).toEqual([expected.length > 0 ? { Effect: 'Deny', ...expected[0] } : {}, 4 + expected.length]);
    expect(Condition === undefined).toBe(expected.length === 0);
  }
});

test.each<[string, (l1: CfnResource) => void, RegExp]>([
  ['its statements', (l1) => l1.addPropertyOverride('PolicyDocument.Statement', []), /PolicyDocument\.Statement.*Writes/s],
  ['whom it is for', (l1) => l1.addPropertyOverride('Users', []), /Users\.0: got nothing; allowed: .*agent/],
])('an app must not take away %s', (_, change, message) => {
  const stack = newStack();
  change(attached(stack).policy.node.defaultChild as CfnResource);
  expect(synthErrorOf(stack)).toMatch(message);
});

test('one set is enough to read what services of the app write, with keys of their own', () => {
  const stack = newStack();
  const [bucket, key] = [new s3.Bucket(stack, 'Logs', { enforceSSL: true }), new kms.Key(stack, 'Key')];
  const properties = { S3BucketName: bucket.bucketName, S3KmsKeyArn: key.keyArn };
  new CfnResource(stack, 'Writer', { type: 'AWS::Config::DeliveryChannel', properties });
  attached(stack, { bucket, sets: [READ, { ...WRITE, readsOthers: true }] });
  expect(warningsOf(stack)).toContainEqual(expect.stringMatching(/'Stack\/Writer' encrypts what it writes with key 'Stack\/Key'/));
});

test('keys of another account, of the bucket and of volumes, must let the principal in', () => {
  const stack = newStack();
  const key = (id: string) => kms.Key.fromKeyArn(stack, id, 'arn:aws:kms:eu-west-1:444455556666:key/1');
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketArn: ARN, encryptionKey: key('Key') });
  attached(stack, { bucket, volumeKey: key('Volumes') });
  const said = warningsOf(stack).filter((text) => text.includes('core.keyOfAnotherAccount'));
  expect(said.map((text) => text.split(' ')[1])).toEqual(["'Stack/Key'", "'Stack/Volumes'"]);
});

type Options = Partial<BucketAccessOptions<never>>;
const LABELS = { bucket: 'Bucket', region: 'Region', prefix: 'Folder', secret: 'Keys' };
function made(stack: Stack, more: Options = {}) {
  const access = VendorAccess.existingUser(user(stack));
  const shape = { versioned: false, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED };
  return bucketAccess(
    new Construct(stack, 'It'),
    {},
    { product: PRODUCT, labels: LABELS, access, shape, profile: [], sets: [READ], ...more },
  );
}
const allow = (bucket: s3.IBucket) => [
  new iam.PolicyStatement({ actions: ['s3:PutObject'], principals: [new iam.ArnPrincipal(ARN)], resources: [bucket.arnForObjects('*')] }),
];
const listed = (sets: readonly Pick<PermissionSet, 'groups'>[]) => sets.map(({ groups }) => groups.flatMap(({ actions }) => actions));

describe('a bucket and who uses it', () => {
  test.each<[string, Options, boolean, string[][]]>([
    ['reads', {}, false, [['s3:ListBucket', 's3:GetObject', 'kms:Decrypt']]],
    ['reads and writes', { sets: [READ, WRITE] }, true, [['s3:ListBucket', 's3:GetObject', 'kms:Decrypt'], []]],
    ['reads as its vendor documents', { restoreSets: [set('agent/find', READ.groups[0])] }, false, [['s3:ListBucket']]],
  ])('%s', (_, more, writes, reading) => {
    const access = made(newStack(), more);
    expect([access.writes, listed(access.reading.sets)]).toEqual([writes, reading]);
    expect(access.granted.sets).toBe(more.sets ?? access.granted.sets);
    expect(access.reading.resources).toBe(access.granted.resources);
  });

  test.each<[string, Options, string[]]>([
    ['new', {}, []],
    ['new, of a folder', { prefix: 'office' }, ['Prefix']],
  ])('%s: what to enter', (_, more, fields) => {
    const { bucket, granted, prefix, setup } = made(newStack(), more);
    expect(setup.map(({ field }) => field)).toEqual(['BucketName', 'BucketRegion', ...fields]);
    expect([bucket.node.path, prefix, granted.prefix]).toEqual(['Stack/It/Bucket', more.prefix, more.prefix]);
  });

  test.each<[string, (stack: Stack) => Options, string[] | undefined]>([
    ['a new bucket', () => ({ bucketStatements: allow, bucketSets: [WRITE] }), ['agent/write']],
    ['an own bucket', (s) => ({ bucket: new s3.Bucket(s, 'Mine'), bucketStatements: allow, bucketSets: [WRITE] }), ['agent/write']],
    ['a bucket without sets', () => ({ bucketStatements: allow }), undefined],
    ['a bucket without a policy', (s) => ({ bucket: new s3.Bucket(s, 'Mine'), bucketSets: [WRITE] }), undefined],
  ])('the policy of %s has its statements, and what they are made of', (_, options, sets) => {
    const stack = newStack();
    const given = options(stack);
    const { policy } = made(stack, given).bucket as s3.Bucket;
    const mark = policy?.node.metadata.find(({ type }) => type === 'cdk-vendor-access:permissions');
    expect(mark?.data.sets).toEqual(sets);
    const effects = (policy?.document.toJSON()?.Statement ?? []).filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    expect(effects).toHaveLength(given.bucketStatements ? 1 : 0);
  });

  const further = (stack: Stack, bound: Partial<BoundAccess>, prefix?: string, bucket = theirs(stack)) => {
    const first = made(stack, { sets: [READ, set('agent/list', group('Lists', 'account', ['s3:ListAllMyBuckets'], 'to list'))] });
    const options = { product: PRODUCT, labels: LABELS, profile: [], sets: first.granted.sets as PermissionSet<never>[], prefix };
    const scope = stack.node.findChild('It') as Construct;
    return furtherBucket(scope, { ...first, ...bound }, 2, { ...options, bucket });
  };

  test.each<[string, Partial<BoundAccess>, string[]]>([
    ['of a new user', { refusesSessions: 'everywhere', onlyFrom: { networks, on: 'everything' } }, []],
    [
      'of an existing user',
      { refusesSessions: 'on its bucket', onlyFrom: { networks, on: 'its bucket' } },
      ['DenySessionTokens', 'DenyOtherNetworks'],
    ],
    ['of a user of another construct', { refusesSessions: undefined, onlyFrom: { networks, on: 'nothing more' } }, []],
  ])('the policy of a further bucket, %s, repeats nothing of the first one', (_, bound, denials) => {
    const stack = newStack();
    further(stack, bound);
    const { PolicyDocument, Users } = policiesOf(stack).ItPolicy2;
    expect(PolicyDocument.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['Finds', 'Reads', ...denials]);
    expect(Users).toEqual(['agent']);
  });

  test.each<[string, (stack: Stack, mine: s3.Bucket) => unknown]>([
    ['own', (stack, bucket) => made(stack, { bucket })],
    ['further', (stack, bucket) => further(stack, {}, undefined, bucket)],
  ])('an %s bucket is looked at as one of the app', (_, use) => {
    const stack = newStack();
    const mine = new s3.Bucket(stack, 'Mine', { enforceSSL: true });
    const everybody = { principals: [new iam.AnyPrincipal()], actions: ['s3:GetObject'], resources: [mine.arnForObjects('*')] };
    mine.addToResourcePolicy(new iam.PolicyStatement(everybody));
    use(stack, mine);
    const said = warningsOf(stack).filter((text) => text.includes('core.bucketPublic'));
    expect(said).toEqual([expect.stringMatching(/^policy of bucket 'Stack\/Mine': got "?everyone allowed \(s3:GetObject\)/)]);
  });

  test('what to enter for a further bucket is numbered, and names no keys', () => {
    const stack = newStack();
    const values = further(stack, {}, 'office');
    expect(values.map(({ field, value }) => [field, stack.resolve(value)])).toEqual([
      ['BucketName2', 'theirs'],
      ['BucketRegion2', 'eu-west-1'],
      ['Prefix2', 'office'],
    ]);
  });
});

describe('the sessions of before a time', () => {
  const PAST = new Date('2026-11-01T00:00:00Z');
  const revoke = (date: Date) => {
    const stack = newStack();
    const own = attached(stack);
    revokeSessions(stack.node.findChild('It') as Construct, own, date);
    return { stack, statement: stack.resolve(own.statements[4]) };
  };

  test('are denied everything', () => {
    const { stack, statement } = revoke(PAST);
    expect(statement).toEqual({
      ...{ Sid: 'AgentRevokedSessions', Effect: 'Deny', Action: '*', Resource: '*' },
      Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-11-01T00:00:00.000Z' } },
    });
    expect(warningsOf(stack).filter((text) => text.includes('agent.'))).toEqual([]);
  });

  test('of a time in the future are denied with a warning', () => {
    const { stack } = revoke(new Date(Date.now() + 60_000));
    expect(warningsOf(stack)).toContainEqual(expect.stringMatching(/in the future.*agent\.revokedUntilLater/));
  });

  test('of two times are denied once, before the second one', () => {
    const stack = newStack();
    const own = attached(stack);
    for (const date of [PAST, new Date('2026-11-02T00:00:00Z')]) revokeSessions(stack.node.findChild('It') as Construct, own, date);
    expect(stack.resolve(own.statements.slice(4))).toMatchObject([
      { Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-11-02T00:00:00.000Z' } } },
    ]);
  });

  test('of this moment are denied without a warning', () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(PAST.getTime());
    const { stack } = revoke(PAST);
    clock.mockRestore();
    expect(warningsOf(stack).filter((text) => text.includes('agent.'))).toEqual([]);
  });

  test('that is none is an error', () => {
    expect(errorOf(() => revoke(new Date('never')))).toMatch(/^revokeSessionsBefore of Construct 'Stack\/It' failed:.*date: got/s);
  });
});

const HERE = '111122223333';
test.each<[string, string | undefined, string]>([
  ['instance', undefined, HERE],
  ['instance', 'i-1', HERE],
  ['image', undefined, ''],
  ['image', 'ami-1', ''],
  ['snapshot', 'snap-1', ''],
  ['subnet', undefined, HERE],
  ['subnet', 'subnet-1', '*'],
  ['security-group', undefined, HERE],
  ['security-group', 'sg-1', '*'],
])('the ARN of the %s %s has the account "%s"', (type, name, account) => {
  const stack = newStack();
  const arn = stack.resolve(ec2Arn(stack, 'eu-north-1', type, name));
  expect(arn['Fn::Join'][1].slice(2).join('')).toBe(`:ec2:eu-north-1:${account}:${type}/${name ?? '*'}`);
});

test('what limits the other actions of EC2', () => {
  expect(inRegion('eu-north-1')).toEqual({ StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } });
  expect(WITHOUT_PROFILE).toEqual({ Null: { 'ec2:InstanceProfile': 'true' } });
  const key = kms.Key.fromKeyArn(newStack(), 'Key', `arn:aws:kms:eu-north-1:${HERE}:key/1`);
  const throughEc2 = { StringLike: { 'kms:ViaService': 'ec2.eu-north-1.amazonaws.com*' } };
  expect(volumeKeyResource(key, 'eu-north-1')).toEqual({ arns: [key.keyArn], conditions: throughEc2 });
  expect(volumeKeyResource(undefined, 'eu-north-1')).toBeUndefined();
});
