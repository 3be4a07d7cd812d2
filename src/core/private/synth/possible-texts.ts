import { CfnParameter, type Stack } from 'aws-cdk-lib';
import type { Json } from '../policy/request';
import { hasToken, plain } from '../policy/text';
import { branchOf, inEveryCase } from './every-case';
import type { FinalApp } from './final-app';
import { knownIn, valuesOf } from './known-names';
import { Targets } from './targets';

/**
 * The texts that a value in the template of a stack may have: of `Fn::If` all branches, of `Fn::FindInMap` all values that fit, of a parameter those
 * that `ofParameter` says.
 */
export function possibleTexts(
  app: FinalApp,
  stack: Stack,
  value: unknown,
  ofParameter: (one: CfnParameter) => readonly unknown[],
): string[] {
  const cases = inEveryCase((choose) => branchOf(value, choose)) ?? [];
  return cases.flatMap((one) => {
    const text = plain(one as Json, knownIn(app, stack));
    const element = Targets.of(app).find(stack, one)?.element;
    const others = element instanceof CfnParameter ? ofParameter(element) : valuesOf(app, stack, one as Json);
    const isKnown = typeof text === 'string' && !hasToken(text);
    return isKnown ? [text] : (others ?? []).flatMap((other) => (other === one ? [] : possibleTexts(app, stack, other, ofParameter)));
  });
}
