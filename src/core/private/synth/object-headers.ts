import type { Asked, Request } from '../policy/request';
import { without } from '../policy/service-context';
import { texts } from '../policy/text';
import type { Asking } from './asking';

type Context = Request['context'];

const MODE = 's3:object-lock-mode';
const DAYS = 's3:object-lock-remaining-retention-days';
const RETENTION = [MODE, DAYS, 's3:object-lock-retain-until-date'];
const HOLD = 's3:object-lock-legal-hold';
const MODES = ['COMPLIANCE', 'GOVERNANCE'];

/** Event holds, which no product here uses. */
const UNUSED = ['s3:object-lock-event-hold', 's3:object-lock-event-hold-duration-days'];

/** 1 day to 100 years. */
const isPossible = (days: number): boolean => days >= 1 && days <= 36500;

/**
 * The condition keys about locks that a call certainly lacks. An upload can lock only with the permission of the call that does so
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html, .../AmazonS3/latest/API/API_PutObject.html, read 2026-11-30).
 */
export function locksNotAsked({ issued = [], needs }: Asking, action: string): Context {
  const isBy = (call: string) =>
    action === call || (action === 's3:PutObject' && [...needs, ...issued].some(({ actions }) => actions.includes(call)));
  const absent = [...UNUSED, ...(isBy('s3:PutObjectRetention') ? [] : RETENTION), ...(isBy('s3:PutObjectLegalHold') ? [] : [HOLD])];
  return without(absent);
}

const TAG = /"(s3:RequestObjectTag(?:Keys"|\/[^"]*"))/gi;
const EXISTING = /"(s3:ExistingObjectTag\/[^"]*")/gi;

/**
 * The condition keys about tags of objects that the policies (as JSON) ask for, and that no call has without the permission to tag (API_PutObject.html),
 * or none on an object without tags.
 */
export function tagsNotAsked({ issued = [], isUntagged, needs }: Asking, policies: string): Context {
  const tags = [...needs, ...issued].some(({ actions }) => actions.includes('s3:PutObjectTagging'));
  const absent = [...(tags ? [] : [TAG]), ...(isUntagged ? [EXISTING] : [])];
  return without(absent.flatMap((one) => [...policies.matchAll(one)].map(([, key]) => key.slice(0, -1))));
}

/** What a call may ask for, as far as conditions compare it; an upload perhaps for nothing. */
export function locksAsked({ locking: { days, modes = MODES } = {} }: Asking, action: string, conditions: readonly Asked[]): Context[] {
  const compared = (name: string) => conditions.filter(({ key }) => key.toLowerCase() === name);
  const values = texts(compared(DAYS).flatMap((one) => one.values)).map(Number);
  const near = values.flatMap((value) => [value - 1, value, value + 1]).filter(isPossible); // others are like the nearest one
  const locks = compared(MODE).length + near.length > 0 ? modes.map((mode): Context => ({ [MODE]: mode })) : [];
  const retentions = near.length > 0 ? locks.flatMap((lock) => (days ?? near).map((one) => ({ ...lock, [DAYS]: `${one}` }))) : locks;
  const holds = compared(HOLD).length > 0 ? ['ON', 'OFF'].map((hold): Context => ({ [HOLD]: hold })) : [];
  return withNothing(action, retentions, RETENTION).flatMap((one) =>
    withNothing(action, holds, [HOLD]).map((hold) => ({ ...one, ...hold })),
  );
}

const withNothing = (action: string, ways: readonly Context[], keys: readonly string[]): readonly Context[] =>
  ways.length === 0 ? [{}] : action === 's3:PutObject' ? [without(keys), ...ways] : ways;
