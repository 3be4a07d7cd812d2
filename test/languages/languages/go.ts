import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../../tools/report';
import { needTools, run, runChecks, WORK } from '../commands';
import { distribution } from '../distribution';
import type { Check, Command, Language, Program } from '../language';

const MODULE = 'github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess';
const FOLDER = join(WORK, 'go');
const APPS = join(FOLDER, 'apps');

/** The module from a folder, with the aws-cdk-lib that it asks for. */
class Go implements Language {
  public readonly name = 'go';
  public readonly kinds = ['apps'] as const;

  public async build(): Promise<void> {
    await needTools('Go is needed for the Go package', ['go', 'version']);
    const module = join(await distribution('go'), 'cdkvendoraccess');
    rmSync(FOLDER, { recursive: true, force: true });
    cpSync(join(__dirname, '..', 'go'), FOLDER, { recursive: true });
    const go = (...args: string[]) => run(`go ${args[0]}`, ['go', ...args], { cwd: FOLDER });
    await step('go: compile', async () => {
      await go('mod', 'edit', `-replace=${MODULE}=${module}`);
      await go('mod', 'tidy');
      await go('vet', './...');
      await go('build', '-o', APPS, '.');
    });
  }

  public command({ sources }: Program): Command {
    return [APPS, ...sources];
  }

  public checks(): Promise<Check[]> {
    return runChecks('checks of go', [APPS, 'checks']);
  }
}

export const go: Language = new Go();
