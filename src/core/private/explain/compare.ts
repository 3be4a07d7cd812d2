import type { Access, ShownPolicy } from './access';
import { type Atom, atomsOf } from './atoms';
import { ofBucket, ofCredentials, ofKey, ofReferences } from './compare-facts';
import { type Found, ofPolicies } from './compare-policies';
import { ofThief } from './compare-thief';
import { inWordsOf } from './compare-words';
import type { Report } from './report';

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
  const [old, now] = [inWordsOf(after, before), inWordsOf(before, after)];
  const [wider, narrower] = [differences(old, now), differences(now, old)];
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
  const principals = after.accesses.flatMap((access) =>
    ofPrincipal(sameIn(before, access, after), access, labelOf(access, [before, after])),
  );
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
  const isNew = (policies: Access['policies'], { path }: ShownPolicy) => !policies.some((one) => one.path === path);
  const wasLimited = before.policies.some(({ kind }) => kind === 'boundary');
  const hidden = after.policies.filter(
    (one) => one.document === undefined && (one.kind !== 'boundary' || wasLimited) && isNew(before.policies, one),
  );
  const gone = before.policies.filter(
    (one) => one.document === undefined && one.kind === 'identity' && mayDeny(one) && isNew(after.policies, one),
  );
  const ways = (['identity', 'boundary', 'trust', 'elsewhere'] as const).flatMap((kind) =>
    ofPolicies(of, atomsIn(before, kind), atomsIn(after, kind), [...before.statements, ...after.statements]),
  );
  return [
    ...ways,
    ...hidden.map(({ path }) => ({ of, more: `has ${path}, which the app does not show` })),
    ...gone.map(({ path }) => ({ of, more: `has ${path}, which may deny something (the app does not show it)`, lacks: true })),
    ...ofReferences(of, before.uses, after.uses, 'allowed to use'),
    ...ofCredentials(of, before.credentials, after.credentials),
    ...ofThief(of, before, after),
  ];
}

/** Those of AWS that deny say so in their names: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html, read 2026-11-30. */
const mayDeny = ({ path }: ShownPolicy): boolean => !/:iam::aws:policy\//.test(path) || /Deny|Quarantine/.test(path);

/** A principal without a boundary is not limited by one. */
function atomsIn({ policies }: Access, kind: ShownPolicy['kind']): Atom[] {
  const some = policies.filter((one) => one.kind === kind);
  const none = { effect: 'Allow', principal: '', action: '*', resource: '*', condition: {}, by: 'no permissions boundary' };
  return kind === 'boundary' && some.length === 0 ? [none] : some.flatMap(({ document, path }) => atomsOf(path, document, ownerIn(path)));
}

/** Of a place such as `Stack/Images (AWS::ECR::Repository)`: not of a policy that is a resource itself, which can be for several. */
const ownerIn = (place: string): string | undefined => /^(.*) \(AWS::\w+::(?!\w*Policy\))\w+\)$/.exec(place)?.[1];
