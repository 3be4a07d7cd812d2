import fc from 'fast-check';
import type { PolicyKind, Principal } from '../../../src/core/private/policy/request';
import { ACCOUNT, KEYS, OPERATORS, OTHER_ACCOUNT } from './keys';

/** Random policies and requests in the shapes that users write. */
export interface Case {
  readonly principal: Principal & { readonly arn: string; readonly session?: string };
  readonly action: string;
  readonly resource: string;
  readonly account: string;
  /** What the request has; it lacks every other key. */
  readonly context: Record<string, string | string[]>;
  readonly policies: Partial<Record<PolicyKind, Document[]>>;
  /** What the case is about: nothing else stands in the way, so that these decide. Empty for a case in which all is random. */
  readonly about: readonly string[];
}

export interface Document {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}
export type Statement = Record<string, unknown>;

const ROLE = `arn:aws:iam::${ACCOUNT}:role/product`;
const USER = `arn:aws:iam::${ACCOUNT}:user/backup`;
const PRINCIPALS: Case['principal'][] = [
  { type: 'User', arn: USER, account: ACCOUNT },
  { type: 'AssumedRole', arn: ROLE, account: ACCOUNT, session: `arn:aws:sts::${ACCOUNT}:assumed-role/product/nightly` },
  { type: 'FederatedUser', arn: USER, account: ACCOUNT, session: `arn:aws:sts::${ACCOUNT}:federated-user/customer` },
];

const [BUCKET, KEY, EC2] = [
  'arn:aws:s3:::backups',
  `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd`,
  `arn:aws:ec2:eu-central-1:${ACCOUNT}`,
];
/** Actions with a resource that they are asked of. */
export const REQUESTS: readonly (readonly [string, string])[] = [
  ...['s3:PutObject', 's3:GetObject', 's3:DeleteObjectVersion', 's3:PutObjectAcl', 's3:PutObjectRetention'].map(
    (action): [string, string] => [action, `${BUCKET}/data/2026/backup.bin`],
  ),
  ['s3:GetObject', `${BUCKET}/backup/a:b.txt`],
  ...['s3:ListBucket', 's3:GetBucketLocation'].map((action): [string, string] => [action, BUCKET]),
  ...['kms:GenerateDataKey', 'kms:Decrypt', 'kms:CreateGrant'].map((action): [string, string] => [action, KEY]),
  ...['ec2:CreateTags', 'ec2:StopInstances', 'ec2:RunInstances'].map((action): [string, string] => [action, `${EC2}:instance/i-0abc`]),
  ['ec2:RunInstances', `${EC2}:network-interface/eni-1`],
  ['ec2:RunInstances', `${EC2}:image/ami-1`.replace(ACCOUNT, '')],
  ['ses:SendEmail', `arn:aws:ses:eu-central-1:${ACCOUNT}:identity/example.com`],
  ['s3:ListAllMyBuckets', '*'],
];

const ACTIONS = [
  's3:*',
  's3:Put*',
  's3:?etObject',
  's3:Get*',
  'S3:putobject',
  's3:ListBucket*',
  'kms:*',
  'kms:GenerateDataKey*',
  'kms:decrypt',
  'ec2:*Instances',
];
/** The first one is completed in identity policies only. */
const RESOURCES = [
  'arn:aws:s3',
  '*',
  ...[
    '',
    '/*',
    '/data/*',
    '/*/2026/*',
    '/logs/*',
    '/${aws:username}/*',
    "/${aws:PrincipalTag/team, 'data'}/*",
    '/data/${*}',
    '*',
    '/data/2026/backup.bi?',
  ].map((rest) => BUCKET + rest),
  ...['arn:aws:s3:::other', 'arn:aws:s3:::other/*', 'arn:aws:s3:::*', 'arn:aws:s3:::BACKUPS/*', 'arn:aws-cn:s3:::backups/*'],
  ...['key/*', 'key/1234abcd', 'key/other'].map((key) => `arn:aws:kms:*:${ACCOUNT}:${key}`),
  ...['instance/*', '*', 'instance/i-?abc', 'volume/*'].map((type) => `${EC2}:${type}`),
  ...[
    `arn:aws:ec2:*:${ACCOUNT}:instance/*`,
    'arn:aws:ec2:*::image/*',
    'arn:aws:ec2:eu-*:*:*',
    'arn:aws:ec2:us-east-1:*:*',
    'arn:aws:ses:*:*:identity/*',
  ],
];
const NAMED = [
  ACCOUNT,
  `arn:aws:iam::${ACCOUNT}:root`,
  ROLE,
  USER,
  OTHER_ACCOUNT,
  `arn:aws:iam::${OTHER_ACCOUNT}:root`,
  `arn:aws:iam::${ACCOUNT}:user/other`,
];

const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const document = (...statements: Statement[]): Document => ({ Version: '2012-10-17', Statement: statements });
const OF_RESOURCE: readonly PolicyKind[] = ['bucket', 'key'];

/** The condition keys that requests carry, by action and resource. */
export type Applying = (request: readonly [string, string]) => readonly string[];

export const cases = (applying: Applying): fc.Arbitrary<Case> => fc.gen().map((g) => new Drawing(g, applying).case());

class Drawing {
  private principal = PRINCIPALS[0];

  public constructor(
    private readonly g: fc.GeneratorValue,
    private readonly applying: Applying,
  ) {}

  public case(): Case {
    const subject = this.pick('condition', 'condition', 'condition', 'condition', 'Action', 'Resource', 'Principal', 'all');
    const key = this.pick(...Object.keys(KEYS));
    const [kind, [action, arn]] = this.place(subject, key);
    this.principal = this.pick(...PRINCIPALS.slice(kind === 'session' ? 1 : 0));
    const account = this.chance(15) && !arn.includes('ec2') ? OTHER_ACCOUNT : ACCOUNT;
    const resource = /kms|ses/.test(arn) ? arn.replace(ACCOUNT, account) : arn;
    const effect = this.pick('Allow', 'Deny');
    const [focal, about] = this.statement(subject, kind, effect, [action, resource], key);
    return {
      ...{ principal: this.principal, action, resource, account, context: this.context([action, arn], account) },
      policies: subject === 'all' ? this.anything([action, resource]) : this.around(focal, kind, effect, action, account !== ACCOUNT),
      about: subject === 'all' ? [] : [...about, effect, ...(OF_RESOURCE.includes(kind) ? [kind] : [`${kind} policy`])],
    };
  }

  /** A kind of policy and a request that it has a say in. */
  private place(subject: string, key: string): [PolicyKind, (typeof REQUESTS)[number]] {
    const kind: PolicyKind =
      subject === 'Principal' ? this.pick('bucket', 'key') : this.pick('identity', 'boundary', 'session', 'bucket', 'key');
    const heard = REQUESTS.filter(
      ([action, resource]) =>
        (kind === 'bucket' ? /s3:/ : kind === 'key' ? /kms:/ : /./).test(action) && (resource !== '*' || kind !== 'bucket'),
    );
    const carrying = (requests: typeof REQUESTS) =>
      subject === 'condition' ? requests.filter((one) => this.applying(one).includes(key)) : requests;
    return carrying(heard).length > 0 ? [kind, this.pick(...carrying(heard))] : ['identity', this.pick(...carrying(REQUESTS))];
  }

  /** Policies in which nothing but the statement decides. */
  private around(focal: Statement, kind: PolicyKind, effect: string, action: string, across: boolean): Case['policies'] {
    const ofKey = action.startsWith('kms:');
    const lets = { ...ALL, Principal: { AWS: this.pick(ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`) } };
    const has: Partial<Record<PolicyKind, boolean>> = {
      identity: kind !== 'bucket' || across || effect === 'Deny',
      boundary: this.chance(20),
      session: this.principal.type === 'FederatedUser' || (this.principal.type === 'AssumedRole' && this.chance(20)),
      bucket: !ofKey && (across || this.chance(10)),
      key: ofKey,
    };
    const kinds = (Object.keys(has) as PolicyKind[]).filter((one) => has[one] || one === kind);
    const base = (one: PolicyKind): Statement[] => (one === kind && effect === 'Allow' ? [] : [OF_RESOURCE.includes(one) ? lets : ALL]);
    return Object.fromEntries(kinds.map((one) => [one, [document(...base(one), ...(one === kind ? [focal] : []))]]));
  }

  private anything(request: readonly [string, string]): Case['policies'] {
    const { type } = this.principal;
    const draw = (kind: PolicyKind) => () => {
      const key = this.pick(...this.applying(request));
      return this.statement('all', kind, this.pick('Allow', 'Allow', 'Deny'), request, key)[0];
    };
    const some = (kind: PolicyKind) => document(...this.some(3, draw(kind)));
    return {
      identity: this.some(2, () => some('identity')),
      ...(/^s3:/.test(request[0]) && this.chance(70) ? { bucket: [some('bucket')] } : {}),
      ...(/^kms:/.test(request[0]) ? { key: [some('key')] } : {}),
      ...(this.chance(20) ? { boundary: [some('boundary')] } : {}),
      ...(type === 'FederatedUser' || (type === 'AssumedRole' && this.chance(30)) ? { session: [some('session')] } : {}),
    };
  }

  /** A statement that applies to the request but for its subject, and what the subject is. */
  private statement(
    subject: string,
    kind: PolicyKind,
    effect: string,
    [action, resource]: readonly [string, string],
    key: string,
  ): [Statement, string[]] {
    const about: string[] = [];
    const element = (name: string, ours: unknown, some: (named: string) => unknown): Statement => {
      const open = subject === name || subject === 'all';
      const not = open && this.chance(subject === name ? 40 : 10) && (effect === 'Deny' || name !== 'Principal');
      const named = not ? `Not${name}` : name;
      about.push(...(subject === name ? [named] : []));
      return { [named]: open ? some(named) : ours };
    };
    const conditions =
      subject === 'condition' || (subject === 'all' && this.chance(50))
        ? this.some(subject === 'all' ? 2 : 1, () =>
            this.condition(subject === 'all' ? this.pick(...this.applying([action, resource]), key) : key),
          )
        : [];
    about.push(...(subject === 'condition' ? conditions.flatMap(([, , names]) => names) : []));
    const statement = {
      ...(this.chance(30) ? { Sid: 'One' } : {}),
      Effect: effect,
      ...(OF_RESOURCE.includes(kind) ? element('Principal', '*', (named) => this.named(named)) : {}),
      ...element('Action', this.pick('*', action, `${action.split(':')[0]}:*`), () => this.some(3, () => this.pick(action, ...ACTIONS))),
      ...element('Resource', '*', () => this.some(3, () => this.pick(resource, ...RESOURCES.slice(OF_RESOURCE.includes(kind) ? 1 : 0)))),
      ...(conditions.length > 0 ? { Condition: Object.fromEntries(conditions.map(([operator, keys]) => [operator, keys])) } : {}),
    };
    return [statement, about];
  }

  private condition(key: string): [string, Statement, string[]] {
    const { type, many, asks } = KEYS[key];
    const isNull = this.chance(8);
    const quantifier = this.chance(many ? 100 : 3) ? this.pick('ForAllValues', 'ForAnyValue') : undefined;
    const name = isNull ? 'Null' : this.pick(...OPERATORS[type]);
    const ifExists = !isNull && this.chance(25);
    const values = this.some(3, () => (isNull ? this.pick('true', 'false') : this.pick(...asks)));
    const operator = `${quantifier && !isNull ? `${quantifier}:` : ''}${name}${ifExists ? 'IfExists' : ''}`;
    const about = [name, `key ${key}`, ...(ifExists ? ['IfExists'] : []), ...(quantifier && !isNull ? [quantifier] : [])];
    return [operator, { [this.chance(5) ? key.toLowerCase() : key]: this.chance(50) ? values : values[0] }, about];
  }

  /** With NotPrincipal, all that the caller has, or nobody of its account: services differ in whether they spare it otherwise. */
  private named(element: string): unknown {
    const { arn, session = arn, type } = this.principal;
    const full = [arn, session, this.pick(...NAMED.slice(0, 2))];
    // The simulator is not told whose session a federated user has.
    const names = NAMED.filter((name) => type !== 'FederatedUser' || name !== arn);
    const strangers = names.filter((name) => !full.includes(name) && !NAMED.slice(0, 2).includes(name));
    const service = this.chance(10) ? { Service: 'logging.s3.amazonaws.com' } : {};
    if (element === 'NotPrincipal') {
      return {
        AWS: this.chance(50) ? [...full, ...this.some(1, () => this.pick(...names))] : this.some(2, () => this.pick(...strangers)),
        ...service,
      };
    }
    return this.chance(15) ? this.pick<unknown>('*', { AWS: '*' }) : { AWS: this.some(3, () => this.pick(session, ...names)), ...service };
  }

  private context(request: readonly [string, string], account: string): Case['context'] {
    const { type, arn, session = arn } = this.principal;
    const derived: Record<string, string | undefined> = {
      ...{ 'aws:PrincipalArn': type === 'FederatedUser' ? session : arn, 'aws:PrincipalAccount': ACCOUNT, 'aws:PrincipalType': type },
      ...{
        'aws:username': type === 'User' ? 'backup' : undefined,
        'aws:ResourceAccount': account,
        's3:ResourceAccount': account,
        'kms:CallerAccount': ACCOUNT,
      },
    };
    const drawn = Object.entries(KEYS).map(([key, { has, many }]) => {
      const present = key in derived || this.chance(75);
      return [key, !present ? undefined : key in derived ? derived[key] : many ? this.some(3, () => this.pick(...has)) : this.pick(...has)];
    });
    return Object.fromEntries(drawn.filter(([key, value]) => value !== undefined && this.applying(request).includes(key as string)));
  }

  private pick<T>(...of: T[]): T {
    return this.g(fc.constantFrom, ...of) as T;
  }

  private chance(percent: number): boolean {
    return this.g(fc.integer, { min: 0, max: 99 }) < percent;
  }

  /** One to so many. */
  private some<T>(most: number, draw: () => T): T[] {
    return Array.from({ length: this.g(fc.integer, { min: 1, max: most }) }, draw);
  }
}
