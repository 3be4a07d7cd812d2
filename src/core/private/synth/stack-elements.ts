import { CfnElement } from 'aws-cdk-lib';
import { oncePerStack } from './once';

/** The elements of the template of a stack, found in one walk: not those of stacks nested in it. */
export const elementsIn = oncePerStack((_, stack): readonly CfnElement[] =>
  stack.node.findAll().filter((one): one is CfnElement => CfnElement.isCfnElement(one) && one.stack === stack),
);
