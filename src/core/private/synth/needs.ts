import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { evaluate } from '../policy/evaluate';
import type { Decision, Policies, Policy, Principal, Request } from '../policy/request';
import { plain, textOf, token } from '../policy/text';
import { policiesOfBucket } from './bucket-policy';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { type PlacedStatement, policiesOf } from './principal-policies';
import { contextOf, organizationOf, tagsOf } from './request-context';
import { listOf } from './statements';

/** Actions that a product calls on some resources, and what for: a group of its permission sets. */
export interface Need {
  readonly actions: readonly string[];
  readonly arns: readonly string[];
  readonly why: string;
}

/** Who asks, for what, and what has a say in it. */
export interface Asking {
  readonly policy: iam.ManagedPolicy;
  readonly user?: iam.IUser;
  readonly role?: iam.IRole;
  readonly needs: readonly Need[];
  readonly bucket?: s3.IBucket;
  readonly volumeKey?: kms.IKey;
}

/** What comes of one call. */
export interface Answer {
  readonly action: string;
  readonly why: string;
  readonly decision: Decision;
}

/** Asks what the product is documented to call, with the policies as they will be deployed. */
export function answers(app: FinalApp, asking: Asking, needs = asking.needs): Answer[] {
  const [policies, principal] = [policiesFor(app, asking), principalOf(app, asking)];
  return needs.flatMap(({ actions, arns, why }) =>
    arns.flatMap((arn) =>
      actions.map((action) => {
        const request = requestOf(app, asking, principal, action, arn, policies);
        return { action, why, decision: evaluate(request, { ...policies, key: keyPolicy(app, keyOf(asking, arn)) }) };
      }),
    ),
  );
}

function requestOf(app: FinalApp, asking: Asking, principal: Principal, action: string, arn: string, policies: Policies): Request {
  const { bucket, policy } = asking;
  const account = rendered(app, policy, action.startsWith('s3:') && bucket ? bucket.env.account : policy.stack.account);
  const region = bucket?.env.region ?? policy.stack.region;
  const via = `${bucket?.encryptionKey?.keyArn === arn ? 's3' : 'ec2'}.${region}.amazonaws.com`;
  const final = app.find(asking.user ?? asking.role);
  const all = [...policies.identity, policies.boundary ?? [], policies.bucket ?? []].flat();
  const context = {
    ...contextOf(action, principal, rendered(app, policy, region), rendered(app, policy, via)),
    ...organizationOf(all),
    ...(final && tagsOf(listOf(final.Properties.Tags), all)),
  };
  return { principal, action, resource: anyOf(rendered(app, policy, arn)), account, context };
}

const rendered = (app: FinalApp, { stack }: iam.ManagedPolicy, value: unknown): unknown =>
  plain(app.render(stack, value), knownIn(app, stack));

/** A wildcard at the end is a name that nobody knows yet: it is not in an ARN that is narrower. */
function anyOf(arn: unknown): string {
  const text = textOf(plain(arn));
  return text === '*' ? text : text.replace(/\*$/, token({ Any: text.length }));
}

function principalOf(app: FinalApp, { policy, role, user }: Asking): Principal {
  const [type, arn] = role ? (['AssumedRole', role.roleArn] as const) : (['User', user?.userArn] as const);
  return { type, arn: rendered(app, policy, arn), account: rendered(app, policy, policy.stack.account) };
}

function policiesFor(app: FinalApp, { bucket, policy, role, user }: Asking): Policies {
  const [principal, own] = [app.find(user ?? role), app.find(policy)];
  const { boundary, statements, unknown } = principal ? policiesOf(app, principal) : { boundary: undefined, statements: [], unknown: [] };
  const identity = grouped(app, statements);
  const [ofBucket] = bucket ? policiesOfBucket(app, bucket) : [];
  return {
    identity: [
      ...identity,
      ...(principal || !own ? [] : [documentOf(app, own)]),
      ...unknown.map((one) => ({ origin: JSON.stringify(one) })),
    ],
    boundary: boundary && (boundary.length > 0 ? grouped(app, boundary)[0] : { origin: 'permissions boundary' }),
    bucket: ofBucket && documentOf(app, ofBucket),
  };
}

/** Statements of one resource make one policy, which is called by its path. */
function grouped(app: FinalApp, statements: readonly PlacedStatement[]): Policy[] {
  const all = new Map<FinalResource, unknown[]>();
  for (const { by, statement } of statements) {
    all.set(by, [...(all.get(by) ?? []), statement]);
  }
  return [...all].map(([by, Statement]) => ({ origin: pathOf(by), document: plain({ Statement }, knownIn(app, by.construct.stack)) }));
}

const documentOf = (app: FinalApp, by: FinalResource, property = 'PolicyDocument'): Policy => ({
  origin: pathOf(by),
  document: plain(by.Properties[property], knownIn(app, by.construct.stack)),
});

/** As users know it: without CDK's name for the L1 of an L2. */
export const pathOf = ({ construct }: FinalResource): string => construct.node.path.replace(/\/Resource$/, '');

function keyOf({ bucket, volumeKey }: Asking, arn: string): kms.IKey | undefined {
  return [bucket?.encryptionKey, volumeKey].find((key) => key?.keyArn === arn);
}

function keyPolicy(app: FinalApp, key: kms.IKey | undefined): Policy | undefined {
  const final = app.find(key);
  return final && documentOf(app, final, 'KeyPolicy');
}
