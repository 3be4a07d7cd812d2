import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// biome-ignore lint/suspicious/noExplicitAny: the shapes are CloudFormation's and the CDK's
export type Any = any;

const AGAIN = "allowed: what 'cdk synth' has written. Run it again, and give the folder as it is.";

const isObject = (value: Any): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Words what is wrong with a file. */
export const unreadable = (file: string, why: string, todo = AGAIN): Error => new Error(`${file}: ${why}; ${todo}`);

/** Reads an object of JSON. */
export function readObject(file: string, todo = AGAIN): Any {
  let json: Any;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? 'does not exist, although another file names it' : `${code ? 'cannot be read' : 'is not JSON'} (${message})`;
    throw unreadable(file, why, todo);
  }
  if (!isObject(json)) {
    throw unreadable(file, `holds ${JSON.stringify(json).slice(0, 40)} instead of an object`, todo);
  }
  return json;
}

/** A part of a file that has to be an object of objects, if it is there: the artifacts of a manifest, the resources of a template. */
function checkEach(file: string, json: Any, part: string, wanted: string): void {
  const wrong = isObject(json[part] ?? {})
    ? Object.entries<Any>(json[part] ?? {}).find(([name, one]) => !name.startsWith('Fn::') && typeof one?.[wanted] !== 'string')
    : [];
  if (wrong) {
    throw unreadable(file, `'${[part, ...wrong.slice(0, 1)].join('.')}' has no '${wanted}'`);
  }
}

export function readManifest(folder: string): Any {
  const file = join(folder, 'manifest.json');
  const manifest = readObject(file);
  checkEach(file, manifest, 'artifacts', 'type');
  return manifest;
}

export function readTemplate(folder: string, name: Any): Any {
  if (typeof name !== 'string') {
    throw unreadable(join(folder, 'manifest.json'), "has a stack without a 'templateFile'");
  }
  const file = join(folder, name);
  const template = readObject(file);
  checkEach(file, template, 'Resources', 'Type');
  for (const part of ['Outputs', 'Parameters']) {
    if (!isObject(template[part] ?? {}) || Object.values(template[part] ?? {}).some((one) => !isObject(one))) {
      throw unreadable(file, `'${part}' does not consist of objects`);
    }
  }
  return template;
}

/** The file of the asset whose hash an address contains. */
export function assetIn(folder: string, address: string): string | undefined {
  const manifests = readdirSync(folder).filter((file) => file.endsWith('.assets.json'));
  const assets = manifests.flatMap((file) => Object.entries<Any>(readObject(join(folder, file)).files ?? {}));
  return assets.find(([hash]) => address.includes(hash))?.[1].source.path;
}
