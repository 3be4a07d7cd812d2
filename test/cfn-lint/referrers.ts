// Which properties of CloudFormation can refer to a principal, a secret, a key or a bucket, or hold a policy: by its schemas, and by names.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A policy is an object; `text` is one that is written as JSON in a text. */
export type Kind = 'principal' | 'secret' | 'key' | 'bucket' | 'policy' | 'text';
/** By kind and type: the paths of the properties, with `*` for each item, separated by blanks. */
export type Referrers = Record<Kind, Record<string, string>>;
/** As kept in test/core/referrers.json. */
export interface KeptReferrers {
  readonly schemas: string;
  readonly referrers: Referrers;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: unknown;
  readonly relationshipRef?: { readonly typeName?: string };
  readonly properties?: Record<string, Schema>;
  readonly patternProperties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: Schema[];
  readonly oneOf?: Schema[];
  readonly allOf?: Schema[];
}

/** What the schema says of a property, and what names mean where it says nothing. */
const MEANS: Record<Kind, { schema: RegExp; names: RegExp; not?: RegExp }> = {
  principal: {
    schema: /AWS::IAM::|:iam:/,
    names:
      /Role(Arn|ARN|Name|Identifier)?s?$|InstanceProfile|Principal(Arn|ARN|Identifier|s)?$|ManagedPolic|GranteeIdentifier$|(User|Owner)(Arn|ARN)s?$|UserIdentifier$/,
  },
  secret: {
    schema: /AWS::SecretsManager::|secretsmanager/,
    names: /Secret\w*(Arn|ARN|Id|Name)(s|List)?$|^ValueFrom$|^CredentialsParameter$/,
  },
  key: {
    schema: /AWS::KMS::|:kms:/,
    names:
      /K[Mm][Ss]\w*(Key|Arn|ARN|Id|ID|Identifier)s?$|(Encryption|Master|Cmk|CMK)Key(Arn|Id|ID)?$|^(Target)?KeyId(entifier)?$|PrimaryKeyArn$/,
  },
  bucket: {
    schema: /AWS::S3::Bucket\b|:s3:/,
    names:
      /(^|[a-z0-9])Bucket(Name|Arn|ARN)?s?$|^Buckets?$|S3\w*(Ur[il]|URI|URL|Path|Location|Arn|ARN|Destination)$|(Location|Location(Uri|Scope)|Uri|URI|ResourceArns?|DataUrl|LogUrl|Repository(Path|Paths)|(Im|Ex)portPath)$|Directory$|^Target$|Origins\.\*\.DomainName$|S3Origin/,
    not: /(Vector|Table)Bucket/,
  },
  policy: { schema: /^$/, names: /Policy(Document|Text|Body)?$|Policies$/ },
  text: { schema: /^$/, names: /^(Access|Resource|Permissions?)?Policy(Document|Text|Body)?$/ },
};

/** In these alone, plain names are principals. */
const IAM_TYPES = /^AWS::(IAM|Budgets)::/;
const IAM_NAMES = /^(User|Group|Role)(Name|s)$/;

/** All properties of all resource types, in any region. */
export function referrersIn(schemas: string): KeptReferrers {
  const read = (...path: string[]) => JSON.parse(readFileSync(join(schemas, ...path), 'utf8'));
  const regions = readdirSync(join(schemas, 'providers')).filter((name) => name.endsWith('.json') && name !== 'us-east-1.json');
  const types: Record<string, string> = Object.assign({}, ...[...regions, 'us-east-1.json'].map((name) => read('providers', name)));
  const referrers: Referrers = { principal: {}, secret: {}, key: {}, bucket: {}, policy: {}, text: {} };
  for (const [type, file] of Object.entries(types).sort()) {
    const schema = read('resources', `${file}.json`);
    const readOnly = new Set<string>(schema.readOnlyProperties);
    const found = Object.fromEntries(Object.keys(MEANS).map((kind) => [kind, new Set<string>()])) as Record<Kind, Set<string>>;
    for (const [name, property] of Object.entries<Schema>(schema.properties)) {
      if (!readOnly.has(`/properties/${name}`)) {
        for (const [path, leaf] of leavesOf(property, schema, [name], [])) {
          for (const kind of kindsOf(type, path, leaf)) found[kind].add(path.join('.'));
        }
      }
    }
    for (const [kind, paths] of Object.entries(found)) {
      if (paths.size > 0) referrers[kind as Kind][type] = [...paths].sort().join(' ');
    }
  }
  return { schemas: read('version.json').schema_date, referrers };
}

function kindsOf(
  type: string,
  path: readonly string[],
  { enum: values, format = '', pattern = '', relationshipRef, ...leaf }: Schema,
): Kind[] {
  const words = path.filter((part) => part !== '*');
  const [name] = words.slice(-1);
  const says = `${format} ${pattern} ${relationshipRef?.typeName ?? ''}`;
  const isDocument = [leaf.type].flat().includes('object') || format === 'json';
  const isText = !isDocument && [leaf.type].flat().includes('string');
  return (Object.keys(MEANS) as Kind[]).filter((kind) => {
    const { names, not, schema } = MEANS[kind];
    const named = names.test(name) || names.test(path.join('.')) || (kind === 'principal' && IAM_TYPES.test(type) && IAM_NAMES.test(name));
    return kind === 'policy' ? isDocument && named : isText && !values && !not?.test(name) && (schema.test(says) || named);
  });
}

/** The texts and the free objects in a property. A definition inside of itself is not entered again. */
function leavesOf(schema: Schema, root: object, path: readonly string[], within: readonly string[]): [readonly string[], Schema][] {
  if (schema.$ref) {
    const keys = schema.$ref.replace(/^#\//, '').split('/');
    const meant = keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], root) as Schema;
    const { $ref, ...own } = schema;
    return within.includes($ref) ? [] : leavesOf({ ...meant, ...own }, root, path, [...within, $ref]);
  }
  const { allOf = [], anyOf = [], items, oneOf = [], patternProperties = {}, properties = {}, type } = schema;
  const inner: [string, Schema][] = [
    ...Object.entries(properties),
    ...Object.values(patternProperties).map((one): [string, Schema] => ['*', one]),
    ...(items ? [['*', items] as [string, Schema]] : []),
  ];
  const isFree = [type].flat().some((one) => one === 'string' || (one === 'object' && inner.length === 0));
  return [
    ...(isFree ? [[path, schema] as [readonly string[], Schema]] : []),
    ...[...allOf, ...anyOf, ...oneOf].flatMap((one) => leavesOf(one, root, path, within)),
    ...inner.flatMap(([key, one]) => leavesOf(one, root, [...path, key], within)),
  ];
}

/** The properties that one list has and the other lacks: `AWS::S3::AccessPoint Bucket (bucket)`. */
export function beyond(one: Referrers, other: Referrers): string[] {
  const all = (referrers: Referrers) =>
    Object.entries(referrers).flatMap(([kind, types]) =>
      Object.entries(types).flatMap(([type, paths]) => paths.split(' ').map((path) => `${type} ${path} (${kind})`)),
    );
  const known = new Set(all(other));
  return all(one).filter((text) => !known.has(text));
}
