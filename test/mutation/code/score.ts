import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Score, total } from '../score';
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
    minutes: minutes ?? keptOfCode()[room]?.minutes,
  };
  writeFileSync(FILE, `${JSON.stringify({ ...keptOfCode(), [room]: score }, undefined, 2)}\n`);
}

/** All rooms together. A mutant that was tried stands for those that were not. */
export function totalOfCode(scores: RoomScores): Score {
  const whole = Object.entries(scores).map(([room, { date, every, explained, mutants, noticed }]): [string, Score] => [
    room,
    { date, mutants: mutants * every, noticed: noticed * every, explained: explained * every },
  ]);
  return total(Object.fromEntries(whole));
}
