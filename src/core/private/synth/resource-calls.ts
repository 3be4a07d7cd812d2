import type { BucketPolicyStatement } from '../model/bucket-profile';
import { isMet } from '../policy/condition';
import { statementsIn } from '../policy/document';
import { principalsOf } from '../policy/named-principals';
import type { Json, Request } from '../policy/request';
import { all, type Truth, texts } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { mayName } from './let-in';
import { type PlacedStatement, statementsAt } from './placed-statement';
import { Targets } from './targets';
import { resolvedIn } from './whose';

// What services of AWS call on resources: the policy of the resource alone decides.

/** A call of a service, with what it carries, by condition key. */
export interface ServiceCall {
  readonly service: string;
  /** In lower case. */
  readonly action: string;
  readonly context: Request['context'];
}

/** A service that publishes to a topic, and whom this notifies; what its calls carry, by condition key: `*` at the end is any name. */
export interface Publishing {
  readonly service: string;
  readonly what: string;
  readonly context: Request['context'];
  /** What the call of SNS to KMS carries. */
  readonly keyContext: Request['context'];
}

/** What in a policy, at a property of `by`, certainly stops the call on a resource. */
export function stopIn(app: FinalApp, on: FinalResource, by: FinalResource, at: string, call: ServiceCall): string | undefined {
  const isKnown = by.Properties[at] === undefined || statementsIn(by.Properties[at]).every(({ value }) => value !== undefined);
  const judged = statementsAt(by, at).map((one) => ({ one, applies: applies(resolvedIn(app, one), call) }));
  const denial = judged.find(({ applies, one }) => applies && one.sure && one.statement.Effect === 'Deny' && isOn(app, on, one));
  const mayBeAllowed = !isKnown || judged.some(({ applies, one }) => applies !== false && one.statement.Effect !== 'Deny');
  const path = `'${pathOf(by.construct)}'`;
  return denial
    ? `denied by statement '${denial.one.statement.Sid ?? denial.one.at}' of ${path}`
    : mayBeAllowed
      ? undefined
      : `not allowed by ${path}`;
}

/** Whether a statement is about the call, as far as it is known. */
function applies(statement: BucketPolicyStatement, { action, context, service }: ServiceCall): Truth {
  const { Action, Condition = {}, Effect, NotAction, NotPrincipal } = statement;
  if ((Effect !== 'Allow' && Effect !== 'Deny') || NotPrincipal !== undefined) {
    return undefined;
  }
  const isAction = NotAction === undefined ? mayName(Action, action) : !mayName(NotAction, action);
  const isNamed = principalsOf(statement).some(([kind, name]) => name === '*' || (kind === 'Service' && name === service));
  const given = Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key.toLowerCase(), value === null ? null : texts(value)]),
  );
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries((keys ?? {}) as Record<string, Json>).map(([key, values]) => isMet(operator, values, given[key.toLowerCase()])),
  );
  return all([isAction, isNamed, ...conditions]);
}

const isOn = (app: FinalApp, on: FinalResource, { by, statement }: PlacedStatement): boolean =>
  [(statement as { Resource?: unknown }).Resource ?? '*'].flat().some((one) => one === '*' || refersTo(app, on, by, one));

const refersTo = (app: FinalApp, on: FinalResource, by: FinalResource, value: unknown): boolean =>
  Targets.of(app).find(by.construct.stack, value)?.element === on.construct;
