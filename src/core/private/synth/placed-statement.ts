import type { BucketPolicyStatement } from '../model/bucket-profile';
import { statementsIn } from '../policy/document';
import type { FinalResource } from './final-resource';

/** A final statement, and where it comes from. */
export interface PlacedStatement {
  readonly statement: BucketPolicyStatement;
  readonly by: FinalResource;
  /** The position in its properties: `PolicyDocument.Statement.2`; in a branch of `Fn::If` with its number. */
  readonly at: string;
  /** Whether the deployment is certain to have it. */
  readonly sure: boolean;
  /** The document that it is in. */
  readonly document: unknown;
}

/** The statements of a policy document in a resource. */
export const statementsAt = (by: FinalResource, at = 'PolicyDocument'): PlacedStatement[] =>
  placedIn(
    by,
    at.split('.').reduce((value, key) => value?.[key], by.Properties),
    at,
  );

/** The same of a document that was found in the resource. */
export function placedIn(by: FinalResource, found: unknown, at: string, isSure = true): PlacedStatement[] {
  const document = isSure ? found : { 'Fn::If': ['', found, { Ref: 'AWS::NoValue' }] };
  return statementsIn(found, at, isSure).flatMap(({ value, statement = value, ...place }) =>
    value === undefined ? [] : [{ ...place, by, document, statement: statement as BucketPolicyStatement }],
  );
}
