import type { Policy } from './request';

/** Where no document limits anything. */
export const OPEN_DOCUMENT = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Allows everything: what is not known takes nothing away. */
export const OPEN: Policy = { origin: 'a policy that allows what it calls', document: OPEN_DOCUMENT };
