import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAMES } from '../../found';
import { step } from '../../tools/report';
import { installed, kept, run, runChecks } from '../commands';
import { distribution, packageKey } from '../distribution';
import { explainChecks } from '../explained';
import { type Check, type Command, fileOf, type Language, type Program } from '../language';
import { loadChecks } from '../loads';
import { tarballChecks } from '../tarball';
import { onlyFile } from './only-file';

const APPS = join(__dirname, '..', 'typescript', 'apps');

/** As they are in a new project. */
const COMPILER_OPTIONS = { module: 'nodenext', target: 'es2022', strict: true, types: ['node'], rootDir: '.', outDir: 'out' };

/** The npm tarball in a fresh TypeScript project, which imports it (ESM) or requires it (CommonJS). */
class Npm implements Language {
  public readonly kinds = ['apps'] as const;
  private folder = '';

  public constructor(
    public readonly name: string,
    private readonly type: 'module' | 'commonjs',
  ) {}

  public async build(): Promise<void> {
    const parent = await project();
    this.folder = join(parent, this.name);
    rmSync(this.folder, { recursive: true, force: true });
    cpSync(APPS, this.folder, { recursive: true });
    for (const vendor of NAMES) {
      cpSync(fileOf(vendor, 'app.ts'), join(this.folder, `${vendor}.ts`));
    }
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ type: this.type }));
    const compilerOptions = { ...COMPILER_OPTIONS, skipLibCheck: this.type === 'commonjs' }; // all declarations once: it takes its time
    writeFileSync(join(this.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const tsc = join(parent, 'node_modules', '.bin', 'tsc');
    await step(`${this.name}: compile`, () => run(`tsc of ${this.name}`, [tsc, '-p', this.folder]));
  }

  public command({ sources }: Program): Command {
    return ['node', join(this.folder, 'out', 'main.js'), ...sources.map((vendor) => `./${vendor}.js`)];
  }

  public async checks(): Promise<Check[]> {
    const checks = await runChecks(`checks of ${this.name}`, ['node', join(this.folder, 'out', 'checks.js')]);
    const library = join(this.folder, '..', 'node_modules', 'cdk-vendor-access');
    const more = this.type === 'module' ? await tarballChecks(await tarball()) : [];
    const explained = await explainChecks(this.name, join(this.folder, '..', 'node_modules', '.bin', 'cdk-vendor-access'));
    return [...checks, ...more, ...explained, ...(await loadChecks(library, this.type === 'module' ? 'import' : 'require'))];
  }
}

async function tarball(): Promise<string> {
  const folder = await distribution('js');
  return join(folder, onlyFile(folder, '.tgz'));
}

/** One installation serves both. */
async function project(): Promise<string> {
  const file = await tarball();
  return kept('npm', packageKey(), async (draft) => {
    writeFileSync(join(draft, 'package.json'), JSON.stringify({ private: true }));
    const versions = ['aws-cdk-lib', 'constructs', 'typescript', '@types/node'].map((name) => `${name}@${installed(name)}`);
    const install = ['npm', 'install', '--no-audit', '--no-fund', file, ...versions] as unknown as Command;
    await step('npm: install the tarball', () => run('npm install', install, { cwd: draft }));
  });
}

export const esm: Language = new Npm('esm', 'module');
export const commonjs: Language = new Npm('commonjs', 'commonjs');
