import { spawnSync } from 'node:child_process';
import { ROOT } from '../languages/commands';
import type { Findings } from './findings';

/** So many changes of a release are named: another construct path is one for each option. */
const SHOWN = 10;

const git = (...args: string[]) => spawnSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 }).stdout.trim() || undefined;

/** The tag of the last release; none before the first one, and in a clone without tags. */
export function lastRelease(): string | undefined {
  return git('describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*');
}

/** A file as it was released. */
export function released(tag: string, file: string): string | undefined {
  return git('show', `${tag}:${file}`);
}

/** Why a release cannot have this version after what has changed since the last one. */
export function versionProblem(next: string, tag: string, { added, breaking }: Findings): string | undefined {
  const last = tag.replace('v', '').split('.').map(Number);
  const [major, minor] = last;
  const least = breaking.length > 0 ? [major + 1, 0, 0] : added.length > 0 ? [major, minor + 1, 0] : last;
  const difference = next.split('.').map((part, index) => Number(part) - least[index]);
  if ((difference.find((part) => part !== 0) ?? 0) >= 0) {
    return undefined;
  }
  const [why, all] = breaking.length > 0 ? [`breaks users of ${tag}`, breaking] : [`is new since ${tag}`, added];
  const shown = [...all.slice(0, SHOWN), ...(all.length > SHOWN ? [`and ${all.length - SHOWN} more`] : [])].join('; ');
  return `CHANGELOG.md begins with ${next}, which has to be ${least.join('.')} or later, because this ${why}: ${shown}`;
}
