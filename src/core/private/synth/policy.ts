import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { bestCase, worstCase } from './policy-size';
import { listOf } from './statements';

/** IAM's limits. */
const MANAGED_POLICY_SIZE = 6144;
const INLINE_POLICY_SIZE = { Users: 2048, Groups: 5120, Roles: 10_240 };
const VERSION = '2012-10-17';
const GROUPS_PER_USER = 10;

/** Checks whether IAM will accept the final policy of a construct: its Sids and its size. Promises cover its content. */
export function checkOwnPolicy(app: FinalApp, policy: iam.ManagedPolicy): string[] {
  const final = app.find(policy); // none with precreated roles (customizeRoles), where CDK only reports the statements
  const statements = listOf(final?.Properties.PolicyDocument?.Statement);
  const todo = 'Shorten its values (a prefix, a placement), or move your own statements to a separate policy.';
  return [...checkSids(policy.node.path, statements), ...checkSize(policy.node.path, statements, MANAGED_POLICY_SIZE, todo)];
}

/**
 * Checks the policy that holds the grants to a principal, except that of a role of the app, which CDK splits if it is too long.
 *
 * A warning if the result depends on names that are known only at deployment: most of the policy may be the user's own.
 */
export function checkGrants(app: FinalApp, grantee: Construct): string[] {
  const places = app.find(grantee)?.Type === 'AWS::IAM::Role' ? [] : [grantee, ...grantee.node.children];
  const policies = new Set(places.flatMap((one) => app.find(one) ?? []));
  return [...policies].flatMap(({ construct, Properties, Type }) => {
    const quotas: Record<string, number> = { 'AWS::IAM::Policy': inlineQuota(Properties), 'AWS::IAM::ManagedPolicy': MANAGED_POLICY_SIZE };
    const quota = quotas[Type] ?? Number.POSITIVE_INFINITY;
    const statements = listOf(Properties.PolicyDocument?.Statement);
    const problems = checkSize(
      construct.node.path.replace(/\/Resource$/, ''),
      statements,
      quota,
      'Grant to several managed policies, and attach them.',
    );
    if (problems.length > 0 && bestCase({ Version: VERSION, Statement: statements }) <= quota) {
      warn(grantee, 'cdk-vendor-access:core.grantsMayNotFit', problems[0]);
      return [];
    }
    return problems;
  });
}

/** The smallest quota of a policy that is attached to several kinds of principals. */
function inlineQuota(properties: Record<string, unknown>): number {
  const quotas = Object.entries(INLINE_POLICY_SIZE).filter(([kind]) => properties[kind]);
  return Math.min(...quotas.map(([, quota]) => quota));
}

/** A user that the app adds to more groups than IAM allows: CDK does not count them. */
export function checkGroups(app: FinalApp, user: iam.IUser | undefined): string[] {
  const groups: unknown[] = app.find(user)?.Properties.Groups ?? [];
  const got = `${groups.length} groups`;
  return user && groups.length > GROUPS_PER_USER
    ? [problem(`user '${user.node.path}'`, got, `${GROUPS_PER_USER} groups (IAM's quota)`, 'Remove the user from some of them.')]
    : [];
}

/** CDK accepts a duplicate Sid in a policy; IAM does not. */
function checkSids(path: string, statements: readonly BucketPolicyStatement[]): string[] {
  const sids = statements.flatMap(({ Sid }) => Sid ?? []);
  const twice = [...new Set(sids.filter((sid, index) => sids.indexOf(sid) !== index))];
  return twice.map((sid) =>
    problem(`policy '${path}'`, `the Sid '${sid}' twice`, 'each Sid once', 'Remove the Sid from your own statement.'),
  );
}

function checkSize(path: string, statements: readonly BucketPolicyStatement[], quota: number, todo: string): string[] {
  const sizes = statements.map((statement, index) => ({ name: statement.Sid ?? `statement ${index + 1}`, size: worstCase(statement) }));
  const total = worstCase({ Version: VERSION, Statement: [] }) + sizes.reduce((sum, { size }) => sum + size + 1, 0);
  const got = `up to ${total} characters (${sizes.map(({ name, size }) => `${name} ${size}`).join(', ')})`;
  return total > quota ? [problem(`policy '${path}'`, got, `${quota} (IAM's quota)`, todo)] : [];
}
