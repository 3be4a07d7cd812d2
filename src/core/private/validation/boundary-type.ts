import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { problem } from './errors';
import { POLICY_ARN, unfitProblems } from './forms';
import { partitionProblems } from './partition';
import { type Place, propType } from './prop-types';
import { reachProblems } from './reachable';
import { isAnother } from './resource-types';

const IMPORT = 'Import one: ManagedPolicy.fromManagedPolicyArn.';

/** A permissions boundary. */
export const BOUNDARY = propType<iam.IManagedPolicy>(
  (got) => typeof (got as Partial<iam.IManagedPolicy> | null | undefined)?.managedPolicyArn === 'string',
  'a managed policy',
  IMPORT,
  (what, got, place) =>
    [
      ...unfitProblems(what, got.managedPolicyArn, 'a managed policy', IMPORT, POLICY_ARN, place),
      ...partitionProblems(what, got.managedPolicyArn, place),
      ...ofAnotherAccount(what, got, place),
      ...reachProblems(what, got, got.managedPolicyArn, 'a managed policy', IMPORT, place),
    ].slice(0, 1),
);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html, read 2026-11-30. */
function ofAnotherAccount(what: string, { managedPolicyArn }: iam.IManagedPolicy, { scope }: Place): string[] {
  const [, account = 'aws'] = /^arn:[^:]+:iam::(\d{12}):/.exec(managedPolicyArn) ?? [];
  const todo = 'A policy of another account cannot be attached. Create it in this one.';
  return scope && account !== 'aws' && isAnother(account, Stack.of(scope).account)
    ? [problem(what, managedPolicyArn, `a policy of account ${Stack.of(scope).account}, or of AWS`, todo)]
    : [];
}
