import { isMet } from './condition';
import type { Asking } from './context';
import { matches, pattern, type Variables, type Wildcards } from './pattern';
import { type Named, namedBy } from './principal';
import type { Asked, Cause, Json, Policy, PolicyKind } from './request';
import { plain, symbols, texts } from './text';
import { all, any, not, type Truth } from './truth';

type Statement = { readonly [element: string]: Json };
type Element = Cause['elements'][number];

/** A statement beside a request. Of a policy that is not known, or of an intrinsic in the place of a statement, nothing is known. */
export interface Judged extends Pick<Cause, 'kind' | 'origin' | 'index' | 'sid' | 'effect'> {
  readonly elements: readonly (readonly [Element, Truth])[];
  readonly conditions: readonly (readonly [Asked, Truth])[];
  /** Whether it applies, depending on how it names who asks. */
  readonly applies: Named;
}

export function judged(kind: PolicyKind, { origin, document }: Policy, asking: Asking): Judged[] {
  const content = plain(document);
  const { Statement, Version } = typeof content === 'object' ? (content as Statement) : {};
  const variables = Version === '2012-10-17' ? asking.variables : undefined; // else they are plain text (..._variables)
  const list = Statement === undefined || typeof Statement === 'string' ? [undefined] : [Statement].flat();
  return list.flatMap((item, at) =>
    branches(item).map(([statement, sure]) => {
      const place = statement && { index: at, sid: statement.Sid as string | undefined, effect: effectOf(statement) };
      return { kind, origin, ...place, ...match(statement ?? {}, sure, asking, variables) };
    }),
  );
}

const effectOf = ({ Effect }: Statement): Judged['effect'] => (Effect === 'Allow' || Effect === 'Deny' ? Effect : undefined);

/** A statement, or both that `Fn::If` chooses from. */
function branches(item: Json, sure: Truth = true): [Statement | undefined, Truth][] {
  if (typeof item !== 'object' || item === null) {
    return [[undefined, undefined]];
  }
  const choice = (item as Statement)['Fn::If'] as Json[] | undefined;
  const chosen = choice?.slice(1).filter((branch) => branch !== undefined);
  return chosen ? chosen.flatMap((branch) => branches(branch, undefined)) : [[item as Statement, sure]];
}

function match(s: Statement, sure: Truth, asking: Asking, variables?: Variables): Pick<Judged, 'elements' | 'conditions' | 'applies'> {
  const conditions = asked(s.Condition, asking, variables);
  const named = namedBy(s, asking.caller);
  const rest: [Element, Truth][] = [
    ['Statement', sure],
    ['Action', among(s, 'Action', asking.action, 'text')],
    ['Resource', among(s, 'Resource', asking.resource, 'resource', variables)],
    ['Condition', all(conditions.map(([, truth]) => truth))],
  ];
  const others = rest.map(([, truth]) => truth);
  const { directly, behind, account } = named;
  return {
    elements: [...rest, ['Principal', any([directly, behind, account])]],
    conditions,
    applies: {
      directly: all([...others, directly]),
      behind: all([...others, any([directly, behind])]),
      account: all([...others, any([directly, behind, account])]),
    },
  };
}

/** Whether a text is among those of an element, or not among those of its negation. */
function among(s: Statement, element: string, own: string, wildcards: Wildcards, variables?: Variables): Truth {
  const negated = s[`Not${element}`];
  const found = texts(negated ?? s[element]).map((value) => {
    const wanted = pattern(element === 'Action' ? value.toLowerCase() : value, wildcards, variables);
    return wanted ? matches(wanted, symbols(own)) : negated === undefined ? false : undefined;
  });
  return negated === undefined ? any(found) : not(any(found));
}

function asked(block: Json, { given }: Asking, variables?: Variables): [Asked, Truth][] {
  if (typeof block === 'string') {
    return [[{ operator: '', key: '', values: block, given: undefined }, undefined]];
  }
  return Object.entries((block ?? {}) as Statement).flatMap(([operator, keys]) =>
    Object.entries((keys ?? {}) as Statement).map(([key, values]): [Asked, Truth] => [
      { operator, key, values, given: given(key) },
      isMet(operator, values, given(key), variables),
    ]),
  );
}
