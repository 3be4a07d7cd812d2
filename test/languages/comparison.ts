import { differences, type Template } from './templates';

/** A line of the table. */
export interface Row {
  readonly language: string;
  readonly program: string;
  readonly stacks: number;
  readonly resources: number;
  /** By stack; empty if all templates are equal. */
  readonly problems: readonly { readonly stack: string; readonly found: readonly string[] }[];
}

/** Compares the stacks of a program in a language with the ones in TypeScript. Both have to have the same stacks. */
export function compare(language: string, program: string, expected: Map<string, Template>, found: Map<string, Template>): Row {
  const stacks = [...new Set([...expected.keys(), ...found.keys()])];
  const problems = stacks.map((stack) => ({ stack, found: problemsOf(language, expected.get(stack), found.get(stack)) }));
  const resources = [...found.values()].reduce((sum, template) => sum + Object.keys(template.Resources ?? {}).length, 0);
  return { language, program, stacks: stacks.length, resources, problems: problems.filter((problem) => problem.found.length > 0) };
}

function problemsOf(language: string, one: Template | undefined, other: Template | undefined): string[] {
  if (!one || !other) {
    return [`is in ${one ? 'typescript' : language} only`];
  }
  if (Object.keys(one.Resources ?? {}).length === 0) {
    return ['has no resources: there is nothing to compare'];
  }
  return differences(['typescript', language], one, other);
}
