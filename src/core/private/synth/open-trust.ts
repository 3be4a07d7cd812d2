import type { Construct } from 'constructs';
import { claim } from '../env/claims';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { principalsOf } from '../policy/named-principals';
import { finding } from '../validation/errors';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { asked, isForEverybody, mayName, strangersIn, valuesOf } from './let-in';
import { ROLE } from './meanings';
import { trustOf } from './placed-statement';
import { isMade } from './promise';
import { readable } from './readable';
import { isNamed, type Subject } from './subjects';
import { hasAnyToken } from './token-owner';
import { resolvedIn } from './whose';

/** Conditions that say which certificates: .../rolesanywhere/latest/userguide/trust-model.html, read 2026-11-30. */
const OF_CERTIFICATE = /^aws:(Source(Arn|Account)|PrincipalTag\/.+)$/i;
/** Claims in the token of a provider, but for how somebody was authenticated, which many are alike. */
const OF_TOKEN = /^(?!aws:|sts:|.*:amr$)/i;
/** How somebody signed in, as Amazon Cognito says it (.../cognito/latest/developerguide/role-trust-and-permissions.html). */
const OF_LOGIN = /:amr$/i;
const isAny = (_: string, value: string): boolean => /^(\w+:)?[*?]+$/.test(value);

/**
 * Warns, once for each role, about a role of your own that anyone, any certificate or everyone whom a provider knows can assume. A role that the
 * library created is promised. Other services get a role only from somebody in the account with iam:PassRole, and a SAML provider names the
 * role in each assertion: no condition is needed there.
 */
export function warnAboutOpenTrust(app: FinalApp, scope: Construct, role: Subject | undefined): void {
  if (!role || isNamed(role) || role.Type !== ROLE || isMade(role.construct)) {
    return;
  }
  const open = [...new Set(resolvedTrust(app, role).flatMap(letInBy))];
  if (open.length > 0 && !claim(scope, `trust of ${role.construct.node.path}`)) {
    const todo = 'Whoever assumes it has the permissions of the product. Name the principals, or add the condition.';
    const allowed = 'named principals, or a condition that limits them (aws:PrincipalOrgID, sts:ExternalId, aws:SourceArn, a subject)';
    const text = finding(`trust policy of role '${pathOf(role.construct)}'`, `${open.join(', ')} allowed to assume it`, allowed, todo);
    warn(scope, 'cdk-vendor-access:core.trustExtended', text);
  }
}

const resolvedTrust = (app: FinalApp, role: FinalResource): BucketPolicyStatement[] => trustOf(role).map((one) => resolvedIn(app, one));

/** Who can assume a role of your own, though nothing says which of them may: the same, and whole accounts. */
export function strangersToRole(app: FinalApp, role: FinalResource): string[] {
  const { account } = role.construct.stack;
  const found = isMade(role.construct)
    ? []
    : resolvedTrust(app, role).flatMap((one) => [...letInBy(one), ...accountsLetInBy(one, account)]);
  return [...new Set(found)];
}

/** What says who of another account is meant, or on whose behalf they call. */
const OF_CALLER = /^(sts:ExternalId|aws:(Principal(Arn|Tag\/.+)|userid))$/i;

/** An account, as a text or an intrinsic, or all. */
const WHOLE = /^(\*|\d{12}|arn:.*:iam::.*:root|\$\{.*\})$/;

function accountsLetInBy(statement: BucketPolicyStatement, account: string): string[] {
  const AWS = principalsOf(statement).flatMap(([kind, name]) => (kind === 'AWS' ? name : []));
  const isOpen = isAssuming(statement) && !isForEverybody(statement) && !isLimitedBy(statement, OF_CALLER);
  const strangers = isOpen ? strangersIn({ ...statement, Principal: { AWS } }, account).filter((name) => WHOLE.test(name)) : [];
  return strangers.map((name) =>
    name === '*'
      ? `everyone for whom ${JSON.stringify(statement.Condition, (_, one) => (typeof one === 'string' ? readable(one) : one))} is true`
      : `account ${/^arn:.*:iam::(.*):root$/.exec(name)?.[1] ?? name}`,
  );
}

function letInBy(statement: BucketPolicyStatement): string[] {
  if (!isAssuming(statement)) {
    return [];
  }
  const named = principalsOf(statement);
  const areGuests = valuesOf(statement, OF_LOGIN).some((values) => values.includes('unauthenticated'));
  return [
    ...(isForEverybody(statement) && !isLimitedBy(statement, /^sts:ExternalId$/i) ? ['everyone'] : []),
    ...(named.some(([kind, name]) => kind === 'Service' && name.startsWith('rolesanywhere.')) && !isLimitedBy(statement, OF_CERTIFICATE)
      ? ['every certificate of IAM Roles Anywhere']
      : []),
    ...named
      .filter(([kind, name]) => kind === 'Federated' && !name.includes(':saml-provider/'))
      .flatMap(([, name]) =>
        areGuests
          ? `guests of ${readable(name)}, who did not sign in,`
          : isLimitedBy(statement, OF_TOKEN, hasAnyToken)
            ? []
            : `everyone whom ${readable(name)} knows`,
      ),
  ];
}

const isAssuming = ({ Action = '*', Effect }: BucketPolicyStatement): boolean =>
  Effect === 'Allow' && ['', 'withwebidentity'].some((how) => mayName(Action, `sts:assumerole${how}`));

const isLimitedBy = (statement: BucketPolicyStatement, keys: RegExp, isForAny = isAny): boolean =>
  asked(statement, keys).some(([key, values]) => !values.some((value) => isForAny(key, value)));
