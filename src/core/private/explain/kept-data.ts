import { partsOf } from '../policy/document';
import { textOf } from '../policy/text';
import type { Any } from './assembly';
import type { Resource } from './names';
import type { Resources } from './resources';

/** The lock that new versions get. */
export interface Lock {
  readonly mode: string;
  readonly days: string;
}

/** What a lifecycle rule deletes. */
export interface Removal {
  readonly what: 'objects' | 'old versions';
  /** After how many days, or from which date on. */
  readonly after: string;
  /** How many old versions it leaves. */
  readonly leaves: string;
  /** The filter of the rule; empty for the whole bucket. */
  readonly where: string;
}

/** What becomes of the data of a bucket. */
export interface KeptData {
  /** `true` and `false`; anything else is decided by the deployment. */
  readonly versioned: string;
  readonly lockable: string;
  readonly lock?: Lock;
  readonly removals: readonly Removal[];
}

export function keptDataOf(resources: Resources, bucket: Resource): KeptData {
  const of = (name: string): Any => resources.property(bucket, name) ?? {};
  const { Days, Mode, Years } = of('ObjectLockConfiguration').Rule?.DefaultRetention ?? {};
  const status = textOf(of('VersioningConfiguration').Status ?? 'Suspended');
  const days = textOf(Days ?? String(Number(Years) * 365));
  return {
    versioned: { Enabled: 'true', Suspended: 'false' }[status] ?? status,
    lockable: textOf(resources.property(bucket, 'ObjectLockEnabled') ?? 'false'),
    ...(Mode === undefined ? {} : { lock: { mode: textOf(Mode), days } }),
    removals: partsOf(of('LifecycleConfiguration').Rules).flatMap(({ value }) => removalsIn(value)),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-rule.html */
function removalsIn(rule: Any): Removal[] {
  const { ExpirationDate, ExpirationInDays, NoncurrentVersionExpiration, NoncurrentVersionExpirationInDays, Status, ...rest } = rule;
  const { NewerNoncurrentVersions = '0', NoncurrentDays = NoncurrentVersionExpirationInDays } = NoncurrentVersionExpiration ?? {};
  const filter = Object.entries<Any>(rest).filter(([name, value]) => /Prefix|TagFilters|ObjectSize/.test(name) && value !== '');
  const where = filter.map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ');
  const removal = (what: Removal['what'], after: Any, leaves = '0'): Removal[] =>
    after === undefined || Status === 'Disabled' ? [] : [{ what, after: textOf(after), leaves: textOf(leaves), where }];
  return [...removal('objects', ExpirationInDays ?? ExpirationDate), ...removal('old versions', NoncurrentDays, NewerNoncurrentVersions)];
}

/** Whether one deletes at least what another does, at least as soon. */
export const removesAlso = (one: Removal, other: Removal): boolean =>
  one.what === other.what &&
  (one.where === '' || one.where === other.where) &&
  isAtMost(one.after, other.after) &&
  isAtMost(one.leaves, other.leaves);

/** Whether one lock surely lasts as long as another, and is as hard to lift. */
export const locksAlso = (one: Lock | undefined, other: Lock): boolean =>
  one !== undefined && (one.mode === other.mode || one.mode === 'COMPLIANCE') && isAtMost(other.days, one.days);

/** Numbers, or dates. What cannot be compared is no less. */
function isAtMost(one: string, other: string): boolean {
  const [small, large] = [one, other].map((text) => (/^\d+$/.test(text) ? Number(text) : Date.parse(text)));
  return one === other || (/^\d+$/.test(one) === /^\d+$/.test(other) && small <= large);
}

export const lockWords = ({ days, mode }: Lock): string => `${inDays(days)} in ${mode} mode`;

export function removalWords({ after, leaves, what, where }: Removal): string {
  const when = /^\d+$/.test(after) ? `after ${inDays(after)}` : `from ${after} on`;
  return `${what}${where && ` (${where})`} are deleted ${when}${leaves === '0' ? '' : `, but for the newest ${leaves}`}`;
}

const inDays = (days: string): string => `${days} ${days === '1' ? 'day' : 'days'}`;
