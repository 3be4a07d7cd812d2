import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { PendingVendorRoleAccessOptions, VendorRoleAccessOptions } from '../../vendor-role-access-options';
import type { AccessKind } from '../model/product';
import { checkExternalId } from '../synth/external-id';
import { CLOSED_TRUST, vendorTrust } from '../synth/principal-promise-rules';
import { askedStatements, promise, written } from '../synth/promise';
import { PENDING_VENDOR_ROLE, VENDOR_ROLE } from '../validation/principal-options';
import { type Recipe, recipe } from '../validation/prop-types';
import { warn } from '../validation/warnings';
import { toRole } from './attachment';
import type { Binding } from './binding';
import { everywhere } from './networks';
import { askedOfRole, newRole, TrustedBy } from './new-role';

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
    naming: trust,
    problems,
    bind(scope, product) {
      const { accountId, externalId } = trust;
      const role =
        externalId === undefined
          ? newRole(scope, product, trust, new TrustedBy(CLOSED()))
          : newRole(scope, product, trust, new iam.AccountPrincipal(accountId), [externalId]);
      const asked = { ...askedStatements('AssumeRolePolicyDocument', [written(trustStatement(trust))]), ...askedOfRole(trust) };
      if (externalId === undefined) {
        warn(scope, 'cdk-vendor-access:core.externalIdPending', `the role is closed: nobody can assume it. ${NEXT_STEP}`);
        promise(scope, role, asked, { rules: [CLOSED_TRUST], onPurpose: "pass 'externalId' to VendorAccess.pendingVendorRole" });
      } else {
        checkExternalId(scope, externalId);
        const vendor = () => Stack.of(role).resolve(accountId);
        promise(scope, role, asked, { rules: [vendorTrust(vendor)] });
      }
      return {
        arn: role.roleArn,
        role,
        trust,
        onlyFrom: everywhere(role, trust.onlyFrom),
        naming: trust,
        attach: toRole(role),
      };
    },
  };
}

/** What to do with a closed role. */
export const NEXT_STEP =
  "Register the role with the vendor, then pass the external id that it shows as 'externalId' of VendorAccess.pendingVendorRole, and deploy again.";

/** Denies everyone: IAM accepts no trust policy without a statement. */
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
