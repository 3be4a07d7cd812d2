import type { Decision, Request } from '../policy/request';
import { ATTEMPTS, type Attempt } from './attempts';
import { bucketArnOf, bucketOf, type Caller, causeText, judge, nameIn, withoutHidden } from './judge';
import { keptDataOf } from './kept-data';
import { opened } from './opened';
import { sessions } from './sessions';
import { rawStatements } from './statements';
import { targetsOf } from './targets';
import type { Theft } from './theft';

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
    ...(caller.principal.kind === 'user' ? [sessions(caller)] : []),
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
    const of = { does: attempt.does, ...(bucket && { bucket: placeOf(caller, bucket) }) };
    const made = bucket && bucketOf(caller, bucket);
    const but = made ? attempt.but?.(keptDataOf(caller.resources, made)) : attempt.but && bucket && NOT_MADE;
    const asked = [attempt, ...(attempt.also ?? [])].flatMap(({ actions, on }) =>
      actions.map((action) => ({ action, targets: targetsOf(caller, action, on, bucket) })),
    );
    const decisions = asked.map(({ action, targets }) =>
      best(
        targets.map(
          ({ arn, context }) =>
            () =>
              tried(caller, action, arn, { ...attempt.context, ...context }),
        ),
      ),
    );
    return { ...of, ...opened(caller, attempt, together(caller, decisions, but)) };
  });
}

/** The first answer that is no denial. */
function best([ask, ...others]: readonly (() => Decision)[]): Decision {
  const decision = ask();
  return decision.effect === 'denied' && others.length > 0 ? best(others) : decision;
}

/** With TLS 1.2 or 1.3, whichever is allowed. */
function tried(caller: Caller, action: string, arn: string, context: Request['context']): Decision {
  const ask = (tls: Request['context']) => judge(caller, action, arn, { ...context, ...tls }, usualKey(caller));
  const decision = ask({});
  const newer = decision.effect === 'allowed' ? decision : ask({ 's3:TlsVersion': '1.3' });
  return newer.effect === 'allowed' || (decision.effect === 'denied' && newer.effect === 'unknown') ? newer : decision;
}

/** A key whose policy lets the account decide, as CDK and AWS make it. */
const usualKey = ({ account, partition }: Caller) => ({
  origin: 'policy of the key',
  document: {
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }],
  },
});

const placeOf = (caller: Caller, arn: string): string => bucketOf(caller, arn)?.path ?? nameIn(arn);

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
