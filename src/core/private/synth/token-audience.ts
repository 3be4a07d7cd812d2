import type { Construct } from 'constructs';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { objectOf, partsOf } from '../policy/document';
import { hasToken, plain, texts } from '../policy/text';
import { finding } from '../validation/errors';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { valuesOf } from './let-in';
import { asInArns, OIDC, ROLE } from './meanings';
import { trustOf } from './placed-statement';
import { meantBy } from './resource-names';
import { isNamed, type Subject } from './subjects';
import { resolvedIn } from './whose';

/**
 * Warns about an OIDC provider of the app that has none of the audiences which the trust policy of a role asks for: AWS STS then refuses every
 * token (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html, read 2026-11-30).
 */
export function warnAboutAudience(app: FinalApp, scope: Construct, role: Subject | undefined): string[] {
  if (!role || isNamed(role) || role.Type !== ROLE) {
    return [];
  }
  const found = trustOf(role).flatMap((placed) => {
    const asked = valuesOf(resolvedIn(app, placed), /:aud$/i).flat();
    return providersIn(app, role, placed.statement).flatMap((provider) => refusal(app, role, provider, asked) ?? []);
  });
  for (const text of found) {
    warn(scope, 'cdk-vendor-access:core.denied', text);
  }
  return [];
}

function refusal(app: FinalApp, role: FinalResource, provider: FinalResource, asked: readonly string[]): string | undefined {
  const known = audiencesOf(app, provider);
  const isRefused = known && asked.length > 0 && ![...known, ...asked].some(hasToken) && !asked.some((one) => known.includes(one));
  const allowed = `${asked.join(' or ')}, which the trust policy of '${pathOf(role.construct)}' asks for`;
  const todo = 'AWS STS refuses every token with another audience, so that nobody can assume the role. Add it to clientIds.';
  return isRefused
    ? finding(`audiences of the OIDC provider '${pathOf(provider.construct)}'`, known.join(', ') || 'none', allowed, todo)
    : undefined;
}

function providersIn(app: FinalApp, { construct: { stack } }: FinalResource, { Principal }: BucketPolicyStatement): FinalResource[] {
  const named = partsOf(objectOf(Principal)?.Federated).flatMap(({ value }) => meantBy(app, stack, value, 'Arn'));
  return named.filter(({ Type }) => asInArns(Type) === OIDC);
}

/** Undefined if none are given: the deployment may know them. */
function audiencesOf(app: FinalApp, { construct: { stack }, Properties }: FinalResource): string[] | undefined {
  const given: unknown = Properties.ClientIdList ?? Properties.ClientIDList;
  return given === undefined ? undefined : partsOf(given).flatMap(({ value }) => texts(plain(value, knownIn(app, stack))));
}
