import type { Stack } from 'aws-cdk-lib';
import { isSame } from './differences';
import { branchOf, type Choose, inEveryCase } from './every-case';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { possibleTexts } from './possible-texts';

export const retains = (policy: unknown): boolean => typeof policy === 'string' && policy.startsWith('Retain');

/**
 * Whether a deletion policy may keep a resource: with `AWS::LanguageExtensions`, the deployment decides it
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-languageextensions.html, read 2026-12-01).
 */
export const mayRetain = (app: FinalApp, stack: Stack, policy: unknown): boolean =>
  possibleTexts(app, stack, policy, ({ allowedValues = ['Retain'] }) => allowedValues).some(retains);

/** Whether a deployment may keep one resource and delete another. */
export const mayOutlive = (app: FinalApp, one: FinalResource, other: FinalResource): boolean =>
  inEveryCase((choose) => [one, other].map((each) => policyIn(each, choose)))?.some(([policy, ofOther]) => {
    const [{ stack }, { stack: there }] = [one.construct, other.construct];
    const isCommon = stack === there && isSame(policy, ofOther);
    return !isCommon && mayRetain(app, stack, policy) && !mustRetain(app, there, ofOther);
  }) ?? false;

/** A condition of the same name in another stack is another one. */
const policyIn = ({ construct: { stack }, DeletionPolicy }: FinalResource, choose: Choose): unknown =>
  branchOf(DeletionPolicy, (condition, of) => choose(`${stack.node.addr} ${condition}`, of));

function mustRetain(app: FinalApp, stack: Stack, policy: unknown): boolean {
  const all = possibleTexts(app, stack, policy, ({ allowedValues = ['Delete'] }) => allowedValues);
  return all.length > 0 && all.every(retains);
}
