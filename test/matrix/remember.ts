import { dirname, join } from 'node:path';

type Answers = Record<string, ((...asked: (string | string[])[]) => unknown) & { remembers?: true }>;

const internals = (name: string, ...path: string[]) => require(join(dirname(require.resolve(`@cloud-copilot/${name}`)), ...path));

/** Has the simulator work out an answer once. The suites of a worker share the simulator, which is changed once as well. */
function remember(holder: Answers, name: string, keyOf = (_self: unknown, asked: (string | string[])[]) => asked.flat().join(' ')): void {
  const find = holder[name];
  if (find.remembers) return;
  const known = new Map<string, unknown>();
  const remembering = function (this: unknown, ...asked: (string | string[])[]) {
    const key = keyOf(this, asked);
    const answer = known.get(key) ?? find.apply(this, asked);
    known.set(key, answer);
    return answer;
  };
  holder[name] = Object.assign(remembering, { remembers: true as const });
}

// Which types a resource can be of: half of its time. Most actions of a service have the same types.
remember(internals('iam-simulate', 'simulation_engine', 'resourceTypes.js'), 'getResourceTypesForAction');
remember(internals('iam-utils', 'resourceTypes.js'), 'mostSpecificMatchingResourceTypePatterns');
// What an operator is without `IfExists`, and whether it has it: this compares texts as in a language, which is slow.
const { prototype } = internals('iam-policy', 'conditions', 'conditionOperation.js').ConditionOperationImpl;
for (const name of ['baseOperator', 'isIfExists']) remember(prototype, name, (self) => (self as { value(): string }).value());
