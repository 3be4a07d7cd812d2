import type { Stack } from 'aws-cdk-lib';
import type { BucketProperties } from '../model/bucket-profile';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { isSamePlace, meantBy } from './resource-names';
import { textIn } from './text-in';

/**
 * Why nothing can be encrypted with a key, and what to do: it is disabled, or waits for the key material that somebody imports
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html, read 2026-12-01).
 */
export const stateOf = ({ Enabled, Origin }: BucketProperties): string | undefined =>
  Enabled === false ? 'is disabled' : Origin === 'EXTERNAL' ? WAITS : undefined;

const WAITS = 'waits for its key material (Origin: EXTERNAL)';

export const remedyOf = (state: string): string => (state.startsWith(WAITS) ? 'Import the material, then acknowledge.' : 'Enable it.');

const ALIAS = 'AWS::KMS::Alias';

/** A key of the app that a value in a stack means, by a reference or an alias. */
export function keyNamed(app: FinalApp, stack: Stack, value: unknown): FinalResource | undefined {
  const text = textIn(app, stack)(value);
  const isMeant = ({ construct, Properties }: FinalResource) =>
    text.endsWith(textIn(app, construct.stack)(Properties.AliasName)) && isSamePlace(app, stack, construct.stack);
  const found = meantBy(app, stack, value, 'KeyId')[0] ?? (/(^|:)alias\//.test(text) ? app.ofType(ALIAS).find(isMeant) : undefined);
  if (found?.Type === ALIAS) {
    return keyNamed(app, found.construct.stack, found.Properties.TargetKeyId);
  }
  return found && /^AWS::KMS::(Key|ReplicaKey)$/.test(found.Type) ? found : undefined;
}
