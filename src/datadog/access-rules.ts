import type { Construct } from 'constructs';
import type { VendorAccess } from '../core';
import { USERS } from '../core/private/model/product';
import { finding } from '../core/private/validation/errors';
import { partitionOf } from '../core/private/validation/partition';
import { isKnownLater } from '../core/private/validation/tokens-in-text';
import { ACCOUNTS_IN } from './account-ids';
import { ACCOUNT_IDS, MANUAL_SETUP, REHYDRATING, TAKEN_IN } from './sources';
import { DatadogUsage } from './usage';

/** A kind of access that Datadog does not take in the partition of the stack. */
export function partitionProblems(access: VendorAccess, scope: Construct): string[] {
  const { kind } = access._binding;
  const partition = partitionOf(scope);
  const taken = TAKEN_IN[partition ?? ''];
  if (!taken || taken.includes(kind)) {
    return [];
  }
  const allowed = taken.map((one) => `VendorAccess.${one}`).join(', ');
  const todo = `Choose one of them: Datadog takes no other kind of access there (${MANUAL_SETUP.url}).`;
  return [finding('access', `${access} of VendorAccess.${kind} in partition ${partition}`, allowed, todo)];
}

/** Datadog rehydrates only from archives that it accesses with a role. */
export function usageProblems(access: VendorAccess, usage = DatadogUsage.ARCHIVE_AND_REHYDRATE): string[] {
  const todo = `Datadog rehydrates with a role only (${REHYDRATING.url}).`;
  return USERS.includes(access._binding.kind) && usage !== DatadogUsage.ARCHIVE
    ? [finding('usage', `DatadogUsage '${usage}' with an access key`, 'DatadogUsage.ARCHIVE', todo)]
    : [];
}

/** A new role for an account that is not Datadog's in the partition of the stack, or in any partition if that is not known. */
export function accountProblems(access: VendorAccess, scope: Construct): string[] {
  const got = access._binding.trust?.accountId;
  const partition = partitionOf(scope);
  const known = (partition === undefined ? Object.values(ACCOUNTS_IN) : [ACCOUNTS_IN[partition] ?? {}]).flatMap(Object.entries<string>);
  if (got === undefined || isKnownLater(got) || known.length === 0 || known.some(([, id]) => id === got)) {
    return [];
  }
  const allowed = known.map(([site, id]) => `${id} (${site})`).join(', ');
  const todo = `Use DatadogAccount.ofSite or ofSiteInGovCloud; for an account that is newer than ${ACCOUNT_IDS.date}, pass a role of your own.`;
  return [finding('access.accountId', JSON.stringify(got), `Datadog's accounts: ${allowed}`, todo)];
}
