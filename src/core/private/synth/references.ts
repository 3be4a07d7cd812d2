import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct, IConstruct } from 'constructs';
import { advise } from '../validation/remedies';
import { pathOf } from '../validation/shown-value';
import { reachedBy } from './access-points';
import type { CallRule } from './call-rule';
import { CALL_RULES } from './call-rules';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { strangersIn } from './let-in';
import type { Mention } from './mentions';
import { oncePerApp } from './once';
import { statementsAt } from './placed-statement';
import { namedIn } from './principal-policies';
import { isMade } from './promise';
import type { ReferenceRule } from './reference-rule';
import { REFERENCE_RULES } from './reference-rules';
import { sdkCalls } from './sdk-calls';
import { isOff } from './switched-off';
import { resolvedIn } from './whose';

/** What a construct created that others can reference. */
export type Referred = { readonly [what in ReferenceRule['to']]?: IConstruct };

/** The keys that encrypt it, whoever created them. */
interface Encrypted {
  readonly keys?: readonly (kms.IKey | undefined)[];
}

/** Warns, once for each kind, about references in the app that give someone access, or break the access, to what the construct created. */
export function warnAboutReferences(app: FinalApp, scope: Construct, made: Referred & Encrypted): void {
  const referred = rulesIn(app).flatMap((rule) => referring(app, scope, rule, made[rule.to]).map((text) => ({ ...rule, text })));
  const found = [...referred, ...calling(app, scope, made)];
  for (const id of new Set(found.map((one) => one.id))) {
    const of = found.filter((one) => one.id === id);
    const reasons = [...new Set(of.map(({ why }) => why))];
    const said = reasons.map((why) => `${[...new Set(of.filter((one) => one.why === why).map(({ text }) => text))].join(', ')}: ${why}`);
    advise(scope, id, said.join('; '));
  }
}

/** `UserName`, `SecretIdList.0` */
const ALONE = /^[^.]+(\.\d+)*$/;

/** Calls on something of the construct, or on a key that encrypts it, which no template shows the result of. */
function calling(app: FinalApp, scope: Construct, { bucket, group, keys = [], policy, role, secret, user }: Referred & Encrypted) {
  const all = sdkCalls(app);
  if (all.size === 0) {
    return []; // the usual case
  }
  const made = [bucket, group, policy, role, secret, user].flatMap((one) => app.find(one) ?? []);
  const own = made.filter(({ construct }) => construct.node.scopes.includes(scope));
  const using = keys.flatMap((key) => resourceGiven(app, key) ?? []);
  return [...new Set([...own, ...using])]
    .flatMap((on) => all.get(on) ?? [])
    .flatMap((call) => {
      const { action, at, by, ofRule, on } = call;
      const isOn = (one: CallRule) => one.type.test(on.Type) && one.action.test(action) && (one.at ?? ALONE).test(at);
      const rule = CALL_RULES.find((one) => isOn(one) && (one.if?.(call, app) ?? true));
      return rule
        ? {
            ...rule,
            text: `${by.Type} '${pathOf(by.construct)}' calls ${action} on '${pathOf(on.construct)}'${ofRule ? ', if that breaks its rule' : ''}`,
          }
        : [];
    });
}

interface RuleInApp extends ReferenceRule {
  /** What means everything of a kind. */
  readonly wholesale: readonly FinalResource[];
}

/** Most apps have none of these types. */
const rulesIn = oncePerApp((app): RuleInApp[] =>
  REFERENCE_RULES.filter(({ type }) => app.ofType(type).length > 0).map((rule) => ({
    ...rule,
    wholesale: rule.every ? app.ofType(rule.type).filter((one) => rule.every?.(one, app)) : [],
  })),
);

function referring(app: FinalApp, scope: Construct, rule: RuleInApp, made: IConstruct | undefined): string[] {
  const final = app.find(made);
  const isNaming = ({ at, by }: Mention) => by.Type === rule.type && rule.at.test(at) && (rule.ofLibrary || !isMade(by.construct));
  const named = final ? reachedBy(app, final).filter(isNaming) : [];
  if (!final || named.length + rule.wholesale.length === 0) {
    return []; // the usual case
  }
  const ofOwn = final.construct.node.scopes.includes(scope) ? named : [];
  return [...ofOwn.map(({ by }) => by), ...wholesale(rule, final)]
    .flatMap((by) => (rule.via ?? []).reduce((all, type) => all.flatMap((one) => through(app, one, type)), [by]))
    .filter((by) => letsIn(app, rule, by, final))
    .map((by) => `${by.Type} '${pathOf(by.construct)}'`);
}

/** What means the resource together with all others where it is. */
function wholesale({ wholesale: all }: RuleInApp, { construct: { stack } }: FinalResource): FinalResource[] {
  return all.filter(({ construct: { stack: own } }) => own.account === stack.account && own.region === stack.region);
}

/** The resources of a type that reference one. */
const through = (app: FinalApp, to: FinalResource, type: string): FinalResource[] =>
  namedIn(app, to).flatMap(({ by }) => (by.Type === type ? by : []));

function letsIn(app: FinalApp, rule: ReferenceRule, by: FinalResource, of: FinalResource): boolean {
  const { account } = by.construct.stack;
  const { policy } = rule;
  return (
    !isOff(by) &&
    (rule.if?.(by, account, of, app) ?? true) &&
    (policy === undefined || statementsAt(by, policy).some((one) => strangersIn(resolvedIn(app, one), account).length > 0))
  );
}
