import { objectOf, partsOf } from '../policy/document';
import { documentIn } from '../policy/document-text';
import { principalsOf } from '../policy/named-principals';
import type { Json, Policy } from '../policy/request';
import { plain } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import { madeBy } from './attached';
import { perhaps } from './either';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { ROLE } from './meanings';
import { once } from './once';
import { trustOf } from './placed-statement';
import { ofAws } from './policies-of-aws';
import { namedIn } from './principal-policies';
import { listOf } from './statements';
import { isNamed, type Subject } from './subjects';
import { isOff } from './switched-off';
import { resolvedIn } from './whose';

interface Handing {
  readonly type: string;
  /** Where it names the role. */
  readonly at: RegExp;
  /** The service that the role trusts. */
  readonly service: string;
  readonly inline: string;
  readonly managed?: string;
  /** What gives the sessions another role instead. */
  readonly unless?: string;
}

/**
 * What hands a role to software with policies for its sessions, which allow only what they say too
 * (https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_CreateProfile.html and
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_PodIdentityAssociation.html, read 2026-12-01).
 */
const HANDING: readonly Handing[] = [
  {
    ...{ type: 'AWS::RolesAnywhere::Profile', at: /^RoleArns\b/, service: 'rolesanywhere.amazonaws.com' },
    ...{ inline: 'SessionPolicy', managed: 'ManagedPolicyArns' },
  },
  {
    ...{ type: 'AWS::EKS::PodIdentityAssociation', at: /^RoleArn\b/, service: 'pods.eks.amazonaws.com' },
    ...{ inline: 'Policy', unless: 'TargetRoleArn' },
  },
];

/** What all sessions of a role are limited to, as far as the app shows it: of several, any may be the product's. */
export const sessionPolicyOf = once((app, subject: Subject): Policy | undefined => {
  const by = handingOf(app, subject)
    .filter(({ by }) => !isOff(by))
    .map(({ by, how }) => ({ by, document: limitOf(app, by, how) }));
  const [last, ...others] = by.flatMap(({ document }) => document ?? []).reverse();
  return by.length === 0 || by.some(({ document }) => document === undefined)
    ? undefined
    : {
        origin: [...new Set(by.map((one) => pathOf(one.by.construct)))].join("' or '"),
        document: others.reduce((all: object, one) => perhaps(one, all), last) as Json,
      };
});

/** What hands out a role, if nothing else in the app does and all of it is disabled. */
export function disabledOf(app: FinalApp, role: Subject): FinalResource[] {
  const all = handingOf(app, role).map(({ by }) => by);
  return all.every(isOff) ? all : [];
}

/** What hands out a role that trusts nothing but the services of it. */
function handingOf(app: FinalApp, role: Subject): { readonly by: FinalResource; readonly how: Handing }[] {
  if (isNamed(role) || role.Type !== ROLE) {
    return [];
  }
  const services = servicesOf(app, role);
  const known = HANDING.filter(({ service }) => services.includes(service));
  const mentions = known.length > 0 && known.length === services.length ? namedIn(app, role) : [];
  return mentions.flatMap(({ at, by }) => known.flatMap((how) => (by.Type === how.type && how.at.test(at) ? [{ by, how }] : [])));
}

/** The services that the role trusts; none if it trusts anything else. */
function servicesOf(app: FinalApp, role: FinalResource): string[] {
  const allows = trustOf(role)
    .map((one) => resolvedIn(app, one))
    .filter(({ Effect }) => Effect !== 'Deny');
  const trusted = allows.map(principalsOf);
  return trusted.some((of) => of.length === 0 || of.some(([kind]) => kind !== 'Service'))
    ? []
    : [...new Set(trusted.flat().map(([, name]) => name))];
}

/** One document of all its policies; undefined if it has none, or one that is not known. */
function limitOf(app: FinalApp, by: FinalResource, { inline, managed = '', unless = '' }: Handing): object | undefined {
  const { construct, Properties } = by;
  const own = Properties[inline];
  const documents = partsOf(Properties[managed]).map(({ value }) => {
    const made = madeBy(app, by, value).resource;
    return made ? made.Properties.PolicyDocument : ofAws(app, by, value)?.document;
  });
  const all = [...(own === undefined ? [] : [documentIn(own)]), ...documents].map(
    (one) => objectOf(plain(one, knownIn(app, construct.stack)))?.Statement,
  );
  const isKnown = all.length > 0 && all.every((one) => one !== undefined) && Properties[unless] === undefined;
  return isKnown ? { Version: '2012-10-17', Statement: all.flatMap(listOf) } : undefined;
}
