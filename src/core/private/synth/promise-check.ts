import type { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Difference, differences, isSame } from './differences';
import type { FinalApp } from './final-app';
import { type FinalResource, finalResource, valuesOf, withValues } from './final-resource';
import { hiddenProblems, type RawStatement } from './hidden-in-statements';
import { Keeping } from './keeping';
import { checkLanguageExtensions } from './language-extensions';
import { ROLE } from './meanings';
import { type Around, keptAround, warnAboutTemplates } from './nested-stacks';
import { hasOnlyOwn, ownOf } from './own-properties';
import { judge } from './promise-verdict';
import { changedProblem, goneProblem, warnAbout } from './promise-words';
import { nameOf, type Promised } from './promised';
import { addedToTrust, denialsAbove, warnAboutRefusals } from './refused-trust';

/** Checks whether everything that a construct promised will be deployed. Returns errors, and warns about changes that may be intended. */
export function checkPromises(app: FinalApp, scope: Construct, all: readonly Promised[], around: readonly Around[]): string[] {
  const checked = all.map((of) => ({ of, final: app.find(of.l1) ?? app.at(of.l1.node.path), asked: askedOf(of) }));
  const together = new Set(checked.map(({ final }) => JSON.stringify(final?.Condition))).size === 1;
  const judged = checked.flatMap(({ asked, final, of }) =>
    final ? differencesOf(app, of, final, asked, together).map((one) => judge(app, of, one)) : [],
  );
  warnAbout(scope, [...judged, ...keptAround(app, around, all)]);
  warnAboutTemplates(app, scope, around);
  for (const { final, of } of checked) {
    const added = addedToTrust(judged.filter((one) => one.of === of));
    if (final && (added.length > 0 || (final.Type === ROLE && denialsAbove(app, final).length > 0))) {
      warnAboutRefusals(app, scope, final, added);
    }
  }
  return [
    ...checked.filter(({ final }) => !final).map(({ of }) => goneProblem(of)),
    ...judged.filter(({ rule }) => (rule?.verdict ?? 'error') === 'error').map(changedProblem),
    ...checked.flatMap(({ asked, of }) => hiddenIn(app, of, asked)),
    ...checkLanguageExtensions(
      app,
      checked.flatMap(({ final }) => final ?? []),
    ),
  ];
}

function differencesOf(app: FinalApp, of: Promised, final: FinalResource, asked: AskedValue[], together: boolean): Difference[] {
  if (isUnchanged(app, of, final, asked)) {
    return [];
  }
  const { l1, values } = of;
  const kept = finalResource(withValues(l1, values), app.renderingOf(l1.stack));
  const promised = asked.reduce<unknown>((all, [path, value]) => withValue(all, path.split('.'), app.render(l1, value)), {
    ...(kept && besideProperties(kept)),
    ...(kept && ownOf(of.type, kept.Properties)),
  });
  const found = differences(promised, allOf(final));
  return together ? found.filter(({ path }) => path !== '/Condition') : found; // then the construct exists as a whole, or not at all
}

/** Equal values render equally: most resources need no comparison of what they render. */
function isUnchanged(app: FinalApp, { asked, l1, type, values }: Promised, final: FinalResource, given: readonly AskedValue[]): boolean {
  const rendering = app.renderingOf(l1.stack);
  const givenIn = (path: string) => (path.startsWith('/') ? besideAt(final, path.slice(1)) : get(final.Properties, path.split('.')));
  return (
    final.construct === l1 &&
    hasOnlyOwn(type, final.Properties, Object.keys(asked)) &&
    given.every(([path, value]) => rendering.gives(value, givenIn(path))) &&
    hasStill(l1, values, new Keeping(l1.stack, asked))
  );
}

/** Whether an L1 has the values that were kept. Of the properties, it keeps none again. */
function hasStill(l1: CfnResource, kept: { readonly cfnProperties?: unknown }, keeping: Keeping): boolean {
  const of = (value: unknown, isOverride = false) => (isOverride ? keeping.of(value, true) : value);
  const { cfnProperties, ...beside }: { cfnProperties?: unknown } = valuesOf(l1, { of }) ?? {};
  const { cfnProperties: keptProperties, ...keptBeside } = kept;
  return isSame(keptBeside, beside) && keeping.gives(cfnProperties, keptProperties);
}

/** What is hidden in the requested statements: the resource may match its promise only because both are empty. */
function hiddenIn(app: FinalApp, of: Promised, asked: readonly AskedValue[]): string[] {
  const documents = asked.filter(([path]) => path.endsWith('.Statement'));
  return documents.flatMap(([path, statements]) =>
    hiddenProblems(app, of.l1.stack, `${nameOf(of)}, ${path}`, statements as RawStatement[]),
  );
}

/** Notes, and what is no attribute. */
const NOT_BESIDE = new Set(['construct', 'logicalId', 'Properties', 'Description', 'Metadata', 'Version']);

const BY_DEFAULT: Record<string, unknown> = { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' };

function besideAt(final: FinalResource, name: string): unknown {
  const { [name]: value } = final as unknown as Record<string, unknown>;
  return value === undefined ? BY_DEFAULT[name] : value;
}

/** Uses names that no property has. */
function besideProperties(final: FinalResource): Record<string, unknown> {
  const names = Object.keys({ ...final, ...BY_DEFAULT }).filter((name) => !NOT_BESIDE.has(name));
  return Object.fromEntries(names.map((name) => [`/${name}`, besideAt(final, name)]));
}

const allOf = (final: FinalResource) => ({ ...besideProperties(final), ...final.Properties });

type AskedValue = [path: string, value: unknown];

const askedOf = ({ asked }: Promised): AskedValue[] =>
  Object.entries(asked).map(([path, value]) => [path, typeof value === 'function' ? value() : value]);

// biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's
const get = (target: any, path: readonly string[]): unknown => path.reduce((value, key) => value?.[key], target);

/** A copy with the value at this path; undefined removes what is there. */
function withValue(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  const copy = (Array.isArray(target) ? [...target] : { ...(target as object) }) as Record<string, unknown>;
  copy[key] = rest.length > 0 ? withValue(copy[key] ?? (/^\d+$/.test(rest[0]) ? [] : {}), rest, value) : value;
  if (copy[key] === undefined) {
    delete copy[key];
  }
  return copy;
}
