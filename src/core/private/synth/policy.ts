import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { problem } from '../validation/errors';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { lengthsIn, longestIn } from './known-lengths';
import { policiesOfBucket } from './policies-of-bucket';
import { bestCase, upperBound, worstCase } from './policy-size';
import { listOf } from './statements';
import { checkInlineName } from './unique-names';

/** IAM's limits. */
const MANAGED_POLICY_SIZE = 6144;
const INLINE_POLICY_SIZE = { Users: 2048, Groups: 5120, Roles: 10_240 };
/** .../AmazonS3/latest/userguide/add-bucket-policy.html, .../AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html, read 2026-12-01. */
const BUCKET_POLICY_SIZE = 20_480;
const KEY_POLICY_SIZE = 32_768;
const VERSION = '2012-10-17';
/** How many statements messages list. */
const SHOWN = 20;
const GROUPS_PER_USER = 10;

/** Checks whether IAM will accept the final policy of a construct: its Sids and its size. Promises cover its content. */
export function checkOwnPolicy(app: FinalApp, scope: Construct, policy: iam.ManagedPolicy): string[] {
  const final = app.find(policy); // none with precreated roles (customizeRoles), where CDK only reports the statements
  const todo = 'Shorten its values (a prefix, the addresses of onlyFrom, a placement), or move your own statements to a separate policy.';
  const [sure, doubtful] = final ? checkSize(app, final, MANAGED_POLICY_SIZE, todo) : [[], []];
  for (const text of doubtful) {
    warn(scope, 'cdk-vendor-access:core.policyMayNotFit', text);
  }
  return [...checkSids(policy.node.path, listOf(final?.Properties.PolicyDocument?.Statement)), ...sure];
}

/**
 * Checks the policy that holds the grants to a principal, except that of a role of the app, which CDK splits if it is too long.
 *
 * A warning if the result depends on names that are known only at deployment.
 */
export function checkGrants(app: FinalApp, grantee: Construct): string[] {
  const places = app.find(grantee)?.Type === 'AWS::IAM::Role' ? [] : [grantee, ...grantee.node.children];
  const policies = new Set(places.flatMap((one) => app.find(one) ?? []));
  return [...policies].flatMap((policy) => {
    const quotas: Record<string, number> = {
      'AWS::IAM::Policy': inlineQuota(policy.Properties),
      'AWS::IAM::ManagedPolicy': MANAGED_POLICY_SIZE,
    };
    const quota = quotas[policy.Type] ?? Number.POSITIVE_INFINITY;
    const [sure, doubtful] = checkSize(app, policy, quota, 'Grant to several managed policies, and attach them.');
    for (const text of doubtful) {
      warn(grantee, 'cdk-vendor-access:core.grantsMayNotFit', text);
    }
    return [...sure, ...checkInlineName(app, grantee, policy)];
  });
}

/** Checks the policies of a bucket of the app, with what the app adds to them. */
export function checkBucketPolicies(app: FinalApp, bucket: IBucket): string[] {
  const todo = 'Combine statements that differ in one element, or use access points.';
  return policiesOfBucket(app, bucket).flatMap((one) => checkSize(app, one, BUCKET_POLICY_SIZE, todo, 'S3')[0]);
}

/** The same of keys of the app. */
export function checkKeyPolicies(app: FinalApp, keys: readonly (IKey | undefined)[]): string[] {
  const todo = 'Combine statements that differ in one element, or name the account (its root), so that policies of IAM decide.';
  const used = new Set(keys.flatMap((key) => resourceGiven(app, key) ?? []));
  return [...used].flatMap((one) => checkSize(app, one, KEY_POLICY_SIZE, todo, 'KMS')[0]);
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

/** Problems that are certain, and those that depend on the length of names known only at deployment. */
function checkSize(
  app: FinalApp,
  policy: FinalResource,
  quota: number,
  todo: string,
  service = 'IAM',
): [sure: string[], doubtful: string[]] {
  const known = lengthsIn(app, policy.construct.stack);
  const statements = listOf((policy.Properties.PolicyDocument ?? policy.Properties.KeyPolicy)?.Statement);
  const document = { Version: VERSION, Statement: statements };
  const bound = upperBound(document, longestIn(app, policy.construct.stack));
  const most = bound <= quota ? bound : worstCase(document, false, known); // few are so long
  if (most <= quota) return [[], []];
  const least = bestCase(document, known);
  const sizes = statements.map((one, index) => `${one.Sid ?? `statement ${index + 1}`} ${worstCase(one, false, known)}`);
  const more = sizes.length > SHOWN ? `, … ${sizes.length} statements` : '';
  const got = `${least > quota ? `at least ${least}` : `up to ${most}`} characters (${sizes.slice(0, SHOWN).join(', ')}${more})`;
  const problems = [problem(`policy '${pathOf(policy.construct)}'`, got, `${quota} (${service}'s quota)`, todo)];
  return least > quota ? [problems, []] : [[], problems];
}
