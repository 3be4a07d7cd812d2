import { App } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import * as library from '../../src';
import { VENDORS } from '../vendors';
import { fileOf } from './language';

const USERS = ['existing user', 'new user'];
const ALL = ['existing role', 'existing user', 'new role', 'new user'];

/** The kinds of access that each construct takes. */
const ACCESSES: Record<string, readonly string[]> = {
  CloudBerryBackupUser: USERS,
  CloudBerryManagedBackup: ALL,
  CloudBerryEc2Restore: ALL,
  LogzioArchiveBucket: ALL,
  VeeamM365Repository: USERS,
  VeeamArchiverNetwork: ['none'],
};

function accessOf(construct: Construct & { user?: iam.IUser; role?: iam.IRole }): string {
  const principal = construct.user ?? construct.role;
  const made = principal && construct.node.findAll().includes(principal) ? 'new' : 'existing';
  return principal ? `${made} ${construct.user ? 'user' : 'role'}` : 'none';
}

// The other languages are compared with these apps: what is missing here is compared nowhere.
test('every construct is in the apps of the languages, with every kind of access that it takes', () => {
  const app = new App();
  for (const vendor of Object.keys(VENDORS)) {
    require(fileOf(vendor, 'app.ts')).make(app);
  }
  const constructs = Object.values<object>(library).flatMap((module) =>
    Object.values<unknown>(module as Record<string, unknown>).filter(isConstruct),
  );
  const found = constructs.map((type) => {
    const accesses = app.node.findAll().filter((one) => one instanceof type);
    return [type.name, [...new Set(accesses.map(accessOf))].sort()];
  });
  expect(Object.fromEntries(found)).toEqual(ACCESSES);
});

function isConstruct(value: unknown): value is new () => Construct {
  return typeof value === 'function' && value.prototype instanceof Construct;
}
