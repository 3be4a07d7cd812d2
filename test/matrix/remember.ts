import { dirname, join } from 'node:path';

const folder = dirname(require.resolve('@cloud-copilot/iam-simulate'));
const internals = require(join(folder, 'simulation_engine', 'resourceTypes.js'));
const { getResourceTypesForAction: find } = internals as Record<string, (...asked: string[]) => Promise<unknown>>;
const known = new Map<string, Promise<unknown>>();

/** Has the simulator work out once which types a resource can be of: half of its time, and the same answer for each question. */
internals.getResourceTypesForAction = (...asked: string[]) => {
  const key = asked.join(' ');
  const answer = known.get(key) ?? find(...asked);
  known.set(key, answer);
  return answer;
};

const ofPolicies = dirname(require.resolve('@cloud-copilot/iam-policy'));
const { prototype } = require(join(ofPolicies, 'conditions', 'conditionOperation.js')).ConditionOperationImpl;
const { baseOperator } = prototype as { baseOperator(): string };
const operators = new Map<string, string>();

/** And once what an operator is without `IfExists`: it compares texts as in a language, which is slow. */
prototype.baseOperator = function (this: { value(): string }) {
  const operator = operators.get(this.value()) ?? baseOperator.call(this);
  operators.set(this.value(), operator);
  return operator;
};
