// npm run mutate:code [-- ROOM [FILE]] [--every N | --again] [--changed BASE]: StrykerJS makes the code wrong; what the tests notice, and what survives.
import { parseArgs } from 'node:util';
import { changedSince } from '../../tools/changed-files';
import { endWith } from '../../tools/command';
import { ExplainedError } from '../../tools/explained-error';
import { table } from '../../tools/report';
import { ROOMS, type Room } from './rooms';
import { keepScore, LEAST, shareOf } from './score';
import { isExplained, unused } from './survivors';
import { type Mutant, tried, triedAgain } from './tried';

interface Asked {
  readonly name: string;
  readonly room: Room;
  readonly isWhole: boolean;
}

/** Of each room, the files for which it is so. */
function filesThat(is: (file: string) => boolean): Asked[] {
  return Object.entries(ROOMS).flatMap(([name, room]) => {
    const files = room.files.filter(is);
    return files.length === 0 ? [] : [{ name, room: { ...room, files }, isWhole: files.length === room.files.length }];
  });
}

/** What a pull request changes. */
function changed(base: string): Asked[] {
  const files = changedSince(base);
  return filesThat((file) => files.includes(file));
}

function named(room?: string, file?: string): Asked[] {
  const some = filesThat((one) => !file || one.endsWith(`/${file}`)).filter(({ name }) => !room || name === room);
  if (some.length > 0) return some;
  const rows = Object.entries(ROOMS).map(([name, { files, tests }]) => [name, `${files.length}`, `${tests.length}`]);
  console.log(table(['room', 'files', 'test files'], rows));
  throw new ExplainedError('Name one of these rooms, and a file of it if you like: npm run mutate:code -- policy pattern.ts');
}

/** Whether enough is noticed, and no reason stands for nothing. */
function isGood(name: string, found: readonly Mutant[], stale: readonly string[]): boolean {
  const survived = found.filter(({ isNoticed }) => !isNoticed);
  for (const { line, name: mutant } of survived) {
    console.log(`survived${isExplained(mutant) ? ', as it may' : ''}: ${mutant} (line ${line})`);
  }
  for (const reason of stale) console.log(`no mutant survives for this reason any more: ${reason}`);
  const share = (shareOf(found) * 100).toFixed(1);
  console.log(`${name}: ${share} % of ${found.length} (at least ${LEAST * 100} %), ${survived.length} survive`);
  return shareOf(found) >= LEAST && stale.length === 0;
}

/** Every n-th mutant of some rooms at once: the tests of all of them are run once before. */
async function sample(rooms: readonly Asked[], every: number): Promise<Mutant[]> {
  const of = (part: (room: Room) => readonly string[]) => [...new Set(rooms.flatMap(({ room }) => part(room)))];
  return tried(
    'sample',
    { files: of(({ files }) => files), tests: of(({ tests }) => tests), own: rooms.length > 1 ? [] : of(({ own }) => own) },
    every,
  );
}

async function main(): Promise<boolean> {
  const options = { again: { type: 'boolean' }, every: { type: 'string', default: '1' }, changed: { type: 'string' } } as const;
  const { positionals, values } = parseArgs({ options, allowPositionals: true });
  const every = Number(values.every);
  const rooms = values.changed ? changed(values.changed) : named(...positionals);
  const start = Date.now();
  const sampled = every > 1 ? await sample(rooms, every) : [];
  const verdicts: boolean[] = [];
  for (const { isWhole, name, room } of rooms) {
    const before = every > 1 ? start : Date.now();
    const found =
      every > 1 ? sampled.filter(({ file }) => room.files.includes(file)) : await (values.again ? triedAgain : tried)(name, room);
    if (found.length === 0) continue; // types only
    verdicts.push(isGood(name, found, every === 1 ? unused(room.files, found) : []));
    if (isWhole) keepScore(name, found, every, values.again || (every > 1 && rooms.length > 1) ? undefined : minutesSince(before));
  }
  console.log(`${minutesSince(start)} minutes`);
  return verdicts.every(Boolean);
}

const minutesSince = (start: number): number => Math.round((Date.now() - start) / 6000) / 10;

endWith(main());
