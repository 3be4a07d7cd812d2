import { onlyDenies, policyOfAws } from '../policy/aws-policies';
import type { Json } from '../policy/request';
import { plain } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { type PlacedStatement, placedIn } from './placed-statement';
import { isNamed, type Subject } from './subjects';

/** A managed policy of AWS that is known. */
export const ofAws = (app: FinalApp, { construct }: FinalResource, value: unknown): ReturnType<typeof policyOfAws> =>
  policyOfAws(plain(value as Json, knownIn(app, construct.stack)));

/** Its statements: their place begins with `aws/` and its name. */
export function statementsOfAws(
  app: FinalApp,
  subject: FinalResource,
  { sure, value }: { readonly value: unknown; readonly sure: boolean },
): PlacedStatement[] {
  const { document, name } = ofAws(app, subject, value) ?? {};
  return document ? placedIn(subject, document, `aws/${name}`, sure) : [];
}

/** Whether a managed policy of AWS gives nothing, but denies something. */
export const isDenial = (app: FinalApp, subject: Subject, value: unknown): boolean =>
  !isNamed(subject) && onlyDenies(statementsOfAws(app, subject, { value, sure: true }).map(({ statement }) => statement));
