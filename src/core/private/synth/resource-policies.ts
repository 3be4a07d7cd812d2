import { principalsOf } from '../policy/named-principals';
import { plain, textOf, texts } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { mayGive } from './giving';
import { knownIn } from './known-names';
import { isForAll } from './let-in';
import { GROUP } from './meanings';
import type { Mention } from './mentions';
import { IN_DOCUMENT, isOneOfAll, isRefused, openTo, propertyOf } from './open-policies';
import { type PlacedStatement, statementsAt } from './placed-statement';
import { namedIn, policiesOf } from './principal-policies';
import { isMade } from './promise';
import { resolvedIn } from './whose';

/** What products do with a key, through S3 and EC2: key policies allow it, as CDK's grants on a key may. */
const USE_OF_KEY = /^kms:(Decrypt|DescribeKey|Encrypt|GenerateDataKey\w*\*?|ReEncrypt\w*\*?|CreateGrant)$/i;

/** A statement that lets the principal in, and whether as one of all who meet its conditions. */
export interface Admission extends PlacedStatement {
  readonly asOneOfAll: boolean;
}

/**
 * Statements in policies of other resources (buckets, queues, trust policies of roles, …) that may allow the principal something. Within the
 * account, it needs no other permission for that. From another account it does, and then its own policies show it. The policy of a VPC
 * endpoint gives nothing: it only limits.
 */
export function resourcePoliciesFor(app: FinalApp, principal: FinalResource): Admission[] {
  const { account } = principal.construct.stack;
  const isOfAccount = ({ by }: Pick<Mention, 'by'>) => by.construct.stack.account === account;
  const named = namedIn(app, principal)
    .filter((one) => mayGive(one.by.Type) && !isMade(one.by.construct) && isOfAccount(one))
    .flatMap((mention) => statementsNaming(app, principal, mention))
    .filter(({ statement }) => statement.Effect === 'Allow');
  const open = principal.Type === GROUP ? [] : openTo(app).filter((one) => isOfAccount(one) && isOneOfAll(app, principal, one));
  const found = [...open.map((one) => ({ ...one, asOneOfAll: true })), ...named.map((one) => ({ ...one, asOneOfAll: false }))];
  const allows = found.filter((one) => !isUseOfKey(app, principal, one) && !isRefused(app, principal, one));
  return [...new Map(allows.map((one) => [`${one.by.construct.node.path} ${one.at}`, one])).values()];
}

/** The statements at a mention that mean the principal by it, or in a text: there, a mention has no place. */
function statementsNaming(app: FinalApp, principal: FinalResource, { at, by }: Mention): PlacedStatement[] {
  const document = propertyOf(at);
  if (IN_DOCUMENT.test(at)) {
    return statementsAt(by, document).filter((one) => at.startsWith(`${one.at}.`) && isMeant(app, one, at.slice(one.at.length)));
  }
  const arn = textOf(plain({ 'Fn::GetAtt': [principal.logicalId, 'Arn'] }, knownIn(app, principal.construct.stack)));
  return statementsAt(by, document).filter((one) => principalsOf(resolvedIn(app, one)).some(([, name]) => name === arn));
}

/** As the principal, or as the one of all principals that a condition lets through. */
const isMeant = (app: FinalApp, one: PlacedStatement, at: string): boolean =>
  /^\.Principal\b/.test(at) || (/^\.Condition\.(?!.*Not)(.*\.)?aws:PrincipalArn\b/i.test(at) && isForAll(resolvedIn(app, one)));

/** Of a key that its own policies name: anything else is a permission that they do not show. */
const isUseOfKey = (app: FinalApp, principal: FinalResource, { by, statement }: PlacedStatement): boolean =>
  /^AWS::KMS::(Replica)?Key$/.test(by.Type) &&
  texts(statement.Action as never).every((action) => USE_OF_KEY.test(action)) &&
  namedIn(app, by).some((mention) => policiesOf(app, principal).statements.some((own) => own.by === mention.by));
