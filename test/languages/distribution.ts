import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { step } from '../tools/report';
import { kept, ROOT, run, tool } from './commands';

/** What the package is made of, and how. Nothing else can get into it, however much a checkout has lying around. */
const SOURCES = [
  ...['src', 'docs', 'examples', 'rosetta', 'projenrc', 'package.json', 'tsconfig.json', '.projen'],
  ...['API.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md'],
];
/** The lock holds the versions of the compiler and the generator. */
const KEY_ONLY = ['package-lock.json'];

/** What the package is named after: it changes with everything that the package is made of. */
export function packageKey(): string {
  const hash = createHash('sha256');
  for (const file of [...SOURCES, ...KEY_ONLY].flatMap((name) => files(join(ROOT, name)))) {
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}

/**
 * The folder with the package for a language, as it would be published: what `npm run package:TARGET` makes.
 *
 * Made from a copy of the sources: lib/ and dist/ of the checkout may be old, or be written by somebody else meanwhile.
 */
export async function distribution(target: string): Promise<string> {
  const folder = await compiledPackage();
  const made = join(folder, 'made', target);
  if (!existsSync(made)) {
    rmSync(join(folder, 'dist'), { recursive: true, force: true }); // of a run that was killed
    if (!existsSync(join(folder, '.jsii.tabl.json'))) {
      await step('package: translate the snippets', () => run('snippets', [tool('projen'), 'snippets'], { cwd: folder }));
    }
    await step(`package for ${target}`, () => run(`package:${target}`, [tool('projen'), `package:${target}`], { cwd: folder }));
    cpSync(join(folder, 'dist', target), `${made}.draft`, { recursive: true });
    renameSync(`${made}.draft`, made);
  }
  return made;
}

/** A compiled copy of the sources. */
export function compiledPackage(): Promise<string> {
  return kept('package', packageKey(), compile);
}

/** The copy finds node_modules of the checkout, because it is inside of it. */
async function compile(draft: string): Promise<void> {
  for (const name of SOURCES) {
    cpSync(join(ROOT, name), join(draft, name), { recursive: true });
  }
  await step('package: compile', () => run('compile', [tool('projen'), 'compile'], { cwd: draft }));
}

function files(path: string): string[] {
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)));
}
