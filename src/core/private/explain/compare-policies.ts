import { type Atom, covers } from './atoms';
import { conditionsOf, type Explained } from './statements';

/** A difference between two reports. */
export interface Found {
  readonly of: string;
  /** What one report has, and the other has not. */
  readonly more: string;
  /** What one report lacks, and the other has. */
  readonly lacks?: boolean;
  /** What is true now, the other way round, if "no longer" would say too much. */
  readonly less?: string;
}

/** What is allowed that was not, and denied no longer. */
export function ofPolicies(of: string, before: readonly Atom[], after: readonly Atom[], explained: readonly Explained[] = []): Found[] {
  const lacking = (atoms: readonly Atom[], others: readonly Atom[], effect: string) =>
    atoms.filter((one) => one.effect === effect && !others.some((other) => covers(other, one)));
  return [
    ...worded(of, 'allowed', lacking(after, before, 'Allow'), explained),
    ...worded(of, 'denied', lacking(before, after, 'Deny'), explained).map((one) => ({ ...one, lacks: true })),
  ];
}

/** One line for each statement and resource. */
export function worded(of: string, verb: string, atoms: readonly Atom[], explained: readonly Explained[] = []): Found[] {
  const lines = new Map<string, string[]>();
  for (const { action, by, condition, of: owner, principal, resource, when: decided = [] } of atoms) {
    const whom = principal ? ` for ${principal === '*' ? 'everyone' : principal}` : '';
    const what = /^\*?$/.test(resource) ? (owner ?? resource) : resource;
    const on = what ? ` on ${what}` : '';
    const when = [...conditionsOf(condition), decided].flat().join(' and ');
    const reason = explained.find(({ policy, sid }) => `${policy}, statement ${sid}` === by);
    const rest = `${whom}${on}${when && `, if ${when}`} (${by}${reason ? `: ${reason.why}` : ''})`;
    lines.set(rest, [...(lines.get(rest) ?? []), action]);
  }
  return [...lines].map(([rest, actions]) => ({ of, more: `${verb}: ${actions.join(', ')}${rest}` }));
}
