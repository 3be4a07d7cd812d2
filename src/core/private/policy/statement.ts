import type { Asking } from './asking';
import { isMet } from './condition';
import { stands, type Variables } from './pattern';
import { type Named, namedBy } from './principal';
import type { Asked, Cause, Json, Policy, PolicyKind } from './request';
import { all, any, isToken, not, plain, symbols, type Truth, texts } from './text';

type Statement = { readonly [element: string]: Json };

/** A statement beside a request. Of a policy that is not known, or an intrinsic in the place of a statement, nothing is. */
export interface Judged extends Omit<Cause, 'elements' | 'conditions'> {
  readonly elements: readonly (readonly [Cause['elements'][number], Truth])[];
  readonly conditions: readonly (readonly [Asked, Truth])[];
  /** Whether it applies, by how it may name the caller. */
  readonly applies: Named;
}

/** Every request of an app asks the same policies. */
const contents = new WeakMap<Policy, Json>();

export function judged(kind: PolicyKind, policy: Policy, asking: Asking): Judged[] {
  const content = contents.get(policy) ?? plain(policy.document);
  contents.set(policy, content);
  const { Statement, Version } = objectOf(content) ?? {};
  const variables = Version === '2012-10-17' ? asking.variables : undefined; // plain text in older ones
  return [Statement].flat().flatMap((item, index) =>
    branches(item, true).map(([s, sure]) => {
      const place = s && { index, sid: s.Sid as string | undefined, effect: s.Effect as Judged['effect'] };
      return { kind, origin: policy.origin, ...place, ...match(s ?? {}, sure, asking, variables) };
    }),
  );
}

const objectOf = (json: Json): Statement | undefined => (typeof json === 'object' && json !== null ? (json as Statement) : undefined);

/** A statement, or both that `Fn::If` chooses from. */
function branches(item: Json, sure: Truth): [Statement | undefined, Truth][] {
  const chosen = objectOf(item)?.['Fn::If'] as Json[] | undefined;
  return chosen ? chosen.slice(1).flatMap((one) => branches(one, undefined)) : [[objectOf(item), objectOf(item) && sure]];
}

function match(s: Statement, sure: Truth, asking: Asking, variables?: Variables): Pick<Judged, 'elements' | 'conditions' | 'applies'> {
  const action = among(s, 'Action', (value) => stands(value.toLowerCase(), asking.action, 'text'));
  if (action === false) {
    return { elements: [['Action', false]], conditions: [], applies: [false, false, false] }; // most are about something else
  }
  const conditions = asked(s.Condition, asking, variables);
  const named = namedBy(s, asking.caller);
  const rest: Judged['elements'] = [
    ['Statement', sure],
    ['Action', action],
    ['Resource', among(s, 'Resource', (value, lacking) => stands(completed(value), asking.resource, 'resource', variables, lacking))],
    ['Condition', all(conditions.map(([, truth]) => truth))],
  ];
  const others = rest.map(([, truth]) => truth);
  const [itself, behind, account] = named.map((truth) => all([...others, truth]));
  return { elements: [...rest, ['Principal', named[2]]], conditions, applies: [itself, behind, account] };
}

/** Whether one of the values of an element fits, or none of those of its negation; what is left out limits nothing. */
function among(s: Statement, element: string, fits: (value: string, lacking: Truth) => Truth): Truth {
  const negated = s[`Not${element}`];
  const found = any(texts(negated ?? s[element]).map((value) => fits(value, negated === undefined ? false : undefined)));
  return negated === undefined ? s[element] === undefined || found : not(found);
}

/** `arn:aws:sqs` is completed to `arn:aws:sqs:*` (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html). */
const completed = (arn: string): string =>
  arn.startsWith('arn:') && arn.split(':').length < 6 && !symbols(arn).some(isToken) && !arn.endsWith('*') ? `${arn}:*` : arn;

function asked(block: Json, { given }: Asking, variables?: Variables): [Asked, Truth][] {
  const operators = typeof block === 'string' ? { [block]: { '': block } } : (objectOf(block) ?? {}); // an intrinsic asks what nobody knows
  return Object.entries(operators).flatMap(([operator, keys]) =>
    Object.entries(objectOf(keys) ?? {}).map(([key, values]): [Asked, Truth] => {
      return [{ operator, key, values, given: given(key) }, isMet(operator, values, given(key), variables)];
    }),
  );
}
