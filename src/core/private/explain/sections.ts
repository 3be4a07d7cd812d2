import type { Source } from '../model/permission-set';
import type { Access, Difference } from './access';
import type { Comparison } from './compare';
import { bucketSection, credentialSection, keySection, secretSection } from './fact-sections';
import type { Section } from './section';
import type { Explained, Statement } from './statements';
import { doing } from './theft';

const sourceOf = ({ date, title, url }: Source): string => `${title} (${date}) ${url}`;

/** What is shown of a principal. */
export function sectionsOf(access: Access, withPolicies: boolean): Section[] {
  const { added, buckets, credentials, differs, keys, kind, leftOut, statements, stopped, thief, trust, uses } = access;
  const [allowed, denied] = (['Allow', 'Deny'] as const).map((effect) => statements.filter((one) => one.effect === effect));
  return [
    ...(kind === 'role' && trust.length > 0 ? [trusted(trust)] : []),
    permissions('May', 'Nothing.', allowed),
    permissions('Is denied, whatever else allows it', 'Nothing.', denied),
    deviations("On the vendor's page, and left out", "Nothing: everything on the vendor's page is granted.", leftOut),
    deviations("Other differences from the vendor's page", 'None.', differs),
    {
      title: 'The app adds',
      none: 'Nothing: the principal has only the policies of the library, and no other resource of the app lets it in.',
      head: ['policy', 'actions', 'on', 'if'],
      rows: [
        ...added.map(({ policy, statement }) =>
          statement
            ? [[policy], statement.actions, statement.resources, statement.conditions]
            : [[policy], ['not known: the app does not show it'], [], []],
        ),
        ...uses.map(({ by, what }) => [[by], [`use of ${what}`], [], []]),
      ],
    },
    {
      title: 'The app stops',
      none: 'Nothing: no policy of the app denies what the product calls. (Service control policies are not in the app.)',
      head: ['', 'by', 'actions'],
      rows: stopped.map(({ actions, by, certain }) => [[certain ? 'denied' : 'may be denied'], [by], actions]),
    },
    {
      title: `What a thief of the ${kind === 'user' ? 'key' : 'session'} can do`,
      none: '',
      head: ['', 'what', 'limit'],
      rows: ['yes', 'in part', 'not known', 'no'].flatMap((can) =>
        thief.filter((one) => one.can === can).map((one) => [[can], [doing(one, thief)], one.only]),
      ),
    },
    credentialSection(credentials),
    secretSection(credentials.secrets),
    bucketSection(buckets),
    keySection(keys),
    ...(withPolicies
      ? access.policies.map(({ document, path }) => ({
          title: `Policy ${path}`,
          none: '',
          head: [],
          rows: [],
          code: document ? JSON.stringify(document, undefined, 2) : 'not known',
        }))
      : []),
  ];
}

const permissions = (title: string, none: string, all: readonly Explained[]): Section => ({
  title,
  none,
  head: ['actions', 'on', 'if', 'why', 'source', 'statement'],
  rows: all.map(({ actions, conditions, evidence, page, resources, sid = '', sources, why }) => [
    actions,
    resources,
    conditions,
    [why],
    [...(evidence === 'own' ? [] : [`${evidence}:`]), ...sources.map(sourceOf)],
    [sid, ...(page ? [page] : [])],
  ]),
});

const deviations = (title: string, none: string, all: readonly Difference[]): Section => ({
  title,
  none,
  head: ['how', 'actions', 'why', 'source', 'set'],
  rows: all.map(({ actions, kind, reason, set, source }) => [[kind], actions, [reason], [sourceOf(source)], [set]]),
});

const trusted = (trust: readonly Statement[]): Section => ({
  title: 'May be assumed by',
  none: '',
  head: ['', 'who', 'by', 'if'],
  rows: trust.map(({ actions, conditions, effect, principals = [] }) => [[effect], principals, actions, conditions]),
});

/** What is shown of a comparison. */
export function comparisonSections({ narrower, wider }: Comparison): Section[] {
  const rows = (all: Comparison['wider']) => all.map(({ of, what }) => [[of], [what]]);
  return [
    { title: 'Wider', none: 'Nothing: no principal can do more than before.', head: ['of', 'what'], rows: rows(wider) },
    { title: 'Narrower', none: 'Nothing.', head: ['of', 'what'], rows: rows(narrower) },
  ];
}
