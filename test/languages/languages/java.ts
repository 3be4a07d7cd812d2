import { cpSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { step } from '../../tools/report';
import { MAVEN_REPOSITORY, needTools, run, runChecks, WORK } from '../commands';
import { distribution } from '../distribution';
import type { Check, Command, Language, Program } from '../language';

const FOLDER = join(WORK, 'java');

/** The jar out of a local Maven repository, with the aws-cdk-lib that it asks for. */
class Java implements Language {
  public readonly name = 'java';
  public readonly kinds = ['apps'] as const;
  private classPath = '';

  public async build(): Promise<void> {
    await needTools('Java 17 or newer and Maven are needed for the Java package', ['javac', '--release', '17', '-version'], ['mvn', '-v']);
    const packages = pathToFileURL(await distribution('java')).href;
    rmSync(FOLDER, { recursive: true, force: true });
    cpSync(join(__dirname, '..', 'java'), FOLDER, { recursive: true });
    // Maven never looks again for a version that it has seen once
    rmSync(join(MAVEN_REPOSITORY, 'io', 'github', 'cdk-vendor-access'), { recursive: true, force: true });
    const file = join(FOLDER, 'class-path');
    const settings = ['-q', '-B', `-Dmaven.repo.local=${MAVEN_REPOSITORY}`, `-Dpackages=${packages}`, `-Dmdep.outputFile=${file}`];
    await step('java: compile', () => run('mvn compile', ['mvn', ...settings, 'compile', 'dependency:build-classpath'], { cwd: FOLDER }));
    this.classPath = [join(FOLDER, 'target', 'classes'), readFileSync(file, 'utf8').trim()].join(delimiter);
  }

  public command({ sources }: Program): Command {
    return ['java', '-cp', this.classPath, 'apps.Main', ...sources];
  }

  public checks(): Promise<Check[]> {
    return runChecks('checks of java', ['java', '-cp', this.classPath, 'apps.Checks']);
  }
}

export const java: Language = new Java();
