import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { VendorRoleAccessOptions } from '../../vendor-access-options';
import { problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import { finalResource } from './rendered-resource';

interface TrustStatement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Condition?: { readonly StringEquals?: Record<string, unknown> };
}

/** A role that the construct made asks for the external id (else an error: any customer of the vendor could reach in); who else was let in is warned of. */
export function checkTrust(scope: Construct, role: iam.IRole | undefined, trust: VendorRoleAccessOptions | undefined): string[] {
  const final = trust && finalResource(role);
  if (!role || !final) {
    return []; // made by somebody else, or precreated
  }
  const allows: TrustStatement[] = final.Properties.AssumeRolePolicyDocument.Statement.filter(
    ({ Effect }: TrustStatement) => Effect === 'Allow',
  );
  const resolved = (value: unknown) => JSON.stringify(Stack.of(role).resolve(value));
  const principal = resolved({ AWS: new iam.AccountPrincipal(trust.accountId).arn });
  const externalId = resolved(trust.externalId);
  const others = allows.filter(
    ({ Condition, Principal }) =>
      JSON.stringify(Condition?.StringEquals?.['sts:ExternalId']) !== externalId || JSON.stringify(Principal) !== principal,
  );
  if (others.length === allows.length) {
    const todo = 'An aspect or override changed who may assume it: take that away.';
    const allowed = `a statement for ${principal} with the external id ${externalId}`;
    return [problem(`trust of role '${role.node.path}'`, JSON.stringify(allows), allowed, todo)];
  }
  if (others.length > 0) {
    const text = `the trust of role '${role.node.path}' lets in others, without the external id: ${JSON.stringify(others)}`;
    warn(scope, 'cdk-vendor-access:core.trustExtended', text);
  }
  return [];
}

/** What a service role is known by: AWS looks for the name, and nobody but the service may assume it. */
export interface ServiceRole {
  readonly roleName: string;
  readonly trust: iam.PolicyStatement;
}

/** A service role that the construct made still has its name and its trust, and no other. */
export function checkServiceRole(scope: Construct, role: iam.IRole | undefined, promised: ServiceRole | undefined): string[] {
  if (!role || !promised) {
    return [];
  }
  const { RoleName, AssumeRolePolicyDocument } = finalResource(scope.node.tryFindChild(role.node.id))?.Properties ?? {}; // by name: it may be gone
  const got = JSON.stringify([RoleName, AssumeRolePolicyDocument?.Statement]);
  const allowed = JSON.stringify([promised.roleName, [Stack.of(role).resolve(promised.trust.toStatementJson())]]);
  const todo = 'Take away what changes its name or who may assume it (aspect, override), or make the role by yourself.';
  return got === allowed ? [] : [problem(`role '${role.node.path}'`, got, allowed, todo)];
}
