import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MARK, type Mark } from '../model/mark';
import { type Any, assetIn, readManifest, readObject, readTemplate } from './files';
import { type Place, type Places, placeOf } from './places';

export type { Any };

/** A template of an assembly. */
export interface Template extends Place {
  /** The name of the stack, or of the file of a nested stack. */
  readonly name: string;
  /** The id of the artifact. That of the stack around a nested stack. */
  readonly stack: string;
  /** As the manifest writes it: two stacks without a place share one. */
  readonly environment: string;
  readonly json: Any;
  /** The tags of the stack, which CloudFormation passes on. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The stack that a nested stack is in, and its logical id there. */
  readonly parent?: { readonly template: Template; readonly logicalId: string };
  /** The construct path of each logical id. */
  readonly paths: ReadonlyMap<string, string>;
}

/** A policy of the library. */
export interface Marked extends Mark {
  readonly template: Template;
  readonly logicalId: string;
}

/** What an assembly consists of. */
export interface Assembly {
  readonly templates: readonly Template[];
  readonly marked: readonly Marked[];
}

type Metadata = Record<string, readonly { readonly type: string; readonly data?: Any }[]>;

/** Reads a cloud assembly (`cdk.out`), with those of its stages. Runs no app. A stack without a place gets the `decided` one. */
export function readAssembly(folder: string, decided: Places = new Map()): Assembly {
  if (!existsSync(join(folder, 'manifest.json'))) {
    throw new Error(
      `${folder}: not the output of cdk synth (it has no manifest.json); allowed: a folder such as cdk.out. Run 'cdk synth' first.`,
    );
  }
  const artifacts: Any[] = Object.entries<Any>(readManifest(folder).artifacts ?? {}).map(([id, one]) => ({ id, ...one }));
  const inside = artifacts.flatMap(({ properties, type }) =>
    type === 'cdk:cloud-assembly' ? [readAssembly(join(folder, String(properties?.directoryName)), decided)] : [],
  );
  const own = artifacts.filter(({ type }) => type === 'aws:cloudformation:stack').map((artifact) => readStack(folder, artifact, decided));
  const all = [...inside, ...own];
  return { templates: all.flatMap(({ templates }) => templates), marked: all.flatMap(({ marked }) => marked) };
}

function readStack(folder: string, artifact: Any, decided: Places): Assembly {
  const { additionalMetadataFile, environment, id, properties } = artifact;
  const metadata: Metadata = { ...artifact.metadata, ...(additionalMetadataFile ? readObject(join(folder, additionalMetadataFile)) : {}) };
  const [{ account, region }, now] = [placeOf(String(environment)), decided.get(id)];
  const { stackName: name = id, tags, templateFile } = properties ?? {};
  const place = { environment: String(environment), account: account ?? now?.account, region: region ?? now?.region };
  const paths = pathsOf(metadata);
  const root: Template = withPaths({ ...place, stack: id, name, tags, json: readTemplate(folder, templateFile) }, paths);
  const templates = [root, ...nested(folder, root, paths)];
  return { templates, marked: marks(metadata, templates) };
}

/** The logical ids of constructs, by the metadata of the stack. Those of nested stacks are among them. */
function pathsOf(metadata: Metadata): [string, string][] {
  return Object.entries(metadata).flatMap(([path, entries]) =>
    entries.filter(({ type }) => type === 'aws:cdk:logicalId').map(({ data }): [string, string] => [data, path.slice(1)]),
  );
}

/** Where a nested stack is, by the path of its resource. */
const INSIDE = /\.NestedStack\/[^/]*\.NestedStackResource$/;

/** A nested stack has logical ids of its own, which can be those of the stack that it is in. */
function withPaths(template: Omit<Template, 'paths'>, all: readonly [string, string][], inside = ''): Template {
  const deeper = all
    .flatMap(([, path]) => (INSIDE.test(path) ? path.replace(INSIDE, '/') : []))
    .filter((one) => one.length > inside.length);
  const own = all.filter(([, path]) => path.startsWith(inside) && !deeper.some((one) => one.startsWith(inside) && path.startsWith(one)));
  return { ...template, paths: new Map(own.filter(([id]) => template.json.Resources?.[id])) };
}

/** The template of a nested stack is an asset, whose hash is in its address. */
function nested(folder: string, parent: Template, paths: readonly [string, string][]): Template[] {
  return Object.entries<Any>(parent.json.Resources ?? {}).flatMap(([logicalId, { Properties, Type }]) => {
    const file = Type === 'AWS::CloudFormation::Stack' ? assetIn(folder, JSON.stringify(Properties.TemplateURL)) : undefined;
    if (file === undefined) {
      return [];
    }
    const inside = parent.paths.get(logicalId)?.replace(INSIDE, '/') ?? '';
    const template = withPaths(
      { ...parent, name: file, json: readTemplate(folder, file), parent: { template: parent, logicalId } },
      paths,
      inside,
    );
    return [template, ...nested(folder, template, paths)];
  });
}

function marks(metadata: Metadata, templates: readonly Template[]): Marked[] {
  return Object.entries(metadata).flatMap(([path, entries]) =>
    entries.filter(({ type }) => type === MARK).flatMap(({ data }) => placed(`${path.slice(1)}/Resource`, data as Mark, templates)),
  );
}

const placed = (path: string, mark: Mark, templates: readonly Template[]): Marked[] =>
  templates.flatMap((template) =>
    [...template.paths].filter(([, own]) => own === path).map(([logicalId]) => ({ ...mark, template, logicalId })),
  );
