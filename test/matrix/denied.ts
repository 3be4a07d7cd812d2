import { type ActionFacts, type ActionResourceType, actionFacts, expandAction } from './actions';
import { arnAccount, arnFits } from './arns';
import { statements } from './documents';
import type { Asked, Place } from './requests';
import type { RequestRow, Row } from './table';
import { list } from './types';
import { withoutPermission } from './without-permission';
import type { Who, World } from './world';

export const STRANGER = '999999999999';

/** Asked of every product, whatever it touches. */
const ALWAYS = ['iam', 'kms', 's3', 'secretsmanager', 'sts'];

/** The actions that some row allows, and that a policy grants with a wildcard on purpose. */
export async function allowedActions({ rows, wildcards = [] }: Asked): Promise<Set<string>> {
  const named = rows
    .filter(({ expect }) => expect === 'allow')
    .flatMap((row) => ('call' in row ? row.call.map(({ action }) => action) : [row.action]));
  return new Set([...named, ...(await Promise.all(wildcards.map(expandAction))).flat()]);
}

/** The actions that a principal's own policies grant, and no row allows: whatever the condition is that they are granted under. */
export async function grantedBeside(who: Who, allowed: ReadonlySet<string>): Promise<string[]> {
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

/** A request that a row allows, on buckets of similar and of other names, on the own name in the hands of a stranger, and without TLS. */
function besideBucket(here: World, allowed: RequestRow, { anyBucket = [], place, tls = true }: Asked): RequestRow[] {
  const resource = String(allowed.resource);
  const [bucket] = resource.split('/');
  const elsewhere = anyBucket.includes(allowed.action) ? [] : [`${bucket}-2`, bucket.slice(0, -1), `arn:${here.env.partition}:s3:::other`];
  const denied = { ...allowed, expect: 'deny' } as const;
  return [
    ...elsewhere.map((other) => ({ ...denied, resource: resource.replace(bucket, other), why: 'another bucket' })),
    { ...denied, account: STRANGER, why: 'the name, taken by a stranger' },
    ...(tls && bucket === place?.bucket
      ? [
          { ...denied, secure: false, why: 'plain http' },
          { ...denied, context: { ...allowed.context, 's3:TlsVersion': '1.1' }, why: 'TLS 1.1' },
        ]
      : []),
  ];
}

/** The use of a key that a row allows: of another key, not through a service, and through another one. */
function besideKey({ env: { region } }: World, allowed: RequestRow): RequestRow[] {
  const denied = { ...allowed, expect: 'deny' } as const;
  const { 'kms:ViaService': via, ...rest } = allowed.context ?? {};
  return [
    { ...denied, resource: String(allowed.resource).replace(/key\/.*/, 'key/other'), why: 'another key' },
    ...(via
      ? [
          { ...denied, context: rest, why: 'not through the service' },
          { ...denied, context: { ...rest, 'kms:ViaService': `rds.${region}.amazonaws.com` }, why: 'through another service' },
        ]
      : []),
  ];
}

const isRequest = (one: Row): one is RequestRow => 'action' in one && typeof one.resource === 'string';
const asks = ({ action, resource, context = {}, account, secure = true, via }: RequestRow): string =>
  JSON.stringify([action, resource, Object.entries(context).sort(), account, secure, via]);

/**
 * What a principal must not be able to do, beside what is written by hand: every action of these services that no row allows, and every
 * request on a bucket or key that a row allows, beside it.
 */
export async function deniedByDefault(here: World, asked: Asked, touched: Iterable<string>): Promise<RequestRow[]> {
  const { place, rows } = asked;
  if (!place) return [];
  const allowed = await allowedActions(asked);
  const actions = (await Promise.all([...new Set([...ALWAYS, ...touched])].map((service) => expandAction(`${service}:*`)))).flat();
  const facts = await Promise.all(actions.filter((name) => !allowed.has(name) && !withoutPermission(name)).map(actionFacts));
  const moved = rows
    .filter((one) => isRequest(one) && one.expect === 'allow' && one.resource !== '*')
    .flatMap((one) => {
      const { action, resource } = one as RequestRow;
      const onBucket = /^arn:[^:]+:s3:::/.test(String(resource));
      return onBucket ? besideBucket(here, one as RequestRow, asked) : action.startsWith('kms:') ? besideKey(here, one as RequestRow) : [];
    });
  const written = new Set(rows.filter(isRequest).map(asks));
  const all = [...facts.flatMap((one) => (one ? everywhere(here, one, place) : [])), ...moved];
  return [...new Map(all.map((one) => [asks(one), one])).entries()].flatMap(([request, one]) => (written.has(request) ? [] : [one]));
}
