import type { Access, ShownPolicy } from './access';
import { type Atom, atomsOf, covers } from './atoms';
import type { BucketFacts } from './buckets';
import type { Report } from './report';
import { conditionsOf, type Explained } from './statements';

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

interface Found {
  readonly of: string;
  /** What one report has, and the other has not. */
  readonly more: string;
  /** What one report lacks, and the other has. */
  readonly lacks?: boolean;
}

const said =
  (when: 'now' | 'no longer') =>
  ({ lacks, more, of }: Found): Change => ({ of, what: `${lacks ? { now: 'no longer', 'no longer': 'now' }[when] : when} ${more}` });

/** What the second report allows in addition, or denies or protects less. */
function differences(before: Report, after: Report): Found[] {
  const principals = after.accesses.flatMap((access) =>
    ofPrincipal(
      before.accesses.find((one) => one.kind === access.kind && one.name === access.name),
      access,
    ),
  );
  const [old, now] = [before, after].map(
    ({ accesses }) => new Map(accesses.flatMap(({ buckets }) => buckets.map((one) => [one.name, one]))),
  );
  return [...principals, ...[...now.values()].flatMap((bucket) => ofBucket(old.get(bucket.name), bucket))];
}

function ofPrincipal(before: Access | undefined, after: Access): Found[] {
  const of = `${after.kind} ${after.name}`;
  if (!before) {
    return [{ of, more: `there, for ${after.products.join(', ')}` }];
  }
  const hidden = after.policies.filter(({ document, path }) => document === undefined && !before.policies.some((one) => one.path === path));
  const ways = (['identity', 'boundary', 'trust'] as const).flatMap((kind) =>
    ofPolicies(of, atomsIn(before, kind), atomsIn(after, kind), [...before.statements, ...after.statements]),
  );
  return [...ways, ...hidden.map(({ path }) => ({ of, more: `has ${path}, which the app does not show` })), ...ofThief(of, before, after)];
}

/** A principal without a boundary is not limited by one. */
function atomsIn({ policies }: Access, kind: ShownPolicy['kind']): Atom[] {
  const some = policies.filter((one) => one.kind === kind);
  const none = { effect: 'Allow', principal: '', action: '*', resource: '*', condition: {}, by: 'no permissions boundary' };
  return kind === 'boundary' && some.length === 0 ? [none] : some.flatMap(({ document, path }) => atomsOf(path, document));
}

function ofPolicies(of: string, before: readonly Atom[], after: readonly Atom[], explained: readonly Explained[] = []): Found[] {
  const lacking = (atoms: readonly Atom[], others: readonly Atom[], effect: string) =>
    atoms.filter((one) => one.effect === effect && !others.some((other) => covers(other, one)));
  return [
    ...worded(of, 'allowed', lacking(after, before, 'Allow'), explained),
    ...worded(of, 'denied', lacking(before, after, 'Deny'), explained).map((one) => ({ ...one, lacks: true })),
  ];
}

/** One line for each statement and resource. */
function worded(of: string, verb: string, atoms: readonly Atom[], explained: readonly Explained[] = []): Found[] {
  const lines = new Map<string, string[]>();
  for (const { action, by, condition, principal, resource } of atoms) {
    const whom = principal ? ` for ${principal}` : '';
    const on = resource ? ` on ${resource}` : '';
    const when = conditionsOf(condition).join(' and ');
    const reason = explained.find(({ policy, sid }) => `${policy}, statement ${sid}` === by);
    const rest = `${whom}${on}${when && `, if ${when}`} (${by}${reason ? `: ${reason.why}` : ''})`;
    lines.set(rest, [...(lines.get(rest) ?? []), action]);
  }
  return [...lines].map(([rest, actions]) => ({ of, more: `${verb}: ${actions.join(', ')}${rest}` }));
}

const RANK = { no: 0, 'not known': 1, 'in part': 2, yes: 3 };

function ofThief(of: string, before: Access, after: Access): Found[] {
  const worse = after.thief.filter(({ can, does }) => RANK[can] > RANK[before.thief.find((one) => one.does === does)?.can ?? 'no']);
  return worse.map(({ can, does }) => ({ of, more: `possible for a thief${can === 'yes' ? '' : ` (${can})`}: to ${does}` }));
}

function ofBucket(before: BucketFacts | undefined, after: BucketFacts): Found[] {
  const of = `bucket ${after.name}`;
  const lost = Object.entries(before?.protections ?? {}).filter(([name, had]) => had && after.protections[name] === false);
  const [old, now] = [before?.policy, after.policy].map((document) => atomsOf('bucket policy', document));
  return [
    ...(before
      ? ofPolicies(of, old, now)
      : worded(
          of,
          'allowed',
          now.filter(({ effect }) => effect === 'Allow'),
        )),
    ...lost.map(([name]) => ({ of, more: `true: ${name}`, lacks: true })),
  ];
}
