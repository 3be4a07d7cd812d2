import type { Variables } from './pattern';
import type { Caller } from './principal';
import type { Asked, Json, Request } from './request';
import { plain, textOf, texts, token } from './text';

/** A request as texts. */
export interface PreparedRequest {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly account: string;
  given(key: string): Asked['given'];
  /** Undefined where policies have no variables. */
  readonly variables: Variables | undefined;
}

export function prepare({ principal, action, resource, account, context }: Request, bounded: boolean): PreparedRequest {
  const text = (json: Json) => textOf(plain(json));
  const [type, own, owner] = [principal.type, text(principal.account), text(account)];
  const session = `arn:${token('partition')}:sts::${own}:${type === 'AssumedRole' ? 'assumed-role' : 'federated-user'}/${token('session')}`;
  const caller = { type, arn: text(principal.arn), account: own, session: text(principal.session ?? session), bounded };
  const told = Object.entries(context).map(([key, value]) => [key.toLowerCase(), value === null ? null : texts(plain(value))] as const);
  const known = new Map<string, Asked['given']>([...derived(caller, owner), ...told]);
  const given = (key: string) => known.get(key.toLowerCase());
  const variables: Variables = (name) => {
    const values = given(name);
    return values === undefined ? token({ Variable: name.toLowerCase() }) : values?.length === 1 ? values[0] : undefined;
  };
  return { caller, action: action.toLowerCase(), resource: text(resource), account: owner, given, variables };
}

/** Keys that AWS derives from the call (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html). */
function derived({ type, arn, account, session }: Caller, owner: string): [string, Asked['given']][] {
  if (type === 'Service' || type === 'Federated') {
    return [['aws:principalisawsservice', [`${type === 'Service'}`]]];
  }
  const name = /:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
  return [
    ['aws:principalarn', [type === 'FederatedUser' ? session : arn]],
    ['aws:principaltype', [type]],
    ['aws:principalisawsservice', ['false']],
    ['aws:username', type !== 'User' ? null : name === undefined ? undefined : [name]],
    ...['aws:principalservicename', 'aws:principalservicenameslist'].map((key): [string, null] => [key, null]),
    ...['aws:principalaccount', 'kms:calleraccount'].map((key): [string, string[]] => [key, [account]]),
    ...['aws:resourceaccount', 's3:resourceaccount'].map((key): [string, string[]] => [key, [owner]]),
  ];
}
