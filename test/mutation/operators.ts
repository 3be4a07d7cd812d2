import { type Json, list, type Statement } from '../matrix/types';

// The ways in which a statement of a policy is made wrong: what it allows becomes less or more, what it denies becomes less.

export interface Mutated {
  /** What was done, such as `drop action s3:GetObject`. */
  readonly how: string;
  /** Undefined: without the statement. */
  readonly statement?: Statement;
}

/** Every mutant of a statement whose values are literals. */
export function mutantsOf(statement: Statement): Mutated[] {
  return [
    { how: 'drop the statement' },
    ...ofList('action', statement, 'Action', widerActions),
    ...ofList('not action', statement, 'NotAction', () => []),
    ...ofList('resource', statement, 'Resource', widerResources),
    ...ofConditions(statement),
    ...ofPrincipal(statement),
  ];
}

type Listed = 'Action' | 'NotAction' | 'Resource';

/** Each item less, and each item wider. */
function ofList(name: string, statement: Statement, of: Listed, wider: (item: string) => string[]): Mutated[] {
  const items = list(statement[of]);
  const without = items.length > 1 ? items : [];
  return [
    ...without.map((item) => ({ how: `drop ${name} ${item}`, statement: { ...statement, [of]: items.filter((one) => one !== item) } })),
    ...items.flatMap((item) =>
      [...new Set(wider(item))]
        .filter((one) => one !== item)
        .map((one) => ({
          how: `widen ${name} ${item} to ${one}`,
          statement: { ...statement, [of]: items.map((old) => (old === item ? one : old)) },
        })),
    ),
  ];
}

/** An action with what begins like it, and the whole service. */
const widerActions = (action: string): string[] => (action.includes('*') ? [] : [`${action}*`, `${action.split(':')[0]}:*`]);

/** An ARN with any region, any account, any resource of its kind, any key of its bucket, and any bucket. */
function widerResources(resource: string): string[] {
  if (resource === '*') return [];
  const [arn, partition, service, region, account, ...rest] = resource.split(':');
  const name = rest.join(':');
  const at = (newRegion: string, newAccount: string, newName: string) =>
    [arn, partition, service, newRegion, newAccount, newName].join(':');
  const [first, ...path] = name.split('/');
  const kinds =
    service === 's3'
      ? [path.length > 0 ? `*/${path.join('/')}` : '*', ...(path.length > 0 ? [`${first}/*`] : first.endsWith('*') ? [] : [`${first}*`])]
      : [path.length > 0 ? `${first}/*` : '*'];
  return [
    ...(region === '' ? [] : [at('*', account, name)]),
    ...(account === '' ? [] : [at(region, '*', name)]),
    ...kinds.map((kind) => at(region, account, kind)),
    '*',
  ];
}

type Conditions = Record<string, Record<string, string | string[]>>;

function ofConditions(statement: Statement): Mutated[] {
  const conditions: Conditions = statement.Condition ?? {};
  const all = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
  return all.flatMap(({ key, operator, values }) => {
    const { [key]: _, ...others } = conditions[operator];
    const { [operator]: __, ...operators } = conditions;
    const rest: Conditions = Object.keys(others).length > 0 ? { ...operators, [operator]: others } : operators;
    const instead = (newOperator: string, newValues: string | string[]): Statement => ({
      ...statement,
      Condition: { ...rest, [newOperator]: { ...rest[newOperator], [key]: newValues } },
    });
    const what = `${operator} ${key}`;
    const { Condition: ___, ...without } = statement;
    return [
      { how: `drop condition ${what}`, statement: Object.keys(rest).length > 0 ? { ...without, Condition: rest } : without },
      ...(list(values).length > 1
        ? list(values).map((value) => ({
            how: `drop value ${value} of ${what}`,
            statement: instead(
              operator,
              list(values).filter((one) => one !== value),
            ),
          }))
        : []),
      ...otherValues(operator, key, values).map(([how, newOperator, newValues]) => ({
        how: `${how} of ${what}`,
        statement: instead(newOperator, newValues),
      })),
    ];
  });
}

/** No account or region begins with the whole of another one: a longer value is none. */
const OF_FIXED_LENGTH = /^(\d{12}|[a-z]{2,4}(-[a-z]+)+-\d)$/;

/** "Always included in the request context" (AWS: reference_policies_condition-keys.html): if it exists is no question. */
const ALWAYS_THERE = ['aws:RequestedRegion', 'aws:SecureTransport', 'aws:ViaAWSService'];

/** The same condition with other values, and with an operator that asks for less. */
function otherValues(operator: string, key: string, values: string | string[]): [string, string, string | string[]][] {
  const plain = operator.replace(/^For(All|Any)Values?:/, '');
  const every: [string, string, string | string[]][] = [];
  if (/^(String|Arn)(Equals|Like)/.test(plain)) {
    const like = operator.replace(/(String|Arn)Equals/, '$1Like');
    every.push(['any value', like, '*']);
    if (plain.endsWith('Equals') && list(values).every((value) => !/[*?]/.test(value) && !OF_FIXED_LENGTH.test(value))) {
      every.push(['longer values', like, list(values).map((value) => `${value}*`)]);
    }
  }
  if (/^(Bool|Null)/.test(plain)) every.push(['the opposite', operator, String(values) === 'true' ? 'false' : 'true']);
  if (plain.startsWith('Numeric'))
    every.push(['ten times', operator, String(Number(values) * 10)], ['a tenth', operator, String(Number(values) / 10)]);
  if (!/IfExists$|^Null$/.test(operator) && !ALWAYS_THERE.includes(key)) every.push(['IfExists', `${operator}IfExists`, values]);
  if (operator.startsWith('ForAllValues:')) every.push(['ForAnyValue', operator.replace('All', 'Any'), values]);
  return every;
}

/** Everybody, everybody of the account, and an account in place of one of its principals. */
function ofPrincipal({ Principal, ...rest }: Statement): Mutated[] {
  if (Principal === undefined || Principal === '*' || JSON.stringify(Principal) === '{"AWS":"*"}') return [];
  const wider = Object.entries(Principal as Record<string, Json>).flatMap(([kind, who]) => {
    const accounts = list<string>(who).filter((one) => kind === 'AWS' && /^arn:.*:(user|role)\//.test(one));
    return [
      ['everybody', kind === 'AWS' ? { AWS: '*' } : { ...Principal, AWS: '*' }] as const,
      ...accounts.map((one) => [`the account of ${one}`, { AWS: one.replace(/(user|role)\/.*/, 'root') }] as const),
    ];
  });
  return wider.map(([how, principal]) => ({ how: `let in ${how}`, statement: { ...rest, Principal: principal } as Statement }));
}
