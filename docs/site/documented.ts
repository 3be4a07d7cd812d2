import type { Deviation, PermissionSet, Source } from '../../src/core/private/model/permission-set';
import { documentedPolicy } from '../../test/documented';
import { list, type Statement } from '../../test/matrix/types';
import type { Documented, Transcribed, Vendor } from '../../test/vendors';
import type { Variant } from './variant';

/** Why the library grants an action of a vendor's page otherwise than the page does, or not. */
export interface Note {
  readonly kind: Deviation['kind'] | 'with other options';
  readonly actions: readonly string[];
  readonly reason: string;
  readonly source: Source;
}

export interface TheirStatement {
  readonly statement: Statement;
  /** What the library does not grant as it stands there. */
  readonly struck: readonly string[];
  readonly notes: readonly Note[];
}

/** A policy of a vendor's page, beside a variant. */
export interface Theirs {
  readonly file: string;
  readonly page: Transcribed;
  readonly statements: readonly TheirStatement[];
}

/** A further page must be about this much of what it is shown for. */
const ABOUT = 0.25;

/** The page that is closest to what a variant grants, then those for what it is not about. */
function pagesFor(name: string, vendor: Vendor, own: readonly PermissionSet[]): Documented[] {
  const chosen: Documented[] = [];
  let open = own.filter(({ groups }) => groups.length > 0);
  const score = (one: Documented) => {
    const about = chosen.length === 0 ? open : one.sets.filter((set) => open.includes(set));
    return one.sets.some((set) => open.includes(set)) ? likeness(grantedIn(about), actionsOf(name, one)) : 0;
  };
  for (;;) {
    const [best] = vendor.documented.filter((one) => score(one) > 0).sort((one, other) => score(other) - score(one));
    if (!best || (chosen.length > 0 && score(best) < ABOUT)) return chosen;
    chosen.push(best);
    open = open.filter((set) => !best.sets.includes(set));
  }
}

const grantedIn = (sets: readonly PermissionSet[]) => new Set(sets.flatMap(({ groups }) => groups.flatMap(({ actions }) => actions)));
const actionsOf = (name: string, { files }: Documented): Set<string> =>
  new Set(files.flatMap((file) => list(documentedPolicy(name, file).Statement).flatMap(({ Action }) => list(Action))));

/** What two lists share, of all that they have. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((action) => other.has(action)).length;
  return shared / (one.size + other.size - shared);
}

/** What the vendor documents for a variant, with what differs and why. */
export function theirsOf(name: string, vendor: Vendor, variant: Variant): Theirs[] {
  const own = vendor.sets.filter(({ id }) => variant.sets.includes(id));
  const files = pagesFor(name, vendor, own).flatMap((page) => page.files.map((file) => [file, page] as const));
  return [...new Map(files)].map(([file, { sets }]) => {
    const judge = judgeOf(vendor, own, sets);
    return { file, page: vendor.transcribed[file], statements: list(documentedPolicy(name, file).Statement).map(judge) };
  });
}

function judgeOf(
  vendor: Vendor,
  own: readonly PermissionSet[],
  ofPage: readonly PermissionSet[],
): (statement: Statement) => TheirStatement {
  const others = [...ofPage, ...vendor.sets].filter((set) => !own.includes(set));
  const granted = grantedIn(own);
  const about = (sets: readonly PermissionSet[], action: string, kinds: readonly Deviation['kind'][]): Note[] =>
    sets.flatMap(({ deviations }) => deviations.filter((one) => one.actions.includes(action) && kinds.includes(one.kind)));
  const reasons = (action: string): Note[] => {
    if (granted.has(action)) return about(own, action, ['narrowed', 'split', 'corrected']);
    const left = [
      about(own, action, ['withheld', 'corrected', 'narrowed']),
      grantedBy(others, action),
      about(others, action, ['withheld', 'corrected', 'narrowed']),
    ];
    return left.find((notes) => notes.length > 0)?.slice(0, 1) ?? [];
  };
  return (statement) => {
    const actions = [...new Set(list(statement.Action))];
    return { statement, struck: actions.filter((one) => !granted.has(one)), notes: merged(actions.map((one) => [one, reasons(one)])) };
  };
}

const grantedBy = (sets: readonly PermissionSet[], action: string): Note[] =>
  sets.flatMap(({ groups, source, summary }) =>
    groups.some(({ actions }) => actions.includes(action))
      ? [{ kind: 'with other options' as const, actions: [action], reason: summary, source }]
      : [],
  );

/** Each reason once, with those actions of the statement that it is about. */
function merged(all: readonly (readonly [string, readonly Note[]])[]): Note[] {
  const notes = new Map<string, Note>();
  for (const [action, of] of all) {
    for (const note of of) {
      const key = JSON.stringify([note.kind, note.reason]);
      notes.set(key, { ...note, actions: [...new Set([...(notes.get(key)?.actions ?? []), action])] });
    }
  }
  return [...notes.values()];
}
