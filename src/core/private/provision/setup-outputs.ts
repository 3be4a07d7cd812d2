import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { SetupOutputOptions } from '../../setup-output-options';
import { accountOf, claim, takenProblems } from '../env/claims';
import { guardExports, guardOutputs } from '../synth/outputs';
import { throwIfAnyInCall } from '../validation/errors';
import { uncheckedByCdk } from '../validation/looked-up';
import { structOf } from '../validation/nested-types';
import { propProblems, struct } from '../validation/prop-types';
import { text } from '../validation/text-types';
import { isUnresolved } from '../validation/tokens-in-text';
import { definedProps } from './defined-props';

/** A value to enter in the vendor's console. Never a secret. */
export interface SetupValue {
  /** The name of the field: the key in `setup`, and the suffix of the output's name. */
  readonly field: string;
  /** Where to enter the value, for people. */
  readonly description: string;
  readonly value: string;
}

/** The values by field. */
export const setupOf = (values: readonly SetupValue[]): Record<string, string> =>
  Object.fromEntries(values.map(({ field, value }) => [field, value]));

const ANOTHER = 'Choose another prefix, or omit it.';

const ARGUMENTS = struct<{ options: SetupOutputOptions | undefined }>({
  options: structOf(
    struct<SetupOutputOptions>({
      prefix: text({
        pattern: /^[A-Za-z][A-Za-z0-9]{0,200}$/,
        allowed: '1 to 201 letters and digits, starting with a letter',
        todo: ANOTHER,
        literal: 'Use a literal: CloudFormation accepts only literals in output names.',
      }),
      exportPrefix: text({
        pattern: /^[A-Za-z0-9:-]{0,200}$/,
        allowed: 'at most 200 letters, digits, colons and hyphens',
        todo: ANOTHER,
        standIn: 'x',
      }),
    }),
  ),
});

/** Adds an output for each value; only once, even if it is called again. */
export function addOutputs(scope: Construct, values: readonly SetupValue[], options: SetupOutputOptions): void {
  const call = `addSetupOutputs of ${scope.constructor.name} '${scope.node.path}'`;
  throwIfAnyInCall(call, propProblems({ options }, ARGUMENTS, { scope }));
  const { exportPrefix, prefix } = options;
  guardOutputs(scope);
  const made: CfnOutput[] = [];
  for (const { description, field, value } of values.filter((one) => !scope.node.tryFindChild(`Setup${one.field}`))) {
    const exportName = exportPrefix === undefined ? undefined : `${exportPrefix}${field}`;
    const id = prefix === undefined ? undefined : `${prefix}${field}`;
    throwIfAnyInCall(call, outputProblems(scope, id, exportName));
    const output = new CfnOutput(scope, `Setup${field}`, definedProps({ description, value, exportName: uncheckedByCdk(exportName) }));
    if (id !== undefined) {
      output.overrideLogicalId(id);
    }
    made.push(output);
  }
  if (exportPrefix !== undefined) {
    guardExports(scope, made);
  }
}

/** Finds two outputs of the same name in a stack, or two exports of the same name in a region. */
function outputProblems(scope: Construct, id: string | undefined, exportName: string | undefined): string[] {
  const stack = Stack.of(scope);
  const taken = (option: string, name: string | undefined, place: string) => {
    const holder = name === undefined ? undefined : claim(scope, JSON.stringify([option, place, stack.resolve(name)]));
    return takenProblems(option, `'${name}'`, holder, 'Choose another prefix.');
  };
  const isOfStack = isUnresolved(exportName); // parameters of two stacks can have one name
  const ofExports = isOfStack ? stack.node.addr : `${accountOf(scope)} ${stack.region}`;
  return [...taken('prefix', id, stack.node.addr), ...taken('exportPrefix', exportName, ofExports)];
}
