import { texts } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { namedIn, type PlacedStatement, statementsAt } from './principal-policies';
import { isMade } from './promise';

/** `AssumeRolePolicyDocument.Statement.0.Principal.AWS`. A single statement has no number. */
const PRINCIPAL = /^(.+)\.Statement(?:\.(\d+))?\.Principal\b/;

/** What products do with a key, through S3 and EC2: key policies allow it, as CDK's grants on a key may. */
const USE_OF_KEY = /^kms:(Decrypt|DescribeKey|Encrypt|GenerateDataKey\w*\*?|ReEncrypt\w*\*?|CreateGrant)$/i;

/**
 * Statements in policies of other resources (buckets, queues, trust policies of roles, …) that allow the principal something. Within the
 * account, it needs no other permission for that. From another account it does, and then its own policies show it. The policy of a VPC
 * endpoint gives nothing: it only limits.
 */
export function resourcePoliciesFor(app: FinalApp, principal: FinalResource): PlacedStatement[] {
  const { account } = principal.construct.stack;
  const found = namedIn(app, principal).flatMap(({ at, by }) => {
    const [, document, index = '0'] = PRINCIPAL.exec(at) ?? [];
    const isForeign = document && by.Type !== 'AWS::EC2::VPCEndpoint' && !isMade(by.construct) && by.construct.stack.account === account;
    return isForeign ? (statementsAt(by, document)[Number(index)] ?? []) : [];
  });
  const once = new Map(found.map((one) => [`${one.by.construct.node.path} ${one.at}`, one]));
  return [...once.values()].filter(({ by, statement }) => statement.Effect === 'Allow' && !isUseOfKey(by, statement.Action));
}

const isUseOfKey = ({ Type }: FinalResource, actions: unknown): boolean =>
  /^AWS::KMS::(Replica)?Key$/.test(Type) && texts(actions as never).every((action) => USE_OF_KEY.test(action));
