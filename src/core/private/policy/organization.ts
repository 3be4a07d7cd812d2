import { isMet } from './condition';
import { conditionsIn, statementsIn } from './document';
import type { Json, Request } from './request';
import { all, hasToken, plain, texts, token } from './text';

/** Condition keys about organizations, also as variables. */
const KEY = /(?<=["{])aws:(Principal|Resource|Source)Org(ID|Paths)(?=["},\\\s])/gi;

/**
 * What is known of the organization, as far as policies (documents as JSON) ask: that of a principal and a resource, or of what a service calls for.
 * The account is assumed to belong to the one that they mean. A stranger is in none of them.
 */
export function organizationOf(documents: string, isStranger: boolean, isSource = false): Request['context'] {
  const keys = new Map([...documents.matchAll(KEY)].map(([key, whose, kind]) => [key, { whose: whose.toLowerCase(), kind }]));
  const asked = [...keys].filter(([, { whose }]) => (whose === 'source') === isSource);
  const parsed: Json = asked.length > 0 ? JSON.parse(documents) : undefined;
  const own = (kind: string) => likeliest(parsed, kind) ?? token({ Organization: kind });
  const isOf = (whose: string, kind: string) => (isStranger && whose === 'principal' ? 'another organization' : own(kind));
  return Object.fromEntries(asked.map(([key, { whose, kind }]) => [key, isOf(whose, kind)]));
}

/** What a statement asks of organizations, or of their units. */
interface Asking {
  readonly effect: Json;
  readonly conditions: ReturnType<typeof conditionsIn>;
}

/** Of those that conditions name, the one in which the fewest statements deny, and then the most allow. What only the deployment knows may be any. */
function likeliest(documents: Json, kind: string): string | undefined {
  const statements = askingIn(documents, kind);
  const fitting = (own: string, effect: string) => statements.filter((one) => one.effect === effect && fits(one, own)).length;
  const rank = (own: string) => fitting(own, 'Deny') * 2 * (statements.length + 1) + fitting(own, 'Allow') * 2 + Number(hasToken(own));
  return namedIn(statements).sort((one, other) => rank(other) - rank(one))[0];
}

function askingIn(documents: Json, kind: string): Asking[] {
  const isAbout = ({ key }: { readonly key: string }) => key.toLowerCase().endsWith(`org${kind.toLowerCase()}`);
  const all = statementsIn(documents).map(({ statement }) => ({
    effect: statement?.Effect,
    conditions: conditionsIn(plain(statement?.Condition)).filter(isAbout),
  }));
  return all.filter(({ conditions }) => conditions.length > 0);
}

function namedIn(statements: readonly Asking[]): string[] {
  const comparing = statements.flatMap(({ conditions }) => conditions.filter(({ operator }) => operator !== 'Null'));
  const values = comparing.flatMap((one) => texts(one.values)).filter((one) => !one.includes('${'));
  return [...new Set(values.map((one) => one.replaceAll('*', '')))];
}

/** Whether a statement does not deny, or may allow, what is done in an organization. */
function fits({ conditions, effect }: Asking, own: string): boolean {
  const truth = all(conditions.map(({ operator, values }) => isMet(operator, values, [own])));
  return effect === 'Deny' ? truth !== true : truth !== false;
}
