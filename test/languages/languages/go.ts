import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAMES } from '../../found';
import { dependencies as newest } from '../../newest/package.json';
import { step } from '../../tools/report';
import { needTools, run, runChecks, WORK } from '../commands';
import { compiledPackage, distribution } from '../distribution';
import { type Check, type Command, fileOf, type Language, type Program } from '../language';
import { goSnippets } from '../snippets';

const MODULE = 'github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess';

/** The module from a folder, with the aws-cdk-lib that it asks for (the oldest) or another one. */
class Go implements Language {
  public readonly kinds = ['apps'] as const;
  private readonly folder: string;
  private readonly apps: string;

  public constructor(
    public readonly name: string,
    private readonly version?: string,
  ) {
    this.folder = join(WORK, name);
    this.apps = join(this.folder, 'apps');
  }

  public async build(): Promise<void> {
    await needTools('Go is needed for the Go package', ['go', 'version']);
    const module = join(await distribution('go'), 'cdkvendoraccess');
    rmSync(this.folder, { recursive: true, force: true });
    cpSync(join(__dirname, '..', 'go'), this.folder, { recursive: true });
    for (const vendor of NAMES) {
      cpSync(fileOf(vendor, 'app.go'), join(this.folder, `${vendor}.go`));
    }
    mkdirSync(join(this.folder, 'snippets'));
    writeFileSync(join(this.folder, 'snippets', 'snippets.go'), goSnippets(await compiledPackage()));
    const go = (...args: string[]) => run(`go ${args[0]}`, ['go', ...args], { cwd: this.folder });
    await step(`${this.name}: compile`, async () => {
      await go('mod', 'edit', `-replace=${MODULE}=${module}`);
      if (this.version) {
        await go('get', `github.com/aws/aws-cdk-go/awscdk/v2@v${this.version}`);
      }
      await go('mod', 'tidy');
      await go('vet', './...');
      await go('build', '-o', this.apps, '.');
    });
  }

  public command({ sources }: Program): Command {
    return [this.apps, ...sources];
  }

  public checks(): Promise<Check[]> {
    return runChecks(`checks of ${this.name}`, [this.apps, 'checks']);
  }
}

export const go: Language = new Go('go');
export const goNewest: Language = new Go('go-newest', newest['aws-cdk-lib']);
