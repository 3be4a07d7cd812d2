import { statementsIn } from '../policy/document';
import { textOf } from '../policy/text';
import type { Any, Marked } from './assembly';
import { policiesOfBucket } from './judge';
import type { Known } from './known';
import type { Resource } from './names';
import type { Resources } from './resources';
import { type Reason, reasonByActions, type Statement, statementsOf } from './statements';

/** A bucket that a principal uses. */
export interface BucketFacts {
  readonly name: string;
  readonly made: boolean;
  /** Settings that protect it, and whether it has them. */
  readonly protections: Readonly<Record<string, boolean>>;
  /** Its own policy, if the app shows one. */
  readonly policy?: Any;
  /** Statements of its policy that allow something, with the reason of those of the library. */
  readonly allows: readonly (Statement & Partial<Reason>)[];
}

export function factsOf(resources: Resources, known: Known, arn: string, marked: readonly Marked[]): BucketFacts {
  const found = resources.ofType('AWS::S3::Bucket').find((one) => resources.arnOf(one) === arn);
  const [policy] = policiesOfBucket(resources, arn);
  const allows = (policy ? statementsOf(policy) : []).filter(({ effect }) => effect === 'Allow');
  const marks = marked.filter(({ logicalId, template }) => resources.find(template, logicalId) === policy?.by);
  const sets = marks.flatMap((mark) => mark.sets.flatMap((id) => known.sets.get(id) ?? []));
  return {
    name: found?.path ?? arn,
    made: found !== undefined,
    protections: found ? protectionsOf(resources, found, policy?.document) : {},
    policy: policy?.document,
    allows: allows.map((one) => ({ ...one, ...reasonByActions(one, known, sets) })),
  };
}

function protectionsOf(resources: Resources, bucket: Resource, policy: Any): Record<string, boolean> {
  const of = (name: string): Any => resources.property(bucket, name) ?? {};
  const open = of('PublicAccessBlockConfiguration');
  const rules = of('BucketEncryption').ServerSideEncryptionConfiguration;
  const [rule] = Array.isArray(rules) ? rules : []; // a list that is decided later shows nothing
  const denies = (condition: RegExp) =>
    statementsIn(policy).some(
      ({ statement, sure }) => sure && statement?.Effect === 'Deny' && condition.test(JSON.stringify(statement.Condition)),
    );
  const { SSEAlgorithm: algorithm } = rule?.ServerSideEncryptionByDefault ?? {};
  return {
    'encrypted at rest': algorithm !== undefined,
    'old versions are kept': of('VersioningConfiguration').Status === 'Enabled',
    'versions can be locked (Object Lock)': textOf(of('ObjectLockEnabled')) === 'true',
    'new versions are locked by default': of('ObjectLockConfiguration').Rule !== undefined,
    'public access is blocked': ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].every(
      (name) => open[name] === 'true',
    ),
    'requests without TLS are refused': denies(/"aws:SecureTransport":"false"/),
    'TLS before 1.2 is refused': denies(/"s3:TlsVersion":"?1\.2/),
    'uploads with a key of the caller (SSE-C) are refused': textOf(rule?.BlockedEncryptionTypes?.EncryptionType?.[0] ?? '') === 'SSE-C',
    'encrypted with a customer managed key (KMS)': algorithm === 'aws:kms',
    'access is logged': of('LoggingConfiguration').DestinationBucketName !== undefined,
    'kept when the stack is deleted': /^Retain/.test(bucket.deletionPolicy ?? ''),
  };
}
