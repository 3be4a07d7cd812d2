import { isWide } from '../model/addresses';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { each, principalsOf } from '../policy/named-principals';
import { matches } from '../policy/pattern';
import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import { readable } from './readable';
import { isOwn } from './whose';

// Whom the policy of a resource allows, by its final statement, in which whom it means is resolved, and the account of the stack.

/** Conditions that limit who `*` can mean, or on whose behalf a service calls. */
const LIMITS =
  /^(aws:(Principal(OrgID|OrgPaths|Account|Arn)|Source(Account|Arn|OrgID|OrgPaths|Owner|Vpce?|Ip)|VpcSourceIp|userid)|s3:DataAccessPoint(Account|Arn)|kms:CallerAccount)$/i;
const OF_ORGANIZATION = /^aws:(Principal|Source)Org(ID|Paths)$/i;
/** Values that everybody has, unless an account is in them: AWS calls a policy with such a limit public. */
const ANYTHING = /^(arn:|o-|vpce?-)?[*?](?!.*(\d{12}|AWS::AccountId))/;

/** Whether it allows anyone. */
export function isForEverybody(statement: BucketPolicyStatement): boolean {
  return statement.Effect === 'Allow' && limitsOf(statement).length === 0 && isForAll(statement);
}

/** Whether it means anyone, whom its conditions may limit. */
export const isForAll = (statement: BucketPolicyStatement): boolean =>
  statement.NotPrincipal !== undefined || principalsOf(statement).some(([, name]) => name === '*');

/**
 * The principals that a statement allows and that are not known to belong to the account, as written. Principals that are limited to the
 * organization, or to calls on behalf of the account, are no strangers.
 */
export function strangersIn(statement: BucketPolicyStatement, account: string): string[] {
  const limits = limitsOf(statement);
  const inOrganization = limits.some(([key]) => OF_ORGANIZATION.test(key));
  const atHome = inOrganization || limits.some(([, values]) => values.every((value) => isOfAccount(value, account)));
  const isStranger = ([kind, name]: [string, string]) =>
    kind === 'AWS' && name !== '*' ? !(inOrganization || isOfAccount(name, account)) : !(atHome || isOwn(name));
  return statement.Effect === 'Allow'
    ? principalsOf(statement)
        .filter(isStranger)
        .map(([, name]) => readable(name))
    : [];
}

/** Whether it allows an account, or a principal in it, to assume the role without an external id. `account` is as rendered. */
export function allowsWithoutExternalId(statement: BucketPolicyStatement, account: unknown): boolean {
  const { Action = '*', Condition = {}, Effect } = statement;
  const wanted = texts(plain(account as Json))[0];
  const keys = Object.entries(Condition).flatMap(([operator, keys]) => (operator === 'StringEquals' ? Object.keys(keys) : []));
  return (
    Effect === 'Allow' &&
    mayName(Action, 'sts:assumerole') &&
    principalsOf(statement).some(([kind, name]) => kind === 'AWS' && name.includes(wanted)) &&
    !keys.some((key) => key.toLowerCase() === 'sts:externalid')
  );
}

/** Whether an element of a statement may name an action, in lower case: a pattern can hold a token. */
export const mayName = (element: unknown, action: string): boolean =>
  texts(plain(element as Json)).some((pattern) => matches(pattern.toLowerCase(), action, 'text') !== false);

/** The values that conditions ask for, by each key that they ask for certainly. */
export function asked({ Condition = {} }: BucketPolicyStatement, keysOf: RegExp): [string, string[]][] {
  const isGiven = (key: string) => each(Condition.Null?.[key]).includes('false');
  const operators = Object.entries(Condition).filter(([operator]) => !/Not|IfExists|Null/.test(operator));
  const keys = operators.flatMap(([operator, keys]) =>
    Object.entries(keys).filter(([key]) => keysOf.test(key) && (isGiven(key) || !operator.startsWith('ForAllValues'))),
  );
  return keys.map(([key, values]) => [key, each(values)]);
}

export const valuesOf = (statement: BucketPolicyStatement, keys: RegExp): string[][] => asked(statement, keys).map(([, values]) => values);

const limitsOf = (statement: BucketPolicyStatement): [string, string[]][] =>
  asked(statement, LIMITS).filter(([key, values]) => !values.some((value) => ANYTHING.test(value) || (/Ip$/i.test(key) && isWide(value))));

/** An account id, an ARN that contains it, or something that belongs to it. */
function isOfAccount(text: string, account: string): boolean {
  const own = texts(plain(account))[0];
  return text === own || isOwn(text) || text.includes(`:${own}:`) || text.includes(`:${PSEUDO}:`) || text === PSEUDO;
}

const PSEUDO = texts(plain({ Ref: 'AWS::AccountId' }))[0];
