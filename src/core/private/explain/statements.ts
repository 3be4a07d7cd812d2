import type { Conditions, PermissionGroup, PermissionSet, Source } from '../model/permission-set';
import { statementsIn } from '../policy/document';
import { plain, textOf, texts } from '../policy/text';
import type { Applied } from './applied';
import type { Any, Marked } from './assembly';
import { decidingOn } from './conditions';
import type { Known } from './known';

/** A statement of a policy as it will be deployed, in readable texts. */
export interface Statement {
  /** The path of the policy. */
  readonly policy: string;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** For the policy of a bucket or of a role: who is meant. */
  readonly principals?: readonly string[];
  /** `not` before what the statement excludes: NotAction, NotResource, NotPrincipal. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
}

/** The reason of a statement of the library, and where it is written. */
export interface Reason {
  readonly why: string;
  readonly evidence: PermissionGroup['evidence'] | 'own';
  readonly sources: readonly Source[];
  /** The permission set, and its page in this package. */
  readonly set?: string;
  readonly page?: string;
}

export type Explained = Statement & Reason;

/** The statements of a rendered policy, as what they may be. */
export const rawStatements = (document: Any): Any[] => statementsIn(document).flatMap(({ statement }) => statement ?? []);

export function statementsOf({ document, origin }: Applied): Statement[] {
  return statementsIn(document).flatMap(({ at, statement, sure, value }) => {
    const decided = sure ? [] : [decidingOn(document, at, value)];
    return statement ? [statementOf(statement, origin, decided)] : [];
  });
}

export function statementOf(raw: Any, policy: string, decided: readonly string[] = []): Statement {
  const list = (name: string): string[] => {
    const excluded = texts(raw[`Not${name}`]).map((one) => `not ${one}`);
    return [...texts(raw[name]), ...excluded];
  };
  const { Condition = {}, Effect, Sid } = raw;
  return {
    policy,
    ...(Sid === undefined ? {} : { sid: textOf(Sid) }),
    effect: Effect,
    ...(raw.Principal || raw.NotPrincipal ? { principals: whom(raw) } : {}),
    actions: list('Action'),
    resources: list('Resource'),
    conditions: [...conditionsOf(Condition), ...decided],
  };
}

function whom({ NotPrincipal, Principal }: Any): string[] {
  const named = Principal ?? NotPrincipal;
  const of = (value: Any): string[] => (typeof value === 'string' ? [value] : Object.values<Any>(value).flatMap(texts));
  return of(named).map((one) => (Principal ? one : `not ${one}`));
}

/** `StringEquals aws:ResourceAccount 111122223333`: one line for each key. */
export const conditionsOf = (block: Conditions): string[] =>
  Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => `${operator} ${key} ${texts(plain(values)).join(' or ')}`),
  );

/** Why the library wrote a statement; undefined if it did not: the app may give any statement a Sid of the library. */
export function reasonOf(
  { actions, effect, sid = '' }: Pick<Statement, 'actions' | 'effect' | 'sid'>,
  known: Known,
  marks: readonly Pick<Marked, 'sets'>[],
): Reason | undefined {
  const sets = marks.flatMap((mark) => mark.sets).flatMap((id) => known.sets.get(id) ?? []);
  if (effect === 'Allow') {
    return reasonIn(known, sets, (group) => group.sid === sid && actions.every((action) => group.actions.includes(action)));
  }
  const denial = known.denials.find(
    (one) => one.sid === sid && (one.actions ?? one.notActions?.map((action) => `not ${action}`))?.join() === actions.join(),
  );
  const revoked = known.revocations.get(sid);
  return denial
    ? { why: denial.why, evidence: 'own', sources: denial.sources }
    : revoked && { why: 'revokes every session that was issued before this time', evidence: 'own', sources: [] };
}

/** The same for a statement without a Sid, as in the policy of a bucket. */
export const reasonByActions = ({ actions }: Statement, known: Known, sets: readonly PermissionSet[]): Reason | undefined =>
  reasonIn(known, sets, (group) => group.actions.join() === actions.join());

function reasonIn(known: Known, sets: readonly PermissionSet[], fits: (group: PermissionGroup) => boolean): Reason | undefined {
  const set = sets.find(({ groups }) => groups.some(fits));
  const group = set?.groups.find(fits);
  return set && group && { why: group.why, evidence: group.evidence, sources: [group.source], set: set.id, page: known.pageOf(set.id) };
}
