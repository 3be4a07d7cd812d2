import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Score } from '../score';
import { isExplained } from './survivors';
import type { Mutant } from './tried';

/** What was found when a room was last tried. */
export interface RoomScore extends Score {
  /** Every so many-th mutant was tried. */
  readonly every: number;
  readonly minutes?: number;
}

export type RoomScores = Readonly<Record<string, RoomScore>>;

/** The share of the mutants of a room that must be noticed. */
export const LEAST = 0.85;

export const shareOf = (found: readonly Mutant[]): number => found.filter(({ isNoticed }) => isNoticed).length / found.length;

const FILE = join(__dirname, 'score.json');

export const keptOfCode = (): RoomScores => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {});

export function keepScore(room: string, found: readonly Mutant[], every: number, minutes?: number): void {
  const survived = found.filter(({ isNoticed }) => !isNoticed);
  const score: RoomScore = {
    date: new Date().toISOString().slice(0, 10),
    mutants: found.length,
    noticed: found.length - survived.length,
    explained: survived.filter(({ name }) => isExplained(name)).length,
    every,
    minutes,
  };
  writeFileSync(FILE, `${JSON.stringify({ ...keptOfCode(), [room]: score }, undefined, 2)}\n`);
}

/** All rooms together, since the day on which the oldest was tried. A mutant that was tried stands for those that were not. */
export function totalOfCode(scores: RoomScores): Score {
  const all = Object.values(scores);
  const sum = (of: 'mutants' | 'noticed' | 'explained') => all.reduce((so, score) => so + score[of] * score.every, 0);
  const [date = ''] = all.map((one) => one.date).sort();
  return { date, mutants: sum('mutants'), noticed: sum('noticed'), explained: sum('explained') };
}
