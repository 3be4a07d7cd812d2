import { type Atom, atomsOf } from './atoms';
import type { BucketFacts } from './buckets';
import { type Found, ofPolicies, worded } from './compare-policies';
import type { Credentials } from './credentials';
import { type KeptData, locksAlso, lockWords, removalWords, removesAlso } from './kept-data';
import type { KeyFacts } from './kms-keys';
import type { Referred } from './references';
import type { SecretFacts } from './secrets';

export function ofBucket(before: BucketFacts | undefined, after: BucketFacts): Found[] {
  const of = `bucket ${after.name}`;
  const lost = Object.entries(before?.protections ?? {}).filter(([name, had]) => had && after.protections[name] === false);
  const [old, now] = [before?.policy, after.policy].map((document) => atomsOf('bucket policy', document));
  return [
    ...(before
      ? ofPolicies(of, old, now)
      : worded(
          of,
          'allowed',
          now.filter(({ effect }) => effect === 'Allow'),
        )),
    ...lost.map(([name]) => ({ of, more: `true: ${name}`, lacks: true })),
    ...(before ? [...ofKeptData(of, before.kept, after.kept), ...furtherOf(of, before.shared, after.shared)] : []),
  ];
}

const furtherOf = (of: string, before: readonly string[], after: readonly string[]): Found[] =>
  after.filter((one) => !before.includes(one)).map((one) => ({ of, more: `true: ${one}` }));

/** Locks that get weaker, and rules that delete more, or sooner. */
function ofKeptData(of: string, before?: KeptData, after?: KeptData): Found[] {
  const [old, now] = [before?.lock, after?.lock];
  const isWeaker = old && now && !locksAlso(now, old);
  const removals = (after?.removals ?? []).filter((one) => !before?.removals.some((other) => removesAlso(other, one)));
  return [
    ...(isWeaker ? [{ of, more: `true: new versions are locked for ${lockWords(old)}`, lacks: true }] : []),
    ...removals.map((one) => ({ of, more: `true: ${removalWords(one)}` })),
  ];
}

/** The account of a key decides who may use it, unless its policy says more: so does the key that AWS manages. */
export function ofKey(before: KeyFacts | undefined, after: KeyFacts): Found[] {
  const account: Atom = { effect: 'Allow', principal: after.owner, action: '*', resource: '*', condition: {}, by: 'the account' };
  return ofPolicies(`key ${after.name}`, before ? atomsOf('its policy', before.policy) : [account], atomsOf('its policy', after.policy));
}

/** More ways to act as the principal. A key that is in a secret of the report is as safe as the secret. */
export function ofCredentials(of: string, before: Credentials, after: Credentials): Found[] {
  const worked = (name: string) => before.accessKeys.some((one) => one.name === name && one.active);
  const keys = after.accessKeys.filter((one) => one.active && one.in.length === 0 && !worked(one.name));
  const isLonger = after.session !== before.session && !(Number(after.session) <= Number(before.session));
  return [
    ...keys.map(({ name }) => ({ of, more: `has access key ${name}, which is in no secret of the app` })),
    ...ofReferences(of, before.handed, after.handed, 'handed to'),
    ...(after.password && !before.password ? [{ of, more: 'has a password for the console' }] : []),
    ...(isLonger ? [{ of, more: `has sessions of ${after.session} seconds` }] : []),
    ...after.secrets.flatMap((secret) =>
      ofSecret(
        before.secrets.find(({ name }) => name === secret.name),
        secret,
        of,
      ),
    ),
  ];
}

/** What the app says of the principal without a policy. */
export const ofReferences = (of: string, before: readonly Referred[], after: readonly Referred[], verb: string): Found[] =>
  after
    .filter(({ by, what }) => !before.some((one) => one.by === by && one.what === what))
    .map(({ by, what }) => ({ of, more: `${verb} ${what} (${by})` }));

function ofSecret(before: SecretFacts | undefined, after: SecretFacts, whose: string): Found[] {
  const of = `secret ${after.name}`;
  if (!before) {
    return [{ of, more: `holds an access key of ${whose}` }];
  }
  const [old, now] = [before, after].map(({ policies }) => policies.flatMap((document) => atomsOf('its policy', document)));
  const further = (name: 'copies' | 'replicas') => after[name].filter((one) => !before[name].includes(one));
  return [
    ...ofPolicies(of, old, now),
    ...ofPolicies(of, readingOf(before), readingOf(after)),
    ...further('replicas').map((region) => ({ of, more: `is replicated to ${region}` })),
    ...further('copies').map((place) => ({ of, more: `is copied into ${place}` })),
    ...(before.key && before.key !== after.key ? [{ of, more: `is encrypted with ${before.key}`, lacks: true }] : []),
  ];
}

const readingOf = ({ readers }: SecretFacts): Atom[] =>
  readers.map(({ by, condition, name }) => ({
    ...{ effect: 'Allow', principal: name, action: 'secretsmanager:GetSecretValue', resource: '' },
    condition,
    by,
  }));
