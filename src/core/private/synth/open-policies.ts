import { admits, asksWho, isDenied } from '../policy/admitted';
import { evaluate } from '../policy/evaluate';
import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { isForAll } from './let-in';
import { ROLE } from './meanings';
import { type Mention, Mentions } from './mentions';
import { oncePerApp } from './once';
import { type PlacedStatement, statementsAt } from './placed-statement';
import { policiesOf } from './principal-policies';
import { isMade } from './promise';
import { contextOf, organizationOf, tagsOf } from './request-context';

/** `AssumeRolePolicyDocument.Statement.0.Principal.AWS`; numbers before and after `Statement` are places in a list or branches of `Fn::If`. */
export const IN_DOCUMENT = /^(.+?)(?:\.\d+)*\.Statement\b/;
const IN_TEXT = /^(.+?)(?:\.\d+)*$/;

/** They limit, or take texts that are no policies of IAM. */
const GIVES_NOTHING = /^AWS::(Config::.*|EC2::.*|EKS::PodIdentityAssociation|Logs::AccountPolicy|OpenSearchServerless::.*|Transfer::User)$/;

/** They take messages, which gives nobody data or permissions, or only accompany a session. */
const GIVES_LITTLE = /^(events:PutEvents|sns:Publish|sqs:(GetQueue\w+|SendMessage)|sts:(SetSourceIdentity|TagSession))$/i;

export const mayGive = ({ by }: Mention): boolean => !GIVES_NOTHING.test(by.Type) && !isMade(by.construct);

/**
 * Statements for everybody whom a condition on who it is lets through. What is open to everybody is open without the principal, too: said of a role
 * alone, which is somebody to be.
 */
export const openTo = oncePerApp((app): readonly PlacedStatement[] => {
  const places = new Map<string, Mention>(
    Mentions.of(app)
      .ofEverybody.filter(mayGive)
      .map((one) => [`${one.by.construct.node.path} ${propertyOf(one.at)}`, one]),
  );
  return [...places.values()]
    .flatMap((one) => statementsAt(one.by, propertyOf(one.at)))
    .filter(({ by, statement }) => {
      const { Action, Effect } = statement;
      const isWorthy = Action === undefined || !texts(plain(Action)).every((action) => GIVES_LITTLE.test(action));
      return Effect === 'Allow' && isWorthy && isForAll(statement) && (by.Type === ROLE || asksWho(statement));
    });
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
  const policy = JSON.stringify(statement);
  const [action = ''] = texts(plain(statement.Action as Json));
  const facts = { ...organizationOf(policy, false), ...tagsOf(principal, policy) };
  return { who, context: { ...contextOf(action, who, region, null), 'aws:ViaAWSService': 'false', ...facts } };
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
