import { type ActionFacts, type ActionResourceType, actionFacts, expandAction, keyApplies, matches } from './actions';
import type { Part } from './calls';
import type { Context } from './context';
import { statements } from './documents';
import { ENV, userWith } from './fixtures';
import { list, type PolicyDocument } from './types';
import { UNIVERSE } from './universe';
import type { Who } from './world';

/** How many requests of the universe are allowed, and how many of these do more than read or list. */
export interface Reach {
  readonly allowed: number;
  readonly writes: number;
  readonly of: number;
}

const { regions, buckets, keys, acls, names, regional, told } = UNIVERSE;
const OWNERS = ['own', 'production'] as const;

/** The ARN of a resource type with its variables filled. */
export function filled(type: ActionResourceType, region: string, owner: (typeof OWNERS)[number]): string {
  const values: Record<string, string> = { Partition: ENV.partition, Region: region, Account: ENV.account };
  const name = names[type.name]?.[OWNERS.indexOf(owner)] ?? owner;
  return type.arn.replace(/\$\{([^}]*)\}/g, (_, variable: string) => values[variable] ?? name);
}

/** What a request on a resource of this type is told. */
export function toldOf(facts: ActionFacts, type: ActionResourceType, resource: string, context: Context): Context {
  const ofType = { ...facts, resourceTypes: [type] };
  return Object.fromEntries(Object.entries(context).filter(([key]) => keyApplies(ofType, [resource], key)));
}

function s3Requests(facts: ActionFacts, type: ActionResourceType, bucket: string, prefix: string): Part[] {
  if (!['bucket', 'object'].includes(type.name)) return [];
  const parts: Part[] = [];
  for (const { name, account } of buckets) {
    const one = name ? bucket.replace(/[^:]*$/, name) : bucket;
    for (const resource of type.name === 'bucket' ? [one] : [`${prefix}/2026/11/25`, ...keys].map((key) => `${one}/${key}`)) {
      const context = toldOf(facts, type, resource, { ...told.always, 's3:prefix': `${prefix}/2026` });
      const variants: Context[] = acls.actions.includes(facts.name) ? acls.asked.map((acl) => ({ 's3:x-amz-acl': acl })) : [{}];
      parts.push(...variants.map((more) => ({ action: facts.name, resource, account, context: { ...context, ...more } })));
    }
  }
  return parts;
}

function otherRequests(facts: ActionFacts, type: ActionResourceType): Part[] {
  const parts: Part[] = [];
  for (const owner of OWNERS) {
    for (const resource of new Set(regions.map((region) => filled(type, region, owner)))) {
      parts.push({ action: facts.name, resource, context: toldOf(facts, type, resource, { ...told.always, ...told[owner] }) });
    }
  }
  return parts;
}

/** The requests of an action, with the ARN of the product's bucket, and what its own keys begin with. */
export function requestsOf(facts: ActionFacts, bucket: string, prefix: string = UNIVERSE.prefix): Part[] {
  const service = facts.name.split(':')[0];
  if (facts.resourceTypes.length === 0) {
    const where = regional.includes(service) ? regions : regions.slice(0, 1);
    return where.map((region) => ({ action: facts.name, resource: '*', context: { 'aws:RequestedRegion': region } }));
  }
  const ofType = (type: ActionResourceType) => (service === 's3' ? s3Requests(facts, type, bucket, prefix) : otherRequests(facts, type));
  return facts.resourceTypes.flatMap(ofType);
}

/** Whether a statement of the principal itself can allow the request: without one, a service that has no resource policies denies it. */
const mayAllow = (who: Who, { action, resource }: Part): boolean =>
  who.actor.identity
    .flatMap(({ policy }) => statements(policy))
    .some(
      (s) =>
        s.Effect === 'Allow' &&
        (s.NotAction !== undefined || list(s.Action).some((pattern) => matches(pattern, action, 'i'))) &&
        (s.NotResource !== undefined || list(s.Resource).some((pattern) => matches(pattern.replace(/\$\{[^}]*\}/g, '*'), resource))),
    );

/** All valid actions that a principal's policies name, with their wildcards expanded. */
export async function actionsOf(who: Who): Promise<string[]> {
  const patterns = who.actor.identity.flatMap(({ policy }) => statements(policy)).flatMap((s) => list(s.Action));
  const named = await Promise.all([...new Set(patterns)].map((one) => (/[*?]/.test(one) ? expandAction(one) : [one])));
  const facts = await Promise.all(named.flat().map(actionFacts));
  return facts.flatMap((one) => one?.name ?? []);
}

/** Counts what is allowed of the universe over these actions. */
export async function reach(who: Who, actions: readonly string[], bucket: string, prefix?: string): Promise<Reach> {
  const sum = { allowed: 0, writes: 0, of: 0 };
  for (const action of new Set(actions)) {
    const facts = await actionFacts(action);
    if (!facts) throw new Error(`unknown action ${action}`);
    const reads = ['Read', 'List'].includes(facts.accessLevel);
    for (const part of requestsOf(facts, bucket, prefix)) {
      const { resource, ...options } = part;
      sum.of += 1;
      if (regional.includes(action.split(':')[0]) && !mayAllow(who, part)) continue; // saves most of the time
      if ((await who.can(action, resource, options)) !== 'Allowed') continue;
      sum.allowed += 1;
      sum.writes += reads ? 0 : 1;
    }
  }
  return sum;
}

/**
 * A user with a vendor's policy as its page has it.
 *
 * AWS takes `arn:aws:s3:::*` for s3:ListAllMyBuckets, as its own example has it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html); the simulator wants `*`.
 */
export function documented(policy: PolicyDocument): Who {
  const all = statements(policy).flatMap((s) =>
    list(s.Action).includes('s3:ListAllMyBuckets') && list(s.Resource).includes('arn:aws:s3:::*')
      ? [s, { Effect: s.Effect, Action: 's3:ListAllMyBuckets', Resource: '*' }]
      : [s],
  );
  return userWith(...all).principal('User');
}
