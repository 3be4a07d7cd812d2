import { chosenBy, isNothing } from '../policy/document';
import { OPEN_DOCUMENT } from '../policy/open';

// Documents that the deployment chooses, as `Fn::If` writes them.

/** In the place of a statement that does not count: the others keep their numbers. */
export const INERT = { Effect: 'Allow', Action: [], Resource: [] };

export const NOTHING = { Ref: 'AWS::NoValue' };

/** A document that the deployment may leave out, or replace. */
export const perhaps = (document: unknown, otherwise: unknown = NOTHING, condition: unknown = ''): object => ({
  'Fn::If': [condition, document, otherwise],
});

/** The document of a value that limits something, in each branch: where there is none, nothing does. */
export function limitOf(value: unknown, documentOf: (value: unknown) => unknown): unknown {
  const [condition, one, other] = chosenBy(value) ?? [];
  return chosenBy(value)
    ? perhaps(limitOf(one, documentOf), limitOf(other, documentOf), condition)
    : isNothing(value)
      ? OPEN_DOCUMENT
      : documentOf(value);
}
