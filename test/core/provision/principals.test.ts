import { Duration, type IPropertyInjector, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { AccessKeys, type CallerNetworks, VendorAccess, Workload } from '../../../src';
import { HANDED_BY } from '../../../src/core/private/env/shared-principals';
import type { BoundAccess } from '../../../src/core/private/provision/binding';
import { CLUSTER, ISSUER, POD } from '../../matrix/workloads';
import { ACCOUNT, errorOf, newStack, synthErrorOf, warningsOf } from '../../util';
import { PRODUCT } from './product';

// What each kind of access creates, and what a construct learns of it.

const bind = (stack: Stack, access: VendorAccess, id = 'It'): BoundAccess => access._binding.bind(new Construct(stack, id), PRODUCT);

/** The resources of a template by construct id, without the types. */
function resourcesOf(stack: Stack): Record<string, unknown> {
  const all = Object.entries<{ Properties?: object }>(Template.fromStack(stack).toJSON().Resources);
  return Object.fromEntries(all.map(([id, { Properties }]) => [id.replace(/[\dA-F]{8}$/, ''), Properties]));
}

const id = (name: string) => expect.stringMatching(new RegExp(`^${name}[\\dA-F]{8}$`));
const ref = (name: string) => ({ Ref: id(name) });
const secretString = (key: string, first: string, second: string) => ({
  'Fn::Join': ['', [`{"${first}":"`, ref(key), `","${second}":"`, { 'Fn::GetAtt': [id(key), 'SecretAccessKey'] }, '"}']],
});
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
const boundary = (stack: Stack) => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', BOUNDARY);
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
const ADDRESSES: CallerNetworks = { addresses: ['203.0.113.0/24'] };
const VENDOR = { accountId: '444455556666', externalId: 'an-external-id' };

describe('a new user', () => {
  test('has a group, and a key in a secret; its sessions are refused', () => {
    const stack = newStack();
    const { arn, attach, secret, user, ...more } = bind(stack, VendorAccess.iamUser());
    expect(resourcesOf(stack)).toEqual({
      ItUser: { Groups: [ref('ItGroup')] },
      ItGroup: undefined,
      ItAccessKey1: { Status: 'Active', UserName: ref('ItUser') },
      ItSecret: {
        Description: 'Access key of the IAM user for Agent',
        SecretString: secretString('ItAccessKey1', 'accessKeyId', 'secretAccessKey'),
      },
    });
    expect(more).toEqual({ naming: {}, refusesSessions: 'everywhere', secretFields: ['accessKeyId', 'secretAccessKey'] });
    expect([arn, secret]).toEqual([user?.userArn, stack.node.findChild('It').node.findChild('Secret')]);
  });

  test('has what is given', () => {
    const stack = newStack();
    const options = {
      ...{ userName: 'u', groupName: 'g', path: '/p/', permissionsBoundary: boundary(stack), onlyFrom: ADDRESSES },
      ...{ secretName: 's', secretEncryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY), secretFields: { id: 'i', secret: 'k' } },
      ...{ accessKeys: AccessKeys.retiring(3), allowSessionTokens: true },
    };
    const { naming, onlyFrom, refusesSessions, secretFields } = bind(stack, VendorAccess.iamUser(options));
    expect(resourcesOf(stack)).toEqual({
      ItUser: { Groups: [ref('ItGroup')], Path: '/p/', PermissionsBoundary: BOUNDARY, UserName: 'u' },
      ItGroup: { GroupName: 'g', Path: '/p/' },
      ItAccessKey2: { Status: 'Inactive', UserName: ref('ItUser') },
      ItAccessKey3: { Status: 'Active', UserName: ref('ItUser') },
      ItSecret: expect.objectContaining({ KmsKeyId: KEY, Name: 's', SecretString: secretString('ItAccessKey3', 'i', 'k') }),
    });
    expect({ onlyFrom, refusesSessions, secretFields }).toEqual({
      onlyFrom: { networks: ADDRESSES, on: 'everything' },
      refusesSessions: undefined,
      secretFields: ['i', 'k'],
    });
    expect(naming).toMatchObject({ path: '/p/' });
  });

  test('without a key, has no secret', () => {
    const stack = newStack();
    const { secret, secretFields } = bind(stack, VendorAccess.iamUser({ accessKeys: AccessKeys.outside() }));
    expect([Object.keys(resourcesOf(stack)), secret, secretFields]).toEqual([['ItUser', 'ItGroup'], undefined, undefined]);
  });
});

const trust = (more: object, Action: unknown = 'sts:AssumeRole', Effect = 'Allow') => ({
  Version: '2012-10-17',
  Statement: [{ Action, Effect, ...more }],
});
const IN_AWS = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::444455556666:root']] };
const cluster = (region: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:eks:${region}:${ACCOUNT}:cluster/${CLUSTER}`]],
});
const provider = (stack: Stack) =>
  iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Provider', `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`);
const tagsOf = (kind: string, region: string) => ({
  [`aws:${kind}/eks-cluster-arn`]: cluster(region),
  [`aws:${kind}/kubernetes-namespace`]: POD.namespace,
  [`aws:${kind}/kubernetes-service-account`]: POD.serviceAccount,
});
const OF_POD = { 'kubernetes-pod-name': { Pod: 'name' }, 'kubernetes-pod-uid': { Pod: 'uid' }, 'eks-cluster-name': CLUSTER };
const podIn = (region: string) => ({
  trust: trust(
    {
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT, ...tagsOf('RequestTag', region) } },
      Principal: { Service: 'pods.eks.amazonaws.com' },
    },
    ['sts:AssumeRole', 'sts:TagSession'],
  ),
  session: {
    ...tagsOf('PrincipalTag', region),
    ...Object.fromEntries(Object.entries(OF_POD).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value])),
  },
  handedBy: {
    type: 'AWS::EKS::PodIdentityAssociation',
    properties: { ClusterName: CLUSTER, Namespace: POD.namespace, ServiceAccount: POD.serviceAccount },
  },
});

interface Role {
  readonly trust: object;
  readonly session?: object;
  readonly handedBy?: object;
}

const ROLES: [string, (stack: Stack) => VendorAccess, Role][] = [
  [
    'of a vendor',
    () => VendorAccess.vendorRole(VENDOR),
    { trust: trust({ Principal: { AWS: IN_AWS }, Condition: { StringEquals: { 'sts:ExternalId': 'an-external-id' } } }) },
  ],
  [
    'of a vendor, closed',
    () => VendorAccess.pendingVendorRole({ accountId: VENDOR.accountId }),
    { trust: trust({ Principal: { AWS: '*' } }, 'sts:AssumeRole', 'Deny') },
  ],
  [
    'of a vendor, opened',
    () => VendorAccess.pendingVendorRole(VENDOR),
    { trust: trust({ Principal: { AWS: IN_AWS }, Condition: { StringEquals: { 'sts:ExternalId': 'an-external-id' } } }) },
  ],
  [
    'of instances',
    () => VendorAccess.workloadRole(Workload.ec2Instance()),
    { trust: trust({ Principal: { Service: 'ec2.amazonaws.com' } }), handedBy: { type: 'AWS::IAM::InstanceProfile', properties: {} } },
  ],
  ['of pods', () => VendorAccess.workloadRole(Workload.podIdentity({ ...POD, clusterName: CLUSTER })), podIn('eu-west-1')],
  [
    'of pods in another region',
    () => VendorAccess.workloadRole(Workload.podIdentity({ ...POD, clusterName: CLUSTER, clusterRegion: 'eu-north-1' })),
    { ...podIn('eu-north-1'), handedBy: { ...podIn('eu-north-1').handedBy, region: 'eu-north-1' } },
  ],
  [
    'of a service account',
    (stack) => VendorAccess.workloadRole(Workload.serviceAccount({ ...POD, provider: provider(stack) })),
    {
      trust: trust(
        {
          Condition: {
            StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: 'system:serviceaccount:velero:velero-server' },
          },
          Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}` },
        },
        'sts:AssumeRoleWithWebIdentity',
      ),
      session: { 'aws:FederatedProvider': `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}` },
    },
  ],
];

test.each(ROLES)('a role %s: whom it trusts, what its sessions carry, and which resource hands it over', (_, access, expected) => {
  const stack = newStack();
  const { arn, role, session } = bind(stack, access(stack));
  expect(resourcesOf(stack)).toEqual({ ItRole: { AssumeRolePolicyDocument: expected.trust, Description: 'Assumed by Agent' } });
  const handedBy = HANDED_BY.get(role?.node.defaultChild as Construct);
  expect(stack.resolve({ session, handedBy, arn })).toEqual({
    ...{ arn: { 'Fn::GetAtt': [id('ItRole'), 'Arn'] } },
    ...(expected.session && { session: expected.session }),
    ...(expected.handedBy && { handedBy: expected.handedBy }),
  });
});

test.each([
  ['vendor', (more: object) => VendorAccess.vendorRole({ ...VENDOR, ...more })],
  ['workload', (more: object) => VendorAccess.workloadRole(Workload.ec2Instance(), more)],
])('a role of a %s has what is given', (_, access) => {
  const stack = newStack();
  const given = { roleName: 'r', path: '/p/', maxSessionDuration: Duration.hours(2), onlyFrom: ADDRESSES };
  const { naming, onlyFrom } = bind(stack, access({ ...given, permissionsBoundary: boundary(stack) }));
  expect(resourcesOf(stack).ItRole).toMatchObject({
    ...{ RoleName: 'r', Path: '/p/', MaxSessionDuration: 7200, PermissionsBoundary: BOUNDARY },
  });
  expect([naming, onlyFrom]).toMatchObject([{ path: '/p/' }, { networks: ADDRESSES, on: 'everything' }]);
});

test('a closed role says what to do next', () => {
  const stack = newStack();
  const { trust: kept } = bind(stack, VendorAccess.pendingVendorRole({ accountId: VENDOR.accountId }));
  expect(kept).toEqual({ accountId: VENDOR.accountId });
  expect(warningsOf(stack)).toEqual([expect.stringMatching(/^the role is closed.*Register the role.*core\.externalIdPending/)]);
});

const allow = (more: object = {}) =>
  new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.AccountPrincipal(VENDOR.accountId)], ...more });
const withId = { conditions: { StringEquals: { 'sts:ExternalId': 'another' } } };

test.each<[string, VendorAccess, iam.PolicyStatement, RegExp]>([
  ['a closed role', VendorAccess.pendingVendorRole({ accountId: VENDOR.accountId }), allow(withId), /'externalId' to VendorAccess.pending/],
  ['a role of a vendor, without the external id', VendorAccess.vendorRole(VENDOR), allow(), /without the external id/],
  ['a role of instances', VendorAccess.workloadRole(Workload.ec2Instance()), allow(withId), /use VendorAccess.existingRole/],
])('%s cannot be opened', (_, access, statement, message) => {
  const stack = newStack();
  (bind(stack, access).role as iam.Role).assumeRolePolicy?.addStatements(statement);
  expect(synthErrorOf(stack)).toMatch(message);
});

const mine = (stack: Stack) => new iam.User(stack, 'Mine');
const own = (stack: Stack) => new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
const madeUser = (stack: Stack, options?: Parameters<typeof VendorAccess.iamUser>[0]) =>
  bind(stack, VendorAccess.iamUser(options), 'First').user as iam.IUser;
const madeRole = (stack: Stack, options?: object) =>
  bind(stack, VendorAccess.vendorRole({ ...VENDOR, ...options }), 'First').role as iam.IRole;
const ITS = { networks: ADDRESSES, on: 'its bucket' };

type Known = Pick<BoundAccess, 'keyIn' | 'naming' | 'refusesSessions'> & { readonly onlyFrom?: object };
test.each<[string, (stack: Stack) => VendorAccess, (stack: Stack) => Known]>([
  ['a user', (stack) => VendorAccess.existingUser(mine(stack)), () => ({ naming: {}, refusesSessions: 'on its bucket' })],
  [
    'a user with options',
    (stack) => VendorAccess.existingUser(mine(stack), { allowSessionTokens: true, onlyFrom: ADDRESSES, path: '/p/' }),
    () => ({ naming: { allowSessionTokens: true, onlyFrom: ADDRESSES, path: '/p/' } as object, onlyFrom: ITS }),
  ],
  [
    'a user of another construct',
    (stack) => VendorAccess.existingUser(madeUser(stack, { path: '/p/', namePrefix: 'n-', userName: 'u' }), { path: '/q/' }),
    (stack) => ({ naming: { path: '/q/', namePrefix: 'n-' }, keyIn: stack.node.findChild('First') as Construct }),
  ],
  [
    'a user of another construct, without a key, in given networks',
    (stack) => VendorAccess.existingUser(madeUser(stack, { accessKeys: AccessKeys.outside(), onlyFrom: ADDRESSES })),
    () => ({ naming: {}, onlyFrom: { networks: ADDRESSES, on: 'nothing more' } }),
  ],
  ['a role', (stack) => VendorAccess.existingRole(own(stack)), () => ({ naming: {} })],
  [
    'a role with options',
    (stack) => VendorAccess.existingRole(own(stack), { onlyFrom: ADDRESSES, path: '/p/' }),
    () => ({ naming: { onlyFrom: ADDRESSES, path: '/p/' } as object, onlyFrom: ITS }),
  ],
  [
    'a role of another construct',
    (stack) => VendorAccess.existingRole(madeRole(stack, { path: '/p/', onlyFrom: ADDRESSES })),
    () => ({ naming: { path: '/p/' }, onlyFrom: { networks: ADDRESSES, on: 'nothing more' } }),
  ],
])('%s that exists: what is known of it', (_, access, expected) => {
  const stack = newStack();
  const { keyIn, naming, onlyFrom, refusesSessions } = bind(stack, access(stack));
  expect({ keyIn, naming, onlyFrom, refusesSessions }).toEqual(expected(stack));
});

test('what a principal is called later, another construct is told without its own names', () => {
  const stack = newStack();
  const user = mine(stack);
  bind(stack, VendorAccess.existingUser(user, { path: '/p/', namePrefix: 'n-', policyName: 'only-here' }), 'First');
  expect(bind(stack, VendorAccess.existingUser(user)).naming).toEqual({ path: '/p/', namePrefix: 'n-' });
});

const MISSING = undefined as never;
test.each<[string, () => unknown, string]>([
  ['VendorAccess.iamUser', () => VendorAccess.iamUser({ userName: 7 as never }), 'userName: got 7'],
  ['VendorAccess.existingUser', () => VendorAccess.existingUser(MISSING), 'user: got nothing'],
  ['VendorAccess.existingRole', () => VendorAccess.existingRole(MISSING), 'role: got nothing'],
  ['VendorAccess.vendorRole', () => VendorAccess.vendorRole({} as never), 'accountId: got nothing'],
  ['VendorAccess.pendingVendorRole', () => VendorAccess.pendingVendorRole({} as never), 'accountId: got nothing'],
  ['VendorAccess.workloadRole', () => VendorAccess.workloadRole(MISSING), 'workload: got nothing'],
  ['Workload.serviceAccount', () => Workload.serviceAccount({} as never), 'namespace: got nothing'],
  ['Workload.podIdentity', () => Workload.podIdentity({} as never), 'clusterName: got nothing'],
])('%s says what is missing', (name, call, problem) => {
  expect(errorOf(call)).toMatch(new RegExp(`^${name} failed:.*${problem}`, 's'));
});

type Injectable = { readonly PROPERTY_INJECTION_ID: string };
const another = { managedPolicyArn: `arn:aws:iam::${ACCOUNT}:policy/other` } as iam.IManagedPolicy;
const otherKey = { keyArn: `${KEY}2`, grantEncryptDecrypt: () => {}, grant: () => {}, addAlias: () => {} } as unknown as kms.IKey;
const anybody = { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), externalIds: undefined };
const user = (stack: Stack) =>
  VendorAccess.iamUser({ permissionsBoundary: boundary(stack), secretEncryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY) });
const role = (stack: Stack) =>
  VendorAccess.vendorRole({ ...VENDOR, permissionsBoundary: boundary(stack), maxSessionDuration: Duration.hours(2) });
const closed = () => VendorAccess.pendingVendorRole({ accountId: VENDOR.accountId });
const instances = () => VendorAccess.workloadRole(Workload.ec2Instance());

test.each<[string, Injectable, object, (stack: Stack) => VendorAccess, RegExp]>([
  ['the boundary of a user', iam.User, { permissionsBoundary: another }, user, /User', PermissionsBoundary: got .*other/],
  ['the boundary of a role', iam.Role, { permissionsBoundary: another }, role, /Role', PermissionsBoundary: got .*other/],
  ['the longest session', iam.Role, { maxSessionDuration: Duration.hours(3) }, role, /MaxSessionDuration: got 10800; allowed: .*7200/],
  ['who assumes the role of a vendor', iam.Role, anybody, role, /AssumeRolePolicyDocument.*lambda/],
  ['who assumes no role yet', iam.Role, anybody, closed, /AssumeRolePolicyDocument.*lambda/],
  ['whether a key works', iam.AccessKey, { status: 'Inactive' }, user, /Status: got "Inactive"; allowed: .*"Active"/],
  ['whose key it is', iam.AccessKey, { user: { userName: 'other' } }, user, /UserName: got "other"/],
  ['what is in the secret', secretsmanager.Secret, { secretObjectValue: {} }, user, /SecretString: got a value that is not shown/],
  ['the key of the secret', secretsmanager.Secret, { encryptionKey: otherKey }, user, /KmsKeyId: got .*key\/12/],
  ['who assumes the role of instances', iam.Role, anybody, instances, /AssumeRolePolicyDocument.*lambda/],
])('a property injector must not change %s', (_, type, more, access, message) => {
  const inject = (props: object) => ({ ...props, ...more });
  const injector = { constructUniqueId: type.PROPERTY_INJECTION_ID, inject } as IPropertyInjector;
  const stack = newStack(undefined, { propertyInjectors: [injector] });
  bind(stack, access(stack));
  expect(synthErrorOf(stack)).toMatch(message);
});
