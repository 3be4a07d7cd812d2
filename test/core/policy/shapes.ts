// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM has its own ${}
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
const ofResource = (kind: PolicyKind): boolean => kind === 'bucket' || kind === 'key';

/** The condition keys that requests carry, by action and resource. */
export type Applying = (request: readonly [string, string]) => readonly string[];

/** `keys` are those that cases are to be about most often. */
export const cases = (applying: Applying, keys: readonly string[]): fc.Arbitrary<Case> =>
  fc.gen().map((g) => new Drawing(g, applying, keys).case());

class Drawing {
  private principal = PRINCIPALS[0];
  private request = REQUESTS[0];

  public constructor(
    private readonly g: fc.GeneratorValue,
    private readonly applying: Applying,
    private readonly keys: readonly string[],
  ) {}

  public case(): Case {
    const subject = this.chance(70) ? 'Condition' : this.pick('Action', 'Resource', 'Principal', 'all');
    const [operator, key] = this.asked();
    const kind = this.place(subject, subject === 'Condition' ? key : undefined);
    const [action, arn] = this.request;
    const effect = this.pick('Allow', 'Deny');
    this.principal = this.pick(...PRINCIPALS.slice(kind === 'session' ? 1 : 0, this.mayBeFederated(subject, kind, effect) ? 3 : 2));
    const account = arn !== '*' && /^(s3|kms):/.test(action) && this.chance(15) ? OTHER_ACCOUNT : ACCOUNT;
    const [focal, about] = this.focal(subject, kind, effect, operator, key);
    return {
      ...{ principal: this.principal, action, account, context: this.context(account) },
      resource: action.startsWith('kms:') ? arn.replace(ACCOUNT, account) : arn,
      policies: subject === 'all' ? this.anything() : this.around(focal, kind, effect, account !== ACCOUNT),
      about: subject === 'all' ? [] : [...about, effect, `${kind} policy`],
    };
  }

  /** The simulator denies what a resource policy grants to the session of a federated user. */
  private mayBeFederated(subject: string, kind: PolicyKind, effect: string): boolean {
    return subject === 'all' ? !this.request[0].startsWith('kms:') : !ofResource(kind) || effect === 'Deny';
  }

  /** An operator with a key of its type, now from the one, now from the other. */
  private asked(): [string, string] {
    if (this.chance(60)) {
      const operator = this.pick(...new Set([...Object.values(OPERATORS).flat(), 'Null']));
      return [
        operator,
        this.pick(...Object.keys(KEYS).filter((key) => operator === 'Null' || OPERATORS[KEYS[key].type].includes(operator))),
      ];
    }
    const key = this.pick(...this.keys);
    return [this.pick(...OPERATORS[KEYS[key].type]), key];
  }

  /** Chooses a request, and a kind of policy that has a say in it. */
  private place(subject: string, key: string | undefined): PolicyKind {
    const kind = this.pick<PolicyKind>(...(subject === 'Principal' ? [] : (['identity', 'boundary', 'session'] as const)), 'bucket', 'key');
    const service = kind === 'bucket' ? 's3:' : kind === 'key' ? 'kms:' : '';
    const carrying = REQUESTS.filter((one) => key === undefined || this.applying(one).includes(key));
    const heard = carrying.filter(([action, resource]) => action.startsWith(service) && (resource !== '*' || !service));
    this.request = this.pick(...(heard.length > 0 ? heard : carrying));
    return heard.length > 0 ? kind : 'identity';
  }

  /** A statement that applies to the request but for its subject, and what it is about. */
  private focal(subject: string, kind: PolicyKind, effect: string, operator: string, key: string): [Statement, string[]] {
    const [action] = this.request;
    const broad = { Principal: '*', Action: this.pick('*', action, `${action.split(':')[0]}:*`), Resource: '*' };
    const not = effect === 'Deny' || subject !== 'Principal' ? this.chance(45) : false;
    const name = not ? `Not${subject}` : subject;
    const { Principal, ...others } = broad;
    const rest = Object.entries(ofResource(kind) ? broad : others).filter(([element]) => element !== subject);
    const [condition, about] = this.condition(operator, key);
    const own = subject === 'Condition' ? { Condition: condition } : { [name]: this.element(name, kind) };
    return [{ Effect: effect, ...Object.fromEntries(rest), ...own }, subject === 'Condition' ? about : [name]];
  }

  /** Policies in which nothing but the statement decides. */
  private around(focal: Statement, kind: PolicyKind, effect: string, across: boolean): Case['policies'] {
    const [action] = this.request;
    const lets = { ...ALL, Principal: { AWS: this.pick(ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`) } };
    const { type } = this.principal;
    const has: Partial<Record<PolicyKind, boolean>> = {
      identity: kind !== 'bucket' || across || effect === 'Deny',
      boundary: this.chance(20),
      session: type === 'FederatedUser' || (type === 'AssumedRole' && this.chance(20)),
      bucket: action.startsWith('s3:') && (across || this.chance(10)),
      key: action.startsWith('kms:'),
    };
    const base = (one: PolicyKind): Statement[] => (one === kind && effect === 'Allow' ? [] : [ofResource(one) ? lets : ALL]);
    const kinds = (Object.keys(has) as PolicyKind[]).filter((one) => has[one] || one === kind);
    return Object.fromEntries(kinds.map((one) => [one, [document(...base(one), ...(one === kind ? [focal] : []))]]));
  }

  private anything(): Case['policies'] {
    const [action] = this.request;
    const some = (kind: PolicyKind) => document(...this.some(3, () => this.statement(kind)));
    // The simulator limits by the session policy what a resource policy grants to the session.
    const inSession = this.principal.type === 'FederatedUser' || (this.principal.type === 'AssumedRole' && !/^(s3|kms):/.test(action));
    return {
      identity: this.some(2, () => some('identity')),
      ...(action.startsWith('s3:') && !inSession && this.chance(70) ? { bucket: [some('bucket')] } : {}),
      ...(action.startsWith('kms:') ? { key: [some('key')] } : {}),
      ...(this.chance(20) ? { boundary: [some('boundary')] } : {}),
      ...(inSession ? { session: [some('session')] } : {}),
    };
  }

  private statement(kind: PolicyKind): Statement {
    const effect = this.pick('Allow', 'Allow', 'Deny');
    const names = [...(ofResource(kind) ? ['Principal'] : []), 'Action', 'Resource'].map((name) =>
      this.chance(10) && (effect === 'Deny' || name !== 'Principal') ? `Not${name}` : name,
    );
    const key = this.pick(...this.applying(this.request));
    const [Condition] = this.condition(this.pick(...OPERATORS[KEYS[key].type]), key);
    const elements = Object.fromEntries(names.map((name) => [name, this.element(name, kind)]));
    return { ...(this.chance(30) ? { Sid: 'One' } : {}), Effect: effect, ...elements, ...(this.chance(50) ? { Condition } : {}) };
  }

  private element(name: string, kind: PolicyKind): unknown {
    const [action, resource] = this.request;
    if (name.endsWith('Principal')) return this.named(name);
    if (name.endsWith('Action')) return this.some(3, () => this.pick(action, ...ACTIONS));
    const usable = RESOURCES.slice(ofResource(kind) || name === 'NotResource' ? 1 : 0);
    return this.some(3, () => this.pick(resource, ...usable));
  }

  /** In NotPrincipal, all that the caller has, or nobody of its account: services differ in whether they spare it otherwise. */
  private named(element: string): unknown {
    const { arn, session = arn, type } = this.principal;
    const own = NAMED.slice(0, 2);
    // The simulator is not told whose session a federated user has.
    const names = NAMED.filter((name) => type !== 'FederatedUser' || name !== arn);
    const strangers = names.filter((name) => ![arn, session, ...own].includes(name));
    const service = this.chance(10) ? { Service: 'logging.s3.amazonaws.com' } : {};
    if (element === 'Principal' && this.chance(15)) return this.pick<unknown>('*', { AWS: '*' });
    if (element === 'Principal') return { AWS: this.some(3, () => this.pick(session, ...names)), ...service };
    const spared = [arn, session, this.pick(...own), this.pick(...names)];
    return { AWS: this.chance(50) ? spared : this.some(2, () => this.pick(...strangers)), ...service };
  }

  private condition(operator: string, key: string): [Statement, string[]] {
    const { many, has, asks } = KEYS[key];
    const isNull = operator === 'Null';
    const quantifier = !isNull && this.chance(many ? 100 : has.includes('') ? 0 : 3) ? this.pick('ForAllValues', 'ForAnyValue') : undefined;
    const ifExists = !isNull && this.chance(25);
    const values = this.some(3, () => this.pick(...(isNull ? ['true', 'false'] : asks)));
    const name = `${quantifier ? `${quantifier}:` : ''}${operator}${ifExists ? 'IfExists' : ''}`;
    const about = [operator, `key ${key}`, ...(ifExists ? ['IfExists'] : []), ...(quantifier ? [quantifier] : [])];
    return [{ [name]: { [this.chance(5) ? key.toLowerCase() : key]: this.chance(50) ? values : values[0] } }, about];
  }

  private context(account: string): Case['context'] {
    const { type, arn, session = arn } = this.principal;
    const derived: Record<string, string | undefined> = {
      ...{ 'aws:PrincipalArn': type === 'FederatedUser' ? session : arn, 'aws:PrincipalAccount': ACCOUNT, 'aws:PrincipalType': type },
      ...{ 'aws:username': type === 'User' ? 'backup' : undefined, 'kms:CallerAccount': ACCOUNT },
      ...{ 'aws:ResourceAccount': account, 's3:ResourceAccount': account },
    };
    const drawn = Object.entries(KEYS).map(([key, { has, many }]) => {
      const value = many ? this.some(3, () => this.pick(...has)) : has.length > 0 ? this.pick(...has) : undefined;
      return [key, key in derived ? derived[key] : this.chance(75) ? value : undefined];
    });
    return Object.fromEntries(drawn.filter(([key, value]) => value !== undefined && this.applying(this.request).includes(key as string)));
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
