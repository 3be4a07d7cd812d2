import { textOf, texts } from '../policy/text';
import { documentOf } from './applied';
import type { Any } from './assembly';
import { bucketOf, type Caller } from './judge';
import type { Resource } from './names';
import type { Resources } from './resources';
import { rawStatements, type Statement, statementsOf } from './statements';

/** A key of the app that encrypts what the principal uses, or its secret. */
export interface KeyFacts {
  readonly name: string;
  /** The account that it belongs to, as its policy names it. */
  readonly owner: string;
  readonly policy: Any;
  /** The statements of its policy that allow something. */
  readonly allows: readonly Statement[];
}

/** By its ARN, its id, an alias of the app, or its construct path. */
function find(resources: Resources, named: string): Resource | undefined {
  const alias = resources.ofType('AWS::KMS::Alias').find((one) => textOf(resources.property(one, 'AliasName')) === named);
  const wanted = [named, ...(alias ? texts(resources.property(alias, 'TargetKeyId')) : [])];
  return resources
    .ofType('AWS::KMS::Key')
    .find((one) => [one.path, resources.arnOf(one), resources.nameOf(one)].some((name) => wanted.includes(name)));
}

/** Its construct path, or what is written of a key that the app does not create. */
export const keyNamed = (resources: Resources, named: string): string => find(resources, named)?.path ?? named;

/** The keys that the policies of a principal name, and those of its buckets and secrets. */
export function keysOf(caller: Caller, buckets: readonly string[], secrets: readonly { readonly key?: string }[]): KeyFacts[] {
  const { policies, resources } = caller;
  const allowed = policies.identity.flatMap(({ document }) => rawStatements(document)).flatMap(({ Resource }) => texts(Resource));
  const ofBuckets = buckets.flatMap((arn) => encryptionOf(resources, bucketOf(caller, arn)));
  const ofSecrets = secrets.flatMap(({ key }) => key ?? []);
  const found = [...new Set([...allowed, ...ofBuckets, ...ofSecrets])].flatMap((named) => find(resources, named) ?? []);
  return [...new Set(found)].map((key) => factsOf(resources, key));
}

function encryptionOf(resources: Resources, bucket: Resource | undefined): string[] {
  const rules = bucket && resources.property(bucket, 'BucketEncryption')?.ServerSideEncryptionConfiguration;
  return (Array.isArray(rules) ? rules : []).flatMap((rule) => texts(rule?.ServerSideEncryptionByDefault?.KMSMasterKeyID));
}

function factsOf(resources: Resources, key: Resource): KeyFacts {
  const policy = documentOf(resources, key, 'KeyPolicy');
  const [partition, account] = ['AWS::Partition', 'AWS::AccountId'].map((Ref) => textOf(resources.render(key.template, { Ref })));
  return {
    name: key.path,
    owner: `arn:${partition}:iam::${account}:root`,
    policy: policy.document,
    allows: statementsOf(policy).filter(({ effect }) => effect === 'Allow'),
  };
}
