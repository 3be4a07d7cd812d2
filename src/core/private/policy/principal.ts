import { matches } from './pattern';
import type { Json, Principal } from './request';
import { isToken, symbols, texts } from './text';
import { all, any, not, type Truth } from './truth';

/** Who asks, as texts. */
export type Caller = { readonly [part in 'arn' | 'account' | 'session']: string } & Pick<Principal, 'type'>;

/**
 * How a statement names the caller: directly, or the role or user behind a session, or the account. It matters for what a resource policy grants: no
 * boundary or session policy limits what is granted directly, both limit what is granted to whoever is behind a session, and the account only
 * passes on what identity policies allow as well
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html).
 */
export type Named = { readonly [how in 'directly' | 'behind' | 'account']: Truth };

const named = (directly: Truth, behind = directly, account = behind): Named => ({ directly, behind, account });

/** Whether a statement is about the caller; one of an identity policy is about whom it is attached to. */
export function namedBy(statement: { readonly [element: string]: Json }, caller: Caller): Named {
  const { Principal, NotPrincipal, Effect } = statement;
  if (NotPrincipal !== undefined) {
    return named(not(isSpared(inElement(NotPrincipal, caller), Effect)));
  }
  return Principal === undefined ? named(true) : inElement(Principal, caller);
}

/**
 * AWS asks to name the account as well, and the role of a session; services differ in what they do otherwise
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html).
 */
function isSpared({ directly, behind, account }: Named, effect: Json): Truth {
  if (any([directly, behind, effect === 'Deny' ? false : account]) === false) {
    return false;
  }
  return all([directly, behind, account]) ? true : undefined;
}

function inElement(element: Json, caller: Caller): Named {
  if (typeof element === 'string' || typeof element !== 'object' || element === null) {
    return named(element === '*' ? true : undefined);
  }
  const { AWS, CanonicalUser } = element as { readonly [kind: string]: Json };
  const values = texts(AWS);
  if (values.includes('*')) {
    return named(true);
  }
  const about = (own: string) => any(values.map((value) => matches(symbols(value), symbols(own))));
  const account = any([...values.map((value) => isAccount(value, caller.account)), CanonicalUser === undefined ? false : undefined]);
  return caller.type === 'User' ? named(about(caller.arn), undefined, account) : named(about(caller.session), about(caller.arn), account);
}

/** `arn:aws:iam::111122223333:root` and `111122223333` are the same. */
function isAccount(value: string, account: string): Truth {
  const [, id = value] = /:iam::(.*):root$/.exec(value) ?? [];
  const mayBeId = id !== value || /^\d+$/.test(id) || (isToken(id) && !id.includes('Fn::GetAtt'));
  return mayBeId && matches(symbols(id), symbols(account));
}
