import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { step } from '../tools/report';
import { ROOT, run, tool, WORK } from './commands';

/** What the package is made of. Nothing else can get into it, however much a checkout has lying around. */
const SOURCES = ['src', 'package.json', 'tsconfig.json', '.npmignore', 'README.md', 'LICENSE'];
/** The lock holds the versions of the compiler and the generator. */
const KEY_ONLY = ['package-lock.json'];

/**
 * The folder with the package for a language, as it would be published.
 *
 * Compiled from a copy of the sources: lib/ and dist/ of the checkout may be old, or be written by somebody else meanwhile. The folder is
 * named after what it was made of, so that it is made again when anything of that has changed, and never otherwise.
 */
export async function distribution(target: string): Promise<string> {
  const stage = mkdtempSync(join(WORK, 'stage-'));
  try {
    for (const name of [...SOURCES, ...KEY_ONLY]) {
      cpSync(join(ROOT, name), join(stage, name), { recursive: true });
    }
    const directory = join(WORK, `dist-${target}-${digest(stage)}`);
    if (existsSync(directory)) {
      console.log('package: unchanged since the last run');
    } else {
      await build(stage, target);
      removeOlder(target);
      renameSync(join(stage, 'dist'), directory);
    }
    return join(directory, target);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

async function build(stage: string, target: string): Promise<void> {
  // Both find node_modules of the checkout, because the copy is inside of it.
  await step('package: compile', () => run('jsii', tool('jsii'), ['--silence-warnings=reserved-word'], { cwd: stage }));
  const args = ['--target', target, '--outdir', 'dist', '--no-npmignore'];
  await step(`package: generate for ${target}`, () => run('jsii-pacmak', tool('jsii-pacmak'), args, { cwd: stage }));
}

function digest(stage: string): string {
  const hash = createHash('sha256');
  for (const file of files(stage)) {
    hash
      .update(`${relative(stage, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}

function files(path: string): string[] {
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)));
}

function removeOlder(target: string): void {
  for (const name of readdirSync(WORK).filter((entry) => entry.startsWith(`dist-${target}-`))) {
    rmSync(join(WORK, name), { recursive: true, force: true });
  }
}
