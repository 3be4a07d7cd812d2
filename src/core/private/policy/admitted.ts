import { objectOf, type Statement, statementsIn } from './document';
import { documentIn } from './document-text';
import { prepare } from './prepared-request';
import type { Json, Principal, Request } from './request';
import { judged } from './statement';
import { plain, type Truth, texts, token } from './text';

type Stated = { readonly [element in 'Action' | 'Condition' | 'Effect' | 'Principal' | 'Resource']?: Json };

/** Keys that say who calls. */
const WHO = /^(aws:(Principal(Org(ID|Paths)|Account|Arn|Tag\/.+|Type)|user(id|name))|kms:CallerAccount)$/i;

/** Whether somebody is let in who meets a condition on who it is, and not everybody. */
export const asksWho = ({ Condition }: Stated): boolean =>
  Object.values(objectOf(Condition) ?? {}).some((keys) => Object.keys(objectOf(keys) ?? {}).some((key) => WHO.test(key)));

/** Whom it names: as such, or in a condition for everybody. */
export function namesIn({ Condition, Principal: whom }: Stated): string[] {
  const inConditions = Object.values(objectOf(Condition) ?? {}).flatMap((keys) => Object.entries(objectOf(keys) ?? {}));
  const values = inConditions.flatMap(([key, some]) => (/^aws:PrincipalArn$/i.test(key) ? texts(plain(some)) : []));
  return [...texts(objectOf(whom)?.AWS ?? (typeof whom === 'string' ? whom : [])), ...values];
}

/**
 * Whether the policy of a resource means the principal itself, or everybody, and its conditions are met: in its own account, it needs no other
 * permission then. The account as a principal is not enough
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html, read 2026-11-30).
 */
export function admits({ Condition, Effect, Principal: whom = [] }: Stated, principal: Principal, context: Request['context']): Truth {
  return applied({ Condition, Effect, Principal: whom }, { principal, action: 'any', resource: token('any'), context })[1];
}

/** Whether the statements of the same document deny all that one of them allows. */
export function isDenied({ Action, Resource }: Stated, document: Json, principal: Principal, context: Request['context']): boolean {
  const denials = statementsIn(documentIn(document)).flatMap(({ statement, sure }): Statement[] =>
    sure && statement?.Effect === 'Deny' ? [plain(statement) as Statement] : [],
  );
  const [actions, resources] = [Action, Resource].map((one) => (one === undefined ? [token('any')] : texts(plain(one))));
  const isRefused = (action: string, resource: string) =>
    denials.some((one) => applied(one, { principal, action, resource, context })[2] === true);
  return denials.length > 0 && actions.every((action) => resources.every((resource) => isRefused(action, resource)));
}

const applied = (statement: Statement, request: Omit<Request, 'account'>) => {
  const policy = { origin: '', document: { Version: '2012-10-17', Statement: statement } };
  const [{ applies }] = judged('bucket', policy, prepare({ ...request, account: request.principal.account }, false));
  return applies;
};
