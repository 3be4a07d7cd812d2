import type { BucketPolicyStatement } from '../model/bucket-profile';
import { matches } from '../policy/pattern';
import type { Json } from '../policy/request';
import { isToken, plain, texts } from '../policy/text';

// Whom the policy of a resource allows, by its final statement and the account of the stack.

/** Conditions that limit who `*` can mean, or on whose behalf a service calls. */
const LIMITS =
  /^(aws:(Principal(OrgID|OrgPaths|Account|Arn)|Source(Account|Arn|OrgID|OrgPaths|Owner|Vpce?|Ip)|VpcSourceIp|userid)|s3:DataAccessPoint(Account|Arn)|kms:CallerAccount)$/i;
const OF_ORGANIZATION = /^aws:(Principal|Source)Org(ID|Paths)$/i;

/** Whether it allows anyone. */
export function isForEverybody(statement: BucketPolicyStatement): boolean {
  const { Effect, NotPrincipal } = statement;
  return (
    Effect === 'Allow' &&
    limitsOf(statement).length === 0 &&
    (NotPrincipal !== undefined || principalsOf(statement).some(([, name]) => name === '*'))
  );
}

/**
 * The principals that a statement allows and that are not known to belong to the account, as written. Principals that are limited to the
 * organization, or to calls on behalf of the account, are no strangers.
 */
export function strangersIn(statement: BucketPolicyStatement, account: string): string[] {
  const limits = limitsOf(statement);
  const atHome = limits.some(([key, values]) => OF_ORGANIZATION.test(key) || values.every((value) => isOfAccount(value, account)));
  const isStranger = ([kind, name]: [string, string]) =>
    kind === 'AWS' && name !== '*' ? !isOfAccount(name, account) : !(atHome || isAttribute(name));
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

function principalsOf({ NotPrincipal, Principal }: BucketPolicyStatement): [string, string][] {
  const kinds = plain((Principal ?? (NotPrincipal && '*')) as Json);
  return typeof kinds === 'object'
    ? Object.entries(kinds as object).flatMap(([kind, names]) => texts(names).map((name): [string, string] => [kind, name]))
    : texts(kinds).map((name) => ['AWS', name]);
}

function limitsOf({ Condition = {} }: BucketPolicyStatement): [string, string[]][] {
  const operators = Object.entries(Condition).filter(([operator]) => !/Not|IfExists|Null/.test(operator));
  const keys = operators.flatMap(([, keys]) => Object.entries(keys));
  return keys.filter(([key]) => LIMITS.test(key)).map(([key, values]) => [key, texts(plain(values))]);
}

/** An account id, or an ARN that contains it. An attribute of a resource of the app belongs to its account. */
function isOfAccount(text: string, account: string): boolean {
  const own = texts(plain(account))[0];
  return text === own || isAttribute(text) || text.includes(`:${own}:`) || text.includes(`:${PSEUDO}:`) || text === PSEUDO;
}

const PSEUDO = texts(plain({ Ref: 'AWS::AccountId' }))[0];

/** `Fn::GetAtt` of a resource, or what another stack exports or outputs. */
const isAttribute = (text: string): boolean => isToken(text) && /Fn::(GetAtt|GetStackOutput|ImportValue)/.test(text);

/** Writes tokens as their JSON. */
const readable = (text: string): string => text.replace(/[\uE000\uE001]/g, '');
