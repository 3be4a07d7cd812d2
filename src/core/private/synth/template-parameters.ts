import { CfnParameter } from 'aws-cdk-lib';
import { oncePerStack } from './once';
import { elementsIn } from './stack-elements';

/** The parameters of a template, by their logical ids. */
export const parametersIn = oncePerStack((app, stack) => {
  const own = elementsIn(app, stack).filter((one): one is CfnParameter => one instanceof CfnParameter);
  return new Map<unknown, CfnParameter>(own.map((one) => [app.render(stack, one.logicalId), one]));
});
