import { CfnParameter } from 'aws-cdk-lib';
import { oncePerStack } from './once';

/** The parameters of a template, by their logical ids. */
export const parametersIn = oncePerStack((app, stack) => {
  const own = stack.node.findAll().filter((one): one is CfnParameter => one instanceof CfnParameter && one.stack === stack);
  return new Map<unknown, CfnParameter>(own.map((one) => [app.render(stack, one.logicalId), one]));
});
