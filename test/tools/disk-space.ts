import { mkdirSync, statfsSync } from 'node:fs';
import { ExplainedError } from './explained-error';

/** A sentence, if there is too little room in a folder: programs that run out of it say all sorts of things, and few of them that. */
export function spaceProblem(folder: string, megabytes: number): string | undefined {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  return free < megabytes ? `Too little space is left on the disk: ${free} MB for ${folder}; ${megabytes} MB are needed` : undefined;
}

/** Makes the folder, if it is not there. */
export function requireSpace(folder: string, megabytes: number): void {
  mkdirSync(folder, { recursive: true });
  const problem = spaceProblem(folder, megabytes);
  if (problem) {
    throw new ExplainedError(problem);
  }
}
