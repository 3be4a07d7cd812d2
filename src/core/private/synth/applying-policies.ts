import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Policies, Policy } from '../policy/request';
import { plain } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import type { Asking } from './asking';
import { policiesOfBucket } from './bucket-policy';
import type { FinalApp } from './final-app';
import { finalKey } from './final-key';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { type PlacedStatement, policiesOf, statementsAt } from './principal-policies';

/** What has a say in what a principal calls. */
export function policiesFor(app: FinalApp, asking: Asking): Policies {
  const { ofBucket, ofPrincipal, own } = sourcesOf(app, asking);
  const { boundary, statements, unknown } = ofPrincipal ?? { boundary: undefined, statements: [], unknown: [{}] };
  const known = ofPrincipal || !own ? grouped(app, statements) : [documentOf(app, own)];
  return {
    identity: [...known, ...unknown.map((one) => ({ origin: JSON.stringify(one) }))],
    boundary: boundary && (boundary.length > 0 ? grouped(app, boundary)[0] : { origin: 'permissions boundary' }),
    bucket: ofBucket && documentOf(app, ofBucket),
  };
}

/** The same as statements, as they stand in the template; of a boundary, whether there is one. */
export function statementsFor(app: FinalApp, asking: Asking) {
  const { ofBucket, ofPrincipal, own } = sourcesOf(app, asking);
  const at = (resource: FinalResource | undefined) => (resource ? statementsAt(resource) : []);
  return { bounded: ofPrincipal?.boundary !== undefined, identity: ofPrincipal?.statements ?? at(own), bucket: at(ofBucket) };
}

/** Of an imported principal, only the construct's own policy is known. */
function sourcesOf(app: FinalApp, { bucket, policy, role, user }: Asking) {
  const [principal, own] = [app.find(user ?? role), app.find(policy)];
  const [ofBucket] = bucket ? policiesOfBucket(app, bucket) : [];
  return { ofBucket, ofPrincipal: principal && policiesOf(app, principal), own };
}

/** Statements of one resource make one policy, which is called by its path. */
function grouped(app: FinalApp, statements: readonly PlacedStatement[]): Policy[] {
  const all = new Map<FinalResource, unknown[]>();
  for (const { by, statement } of statements) {
    all.set(by, [...(all.get(by) ?? []), statement]);
  }
  return [...all].map(([by, Statement]) => ({
    origin: pathOf(by.construct),
    document: plain({ Statement }, knownIn(app, by.construct.stack)),
  }));
}

const documentOf = (app: FinalApp, by: FinalResource, property = 'PolicyDocument'): Policy => ({
  origin: pathOf(by.construct),
  document: plain(by.Properties[property], knownIn(app, by.construct.stack)),
});

export function keyPolicy(app: FinalApp, key: kms.IKey): Policy | undefined {
  const final = finalKey(app, key);
  return final && documentOf(app, final, 'KeyPolicy');
}
