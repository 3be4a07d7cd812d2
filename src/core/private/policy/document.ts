import { documentIn, isIntrinsic } from './document-text';
import type { Json } from './request';
import { isToken } from './text';

// Reads policy documents as CloudFormation takes them: as a structure or as a text, with Fn::If and AWS::NoValue anywhere.

export type Statement = { readonly [element: string]: Json };

/** A value of a template and its place. Not sure: the deployment may have another one, or none. */
interface Part {
  readonly value: Json;
  readonly at: string;
  readonly sure: boolean;
  /** The one `Fn::If` that it is in, and in which branch. */
  readonly branch?: Branch;
}

type Branch = readonly [at: string, branch: number];

/** What a statement may say. Without one: it is not known, or (without a value) the whole document is not. */
export interface Written extends Part {
  readonly statement?: Statement;
  readonly version?: Json;
}

export const objectOf = (json: Json): Statement | undefined =>
  typeof json === 'object' && json !== null ? (json as Statement) : undefined;

/** What a block of conditions asks. */
export const conditionsIn = (block: Json): { readonly operator: string; readonly key: string; readonly values: Json }[] =>
  Object.entries(objectOf(block) ?? {}).flatMap(([operator, keys]) =>
    Object.entries(objectOf(keys) ?? {}).map(([key, values]) => ({ operator, key, values })),
  );

/** What `Fn::If` says: the condition and both branches. */
export const chosenBy = (json: Json): Json[] | undefined => {
  const chosen = objectOf(json)?.['Fn::If'];
  return Array.isArray(chosen) ? chosen : undefined;
};

/** What is at a path in structures. */
export const valueAt = (json: Json, path: readonly string[]): Json => path.reduce((inner: Json, name) => objectOf(inner)?.[name], json);

/** Whether CloudFormation leaves it out. */
export const isNothing = (json: Json): boolean => json === undefined || json === null || objectOf(json)?.Ref === 'AWS::NoValue';

/** What a value stands for: the values of a list, and both branches of `Fn::If`. Places are as those of a mention. */
export function partsOf(value: Json, at = '', sure = true, branch?: Branch): Part[] {
  const chosen = chosenBy(value);
  const branchOf = (index: number): Branch | undefined => (chosen ? (sure ? [at, index] : undefined) : branch);
  const inner = (one: Json, index: number) => partsOf(one, at ? `${at}.${index}` : `${index}`, sure && !chosen, branchOf(index));
  if (chosen || Array.isArray(value)) {
    return (chosen ?? (value as Json[])).flatMap((one, index) => (chosen && index === 0 ? [] : inner(one, index)));
  }
  return isNothing(value) ? [] : [{ value, at, sure, branch }];
}

/** The statements of a document, or of a list of them, as what they may be. */
export function statementsIn(document: Json, at = '', sure = true): Written[] {
  const documents = partsOf(document, at, sure);
  return documents.length > 0 ? documents.flatMap(inDocument) : [{ value: undefined, at, sure: false }];
}

function inDocument({ value, at, sure, branch }: Part): Written[] {
  const { Statement, Version: version } = objectOf(documentIn(value)) ?? {};
  return Statement === undefined
    ? [{ value: undefined, at, sure: false }]
    : partsOf(Statement, at ? `${at}.Statement` : 'Statement', sure, branch).flatMap((one) => casesOf(one, version));
}

/** An effect or a condition that the deployment decides makes several statements of one. */
function casesOf({ value, at, sure, branch }: Part, version: Json): Written[] {
  const statement = isIntrinsic(value) ? undefined : objectOf(value);
  if (!statement) {
    return [{ value, at, sure: false, version }];
  }
  if (isDecided(statement)) {
    return [{ value, at, sure, branch, version, statement }]; // the usual case
  }
  const effects = new Set(eitherOf(statement.Effect).flatMap((one) => (one !== undefined && isIntrinsic(one) ? ['Allow', 'Deny'] : [one])));
  const all = [...effects].flatMap((Effect) => conditionsOf(statement.Condition).map((Condition) => ({ ...statement, Effect, Condition })));
  return all.map((one) => ({ value, at, sure: sure && all.length === 1, version, statement: one }));
}

function isDecided({ Condition, Effect }: Statement): boolean {
  const isWritten = (block: Json): block is object => objectOf(block) !== undefined && !isIntrinsic(block);
  const conditions = Condition === undefined || (isWritten(Condition) && Object.values(Condition).every(isWritten));
  return typeof Effect === 'string' && !isToken(Effect) && conditions;
}

const eitherOf = (value: Json): Json[] => {
  const [, one, other] = chosenBy(value) ?? [];
  return chosenBy(value) ? [...eitherOf(one), ...eitherOf(other)] : [isNothing(value) ? undefined : value];
};

/** Of the block, and of each operator in it. */
function conditionsOf(condition: Json): Json[] {
  const inBlock = (block: Json): Json[] =>
    Object.entries(objectOf(block) ?? {}).reduce<object[]>(
      (all, [operator, keys]) => all.flatMap((one) => eitherOf(keys).map((either) => ({ ...one, [operator]: either }))),
      [{}],
    );
  return eitherOf(condition).flatMap((block) => (objectOf(block) ? inBlock(block) : [block]));
}
