import { CfnRefElement } from 'aws-cdk-lib';
import { finding } from '../validation/errors';
import { writtenValues } from '../validation/resolved-later';
import { pathOf } from '../validation/shown-value';
import type { FinalApp } from './final-app';
import { contentOf, type FinalResource } from './final-resource';
import { oncePerStack } from './once';
import { possibleTexts } from './possible-texts';
import { elementsIn } from './stack-elements';

const TRANSFORM = 'AWS::LanguageExtensions';
const REFUSED = 'RetainExceptOnCreate';

const HOW =
  "The deployment would fail: 'Unrecognized DeletionPolicy' (https://github.com/aws-cloudformation/cfn-language-discussion/issues/139). " +
  "Set RemovalPolicy.RETAIN ('removalPolicy' of the construct, or what sets it in its place), or remove the transform, which the CDK adds for " +
  'Fn.len, Fn.toJsonString and findInMap with a default.';

/** Rejects a deletion policy that the transform of the stack does not know. */
export function checkLanguageExtensions(app: FinalApp, finals: readonly FinalResource[]): string[] {
  const names = finals.filter((one) => isRefused(app, one)).map(({ construct, Type }) => `${Type} '${pathOf(construct)}'`);
  const allowed = `Retain or Delete in a stack with the transform ${TRANSFORM}`;
  return names.length > 0 ? [finding(`${names.join(', ')}, DeletionPolicy`, REFUSED, allowed, HOW)] : [];
}

const isRefused = (app: FinalApp, { construct: { stack }, DeletionPolicy }: FinalResource): boolean =>
  transformsOf(app, stack).includes(TRANSFORM) && possibleTexts(app, stack, DeletionPolicy, writtenValues).includes(REFUSED);

/** Of the stack, and of templates that are included in it. */
const transformsOf = oncePerStack((app, stack): unknown[] => {
  const parts = elementsIn(app, stack).filter((one) => !(one instanceof CfnRefElement));
  return [...(stack.templateOptions.transforms ?? []), ...parts.flatMap((one) => Object(contentOf(one)).Transform)];
});
