import type { BucketFacts } from './buckets';
import type { Credentials } from './credentials';
import { lockWords, removalWords } from './kept-data';
import type { KeyFacts } from './kms-keys';
import type { SecretFacts } from './secrets';
import type { Section } from './section';
import { conditionsOf, type Statement } from './statements';

const allowed = ({ actions, principals = [] }: Statement): string => `${principals.join(', ')}: ${actions.join(', ')}`;

const when = (conditions: readonly string[]): string => (conditions.length > 0 ? `, if ${conditions.join(' and ')}` : '');

export const credentialSection = ({ accessKeys, handed, password, session }: Credentials): Section => ({
  title: 'Credentials',
  none: 'None that the app creates.',
  head: ['', 'what', 'where'],
  rows: [
    ...accessKeys.map(({ active, in: places, name }) => [
      ['access key'],
      [`${name}${active ? '' : ' (inactive)'}`],
      [places.length > 0 ? `in ${places.join(', ')}` : 'in no secret of the app'],
    ]),
    ...handed.map(({ by, what }) => [['handed'], [`to ${what}`], [by]]),
    ...(password ? [[['password'], ['for the console'], []]] : []),
    ...(session ? [[['session'], [`at most ${session} seconds`], []]] : []),
  ],
});

export const secretSection = (secrets: readonly SecretFacts[]): Section => ({
  title: 'Secrets with its key',
  none: 'None that the app creates.',
  head: ['secret', 'encrypted with', 'replicated to', 'its policy allows', 'read by', 'copied into'],
  rows: secrets.map(({ allows, copies, key = 'the key that AWS manages', name, readers, replicas }) => [
    [name],
    [key],
    replicas,
    allows.map((one) => `${allowed(one)}${when(one.conditions)}`),
    readers.map(({ by, condition, name: who }) => `${who} (${by}${when(conditionsOf(condition))})`),
    copies,
  ]),
});

export const bucketSection = (buckets: readonly BucketFacts[]): Section => ({
  title: 'Buckets',
  none: 'None.',
  head: ['bucket', 'protected', 'not set up', 'its policy allows', 'also'],
  rows: buckets.map(({ allows, kept, made, name, protections, shared }) => {
    const [has, lacks] = [true, false].map((wanted) => Object.keys(protections).filter((one) => protections[one] === wanted));
    const others = allows.map((one) => `${allowed(one)} (${one.sid ?? ''}: ${one.why ?? 'added by the app'})`);
    const locked = kept?.lock ? [`new versions are locked for ${lockWords(kept.lock)}`] : [];
    const also = [...locked, ...(kept?.removals ?? []).map(removalWords), ...shared];
    return [[name], made ? has : ['not known: the app does not create the bucket'], lacks, others, also];
  }),
});

export const keySection = (keys: readonly KeyFacts[]): Section => ({
  title: 'Keys of AWS KMS',
  none: 'None that the app creates.',
  head: ['key', 'its policy allows'],
  rows: keys.map(({ allows, name }) => [[name], allows.map((one) => `${allowed(one)}${when(one.conditions)}`)]),
});
