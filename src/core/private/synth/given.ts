import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { problem } from '../validation/errors';
import { checkAtSynth } from './at-synth';
import { findingsIn } from './hidden';
import { HOW } from './hidden-in-statements';
import type { Place } from './parameter';

/** A text that the user gave, by its option, with the check that it passed when it was given, as far as it was known then. */
export interface Given {
  readonly option: string;
  readonly value: unknown;
  readonly place: Place;
  problems?(text: string): string[];
}

/** Checks texts with tokens in them again when their values are known. */
export function checkGiven(scope: Construct, all: readonly Given[]): void {
  const unknown = all.filter(({ value }) => Token.isUnresolved(value));
  if (unknown.length === 0) {
    return;
  }
  checkAtSynth(scope, (app) =>
    unknown.flatMap(({ option, place, problems, value }) => {
      const final = app.render(scope, value);
      const found = findingsIn(app, Stack.of(scope), final, place);
      if (found.length > 0) {
        return [problem(option, { toString: () => found.join(', ') }, 'a text that is there, without *, ? and ${', HOW)];
      }
      return typeof final === 'string' ? (problems?.(final) ?? []) : [];
    }),
  );
}
