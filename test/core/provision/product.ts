import type { Product } from '../../../src/core/private/model/product';

const source = { title: 'none', url: 'https://example.com/', date: '2026-12-01' };

/** What is made in these tests is made for it. */
export const PRODUCT: Product = {
  name: 'Agent',
  revokes: { sid: 'AgentRevokedSessions', early: 'agent.revokedUntilLater' },
  access: { kinds: ['iamUser', 'vendorRole', 'workloadRole'], source },
  monitoring: { deletions: { value: 1, why: 'none' }, refusals: { value: 1, why: 'none' } },
  source,
};
