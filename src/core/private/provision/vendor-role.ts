import * as iam from 'aws-cdk-lib/aws-iam';
import type { PendingVendorRoleAccessOptions, VendorRoleAccessOptions } from '../../vendor-role-access-options';
import type { AccessKind } from '../model/product';
import { askedStatements, promise } from '../synth/promise';
import { CLOSED_TRUST } from '../synth/promise-rules';
import type { Asked } from '../synth/promised';
import { guardName } from '../synth/unique-names';
import { uncheckedByCdk } from '../validation/looked-up';
import { warnAboutPlaceholder } from '../validation/placeholder';
import { PENDING_VENDOR_ROLE, VENDOR_ROLE } from '../validation/principal-options';
import { type Recipe, recipe } from '../validation/prop-types';
import { warn } from '../validation/warnings';
import { toRole } from './attachment';
import type { Binding } from './binding';
import { definedProps } from './defined-props';

/** A role that the vendor's account assumes with the external id, and nobody else. */
export const vendorRole = (wanted: VendorRoleAccessOptions): Binding =>
  roleOf('vendorRole', recipe('VendorAccess.vendorRole', wanted, VENDOR_ROLE));

/** The same, for an external id that is known later: until then, nobody assumes it. */
export const pendingVendorRole = (wanted: PendingVendorRoleAccessOptions): Binding =>
  roleOf('pendingVendorRole', recipe('VendorAccess.pendingVendorRole', wanted, PENDING_VENDOR_ROLE));

function roleOf(kind: AccessKind, { options: trust, problems }: Recipe<PendingVendorRoleAccessOptions>): Binding {
  return {
    kind,
    trust,
    problems,
    bind(scope, product) {
      const { externalId, maxSessionDuration, permissionsBoundary } = trust;
      const props = {
        description: `Assumed by ${product.name}`,
        assumedBy: externalId === undefined ? new ClosedPrincipal() : new iam.AccountPrincipal(trust.accountId),
        externalIds: externalId === undefined ? undefined : [externalId],
        roleName: uncheckedByCdk(trust.roleName),
        maxSessionDuration,
        permissionsBoundary,
      };
      const role = new iam.Role(scope, 'Role', definedProps(props));
      guardName(scope, 'roleName', role);
      const asked = { ...askedStatements('AssumeRolePolicyDocument', [trustStatement(trust)]), ...askedOf(trust) };
      if (externalId === undefined) {
        warn(scope, 'cdk-vendor-access:core.externalIdPending', `the role is closed: nobody can assume it. ${NEXT_STEP}`);
        promise(scope, role, asked, { rules: [CLOSED_TRUST], onPurpose: "pass 'externalId' to VendorAccess.pendingVendorRole" });
      } else {
        warnAboutPlaceholder(scope, externalId);
        promise(scope, role, asked);
      }
      return { arn: role.roleArn, role, trust, attach: toRole(role) };
    },
  };
}

/** What to do with a closed role. */
export const NEXT_STEP =
  "Register the role with the vendor, then pass the external id that it shows as 'externalId' of VendorAccess.pendingVendorRole, and deploy again.";

/** Denies everyone: IAM accepts no trust policy without a statement, and CDK's own principals can only allow. */
class ClosedPrincipal extends iam.AnyPrincipal {
  public override addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(CLOSED());
  }
}

const CLOSED = () =>
  new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['sts:AssumeRole'], principals: [new iam.AnyPrincipal()] });

function trustStatement({ accountId, externalId }: PendingVendorRoleAccessOptions): iam.PolicyStatement {
  return externalId === undefined
    ? CLOSED()
    : new iam.PolicyStatement({
        actions: ['sts:AssumeRole'],
        principals: [new iam.AccountPrincipal(accountId)],
        conditions: { StringEquals: { 'sts:ExternalId': externalId } },
      });
}

const askedOf = ({ maxSessionDuration, permissionsBoundary }: PendingVendorRoleAccessOptions): Asked => ({
  ...(maxSessionDuration && { MaxSessionDuration: maxSessionDuration.toSeconds() }),
  ...(permissionsBoundary && { PermissionsBoundary: permissionsBoundary.managedPolicyArn }),
});
