import * as s3 from 'aws-cdk-lib/aws-s3';
import { OF_OTHER_KIND } from './bucket-kinds';
import { problem } from './errors';
import { ANOTHER, text } from './text-types';
import { isUnresolved, withoutTokens } from './tokens-in-text';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, read 2026-11-28. */
const RESERVED = /^(xn--|sthree-|amzn-s3-demo-)|-an$/;

/** What a name is if its tokens stand for as little as they may. */
const shortest = (got: string): string => [withoutTokens(got, 'x'), withoutTokens(got, 'xxx')].find(({ length }) => length > 2) ?? '';

/** What to do about a name of an account regional namespace. The oldest supported CDK has no property for it. */
export const NAMESPACE =
  "Choose another name, or create the bucket in its namespace: (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('BucketNamespace', 'account-regional').";

function reservedProblems(what: string, got: string): string[] {
  const allowed = 'a name without a prefix or suffix that S3 reserves';
  const todo = got.endsWith('-an')
    ? `Names that end with -an belong to account regional namespaces, which this library does not create. To use one, pass your own bucket as bucket. ${NAMESPACE}`
    : 'Choose another name.';
  return RESERVED.test(got) || OF_OTHER_KIND.test(got) ? [problem(what, got, allowed, todo)] : [];
}

export const BUCKET_NAME = text({
  pattern: /^[^*?$]+$/,
  allowed: '3 to 63 lower-case letters, digits, dots and hyphens',
  todo: ANOTHER,
  ends: reservedProblems,
  more: (what, got) => {
    try {
      s3.Bucket.validateBucketName(isUnresolved(got) ? shortest(got) : got);
      return [];
    } catch (error) {
      const [, ...reasons] = (error as Error).message.split('\n');
      const todo = `${reasons.map((one) => one.trim()).join('; ')}. ${ANOTHER}`;
      return [problem(what, got, '3 to 63 lower-case letters, digits, dots and hyphens', todo)];
    }
  },
});
