import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { NewRoleOptions } from '../../new-role-options';
import { rememberRole } from '../env/shared-principals';
import type { Product } from '../model/product';
import type { Asked } from '../synth/promised';
import { guardName } from '../synth/unique-names';
import { uncheckedByCdk } from '../validation/looked-up';
import { definedProps } from './defined-props';
import { nameOf, rememberNaming, todoOfName } from './naming';

/** Creates the role of a construct. */
export function newRole(
  scope: Construct,
  { name }: Product,
  options: NewRoleOptions,
  assumedBy: iam.IPrincipal,
  externalIds?: string[],
): iam.Role {
  const { maxSessionDuration, path, permissionsBoundary } = options;
  const roleName = nameOf(scope, 'Role', options.roleName, options);
  const description = `Assumed by ${name}`;
  const props = { description, assumedBy, externalIds, roleName: uncheckedByCdk(roleName), path, maxSessionDuration, permissionsBoundary };
  const role = new iam.Role(scope, 'Role', definedProps(props));
  rememberNaming(role, options);
  rememberRole(role);
  guardName(scope, 'roleName', role, 'roleName', todoOfName(options.roleName, options));
  return role;
}

/** What was requested of the role besides its trust. */
export const askedOfRole = ({ maxSessionDuration, permissionsBoundary }: NewRoleOptions): Asked => ({
  ...(maxSessionDuration && { MaxSessionDuration: maxSessionDuration.toSeconds() }),
  ...(permissionsBoundary && { PermissionsBoundary: permissionsBoundary.managedPolicyArn }),
});

/** Whoever exactly this statement names: CDK's own principals add conditions and principals in ways of their own. */
export class TrustedBy extends iam.AnyPrincipal {
  public constructor(private readonly statement: iam.PolicyStatement) {
    super();
  }

  public override addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(this.statement.copy());
  }
}
