import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { claim } from '../env/claims';
import { principalIdentity } from '../env/comparable';
import { onlyDenies, reachesNoData } from '../policy/aws-policies';
import type { Json } from '../policy/request';
import { plain, textOf } from '../policy/text';
import { advise } from '../validation/remedies';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import { todoFor, wordsOf } from './admission-words';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { foreignStatements } from './own-grants';
import { statementsAt } from './placed-statement';
import { isDenial } from './policies-of-aws';
import { attachmentsOf, policiesOf } from './principal-policies';
import { isMade } from './promise';
import { readable } from './readable';
import { resourcePoliciesFor } from './resource-policies';
import { isNamed, subjectOf } from './subjects';

/**
 * Warns about permissions of the user, its group or the role that the construct created, beyond the policies of the library, anywhere in
 * the app: a reviewer of those policies would not see them.
 */
export function warnAboutFurtherPermissions(app: FinalApp, scope: Construct, user?: iam.IUser, role?: iam.IRole): void {
  const made = [user, role].filter((one) => one?.node.scope === scope);
  const all = [...made, user && scope.node.tryFindChild('Group')].flatMap((principal) => {
    const final = app.find(principal);
    return principal && final ? [{ principal, final, admissions: resourcePoliciesFor(app, final) }] : [];
  });
  const own = all.flatMap(({ final, principal }) => furtherPermissions(app, principal, final));
  const [open, naming] = [true, false].map((isOpen) =>
    all.flatMap(({ admissions, principal }) =>
      wordsOf(
        admissions.filter(({ asOneOfAll }) => asOneOfAll === isOpen),
        principal.node.path,
      ),
    ),
  );
  const found = [...own, ...naming, ...open];
  if (found.length > 0) {
    const text = `the principal has more permissions than the construct's policies grant: ${found.join('; ')}`;
    advise(scope, 'cdk-vendor-access:core.principalExtended', text, todoFor(open.length === found.length, open.length > 0));
  }
}

/**
 * No template shows the other permissions of an imported principal, or what denies it something, and none what is in managed policies and groups
 * that the app does not create. Said once, however many constructs use the principal.
 */
export function warnAboutUnknownPrincipal(app: FinalApp, scope: Construct, { role, user }: { role?: iam.IRole; user?: iam.IUser }): void {
  const principal = user ?? role;
  const why = principal && unknownIn(app, principal);
  const isSaid = () => claim(scope, `imported ${principalIdentity(principal as iam.IUser | iam.IRole)}`) !== undefined;
  if (principal && why && !isSaid()) {
    const text =
      `the ${user ? 'user' : 'role'} '${principal.node.path}' ${why}: its other permissions, and what policies deny it, are unknown. ` +
      'Remove permissions that the product does not need, then acknowledge.';
    warn(scope, 'cdk-vendor-access:core.principalUnchecked', text);
  }
}

/** Of a principal that the library created, `furtherPermissions` says it. */
function unknownIn(app: FinalApp, principal: iam.IUser | iam.IRole): string | undefined {
  const subject = subjectOf(app, principal);
  if (isNamed(subject)) {
    const isMadeLater = principal instanceof iam.LazyRole || principal.node.defaultChild !== undefined;
    return isMadeLater ? undefined : principal instanceof iam.Role ? 'exists already, because of Role.customizeRoles' : 'is imported';
  }
  const { groups, managed } = attachmentsOf(app, subject);
  const others = [...managed, ...groups].filter(({ resource, value }) => !resource && !isDenial(app, subject, value));
  const unknown = others.map(({ value }) => readable(textOf(plain(value as Json)))).filter((one) => !reachesNoData(one));
  return unknown.length === 0 || isMade(subject.construct)
    ? undefined
    : `has managed policies or groups that the app does not create (${unknown.join(', ')})`;
}

function furtherPermissions(app: FinalApp, principal: IConstruct, final: FinalResource): string[] {
  const { groups, inline, managed, policies } = attachmentsOf(app, final);
  const inlined = inline.map(({ statement }) => statement).filter(({ Effect }) => Effect !== 'Deny');
  const foreign = policies.filter(({ construct }) => !isMade(construct)).flatMap((policy) => furtherPolicy(principal, policy));
  const memberships = groups.filter(({ resource }) => !resource || !(isMade(resource.construct) || denies(app, resource)));
  return [
    ...foreign,
    ...said('inline policies', foreignStatements(principal, inlined), (one) => one),
    ...said(
      'managed policies',
      managed.filter(({ value }) => !isDenial(app, final, value)),
      ({ value }) => value,
    ),
    ...said('groups', memberships, ({ value }) => value),
  ].map((text) => `${text} of '${principal.node.path}'`);
}

/** Whether a group only denies: what it stops is said as a denial. */
function denies(app: FinalApp, group: FinalResource): boolean {
  const { statements, unknown } = policiesOf(app, group);
  return unknown.length === 0 && onlyDenies(statements.map(({ statement }) => statement));
}

/** Grants of the library's facades are known, and can be in the same policy as grants of CDK. */
function furtherPolicy(principal: IConstruct, policy: FinalResource): string[] {
  const all = statementsAt(policy).map(({ statement }) => statement);
  const foreign = foreignStatements(principal, all).filter(({ Effect }) => Effect !== 'Deny');
  return foreign.length === 0 && all.length > 0 ? [] : [`policy '${pathOf(policy.construct)}' ${JSON.stringify(foreign)}`];
}

const said = <T>(what: string, all: readonly T[], show: (one: T) => unknown): string[] =>
  all.length > 0 ? [`${what} ${JSON.stringify(all.map(show))}`] : [];
