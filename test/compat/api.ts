import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tool, WORK } from '../languages/commands';
import { compiledPackage } from '../languages/distribution';
import { ExplainedError } from '../tools/explained-error';
import { run } from '../tools/processes';
import { compareFacts, type Facts, type Findings } from './findings';

/** A jsii assembly, without what users cannot break on: documentation, places in the sources. */
export interface Assembly {
  readonly dependencies: Facts;
  readonly types: Record<string, Record<string, unknown>>;
}

const OMITTED = ['fingerprint', 'locationInModule', 'markdown', 'readme', 'symbolId'];

export async function currentApi(): Promise<Assembly> {
  const read = (key: string, value: unknown) => {
    if (key === 'docs') {
      const { deprecated, stability } = value as { deprecated?: string; stability?: string };
      return stability === 'stable' && !deprecated ? undefined : { deprecated, stability };
    }
    return OMITTED.includes(key) ? undefined : value;
  };
  const assembly = JSON.parse(readFileSync(join(await compiledPackage(), '.jsii'), 'utf8'), read);
  const closure = Object.keys(assembly.dependencyClosure).map((name) => [name, {}]); // their submodules: half of the file
  return { ...assembly, dependencyClosure: Object.fromEntries(closure), fingerprint: '-' };
}

/** What jsii-diff says, and what it does not look at: the oldest versions that are supported. */
export async function compareApis(kept: Assembly, now: Assembly): Promise<Findings> {
  const peers = compareFacts(
    kept.dependencies,
    now.dependencies,
    (name, before, after) => `${name} was ${before} and is ${after}: users have to follow`,
  );
  const [before, after] = [members(kept), members(now)];
  const added = Object.keys(after).filter((name) => before[name] !== after[name]);
  return { breaking: [...(await jsiiDiff(kept, now)), ...peers.breaking, ...peers.added], added };
}

async function jsiiDiff(kept: Assembly, now: Assembly): Promise<string[]> {
  const folders = Object.entries({ kept, now }).map(([name, assembly]) => {
    const folder = join(WORK, 'compat', name); // inside of the checkout, where the assemblies of the dependencies are found
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.jsii'), JSON.stringify(assembly));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...assembly, types: 'index.d.ts', jsii: {} }));
    return folder;
  });
  const { code, stderr, stdout } = await run(tool('jsii-diff'), [...folders, '--error-on', 'all'], { timeoutSeconds: 120 });
  const errors = [...`${stdout}\n${stderr}`.matchAll(/^err\s+- (.+)$/gm)].map(([, text]) => text);
  if (code !== (errors.length > 0 ? 1 : 0)) {
    throw new ExplainedError(`jsii-diff failed:\n${stdout}\n${stderr}`);
  }
  return errors;
}

/** Every type and member with its declaration. */
function members({ types }: Assembly): Facts {
  const all = Object.entries(types).flatMap(([type, { methods = [], properties = [], members: values = [], ...rest }]) => [
    [type, JSON.stringify(rest)],
    ...[methods, properties, values].flatMap((list) =>
      (list as { name: string }[]).map((member) => [`${type}.${member.name}`, JSON.stringify(member)]),
    ),
  ]);
  return Object.fromEntries(all);
}
