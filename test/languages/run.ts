// Whether the package works in the languages that it is published for as it does in TypeScript: the same templates, the same errors.
//
//   npx tsx --tsconfig tsconfig.dev.json test/languages/run.ts [LANGUAGE ...]
//
// What the machine has no tools for is skipped, and said so; a language that is named in the arguments must not be. PYTHON chooses the
// interpreter. The first run takes some minutes; what it has downloaded and built is used again.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ExplainedError, MissingTool } from '../tools/explained-error';
import { step, table } from '../tools/report';
import { claimWork, run, WORK } from './commands';
import { compare, type Row } from './comparison';
import { type Check, type Language, PROGRAMS, type Program } from './language';
import { go, goNewest } from './languages/go';
import { java, javaOldest } from './languages/java';
import { commonjs, esm } from './languages/npm';
import { python, pythonNewest } from './languages/python';
import { typescript } from './languages/typescript';
import { type Template, templatesOf } from './templates';

const LANGUAGES: readonly Language[] = [esm, commonjs, python, pythonNewest, java, javaOldest, go, goNewest];

const log = (line: string) => console.log(line);

async function main(wanted: string[]): Promise<number> {
  const unknown = wanted.filter((name) => !LANGUAGES.some((language) => language.name === name));
  if (unknown.length > 0) {
    throw new ExplainedError(`Not a language here: ${unknown.join(', ')}. There are: ${LANGUAGES.map(({ name }) => name).join(', ')}`);
  }
  const languages = LANGUAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  claimWork();
  const expected = await synthesize(typescript, PROGRAMS);
  const rows: Row[] = [];
  const checks: Check[] = [];
  const skipped: string[] = [];
  for (const language of languages) {
    try {
      await language.build();
      for (const [name, templates] of await synthesize(language, PROGRAMS)) {
        rows.push(compare(language.name, name, expected.get(name) ?? new Map(), templates));
      }
      const made = await step(`${language.name}: checks`, async () => (await language.checks?.()) ?? []);
      checks.push(...made.map((check) => ({ ...check, name: `${language.name}: ${check.name}` })));
    } catch (error) {
      if (error instanceof MissingTool && !wanted.includes(language.name)) {
        skipped.push(`${language.name}: ${error.message}`);
      } else {
        checks.push({ name: `${language.name}: runs to its end`, failure: `${(error as Error).stack}` }); // the other languages can still run
      }
    }
  }
  return report(rows, checks, skipped);
}

/** The templates of every program that the language has, by the name of the program. */
async function synthesize(language: Language, programs: readonly Program[]): Promise<Map<string, Map<string, Template>>> {
  const templates = new Map<string, Map<string, Template>>();
  for (const program of programs.filter(({ kind }) => language.kinds.includes(kind))) {
    const what = `${language.name}: ${program.name}`;
    const outdir = join(WORK, 'cdk.out', language.name, program.name.replace(/\W+/g, '-'));
    rmSync(outdir, { recursive: true, force: true }); // what an earlier run has left would be compared again
    await step(what, () => run(what, language.command(program), { outdir, context: program.context }));
    templates.set(program.name, templatesOf(outdir));
  }
  return templates;
}

/** The number of failures. */
function report(rows: readonly Row[], checks: readonly Check[], skipped: readonly string[]): number {
  const cells = rows.map(({ language, problems, program, resources, stacks }) => {
    return [language, program, String(stacks), String(resources), problems.length === 0 ? 'all' : `NOT ${problems.length}`];
  });
  log(`\n${table(['language', 'program', 'stacks', 'resources', 'equal to TypeScript'], cells)}\n`);
  for (const { failure, name } of checks) {
    log(`${failure === undefined ? 'ok      ' : 'FAILED  '}${name}`);
  }
  for (const text of skipped) {
    log(`SKIPPED ${text}`);
  }
  const failures = [
    ...rows.flatMap(({ language, problems, program }) =>
      problems.map(({ found, stack }) => [`${language}: ${program}, ${stack}`, ...found]),
    ),
    ...checks.filter(({ failure }) => failure !== undefined).map(({ failure, name }) => [name, ...String(failure).split('\n')]),
  ];
  for (const [title, ...lines] of failures) {
    log(`\nFAILED  ${title}\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  const all = rows.reduce((sum, { stacks }) => sum + stacks, 0) + checks.length;
  log(`\n${all - failures.length} passed, ${failures.length} failed, ${skipped.length} skipped`);
  return failures.length;
}

main(process.argv.slice(2)).then(
  (failures) => {
    process.exitCode = failures > 0 ? 1 : 0;
  },
  (error: unknown) => {
    log(`\nFAILED  ${`${(error as Error).stack}`}`);
    log('\n0 passed, 1 failed');
    process.exitCode = 1;
  },
);
