import type { Statement } from './document';
import { evaluate } from './evaluate';
import { each, principalsOf } from './named-principals';
import { OPEN } from './open';
import { matches, segments } from './pattern';
import type { Decision, Json, Policy, Principal, Request } from './request';
import { isToken, symbols, texts, token } from './text';

/** A way to assume a role that a statement of its trust policy allows. */
export interface Assumption {
  readonly kind: 'AWS' | 'Service' | 'Federated';
  /** An ARN, an account, a service or an identity provider. */
  readonly name: string;
  /** Of what is no service and no provider: its account, which may be any text that is not known. */
  readonly account?: string;
  readonly actions: readonly string[];
  /** What the call carries, by condition key: what the statement asks for. */
  readonly carries: Request['context'];
}

/** The ways that a statement allows, each as the call that fits it. */
export function assumptionsIn(statement: Statement): Assumption[] {
  const { Action, Condition, Effect } = statement;
  const tags = texts(Action).filter((one) => /^sts:TagSession$/i.test(one));
  const ways = Effect === 'Allow' ? principalsOf(statement) : [];
  return ways.flatMap(([kind, name]): Assumption[] => {
    const action = actionOf(kind, name);
    const isAbout = texts(Action ?? '*').some((one) => matches(one.toLowerCase(), action.toLowerCase(), 'text') !== false);
    const account = kind === 'AWS' ? accountIn(name) : undefined;
    return isAbout && /^(AWS|Service|Federated)$/.test(kind)
      ? [{ kind: kind as Assumption['kind'], name, account, actions: [action, ...tags], carries: fitting(Condition) }]
      : [];
  });
}

const actionOf = (kind: string, name: string): string =>
  `sts:AssumeRole${kind !== 'Federated' ? '' : name.includes(':saml-provider/') ? 'WithSAML' : 'WithWebIdentity'}`;

/** Of anyone, it is any. */
const accountIn = (name: string): string =>
  /^\d{12}$/.exec(name)?.[0] ?? (name.startsWith('arn:') ? segments(name)[4] : token({ Account: name }));

/** Values that meet a condition, by key. */
function fitting(condition: Json): Request['context'] {
  const asking = Object.entries(Object(condition) as Record<string, Json>).filter(([operator]) =>
    /^(ForA..Values:)?(String(Equals|Like)|Bool|Arn(Equals|Like))/.test(operator),
  );
  const asked = asking.flatMap(([, keys]) => Object.entries(Object(keys) as Record<string, Json>));
  return Object.fromEntries(asked.map(([key, values]) => [key, (each(values)[0] ?? '').replace(/[*?]/g, ANY)]));
}

const ANY = token({ Value: 'any' });

/** What every call has, and what nobody carries who is no service. */
const ALWAYS = { 'aws:SecureTransport': 'true' };
const OF_NO_SERVICE = { 'aws:SourceAccount': null, 'aws:SourceArn': null };

/** Decides the calls of a way. `owner`: the account of the role. `more`: what is known of principals of other accounts. */
export function decisionsOn(
  trust: Policy,
  role: Json,
  owner: string,
  way: Assumption,
  more: Request['context'] = {},
): (Request & { readonly decision: Decision })[] {
  const { account = '', actions, carries, kind } = way;
  const isStranger = kind === 'AWS' && account !== owner && !symbols(account).some(isToken);
  const context = { ...ALWAYS, ...(kind === 'AWS' && OF_NO_SERVICE), ...(isStranger && more), ...carries };
  const asked = actions.map((action) => ({ principal: callerOf(way), action, resource: role, account: owner, context }));
  return asked.map((request) => ({ ...request, decision: evaluate(request, { identity: [OPEN], trust }) }));
}

function callerOf({ account = '', kind, name }: Assumption): Principal {
  if (kind !== 'AWS') {
    return { type: kind, arn: name, account };
  }
  const isOne = name.startsWith('arn:') && !name.endsWith(':root');
  const arn = isOne ? name : `arn:${token({ Ref: 'AWS::Partition' })}:iam::${account}:role/${ANY}`;
  return { type: name.includes(':user/') ? 'User' : 'AssumedRole', arn, account };
}
