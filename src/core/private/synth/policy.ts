import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import { bestCase, worstCase } from './policy-size';
import { finalResource } from './rendered-resource';

type Statement = Record<string, unknown> & { Sid?: string };

/** IAM's limits. */
const MANAGED_POLICY_SIZE = 6144;
const INLINE_POLICY_SIZE = { Users: 2048, Groups: 5120, Roles: 10_240 };
const VERSION = '2012-10-17';
const GROUPS_PER_USER = 10;

/**
 * Checks the policy as it will be deployed: the construct's own statements are unchanged (else an error: the product would fail or reach more),
 * others were not added (else a warning: their owner may want them), and IAM will take its size.
 */
export function checkOwnPolicy(scope: Construct, policy: iam.ManagedPolicy, statements: readonly iam.PolicyStatement[]): string[] {
  const final = finalResource(scope.node.tryFindChild(policy.node.id));
  const path = policy.node.path;
  if (!final) {
    const todo = 'Leave it: without it the vendor can do nothing.';
    return [problem(`policy '${path}'`, 'no policy, it was taken out of the stack', 'the policy that the construct made', todo)];
  }
  const document: { Statement: Statement[] } = final.Properties.PolicyDocument ?? { Statement: [] };
  const promised: Statement[] = statements.map((statement) => Stack.of(policy).resolve(statement.toStatementJson()));
  const own = new Set(promised.map(normal));
  const extra = document.Statement.filter((statement) => !own.has(normal(statement)));
  if (extra.length > 0) {
    const text = `policy '${path}' has ${extra.length} statement(s) that the construct did not make: ${JSON.stringify(extra)}`;
    warn(scope, 'cdk-vendor-access:core.policyExtended', text);
  }
  const found = new Set(document.Statement.map(normal));
  const changed = promised.filter((one) => !found.has(normal(one)));
  return [
    ...changed.map((one) => {
      const got = document.Statement.filter((statement) => statement.Sid === one.Sid).map((statement) => JSON.stringify(statement));
      const todo = "Take away what changes it (aspect, override), or grant to a policy of your own with the vendor's grants class.";
      return problem(`statement '${one.Sid}' of policy '${path}'`, got.join(', ') || 'nothing', JSON.stringify(one), todo);
    }),
    ...checkSids(path, document.Statement),
    ...checkSize(
      path,
      document.Statement,
      MANAGED_POLICY_SIZE,
      'Shorten what it lists (a prefix, a placement), or move what you added to a policy of your own.',
    ),
  ];
}

/**
 * The policy that grants to a principal stand in, but not that of a role of the app, which CDK splits if it is too long.
 *
 * A warning, if it depends on names that only the deployment knows: much in it may be of the user's own.
 */
export function checkGrants(grantee: Construct): string[] {
  const places = finalResource(grantee)?.Type === 'AWS::IAM::Role' ? [] : [grantee, ...grantee.node.children];
  return places.flatMap((one) => {
    const { Properties = {}, Type } = finalResource(one) ?? {};
    const quotas: Record<string, number> = { 'AWS::IAM::Policy': inlineQuota(Properties), 'AWS::IAM::ManagedPolicy': MANAGED_POLICY_SIZE };
    const quota = quotas[Type ?? ''] ?? Number.POSITIVE_INFINITY;
    const statements = [Properties.PolicyDocument?.Statement ?? []].flat();
    const problems = checkSize(one.node.path, statements, quota, 'Grant to several managed policies, and attach those.');
    if (problems.length > 0 && bestCase({ Version: VERSION, Statement: statements }) <= quota) {
      warn(grantee, 'cdk-vendor-access:core.grantsMayNotFit', problems[0]);
      return [];
    }
    return problems;
  });
}

/** The smallest, of a policy that is attached to several kinds. */
function inlineQuota(properties: Record<string, unknown>): number {
  const quotas = Object.entries(INLINE_POLICY_SIZE).filter(([kind]) => properties[kind]);
  return Math.min(...quotas.map(([, quota]) => quota));
}

/** A user whom the app has put into more groups than IAM allows: CDK counts none. */
export function checkGroups(user: iam.IUser | undefined): string[] {
  const groups: unknown[] = finalResource(user)?.Properties.Groups ?? [];
  const got = `${groups.length} groups`;
  return user && groups.length > GROUPS_PER_USER
    ? [problem(`user '${user.node.path}'`, got, `${GROUPS_PER_USER} groups (IAM's quota)`, 'Take the user out of some of them.')]
    : [];
}

/** CDK accepts a Sid that stands twice in a policy; IAM does not. */
function checkSids(path: string, statements: readonly Statement[]): string[] {
  const sids = statements.flatMap(({ Sid }) => Sid ?? []);
  const twice = [...new Set(sids.filter((sid, index) => sids.indexOf(sid) !== index))];
  return twice.map((sid) => problem(`policy '${path}'`, `the Sid '${sid}' twice`, 'each Sid once', 'Leave out the Sid of what you added.'));
}

function checkSize(path: string, statements: readonly Statement[], quota: number, todo: string): string[] {
  const sizes = statements.map((statement, index) => ({ name: statement.Sid ?? `statement ${index + 1}`, size: worstCase(statement) }));
  const total = worstCase({ Version: VERSION, Statement: [] }) + sizes.reduce((sum, { size }) => sum + size + 1, 0);
  const got = `up to ${total} characters (${sizes.map(({ name, size }) => `${name} ${size}`).join(', ')})`;
  return total > quota ? [problem(`policy '${path}'`, got, `${quota} (IAM's quota)`, todo)] : [];
}

/** Order does not matter: CDK's `minimizePolicies` sorts. */
function normal(statement: Statement): string {
  const sorted = (value: unknown): unknown => (Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : value);
  return JSON.stringify(
    Object.keys(statement)
      .sort()
      .map((key) => [key, sorted(statement[key])]),
  );
}
