import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MARK, type Mark } from '../model/mark';
import { type Any, readManifest, readObject, readTemplate, unreadable } from './files';
import { type Places, placeOf } from './places';
import { type Metadata, nested, pathsOf, suffixOf, type Template, withPaths } from './template';

export type { Any, Template };

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

const WITHOUT_IDS = "remove 'aws:cdk:disable-logicalId-metadata' from the context of the app, and run 'cdk synth' again.";

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
  const isOpen = account === undefined || region === undefined;
  const place = {
    ...{ environment: `${environment}${isOpen ? ` of ${folder}` : ''}`, folder },
    ...{ account: account ?? now?.account, region: region ?? now?.region },
  };
  const { stackName = id, tags, templateFile } = properties ?? {};
  const paths = pathsOf(metadata);
  const of = { stack: id, name: id, stackName, suffix: suffixOf(id), tags };
  const root: Template = withPaths({ ...place, ...of, json: readTemplate(folder, templateFile) }, paths);
  const templates = [root, ...nested(folder, root, paths)];
  const marked = marks(metadata, templates);
  if (
    marked.length === 0 &&
    paths.length === 0 &&
    Object.values(metadata)
      .flat()
      .some(({ type }) => type === MARK)
  ) {
    throw unreadable(folder, `stack '${id}' has policies of the library, but no logical ids of its constructs`, WITHOUT_IDS);
  }
  return { templates, marked };
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
