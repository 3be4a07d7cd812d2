import type { Conditions } from '../model/permission-set';

/** A key only through a service. The suffix is open, because AWS does not clearly document that of the China regions. */
export const throughService = (service: string, region: string): Conditions => ({
  StringLike: { 'kms:ViaService': `${service}.${region}.amazonaws.com*` },
});
