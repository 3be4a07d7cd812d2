import type { Named } from './principal';
import type { PolicyKind } from './request';
import type { Judged } from './statement';
import { all, any, type Truth } from './truth';

/** Which kinds of policies allow a request. */
export interface Grants {
  readonly identity: Truth;
  /** What is not set limits nothing. */
  readonly boundary: Truth;
  readonly session: Truth;
  /** The policy of the bucket or key, by how it names who asks. */
  readonly resource: Named;
}

export function grantsOf(allows: readonly Judged[], limits: { readonly boundary: boolean; readonly session: boolean }): Grants {
  const by = (kinds: readonly PolicyKind[], how: keyof Named = 'account') =>
    any(allows.filter(({ kind }) => kinds.includes(kind)).map(({ applies }) => applies[how]));
  const [directly, behind, account] = (['directly', 'behind', 'account'] as const).map((how) => by(['bucket', 'key'], how));
  return {
    identity: by(['identity']),
    boundary: !limits.boundary || by(['boundary']),
    session: !limits.session || by(['session']),
    resource: { directly, behind, account },
  };
}

/**
 * Within an account, an identity policy or the policy of the bucket is enough. The policy of a key always has to allow, be it only the account
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html).
 */
export function withinAccount({ identity, boundary, session, resource }: Grants, ofKey: boolean): Truth {
  const passedOn = ofKey ? all([resource.account, identity]) : identity;
  return any([resource.directly, all([boundary, session, any([resource.behind, passedOn])])]);
}

/** Both sides have to allow (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html). */
export const acrossAccounts = ({ identity, boundary, session, resource }: Grants): Truth =>
  all([resource.account, identity, boundary, session]);
