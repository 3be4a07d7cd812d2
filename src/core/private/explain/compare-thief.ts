import type { Access } from './access';
import type { Found } from './compare-policies';
import { doing, type Theft } from './theft';

const RANK = { no: 0, 'not known': 1, 'in part': 2, yes: 3 };

/** How a lower answer is said: as what was before, and as what is left. */
const LOWER = {
  no: undefined,
  'not known': ['not known', 'not known to be possible'],
  'in part': ['only in part', 'only in part possible'],
  yes: undefined,
} as const;

/** What a thief can do in addition. */
export function ofThief(of: string, before: Access, after: Access): Found[] {
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
