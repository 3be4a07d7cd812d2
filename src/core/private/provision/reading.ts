import type { PermissionSet } from '../model/permission-set';
import type { PolicyResources } from './statements';

/** What a principal that only restores gets. */
export interface Reading {
  readonly sets: readonly Pick<PermissionSet, 'groups'>[];
  readonly resources: PolicyResources<string>;
}

/** Reads data and settings of S3, and costs nothing: not `s3:RestoreObject`, which makes copies of what is archived. */
const READS = /^s3:(Get|List)/;
const reads = (action: string, on: string) => READS.test(action) || (action === 'kms:Decrypt' && on === 'key');

/** What of its permissions a product needs to find and read its data: the same groups, without the actions that write, delete or change. */
export function readingOf(sets: readonly Pick<PermissionSet, 'groups'>[]): Pick<PermissionSet, 'groups'>[] {
  return sets.map(({ groups }) => ({
    groups: groups.flatMap((group) => {
      const actions = group.actions.filter((action) => reads(action, group.on));
      return actions.length > 0 ? [{ ...group, actions }] : [];
    }),
  }));
}
