import type { Stack } from 'aws-cdk-lib';
import { objectOf, partsOf, statementsIn } from '../policy/document';
import { documentIn, isIntrinsic } from '../policy/document-text';
import type { Json } from '../policy/request';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { meantBy } from './resource-names';

/** What a call names, and where in its parameters. */
export interface Meant {
  readonly on: FinalResource;
  /** `UserName`, `SecretIdList.0`, `Principal.DataLakePrincipalIdentifier`, `Policy.Statement.Principal`. */
  readonly at: string;
  /** Only if AWS Config finds that it breaks a rule. */
  readonly ofRule?: boolean;
}

/** What the parameters name, also inside of them and of the JSON in their texts. Of a policy, only whom it allows something. */
export const meantIn = (app: FinalApp, stack: Stack, value: Json, at = ''): Meant[] =>
  partsOf(value, at).flatMap((part) => meantAt(app, stack, part.value, part.at));

function meantAt(app: FinalApp, stack: Stack, value: Json, at: string): Meant[] {
  const read = documentIn(value);
  const inner = isIntrinsic(read) ? undefined : objectOf(read);
  if (!inner) {
    return meantBy(app, stack, value, at).map((on) => ({ on, at }));
  }
  const named = inner.Statement === undefined ? Object.entries(inner) : allowedIn(inner);
  return named.flatMap(([key, one]) => meantIn(app, stack, one, at ? `${at}.${key}` : key));
}

const allowedIn = (document: Json): [string, Json][] =>
  statementsIn(document).flatMap(({ statement }) =>
    statement?.Effect === 'Allow' ? [['Statement.Principal', objectOf(statement.Principal)?.AWS]] : [],
  );
