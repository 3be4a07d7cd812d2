import { App, NestedStack, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { VendorAccess } from '../../../src';
import { nameOf, policyNaming, todoOfName } from '../../../src/core/private/provision/naming';
import { ACCOUNT, newStack, synthErrorOf } from '../../util';
import { PRODUCT } from './product';

const named = (stackName: string) => new Stack(new App(), 'Stack', { stackName });
const ofStack = (before: string, behind: string) => ({ 'Fn::Join': ['', [before, { Ref: 'AWS::StackName' }, behind]] });
const [P, S] = ['p'.repeat(24), 'AStackOfAVeryLongName'];
const PARTS = expect.stringMatching(/^p{24}[\w-]{1,35}-Role$/);

test.each<[string, () => Construct, string | undefined, string | undefined, unknown]>([
  ['the given one', newStack, 'given', 'acme-', 'given'],
  ['one that CloudFormation generates', newStack, undefined, undefined, undefined],
  ['of the stack', newStack, undefined, 'acme-', ofStack('acme-', '-Role')],
  [
    'of stack and constructs, without hyphens of their own',
    () => new Construct(new Construct(newStack(), 'my-own'), 'It_1'),
    undefined,
    'acme-',
    ofStack('acme-', '-myown-It1-Role'),
  ],
  ['of 64 characters', () => new Construct(named('s'.repeat(32)), 'It'), undefined, P, ofStack(P, '-It-Role')],
  ['of parts, in place of one of 65', () => new Construct(named('s'.repeat(33)), 'It'), undefined, P, PARTS],
  [
    'of parts in a nested stack, whose name the deployment knows',
    () => new Construct(new NestedStack(new Stack(new App(), S), 'Nested'), 'It'),
    undefined,
    P,
    PARTS,
  ],
])('a name is %s', (_, scope, given, namePrefix, expected) => {
  const place = scope();
  expect(Stack.of(place).resolve(nameOf(place, 'Role', given, { namePrefix }))).toEqual(expected);
});

test('a name of parts has all the 64 characters, and hyphens between its parts', () => {
  const name = nameOf(new Construct(named('s'.repeat(64)), 'It'), 'Role', undefined, { namePrefix: 'p'.repeat(23) });
  expect(name).toMatch(/^p{23}s+-It-[\dA-F]{8}-Role$/);
  expect(name).toHaveLength(64);
});

test.each<[string, string | undefined, string | undefined, object]>([
  ['Policy', 'p', 'acme-', { managedPolicyName: 'p', path: '/p/' }],
  ['Policy2', 'p', 'acme-', { managedPolicyName: 'p-Policy2', path: '/p/' }],
  ['Policy', undefined, undefined, { path: '/p/' }],
  ['Policy2', undefined, undefined, { path: '/p/' }],
  ['Policy2', undefined, 'acme-', { managedPolicyName: ofStack('acme-', '-Policy2'), path: '/p/' }],
])('the policy %s, with the name %s and the prefix %s', (id, policyName, namePrefix, expected) => {
  const stack = newStack();
  expect(stack.resolve(policyNaming(stack, id, { path: '/p/', policyName, namePrefix }))).toEqual(expected);
  expect(policyNaming(stack, id)).toEqual({});
});

test.each<[string, string | undefined, string | undefined, RegExp | undefined]>([
  ['given', 'given', 'acme-', undefined],
  ['with a prefix', undefined, 'acme-', /^Give each stack of this name another namePrefix/],
  ['that an aspect gives', undefined, undefined, /^Change the aspect or override/],
])('what to do about a name that another one has: one %s', (_, given, namePrefix, todo) => {
  expect(todoOfName(given, { namePrefix })).toEqual(todo && expect.stringMatching(todo));
  expect(todoOfName(given)).toEqual(given === undefined ? expect.stringMatching(/^Change the aspect/) : undefined);
});

const IAM = { userName: 'u', groupName: 'g' };
const TRUST = { accountId: '444455556666', externalId: 'an-external-id' };
const PREFIX = { namePrefix: 'acme-' };
const SHARE = /share the first principal with sameUserAs/;
const BY_PREFIX = /another namePrefix/;

test.each<[string, () => VendorAccess, string[], RegExp]>([
  ['a given user', () => VendorAccess.iamUser(IAM), ['userName', "name of group 'Two/It/Group'"], SHARE],
  ['a user with a prefix', () => VendorAccess.iamUser(PREFIX), ['userName', "name of group 'Two/It/Group'"], BY_PREFIX],
  ['a secret', () => VendorAccess.iamUser({ secretName: 's' }), ['secretName'], SHARE],
  ['a given role', () => VendorAccess.vendorRole({ ...TRUST, roleName: 'r' }), ['roleName'], SHARE],
  ['a role with a prefix', () => VendorAccess.vendorRole({ ...TRUST, ...PREFIX }), ['roleName'], BY_PREFIX],
])('%s in two stacks of one name: each name is refused', (_, access, names, todo) => {
  const app = new App();
  const stacks = ['One', 'Two'].map((id) => new Stack(app, id, { stackName: 'same', env: { account: ACCOUNT, region: 'eu-west-1' } }));
  for (const stack of stacks) access()._binding.bind(new Construct(stack, 'It'), PRODUCT);
  const problems = [...synthErrorOf(stacks[1]).matchAll(/\[Two\/It\] (.*?): got "'.*?', which 'One\/It' has too".*/g)];
  expect(problems.map(([, name]) => name)).toEqual(names);
  for (const [problem] of problems) expect(problem).toMatch(todo);
});

test('an aspect that gives a role the name of another one', () => {
  const stack = newStack();
  const role = VendorAccess.vendorRole(TRUST)._binding.bind(new Construct(stack, 'It'), PRODUCT).role as iam.Role;
  new iam.Role(stack, 'Mine', { assumedBy: new iam.AccountRootPrincipal(), roleName: 'mine' });
  (role.node.defaultChild as iam.CfnRole).roleName = 'mine';
  expect(synthErrorOf(stack)).toMatch(/roleName: got "'mine', which 'Stack\/Mine' has too".*Change the aspect or override that names it/);
});
