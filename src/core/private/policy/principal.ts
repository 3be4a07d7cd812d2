import { stands } from './pattern';
import type { Json, Principal } from './request';
import { all, any, isToken, not, symbols, type Truth, texts, token } from './text';

/** Who asks, as texts; `bounded`: whether it has a permissions boundary. */
export type Caller = Record<'arn' | 'account' | 'session', string> & Pick<Principal, 'type'> & { readonly bounded: boolean };

/** How far a statement is about the caller: named itself; or whoever is behind a session as well; or its account as well. */
export type Named = readonly [itself: Truth, behind: Truth, account: Truth];

/** A statement of an identity policy is about whom it is attached to. */
export function namedBy({ Principal, NotPrincipal, Effect }: { readonly [element: string]: Json }, caller: Caller): Named {
  if (NotPrincipal !== undefined) {
    const truth = Effect === 'Deny' ? not(isSpared(among(NotPrincipal, caller), caller)) : undefined;
    return [truth, truth, truth];
  }
  const [itself, behind, account] = Principal === undefined ? [true, true, true] : among(Principal, caller);
  return [itself, any([itself, behind]), any([itself, behind, account])];
}

/**
 * Nobody who has a boundary. AWS asks to name the account as well, and the role of a session: services differ in what they do otherwise
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html).
 */
const isSpared = ([itself, behind, account]: Named, { bounded }: Caller): Truth =>
  bounded || any([itself, behind]) === false ? false : all([itself, behind, account]) || undefined;

function among(element: Json, { type, arn, account, session }: Caller): Named {
  const { AWS, CanonicalUser, 'Fn::If': choice } = (typeof element === 'object' ? element : { AWS: element }) as Record<string, Json>;
  const values = texts(choice ? token(choice) : AWS);
  if (values.includes('*')) {
    return [true, true, true];
  }
  const isNamed = (own: string) => any(values.map((value) => accountIn(value) === undefined && stands(value, own, 'none')));
  const ofAccount = [...values.map((value) => isAccount(value, account)), ...texts(CanonicalUser).map(() => undefined)];
  return [isNamed(type === 'User' ? arn : session), isNamed(arn), any(ofAccount)];
}

/** `arn:aws:iam::111122223333:root` and `111122223333` are the same. */
const accountIn = (value: string): string | undefined => /^arn:.*:iam::(.*):root$/.exec(value)?.[1] ?? /^\d{12}$/.exec(value)?.[0];

function isAccount(value: string, account: string): Truth {
  const mayBe = symbols(value).length === 1 && isToken(value) && !value.includes('Fn::GetAtt');
  const id = accountIn(value) ?? (mayBe ? value : undefined);
  return id !== undefined && stands(id, account, 'none');
}
