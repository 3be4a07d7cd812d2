import type { Construct } from 'constructs';
import { claim } from '../env/claims';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { principalsOf } from '../policy/named-principals';
import { readable } from '../policy/text';
import { finding } from '../validation/errors';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { isForEverybody, mayName, valuesOf } from './let-in';
import { ROLE } from './meanings';
import { statementsAt } from './placed-statement';
import { isMade } from './promise';
import { isNamed, type Subject } from './subjects';
import { resolvedIn } from './whose';

/** Conditions that say which certificates: .../rolesanywhere/latest/userguide/trust-model.html, read 2026-11-30. */
const OF_CERTIFICATE = /^aws:(Source(Arn|Account)|PrincipalTag\/.+)$/i;
/** Claims in the token of a provider, but for how somebody was authenticated, which many are alike. */
const OF_TOKEN = /^(?!aws:|sts:|.*:amr$)/i;
/** `repo:*` means everyone, too. */
const ANY = /^(\w+:)?[*?]+$/;

/**
 * Warns, once for each role, about a role of your own that anyone, any certificate or everyone whom a provider knows can assume. A role that the
 * library created is promised. Other services get a role only from somebody in the account with iam:PassRole, and a SAML provider names the
 * role in each assertion: no condition is needed there.
 */
export function warnAboutOpenTrust(app: FinalApp, scope: Construct, role: Subject | undefined): void {
  if (!role || isNamed(role) || role.Type !== ROLE || isMade(role.construct)) {
    return;
  }
  const statements = statementsAt(role, 'AssumeRolePolicyDocument').map((one) => resolvedIn(app, one));
  const open = [...new Set(statements.flatMap(letInBy))];
  if (open.length > 0 && !claim(scope, `trust of ${role.construct.node.path}`)) {
    const todo = 'Whoever assumes it has the permissions of the product. Name the principals, or add the condition.';
    const allowed = 'named principals, or a condition that limits them (aws:PrincipalOrgID, sts:ExternalId, aws:SourceArn, a subject)';
    const text = finding(`trust policy of role '${pathOf(role.construct)}'`, `${open.join(', ')} allowed to assume it`, allowed, todo);
    warn(scope, 'cdk-vendor-access:core.trustExtended', text);
  }
}

function letInBy(statement: BucketPolicyStatement): string[] {
  const { Action = '*', Effect } = statement;
  const isAbout = ['', 'withwebidentity'].some((how) => mayName(Action, `sts:assumerole${how}`));
  if (Effect !== 'Allow' || !isAbout) {
    return [];
  }
  const isLimitedBy = (keys: RegExp) => valuesOf(statement, keys).some((values) => !values.some((value) => ANY.test(value)));
  const named = principalsOf(statement);
  return [
    ...(isForEverybody(statement) && !isLimitedBy(/^sts:ExternalId$/i) ? ['everyone'] : []),
    ...(named.some(([kind, name]) => kind === 'Service' && name.startsWith('rolesanywhere.')) && !isLimitedBy(OF_CERTIFICATE)
      ? ['every certificate of IAM Roles Anywhere']
      : []),
    ...named
      .filter(([kind, name]) => kind === 'Federated' && !name.includes(':saml-provider/') && !isLimitedBy(OF_TOKEN))
      .map(([, name]) => `everyone whom ${readable(name)} knows`),
  ];
}
