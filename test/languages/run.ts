// Whether the package works in the languages that it is published for as it does in TypeScript: the same templates, the same errors.
//
//   npx tsx --tsconfig tsconfig.dev.json test/languages/run.ts [LANGUAGE ...]
//
// PYTHON chooses the interpreter. The first run takes about a minute more than the next ones, which use its environment again.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ExplainedError } from '../tools/explained-error';
import { step, table } from '../tools/report';
import { claimWork, WORK } from './commands';
import { compare, type Row } from './comparison';
import { type Check, type Language, PROGRAMS } from './language';
import { python } from './languages/python';
import { typescript } from './languages/typescript';
import { type Template, templatesOf } from './templates';

const LANGUAGES: readonly Language[] = [python];

const log = (line: string) => console.log(line);

async function main(wanted: string[]): Promise<number> {
  const unknown = wanted.filter((name) => !LANGUAGES.some((language) => language.name === name));
  if (unknown.length > 0) {
    throw new ExplainedError(`Not a language here: ${unknown.join(', ')}. There are: ${LANGUAGES.map(({ name }) => name).join(', ')}`);
  }
  const languages = LANGUAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  claimWork();
  const expected = await synthesize(typescript);
  const rows: Row[] = [];
  const checks: Check[] = [];
  for (const language of languages) {
    try {
      await language.build();
      const found = await synthesize(language);
      rows.push(...PROGRAMS.flatMap(({ name }, index) => compare(language.name, name, expected[index], found[index])));
      const made = await step(`${language.name}: checks`, async () => (await language.checks?.()) ?? []);
      checks.push(...made.map((check) => ({ ...check, name: `${language.name}: ${check.name}` })));
    } catch (error) {
      checks.push({ name: `${language.name}: runs to its end`, failure: messageOf(error) }); // the other languages can still run
    }
  }
  return report(rows, checks);
}

/** With a stack trace only if the message does not explain everything. */
function messageOf(error: unknown): string {
  return error instanceof ExplainedError ? error.message : String((error as Error).stack ?? error);
}

/** The templates of every program, in the order of the programs. */
async function synthesize(language: Language): Promise<Map<string, Template>[]> {
  const templates: Map<string, Template>[] = [];
  for (const program of PROGRAMS) {
    const outdir = join(WORK, 'cdk.out', language.name, program.name);
    rmSync(outdir, { recursive: true, force: true }); // what an earlier run has left would be compared again
    await step(`${language.name}: synthesize ${program.name}`, () => language.synthesize(program, outdir));
    templates.push(templatesOf(outdir));
  }
  return templates;
}

/** The number of failures. */
function report(rows: readonly Row[], checks: readonly Check[]): number {
  const cells = rows.map((row) => [row.language, row.name, String(row.resources ?? '-'), row.problems.length === 0 ? 'yes' : 'NO']);
  log(`\n${table(['language', 'case', 'resources', 'equal'], cells)}\n`);
  for (const { failure, name } of checks) {
    log(`${failure === undefined ? 'ok    ' : 'FAILED'}  ${name}`);
  }
  const failures = [
    ...rows.filter(({ problems }) => problems.length > 0).map(({ language, name, problems }) => [`${language}: ${name}`, ...problems]),
    ...checks.filter(({ failure }) => failure !== undefined).map(({ failure, name }) => [name, ...String(failure).split('\n')]),
  ];
  for (const [title, ...lines] of failures) {
    log(`\nFAILED  ${title}\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  log(`\n${rows.length + checks.length - failures.length} passed, ${failures.length} failed`);
  return failures.length;
}

main(process.argv.slice(2)).then(
  (failures) => {
    process.exitCode = failures > 0 ? 1 : 0;
  },
  (error: unknown) => {
    log(`\nFAILED  ${messageOf(error)}`);
    log('\n0 passed, 1 failed');
    process.exitCode = 1;
  },
);
