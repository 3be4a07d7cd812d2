import { type CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { problem } from '../validation/errors';
import { checkAtSynth } from './at-synth';
import { outputsOf } from './stack-outputs';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html, read 2026-11-28. CDK counts resources, not outputs. */
const OUTPUTS = 200;

const GUARDED = new WeakSet<Stack>();

/** Refuses more outputs than a template may have. To be called where the library adds some: a provider has one for each customer. */
export function guardOutputs(scope: Construct): void {
  const stack = Stack.of(scope);
  if (!GUARDED.has(stack)) {
    GUARDED.add(stack);
    checkAtSynth(scope, () => checkOutputs(stack, outputsOf(stack)));
  }
}

function checkOutputs(stack: Stack, all: readonly CfnOutput[]): string[] {
  const todo = 'Read setup and sessionPolicyForPrefix in place of some outputs, or put some of the constructs into another stack.';
  const what = `stack '${stack.node.path}'`;
  return all.length > OUTPUTS ? [problem(what, `${all.length} outputs`, `${OUTPUTS} (CloudFormation's quota)`, todo)] : [];
}
