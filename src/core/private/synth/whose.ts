import { CfnResource, type Stack } from 'aws-cdk-lib';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { objectOf, partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import { plain, textOf, token } from '../policy/text';
import type { FinalApp } from './final-app';
import { elsewhere } from './handed-over';
import { ARBITRARY } from './hidden';
import { knownIn } from './known-names';
import { oncePerStack } from './once';
import type { PlacedStatement } from './placed-statement';
import { meantBy } from './resource-names';
import { Targets } from './targets';
import { visitRendered } from './visit-rendered';

/** What stands for an attribute of a resource of the account, in a text. */
export const isOwn = (text: string): boolean => /^\uE000\{"Own":/.test(text);

/** A statement in which everything about whom it means is a text, as far as it is known: names, accounts, and what belongs to the account. */
export function resolved(app: FinalApp, stack: Stack, statement: BucketPolicyStatement): BucketPolicyStatement {
  const { Condition, NotPrincipal, Principal } = statement;
  const whom = plain({ Condition: withOwnSources(app, stack, Condition), NotPrincipal, Principal }, ownersIn(app, stack));
  return { ...statement, Condition: undefined, NotPrincipal: undefined, Principal: undefined, ...(whom as object) };
}

/** The ARN of a bucket says nothing of its account: as the source of a call, one of the app stands for itself. */
function withOwnSources(app: FinalApp, stack: Stack, condition: Json, at = ''): Json {
  if (SOURCE.test(at)) {
    const ofApp = (value: Json) => meantBy(app, stack, value, 'Arn').some(({ construct }) => construct.stack.account === stack.account);
    return partsOf(condition).map(({ value }) => (ofApp(value) ? token({ Own: value }) : value));
  }
  const inner = objectOf(condition);
  return inner && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).map(([key, value]) => [key, withOwnSources(app, stack, value, key)]))
    : condition;
}

const SOURCE = /^aws:SourceArn$/i;

export const resolvedIn = (app: FinalApp, { by, statement }: PlacedStatement): BucketPolicyStatement =>
  resolved(app, by.construct.stack, statement);

/** What is known of an intrinsic in the template of a stack, also of what another one passes on. */
const ownersIn = oncePerStack((app, stack): ((intrinsic: Json) => Json) => {
  const known = knownIn(app, stack);
  return (intrinsic) =>
    known(intrinsic) ?? passedOn(app, stack, intrinsic) ?? (isOfAccount(app, stack, intrinsic) ? token({ Own: intrinsic }) : undefined);
});

function passedOn(app: FinalApp, stack: Stack, intrinsic: Json): Json {
  const from = elsewhere(app, stack, intrinsic);
  return from && textOf(plain(from.value, ownersIn(app, from.stack)));
}

/** Whether all that it refers to are resources of the account, with attributes that AWS writes. */
function isOfAccount(app: FinalApp, stack: Stack, intrinsic: Json): boolean {
  const found: boolean[] = [];
  visitRendered(intrinsic, (value, _, key = '') => {
    if (/^(Ref|Fn::(GetAtt|GetStackOutput|ImportValue))$/.test(key)) {
      const element = Targets.of(app).find(stack, value)?.element;
      const type = CfnResource.isCfnResource(element) ? app.find(element)?.Type : undefined;
      found.push(type !== undefined && !ARBITRARY.test(type) && element?.stack.account === stack.account);
    }
  });
  return found.length > 0 && !found.includes(false);
}
