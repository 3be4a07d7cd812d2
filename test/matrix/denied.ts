import { type ActionFacts, type ActionResourceType, actionFacts, expandAction } from './actions';
import { arnAccount, arnFits } from './arns';
import type { Part } from './calls';
import { statements } from './documents';
import type { Asked, Place } from './requests';
import { faultsOfSession } from './sessions';
import { isClosed } from './simulate';
import { faultsOfRows, faultsOfTexts, type RequestRow, type Row } from './table';
import { list } from './types';
import { withoutPermission } from './without-permission';
import type { Who, World } from './world';

export const STRANGER = '999999999999';

/** Asked of every product, whatever it touches. */
const ALWAYS = ['iam', 'kms', 's3', 'secretsmanager', 'sts'];

/** The actions that some row allows, and that a policy grants with a wildcard on purpose. */
export async function allowedActions({ rows, wildcards = [] }: Asked): Promise<Set<string>> {
  const named = allowedParts(rows).map(({ action }) => action);
  return new Set([...named, ...(await Promise.all(wildcards.map(expandAction))).flat()]);
}

/** The actions that a principal's own policies grant, and no row allows: whatever the condition is that they are granted under. */
async function grantedBeside(who: Who, allowed: ReadonlySet<string>): Promise<string[]> {
  const granting = (who.actor.session ? [who.actor.session] : who.actor.identity.map(({ policy }) => policy))
    .flatMap(statements)
    .filter(({ Effect }) => Effect === 'Allow');
  const patterns = [...new Set(granting.flatMap((one) => list(one.Action)))];
  const actions = await Promise.all(patterns.map((one) => (/[*?]/.test(one) ? expandAction(one) : [one])));
  return [...actions.flat(), ...granting.flatMap((one) => list(one.NotAction))].filter((action) => !allowed.has(action));
}

/** A request, where it is asked, and why it must be denied. */
const row = (action: string, resource: string, why: string, account?: string): RequestRow => ({
  action,
  resource,
  ...(account && { account }),
  expect: 'deny',
  why,
});

/** The resources of this type that the product has, else one of the account. */
function ownOf(here: World, type: ActionResourceType, { bucket, object }: Place): string[] {
  const made = [...here.resources.values()].flatMap(({ arn, type: of }) =>
    arn && of !== 'AWS::S3::Bucket' && arnFits(arn, type.arn) ? [arn] : [],
  );
  const known: Record<string, string[]> = { bucket: [bucket], object: [object] };
  return known[type.name] ?? (made.length > 0 ? made : [filled(here, type, here.env.account)]);
}

/** The ARN of a resource type with its variables filled. */
function filled({ env: { partition, region } }: World, type: ActionResourceType, account: string): string {
  const values: Record<string, string> = { Partition: partition, Region: region, Account: account };
  return type.arn.replace(/\$\{([^}]*)\}/g, (_, variable: string) => values[variable] ?? 'any').replaceAll('*', 'any');
}

/** An action that no row allows: on what the product has, and on what a stranger has. */
function everywhere(here: World, { name, resourceTypes }: ActionFacts, place: Place): RequestRow[] {
  const why = 'no row allows it';
  if (resourceTypes.length === 0) return [row(name, '*', why)];
  return resourceTypes.flatMap((type) => {
    const theirs = filled(here, type, STRANGER);
    const own = ownOf(here, type, place);
    return [
      ...own.map((resource) => row(name, resource, why)),
      ...(arnAccount(theirs) ? [row(name, theirs, why)] : own.map((resource) => row(name, resource, why, STRANGER))),
    ];
  });
}

/** By partition: closed actions that have been asked. All requests for them are one question, whoever asks. */
const settled = new Map<string, Set<string>>();

/** Whether it is still to be asked. */
function isOpen(here: World, { actor }: Who, action: string): boolean {
  const asked = settled.get(here.env.partition) ?? new Set();
  settled.set(here.env.partition, asked);
  return !isClosed(actor, here.documents, action) || asked.size !== asked.add(action).size;
}

/** What rows allow, part by part. */
const allowedParts = (rows: readonly Row[]): Part[] =>
  rows
    .filter(({ expect }) => expect === 'allow')
    .flatMap((row) => ('call' in row ? row.call : [{ ...row, resource: [row.resource].flat()[0] }]));

const bucketOf = (resource: string): string => resource.split('/')[0];

/** A request on a bucket: of similar and of other names, of the same name in the hands of a stranger, and without TLS. */
function besideBucket(here: World, { resource, ...part }: Part, { anyBucket = [], place, tls = true }: Asked): RequestRow[] {
  const bucket = bucketOf(resource);
  const other = resource.replace(bucket, `arn:${here.env.partition}:s3:::other`);
  const names = anyBucket.includes(part.action)
    ? []
    : [resource.replace(bucket, `${bucket}-2`), resource.replace(bucket, bucket.slice(0, -1)), other];
  const denied = { ...part, resource, expect: 'deny' } as const;
  return [
    ...names.map((one) => ({ ...denied, resource: one, why: 'another bucket' })),
    ...(place?.outside && resource.startsWith(`${place.bucket}/`)
      ? [{ ...denied, resource: place.outside, why: 'outside of its prefix' }]
      : []),
    ...[resource, other].map((one) => ({ ...denied, resource: one, account: STRANGER, why: 'a bucket of a stranger' })),
    ...(tls && bucket === place?.bucket && !part.account
      ? [
          { ...denied, secure: false, why: 'plain http' },
          { ...denied, context: { ...part.context, 's3:TlsVersion': '1.1' }, why: 'TLS 1.1' },
        ]
      : []),
  ];
}

/** The use of a key: of another one, not through a service, and through other services. */
function besideKey({ env: { region } }: World, part: Part): RequestRow[] {
  const denied = { ...part, expect: 'deny' } as const;
  const { 'kms:ViaService': via, ...context } = part.context ?? {};
  const others = ['ec2', 'rds', 's3'].map((service) => `${service}.${region}.amazonaws.com`).filter((service) => service !== via);
  return [
    { ...denied, resource: part.resource.replace(/key\/.*/, 'key/other'), why: 'another key' },
    ...(via ? [{ ...denied, context, why: 'not through a service' }] : []),
    ...(via
      ? others.map((other) => ({ ...denied, context: { ...context, 'kms:ViaService': other }, why: 'through another service' }))
      : []),
  ];
}

/** A request on what else the template makes of the same type, where no row allows the action. */
function besideMade(here: World, part: Part, facts: ActionFacts, named: ReadonlySet<string>): RequestRow[] {
  const made = [...here.resources.values()].flatMap(({ arn }) => (arn ? [arn, `${arn}/any`] : []));
  const types = facts.resourceTypes.filter((type) => arnFits(part.resource, type.arn));
  const same = made.filter(
    (arn) => types.some((type) => arnFits(arn, type.arn)) && ![...named].some((one) => bucketOf(one) === bucketOf(arn)),
  );
  return same.map((resource) => ({ ...part, resource, expect: 'deny', why: 'no row allows it there' }));
}

/** Every request that a row allows, beside where it is allowed. Of EC2 the rows say so: there, many resources make one request. */
async function besideAllowed(here: World, asked: Asked): Promise<RequestRow[]> {
  const parts = allowedParts(asked.rows).filter(({ action, resource }) => ALWAYS.includes(action.split(':')[0]) && resource !== '*');
  const all = parts.map(async (part) => {
    const facts = await actionFacts(part.action);
    const named = new Set(parts.filter(({ action }) => action === part.action).map(({ resource }) => resource));
    const beside = part.action.startsWith('kms:')
      ? besideKey(here, part)
      : part.action.startsWith('s3:')
        ? besideBucket(here, part, asked)
        : [];
    return [...beside, ...(facts && !asked.anyBucket?.includes(part.action) ? besideMade(here, part, facts, named) : [])];
  });
  return (await Promise.all(all)).flat();
}

const asks = ({ action, resource, context = {}, account, secure = true, via }: RequestRow): string =>
  JSON.stringify([action, resource, Object.entries(context).sort(), account, secure, via]);

/**
 * What a principal must not be able to do, beside what is written by hand: every action of these services that no row allows, and every
 * request that a row allows, on other buckets, keys and so on.
 */
async function deniedByDefault(here: World, asked: Asked, touched: Iterable<string>): Promise<RequestRow[]> {
  const { place, rows } = asked;
  if (!place) return [];
  const allowed = await allowedActions(asked);
  const actions = (await Promise.all([...new Set([...ALWAYS, ...touched])].map((service) => expandAction(`${service}:*`)))).flat();
  const facts = await Promise.all(actions.filter((name) => !allowed.has(name) && !withoutPermission(name)).map(actionFacts));
  const open = facts.filter((one) => one !== undefined).filter(({ name }) => isOpen(here, asked.who, name));
  const computed = [...open.flatMap((one) => everywhere(here, one, place)), ...(await besideAllowed(here, asked))];
  const written = [...rows.filter((row) => 'action' in row), ...allowedParts(rows)].map((row) => asks(row as RequestRow));
  const all = new Map(computed.map((one) => [asks(one), one]));
  for (const request of written) all.delete(request);
  return [...all.values()];
}

/** What is wrong with a principal of a case: what rows say, what they do not name, and, unless it is proven elsewhere, what is computed. */
export async function faultsOf(here: World, asked: Asked, touched: Iterable<string>, computes = true): Promise<string[]> {
  const allowed = await allowedActions(asked);
  const beside = asked.place ? await grantedBeside(asked.who, allowed) : [];
  return [
    ...faultsOfTexts(asked.rows),
    ...(asked.place && allowed.size === 0 ? ['no allowed row: every denial would pass without a policy'] : []),
    ...beside.map((action) => `${action} is granted, and no row allows it`),
    ...(await faultsOfRows(asked.who, [...asked.rows, ...(computes ? await deniedByDefault(here, asked, touched) : [])])),
    ...(asked.place && isUser(asked.who) ? await faultsOfSession(asked) : []),
  ];
}

/** One with a key, from which it can make a session. */
const isUser = ({ actor, arn }: Who): boolean => arn.includes(':user/') && !actor.session;
