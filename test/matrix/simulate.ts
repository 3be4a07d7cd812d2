import { type EvaluationResult, runSimulation } from '@cloud-copilot/iam-simulate';
import { type ActionFacts, actionFacts, keyApplies, matches, narrowed, refuseIncomplete } from './actions';
import { arnAccount, withSsmOwner } from './arns';
import { type Caller, type Context, defaultContext, mergeContext, withKnownIssuer } from './context';
import { refuseTokens, refuseUnsound, statements } from './documents';
import { type Environment, list, type NamedPolicy, type PolicyDocument, type Statement } from './types';
import './remember';
import { closedToSessions, withoutPermission } from './without-permission';

export type Verdict = EvaluationResult;

/** What a request carries beside action and resource. */
export interface RequestOptions {
  readonly context?: Context;
  /** Account that owns the resource. Default: the account of the ARN, else the own account. */
  readonly account?: string;
  /** Whether the request is made over TLS. Default true. */
  readonly secure?: boolean;
  /** Logical id of the VPC endpoint of the template that the request goes through. */
  readonly via?: string;
}

/** A caller with the policies that apply to it. */
export interface Actor extends Caller {
  readonly identity: NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly session?: PolicyDocument;
}

/** What the simulation needs to know of the surroundings. */
export interface Surroundings {
  readonly env: Environment;
  /** The policy of a resource, as its owner wrote it. */
  resourcePolicy(action: string, resource: string, owner: string): PolicyDocument | undefined;
  endpoint(logicalId: string): { readonly id: string; readonly policy?: PolicyDocument };
}

async function refuseRequest(action: string, resource: string, { partition }: Environment): Promise<ActionFacts> {
  const facts = await actionFacts(action);
  if (!facts) throw new Error(`unknown action ${action}`);
  if (facts.name !== action) throw new Error(`action ${action} is spelled ${facts.name}`);
  if (facts.resourceTypes.length === 0) {
    if (resource !== '*') throw new Error(`${action} cannot be scoped: ask for '*', not ${resource}`);
    return facts;
  }
  const fitting = narrowed(facts, resource);
  if (resource === '*') throw new Error(`${action} can be scoped: ask for one resource, not '*'`);
  if (/[*?]|\$\{/.test(resource)) throw new Error(`${action}: ask for one resource, not the pattern ${resource}`);
  if (resource.split(':')[1] !== partition)
    throw new Error(`${action}: ${resource} is not in partition ${partition}: every answer would be a denial`);
  if (fitting.resourceTypes.length === 0) {
    throw new Error(`${action}: ${resource} is none of its resource types: ${facts.resourceTypes.map((type) => type.name).join(', ')}`);
  }
  return fitting;
}

function ownerOf(action: string, resource: string, account: string | undefined, own: string): string {
  const written = arnAccount(resource);
  if (account && written && account !== written) throw new Error(`${action}: ${resource} cannot belong to account ${account}`);
  return account ?? written ?? own;
}

const withSsm = (policy: PolicyDocument): PolicyDocument => ({
  ...policy,
  Statement: statements(policy).map((s) => (s.Resource ? { ...s, Resource: list(s.Resource).map(withSsmOwner) } : s)),
});

const sound = new WeakSet<PolicyDocument>();

function refuseActor(actor: Actor): void {
  if (actor.arn.includes(':federated-user/') && !actor.session) {
    throw new Error(`${actor.arn}: a federated user without a session policy has no permissions, but the simulator would allow`);
  }
  for (const { name, policy } of [...actor.identity, ...(actor.session ? [{ name: 'session policy', policy: actor.session }] : [])]) {
    if (sound.has(policy)) continue;
    refuseTokens(policy, name);
    refuseUnsound(name, policy);
    sound.add(policy);
  }
}

/** What AWS answers without looking at a policy. */
function unasked({ arn, issued, session }: Actor, action: string): Verdict | undefined {
  const isFederated = arn.includes(':federated-user/');
  const by = withoutPermission(action);
  if (by === 'token') throw new Error(`${action} is not signed with a key: a denial would prove nothing`);
  if (by === 'credential') return 'Allowed';
  if (by === 'key') return arn.includes(':user/') && !issued && !session ? 'Allowed' : 'ImplicitlyDenied';
  return (isFederated || issued) && closedToSessions(action, isFederated) ? 'ImplicitlyDenied' : undefined;
}

/** How many requests were asked, and how many of them were put to the simulator. */
export const judged = { asked: 0, simulated: 0 };

const names = (statement: Statement, action: string): boolean =>
  statement.NotAction !== undefined || list(statement.Action).some((pattern) => matches(pattern, action, 'i'));
const parts = new WeakMap<PolicyDocument, Map<string, PolicyDocument>>();

/** What of a policy names the action: the rest decides nothing. */
function naming(policy: PolicyDocument, action: string): PolicyDocument {
  const known = parts.get(policy) ?? new Map<string, PolicyDocument>();
  parts.set(policy, known);
  const part = known.get(action) ?? { ...policy, Statement: statements(policy).filter((one) => names(one, action)) };
  known.set(action, part);
  return part;
}

const allows = (policy: PolicyDocument | undefined, action: string): boolean =>
  policy !== undefined && statements(naming(policy, action)).some(({ Effect }) => Effect === 'Allow');

/** Whether neither the principal nor a policy of the template allows an action to anyone: then nothing in a request for it makes a difference. */
export const isClosed = (actor: Actor, documents: readonly NamedPolicy[], action: string): boolean =>
  !action.startsWith('kms:') && ![...actor.identity, ...documents].some(({ policy }) => allows(policy, action)); // a key has a policy by default

const verdicts = new Map<string, Promise<Verdict>>();

/**
 * Judges one request; throws when the simulator could not judge it rightly. Every different question is put to it once. Those of an action
 * that neither the principal nor the resource allows are one question: they differ in nothing that could allow it.
 */
export async function judge(
  world: Surroundings,
  actor: Actor,
  action: string,
  asked: string,
  options: RequestOptions = {},
): Promise<Verdict> {
  judged.asked += 1;
  refuseActor(actor);
  const answered = unasked(actor, action);
  await refuseRequest(action, asked, world.env);
  if (answered) return answered;
  const { account, partition, region } = world.env;
  const owner = ownerOf(action, asked, options.account, account);
  const policy = world.resourcePolicy(action, withSsmOwner(asked), owner);
  const identity = actor.identity.map((one) => ({ ...one, policy: naming(one.policy, action) }));
  const asker = { ...actor, identity: identity.filter((one) => statements(one.policy).length > 0) };
  const open = (owner === account && allows(policy, action)) || identity.some((one) => allows(one.policy, action));
  const endpoint = options.via === undefined ? undefined : world.endpoint(options.via);
  const question = open
    ? [account, partition, region, asker, action, asked, options, policy, endpoint]
    : [action, partition, owner === account];
  const key = JSON.stringify(question);
  const verdict = verdicts.get(key) ?? simulate(world, asker, action, asked, options);
  verdicts.set(key, verdict);
  return verdict;
}

/** Puts a request to the simulator, as it is. */
export async function simulate(
  world: Surroundings,
  actor: Actor,
  action: string,
  asked: string,
  options: RequestOptions,
): Promise<Verdict> {
  judged.simulated += 1;
  const { context = {}, account, secure = true, via } = options;
  const actionOfType = await refuseRequest(action, asked, world.env);
  const resource = withSsmOwner(asked);
  const isPublic = resource !== asked;
  const owner = ownerOf(action, asked, account, world.env.account);
  if (owner !== world.env.account && arnAccount(actor.arn) !== world.env.account) {
    throw new Error(`${action} on ${asked}: neither the caller nor the resource is of account ${world.env.account}`);
  }
  const policy = world.resourcePolicy(action, resource, owner);
  const resourcePolicy = policy && withKnownIssuer(policy, actor.arn);
  // Such a grant adds to the session policy; the simulator would deny, and a row that expects that would prove nothing.
  if (actor.session && actor.arn.includes(':federated-user/') && JSON.stringify(resourcePolicy ?? '').includes(actor.arn)) {
    throw new Error(`${action} on ${asked}: the resource policy names ${actor.arn}, which the simulator judges wrongly`);
  }
  const endpoint = via === undefined ? undefined : world.endpoint(via);
  const facts = { action: actionOfType, resource, owner: isPublic ? undefined : owner, secure, endpoint: endpoint?.id };
  const named = (policies: (NamedPolicy | undefined)[]): NamedPolicy[] =>
    policies.filter((p) => p !== undefined).map((p, i) => ({ name: `${i} ${p.name}`, policy: withSsm(p.policy) }));
  const result = await runSimulation(
    {
      request: {
        principal: actor.arn,
        action,
        resource: { resource, accountId: owner },
        contextVariables: await mergeContext(defaultContext(actor, facts, world.env), withKnownIssuer(context, actor.arn)),
      },
      identityPolicies: named(actor.identity),
      permissionBoundaryPolicies: actor.boundary && named([actor.boundary]),
      sessionPolicy: actor.session && withSsm(actor.session),
      resourcePolicy,
      vpcEndpointPolicies: endpoint?.policy && named([{ name: 'endpoint', policy: endpoint.policy }]),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType !== 'single') throw new Error(`${action} on ${asked}: ${JSON.stringify(result)}`);
  const ignored = result.result.ignoredContextKeys ?? [];
  if (ignored.length > 0) throw new Error(`${action} on ${asked}: context keys that do not apply: ${ignored.join(', ')}`);
  return result.overallResult;
}

/**
 * Judges an action that needs several resources at once (such as ec2:RunInstances): allowed only when each is.
 * Context keys go to the resources they apply to.
 */
export async function judgeAll(
  world: Surroundings,
  actor: Actor,
  action: string,
  resources: string[],
  options: RequestOptions = {},
): Promise<Verdict> {
  const facts = await actionFacts(action);
  await refuseIncomplete(action, resources);
  const verdicts: Verdict[] = [];
  const used = new Set<string>();
  for (const resource of resources) {
    const context: Context = {};
    for (const [key, value] of Object.entries(options.context ?? {})) {
      if (!facts || !keyApplies(facts, [resource], key)) continue;
      used.add(key);
      context[key] = value;
    }
    verdicts.push(await judge(world, actor, action, resource, { ...options, context }));
  }
  const ignored = Object.keys(options.context ?? {}).filter((key) => !used.has(key));
  if (ignored.length > 0) throw new Error(`${action}: context keys that apply to none of the resources: ${ignored.join(', ')}`);
  const worst: Verdict[] = ['ExplicitlyDenied', 'ImplicitlyDenied'];
  return worst.find((verdict) => verdicts.includes(verdict)) ?? 'Allowed';
}
