/** Chooses one of the options. The same question gets the same answer. */
export type Choose = <T>(question: string, options: readonly T[]) => T;

/** More cases would take too long. */
const MOST = 256;

/** The results of a function for all ways to choose; undefined if there are too many. */
export function inEveryCase<T>(run: (choose: Choose) => T): T[] | undefined {
  const results: T[] = [];
  let path: number[] | undefined = [];
  while (path) {
    if (results.length === MOST) {
      return undefined;
    }
    const asked: Asked = new Map();
    results.push(run(choosing(path, asked)));
    path = next([...asked.values()]);
  }
  return results;
}

type Asked = Map<string, { readonly chosen: number; readonly of: number }>;

const choosing =
  (path: readonly number[], asked: Asked): Choose =>
  (question, options) => {
    const answer = asked.get(question) ?? { chosen: path[asked.size] ?? 0, of: options.length };
    asked.set(question, answer);
    return options[answer.chosen];
  };

/** Takes the last question with another option, and forgets those after it: they may be others then. */
function next(answers: readonly { readonly chosen: number; readonly of: number }[]): number[] | undefined {
  const last = answers.map(({ chosen, of }) => chosen + 1 < of).lastIndexOf(true);
  return last < 0 ? undefined : answers.slice(0, last + 1).map(({ chosen }, index) => (index === last ? chosen + 1 : chosen));
}

/** A value as one deployment has it: a branch of each `Fn::If`. */
export function branchOf(value: unknown, choose: Choose): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => branchOf(one, choose)).filter((one) => one !== undefined);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { 'Fn::If': chosen, Ref } = value as { 'Fn::If'?: unknown[]; Ref?: string };
  if (chosen) {
    const [condition, one, other] = chosen; // what is nothing may be left out
    return branchOf(choose(String(condition), [one, other]), choose);
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, branchOf(inner, choose)]);
  return Ref === 'AWS::NoValue' ? undefined : Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}
