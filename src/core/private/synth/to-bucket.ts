import type { ReferenceRule } from './reference-rule';

/** A rule about references to a bucket, of which most let somebody in. */
export const toBucket = (type: string, at: RegExp, why: string, id = 'cdk-vendor-access:core.strangerLetIn'): ReferenceRule => ({
  to: 'bucket',
  type,
  at,
  id,
  why,
});
