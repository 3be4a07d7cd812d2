import type { Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Decision, Policy } from '../policy/request';
import { plain, texts } from '../policy/text';
import { finding } from '../validation/errors';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import type { Need } from './asking';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { ROLE } from './meanings';
import { answers } from './needs';
import { oncePerApp } from './once';
import { strangersToRole, warnAboutOpenTrust } from './open-trust';
import { foreignStatements } from './own-grants';
import type { PlacedStatement } from './placed-statement';
import { statementsOfBucket } from './policies-of-bucket';
import { policiesOf } from './principal-policies';
import { isMade } from './promise';
import { isSameAccount } from './resource-names';
import { situationOf } from './situation';
import type { Subject } from './subjects';

/** What strangers can reach through a role. */
interface Reached {
  readonly of: IBucket | ISecret;
  readonly what: string;
  readonly id: string;
  readonly need: Need;
}

/** The roles of the app that strangers can assume, and who they are. Most apps have none. */
const openRoles = oncePerApp((app): [FinalResource, string[]][] =>
  app
    .ofType(ROLE)
    .map((role): [FinalResource, string[]] => [role, strangersToRole(app, role)])
    .filter(([, strangers]) => strangers.length > 0),
);

/**
 * Warns about strangers who get what the product may do by its role (`own`), or reach what the construct created through another role of the app: an
 * identity of the app that may read the bucket is meant, whoever else can assume it is not.
 */
export function warnAboutStrangers(
  app: FinalApp,
  scope: Construct,
  own: Subject | undefined,
  made: readonly (IBucket | ISecret | undefined)[],
): void {
  warnAboutOpenTrust(app, scope, own);
  const created = made.flatMap((one) => (app.find(one)?.construct.node.scopes.includes(scope) ? reachedOf(one as IBucket | ISecret) : []));
  for (const [role, strangers] of openRoles(app).filter(([one]) => one !== own)) {
    for (const one of created.filter(({ of }) => isSameAccount(app, of.stack, role.construct.stack))) {
      const reached = reachedThrough(app, role, one);
      if (reached.length > 0) {
        const got = `${strangers.join(', ')} allowed ${[...new Set(reached)].join(', ')} by assuming role '${pathOf(role.construct)}'`;
        const ofTag = strangers.some((one) => one.startsWith('everyone')) ? '' : 'aws:PrincipalTag, '; // anyone can have a tag
        const allowed = 'a role that only named principals can assume';
        const todo =
          `Name the principals in its trust policy, add a condition to it (aws:PrincipalArn, ${ofTag}aws:PrincipalOrgID or ` +
          'aws:PrincipalOrgPaths, sts:ExternalId, a subject), or remove its permission.';
        warn(scope, one.id, finding(one.what, got, allowed, todo));
      }
    }
  }
}

const reachedOf = (of: IBucket | ISecret): Reached => ('bucketArn' in of ? ofBucket(of) : ofSecret(of));

const ofBucket = (of: IBucket): Reached => ({
  of,
  what: `bucket '${of.node.path}'`,
  id: 'cdk-vendor-access:core.strangerLetIn',
  need: { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], arns: [of.arnForObjects('*')], why: '' },
});

const ofSecret = (of: ISecret): Reached => ({
  of,
  what: `secret '${of.node.path}'`,
  id: 'cdk-vendor-access:core.secretShared',
  need: { actions: ['secretsmanager:GetSecretValue'], arns: [of.secretArn], why: '' },
});

/** The actions that the role may call, also on a part of the objects. What the library grants to it is an option of the construct. */
function reachedThrough(app: FinalApp, role: FinalResource, { of, need }: Reached): string[] {
  const given = policiesOf(app, role).statements.filter(({ by }) => !isMade(by.construct));
  const foreign = given.filter(({ statement }) => foreignStatements(role.construct.node.scope ?? role.construct, [statement]).length > 0);
  const bucket = 'bucketArn' in of ? of : undefined;
  const outsider = { type: 'AssumedRole', subject: role, arn: role.construct.getAtt('Arn'), signsIn: true } as const;
  const situation = situationOf(app, { policy: of, outsider, bucket, secret: bucket ? undefined : (of as ISecret), needs: [] });
  const identity = foreign.map((one) => policyOf(app, one));
  const within = bucket ? `${textsOf(app, bucket, bucket.bucketArn)[0]}/` : undefined;
  const named = [...foreign, ...(bucket ? statementsOfBucket(app, bucket) : [])].flatMap(({ by, statement }) =>
    textsOf(app, by.construct, statement.Resource),
  );
  const parts = named.filter((arn) => within !== undefined && arn.startsWith(within));
  const asked = answers({ ...situation, policies: { ...situation.policies, identity } }, [{ ...need, arns: [...need.arns, ...parts] }]);
  return asked.filter(({ decision }) => isReached(decision)).map(({ action }) => action);
}

const textsOf = (app: FinalApp, { stack }: { readonly stack: Stack }, value: unknown): string[] =>
  texts(plain(app.render(stack, value), knownIn(app, stack)));

/** What the deployment may deny is no protection, and what it may allow lets in. */
function policyOf(app: FinalApp, { by, statement, sure }: PlacedStatement): Policy {
  const Statement = sure || statement.Effect !== 'Deny' ? [statement] : [];
  return { origin: pathOf(by.construct), document: plain({ Version: '2012-10-17', Statement }, knownIn(app, by.construct.stack)) };
}

/** Also if it depends on the caller or the deployment; not if nothing shows that it is this resource that is meant. */
const isReached = ({ because, effect }: Decision): boolean =>
  effect === 'allowed' ||
  (effect === 'unknown' && !because.some((one) => one.effect !== 'Deny' && /Resource|Principal/.test(one.elements.join())));
