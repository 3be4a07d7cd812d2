import { type App, CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Access } from '../../src/core/private/explain/access';
import { type Any, readAssembly } from '../../src/core/private/explain/assembly';
import { readKnown } from '../../src/core/private/explain/known';
import { explain } from '../../src/core/private/explain/report';
import { Resources } from '../../src/core/private/explain/resources';
import { textOf } from '../../src/core/private/policy/text';
import { newStack } from '../../test/util';
import type { Vendor } from '../../test/vendors';
import { CASES, marksIn } from '../applies';

/** A value to enter somewhere: which one, where, and what it is in the example. */
export interface Output {
  readonly name: string;
  readonly where: string;
  readonly value: string;
}

/** A construct with some options, synthesized: what the library itself makes of it. */
export interface Variant {
  readonly id: string;
  /** In Markdown; empty for the default. */
  readonly options: string;
  readonly construct: string;
  readonly product: string;
  readonly sets: readonly string[];
  readonly accesses: readonly Access[];
  /** How many resources of each type the construct creates. */
  readonly created: Readonly<Record<string, number>>;
  /** The same of what the app of the example brings along. */
  readonly given: Readonly<Record<string, number>>;
  readonly outputs: readonly Output[];
}

const KNOWN = readKnown();

/** Makes a case of the tests, as they make it, and asks `explain` about it. */
export function variantOf(name: string, vendor: Vendor, id: string): Variant {
  const stack = newStack();
  const made = CASES[name][id](stack) as Construct & { addSetupOutputs?(): void };
  if (!made.node.findAll().some((one) => one instanceof CfnOutput && /Setup/.test(one.node.path))) {
    made.addSetupOutputs?.();
  }
  const [first, ...more] = marksIn(stack, vendor).filter(({ sets }) => sets.length > 0);
  const own = stack.node.children.filter((child) => child.constructor.name in vendor.accesses).map(({ node }) => `${node.path}/`);
  const { directory } = (stack.node.root as App).synth();
  const resources = new Resources(readAssembly(directory));
  const isOwn = (path: string) => own.some((construct) => `${path}/`.startsWith(construct));
  return {
    id,
    options: vendor.applies[id],
    construct: first.construct,
    product: first.product,
    sets: [...new Set([first, ...more].flatMap(({ sets }) => sets))],
    accesses: explain(directory, KNOWN).accesses,
    created: counted(resources.all.flatMap(({ path, type }) => (isOwn(path) ? type : []))),
    given: counted(resources.all.flatMap(({ path, type }) => (isOwn(path) || type === 'AWS::CDK::Metadata' ? [] : type))),
    outputs: outputsOf(resources),
  };
}

function counted(types: readonly string[]): Record<string, number> {
  const sorted = [...new Set(types)].sort();
  return Object.fromEntries(sorted.map((type) => [type, types.filter((one) => one === type).length]));
}

/** A name as it stands in the template: the construct, the value, eight characters of CloudFormation's. */
const OUTPUT = /Setup(\w+?)[0-9A-F]{8}$/;

function outputsOf(resources: Resources): Output[] {
  return resources.assembly.templates.flatMap((template) =>
    Object.entries<Any>(template.json.Outputs ?? {}).flatMap(([id, { Description = '', Value }]) => {
      const [found, name] = OUTPUT.exec(id) ?? [];
      const value = resources.legible(textOf(resources.render(template, Value)));
      return found ? [{ name, where: Description, value }] : [];
    }),
  );
}
