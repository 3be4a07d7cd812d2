import type { Access, ShownPolicy } from './access';
import { type Atom, atomsOf } from './atoms';
import { ofBucket, ofCredentials, ofKey, ofReferences } from './compare-facts';
import { type Found, ofPolicies } from './compare-policies';
import type { Report } from './report';
import { doing, type Theft } from './thief';

/** One difference between two assemblies. */
export interface Change {
  /** The principal or bucket. */
  readonly of: string;
  readonly what: string;
}

export interface Comparison {
  /** More is allowed, or less is denied or protected. Not proven otherwise counts as wider. */
  readonly wider: readonly Change[];
  readonly narrower: readonly Change[];
}

/** Compares what two reports grant and deny. */
export function compare(before: Report, after: Report): Comparison {
  const [wider, narrower] = [differences(before, after), differences(after, before)];
  return { wider: wider.map(said('now')), narrower: narrower.map(said('no longer')) };
}

const said =
  (when: 'now' | 'no longer') =>
  ({ lacks, less, more, of }: Found): Change => {
    const lacking = { now: 'no longer', 'no longer': 'now' }[when];
    return { of, what: less && when === 'no longer' ? `now ${less}` : `${lacks ? lacking : when} ${more}` };
  };

/** What the second report allows in addition, or denies or protects less. */
function differences(before: Report, after: Report): Found[] {
  const principals = after.accesses.flatMap((access) => ofPrincipal(sameIn(before, access, after), access, labelOf(access, [before, after])));
  const inBoth = <T extends { readonly name: string }>(
    facts: (access: Access) => readonly T[],
    of: (old: T | undefined, now: T) => Found[],
  ) => {
    const [old, now] = [before, after].map(({ accesses }) => new Map(accesses.flatMap(facts).map((one) => [one.name, one])));
    return [...now.values()].flatMap((one) => of(old.get(one.name), one));
  };
  return [...principals, ...inBoth(({ buckets }) => buckets, ofBucket), ...inBoth(({ keys }) => keys, ofKey)];
}

/** Of that name: the one with its ARN, or the only one of both, if its account is another now. */
function sameIn({ accesses: old }: Report, access: Access, { accesses: now }: Report): Access | undefined {
  const [was, is] = [old, now].map((some) => some.filter(({ kind, name }) => kind === access.kind && name === access.name));
  return was.length === 1 && is.length === 1 ? was[0] : was.find(({ arn }) => arn === access.arn);
}

/** Its name, with the account if there are several. */
function labelOf({ arn, kind, name }: Access, reports: readonly Report[]): string {
  const isShared = reports.some(({ accesses }) => accesses.filter((one) => one.kind === kind && one.name === name).length > 1);
  return `${kind} ${name}${isShared ? ` (${arn})` : ''}`;
}

function ofPrincipal(before: Access | undefined, after: Access, of: string): Found[] {
  if (!before) {
    return [{ of, more: `there, for ${after.products.join(', ')}` }];
  }
  const wasLimited = before.policies.some(({ kind }) => kind === 'boundary');
  const hidden = after.policies.filter(
    ({ document, kind, path }) =>
      document === undefined && (kind !== 'boundary' || wasLimited) && !before.policies.some((one) => one.path === path),
  );
  const ways = (['identity', 'boundary', 'trust', 'elsewhere'] as const).flatMap((kind) =>
    ofPolicies(of, atomsIn(before, kind), atomsIn(after, kind), [...before.statements, ...after.statements]),
  );
  return [
    ...ways,
    ...hidden.map(({ path }) => ({ of, more: `has ${path}, which the app does not show` })),
    ...ofReferences(of, before.uses, after.uses, 'allowed to use'),
    ...ofCredentials(of, before.credentials, after.credentials),
    ...ofThief(of, before, after),
  ];
}

/** A principal without a boundary is not limited by one. */
function atomsIn({ policies }: Access, kind: ShownPolicy['kind']): Atom[] {
  const some = policies.filter((one) => one.kind === kind);
  const none = { effect: 'Allow', principal: '', action: '*', resource: '*', condition: {}, by: 'no permissions boundary' };
  return kind === 'boundary' && some.length === 0 ? [none] : some.flatMap(({ document, path }) => atomsOf(path, document, ownerIn(path)));
}

/** Of a place such as `Stack/Images (AWS::ECR::Repository)`: not of a policy that is a resource itself, which can be for several. */
const ownerIn = (place: string): string | undefined => /^(.*) \(AWS::\w+::(?!\w*Policy\))\w+\)$/.exec(place)?.[1];

const RANK = { no: 0, 'not known': 1, 'in part': 2, yes: 3 };

/** How a lower answer is said: as what was before, and as what is left. */
const LOWER = {
  no: undefined,
  'not known': ['not known', 'not known to be possible'],
  'in part': ['only in part', 'only in part possible'],
  yes: undefined,
} as const;

function ofThief(of: string, before: Access, after: Access): Found[] {
  const all = [...before.thief, ...after.thief];
  return after.thief.flatMap((theft) => {
    const lower = sameTheft(before.thief, theft, after.thief)?.can ?? 'no';
    const [was, left] = LOWER[lower] ?? [];
    const [can, does] = [theft.can, doing(theft, all)];
    const more = `possible for a thief${can === 'yes' ? '' : ` (${can})`}${was ? `, before ${was}` : ''}: to ${does}`;
    return RANK[can] > RANK[lower] ? [{ of, more, less: left && `${left} for a thief: to ${does}` }] : [];
  });
}

/** Of the same bucket, or of the only one of both. */
function sameTheft(old: readonly Theft[], theft: Theft, now: readonly Theft[]): Theft | undefined {
  const [was, is] = [old, now].map((some) => some.filter(({ does }) => does === theft.does));
  return was.length === 1 && is.length === 1 ? was[0] : was.find(({ bucket }) => bucket === theft.bucket);
}
