import { admits, isDenied } from '../policy/admitted';
import { evaluate } from '../policy/evaluate';
import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import { directCall } from './direct-call';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { isWorthy, mayGive } from './giving';
import { knownIn } from './known-names';
import { isForAll } from './let-in';
import { ROLE } from './meanings';
import { type Mention, Mentions } from './mentions';
import { oncePerApp } from './once';
import { type PlacedStatement, statementsAt } from './placed-statement';
import { policiesOf } from './principal-policies';
import { isMade } from './promise';
import { tagged } from './tags';

/**
 * `AssumeRolePolicyDocument.Statement.0.Principal.AWS`; numbers before and after `Statement` are places in a list or branches of `Fn::If`. An API of SAM has
 * a list of statements in place of a document.
 */
export const IN_DOCUMENT = /^(.+?)(?:\.\d+)*(?:\.Statement\b|(?<=\bCustomStatements)\.)/;
const IN_TEXT = /^(.+?)(?:\.\d+)*$/;

/** Statements for everybody whom a condition on who it is lets through. */
export const openTo = oncePerApp((app): readonly PlacedStatement[] => {
  const places = new Map<string, Mention>(
    Mentions.of(app)
      .ofEverybody.filter(({ by }) => mayGive(by.Type) && !isMade(by.construct))
      .map((one) => [`${one.by.construct.node.path} ${propertyOf(one.at)}`, one]),
  );
  return [...places.values()]
    .flatMap((one) => statementsAt(one.by, propertyOf(one.at)))
    .filter(({ by, statement }) => statement.Effect === 'Allow' && isForAll(statement) && isWorthy(by.Type, statement));
});

/** The property with the document that a place is in. */
export const propertyOf = (at: string): string => (IN_DOCUMENT.exec(at) ?? IN_TEXT.exec(at))?.[1] ?? '';

/** Who asks, and how, without any service in between. */
function callOf(app: FinalApp, principal: FinalResource, { statement }: PlacedStatement) {
  const { stack } = principal.construct;
  const known = (value: object) => plain(value, knownIn(app, stack));
  const [account, region] = ['AWS::AccountId', 'AWS::Region'].map((Ref) => known({ Ref }));
  const arn = known({ 'Fn::GetAtt': [principal.logicalId, 'Arn'] });
  const who = { type: principal.Type === ROLE ? 'AssumedRole' : 'User', arn, account } as const;
  return { who, context: directCall(who, region, statement, tagged(app, principal)) };
}

/** Whether it lets the principal in without naming it, and gives it what its own policies do not. */
export function isOneOfAll(app: FinalApp, principal: FinalResource, one: PlacedStatement): boolean {
  const { context, who } = callOf(app, principal, one);
  const statement = plain(one.statement, knownIn(app, one.by.construct.stack)) as PlacedStatement['statement'];
  if (admits(statement, who, context) !== true) {
    return false;
  }
  const { Action, Resource } = statement;
  const identity = policiesOf(app, principal).statements.map((own) => ({
    origin: '',
    document: { Version: '2012-10-17', Statement: plain(own.statement, knownIn(app, own.by.construct.stack)) },
  }));
  const isHeld = (action: string, resource: string) =>
    evaluate({ principal: who, action, resource, account: who.account, context }, { identity }).effect === 'allowed';
  return !texts(Action).every((action) => texts(Resource).length > 0 && texts(Resource).every((resource) => isHeld(action, resource)));
}

/** Whether the same policy keeps the principal out. */
export function isRefused(app: FinalApp, principal: FinalResource, one: PlacedStatement): boolean {
  const { context, who } = callOf(app, principal, one);
  const [statement, document] = [one.statement, one.document].map((some) => plain(some as Json, knownIn(app, one.by.construct.stack)));
  return isDenied(statement as object, document, who, context);
}
