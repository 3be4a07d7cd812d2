import type { BucketPolicyStatement } from '../model/bucket-profile';
import { principalsOf } from '../policy/named-principals';
import type { Request } from '../policy/request';
import { without } from '../policy/service-context';
import { hasToken, token } from '../policy/text';
import { CARRIED, MADE_WITHOUT_MFA } from './carried';
import type { FinalApp } from './final-app';
import { idIn } from './known-names';
import { mayName, valuesOf } from './let-in';
import { ROLE } from './meanings';
import { trustOf } from './placed-statement';
import { isNamed, type Subject } from './subjects';
import { resolvedIn } from './whose';

type Context = Request['context'];
type Kind = 'machine' | 'vendor' | 'anyone';

/** How the sessions of a role of the app identify themselves: .../IAM/latest/UserGuide/reference_policies_variables.html, read 2026-12-01. */
export const idOfSessions = (role: Subject | undefined): Context =>
  role && !isNamed(role) && role.Type === ROLE ? { 'aws:userid': `${idIn(role)}:${token({ Session: 'AssumedRole' })}` } : {};

/** What the trust policy of a role says about its sessions, or that a service alone assumes one that the app does not show. */
export function sessionsOf(app: FinalApp, role: Subject | undefined, service?: string): Context {
  const statements =
    role && !isNamed(role) && role.Type === ROLE
      ? trustOf(role).map((one) => resolvedIn(app, one))
      : service
        ? [{ Effect: 'Allow', Principal: { Service: service } }]
        : [];
  const allows = statements.filter(({ Effect }) => Effect !== 'Deny');
  const trusted = allows.flatMap((one) => principalsOf(one).map(([kind, name]) => ({ kind, name, is: kindOf(one, kind) })));
  if (statements.length === 0 || allows.some((one) => principalsOf(one).length === 0)) {
    return {};
  }
  const absent = Object.entries(CARRIED).filter(([service]) => !trusted.some(({ kind, name }) => mayBe(service, kind, name)));
  return {
    ...without(absent.flatMap(([, keys]) => keys)),
    ...(trusted.every(({ is }) => is !== 'anyone') ? MADE_WITHOUT_MFA : {}),
    ...(trusted.every(({ is }) => is === 'vendor') ? { 'aws:MultiFactorAuthPresent': 'false' } : {}),
    ...(trusted.every(({ is, kind }) => kind === 'Federated' && is === 'machine') ? vouchedFor(trusted.map(({ name }) => name)) : {}),
  };
}

/** Sessions of web identities name their provider: .../IAM/latest/UserGuide/reference_policies_condition-keys.html. */
const vouchedFor = (providers: readonly string[]): Context => ({
  'aws:FederatedProvider': new Set(providers).size === 1 ? providers[0] : token({ Provider: providers }),
});

const mayBe = (service: string, kind: string, name: string): boolean =>
  name === '*' || (kind === 'Service' && (hasToken(name) || name.startsWith(`${service}.`)));

/**
 * Services and identity providers give no MFA to a session, and the software of a vendor, which is known by an external id, has no device
 * (.../IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html, read 2026-11-30). Anyone else may have one.
 */
function kindOf(statement: BucketPolicyStatement, kind: string): Kind {
  const isSignIn = mayName(statement.Action ?? '*', 'sts:assumerolewithsaml');
  if (kind === 'Service' || (kind === 'Federated' && !isSignIn)) {
    return 'machine';
  }
  return kind === 'AWS' && valuesOf(statement, /^sts:ExternalId$/i).length > 0 ? 'vendor' : 'anyone';
}
