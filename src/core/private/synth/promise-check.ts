import type { Construct } from 'constructs';
import { type Difference, differences } from './differences';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { hiddenProblems, type RawStatement } from './hidden-in-statements';
import type { PromiseRule } from './promise-rule';
import { PROMISE_RULES } from './promise-rules';
import { changedProblem, goneProblem, type Judged, warnAbout } from './promise-words';
import { nameOf, type Promised } from './promised';

/** Checks whether everything that a construct promised will be deployed. Returns errors, and warns about changes that may be intended. */
export function checkPromises(app: FinalApp, scope: Construct, all: readonly Promised[]): string[] {
  const finals = new Map(all.map((one) => [one, app.find(one.l1) ?? app.at(one.l1.node.path)]));
  const together = new Set([...finals.values()].map((final) => JSON.stringify(final?.Condition))).size === 1;
  const judged = all.flatMap((of) => {
    const final = finals.get(of);
    return final ? differencesOf(app, of, final, together).map((one) => judge(of, one)) : [];
  });
  warnAbout(scope, judged);
  return [
    ...all.filter((of) => !finals.get(of)).map(goneProblem),
    ...judged.filter(({ rule }) => (rule?.verdict ?? 'error') === 'error').map(changedProblem),
    ...all.flatMap((of) => hiddenIn(app, of)),
  ];
}

function differencesOf(app: FinalApp, { asked, kept, l1 }: Promised, final: FinalResource, together: boolean): Difference[] {
  const promised = { ...besideProperties(kept), ...(app.render(l1, kept.Properties) as object) };
  for (const [path, value] of Object.entries(asked)) {
    set(promised, path.split('.'), app.render(l1, typeof value === 'function' ? value() : value));
  }
  const found = differences(promised, { ...besideProperties(final), ...final.Properties });
  return together ? found.filter(({ path }) => path !== '/Condition') : found; // then the construct exists as a whole, or not at all
}

/** What is hidden in the requested statements: the resource may match its promise only because both are empty. */
function hiddenIn(app: FinalApp, of: Promised): string[] {
  const documents = Object.entries(of.asked).filter(([path]) => path.endsWith('.Statement'));
  return documents.flatMap(([path, statements]) =>
    hiddenProblems(app, of.l1.stack, `${nameOf(of)}, ${path}`, (statements as () => RawStatement[])()),
  );
}

/** Uses names that no property has. */
const besideProperties = ({ Condition, DeletionPolicy = 'Delete', Type, UpdateReplacePolicy = 'Delete' }: FinalResource) => ({
  '/Condition': Condition,
  '/DeletionPolicy': DeletionPolicy,
  '/Type': Type,
  '/UpdateReplacePolicy': UpdateReplacePolicy,
});

// biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's
function set(target: any, [key, ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) {
    target[key] ??= /^\d+$/.test(rest[0]) ? [] : {};
    set(target[key], rest, value);
  } else if (value === undefined) {
    delete target[key];
  } else {
    target[key] = value;
  }
}

function judge(of: Promised, difference: Difference): Judged {
  const { final, path, promised } = difference;
  const parts = path.split('.');
  const fits = (rule: PromiseRule) =>
    rule.type.test(of.kept.Type) &&
    parts.some((_, index) => rule.path.test(parts.slice(0, index + 1).join('.'))) &&
    (!rule.added || (promised === undefined && final !== undefined)) &&
    (rule.if?.(difference, of.l1.stack.account) ?? true);
  return { ...difference, of, rule: [...of.rules, ...PROMISE_RULES].find(fits) };
}
