import { type CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { takenProblems } from '../env/claims';
import { problem } from '../validation/errors';
import { checkAtSynth } from './at-synth';
import { exportsLike, outputsOf } from './stack-outputs';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html, read 2026-11-28. CDK counts resources, not outputs. */
const OUTPUTS = 200;

const GUARDED = new WeakSet<Stack>();

/** Refuses more outputs than a template may have. To be called where the library adds some: a provider has one for each customer. */
export function guardOutputs(scope: Construct): void {
  const stack = Stack.of(scope);
  if (!GUARDED.has(stack)) {
    GUARDED.add(stack);
    checkAtSynth(scope, (app) => checkOutputs(stack, outputsOf(app, stack)));
  }
}

/**
 * Refuses an export of the library that another output of the app has, too: one of a user, or one that CDK made (`exportValue`). CloudFormation fails
 * the stack that is deployed later (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html, read 2026-11-30).
 */
export function guardExports(scope: Construct, made: readonly CfnOutput[]): void {
  const todo = 'CloudFormation refuses the second one. Choose another exportPrefix, or another name for the other export.';
  const isMeant = (one: CfnOutput) => one.condition === undefined; // of two with a condition, perhaps one is made only
  checkAtSynth(scope, (app) =>
    made.flatMap((output) => {
      const same = exportsLike(app, output).filter(isMeant);
      const holder = same.includes(output) ? same.find((one) => one !== output) : undefined;
      return takenProblems(`export of output '${output.node.path}'`, `'${output.exportName}'`, holder, todo);
    }),
  );
}

function checkOutputs(stack: Stack, all: readonly CfnOutput[]): string[] {
  const todo = 'Read setup and sessionPolicyForPrefix in place of some outputs, or put some of the constructs into another stack.';
  const what = `stack '${stack.node.path}'`;
  return all.length > OUTPUTS ? [problem(what, `${all.length} outputs`, `${OUTPUTS} (CloudFormation's quota)`, todo)] : [];
}
