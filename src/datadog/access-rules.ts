import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { UserAccess, type VendorAccess } from '../core';
import { partitionOf } from '../core/private/env/claims';
import { finding } from '../core/private/validation/errors';
import { IN_AWS, IN_GOV_CLOUD } from './account-ids';
import { ACCOUNT_IDS, MANUAL_SETUP, REHYDRATING } from './sources';
import { DatadogUsage } from './usage';

/** What Datadog takes in each partition; in another one, nothing is known. */
const TAKEN: Record<string, { readonly users: boolean; readonly roles: boolean; readonly accounts: object }> = {
  aws: { users: false, roles: true, accounts: IN_AWS },
  'aws-us-gov': { users: true, roles: true, accounts: IN_GOV_CLOUD },
  'aws-cn': { users: true, roles: false, accounts: {} },
};

/** A kind of access that Datadog does not take in the partition of the stack. */
export function partitionProblems(access: VendorAccess, scope: Construct): string[] {
  const partition = partitionOf(scope) ?? '';
  const isUser = access instanceof UserAccess;
  const taken = TAKEN[partition];
  if (!taken || (isUser ? taken.users : taken.roles)) {
    return [];
  }
  const allowed = isUser ? 'a role, such as VendorAccess.existingRole' : 'an access key, VendorAccess.iamUser or existingUser';
  return [finding('access', `an ${access} in partition ${partition}`, allowed, `Datadog takes nothing else there (${MANUAL_SETUP.url}).`)];
}

/** Datadog rehydrates only from archives that it reaches by a role. */
export function usageProblems(access: VendorAccess, usage = DatadogUsage.ARCHIVE_AND_REHYDRATE): string[] {
  const todo = `Datadog rehydrates with a role only (${REHYDRATING.url}).`;
  return access instanceof UserAccess && usage !== DatadogUsage.ARCHIVE
    ? [finding('usage', `DatadogUsage '${usage}' with an access key`, 'DatadogUsage.ARCHIVE', todo)]
    : [];
}

/** A new role for an account that is not Datadog's in the partition of the stack, or in any if that is not known. */
export function accountProblems(access: VendorAccess, scope: Construct): string[] {
  const got = access._binding.trust?.accountId;
  const partition = partitionOf(scope);
  const known = partition === undefined ? { ...IN_GOV_CLOUD, ...IN_AWS } : (TAKEN[partition]?.accounts ?? {});
  const ids: string[] = [...Object.values(known), ...(partition === undefined ? Object.values(IN_GOV_CLOUD) : [])];
  if (got === undefined || Token.isUnresolved(got) || ids.length === 0 || ids.includes(got)) {
    return [];
  }
  const allowed = Object.entries(known).map(([site, id]) => `${id} (${site})`);
  const todo = `Use DatadogAccount.ofSite or ofSiteInGovCloud; for an account that is newer than ${ACCOUNT_IDS.date}, pass a role of your own.`;
  return [finding('access.accountId', `"${got}"`, `Datadog's accounts: ${allowed.join(', ')}`, todo)];
}
