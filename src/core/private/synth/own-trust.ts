import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { claim } from '../env/claims';
import type { Product } from '../model/product';
import { hasToken, intrinsicOf } from '../policy/text';
import type { Assumption } from '../policy/trust';
import { finding } from '../validation/errors';
import { partitionOf } from '../validation/partition';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import { warnAboutStops } from './denials';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { valuesOf } from './let-in';
import { ROLE } from './meanings';
import { type PlacedStatement, trustOf } from './placed-statement';
import { isMade } from './promise';
import { nameOf, stopsOfWay, waysBy } from './refused-trust';
import { disabledOf } from './session-policies';
import { isNamed, type Subject } from './subjects';
import { Targets } from './targets';

/** A way to assume the role, with the statement that allows it. */
interface Way extends Assumption {
  readonly by: PlacedStatement;
}

/**
 * Compares the trust policy of your own role with who is to assume it: the vendor, if the product takes a role for it, otherwise a workload of
 * the account, which may be anything. A role that the library created is promised.
 */
export function warnAboutOwnTrust(app: FinalApp, scope: Construct, role: Subject | undefined, product: Product): void {
  if (!role || isNamed(role) || role.Type !== ROLE || isMade(role.construct)) {
    return;
  }
  const placed = trustOf(role);
  const ways = placed.flatMap((by): Way[] => waysBy(app, by).map((way) => ({ ...way, by })));
  const meant = isForVendor(product) ? ways.filter((way) => mayBeVendor(scope, product, way)) : ways;
  if (isForVendor(product)) {
    warnAboutDeputy(scope, role, product, meant);
  }
  const disabled = disabledOf(app, role).map(({ construct }) => `'${pathOf(construct)}'`);
  if (disabled.length > 0) {
    const todo = `Nobody gets sessions of role '${pathOf(role.construct)}' by it.`;
    warn(scope, 'cdk-vendor-access:core.denied', finding(`Enabled of ${disabled.join(', ')}`, 'false', 'true', todo));
  }
  const stops = meant.map((way) => stopsOfWay(app, role, way));
  if (meant.length === 0 && placed.length > 0 && placed.every(({ sure }) => sure)) {
    warnAboutNobody(app, scope, role, product, ways);
  } else if (stops.every((some) => some.length > 0)) {
    warnAboutStops(scope, stops.flat(), 'the principals that the role is for');
  }
}

/** An account that nobody knows may be the vendor's. If no page says which is, any may be, and an agent of the product may run in the app's own. */
function mayBeVendor(scope: Construct, product: Product, { account = '', kind, name }: Assumption): boolean {
  const known = accountsOf(scope, product);
  return known.length === 0
    ? kind !== 'Service' || OF_SOFTWARE.test(name)
    : kind === 'AWS' && (name === '*' || hasToken(account) || known.includes(account));
}

/** Services that hand a role to a machine or container, on which any software may run. Others act themselves, or run your own functions. */
const OF_SOFTWARE = /^(ec2|ecs-tasks|pods\.eks|rolesanywhere|ssm|credentials\.iot|codebuild|sagemaker|tasks\.apprunner)\./;

/** The accounts that the vendor calls from, in the partition of the stack, or in all if that is not known. */
function accountsOf(scope: Construct, { access: { accounts = {} } }: Product): readonly string[] {
  const partition = partitionOf(scope);
  return partition === undefined ? Object.values(accounts).flat() : (accounts[partition] ?? []);
}

function warnAboutNobody(app: FinalApp, scope: Construct, role: FinalResource, product: Product, ways: readonly Way[]): void {
  const known = accountsOf(scope, product);
  const [allowed, who] = !isForVendor(product)
    ? [`a principal that ${product.name} runs as`, 'that principal']
    : [known.length > 0 ? `an account of the vendor: ${known.join(', ')}` : "the vendor's account", 'the account with the external id'];
  const unless = isForVendor(product) ? ', or acknowledge if the vendor has another account' : '';
  const todo = `${product.name} cannot assume the role. Add ${who}${unless}.`;
  const got = `${[...new Set(ways.map((way) => shownIn(app, role, way)))].join(', ') || 'nobody'} allowed to assume it`;
  warn(scope, 'cdk-vendor-access:core.denied', finding(whatOf(role), got, allowed, todo));
}

const isForVendor = ({ access }: Product): boolean => access.kinds.includes('vendorRole');

/** A provider of the app by its path. */
function shownIn(app: FinalApp, { construct }: FinalResource, way: Way): string {
  const provider = way.kind === 'Federated' ? Targets.of(app).resource(construct.stack, intrinsicOf(way.name)) : undefined;
  return provider ? `'${pathOf(provider.construct).replace(/(\/Resource)?\/Default$/, '')}'` : nameOf(way);
}

const whatOf = (role: FinalResource): string => `trust policy of role '${pathOf(role.construct)}'`;

/**
 * Without an external id, the vendor's other customers can have it act on this role: .../IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html, read 2026-11-30.
 * If no page says which account is the vendor's, it is the one with an external id, where there is one.
 */
function warnAboutDeputy(scope: Construct, role: FinalResource, product: Product, meant: readonly Way[]): void {
  const own = Stack.of(role.construct).account;
  const others = meant.filter(
    ({ account, by, name }) => name !== '*' && account !== own && account !== undefined && !hasToken(account) && !isOfOrganization(by),
  );
  const open = others.filter(({ by }) => !asksForExternalId(by));
  const isOther = accountsOf(scope, product).length === 0 && open.length < others.length;
  if (open.length > 0 && !isOther && !claim(scope, `external id of ${role.construct.node.path}`)) {
    const got = `${[...new Set(open.map(nameOf))].join(', ')} allowed to assume it without an external id`;
    const todo = 'Through the vendor, its other customers could use the role. Add the external id that the vendor shows.';
    warn(scope, 'cdk-vendor-access:core.trustExtended', finding(whatOf(role), got, 'sts:ExternalId in a condition', todo));
  }
}

const isOfOrganization = ({ statement }: PlacedStatement): boolean => valuesOf(statement, /^aws:PrincipalOrg(ID|Paths)$/i).length > 0;

const asksForExternalId = ({ statement }: PlacedStatement): boolean =>
  valuesOf(statement, /^sts:ExternalId$/i).some((values) => !values.some((value) => /^[*?]*$/.test(value)));
