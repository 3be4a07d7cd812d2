import { evaluate } from '../policy/evaluate';
import { OPEN } from '../policy/open';
import type { Request } from '../policy/request';
import { textOf } from '../policy/text';
import type { Applied } from './applied';
import type { Any, Marked } from './assembly';
import { policiesOfBucket } from './judge';
import { type KeptData, keptDataOf } from './kept-data';
import type { Known } from './known';
import type { Resource } from './names';
import { ANY } from './principals';
import type { Resources } from './resources';
import { sharedBy } from './shared-data';
import { type Reason, reasonByActions, type Statement, statementsOf } from './statements';

/** A bucket that a principal uses. */
export interface BucketFacts {
  readonly name: string;
  readonly made: boolean;
  /** Settings that protect it, and whether it has them. */
  readonly protections: Readonly<Record<string, boolean>>;
  /** What becomes of its data, if the app creates it. */
  readonly kept?: KeptData;
  /** Who gets its data by its settings. */
  readonly shared: readonly string[];
  /** Its own policy, if the app shows one. */
  readonly policy?: Any;
  /** Statements of its policy that allow something, with the reason of those of the library. */
  readonly allows: readonly (Statement & Partial<Reason>)[];
}

export function factsOf(resources: Resources, known: Known, arn: string, marked: readonly Marked[]): BucketFacts {
  const found = resources.ofType('AWS::S3::Bucket').find((one) => resources.arnOf(one) === arn);
  const policies = policiesOfBucket(resources, arn);
  const [policy] = policies;
  const kept = found && keptDataOf(resources, found);
  const allows = (policy ? statementsOf(policy) : []).filter(({ effect }) => effect === 'Allow');
  const marks = marked.filter(({ logicalId, template }) => resources.find(template, logicalId) === policy?.by);
  const sets = marks.flatMap((mark) => mark.sets.flatMap((id) => known.sets.get(id) ?? []));
  return {
    name: found?.path ?? arn,
    made: found !== undefined,
    protections: found && kept ? protectionsOf(resources, found, kept, policies) : {},
    ...(kept ? { kept } : {}),
    shared: found ? sharedBy(resources, found) : [],
    policy: policy?.document,
    allows: allows.map((one) => ({ ...one, ...reasonByActions(one, known, sets) })),
  };
}

function protectionsOf(resources: Resources, bucket: Resource, { lock, lockable, versioned }: KeptData, policies: readonly Applied[]) {
  const of = (name: string): Any => resources.property(bucket, name) ?? {};
  const open = of('PublicAccessBlockConfiguration');
  const rules = of('BucketEncryption').ServerSideEncryptionConfiguration;
  const [rule] = Array.isArray(rules) ? rules : []; // a list that is decided later shows nothing
  const { KMSMasterKeyID: key = AWS_KEY, SSEAlgorithm: algorithm } = rule?.ServerSideEncryptionByDefault ?? {};
  const refuses = (context: Request['context']) => REQUESTS.every((request) => isRefused(resources, bucket, policies, request, context));
  return {
    'encrypted at rest': algorithm !== undefined,
    'old versions are kept': versioned === 'true',
    'versions can be locked (Object Lock)': lockable === 'true',
    'new versions are locked by default': lock !== undefined,
    'public access is blocked': ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].every(
      (name) => open[name] === 'true',
    ),
    'requests without TLS are refused': refuses({ 'aws:SecureTransport': 'false', 's3:TlsVersion': null }),
    'TLS before 1.2 is refused': refuses({ 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.1' }),
    'uploads with a key of the caller (SSE-C) are refused': [rule?.BlockedEncryptionTypes?.EncryptionType].flat().includes('SSE-C'),
    'encrypted with a customer managed key (KMS)': /^aws:kms/.test(textOf(algorithm ?? '')) && !textOf(key).endsWith(AWS_KEY),
    'access is logged': of('LoggingConfiguration').DestinationBucketName !== undefined,
    'kept when the stack is deleted': /^Retain/.test(bucket.deletionPolicy ?? ''),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html: without another key, S3 takes this one. */
const AWS_KEY = 'alias/aws/s3';

const REQUESTS: readonly (readonly [action: string, objects: string])[] = [
  ['s3:GetObject', `/${ANY}`],
  ['s3:PutObject', `/${ANY}`],
  ['s3:ListBucket', ''],
];

/** Whoever asks, and whatever allows it. */
function isRefused(
  resources: Resources,
  bucket: Resource,
  policies: readonly Applied[],
  [action, objects]: (typeof REQUESTS)[number],
  context: Request['context'],
): boolean {
  const account = textOf(resources.render(bucket.template, { Ref: 'AWS::AccountId' }));
  const principal = { type: 'User', arn: ANY, account } as const;
  const resource = `${resources.arnOf(bucket)}${objects}`;
  return evaluate({ principal, action, resource, account, context }, { identity: [OPEN], bucket: policies }).explicit;
}
