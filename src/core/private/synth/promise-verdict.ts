import { statementsIn } from '../policy/document';
import type { Difference } from './differences';
import type { FinalApp } from './final-app';
import type { PromiseRule } from './promise-rule';
import { PROMISE_RULES } from './promise-rules';
import type { Judged } from './promise-words';
import type { Promised } from './promised';
import { resolved } from './whose';

const STRICTEST_FIRST = ['error', 'warning', 'silent'];

/** Finds the rule for a difference: of all that a statement may be, that for the worst. */
export function judge(app: FinalApp, of: Promised, difference: Difference): Judged {
  const rules = casesOf(app, of, difference).map((one) => ruleFor(app, of, one));
  const [worst] = STRICTEST_FIRST.flatMap((verdict) => rules.filter((rule) => (rule?.verdict ?? 'error') === verdict));
  return { ...difference, of, rule: worst };
}

/** The deployment may decide what a statement says, and whether it is there. */
function casesOf(app: FinalApp, { l1 }: Promised, difference: Difference): Difference[] {
  const { final, path } = difference;
  const written = /(^|\.)Statement(\.\d+)?$/.test(path) ? statementsIn({ Statement: final }) : [];
  const known = written.flatMap(({ statement }) => (statement ? { ...difference, final: resolved(app, l1.stack, statement) } : []));
  return known.length > 0 ? known : [difference];
}

function ruleFor(app: FinalApp, of: Promised, difference: Difference): PromiseRule | undefined {
  const { final, path, promised } = difference;
  const parts = path.split('.');
  const fits = (rule: PromiseRule) =>
    rule.type.test(of.type) &&
    parts.some((_, index) => rule.path.test(parts.slice(0, index + 1).join('.'))) &&
    (!rule.added || (promised === undefined && final !== undefined)) &&
    (rule.if?.(difference, of.l1, app) ?? true);
  return [...of.rules, ...PROMISE_RULES].find(fits);
}
