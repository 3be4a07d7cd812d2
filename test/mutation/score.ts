import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isExplained } from './survivors';

export interface Found {
  readonly name: string;
  readonly killer?: string;
}

/** What was found when all mutants of a kind were last tried. */
export interface Score {
  readonly date: string;
  readonly mutants: number;
  readonly noticed: number;
  /** Those that survive, with a reason. */
  readonly explained: number;
}

/** By kind of mutant: a vendor's statements (`velero`), or its data (`data/velero`). */
export type Scores = Readonly<Record<string, Score>>;

/** The share of mutants that must be noticed: of all statements, and of all data. */
export const LEAST = 0.98;

export const kindOf = (name: string): string => name.split(' ')[0];

/** By kind, how many there are. */
export function countsOf(names: readonly string[]): Record<string, number> {
  const kinds = [...new Set(names.map(kindOf))].sort();
  return Object.fromEntries(kinds.map((kind) => [kind, names.filter((name) => kindOf(name) === kind).length]));
}

export const isNoticed = ({ killer }: Found): boolean => killer !== undefined;
export const shareOf = (found: readonly Found[]): number => found.filter(isNoticed).length / found.length;

const FILE = join(__dirname, 'score.json');

export const kept = (): Scores => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {});

/** Keeps the scores of the kinds that were tried whole; `all` has the name of every mutant. */
export function keepScores(found: readonly Found[], all: readonly string[]): void {
  const tried = countsOf(found.map(({ name }) => name));
  const scores = Object.entries(countsOf(all)).flatMap(([kind, count]): [string, Score][] => {
    const some = found.filter(({ name }) => kindOf(name) === kind);
    const explained = some.filter((one) => !isNoticed(one) && isExplained(one.name)).length;
    const date = new Date().toISOString().slice(0, 10);
    const score = tried[kind] === count ? { date, mutants: count, noticed: some.filter(isNoticed).length, explained } : kept()[kind];
    return score ? [[kind, score]] : [];
  });
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(scores), undefined, 2)}\n`);
}

/** All kinds together, since the day on which the oldest was tried. */
export function total(scores: Scores): Score {
  const all = Object.values(scores);
  const sum = (of: 'mutants' | 'noticed' | 'explained') => all.reduce((so, score) => so + score[of], 0);
  const [date = ''] = all.map((one) => one.date).sort();
  return { date, mutants: sum('mutants'), noticed: sum('noticed'), explained: sum('explained') };
}
