import { execFileSync } from 'node:child_process';

/** The files that differ from where the current branch left BASE, a commit or branch. */
export const changedSince = (base: string): string[] =>
  execFileSync('git', ['diff', '--name-only', `${base}...HEAD`], { encoding: 'utf8' }).split('\n');
