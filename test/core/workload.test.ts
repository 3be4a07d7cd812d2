import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type NewRoleOptions, type PodIdentityOptions, VendorAccess, Workload } from '../../src';
import { deployed, idOf, PARTITIONS } from '../matrix/deployed';
import type { Trusted } from '../matrix/requests';
import { CLUSTER, ISSUER, instanceOnly, POD, podIdentityOnly, tokenOnly } from '../matrix/workloads';
import type { World } from '../matrix/world';
import { ACCOUNT, errorOf, newStack, synthErrorOf } from '../util';
import { PRODUCT } from './provision/product';

// The role of a workload: whom it trusts, and what an app can add to its trust policy.

const imported = (stack: Stack, { account, partition } = Stack.of(stack)) =>
  iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Provider', `arn:${partition}:iam::${account}:oidc-provider/${ISSUER}`);
const ofAnApp = (stack: Stack) => new iam.OidcProviderNative(stack, 'Provider', { url: `https://${ISSUER}` });
const literal = (account = ACCOUNT) => ({ account, partition: 'aws' }) as Stack;

const irsa = (provider: iam.IOpenIdConnectProvider) => Workload.serviceAccount({ ...POD, provider });
const pod = (changed: Partial<PodIdentityOptions> = {}) => Workload.podIdentity({ ...POD, clusterName: CLUSTER, ...changed });

function roleOf(stack: Stack, workload: Workload, options?: NewRoleOptions): iam.Role {
  const binding = VendorAccess.workloadRole(workload, options)._binding;
  return binding.bind(new Construct(stack, 'Agent'), PRODUCT).role as iam.Role;
}

const problemsOf = (workload: Workload, options?: NewRoleOptions) =>
  VendorAccess.workloadRole(workload, options)._binding.problems({ scope: newStack() }).join('\n');

const KINDS: [string, (stack: Stack) => Workload, (here: World, role: string) => Trusted][] = [
  ['IRSA, provider of the app', (stack) => irsa(ofAnApp(stack)), tokenOnly],
  ['IRSA, imported provider', (stack) => irsa(imported(stack)), tokenOnly],
  ['EKS Pod Identity', () => pod(), podIdentityOnly],
  ['Amazon EC2', () => Workload.ec2Instance(), instanceOnly],
];

describe.each(PARTITIONS)('in $partition', (env) => {
  test.each(KINDS)('%s: the workload assumes the role, and no neighbor', async (_, workload, of) => {
    const here = deployed((stack) => roleOf(stack, workload(stack)), env);
    const { expected, role, tries } = of(here, idOf(here, 'AWS::IAM::Role') ?? 'none');
    const verdicts = await Promise.all(Object.entries(tries).map(async ([who, how]) => [who, await here.canAssume(role, how)] as const));
    expect(verdicts.filter(([, verdict]) => verdict === 'Allowed').map(([who]) => who)).toEqual(expected);
  });
});

test('an issuer that is known makes a policy document, and one of the app the same one as a text', () => {
  const trusts = [literal, undefined].map((known) => {
    const here = deployed((stack) => roleOf(stack, irsa(known ? imported(stack, known()) : ofAnApp(stack))), PARTITIONS[0]);
    return here.resources.get(idOf(here, 'AWS::IAM::Role') ?? '')?.properties.AssumeRolePolicyDocument;
  });
  const [document, text] = trusts;
  expect(Object.keys(document.Statement[0].Condition.StringEquals)).toEqual([`${ISSUER}:aud`, `${ISSUER}:sub`]);
  expect(JSON.parse(text)).toEqual(document);
});

test.each<[string, (stack: Stack) => Workload, NewRoleOptions | undefined, string]>([
  ['a wildcard as the namespace', () => pod({ namespace: '*' }), undefined, 'workload.namespace: got "*"; allowed: a namespace'],
  ['no namespace', () => pod({ namespace: '' }), undefined, 'workload.namespace: got ""'],
  ['a namespace with a slash', () => pod({ namespace: 'a/b' }), undefined, 'workload.namespace: got "a/b"'],
  ['a namespace of 64 letters', () => pod({ namespace: 'a'.repeat(64) }), undefined, 'workload.namespace: got'],
  ['a wildcard in the service account', () => pod({ serviceAccount: 'velero-*' }), undefined, 'workload.serviceAccount: got "velero-*"'],
  ['a service account in capitals', () => pod({ serviceAccount: 'Velero' }), undefined, 'workload.serviceAccount: got "Velero"'],
  ['a missing value', () => pod({ serviceAccount: `${undefined}` }), undefined, 'A missing value was interpolated'],
  ['a token', (stack) => pod({ namespace: new CfnParameter(stack, 'Of').valueAsString }), undefined, 'Give the literal name'],
  ['the ARN of a cluster', () => pod({ clusterName: 'arn:aws:eks:eu-west-1:1:cluster/a' }), undefined, 'Give the name, not the ARN'],
  ['a place that is no region', () => pod({ clusterRegion: 'Ireland' }), undefined, 'workload.clusterRegion: got "Ireland"'],
  [
    'a wildcard with IRSA',
    (s) => Workload.serviceAccount({ provider: ofAnApp(s), namespace: 'a', serviceAccount: '*' }),
    undefined,
    'got "*"',
  ],
  [
    'a provider of another account',
    (s) => irsa(imported(s, literal('999999999999'))),
    undefined,
    'workload.provider: got "one of account 9999',
  ],
  ['a session of 13 hours', () => pod(), { maxSessionDuration: Duration.hours(13) }, 'options.maxSessionDuration: got 13 hours'],
  ['a name with a space', () => pod(), { roleName: 'a b' }, 'options.roleName: got "a b"'],
])('%s is refused', (_, workload, options, text) => {
  expect(problemsOf(workload(newStack()), options)).toContain(text);
});

test.each<[string, () => unknown, string]>([
  ['no provider', () => Workload.serviceAccount({ ...POD } as never), 'provider: got nothing; allowed: an OIDC provider'],
  ['a role as the provider', () => irsa(new iam.User(newStack(), 'User') as never), "provider: got the construct 'Stack/User'"],
  ['no workload', () => VendorAccess.workloadRole(undefined as never), 'workload: got nothing; allowed: a value that Workload creates'],
  ['a factory that was not called', () => VendorAccess.workloadRole(Workload.ec2Instance as never), 'which was not called'],
])('%s is an error at once', (_, call, text) => {
  expect(errorOf(call)).toContain(text);
});

const ALLOW = () => new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.AccountRootPrincipal()] });
const DENY = () => new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['sts:AssumeRole'], principals: [new iam.AnyPrincipal()] });
const STATEMENT = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '999999999999' } };

describe.each(KINDS)('%s: the app', (_, workload) => {
  const changed = (change: (role: iam.Role) => void) => {
    const stack = newStack();
    change(roleOf(stack, workload(stack)));
    return synthErrorOf(stack);
  };
  const l1 = (role: iam.Role) => role.node.defaultChild as iam.CfnRole;

  test.each<[string, (role: iam.Role) => void]>([
    ['allows others', (role) => role.assumeRolePolicy?.addStatements(ALLOW())],
    ['allows others by an override', (role) => l1(role).addPropertyOverride('AssumeRolePolicyDocument.Statement.1', STATEMENT)],
    [
      'changes the principal',
      (role) => l1(role).addPropertyOverride('AssumeRolePolicyDocument.Statement.0.Principal', STATEMENT.Principal),
    ],
    ['replaces the document', (role) => l1(role).addPropertyOverride('AssumeRolePolicyDocument', { Statement: [STATEMENT] })],
  ])('%s: an error that says how to do it intentionally', (_what, change) => {
    const error = changed(change);
    expect(error).toMatch(/trust|AssumeRolePolicyDocument/);
    expect(error).toContain('VendorAccess.existingRole');
  });
});

test('a role that exists already has no trust policy to write', () => {
  const stack = newStack();
  iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Stack/Agent/Role': 'mine' } });
  roleOf(stack, irsa(ofAnApp(stack)));
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 0);
});

test('a denial can be added to a trust policy, with the usual warning', () => {
  const stack = newStack();
  roleOf(stack, pod()).assumeRolePolicy?.addStatements(DENY());
  expect(() => Template.fromStack(stack)).not.toThrow();
});
