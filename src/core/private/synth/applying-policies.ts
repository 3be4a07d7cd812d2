import { partsOf } from '../policy/document';
import { actionsIn } from '../policy/named-actions';
import type { Json, Policies, Policy } from '../policy/request';
import { plain, textOf } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import { type Asking, type Need, subjectAsking } from './asking';
import { policiesPutOn } from './called-policies';
import { NOTHING, perhaps } from './either';
import { existsWith } from './existence';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { knownIn } from './known-names';
import { type Mention, Mentions } from './mentions';
import { oncePerModel } from './once';
import { denialsFromAbove } from './organization-policies';
import { type PlacedStatement, statementsAt } from './placed-statement';
import { policiesOfBucket } from './policies-of-bucket';
import { policiesOf } from './principal-policies';
import { readable } from './readable';
import { sessionPolicyOf } from './session-policies';

/** What has a say in what a principal calls. */
export function policiesFor(app: FinalApp, asking: Asking): Policies {
  const { boundary, identity, ofBucket, ofSecret, session, unknown } = sourcesOf(app, asking);
  return {
    identity: [...grouped(app, identity), ...unknown.map((one) => ({ origin: JSON.stringify(one) }))],
    boundary: boundary && (boundary.length > 0 ? grouped(app, boundary).slice(0, 1) : [{ origin: 'permissions boundary' }]),
    session: session && [session],
    bucket: eitherOf(app, asking, ofBucket),
    secret: eitherOf(app, asking, ofSecret ? [ofSecret] : [], 'ResourcePolicy'),
  };
}

/** The same as statements, as they stand in the template; of a boundary or session policy, whether there is one. */
export function statementsFor(app: FinalApp, asking: Asking) {
  const { boundary, identity, ofBucket, ofSecret, session } = sourcesOf(app, asking);
  const resource = [...ofBucket.flatMap((one) => statementsAt(one)), ...(ofSecret ? statementsAt(ofSecret, 'ResourcePolicy') : [])];
  return { bounded: (boundary ?? session) !== undefined, identity, resource };
}

/**
 * The calls of S3 whose action a statement may allow. Hardly any allows what a product withholds: to see that costs less than to judge each call.
 */
export function mayBeAllowed(app: FinalApp, asking: Asking, needs: readonly Need[]): Need[] {
  const isNamed = asking.outsider ? () => true : actionsAllowed(app, asking);
  return needs.map((need) => ({ ...need, actions: need.actions.filter(isNamed) })).filter(({ actions }) => actions.length > 0);
}

const actionsAllowed = oncePerModel((app, asking: Asking) => {
  const { identity, resource } = statementsFor(app, asking);
  return actionsIn([...identity, ...resource].flatMap(({ statement }) => (statement.Effect === 'Deny' ? [] : statement)));
});

/** Of a principal that the app does not create, what it attaches is known. */
const sourcesOf = oncePerModel((app, asking: Asking) => {
  const { bucket, outsider, policy, secret } = asking;
  const subject = subjectAsking(app, asking);
  const { boundary, statements, unknown } = subject ? policiesOf(app, subject) : { boundary: undefined, statements: [], unknown: [] };
  const own = outsider ? undefined : app.find(policy);
  const isLeft = own !== undefined && !statements.some(({ by }) => by === own);
  const ofBucket = bucket ? [...policiesOfBucket(app, bucket), ...policiesPutOn(app, bucket)] : [];
  const made = app.find(secret);
  const isPolicy = ({ at, by }: Mention) => by.Type === 'AWS::SecretsManager::ResourcePolicy' && at === 'SecretId';
  const ofSecret = made && Mentions.of(app).to(made.construct).find(isPolicy)?.by;
  return {
    ofBucket,
    ofSecret,
    boundary,
    session: subject && sessionPolicyOf(app, subject),
    identity: [...(isLeft ? statementsAt(own) : []), ...statements, ...denialsFromAbove(app, asking)],
    unknown: outsider ? [] : unknown,
  };
});

/** The documents that statements are in, whole: their version says whether they have variables. */
export function grouped(app: FinalApp, statements: readonly PlacedStatement[]): Policy[] {
  const origins = new Map<Json, { readonly by: FinalResource; readonly all: Set<string> }>();
  for (const { at, by, document } of statements) {
    const known = origins.get(document) ?? { by, all: new Set<string>() };
    known.all.add(originOf(by, at));
    origins.set(document, known);
  }
  return [...origins].map(([document, { all, by }]) => ({
    origin: [...all].join("' or '"),
    document: plain(document, knownIn(app, by.construct.stack)),
  }));
}

/** A resource is called by its path, a policy inside a principal also by its own name, one of AWS by its name alone. */
function originOf(by: FinalResource, path: string): string {
  const [, ofAws] = /^aws\/(\w+)\./.exec(path) ?? [];
  if (ofAws) return ofAws;
  const [, place] = /^(Policies(?:\.\d+)+)/.exec(path) ?? [];
  const policy = place && partsOf(by.Properties.Policies, 'Policies').find(({ at }) => at === place)?.value;
  const { PolicyName } = (policy || {}) as { PolicyName?: Json };
  return PolicyName === undefined ? pathOf(by.construct) : `${pathOf(by.construct)} (${readable(textOf(plain(PolicyName)))})`;
}

export const documentOf = (app: FinalApp, by: FinalResource, property = 'PolicyDocument'): Policy => ({
  origin: pathOf(by.construct),
  document: plain(by.Properties[property], knownIn(app, by.construct.stack)),
});

/** A policy with a condition of its own is left out in some deployments. Of several, another one takes its place. */
function eitherOf(app: FinalApp, { bucket, policy, secret }: Asking, all: readonly FinalResource[], property?: string): Policy[] {
  const there = [bucket, policy, secret].map((one) => resourceGiven(app, one));
  const open = all.filter((one) => !existsWith(app, one, there));
  return all.map((one) => {
    const { document, origin } = documentOf(app, one, property);
    const before = open.slice(0, Math.max(0, open.indexOf(one)));
    const isLast = open.length > 1 && before.length === open.length - 1;
    const own = isLast || !open.includes(one) ? document : perhaps(document, NOTHING, one.Condition);
    return { origin, document: before.reduceRight((inner, { Condition }) => perhaps(NOTHING, inner, Condition), own) };
  });
}
