import { matches } from './pattern';
import type { Json, Principal } from './request';
import { all, any, isToken, not, symbols, type Truth, texts, token } from './text';

/** The caller as texts. `bounded`: it has a permissions boundary. */
export type Caller = Record<'arn' | 'account' | 'session', string> & Pick<Principal, 'type'> & { readonly bounded: boolean };

/** Whether a statement names the caller: itself; itself or its role or user; itself, its role or user, or its account. */
export type Named = readonly Truth[];

/** A statement without a principal belongs to an identity policy, and names everyone that has the policy. */
export function namedBy({ Principal, NotPrincipal, Effect }: { readonly [element: string]: Json }, caller: Caller): Named {
  if (NotPrincipal !== undefined) {
    const truth = Effect === 'Deny' ? not(isExempt(among(NotPrincipal, caller), caller)) : undefined;
    return [truth, truth, truth];
  }
  const [itself, behind, account] = Principal === undefined ? [true, true, true] : among(Principal, caller);
  return [itself, any([itself, behind]), any([itself, behind, account])];
}

/**
 * Whether NotPrincipal exempts the caller from a Deny: never one with a boundary. The account must be listed too, and the role of a session.
 * Otherwise it depends on the service (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html).
 */
const isExempt = ([itself, behind, account]: Named, { bounded }: Caller): Truth =>
  bounded || any([itself, behind]) === false ? false : all([itself, behind, account]) || undefined;

function among(element: Json, { type, arn, account, session }: Caller): Named {
  const { CanonicalUser, [type]: others } = Object(element) as Record<string, Json>;
  const hasAccount = type !== 'Service' && type !== 'Federated';
  const values = [...texts(others), ...named(element).filter((value) => hasAccount || value === '*')];
  const isNamed = (own: string) => any(values.map((value) => value === '*' || (!accountIn(value) && matches(value, own, 'none'))));
  const ofAccount = [...values.map((value) => isAccount(value, account)), ...texts(CanonicalUser).map(() => undefined)];
  return [isNamed(type === 'User' || !hasAccount ? arn : session), isNamed(arn), hasAccount && any(ofAccount)];
}

export function named(element: Json): string[] {
  const { AWS, 'Fn::If': choice } = (typeof element === 'object' ? element : { AWS: element }) as Record<string, Json>;
  return texts(choice ? token(choice) : AWS);
}

/** `arn:aws:iam::111122223333:root` and `111122223333` mean the same. */
const accountIn = (value: string): string | undefined => /^arn:.*:iam::(.*):root$/.exec(value)?.[1] ?? /^\d{12}$/.exec(value)?.[0];

export function isAccount(value: string, account: string): Truth {
  const mayBe = symbols(value).length === 1 && isToken(value) && !value.includes('Fn::GetAtt');
  const id = accountIn(value) ?? (mayBe ? value : undefined);
  return id !== undefined && matches(id, account, 'none');
}
