import { isMet } from './condition';
import { objectOf, type Statement, statementsIn, type Written } from './document';
import { matches } from './pattern';
import type { PreparedRequest } from './prepared-request';
import { leftOpenIn, type Named, namedBy } from './principal';
import type { Asked, Cause, Json, Policy, PolicyKind } from './request';
import { all, any, hasToken, isToken, not, plain, symbols, type Truth, texts } from './text';

/** A statement, judged for a request. If the policy or the statement is not known, so is everything about it. */
export interface Judged extends Omit<Cause, 'elements' | 'conditions'> {
  readonly elements: readonly (readonly [Cause['elements'][number], Truth])[];
  readonly conditions: readonly (readonly [Asked, Truth])[];
  /** Whether it applies, for each way to name the caller. */
  readonly applies: Named;
  /** Of a statement in one branch of `Fn::If`: the branch, and whether it applies there. */
  readonly there?: { readonly branch: NonNullable<Written['branch']>; readonly applies: Named };
}

/** Many requests are judged by the same policies. */
const contents = new WeakMap<Policy, readonly Written[]>();

export function judged(kind: PolicyKind, policy: Policy, request: PreparedRequest): Judged[] {
  const content = contents.get(policy) ?? statementsIn(policy.document).map(asTexts);
  contents.set(policy, content);
  return content.map(({ branch, statement: s, sure, version }, index) => {
    const asked = version === '2012-10-17' ? request : { ...request, variables: undefined }; // older versions have no variables
    const place = s && { index, sid: s.Sid as string | undefined, effect: s.Effect as Judged['effect'] };
    const there = branch && { branch, applies: match(s ?? {}, true, asked).applies };
    return { kind, origin: policy.origin, ...place, ...match(s ?? {}, sure || undefined, asked), ...(there && { there }) };
  });
}

const asTexts = (one: Written): Written => ({ ...one, statement: plain(one.statement) as Statement | undefined });

function match(s: Statement, sure: Truth, request: PreparedRequest): Pick<Judged, 'elements' | 'conditions' | 'applies' | 'open'> {
  const action = among(s, 'Action', (value) => matches(value.toLowerCase(), request.action, 'text'));
  if (action === false) {
    return { elements: [['Action', false]], conditions: [], applies: [false, false, false] };
  }
  const conditions = conditionsOf(s.Condition, request);
  const named = namedBy(s, request.caller);
  const rest: Judged['elements'] = [
    ['Statement', sure],
    ['Action', action],
    ['Resource', among(s, 'Resource', (value, lacking) => covers(value, request, lacking))],
    ['Condition', all(conditions.map(([, truth]) => truth))],
  ];
  const others = rest.map(([, truth]) => truth);
  const [itself, behind, account] = named.map((truth) => all([...others, truth]));
  const whom = named[2] === undefined ? leftOpenIn(s, request.caller) : [];
  const open = [...whom, ...(rest[2][1] === undefined && texts(s.NotResource).some(hasToken) ? (['NotResource'] as const) : [])];
  const elements: Judged['elements'] = [...rest, ['Principal', named[2]]];
  return { elements, conditions, applies: [itself, behind, account], ...(open.length > 0 && { open }) };
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
  const operators = typeof block === 'string' ? { [block]: { '': block } } : (objectOf(block) ?? {}); // an intrinsic is not known
  return Object.entries(operators).flatMap(([operator, keys]) =>
    Object.entries(objectOf(keys) ?? {}).map(([key, values]): [Asked, Truth] => {
      return [{ operator, key, values, given: given(key) }, isMet(operator, values, given(key), variables)];
    }),
  );
}

/** Whether statements may be about an action, as far as they name actions. What only the deployment knows may be any. */
export function actionsIn(statements: readonly { readonly Action?: Json; readonly NotAction?: Json }[]): (action: string) => boolean {
  const named = new Set(
    statements.flatMap(({ Action, NotAction }) => texts(NotAction === undefined ? (Action ?? '*') : '*').map((one) => one.toLowerCase())),
  );
  const patterns = [...named].filter((one) => /[*?]/.test(one) || hasToken(one));
  return (action) => named.has(action.toLowerCase()) || patterns.some((one) => matches(one, action.toLowerCase(), 'text') !== false);
}
