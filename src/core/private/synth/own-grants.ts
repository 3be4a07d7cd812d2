import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

interface Statement {
  readonly Sid?: unknown;
  readonly Effect?: string;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

const GRANTED = new WeakMap<IConstruct, iam.PolicyStatement[]>();

/** Records the permissions that the library itself gives to a principal, beside the policy of a construct: those of a grants facade. */
export function recordGrants(principal: IConstruct, statements: readonly iam.PolicyStatement[]): void {
  GRANTED.set(principal, [...(GRANTED.get(principal) ?? []), ...statements]);
}

/** The statements that the library did not add. Compares single permissions, because `minimizePolicies` merges statements. */
export function foreignStatements<T extends Statement>(principal: IConstruct, statements: readonly T[]): T[] {
  const resolved = (GRANTED.get(principal) ?? []).map((one): Statement => Stack.of(principal).resolve(one.toStatementJson()));
  const own = new Set(resolved.flatMap(permissionsOf));
  return statements.filter((statement) => !permissionsOf(statement).every((permission) => own.has(permission)));
}

/** Whatever it is called. */
function permissionsOf({ Action, Condition, Effect, Resource, Sid: _, ...rest }: Statement): string[] {
  const actions = [Action].flat();
  return [Resource].flat().flatMap((resource) => actions.map((action) => JSON.stringify([Effect, action, resource, Condition, rest])));
}
