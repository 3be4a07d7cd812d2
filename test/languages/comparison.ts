import { differences, type Template } from './templates';

/** A line of the table. */
export interface Row {
  readonly language: string;
  readonly name: string;
  readonly resources: number | undefined;
  /** Empty if the templates are equal. */
  readonly problems: readonly string[];
}

/** Compares the stacks of a program in a language with the ones in TypeScript. Both have to have the same stacks. */
export function compare(language: string, program: string, expected: Map<string, Template>, found: Map<string, Template>): Row[] {
  return [...new Set([...expected.keys(), ...found.keys()])].map((id) => {
    const [one, other] = [expected.get(id), found.get(id)];
    const resources = other && Object.keys(other.Resources ?? {}).length;
    return { language, name: `${program} ${id}`, resources, problems: problemsOf(language, one, other) };
  });
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
