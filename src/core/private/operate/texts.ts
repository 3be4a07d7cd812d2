import type { Product } from '../model/product';

/** What happened and what to do first, for people who are woken by it. CloudWatch takes 1,024 characters, EventBridge 512. */
export const textsOf = ({ name }: Product) => ({
  noUpload: (hours: number) =>
    `${name} has uploaded nothing for ${hours} hours. First: look at the last run in its console, and at its errors. Then: does the access still work (key, external id, network)?`,
  deleted: `More objects than usual are deleted from the bucket of ${name}. First: did its retention just end? If not, deactivate the access key (AccessKeys) or revoke the sessions of the role, then recover old versions.`,
  session: `Somebody made a session from the access key of ${name}, which the product does not do. First: rotate the key (AccessKeys.rotatingTo), call revokeSessionsBefore, and find out who had the key.`,
  read: `The secret with the access key of ${name} was read. First: was it somebody who entered the key in the console? If not, rotate the key (AccessKeys.rotatingTo).`,
  refused: `Calls of the principal of ${name} are refused. First: look in the log of the trail which calls. If the product makes them, a permission is missing; if not, somebody tries what the key can do: rotate it.`,
});
