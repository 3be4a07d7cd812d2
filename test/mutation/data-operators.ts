import type { DeviationKind, PermissionGroup, PermissionSet } from '../../src/core/private/model/permission-set';
import { actionFacts, expandAction } from '../matrix';
import { list, type Statement } from '../matrix/types';

// The ways in which the data of permissions, and what was transcribed from a page, is made wrong.

/** Puts the fault in, and returns what takes it out again. */
export interface Change {
  /** Where it shows: in the policies that constructs make, in what is said of them, or in what a page is said to list. */
  readonly in: 'policies' | 'words' | 'page';
  /** What was done, such as `drop action s3:GetObject`. */
  readonly how: string;
  /** The Sids of the policies in which it shows. Default: all of the set */
  readonly sids?: readonly string[];
  readonly apply: () => () => void;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const SHOWS: Readonly<Record<string, Change['in']>> = { Action: 'page', Resource: 'page', deviations: 'words', evidence: 'words' };

/** A property of an object that constructs and tests read later: it has another value until it is undone. */
function change<T extends object, K extends keyof T & string>(how: string, on: T, key: K, value: T[K] | undefined): Change {
  return {
    how,
    in: SHOWS[key] ?? 'policies',
    apply: () => {
      const old = on[key];
      Object.assign(on, { [key]: value } as Writable<T>);
      return () => void Object.assign(on, { [key]: old });
    },
  };
}

const without = <T>(all: readonly T[], index: number): T[] => all.filter((_, at) => at !== index);
/** Not `split`: in which statement an action stands changes nothing of what is granted, and only a reader tells whether the page has it otherwise. */
const KINDS: readonly DeviationKind[] = ['added', 'corrected', 'narrowed', 'withheld'];

/** Of a group: its actions, their kind of resource, its conditions, its evidence. */
export async function changesOfGroup(group: PermissionGroup, kinds: readonly string[]): Promise<Change[]> {
  const { actions, conditions = {}, evidence, on } = group;
  const others = await Promise.all(actions.map(ofOtherLevel));
  return [
    ...(actions.length > 1
      ? actions.map((action, index) => change(`drop action ${action}`, group, 'actions', without(actions, index)))
      : []),
    ...actions.flatMap((action, index) =>
      others[index].map((other) =>
        change(`swap ${action} for ${other}`, group, 'actions', actions.map((one) => (one === action ? other : one)).sort()),
      ),
    ),
    ...kinds.filter((kind) => kind !== on).map((kind) => change(`on ${kind}, not ${on}`, group, 'on', kind)),
    ...Object.entries(conditions).flatMap(([operator, keys]) =>
      Object.keys(keys).map((key) => {
        const { [key]: _, ...rest } = keys;
        const { [operator]: __, ...operators } = conditions;
        const left = { ...operators, ...(Object.keys(rest).length > 0 ? { [operator]: rest } : {}) };
        return change(`drop condition ${operator} ${key}`, group, 'conditions', Object.keys(left).length > 0 ? left : undefined);
      }),
    ),
    change(`evidence, not ${evidence}`, group, 'evidence', evidence === 'inferred' ? 'documented' : 'inferred'),
  ];
}

/** An action of each other access level (list, read, write, tagging, permissions) on the same types of resource: the first by name. */
async function ofOtherLevel(action: string): Promise<string[]> {
  const facts = await actionFacts(action);
  if (!facts) return [];
  const all = await Promise.all((await expandAction(`${action.split(':')[0]}:*`)).sort().map(actionFacts));
  const types = (of: typeof facts) =>
    of.resourceTypes
      .map(({ name }) => name)
      .sort()
      .join();
  const same = all.filter((one) => one !== undefined && types(one) === types(facts) && one.accessLevel !== facts.accessLevel);
  return [...new Map(same.reverse().map((one) => [one?.accessLevel, one?.name ?? ''])).values()];
}

/** Of a set: its groups, and how it says that it differs from the page. */
export function changesOfSet(set: PermissionSet): Change[] {
  const { deviations, groups } = set;
  return [
    ...groups.map(({ sid }, index) => ({ ...change(`drop group ${sid}`, set, 'groups', without(groups, index)), sids: [sid] })),
    ...deviations.flatMap((deviation, index) => {
      const { actions, kind } = deviation;
      if (kind === 'split') return [];
      const name = `${kind} ${actions[0]}${actions.length > 1 ? ` and ${actions.length - 1} more` : ''}`;
      return [
        change(`drop deviation ${name}`, set, 'deviations', without(deviations, index)),
        ...(actions.length > 1
          ? actions.map((action, at) =>
              change(`drop ${action} of deviation ${name}`, set, 'deviations', [
                ...without(deviations, index),
                { ...deviation, actions: without(actions, at) },
              ]),
            )
          : []),
        ...KINDS.filter((one) => one !== kind).map((one) =>
          change(`deviation ${name} is ${one}`, set, 'deviations', [...without(deviations, index), { ...deviation, kind: one }]),
        ),
      ];
    }),
  ];
}

/** Of a statement of a page: its actions and resources. */
export function changesOfStatement(statement: Statement): Change[] {
  const [actions, resources] = [list(statement.Action), list(statement.Resource)];
  const instead = (arn: string, wider: string) =>
    change(
      `${wider} for ${arn}`,
      statement,
      'Resource',
      resources.map((one) => (one === arn ? wider : one)),
    );
  return [
    ...(actions.length > 1
      ? actions.map((action, index) => change(`drop action ${action}`, statement, 'Action', without(actions, index)))
      : []),
    ...(resources.length > 1
      ? resources.map((arn, index) => change(`drop resource ${arn}`, statement, 'Resource', without(resources, index)))
      : []),
    ...resources.filter((arn) => arn !== '*').flatMap((arn) => [instead(arn, '*'), ...swapped(arn).map((other) => instead(arn, other))]),
  ];
}

/** A bucket for its objects, and the other way round. */
const swapped = (arn: string): string[] =>
  /^arn:[^:]+:s3:::[^/]+(\/\*)?$/.test(arn) ? [arn.endsWith('/*') ? arn.slice(0, -2) : `${arn}/*`] : [];
