import type { Decision } from '../policy/request';
import { ATTEMPTS, type Attempt } from './attempts';
import { bucketArnOf, bucketOf, type Caller, causeText, judge, withoutHidden } from './judge';
import { opened } from './opened';
import { ANY } from './principals';
import { rawStatements } from './statements';

/** What somebody with the credentials can do. */
export interface Theft {
  readonly does: string;
  /** The name of the bucket that it is about, if it is about one. */
  readonly bucket?: string;
  readonly can: 'yes' | 'no' | 'in part' | 'not known';
  /** What limits it, or what it depends on. */
  readonly only: readonly string[];
}

/** What it does, with the bucket if there are several. */
export const doing = ({ bucket, does }: Theft, all: readonly Theft[]): string =>
  bucket !== undefined && all.some((one) => one.does === does && one.bucket !== bucket) ? `${does} (${bucket})` : does;

/** The ARNs of the buckets that the policies of a principal name. */
export function bucketsOf({ policies }: Caller): string[] {
  const named = policies.identity
    .flatMap(({ document }) => rawStatements(document))
    .flatMap(({ Effect, Resource }) => (Effect === 'Allow' ? [Resource].flat() : []));
  return [...new Set(named.flatMap((one) => (typeof one === 'string' ? (bucketArnOf(one) ?? []) : [])))];
}

const NOT_MADE = 'whether old versions are kept is not known: the app does not create the bucket';

/** Judges each attempt, for each bucket that it is about. */
export function thefts(caller: Caller): Theft[] {
  const known = withoutHidden(caller);
  const buckets = bucketsOf(known);
  return [
    ...ATTEMPTS.flatMap((attempt) => about(known, attempt, buckets)).map((theft) => doubted(caller, theft)),
    ...(caller.principal.kind === 'user' ? [sessions(known, buckets)] : []),
  ];
}

/** A policy that the app does not show may allow what no other does. */
function doubted({ policies }: Caller, theft: Theft & { readonly explicit: boolean }): Theft {
  const { explicit, ...rest } = theft;
  const hidden = policies.identity.filter(({ document }) => document === undefined).map(({ origin }) => origin);
  return rest.can === 'no' && !explicit && hidden.length > 0 ? { ...rest, can: 'not known', only: hidden } : rest;
}

function about(caller: Caller, attempt: Attempt, buckets: readonly string[]): (Theft & { explicit: boolean })[] {
  const places = /^(bucket|object)$/.test(attempt.on) ? buckets : [undefined];
  return places.map((bucket) => {
    const of = { does: attempt.does, ...(bucket && { bucket: nameIn(caller, bucket) }) };
    const made = bucket && bucketOf(caller, bucket);
    const but = made ? attempt.but?.(made.properties) : attempt.but && bucket && NOT_MADE;
    const decisions = attempt.actions.map((action) =>
      judge(caller, action, arnOf(caller, attempt.on, bucket), attempt.context, usualKey(caller)),
    );
    return { ...of, ...opened(caller, attempt, together(caller, decisions, but)) };
  });
}

/** A key whose policy lets the account decide, as CDK and AWS make it. */
const usualKey = ({ account, partition }: Caller) => ({
  origin: 'policy of the key',
  document: {
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }],
  },
});

const nameIn = (caller: Caller, arn: string): string => bucketOf(caller, arn)?.path ?? arn.slice(arn.lastIndexOf(':') + 1);

/** One way that succeeds is enough. */
function together(
  caller: Caller,
  decisions: readonly Decision[],
  but: string | undefined,
): Omit<Theft, 'bucket' | 'does'> & { explicit: boolean } {
  const effects = decisions.map(({ effect }) => effect);
  const explicit = decisions.every((one) => one.explicit);
  if (effects.includes('allowed')) {
    return { can: 'yes', only: but ? [but] : [], explicit };
  }
  const causes = decisions.filter(({ effect }) => effect === 'unknown').flatMap(({ because }) => because);
  const only = [
    ...new Set([
      ...causes.map((cause) => `${cause.effect === 'Deny' ? 'denied by' : 'by'} ${causeText(caller, cause)}`),
      ...(but ? [but] : []),
    ]),
  ];
  return effects.includes('unknown') ? { can: 'in part', only, explicit } : { can: 'no', only: [], explicit };
}

/** Credentials that anyone can issue for a key, without a permission: they have the time when they were issued. */
function sessions(caller: Caller, buckets: readonly string[]): Theft {
  const does = 'use credentials that they issue with the key (sts:GetSessionToken), even after the key is deleted';
  const issued = { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' };
  const tried = buckets.flatMap((bucket) =>
    ['s3:GetObject', 's3:PutObject'].map((action) => [judge(caller, action, `${bucket}/*`), judge(caller, action, `${bucket}/*`, issued)]),
  );
  const refused = tried.every(([, session]) => session.effect === 'denied');
  return { does, can: refused ? 'no' : 'yes', only: [] };
}

function arnOf({ account, partition, region }: Caller, on: Attempt['on'], bucket = ''): string {
  const other = `arn:${partition}:s3:::another-bucket`;
  const places: Record<string, string> = {
    account: '*',
    bucket,
    object: `${bucket}/*`,
    'other bucket': other,
    'other object': `${other}/${ANY}`,
    'other key': `arn:${partition}:kms:${region}:${account}:key/another-key`,
  };
  const [service, type] = on.split(':');
  const global = service === 'iam' || service === 'sts';
  return places[on] ?? `arn:${partition}:${service}:${global ? '' : region}:${account}:${type}/${ANY}`;
}
