import { partsOf } from '../policy/document';
import { madeBy } from './attached';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { type PlacedStatement, statementsAt } from './placed-statement';
import { statementsOfAws } from './policies-of-aws';

/** If the deployment chooses it: as one document that is either, or allows everything where there is none. Empty if one is not known. */
export function boundaryOf(app: FinalApp, subject: FinalResource, boundary: unknown): readonly PlacedStatement[] {
  const parts = partsOf(boundary);
  const ofAws = parts.flatMap((part) => statementsOfAws(app, subject, part));
  if (parts.length === 1 && parts[0].sure && ofAws.length > 0) {
    return ofAws;
  }
  const made = parts.flatMap(({ value }) => madeBy(app, subject, value).resource ?? []);
  const statements = made.flatMap((policy) => statementsAt(policy));
  if (made.length < parts.length || parts.every(({ sure }) => sure)) {
    return made.length < parts.length ? [] : statements;
  }
  const none = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const document = { 'Fn::If': ['', ...made.map(({ Properties }) => Properties.PolicyDocument), ...(made.length === 1 ? [none] : [])] };
  return statements.map((one) => ({ ...one, document, sure: false }));
}
