import { Construct } from 'constructs';
import { problem, refuse } from './validate';

interface Kind {
  /** What a value of this kind has. Not `instanceof`: other languages and other copies of aws-cdk-lib have classes of their own. */
  readonly member: string;
  readonly allowed: string;
  readonly todo: string;
}

const BUCKET: Kind = { member: 'bucketArn', allowed: 'a bucket', todo: 'Import one by its name: Bucket.fromBucketName.' };
const KEY: Kind = { member: 'keyArn', allowed: 'a KMS key', todo: 'Import one by its ARN: Key.fromKeyArn.' };
const ACCESS: Kind = {
  member: '_binding',
  allowed: 'what VendorAccess makes',
  todo: 'For a principal of yours: VendorAccess.existingUser or existingRole.',
};

/** By the name that the prop has in every construct. */
const KINDS: Readonly<Record<string, Kind>> = {
  access: ACCESS,
  bucket: BUCKET,
  serverAccessLogsBucket: BUCKET,
  encryptionKey: KEY,
  volumeKey: KEY,
};

/**
 * Refuses props that are of a wrong kind, which only plain JavaScript lets pass: without this, they end in a TypeError from somewhere inside.
 * First thing in a constructor, because all other checks rely on it.
 */
export function refuseWrongKinds(construct: Construct, props: object): void {
  refuse(construct, wrongKinds(props));
}

/** The same as problems; what is not given, and what has no kind of its own, passes. */
export function wrongKinds(props: object): string[] {
  const given = Object.entries(props).filter(([name, value]) => name in KINDS && value !== undefined);
  return given.flatMap(([name, value]) => wrongKind(name, value, KINDS[name]));
}

export function wrongKind(what: string, got: unknown, { allowed, member, todo }: Kind): string[] {
  if (typeof got === 'object' && got !== null && member in got) {
    return [];
  }
  const shown = Construct.isConstruct(got) ? `the construct '${got.node.path}'` : got;
  return [problem(what, shown, allowed, todo)];
}
