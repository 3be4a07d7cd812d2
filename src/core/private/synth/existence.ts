import { partsOf } from '../policy/document';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import type { Mention } from './mentions';

/** Whether each deployment that has some resources has another one as well: it has no condition but theirs. */
export function existsWith(app: FinalApp, one: FinalResource, others: readonly (FinalResource | undefined)[]): boolean {
  const theirs = new Set(others.flatMap((other) => other ?? []).flatMap((other) => conditionsOf(app, other)));
  return conditionsOf(app, one).every((condition) => theirs.has(condition));
}

/** Whether a mention is certain to be there with them, and not in one branch of `Fn::If`. */
export function isSure(app: FinalApp, { at, by }: Mention, others: readonly (FinalResource | undefined)[]): boolean {
  const [property] = at.split('.');
  const places = partsOf(by.Properties[property], property).filter(({ sure }) => sure);
  return existsWith(app, by, others) && places.some((one) => `${at}.`.startsWith(`${one.at}.`));
}

/** A condition has its name in one template. Those of the nested stack around it count, too. */
function conditionsOf(app: FinalApp, { Condition, construct: { stack } }: FinalResource): string[] {
  const nested = app.find(stack.nestedStackResource);
  return [...(Condition === undefined ? [] : [`${stack.node.addr} ${Condition}`]), ...(nested ? conditionsOf(app, nested) : [])];
}
