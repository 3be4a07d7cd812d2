import { Template } from 'aws-cdk-lib/assertions';
import { ALL_CASES } from '../cases';
import { ownResources } from '../leaves/leaves';
import { PARTITIONS } from '../matrix/deployed';
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

export interface StatementMutant extends Mutated {
  readonly vendor: string;
  /** Sid, or what the statement is about, and in which kind of policy. */
  readonly of: string;
  /** Everywhere where the same statement is. */
  readonly places: readonly Place[];
}

const [ENV] = PARTITIONS;

/** The template of a case with literals for all that a deployment knows, and what in it is the library's. */
interface Synthesized {
  readonly template: Resolved;
  readonly own: ReadonlySet<string>;
}

const SYNTHESIZED = new Map<string, Synthesized>();

function synthesized(vendor: string, option: string): Synthesized {
  const name = `${vendor}/${option}`;
  const [, make] = ALL_CASES.find(([one]) => one === name) ?? [];
  const known = SYNTHESIZED.get(name);
  if (known || !make) return known ?? { template: {}, own: new Set() };
  const stack = newStack(null);
  make(stack);
  const template: Resolved = Template.fromStack(stack).toJSON();
  const here = World.fromTemplate(structuredClone(template), ENV);
  const literal = Object.fromEntries([...here.resources].map(([id, { properties, type }]) => [id, { Type: type, Properties: properties }]));
  const own = new Set(ownResources(stack).map((l1) => stack.getLogicalId(l1)));
  const made = { template: { ...template, Resources: { ...template.Resources, ...literal } }, own };
  SYNTHESIZED.set(name, made);
  return made;
}

/** The world of a case, in which one statement is mutated. */
export function mutatedWorld({ index, logicalId, option, path, vendor }: Place, statement: Statement | undefined): World {
  const template: Json = structuredClone(synthesized(vendor, option).template);
  const list: Statement[] = path.reduce((inner, key) => inner[key], template.Resources[logicalId].Properties);
  list.splice(index, 1, ...(statement ? [statement] : []));
  return World.fromTemplate(template, ENV);
}

/** Every mutant of every statement that the library makes in any case, once. */
export function statementMutants(): StatementMutant[] {
  const found = new Map<string, StatementMutant & { places: Place[] }>();
  for (const [name] of ALL_CASES) {
    const [vendor, option] = name.split('/');
    const { own, template } = synthesized(vendor, option);
    for (const [logicalId, { Properties, Type }] of Object.entries<Json>(template.Resources ?? {})) {
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
