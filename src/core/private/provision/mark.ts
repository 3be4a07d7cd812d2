import type { Construct } from 'constructs';
import { MARK, type Mark } from '../model/mark';
import type { PermissionSet } from '../model/permission-set';
import type { Product } from '../model/product';
import { version } from '../model/version';

/** Leaves in the assembly what a policy is made of. */
export function mark(policy: Construct, { name }: Product, sets: readonly Pick<PermissionSet, 'id'>[]): void {
  policy.node.addMetadata(MARK, { version: version(), product: name, sets: sets.map(({ id }) => id) } satisfies Mark);
}
