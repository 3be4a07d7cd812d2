import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorBucketOptions } from '../../vendor-bucket-options';
import type { LifecycleChoice, LifecycleChoices } from '../model/bucket-profile';
import { duration, enumOf } from './basic-types';
import { BUCKET_NAME } from './bucket-name';
import { problem } from './errors';
import { LOG_BUCKET } from './log-bucket';
import type { PropType, PropTypes, RuleOf } from './prop-types';
import { KEY } from './resource-types';

const FIXED = {
  bucketName: BUCKET_NAME,
  encryptionKey: KEY,
  serverAccessLogsBucket: LOG_BUCKET,
  removalPolicy: enumOf('RemovalPolicy', RemovalPolicy, [RemovalPolicy.SNAPSHOT]), // of a bucket, CloudFormation takes none
};
const LIFECYCLE: readonly (keyof LifecycleChoices)[] = ['noncurrentVersionExpiration', 'abortIncompleteMultipartUploadAfter'];

/** The options of the bucket that a construct creates, with the lifecycle rules that suit the product. */
export const bucketOptions = (choices: LifecycleChoices): PropTypes<VendorBucketOptions> => ({
  ...FIXED,
  noncurrentVersionExpiration: daysOf(choices.noncurrentVersionExpiration),
  abortIncompleteMultipartUploadAfter: daysOf(choices.abortIncompleteMultipartUploadAfter),
});

const DAYS = duration('Days', 1, 36_500, '1 to 36,500 whole days', 'For example, Duration.days(30).');

function daysOf({ allowed, source, why }: LifecycleChoice): PropType<Duration> {
  const refused = (what: string, got: unknown) => [problem(what, got, 'no lifecycle rule of this kind', `Omit it. ${why} (${source.url})`)];
  return allowed
    ? DAYS
    : { ...DAYS, problems: (what, got, place) => (DAYS.is(got) ? refused(what, got) : DAYS.problems(what, got, place)) };
}

/** Rejects options of a new bucket if the user passes their own bucket. */
export function newBucketRules<P extends { readonly bucket?: s3.IBucket }>(rule: RuleOf<P>, ...further: (keyof P)[]) {
  const todo = 'It is a setting of a new bucket: set it on your own bucket, or omit bucket.';
  const names = [...Object.keys(FIXED), ...LIFECYCLE, ...further] as (keyof P)[];
  return names.map((name) =>
    rule(['bucket', name], (props) =>
      props.bucket && props[name] !== undefined ? [problem(String(name), props[name], "only without 'bucket'", todo)] : [],
    ),
  );
}

/** Rejects an expiration of versions in a new bucket that keeps none. */
export function versionRules<P extends VendorBucketOptions & { readonly versioned?: boolean }>(rule: RuleOf<P>) {
  return [
    rule(['versioned', 'noncurrentVersionExpiration'], ({ noncurrentVersionExpiration, versioned }) =>
      versioned === false && noncurrentVersionExpiration
        ? [
            problem(
              'noncurrentVersionExpiration',
              noncurrentVersionExpiration,
              "not with 'versioned: false'",
              'Omit it: there are no old versions.',
            ),
          ]
        : [],
    ),
  ];
}
