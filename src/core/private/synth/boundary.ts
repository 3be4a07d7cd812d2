import { partsOf } from '../policy/document';
import { madeBy } from './attached';
import { limitOf } from './either';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { type PlacedStatement, statementsAt } from './placed-statement';
import { ofAws, statementsOfAws } from './policies-of-aws';

/** If the deployment chooses it: as one document that is either, or allows everything where there is none. Empty if one is not known. */
export function boundaryOf(app: FinalApp, subject: FinalResource, boundary: unknown): readonly PlacedStatement[] {
  const policyOf = (value: unknown) => madeBy(app, subject, value).resource;
  const documentOf = (value: unknown) => policyOf(value)?.Properties.PolicyDocument ?? ofAws(app, subject, value)?.document;
  const parts = partsOf(boundary);
  const known = parts.filter(({ value }) => documentOf(value) !== undefined);
  const statements = known.flatMap((part) => {
    const policy = policyOf(part.value);
    return policy ? statementsAt(policy) : statementsOfAws(app, subject, part);
  });
  const document = known.length < parts.length ? undefined : limitOf(boundary, documentOf);
  const isChosen = !parts.every(({ sure }) => sure);
  return document === undefined ? [] : isChosen ? statements.map((one) => ({ ...one, document, sure: false })) : statements;
}
