import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { evaluate } from '../policy/evaluate';
import type { Decision, Json, Policies, Policy, Principal, Request } from '../policy/request';
import { plain, textOf, token } from '../policy/text';
import { policiesOfBucket } from './bucket-policy';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { type PlacedStatement, policiesOf } from './principal-policies';
import { contextOf, organizationOf, sessionOf, tagsOf } from './request-context';

/** Actions that a product calls on some resources, and why: a group of its permission sets. */
export interface Need {
  readonly actions: readonly string[];
  readonly arns: readonly string[];
  readonly why: string;
}

/** The caller, its calls, and the policies that apply. */
export interface Asking {
  readonly policy: iam.ManagedPolicy;
  readonly user?: iam.IUser;
  readonly role?: iam.IRole;
  readonly needs: readonly Need[];
  readonly bucket?: s3.IBucket;
  readonly volumeKey?: kms.IKey;
  /** Condition keys that all its calls carry, because of how it assumes the role. */
  readonly session?: Request['context'];
}

/** The result of one call. */
export interface Answer {
  readonly action: string;
  readonly why: string;
  readonly decision: Decision;
}

/** What all calls of one caller share. */
export interface Situation {
  readonly asking: Asking;
  readonly principal: Principal;
  readonly policies: Policies;
  readonly keys: ReadonlyMap<string, Policy | undefined>;
  readonly facts: Request['context'];
  render(value: unknown): Json;
}

export function situationOf(app: FinalApp, asking: Asking): Situation {
  const { bucket, policy, role, session, user, volumeKey } = asking;
  const render = (value: unknown): Json => plain(app.render(policy, value), knownIn(app, policy.stack));
  const [type, arn] = role ? (['AssumedRole', role.roleArn] as const) : (['User', user?.userArn] as const);
  const policies = policiesFor(app, asking);
  const all = JSON.stringify([policies.identity, policies.boundary, policies.bucket]);
  const keys = [bucket?.encryptionKey ?? [], volumeKey ?? []].flat();
  return {
    asking,
    principal: { type, arn: render(arn), account: render(policy.stack.account) },
    policies,
    keys: new Map(keys.map((key) => [key.keyArn, keyPolicy(app, key)])),
    facts: { ...organizationOf(all), ...tagsOf(app.find(user ?? role), all), ...sessionOf(session, render) },
    render,
  };
}

/** Evaluates calls with the policies as they will be deployed. */
export function answers(situation: Situation, needs: readonly Need[]): Answer[] {
  return needs.flatMap(({ actions, arns, why }) =>
    arns.flatMap((arn) => actions.map((action) => ({ action, why, decision: answer(situation, action, arn) }))),
  );
}

function answer({ asking, facts, keys, policies, principal, render }: Situation, action: string, arn: string): Decision {
  const { bucket, policy } = asking;
  const { account, region } = (action.startsWith('s3:') && bucket?.env) || policy.stack;
  const via = `${bucket?.encryptionKey?.keyArn === arn ? 's3' : 'ec2'}.${region}.amazonaws.com`;
  const context = { ...contextOf(action, principal, render(region), render(via)), ...facts };
  const resource = anyOf(textOf(render(arn)));
  return evaluate({ principal, action, resource, account: render(account), context }, { ...policies, key: keys.get(arn) });
}

/** A wildcard at the end stands for an unknown name, which no narrower ARN contains. */
const anyOf = (arn: string): string => (arn === '*' ? arn : arn.replace(/\*$/, token({ Any: arn.length })));

function policiesFor(app: FinalApp, { bucket, policy, role, user }: Asking): Policies {
  const [principal, own] = [app.find(user ?? role), app.find(policy)];
  const { boundary, statements, unknown } = principal ? policiesOf(app, principal) : { boundary: undefined, statements: [], unknown: [{}] };
  const known = principal || !own ? grouped(app, statements) : [documentOf(app, own)];
  const [ofBucket] = bucket ? policiesOfBucket(app, bucket) : [];
  return {
    identity: [...known, ...unknown.map((one) => ({ origin: JSON.stringify(one) }))],
    boundary: boundary && (boundary.length > 0 ? grouped(app, boundary)[0] : { origin: 'permissions boundary' }),
    bucket: ofBucket && documentOf(app, ofBucket),
  };
}

/** Groups the statements of one resource into one policy, named by its path. */
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

/** The path that users know, without CDK's name for the L1 of an L2. */
export const pathOf = ({ construct }: FinalResource): string => construct.node.path.replace(/\/Resource$/, '');

function keyPolicy(app: FinalApp, key: kms.IKey): Policy | undefined {
  const final = app.find(key);
  return final && documentOf(app, final, 'KeyPolicy');
}
