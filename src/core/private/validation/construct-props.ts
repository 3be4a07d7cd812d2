import { App, Stack, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { finding, throwIfAny } from './errors';
import { propProblems, type Struct } from './prop-types';
import { show } from './shown-value';

/** Throws one error that lists everything that is wrong with how a construct is created. Called before it creates its first child. */
export function throwIfWrong<P>(construct: Construct, props: P | undefined, of: Struct<P>): void {
  const misplaced = placeProblems(construct);
  throwIfAny(construct, misplaced.length > 0 ? misplaced : propProblems(props, of, { scope: construct })); // other checks ask for the stack
}

/** The CDK's own error names a resource inside of the construct, and leaves the construct in the tree. */
function placeProblems(construct: Construct): string[] {
  const { id, scope, scopes } = construct.node;
  const got = scope && App.isApp(scope) ? 'the App' : scope && Stage.isStage(scope) ? `the Stage '${scope.node.path}'` : show(scope);
  const todo = `Create it in a stack: new ${construct.constructor.name}(stack, ${JSON.stringify(id)}).`;
  return scopes.some((one) => Stack.isStack(one)) ? [] : [finding('scope', got, 'a Stack, or a construct in one', todo)];
}
