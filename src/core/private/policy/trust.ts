import type { Statement } from './document';
import { each, principalsOf } from './named-principals';
import { matches, segments } from './pattern';
import type { Json, Request } from './request';
import { hasToken, texts, token } from './text';

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
    const isAbout = (action: string) =>
      texts(Action ?? '*').some((one) => matches(one.toLowerCase(), action.toLowerCase(), 'text') !== false);
    const action = actionsOf(kind, name).find(isAbout);
    const account = kind === 'AWS' ? accountIn(name) : undefined;
    return action && /^(AWS|Service|Federated)$/.test(kind)
      ? [{ kind: kind as Assumption['kind'], name, account, actions: [action, ...tags], carries: fitting(Condition) }]
      : [];
  });
}

/** The ARN of a provider that the app creates does not show its type. */
function actionsOf(kind: string, name: string): string[] {
  const isSaml = name.includes(':saml-provider/') || (hasToken(name) && !name.includes(':oidc-provider/') ? undefined : false);
  const how =
    kind !== 'Federated' ? [''] : isSaml === undefined ? ['WithWebIdentity', 'WithSAML'] : [isSaml ? 'WithSAML' : 'WithWebIdentity'];
  return how.map((one) => `sts:AssumeRole${one}`);
}

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

export const ANY = token({ Value: 'any' });
