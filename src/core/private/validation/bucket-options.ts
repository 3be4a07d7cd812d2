import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { VendorBucketOptions } from '../../vendor-bucket-options';
import { problem } from './errors';

/** What is wrong with the props of a construct that makes a bucket, or takes one. `alone` are its further props that only a new bucket can have. */
export function bucketProblems(scope: Construct, bucket: s3.IBucket | undefined, options: VendorBucketOptions, alone: object): string[] {
  return bucket ? ownBucketProblems(scope, bucket, options, alone) : newBucketProblems(scope, options);
}

/** As `bucketProblems`, where a bucket has to be given, which JavaScript does not hold anybody to. */
export function givenBucketProblems(scope: Construct, bucket: s3.IBucket | undefined): string[] {
  return bucket ? ownBucketProblems(scope, bucket, {}, {}) : [problem('bucket', bucket, 'a bucket', 'Make or import one.')];
}

function ownBucketProblems(scope: Construct, bucket: s3.IBucket, options: VendorBucketOptions, alone: object): string[] {
  const { bucketName, encryptionKey, serverAccessLogsBucket, removalPolicy } = options;
  const forNewBuckets = { bucketName, encryptionKey, serverAccessLogsBucket, removalPolicy, ...alone };
  const problems = Object.entries(forNewBuckets)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      problem(name, value, "only without 'bucket'", 'It is a setting of a new bucket: set it on your own bucket, or leave out bucket.'),
    );
  try {
    Stack.of(scope).resolve(bucket.bucketArn);
  } catch {
    const got = `${bucket.node.path} of another account or region, without a name of its own`;
    const todo = 'Give it a bucketName, or import it with Bucket.fromBucketAttributes.';
    problems.push(problem('bucket', got, 'a bucket with a name that this stack can know', todo));
  }
  return [...problems, ...aliasProblems('encryptionKey of the bucket', bucket.encryptionKey)];
}

function newBucketProblems(scope: Construct, options: VendorBucketOptions): string[] {
  const problems: string[] = [];
  const { bucketName, encryptionKey: key } = options;
  if (bucketName !== undefined) {
    try {
      s3.Bucket.validateBucketName(bucketName);
    } catch (error) {
      const allowed = '3 to 63 lower-case letters, digits, dots and hyphens';
      problems.push(problem('bucketName', bucketName, allowed, (error as Error).message.replace(/\s*\n\s*/g, '; ')));
    }
  }
  if (key && Token.compareStrings(key.env.region, Stack.of(scope).region) === TokenComparison.DIFFERENT) {
    const allowed = `a key in the bucket's region, ${Stack.of(scope).region}`;
    problems.push(problem('encryptionKey', `a key in ${key.env.region}`, allowed, 'S3 takes keys of the same region only.'));
  }
  return [...problems, ...aliasProblems('encryptionKey', key)];
}

/** The CDK takes an alias for a key. IAM does not: a permission on the ARN of an alias permits nothing. */
export function aliasProblems(what: string, key: kms.IKey | undefined): string[] {
  const isAlias = (one: kms.IKey): one is kms.IAlias => 'aliasName' in one;
  return key && isAlias(key) ? [problem(what, `an alias (${key.node.path})`, 'a key', `Pass the key itself: ${keyOf(key)}.`)] : [];
}

/** How to get the key of an alias: one that is imported by name does not know it. */
function keyOf(alias: kms.IAlias): string {
  try {
    return alias.aliasTargetKey && 'the aliasTargetKey of the alias';
  } catch {
    return 'Key.fromLookup with the name of the alias (in a stack with env), or Key.fromKeyArn';
  }
}
