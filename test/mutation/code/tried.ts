import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ExplainedError } from '../../tools/explained-error';
import { nodeEnvironment } from '../../tools/node-environment';
import { run } from '../../tools/processes';
import { ROOT, type Room } from './rooms';

const HOME = join(ROOT, '.stryker');
const STRYKER = join(__dirname, '..', 'stryker');
const HOURS = 6;

/** A fault in the code, and what became of it. */
export interface Mutant {
  /** `FILE OPERATOR: what was there => what is there`, without its line, which moves. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly isNoticed: boolean;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Report {
  readonly files: Readonly<Record<string, ReportedFile>>;
}

interface ReportedFile {
  readonly source: string;
  readonly mutants: readonly Reported[];
}

interface Reported {
  readonly id: string;
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** Makes the files wrong in each way, or in every n-th one, and asks the tests of their room. Texts for people are not among the ways. */
export async function tried(name: string, room: Room, every = 1): Promise<Mutant[]> {
  return read(await reported(name, room, room.files, every), every);
}

/** The same for what survived, or took too long, the last time on this machine, and for files that have changed since; what was noticed then counts as before. */
export async function triedAgain(name: string, room: Room): Promise<Mutant[]> {
  const path = join(HOME, `${name}.json`);
  if (!existsSync(path)) throw new ExplainedError(`Run npm run mutate:code -- ${name} first: --again asks about what survived there.`);
  const before: Report = JSON.parse(readFileSync(path, 'utf8'));
  const left = room.files.flatMap((file) => rangesOf(file, before.files[file]));
  const now = left.length === 0 ? { files: {} } : await reported(`${name}-again`, room, left, 1);
  const merged: Report = { files: Object.fromEntries(room.files.flatMap((file) => mergedFile(file, before, now))) };
  writeFileSync(path, JSON.stringify(merged));
  return read(merged, 1);
}

/** The lines of what survived, or the whole file if it is not the same any more. */
function rangesOf(file: string, before?: ReportedFile): string[] {
  if (before?.source !== readFileSync(join(ROOT, file), 'utf8')) return [file];
  return before.mutants.filter(isOpen).map(({ location: { end, start } }) => `${file}:${start.line}-${end.line}`);
}

function mergedFile(file: string, before: Report, now: Report): [string, ReportedFile][] {
  const [old, tried] = [before.files[file], now.files[file]];
  if (!old || (tried && tried.source !== old.source)) return tried ? [[file, tried]] : [];
  const found = new Map(tried?.mutants.map((mutant) => [place(mutant), mutant.status]));
  const mutants = old.mutants.map((mutant) => (isOpen(mutant) ? { ...mutant, status: found.get(place(mutant)) ?? mutant.status } : mutant));
  return [[file, { ...old, mutants }]];
}

const NOTICED = ['Killed', 'Timeout'];
/** What took too long may only have had a busy machine. */
const isOpen = ({ status }: Reported): boolean => !['Ignored', 'Killed'].includes(status);
const place = ({ location, mutatorName, replacement }: Reported): string => JSON.stringify([location, mutatorName, replacement]);

async function reported(name: string, { own, tests }: Room, files: readonly string[], every: number): Promise<Report> {
  const library = await nodeEnvironment(STRYKER, HOME, '@stryker-mutator/core');
  const report = join(HOME, `${name}.json`);
  const env = {
    ...process.env,
    MUTATED: JSON.stringify(files),
    TESTS: JSON.stringify(tests),
    OWN: JSON.stringify(own),
    EVERY: `${every}`,
    CONCURRENCY: process.env.CONCURRENCY ?? `${Math.min(2, cpus().length)}`,
    REPORT: report,
    STRYKER_API: join(library, '..', 'api', 'dist', 'src', 'plugin', 'index.js'),
  };
  const args = [join(library, 'bin', 'stryker.js'), 'run', join(STRYKER, 'config.mjs')];
  const onLine = (line: string) => /tested/.test(line) && process.stderr.write(`${name}: ${line}\n`);
  const { code, stderr, stdout } = await run(process.execPath, args, { cwd: ROOT, env, timeoutSeconds: HOURS * 3600, onLine });
  if (code !== 0) throw new ExplainedError(`StrykerJS failed: ${stdout.slice(-3000)}${stderr}`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

function read({ files }: Report, every: number): Mutant[] {
  return Object.entries(files).flatMap(([file, { mutants, source }]) =>
    mutants
      .filter(({ id, status }) => status !== 'Ignored' && Number(id) % every === 0)
      .map(({ location, mutatorName, replacement = '', status }) => ({
        name: `${file} ${mutatorName}: ${short(textAt(source, location))} => ${short(replacement)}`,
        file,
        line: location.start.line,
        isNoticed: NOTICED.includes(status),
      })),
  );
}

const short = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 100);

function textAt(source: string, { end, start }: Reported['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  return [lines[0].slice(start.column - 1), ...lines.slice(1)].join('\n');
}
