import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A value that somebody types into the vendor's console. Never a secret. */
export interface SetupValue {
  /** Construct id of the output. */
  readonly id: string;
  /** Where the value goes. */
  readonly description: string;
  readonly value: string;
}

/** Adds an output for each value; once, however often it is called. */
export function addOutputs(scope: Construct, values: readonly SetupValue[]): void {
  for (const { id, description, value } of values) {
    if (!scope.node.tryFindChild(id)) {
      new CfnOutput(scope, id, { description, value });
    }
  }
}
