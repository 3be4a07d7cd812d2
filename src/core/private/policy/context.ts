import type { Given } from './condition';
import type { Variables } from './pattern';
import type { Caller } from './principal';
import type { Context, Json, Request } from './request';
import { plain, textOf, texts, token } from './text';

/** A request as texts, ready to be held against statements. */
export interface Asking {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly account: string;
  given(key: string): Given;
  readonly variables: Variables;
}

export function asking({ principal, action, resource, account, context }: Request): Asking {
  const text = (json: Json) => textOf(plain(json));
  const own = text(principal.account);
  const session = principal.session ?? sessionOf(principal.type, own);
  const caller: Caller = { type: principal.type, arn: text(principal.arn), account: own, session: text(session) };
  const known = new Map(Object.entries({ ...derived(caller, text(account)), ...lowered(context) }));
  const given = (key: string): Given => known.get(key.toLowerCase());
  const variables: Variables = (name) => {
    const values = given(name);
    return values === undefined ? token({ Variable: name.toLowerCase() }) : values?.length === 1 ? values[0] : undefined;
  };
  return { caller, action: action.toLowerCase(), resource: text(resource), account: text(account), given, variables };
}

const lowered = (context: Context): Record<string, Given> =>
  Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value === null ? null : texts(plain(value))]));

const sessionOf = (type: Caller['type'], account: string): string =>
  `arn:${token('partition')}:sts::${account}:${type === 'AssumedRole' ? 'assumed-role' : 'federated-user'}/${token('session')}`;

/**
 * What AWS itself puts into the context of a call that somebody makes, not a service
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
 */
function derived(caller: Caller, owner: string): Record<string, Given> {
  const name = /:user\/(?:.*\/)?([^/]+)$/.exec(caller.arn)?.[1];
  return {
    'aws:principalarn': [caller.type === 'FederatedUser' ? caller.session : caller.arn],
    'aws:principalaccount': [caller.account],
    'aws:principaltype': [caller.type],
    'aws:principalisawsservice': ['false'],
    'aws:principalservicename': null,
    'aws:principalservicenameslist': null,
    'aws:username': caller.type !== 'User' ? null : name === undefined ? undefined : [name],
    'aws:resourceaccount': [owner],
    's3:resourceaccount': [owner],
    'kms:calleraccount': [caller.account],
  };
}
