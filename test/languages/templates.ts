import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ExplainedError } from '../tools/explained-error';
import { ROOT } from './commands';

export type Template = Record<string, Record<string, unknown>>;

interface Manifest {
  readonly artifacts: Record<string, { readonly type: string; readonly properties: { readonly templateFile: string } }>;
}

/** The templates of a cloud assembly, by stack, without what CDK adds to every stack by itself. */
export function templatesOf(assembly: string): Map<string, Template> {
  if (!existsSync(join(assembly, 'manifest.json'))) {
    throw new ExplainedError(`The program ended without an error, but has not synthesized to ${relative(ROOT, assembly)}`);
  }
  const read = (file: string) => JSON.parse(readFileSync(join(assembly, file), 'utf8'));
  const { artifacts } = read('manifest.json') as Manifest;
  return new Map(
    Object.entries(artifacts)
      .filter(([, { type }]) => type === 'aws:cloudformation:stack')
      .map(([id, { properties }]) => [id, withoutCdk(read(properties.templateFile))]),
  );
}

/** The telemetry resource names the language, and the version of CDK's bootstrapping is no part of the construct. */
function withoutCdk(template: Template): Template {
  const sections = Object.entries(template).map(([section, elements]) => [section, without(elements)] as const);
  return Object.fromEntries(sections.filter(([, elements]) => Object.keys(elements).length > 0));
}

const CDK = ['CDKMetadata', 'CDKMetadataAvailable', 'BootstrapVersion', 'CheckBootstrapVersion'];

function without(elements: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(elements).filter(([id]) => !CDK.includes(id)));
}

/** Every place where two values differ, as `path: NAME value, OTHER value`. */
export function differences(names: [string, string], one: unknown, other: unknown, path: string[] = []): string[] {
  if (isNested(one) && isNested(other) && Array.isArray(one) === Array.isArray(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => differences(names, one[key], other[key], [...path, key]));
  }
  return Object.is(one, other) ? [] : [`${path.join('.')}: ${names[0]} ${show(one)}, ${names[1]} ${show(other)}`];
}

function isNested(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}
