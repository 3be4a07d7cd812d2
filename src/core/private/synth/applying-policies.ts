import type * as kms from 'aws-cdk-lib/aws-kms';
import { partsOf } from '../policy/document';
import type { Json, Policies, Policy } from '../policy/request';
import { plain, readable, textOf } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import type { Asking } from './asking';
import { policiesOfBucket } from './bucket-policy';
import type { FinalApp } from './final-app';
import { finalKey } from './final-key';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { type Mention, Mentions } from './mentions';
import { type PlacedStatement, statementsAt } from './placed-statement';
import { policiesOf } from './principal-policies';

/** What has a say in what a principal calls. */
export function policiesFor(app: FinalApp, asking: Asking): Policies {
  const { ofBucket, ofPrincipal, ofSecret, own } = sourcesOf(app, asking);
  const { boundary, statements, unknown } = ofPrincipal ?? { boundary: undefined, statements: [], unknown: [{}] };
  const known = ofPrincipal || !own ? grouped(app, statements) : [documentOf(app, own)];
  return {
    identity: [...known, ...unknown.map((one) => ({ origin: JSON.stringify(one) }))],
    boundary: boundary && (boundary.length > 0 ? grouped(app, boundary)[0] : { origin: 'permissions boundary' }),
    bucket: ofBucket && documentOf(app, ofBucket),
    secret: ofSecret && documentOf(app, ofSecret, 'ResourcePolicy'),
  };
}

/** The same as statements, as they stand in the template; of a boundary, whether there is one. */
export function statementsFor(app: FinalApp, asking: Asking) {
  const { ofBucket, ofPrincipal, ofSecret, own } = sourcesOf(app, asking);
  const at = (resource: FinalResource | undefined, property?: string) => (resource ? statementsAt(resource, property) : []);
  const resource = [...at(ofBucket), ...at(ofSecret, 'ResourcePolicy')];
  return { bounded: ofPrincipal?.boundary !== undefined, identity: ofPrincipal?.statements ?? at(own), resource };
}

/** Of an imported principal, only the construct's own policy is known. */
function sourcesOf(app: FinalApp, { bucket, policy, role, secret, user }: Asking) {
  const [principal, own] = [app.find(user ?? role), app.find(policy)];
  const [ofBucket] = bucket ? policiesOfBucket(app, bucket) : [];
  const made = app.find(secret);
  const [ofSecret] = made ? Mentions.of(app).to(made.construct).filter(isPolicyOfSecret) : [];
  return { ofBucket, ofPrincipal: principal && policiesOf(app, principal), ofSecret: ofSecret?.by, own };
}

const isPolicyOfSecret = ({ at, by }: Mention): boolean => by.Type === 'AWS::SecretsManager::ResourcePolicy' && at === 'SecretId';

/** The documents that statements are in, whole: their version says whether they have variables. */
function grouped(app: FinalApp, statements: readonly PlacedStatement[]): Policy[] {
  const policies = new Map<Json, Policy>();
  for (const { at, by, document } of statements) {
    if (!policies.has(document)) {
      policies.set(document, { origin: originOf(by, at), document: plain(document, knownIn(app, by.construct.stack)) });
    }
  }
  return [...policies.values()];
}

/** A resource is called by its path, a policy inside a principal also by its own name. */
function originOf(by: FinalResource, path: string): string {
  const [, place] = /^(Policies(?:\.\d+)+)/.exec(path) ?? [];
  const policy = place && partsOf(by.Properties.Policies, 'Policies').find(({ at }) => at === place)?.value;
  const { PolicyName } = (policy || {}) as { PolicyName?: Json };
  return PolicyName === undefined ? pathOf(by.construct) : `${pathOf(by.construct)} (${readable(textOf(plain(PolicyName)))})`;
}

const documentOf = (app: FinalApp, by: FinalResource, property = 'PolicyDocument'): Policy => ({
  origin: pathOf(by.construct),
  document: plain(by.Properties[property], knownIn(app, by.construct.stack)),
});

export function keyPolicy(app: FinalApp, key: kms.IKey): Policy | undefined {
  const final = finalKey(app, key);
  return final && documentOf(app, final, 'KeyPolicy');
}
