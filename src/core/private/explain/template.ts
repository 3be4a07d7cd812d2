import { createHash } from 'node:crypto';
import { type Any, assetIn, readTemplate } from './files';
import type { Place } from './places';

/** A template of an assembly. */
export interface Template extends Place {
  /** The id of the artifact, or the file of a nested stack: unlike names of stacks, each is there once. */
  readonly name: string;
  readonly stackName: string;
  /** Ends the names that CloudFormation generates in it. */
  readonly suffix: string;
  /** Where its assembly is: that of a stage has what no other names. */
  readonly folder: string;
  /** The id of the artifact. That of the stack around a nested stack. */
  readonly stack: string;
  /** As the manifest writes it. Stacks of an assembly without a place share one. */
  readonly environment: string;
  readonly json: Any;
  /** The tags of the stack, which CloudFormation passes on. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The stack that a nested stack is in, and its logical id there. */
  readonly parent?: { readonly template: Template; readonly logicalId: string };
  /** The construct path of each logical id. */
  readonly paths: ReadonlyMap<string, string>;
}

/** What the synthesis says of each construct, by its path. */
export type Metadata = Record<string, readonly { readonly type: string; readonly data?: Any }[]>;

/** Looks like that of CloudFormation, so that it differs from each that a policy can contain. */
export const suffixOf = (stack: string): string => `-0000${createHash('sha256').update(stack).digest('hex').slice(0, 8)}`;

/** The logical ids of constructs, by the metadata of the stack. Those of nested stacks are among them. */
export function pathsOf(metadata: Metadata): [string, string][] {
  return Object.entries(metadata).flatMap(([path, entries]) =>
    entries.filter(({ type }) => type === 'aws:cdk:logicalId').map(({ data }): [string, string] => [data, path.slice(1)]),
  );
}

/** Where a nested stack is, by the path of its resource. */
const INSIDE = /\.NestedStack\/[^/]*\.NestedStackResource$/;

/** A nested stack has logical ids of its own, which can be those of the stack that it is in. */
export function withPaths(template: Omit<Template, 'paths'>, all: readonly [string, string][], inside = ''): Template {
  const deeper = all
    .flatMap(([, path]) => (INSIDE.test(path) ? path.replace(INSIDE, '/') : []))
    .filter((one) => one.length > inside.length);
  const own = all.filter(([, path]) => path.startsWith(inside) && !deeper.some((one) => one.startsWith(inside) && path.startsWith(one)));
  return { ...template, paths: new Map(own.filter(([id]) => template.json.Resources?.[id])) };
}

/** The template of a nested stack is an asset, whose hash is in its address. */
export function nested(folder: string, parent: Template, paths: readonly [string, string][]): Template[] {
  return Object.entries<Any>(parent.json.Resources ?? {}).flatMap(([logicalId, { Properties, Type }]) => {
    const file = Type === 'AWS::CloudFormation::Stack' ? assetIn(folder, JSON.stringify(Properties.TemplateURL)) : undefined;
    if (file === undefined) {
      return [];
    }
    const inside = parent.paths.get(logicalId)?.replace(INSIDE, '/') ?? '';
    const template = withPaths(
      {
        ...{ ...parent, name: file, stackName: `${parent.stackName}-${logicalId}` },
        ...{ json: readTemplate(folder, file), parent: { template: parent, logicalId } },
      },
      paths,
      inside,
    );
    return [template, ...nested(folder, template, paths)];
  });
}
