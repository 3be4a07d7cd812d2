import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NAMES } from '../../found';
import { step } from '../../tools/report';
import { installed, MAVEN_REPOSITORY, needTools, run, runChecks, WORK } from '../commands';
import { compiledPackage, distribution } from '../distribution';
import { type Check, type Command, fileOf, javaFile, type Language, type Program } from '../language';
import { fileSizeCheck } from '../size';
import { javaSnippets } from '../snippets';

const JAR_LIMIT = 1_150_000;

/** The jar out of a local Maven repository, with the aws-cdk-lib that it asks for (Maven's newest) or another one. */
class Java implements Language {
  public readonly kinds = ['apps'] as const;
  private readonly folder: string;
  private classPath = '';

  public constructor(
    public readonly name: string,
    private readonly versions: readonly string[] = [],
  ) {
    this.folder = join(WORK, name);
  }

  public async build(): Promise<void> {
    await needTools('Java 17 or newer and Maven are needed for the Java package', ['javac', '--release', '17', '-version'], ['mvn', '-v']);
    const packages = pathToFileURL(await distribution('java')).href;
    rmSync(this.folder, { recursive: true, force: true });
    cpSync(join(__dirname, '..', 'java'), this.folder, { recursive: true });
    for (const file of NAMES.map((vendor) => fileOf(vendor, javaFile(vendor)))) {
      cpSync(file, join(this.folder, 'src', 'main', 'java', 'apps', basename(file)));
    }
    mkdirSync(join(this.folder, 'src', 'main', 'java', 'snippets'));
    writeFileSync(join(this.folder, 'src', 'main', 'java', 'snippets', 'Snippets.java'), javaSnippets(await compiledPackage()));
    // Maven never looks again for a version that it has seen once
    rmSync(join(MAVEN_REPOSITORY, 'io', 'github', 'cdk-vendor-access'), { recursive: true, force: true });
    const file = join(this.folder, 'class-path');
    const settings = [
      '-q',
      '-B',
      `-Dmaven.repo.local=${MAVEN_REPOSITORY}`,
      `-Dpackages=${packages}`,
      `-Dmdep.outputFile=${file}`,
      ...this.versions,
    ];
    await step(`${this.name}: compile`, () =>
      run('mvn compile', ['mvn', ...settings, 'compile', 'dependency:build-classpath'], { cwd: this.folder }),
    );
    this.classPath = [join(this.folder, 'target', 'classes'), readFileSync(file, 'utf8').trim()].join(delimiter);
  }

  public command({ sources }: Program): Command {
    return ['java', '-cp', this.classPath, 'apps.Main', ...sources];
  }

  public async checks(): Promise<Check[]> {
    const checks = await runChecks(`checks of ${this.name}`, ['java', '-cp', this.classPath, 'apps.Checks']);
    const [jar] = this.classPath.split(delimiter).filter((file) => basename(file).startsWith('cdk-vendor-access-'));
    return [...checks, fileSizeCheck('the jar', jar, JAR_LIMIT)];
  }
}

export const java: Language = new Java('java');
export const javaOldest: Language = new Java('java-oldest', [
  `-Dcdk=${installed('aws-cdk-lib')}`,
  `-Dconstructs=${installed('constructs')}`,
]);
