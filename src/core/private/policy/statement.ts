import { isMet } from './condition';
import { conditionsIn, type Statement, statementsIn, type Written } from './document';
import { matches } from './pattern';
import type { PreparedRequest } from './prepared-request';
import { type Named, namedBy } from './principal';
import type { Asked, Cause, Json, Policy, PolicyKind } from './request';
import { all, any, isToken, not, plain, symbols, type Truth, texts } from './text';

/** A statement, judged for a request. If the policy or the statement is not known, so is everything about it. */
export interface Judged extends Omit<Cause, 'elements' | 'conditions'> {
  readonly elements: readonly (readonly [Cause['elements'][number], Truth])[];
  readonly conditions: readonly (readonly [Asked, Truth])[];
  /** Whether it applies, for each way to name the caller. */
  readonly applies: Named;
  /** Whether it applies where the deployment has it, and the one branch of `Fn::If` where that is. */
  readonly there: Named;
  readonly branch?: Written['branch'];
}

/** Many requests are judged by the same policies. */
const contents = new WeakMap<Policy, readonly Written[]>();

export function judged(kind: PolicyKind, policy: Policy, request: PreparedRequest): Judged[] {
  const content = contents.get(policy) ?? statementsIn(policy.document).map(asTexts);
  contents.set(policy, content);
  return content.map(({ branch, statement, sure, version }, index) => {
    const asked = version === '2012-10-17' ? request : { ...request, variables: undefined }; // older versions have no variables
    const place = statement && { index, sid: statement.Sid as string | undefined, effect: statement.Effect as Judged['effect'], statement };
    const isThere = sure || undefined;
    const { applies: there, conditions, elements } = match(statement ?? {}, asked);
    const inAnyCase = { applies: where(isThere, there), elements: [['Statement', isThere] as const, ...elements] };
    return { kind, origin: policy.origin, ...place, conditions, branch, there, ...inAnyCase };
  });
}

/** Whom a statement names, if something else is true. */
const where = (truth: Truth, named: Named): Named => named.map((one) => all([truth, one]));

const asTexts = (one: Written): Written => ({ ...one, statement: plain(one.statement) as Statement | undefined });

/** Of a statement that is there. */
function match(s: Statement, request: PreparedRequest): Pick<Judged, 'elements' | 'conditions' | 'applies'> {
  const action = among(s, 'Action', (value) => matches(value.toLowerCase(), request.action, 'text'));
  if (action === false) {
    return { elements: [['Action', false]], conditions: [], applies: [false, false, false] };
  }
  const conditions = conditionsOf(s.Condition, request);
  const named = namedBy(s, request.caller);
  const others: Judged['elements'] = [
    ['Action', action],
    ['Resource', among(s, 'Resource', (value, lacking) => covers(value, request, lacking))],
    ['Condition', all(conditions.map(([, truth]) => truth))],
  ];
  const applies = where(all(others.map(([, truth]) => truth)), named);
  return { elements: [...others, ['Principal', named[2]]], conditions, applies };
}

/** Whether an element, or its negation, matches. A missing element matches everything. */
function among(s: Statement, element: string, fits: (value: string, lacking: Truth) => Truth): Truth {
  const negated = s[`Not${element}`];
  const found = any(texts(negated ?? s[element]).map((value) => fits(value, negated === undefined ? false : undefined)));
  return negated === undefined ? s[element] === undefined || found : not(found);
}

/** AWS completes an incomplete ARN such as `arn:aws:sqs` (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html). */
function covers(arn: string, { resource, variables }: PreparedRequest, lacking: Truth): Truth {
  const incomplete = arn.startsWith('arn:') && arn.split(':').length < 6 && !symbols(arn).some(isToken) && !arn.endsWith('*');
  return matches(incomplete ? `${arn}:*` : arn, resource, 'resource', variables, lacking);
}

function conditionsOf(block: Json, { given, variables }: PreparedRequest): [Asked, Truth][] {
  const known = typeof block === 'string' ? { [block]: { '': block } } : block; // an intrinsic is not known
  return conditionsIn(known).map((one) => {
    const own = given(one.key);
    return [{ ...one, given: own }, isMet(one.operator, one.values, own, variables)];
  });
}
