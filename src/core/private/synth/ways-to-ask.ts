import type { Decision, Request } from '../policy/request';
import type { Asking } from './asking';
import { locksAsked } from './object-headers';

type Context = Request['context'];

/**
 * What a product may send, or not send, in a header that no page pins: no policy of the library permits another ACL, and S3 knows no other
 * encryption (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, read 2026-11-28).
 */
const SENT: Record<string, readonly (string | null)[]> = {
  's3:x-amz-acl': [null, 'private', 'bucket-owner-full-control'],
  's3:x-amz-server-side-encryption': [null, 'AES256', 'aws:kms', 'aws:kms:dsse'],
};

/** Each way in which a product may make a call, as far as the decision depends on it. */
export function waysToAsk(asking: Asking, action: string, { because, effect }: Decision): Context[] {
  const conditions = because.flatMap((cause) => cause.conditions);
  const keys = new Set(conditions.map(({ key }) => key.toLowerCase()));
  const open = Object.entries(SENT).filter(([key]) => keys.has(key));
  const all = (ways: readonly Context[], [key, values]: (typeof open)[0]) =>
    ways.flatMap((way) => values.map((value) => ({ ...way, [key]: value })));
  const ways = effect === 'unknown' ? open.reduce<readonly Context[]>(all, locksAsked(asking, action, conditions)) : [];
  return ways.filter((way) => Object.keys(way).length > 0);
}
