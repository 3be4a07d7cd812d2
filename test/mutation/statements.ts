import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ALL_CASES } from '../cases';
import { ownResources } from '../leaves/leaves';
import { deployed, PARTITIONS } from '../matrix/deployed';
import type { Json, Template as Resolved, Statement } from '../matrix/types';
import { World } from '../matrix/world';
import { newStack } from '../util';
import { type Mutated, mutantsOf } from './operators';

/** A statement of the library in the template of a case. */
export interface Place {
  readonly vendor: string;
  readonly option: string;
  readonly logicalId: string;
  /** From the properties to the list of statements. */
  readonly path: readonly string[];
  readonly index: number;
}

export interface Mutant extends Mutated {
  readonly vendor: string;
  /** Sid, or what the statement is about, and in which kind of policy. */
  readonly of: string;
  /** Everywhere where the same statement is. */
  readonly places: readonly Place[];
}

const [ENV] = PARTITIONS;
const TEMPLATES = new Map<string, Resolved>();

/** The template of a case with literals for all that a deployment knows. */
function resolvedTemplate(vendor: string, option: string): Resolved {
  const name = `${vendor}/${option}`;
  const [, make] = ALL_CASES.find(([one]) => one === name) ?? [];
  const known = TEMPLATES.get(name);
  if (known || !make) return known ?? {};
  const here = deployed(make, ENV);
  const literal = Object.fromEntries([...here.resources].map(([id, { properties, type }]) => [id, { Type: type, Properties: properties }]));
  TEMPLATES.set(name, { ...templateOf(make), Resources: { ...templateOf(make).Resources, ...literal } });
  return TEMPLATES.get(name) ?? {};
}

function templateOf(make: (stack: Stack) => unknown): Resolved {
  const stack = newStack(null);
  make(stack);
  return Template.fromStack(stack).toJSON();
}

/** The world of a case, in which one statement is mutated. */
export function mutatedWorld({ index, logicalId, option, path, vendor }: Place, statement: Statement | undefined): World {
  const template: Json = structuredClone(resolvedTemplate(vendor, option));
  const list: Statement[] = path.reduce((inner, key) => inner[key], template.Resources[logicalId].Properties);
  list.splice(index, 1, ...(statement ? [statement] : []));
  return World.fromTemplate(template, ENV);
}

/** Every mutant of every statement that the library makes in any case, once. */
export function allMutants(): Mutant[] {
  const found = new Map<string, Mutant & { places: Place[] }>();
  for (const [name, make] of ALL_CASES) {
    const [vendor, option] = name.split('/');
    const stack = newStack(null);
    make(stack);
    const own = new Set(ownResources(stack).map((l1) => stack.getLogicalId(l1)));
    for (const [logicalId, { Properties, Type }] of Object.entries<Json>(resolvedTemplate(vendor, option).Resources ?? {})) {
      if (!own.has(logicalId)) continue;
      for (const [path, statements] of statementsIn(Properties, [])) {
        for (const [index, statement] of statements.entries()) {
          const place = { vendor, option, logicalId, path, index };
          const of = `${statement.Sid ?? [statement.Action].flat()[0]} (${Type.split('::').pop()})`;
          for (const mutant of mutantsOf(statement)) {
            const key = JSON.stringify([vendor, Type, statement, mutant.how]);
            const known = found.get(key);
            if (known) known.places.push(place);
            else found.set(key, { ...mutant, vendor, of, places: [place] });
          }
        }
      }
    }
  }
  return [...found.values()];
}

function statementsIn(value: Json, path: string[]): [string[], Statement[]][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries<Json>(value).flatMap(([key, inner]) =>
    key === 'Statement' && Array.isArray(inner)
      ? [[[...path, key], inner] as [string[], Statement[]]]
      : statementsIn(inner, [...path, key]),
  );
}
