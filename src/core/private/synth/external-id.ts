import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { warnAboutPlaceholder } from '../validation/placeholder';
import { writtenValues } from '../validation/resolved-later';
import { isUnresolved } from '../validation/tokens-in-text';
import { checkAtSynth } from './at-synth';
import { possibleTexts } from './possible-texts';

/** Warns about a placeholder, also if only the end of the synthesis shows it: a Lazy value, a mapping, what a parameter is if nobody chooses. */
export function checkExternalId(scope: Construct, externalId: string): void {
  if (!isUnresolved(externalId)) {
    warnAboutPlaceholder(scope, [externalId]);
    return;
  }
  checkAtSynth(scope, (app) => {
    const texts = possibleTexts(app, Stack.of(scope), app.render(scope, externalId), writtenValues);
    warnAboutPlaceholder(scope, texts);
    return [];
  });
}
