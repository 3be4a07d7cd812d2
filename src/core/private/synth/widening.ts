import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Cause } from '../policy/request';
import { token } from '../policy/text';
import { finding } from '../validation/errors';
import { withoutTokens } from '../validation/tokens-in-text';
import { warn } from '../validation/warnings';
import { mayBeAllowed } from './applying-policies';
import type { Asking, Need } from './asking';
import { beyondPrefix } from './beyond-prefix';
import type { FinalApp } from './final-app';
import { type Answer, answers } from './needs';
import { foreignStatements } from './own-grants';
import { type PlacedStatement, statementsAt } from './placed-statement';
import { isMade } from './promise';
import { asShown, type Situation } from './situation';

/** What a construct promises that its principal cannot do on the bucket. */
export interface Limits {
  /** Only the keys below this path. */
  readonly prefix?: string;
  /** Actions on objects, or on the bucket, that are withheld. */
  readonly withheld?: readonly string[];
}

const ON_BUCKET = /^s3:(List|[A-Za-z]*(Bucket|Configuration))/;

/**
 * Another construct or grant of the library can give the same principal more permissions on the same bucket. Each keeps its own promise,
 * but together they break this one.
 */
export function warnAboutWidening(app: FinalApp, scope: Construct, asking: Asking, situation: () => Situation, limits: Limits): void {
  const { prefix, withheld = [] } = limits;
  const { bucket, needs } = asking;
  if (!bucket || (prefix === undefined && withheld.length === 0)) {
    return;
  }
  const objects = needs.filter(({ arns }) => arns.some((arn) => arn.startsWith(`${bucket.bucketArn}/`))).flatMap(({ actions }) => actions);
  const outside = (of: string): Need => ({ ...beyondPrefix(situation(), bucket, of), actions: objects, why: `keys ${under(of)} only` });
  const asked = [...(prefix === undefined ? [] : [outside(prefix)]), ...withheldOn(bucket, withheld)];
  const wider = allowedOf(app, asking, situation, asked);
  if (wider.length > 0) {
    const by = unique(wider.flatMap(({ decision }) => decision.because.map(({ origin }) => `'${origin}'`)));
    const got = `${unique(wider.map(({ action }) => action))}, which policy ${by} allows in addition`;
    const allowed = `only what '${scope.node.path}' allows (${unique(wider.map(({ why }) => why))})`;
    const todo = 'Use a separate principal for the other construct, or acknowledge.';
    warn(scope, 'cdk-vendor-access:core.limitWidened', finding(`bucket '${bucket.node.path}'`, got, allowed, todo));
  }
}

/**
 * A documented protection falls if the app itself allows a principal that the construct created what the construct withholds, or the keys of
 * another construct, such as those of another customer: an error. Other constructs and grants of the library may mean it, and give a warning.
 */
export function checkWithheld(
  app: FinalApp,
  scope: Construct,
  asking: Asking,
  situation: () => Situation,
  { withheld = [] }: Limits,
  prefixesOfOthers: readonly string[],
): string[] {
  const { bucket, role, user } = asking;
  const principal = user ?? role;
  if (!bucket || withheld.length + prefixesOfOthers.length === 0 || principal?.node.scope !== scope) {
    return [];
  }
  const isOfApp = (cause: Cause) => isWrittenByApp(app, scope, principal, cause);
  const problems = (needs: readonly Need[], shown: (answer: Answer) => string, option: string): string[] => {
    const fallen = allowedOf(app, asking, situation, needs).filter(({ decision }) => decision.because.some(isOfApp));
    const by = unique(fallen.flatMap(({ decision }) => decision.because.filter(isOfApp).map(({ origin }) => `'${origin}'`)));
    const got = `${unique(fallen.map(shown))}, allowed to '${principal.node.path}' by policy ${by}`;
    const todo = `Remove that permission, or create '${scope.node.path}' without this ${option}.`;
    return fallen.length > 0
      ? [finding(`bucket '${bucket.node.path}'`, got, 'not that: the construct protects the data from it', todo)]
      : [];
  };
  return [
    ...problems(withheldOn(bucket, withheld), ({ action }) => action, 'protection'),
    ...problems(
      prefixesOfOthers.map((prefix) => below(bucket, prefix)),
      ({ action, why }) => `${action} ${why}`,
      'prefix',
    ),
  ];
}

const unique = (texts: readonly string[]): string => [...new Set(texts)].join(', ');

function isWrittenByApp(app: FinalApp, scope: Construct, principal: Construct, { index = 0, kind, origin = '' }: Cause): boolean {
  const policy = app.at(`${origin}/Resource`) ?? app.at(origin);
  const deciding = policy ? statementsAt(policy).slice(index, index + 1) : []; // the evaluator counts them alike
  const isForeign = ({ by: { construct }, statement }: PlacedStatement) =>
    isMade(construct) ? construct.node.scopes.includes(scope) : foreignStatements(principal, [statement]).length > 0;
  return kind === 'bucket' || deciding.some(isForeign);
}

/** Also what is allowed if the deployment decides so: the protection would fall then. */
function allowedOf(app: FinalApp, asking: Asking, situation: () => Situation, needs: readonly Need[]): Answer[] {
  const open = mayBeAllowed(app, asking, needs);
  const asked = open.length > 0 ? answers(asShown(situation()), open) : [];
  return asked.filter(({ decision: { because, effect } }) => effect === 'allowed' || (effect === 'unknown' && because.some(isChosen)));
}

const isChosen = ({ effect, elements }: Cause): boolean => effect === 'Allow' && elements.join() === 'Statement';

const under = (prefix: string): string => `below '${withoutTokens(prefix, '…')}/'`;

const below = (bucket: s3.IBucket, prefix: string): Need => ({
  actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
  arns: [bucket.arnForObjects(`${prefix}/${token({ Key: 'any' })}`)],
  why: `${under(prefix)}, which belongs to another construct`,
});

const withheldOn = (bucket: s3.IBucket, withheld: readonly string[]): Need[] =>
  withheld.map((action) => ({
    actions: [action],
    arns: [ON_BUCKET.test(action) ? bucket.bucketArn : bucket.arnForObjects('*')],
    why: `no ${action}`,
  }));
