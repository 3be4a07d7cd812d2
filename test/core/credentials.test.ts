import { Fn, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type VendorAccess as Access, VendorAccess, Workload } from '../../src';
import { VeleroBackupLocation } from '../../src/velero';
import { CLUSTER, ISSUER, POD } from '../matrix/workloads';
import { ACCOUNT, newStack, warningsOf } from '../util';

// What the credentials of a principal carry, by who can assume it: MFA, and keys of the service that hands them out.

type Conditions = Record<string, Record<string, unknown>>;

const role = (assumedBy: iam.IPrincipal) => (stack: Stack) => VendorAccess.existingRole(new iam.Role(stack, 'Own', { assumedBy }));
const service = (name: string) => new iam.ServicePrincipal(`${name}.amazonaws.com`);
const externalId = (account: string) =>
  new iam.AccountPrincipal(account).withConditions({ StringEquals: { 'sts:ExternalId': 'a1b2c3d4' } });
const people = new iam.AccountRootPrincipal();
const oidc = (stack: Stack) => new iam.OidcProviderNative(stack, 'Provider', { url: `https://${ISSUER}` });

const MACHINES: Record<string, (stack: Stack) => Access> = {
  'pods with an association': () => VendorAccess.workloadRole(Workload.podIdentity({ ...POD, clusterName: CLUSTER })),
  'pods with a token': (stack) => VendorAccess.workloadRole(Workload.serviceAccount({ ...POD, provider: oidc(stack) })),
  'pods with a token, with your own role': (stack) => role(new iam.OpenIdConnectPrincipal(oidc(stack)))(stack),
  instances: () => VendorAccess.workloadRole(Workload.ec2Instance()),
  'functions, with your own role': role(service('lambda')),
  'a vendor, with your own role': role(externalId('444455556666')),
  'a vendor and instances': role(new iam.CompositePrincipal(externalId('444455556666'), service('ec2'))),
};
const OTHERS: Record<string, (stack: Stack) => Access> = {
  'a user': () => VendorAccess.iamUser(),
  'people, with your own role': role(people),
  'people and instances': role(new iam.CompositePrincipal(people, service('ec2'))),
  'people who sign in with SAML': role(
    new iam.SamlPrincipal(iam.SamlProvider.fromSamlProviderArn(newStack(), 'S', 'a:saml-provider/b'), {}),
  ),
  'an imported role': (stack) => VendorAccess.existingRole(iam.Role.fromRoleArn(stack, 'Own', `arn:aws:iam::${ACCOUNT}:role/own`)),
};
const WHO = { ...MACHINES, ...OTHERS };

function saidOf(who: string, conditions: Conditions): string[] {
  const stack = newStack();
  const { bucket } = new VeleroBackupLocation(stack, 'Backups', { access: WHO[who](stack) });
  const resources = [bucket.bucketArn, bucket.arnForObjects('*')];
  const principals = [new iam.AnyPrincipal()];
  bucket.addToResourcePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:*'], principals, resources, conditions }));
  return warningsOf(stack).flatMap((one) => /core\.(denied|mayBeDenied)/.exec(one)?.[1] ?? []);
}

const by = (conditions: Conditions) => Object.fromEntries(Object.keys(WHO).map((who) => [who, saidOf(who, conditions).join()]));
const except = (usual: string, others: Record<string, string>) => ({
  ...Object.fromEntries(Object.keys(WHO).map((who) => [who, usual])),
  ...others,
});

test.each<[string, Conditions]>([
  ['without MFA', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }],
  ['without a recent one', { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } }],
])('calls %s are those of all software, and perhaps of people', (_, conditions) => {
  const machines = Object.fromEntries([...Object.keys(MACHINES), 'a user'].map((who) => [who, 'denied']));
  expect(by(conditions)).toEqual(except('', machines));
});

const perhaps = Object.fromEntries(Object.keys(MACHINES).map((who) => [who, 'mayBeDenied']));
const VENDOR = 'a vendor, with your own role';

test.each<[string, Conditions, Record<string, string>]>([
  ['that there was no MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, { [VENDOR]: 'denied' }],
  ['the same, as a text', { StringEquals: { 'aws:multifactorauthpresent': 'false' } }, { [VENDOR]: 'denied' }],
  ['nothing of MFA', { Null: { 'aws:MultiFactorAuthPresent': 'true' } }, { [VENDOR]: '', 'a user': 'denied' }],
  ['that there was MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, Object.fromEntries(Object.keys(WHO).map((who) => [who, '']))],
])('credentials of software may say %s', (_, conditions, others) => {
  expect(by(conditions)).toEqual(except('', { ...perhaps, ...others }));
});

test.each<[string, Conditions]>([
  ['no provider', { Null: { 'aws:FederatedProvider': 'true' } }],
  ['another provider', { StringNotEquals: { 'aws:FederatedProvider': `arn:aws:iam::${ACCOUNT}:oidc-provider/other` } }],
])('credentials of %s are not those of tokens', (_, conditions) => {
  const said = by(conditions);
  const own = said['pods with a token, with your own role'];
  expect([said.instances, said['a user'], said['pods with a token']]).toEqual(['denied', 'denied', own]);
  expect(own).not.toBe('denied');
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
const FROM_ITS_VPC = { StringNotEquals: { 'aws:EC2InstanceSourceVPC': '${aws:SourceVpc}' }, Null: { 'ec2:SourceInstanceARN': 'false' } };

test.each<[string, Conditions]>([
  ['old metadata service', { NumericLessThan: { 'ec2:RoleDelivery': '2.0' } }],
  ['another VPC', { ...FROM_ITS_VPC, BoolIfExists: { 'aws:ViaAWSService': 'false' } }],
])('credentials of an instance, %s: whoever cannot have them is not meant', (_, conditions) => {
  const instances = ['instances', 'a vendor and instances', 'people and instances', 'an imported role'].map((who) => [who, 'mayBeDenied']);
  expect(by(conditions)).toEqual(except('', Object.fromEntries(instances)));
});

test('credentials of a function are those of a role that Lambda may assume', () => {
  const some = { 'functions, with your own role': 'mayBeDenied', 'an imported role': 'mayBeDenied' };
  expect(by({ StringNotLike: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:*' }, Null: { 'lambda:SourceFunctionArn': 'false' } })).toEqual(
    except('', some),
  );
});

const AUDIENCE = 'sts.amazonaws.com';

test.each<[string, string[] | undefined, boolean]>([
  ['another audience', ['kubernetes'], true],
  ['no audience', [], true],
  ['several', ['kubernetes', AUDIENCE], false],
  ['one that a parameter gives', [Fn.ref('Audience')], false],
  ['audiences that are not given', undefined, false],
])('tokens of a provider with %s', (_, clientIds, isRefused) => {
  const said = [iam.OidcProviderNative, iam.OpenIdConnectProvider].flatMap((Provider) =>
    ['workload', 'own', 'import', 'import of another'].map((kind) => {
      const stack = newStack();
      const made = new Provider(stack, 'Provider', { url: `https://${ISSUER}${kind === 'import of another' ? '/2' : ''}`, clientIds });
      const arn = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
      const provider = kind.startsWith('import') ? iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Import', arn) : made;
      const assumedBy = new iam.OpenIdConnectPrincipal(provider, { StringEquals: { [`${ISSUER}:aud`]: AUDIENCE, [`${ISSUER}:sub`]: 'a' } });
      const access = kind === 'own' ? role(assumedBy)(stack) : VendorAccess.workloadRole(Workload.serviceAccount({ ...POD, provider }));
      new VeleroBackupLocation(stack, 'Backups', { access });
      return warningsOf(stack).filter((one) => /audiences of the OIDC provider.*allowed: sts.amazonaws.com.*core.denied/.test(one)).length;
    }),
  );
  expect(said).toEqual(said.map((_, at) => (isRefused && at % 4 < 3 ? 1 : 0)));
});
