import { CfnOutput, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { SetupOutputOptions } from '../../setup-output-options';
import { accountOf, claim } from '../env/claims';
import { problem, textProblems, throwIfAnyInCall } from '../validation/errors';

/** A value that somebody types into the vendor's console. Never a secret. */
export interface SetupValue {
  /** What it is, for code: the key in `setup`, and the end of the output's name. */
  readonly field: string;
  /** Where the value goes, for people. */
  readonly description: string;
  readonly value: string;
}

/** The values by field. */
export const setupOf = (values: readonly SetupValue[]): Record<string, string> =>
  Object.fromEntries(values.map(({ field, value }) => [field, value]));

/** Adds an output for each value; once, however often it is called. */
export function addOutputs(scope: Construct, values: readonly SetupValue[], { exportPrefix, prefix }: SetupOutputOptions): void {
  const call = `addSetupOutputs of ${scope.constructor.name} '${scope.node.path}'`;
  throwIfAnyInCall(call, nameProblems({ exportPrefix, prefix }));
  for (const { description, field, value } of values.filter((one) => !scope.node.tryFindChild(`Setup${one.field}`))) {
    const exportName = exportPrefix === undefined ? undefined : `${exportPrefix}${field}`;
    const id = prefix === undefined ? undefined : `${prefix}${field}`;
    throwIfAnyInCall(call, takenProblems(scope, id, exportName));
    const output = new CfnOutput(scope, `Setup${field}`, { description, value, exportName });
    if (id !== undefined) {
      output.overrideLogicalId(id);
    }
  }
}

function nameProblems({ exportPrefix, prefix }: SetupOutputOptions): string[] {
  const todo = 'Choose another prefix, or leave it out.';
  const literal = prefix !== undefined && Token.isUnresolved(prefix);
  return [
    ...(literal
      ? [problem('prefix', 'a value known at deployment only', 'a literal text', 'CloudFormation names outputs by literals.')]
      : []),
    ...(prefix === undefined
      ? []
      : textProblems('prefix', prefix, /^[A-Za-z][A-Za-z0-9]{0,200}$/, 'letters and digits, a letter first', todo)),
    ...(exportPrefix === undefined
      ? []
      : textProblems('exportPrefix', exportPrefix, /^[A-Za-z0-9:-]{0,200}$/, 'letters, digits, colons and hyphens', todo)),
  ];
}

/** Two outputs of one name in a stack, or two exports of one name in a region. */
function takenProblems(scope: Construct, id: string | undefined, exportName: string | undefined): string[] {
  const stack = Stack.of(scope);
  const taken = (option: string, name: string | undefined, place: string) => {
    const holder = name === undefined ? undefined : claim(scope, JSON.stringify([option, place, stack.resolve(name)]));
    return holder
      ? [problem(option, `'${name}', which '${holder.node.path}' has too`, 'a name that is taken once', 'Choose another prefix.')]
      : [];
  };
  return [...taken('prefix', id, stack.node.addr), ...taken('exportPrefix', exportName, `${accountOf(scope)} ${stack.region}`)];
}
