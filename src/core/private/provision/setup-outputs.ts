import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { SetupOutputOptions } from '../../setup-output-options';
import { accountOf, claim, takenProblems } from '../env/claims';
import { guardOutputs } from '../synth/outputs';
import { throwIfAnyInCall } from '../validation/errors';
import { structOf } from '../validation/nested-types';
import { propProblems, struct } from '../validation/prop-types';
import { text } from '../validation/text-types';
import { definedProps } from './defined-props';

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

const ANOTHER = 'Choose another prefix, or leave it out.';

const ARGUMENTS = struct<{ options: SetupOutputOptions | undefined }>({
  options: structOf(
    struct<SetupOutputOptions>({
      prefix: text({
        pattern: /^[A-Za-z][A-Za-z0-9]{0,200}$/,
        allowed: 'letters and digits, a letter first',
        todo: ANOTHER,
        literal: 'Write it out: CloudFormation names outputs by literals.',
      }),
      exportPrefix: text({
        pattern: /^[A-Za-z0-9:-]{0,200}$/,
        allowed: 'letters, digits, colons and hyphens',
        todo: ANOTHER,
        standIn: 'x',
      }),
    }),
  ),
});

/** Adds an output for each value; once, however often it is called. */
export function addOutputs(scope: Construct, values: readonly SetupValue[], options: SetupOutputOptions): void {
  const call = `addSetupOutputs of ${scope.constructor.name} '${scope.node.path}'`;
  throwIfAnyInCall(call, propProblems({ options }, ARGUMENTS));
  const { exportPrefix, prefix } = options;
  guardOutputs(scope);
  for (const { description, field, value } of values.filter((one) => !scope.node.tryFindChild(`Setup${one.field}`))) {
    const exportName = exportPrefix === undefined ? undefined : `${exportPrefix}${field}`;
    const id = prefix === undefined ? undefined : `${prefix}${field}`;
    throwIfAnyInCall(call, outputProblems(scope, id, exportName));
    const output = new CfnOutput(scope, `Setup${field}`, definedProps({ description, value, exportName }));
    if (id !== undefined) {
      output.overrideLogicalId(id);
    }
  }
}

/** Two outputs of one name in a stack, or two exports of one name in a region. */
function outputProblems(scope: Construct, id: string | undefined, exportName: string | undefined): string[] {
  const stack = Stack.of(scope);
  const taken = (option: string, name: string | undefined, place: string) => {
    const holder = name === undefined ? undefined : claim(scope, JSON.stringify([option, place, stack.resolve(name)]));
    return takenProblems(option, `'${name}'`, holder, 'Choose another prefix.');
  };
  return [...taken('prefix', id, stack.node.addr), ...taken('exportPrefix', exportName, `${accountOf(scope)} ${stack.region}`)];
}
