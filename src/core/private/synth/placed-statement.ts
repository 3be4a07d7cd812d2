import type { BucketPolicyStatement } from '../model/bucket-profile';
import { statementsIn } from '../policy/document';
import type { Json } from '../policy/request';
import { perhaps } from './either';
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

const READ = new WeakMap<FinalResource, Map<string, PlacedStatement[]>>();

/** The statements of a policy document in a resource. Several checks ask for the same. */
export function statementsAt(by: FinalResource, at = 'PolicyDocument'): PlacedStatement[] {
  const read = READ.get(by) ?? new Map<string, PlacedStatement[]>();
  READ.set(by, read);
  const known = read.get(at) ?? placedIn(by, valueAt(by, at), at);
  read.set(at, known);
  return known;
}

const valueAt = ({ Properties }: FinalResource, at: string): unknown => at.split('.').reduce((value, key) => value?.[key], Properties);

/** The property of a role with its trust policy. */
export const TRUST = 'AssumeRolePolicyDocument';

/** The statements of a trust policy. */
export const trustOf = (role: FinalResource): PlacedStatement[] => statementsAt(role, TRUST);

/** The same statements, which the deployment may leave out. */
export function perhapsAll(statements: readonly PlacedStatement[]): PlacedStatement[] {
  const documents = new Map(statements.map(({ document }) => [document, perhaps(document)]));
  return statements.map((one) => ({ ...one, sure: false, document: documents.get(one.document) }));
}

/** The same of a document that was found in the resource. An API of AWS SAM has statements in place of a document. */
export function placedIn(by: FinalResource, found: unknown, at: string, isSure = true): PlacedStatement[] {
  const isBare = at.endsWith('CustomStatements');
  const policy = isBare ? { Statement: found } : found;
  const document = isSure ? policy : perhaps(policy);
  return statementsIn(policy as Json, at, isSure).flatMap(({ at: place, sure, value, statement = value }) =>
    value === undefined
      ? []
      : [{ at: isBare ? place.replace('.Statement', '') : place, sure, by, document, statement: statement as BucketPolicyStatement }],
  );
}
