import { CfnParameter, type CfnResource, Fn, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type CallerNetworks, cloudberry, logzio, type UserAccess, VendorAccess, type VendorBucketAccess, veeam, velero } from '../../src';
import { evaluate } from '../../src/core/private/policy/evaluate';
import { VENDOR_ACCOUNT } from '../logzio/cases';
import { errorOf, newStack, synthErrorOf, warningsOf } from '../util';

const SID = 'DenyOtherNetworks';
const ELSEWHERE = 'cdk-vendor-access:core.callsFromElsewhere';
const ADDRESSES: CallerNetworks = { addresses: ['203.0.113.0/24'] };
const endpoint = (stack: Stack) => ec2.GatewayVpcEndpoint.fromGatewayVpcEndpointId(stack, 'Endpoint', 'vpce-1a2b3c4d');
const vpc = (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1a2b3c4d', availabilityZones: ['eu-west-1a'] });

const VENDOR = { accountId: VENDOR_ACCOUNT, externalId: 'an-external-id' };
const ownRole = (stack: Stack) => new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
const archive = (stack: Stack, onlyFrom: CallerNetworks) =>
  new logzio.LogzioArchiveBucket(stack, 'Product', { access: VendorAccess.iamUser({ onlyFrom }) });
const backup = (stack: Stack, onlyFrom: CallerNetworks | undefined = ADDRESSES) =>
  new cloudberry.CloudBerryBackupUser(stack, 'Backup', {
    access: VendorAccess.iamUser({ onlyFrom }),
    protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
  });

/** The statements, by the policy that they stand in. */
function found(stack: Stack): Record<string, Record<string, unknown>> {
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  const named = policies.map(([id, { Properties }]) => [
    id.replace(/[\dA-F]{8}$/, ''),
    Properties.PolicyDocument.Statement.find(({ Sid }: { Sid?: string }) => Sid === SID),
  ]);
  return Object.fromEntries(named.filter(([, statement]) => statement));
}

test('one Deny says which networks a new user calls from', () => {
  const stack = newStack();
  archive(stack, { ...ADDRESSES, vpcEndpoints: [endpoint(stack)], vpcs: [vpc(stack)] });
  expect(found(stack)).toEqual({
    ProductPolicy: {
      Sid: SID,
      Effect: 'Deny',
      NotAction: 'kms:*',
      Resource: '*',
      Condition: {
        BoolIfExists: { 'aws:ViaAWSService': 'false' },
        NotIpAddressIfExists: { 'aws:SourceIp': ['203.0.113.0/24'] },
        StringNotEqualsIfExists: { 'aws:SourceVpc': ['vpc-1a2b3c4d'], 'aws:SourceVpce': ['vpce-1a2b3c4d'] },
      },
    },
  });
});

const IN = '203.0.113.7';
const OUT = '192.0.2.1';
/** Of a call: its address, or `null` through an endpoint; the endpoint and its VPC. */
const CALLS: [string, string | null, string | null, string | null, Record<string, string>][] = [
  ['an address', IN, null, null, { addresses: 'allowed', vpcEndpoints: 'denied', vpcs: 'denied', all: 'allowed' }],
  ['another address', OUT, null, null, { addresses: 'denied', vpcEndpoints: 'denied', vpcs: 'denied', all: 'denied' }],
  ['an endpoint', null, 'vpce-1a2b3c4d', 'vpc-2', { addresses: 'denied', vpcEndpoints: 'allowed', vpcs: 'denied', all: 'allowed' }],
  [
    'an endpoint in a VPC',
    null,
    'vpce-2',
    'vpc-1a2b3c4d',
    { addresses: 'denied', vpcEndpoints: 'denied', vpcs: 'allowed', all: 'allowed' },
  ],
  ['another endpoint', null, 'vpce-2', 'vpc-2', { addresses: 'denied', vpcEndpoints: 'denied', vpcs: 'denied', all: 'denied' }],
];
const GIVEN: Record<string, (stack: Stack) => CallerNetworks> = {
  addresses: () => ADDRESSES,
  vpcEndpoints: (stack) => ({ vpcEndpoints: [endpoint(stack)] }),
  vpcs: (stack) => ({ vpcs: [vpc(stack)] }),
  all: (stack) => ({ ...ADDRESSES, vpcEndpoints: [endpoint(stack)], vpcs: [vpc(stack)] }),
};

test.each(CALLS)('the own evaluator judges calls from %s, and exempts what AWS calls', (_, address, endpointId, vpcId, expected) => {
  for (const [kind, networks] of Object.entries(GIVEN)) {
    const stack = newStack();
    archive(stack, networks(stack));
    const statement = found(stack).ProductPolicy;
    const identity = [
      { origin: 'own', document: { Version: '2012-10-17', Statement: [statement, { Effect: 'Allow', Action: '*', Resource: '*' }] } },
    ];
    const ask = (action: string, via: string) =>
      evaluate(
        {
          principal: { type: 'User', arn: 'arn:aws:iam::111122223333:user/u', account: '111122223333' },
          action,
          resource: action.startsWith('kms') ? 'arn:aws:kms:eu-west-1:111122223333:key/1' : 'arn:aws:s3:::b/k',
          account: '111122223333',
          context: { 'aws:SourceIp': address, 'aws:SourceVpce': endpointId, 'aws:SourceVpc': vpcId, 'aws:ViaAWSService': via },
        },
        { identity, key: [{ origin: 'key', document: { Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } } }] },
      ).effect;
    expect([kind, ask('s3:PutObject', 'false')]).toEqual([kind, expected[kind]]);
    expect(ask('s3:PutObject', 'true')).toBe('allowed');
    expect(ask('kms:GenerateDataKey', 'false')).toBe('allowed'); // if AWS should not mark what S3 calls
  }
});

test.each<[string, (stack: Stack) => unknown, string[]]>([
  [
    'a further bucket of a new user',
    (stack) => backup(stack).addBucket(new s3.Bucket(stack, 'More', { versioned: true })),
    ['BackupPolicy'],
  ],
  [
    'a second product of the same user',
    (stack) => new veeam.VeeamM365Repository(stack, 'Second', { access: VendorAccess.sameUserAs(archive(stack, ADDRESSES)) }),
    ['ProductPolicy'],
  ],
  [
    'an existing user, on each of its buckets',
    (stack) => {
      const access = VendorAccess.existingUser(new iam.User(stack, 'Mine'), { onlyFrom: ADDRESSES });
      const first = new cloudberry.CloudBerryBackupUser(stack, 'Backup', { access });
      first.addBucket(new s3.Bucket(stack, 'More'));
      return new veeam.VeeamM365Repository(stack, 'Second', { access: VendorAccess.sameUserAs(first) });
    },
    ['BackupPolicy', 'BackupPolicy2', 'SecondPolicy'],
  ],
  [
    'an existing user that one construct binds, and another one does not',
    (stack) => {
      const user = new iam.User(stack, 'Mine');
      const of = (id: string, access: UserAccess) => new cloudberry.CloudBerryBackupUser(stack, id, { access });
      of('Bound', VendorAccess.existingUser(user, { onlyFrom: ADDRESSES }));
      const free = of('Free', VendorAccess.existingUser(user));
      return of('Same', VendorAccess.sameUserAs(free));
    },
    ['BoundPolicy', 'SamePolicy'],
  ],
  [
    'an existing role, on each of its buckets',
    (stack) => {
      const access = VendorAccess.existingRole(ownRole(stack), { onlyFrom: ADDRESSES });
      const first = new velero.VeleroBackupLocation(stack, 'Backup', { access });
      return new velero.VeleroBackupLocation(stack, 'Second', { access: VendorAccess.sameRoleAs(first) });
    },
    ['BackupPolicy', 'SecondPolicy'],
  ],
  [
    'a second product of the same role',
    (stack) => {
      const role = { ...VENDOR, onlyFrom: ADDRESSES };
      const first = new logzio.LogzioArchiveBucket(stack, 'Product', { access: VendorAccess.vendorRole(role) });
      return new logzio.LogzioArchiveBucket(stack, 'Second', { access: VendorAccess.sameRoleAs(first) });
    },
    ['ProductPolicy'],
  ],
])('%s: the denial stands where it is needed, and once', (_, make, policies) => {
  const stack = newStack();
  make(stack);
  expect(Object.keys(found(stack))).toEqual(policies);
});

test('taking the denial out of the template is an error', () => {
  const stack = newStack();
  const l1 = archive(stack, ADDRESSES).policy.node.defaultChild as iam.CfnManagedPolicy;
  l1.addPropertyOverride('PolicyDocument.Statement', []);
  expect(synthErrorOf(stack)).toContain(SID);
});

test.each<[string, (stack: Stack) => CallerNetworks, string]>([
  [
    'no network',
    () => ({}),
    'access.onlyFrom.addresses: got nothing; allowed: at least one address, VPC endpoint or VPC. Or omit onlyFrom.',
  ],
  ['an address without a length', () => ({ addresses: ['203.0.113.7'] }), 'addresses[0]: got "203.0.113.7"; allowed: public IPv4 or IPv6'],
  ['a mask that is too short', () => ({ addresses: ['203.0.113.7/24'] }), 'Give 203.0.113.7/32 for this address alone'],
  [
    'an IPv6 mask that is too short',
    () => ({ addresses: ['2001:db8::1/48'] }),
    'a range of IPv6 addresses that starts with its first address',
  ],
  ['what is no IPv6 address', () => ({ addresses: ['2001:db8/48'] }), 'a range of IPv6 addresses that starts with its first address'],
  ['a private address', () => ({ addresses: ['10.0.0.0/16'] }), 'AWS never sees a private address. Give the public address'],
  ['a private IPv6 address', () => ({ addresses: ['fd00::/8'] }), 'AWS never sees a private address'],
  ['a multicast address', () => ({ addresses: ['224.0.0.0/8'] }), 'Nobody calls from such an address: it is reserved'],
  ['everywhere', () => ({ addresses: ['0.0.0.0/0'] }), 'allowed: at most a /8 of IPv4, or a /16 of IPv6'],
  ['everywhere in IPv6', () => ({ addresses: ['::/0'] }), 'allowed: at most a /8 of IPv4, or a /16 of IPv6'],
  ['half of the internet', () => ({ addresses: ['128.0.0.0/1'] }), 'allowed: at most a /8 of IPv4, or a /16 of IPv6'],
])('%s is an error', (_, networks, text) => {
  const stack = newStack();
  expect(errorOf(() => archive(stack, networks(stack)))).toContain(text);
});

test('a user that another construct made is bound where it was made', () => {
  const stack = newStack();
  const access = VendorAccess.existingUser(archive(stack, ADDRESSES).user as iam.IUser, { onlyFrom: ADDRESSES });
  expect(errorOf(() => new veeam.VeeamM365Repository(stack, 'Second', { access }))).toContain(
    'access.onlyFrom: got { addresses: ["203.0.113.0/24"] }; allowed: a user that the library did not create. Set it where the user is created: VendorAccess.iamUser({ onlyFrom }).',
  );
});

test('so is a role', () => {
  const stack = newStack();
  const first = new logzio.LogzioArchiveBucket(stack, 'Product', { access: VendorAccess.vendorRole(VENDOR) });
  const access = VendorAccess.existingRole(first.role as iam.IRole, { onlyFrom: ADDRESSES });
  expect(errorOf(() => new logzio.LogzioArchiveBucket(stack, 'Second', { access }))).toContain(
    'access.onlyFrom: got { addresses: ["203.0.113.0/24"] }; allowed: a role that the library did not create. Set it where the role is created: VendorAccess.vendorRole or workloadRole.',
  );
});

test('nothing is said of the own denial, and everything else is still noticed', () => {
  const stack = newStack();
  const made = archive(stack, ADDRESSES);
  expect(warningsOf(stack)).toEqual([]);
  made.bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: [made.bucket.arnForObjects('*')],
      conditions: { StringEquals: { 'aws:PrincipalType': 'User' } },
    }),
  );
  expect(warningsOf(stack).join()).toContain('core.denied');
});

test('nor of networks that only the deployment knows', () => {
  const stack = newStack();
  const vpcs = [new ec2.Vpc(stack, 'Own', { maxAzs: 1, natGateways: 0 })];
  const addresses = [new CfnParameter(stack, 'Office', { default: '203.0.113.0/24', allowedPattern: '[0-9.]+/24' }).valueAsString];
  new logzio.LogzioArchiveBucket(stack, 'Product', {
    access: VendorAccess.iamUser({ onlyFrom: { addresses, vpcs } }),
    encryptionKey: new kms.Key(stack, 'Key'),
  });
  expect(warningsOf(stack)).toEqual([]);
});

const OWN_ENDPOINT = (stack: Stack, service = ec2.GatewayVpcEndpointAwsService.S3) =>
  new ec2.Vpc(stack, 'Own', { maxAzs: 1, natGateways: 0 }).addGatewayEndpoint('Endpoint', { service });
const notFrom = (addresses: string | string[]) => () => ({ NotIpAddress: { 'aws:SourceIp': addresses } });
const notThrough = () => ({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } });
const BY_NETWORK = /^the bucket policy .*depending.*core.bucketDeniesByNetwork/;

function ownVpc(stack: Stack, service?: ec2.GatewayVpcEndpointAwsService) {
  const made = new ec2.Vpc(stack, 'Made');
  if (service) made.addGatewayEndpoint('Way', { service });
  return made;
}
const NO_WAY =
  /no VPC endpoint of the app leads from 'Stack\/Made' to Amazon S3 in eu-west-1\..* gateway endpoint with route tables.*core.mayBeDenied/;
const S3_VPC = (stack: Stack): CallerNetworks => ({ vpcs: [ownVpc(stack, ec2.GatewayVpcEndpointAwsService.S3)] });
const gatewayTo = (stack: Stack, more: object): CallerNetworks => {
  const made = ownVpc(stack, ec2.GatewayVpcEndpointAwsService.S3);
  const l1 = made.node.findChild('Way').node.defaultChild as CfnResource;
  for (const [name, value] of Object.entries(more)) {
    l1.addPropertyOverride(name, value);
  }
  return { vpcs: [made] };
};
/** What `ownVpc` makes. */
const [VPC_ID, WAY_ID] = ['MadeC17AB48A', 'MadeWay1E138A0D'].map((id) => Fn.ref(id));

test.each<[string, (stack: Stack) => CallerNetworks, ((networks: CallerNetworks) => object) | undefined, RegExp?]>([
  ['the same endpoint', GIVEN.vpcEndpoints, notThrough],
  ['another endpoint', (stack) => ({ vpcEndpoints: [OWN_ENDPOINT(stack)] }), notThrough, BY_NETWORK],
  [
    'an endpoint of the app',
    (stack) => ({ vpcEndpoints: [OWN_ENDPOINT(stack)] }),
    ({ vpcEndpoints = [] }) => ({ StringNotEquals: { 'aws:SourceVpce': vpcEndpoints[0].vpcEndpointId } }),
  ],
  ['an address, where only an endpoint is let in', GIVEN.addresses, notThrough, /core.denied/],
  ['both, where only one is let in', (stack) => ({ ...ADDRESSES, ...GIVEN.vpcEndpoints(stack) }), notThrough, BY_NETWORK],
  [
    'both, where both are',
    (stack) => ({ ...ADDRESSES, ...GIVEN.vpcEndpoints(stack) }),
    () => ({ NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' }, StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }),
  ],
  ['a wider range', GIVEN.addresses, notFrom(['192.0.2.0/24', '203.0.112.0/22'])],
  ['a part of the range', GIVEN.addresses, notFrom('203.0.113.0/25'), BY_NETWORK],
  ['another range', GIVEN.addresses, notFrom('192.0.2.0/24'), /core.denied/],
  ['an endpoint of S3', (stack) => ({ vpcEndpoints: [OWN_ENDPOINT(stack)] }), undefined],
  [
    'no endpoint of S3',
    (stack) => ({ vpcEndpoints: [OWN_ENDPOINT(stack, ec2.GatewayVpcEndpointAwsService.DYNAMODB)] }),
    undefined,
    /'Stack\/Own\/Endpoint' do not lead to Amazon S3 in eu-west-1.*core.denied/,
  ],
  [
    'an endpoint of directory buckets',
    (stack) => ({ vpcEndpoints: [OWN_ENDPOINT(stack, ec2.GatewayVpcEndpointAwsService.S3_EXPRESS)] }),
    undefined,
    /'Stack\/Own\/Endpoint' do not lead to Amazon S3.*core.denied/,
  ],
  [
    'a VPC with an endpoint of access points in all regions',
    (stack) => gatewayTo(stack, { ServiceName: 'com.amazonaws.s3-global.accesspoint' }),
    undefined,
    NO_WAY,
  ],
  ['a VPC with an endpoint of what the deployment knows', (stack) => gatewayTo(stack, { ServiceName: { Ref: 'Name' } }), undefined],
  ['a VPC with an endpoint of S3', S3_VPC, undefined],
  ['a VPC without an endpoint', (stack) => ({ vpcs: [ownVpc(stack)] }), undefined, NO_WAY],
  ['a VPC with another endpoint', (stack) => ({ vpcs: [ownVpc(stack, ec2.GatewayVpcEndpointAwsService.DYNAMODB)] }), undefined, NO_WAY],
  ['a VPC with an endpoint of no route table', (stack) => gatewayTo(stack, { RouteTableIds: [] }), undefined, NO_WAY],
  ['a VPC whose route tables the deployment knows', (stack) => gatewayTo(stack, { RouteTableIds: { Ref: 'Tables' } }), undefined],
  [
    'a VPC with an endpoint of another region',
    (stack) => gatewayTo(stack, { ServiceName: 'com.amazonaws.eu-north-1.s3' }),
    undefined,
    NO_WAY,
  ],
  [
    'a VPC with an endpoint in any region',
    (stack) => gatewayTo(stack, { ServiceName: { 'Fn::Join': ['.', ['com.amazonaws', { Ref: 'Place' }, 's3']] } }),
    undefined,
  ],
  ['a VPC whose only endpoint is let in', S3_VPC, () => ({ StringNotEquals: { 'aws:SourceVpce': WAY_ID } })],
  ['a VPC that is let in with its endpoint', S3_VPC, () => ({ StringNotEquals: { 'aws:SourceVpce': WAY_ID, 'aws:SourceVpc': VPC_ID } })],
  ['a VPC whose addresses are let in', S3_VPC, () => ({ NotIpAddress: { 'aws:VpcSourceIp': ['192.168.0.0/16', '10.0.0.0/8'] } })],
  [
    'a VPC that is let in by its addresses',
    S3_VPC,
    () => ({ NotIpAddress: { 'aws:VpcSourceIp': Fn.getAtt('MadeC17AB48A', 'CidrBlock') } }),
  ],
  [
    'a VPC, where the addresses of another are let in',
    (stack) => {
      new ec2.Vpc(stack, 'Own', { ipAddresses: ec2.IpAddresses.cidr('172.16.0.0/16') });
      return S3_VPC(stack);
    },
    () => ({ NotIpAddress: { 'aws:VpcSourceIp': Fn.getAtt('Own30425842', 'CidrBlock') } }),
    /core.denied/,
  ],
  ['a VPC of which some addresses are let in', S3_VPC, () => ({ NotIpAddress: { 'aws:VpcSourceIp': '10.0.128.0/17' } }), BY_NETWORK],
  [
    'a VPC, where other private addresses are let in',
    S3_VPC,
    () => ({ NotIpAddress: { 'aws:VpcSourceIp': '192.168.0.0/16' } }),
    /core.denied/,
  ],
  [
    'a VPC with two endpoints, of which one is let in',
    (stack) => {
      const networks = gatewayTo(stack, {});
      networks.vpcs?.[0].addInterfaceEndpoint('Other', { service: ec2.InterfaceVpcEndpointAwsService.S3 });
      return networks;
    },
    () => ({ StringNotEquals: { 'aws:SourceVpce': WAY_ID } }),
    BY_NETWORK,
  ],
  [
    'an endpoint whose VPC is let in',
    (stack) => ({ vpcEndpoints: [OWN_ENDPOINT(stack)] }),
    () => ({ StringNotEquals: { 'aws:SourceVpc': Fn.ref('Own30425842') } }),
  ],
  ['a VPC without an endpoint, or an address', (stack) => ({ vpcs: [ownVpc(stack)], ...ADDRESSES }), undefined],
])('a bucket policy that lets in calls from some networks, and the product from %s', (_, networks, conditions, ...[says]) => {
  const stack = newStack();
  const given = networks(stack);
  const { bucket } = archive(stack, given);
  if (conditions) {
    const denied = { principals: [new iam.AnyPrincipal()], actions: ['s3:*'], resources: [bucket.bucketArn, bucket.arnForObjects('*')] };
    bucket.addToResourcePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, ...denied, conditions: conditions(given) as never }));
  }
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

test('what the construct withholds is still defended', () => {
  const stack = newStack();
  const made = backup(stack);
  const all = { actions: ['s3:DeleteObjectVersion'], resources: [made.bucket.arnForObjects('*')] };
  made.policy.addStatements(new iam.PolicyStatement(all));
  expect(synthErrorOf(stack)).toContain('the construct protects the data from it');
});

const { BACKUP_COPY: usage } = veeam.VeeamM365Usage;
const appliance = (stack: Stack, network?: veeam.VeeamArchiverNetwork) =>
  network?.appliance() ?? new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'] }).appliance();

test.each<[string, (stack: Stack) => VendorBucketAccess, boolean]>([
  [
    'an appliance in another network',
    (stack) =>
      new veeam.VeeamM365Repository(stack, 'Product', {
        access: VendorAccess.iamUser({ onlyFrom: ADDRESSES }),
        usage,
        archiverAppliance: appliance(stack),
      }),
    true,
  ],
  [
    'an appliance in a VPC that is given',
    (stack) => {
      const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'] });
      const onlyFrom = { ...ADDRESSES, vpcs: [network.vpc] };
      const access = VendorAccess.iamUser({ onlyFrom });
      return new veeam.VeeamM365Repository(stack, 'Product', { access, usage, archiverAppliance: network.appliance() });
    },
    false,
  ],
  ['no appliance', (stack) => archive(stack, ADDRESSES), false],
  [
    'an appliance of a user that is bound by another construct',
    (stack) => {
      const access = VendorAccess.sameUserAs(archive(stack, ADDRESSES));
      return new veeam.VeeamM365Repository(stack, 'Copies', { access, usage, archiverAppliance: appliance(stack) });
    },
    true,
  ],
  [
    'customers whose agents are anywhere',
    (stack) => new cloudberry.CloudBerryManagedBackup(stack, 'Product', { access: VendorAccess.iamUser({ onlyFrom: ADDRESSES }) }),
    true,
  ],
  [
    'a restore that EC2 reads with the signature of the agent',
    (stack) => {
      const first = backup(stack);
      const props = { access: VendorAccess.sameUserAs(first), bucket: first.bucket, importRole: cloudberry.VmImportRole.existing() };
      return new cloudberry.CloudBerryEc2Restore(stack, 'Restore', props);
    },
    true,
  ],
  [
    'a server that signs addresses for its command line',
    (stack) => new velero.VeleroBackupLocation(stack, 'Product', { access: VendorAccess.iamUser({ onlyFrom: ADDRESSES }) }),
    true,
  ],
  ['the same from anywhere', (stack) => new velero.VeleroBackupLocation(stack, 'Product'), false],
])('%s: a warning if somebody else calls with the same credentials', (_, make, warned) => {
  const stack = newStack();
  make(stack);
  expect(warningsOf(stack).join().includes(ELSEWHERE)).toBe(warned);
});
