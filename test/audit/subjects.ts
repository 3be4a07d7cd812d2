import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ALL_CASES } from '../cases';
import { synthesized } from '../cfn-lint/templates';
import { ownResources } from '../leaves/leaves';
import { newStack } from '../util';
import { nag } from './nag';
import { KINDS, type Kind, PRODUCTS } from './products';
import type { Finding } from './tools';

/** The templates, and what cdk-nag finds while they are made. */
export interface Subjects {
  readonly folder: string;
  readonly nagged: Finding[];
  /** Of cases, what the library makes; of the rest, everything. */
  readonly own: ReadonlyMap<string, ReadonlySet<string>>;
  /** The classes in the stacks of the products. */
  readonly classes: ReadonlySet<string>;
}

export const fileOf = (product: string, kind: Kind): string => `product-${product.replace(/\W+/g, '-')}-${kind}.json`;
export const isByHand = (file: string): boolean => file.endsWith('-plain.json');

/** Every example and case, and the products three times; or the products only. */
export async function subjects(folder: string, productsOnly: boolean): Promise<Subjects> {
  const [examples, all] = ['examples', 'all'].map((name) => join(folder, name));
  mkdirSync(examples);
  mkdirSync(all);
  const [nagged, own, classes] = [[] as Finding[], new Map<string, Set<string>>(), new Set<string>()];
  const add = (file: string, make: (stack: Stack) => unknown): Stack => {
    const stack = newStack();
    make(stack);
    const { Rules, ...template } = Template.fromStack(stack).toJSON();
    writeFileSync(join(all, file), JSON.stringify(template, undefined, 1));
    nagged.push(...nag(file, stack));
    return stack;
  };
  if (!productsOnly) {
    for (const file of await synthesized(examples)) cpSync(file, join(all, `example-${basename(file)}`));
    for (const [name, make] of ALL_CASES) {
      const file = `case-${name.replace('/', '-')}.json`;
      const stack = add(file, make);
      own.set(file, new Set(ownResources(stack).map((l1) => stack.getLogicalId(l1))));
    }
  }
  for (const [name, product] of Object.entries(PRODUCTS)) {
    for (const kind of KINDS) {
      const stack = add(fileOf(name, kind), product[kind]);
      for (const construct of stack.node.findAll()) classes.add(construct.constructor.name);
    }
  }
  return { folder: all, nagged, own, classes };
}

interface Written {
  readonly Resources?: Readonly<
    Record<string, { Type: string; Metadata?: { cdk_nag?: { rules_to_suppress?: readonly { id: string }[] } } }>
  >;
}

const read = new Map<string, Written>();

function resourcesOf(folder: string, file: string): NonNullable<Written['Resources']> {
  const template = read.get(file) ?? (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Written);
  read.set(file, template);
  return template.Resources ?? {};
}

/** What is found, and on which type of resource: the same rule on two resources of a type is one finding. */
export const distinct = (folder: string, found: readonly Finding[]): Map<string, Finding> =>
  new Map(found.map((one) => [`${one.tool} ${one.rule} on ${typeOf(folder, one)}`, one]));

export const typeOf = (folder: string, { file, resource }: Finding): string => resourcesOf(folder, file)[resource]?.Type ?? '';

/** What a template says to cdk-nag itself, with a reason, so that cdk-nag does not find it. */
export const acknowledged = (folder: string, file: string): string[] => [
  ...new Set(
    Object.values(resourcesOf(folder, file)).flatMap(({ Metadata, Type }) =>
      (Metadata?.cdk_nag?.rules_to_suppress ?? []).map(({ id }) => `${id} on ${Type}`),
    ),
  ),
];
