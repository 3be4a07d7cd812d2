import { App } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import * as library from '../../src';
import { VENDORS } from '../vendors';
import { fileOf } from './language';

const KINDS = {
  none: ['none'],
  users: ['existing user', 'new user'],
  'users and roles': ['existing role', 'existing user', 'new role', 'new user'],
};

function accessOf(construct: Construct & { user?: iam.IUser; role?: iam.IRole }): string {
  const principal = construct.user ?? construct.role;
  const made = principal && construct.node.findAll().includes(principal) ? 'new' : 'existing';
  return principal ? `${made} ${construct.user ? 'user' : 'role'}` : 'none';
}

// The other languages are compared with these apps: what is missing here is compared nowhere.
test.each(
  Object.entries(VENDORS),
)('every construct of %s is in the apps of the languages, with every kind of access that it takes', (vendor, { accesses }) => {
  const app = new App();
  require(fileOf(vendor, 'app.ts')).make(app);
  const constructs = Object.values<unknown>({ ...(library as Record<string, object>)[vendor] }).filter(isConstruct);
  const found = constructs.map((type) => {
    const made = app.node.findAll().filter((one) => one instanceof type);
    return [type.name, [...new Set(made.map(accessOf))].sort()];
  });
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(Object.entries(accesses).map(([name, kind]) => [name, KINDS[kind]])));
});

function isConstruct(value: unknown): value is new () => Construct {
  return typeof value === 'function' && value.prototype instanceof Construct;
}
