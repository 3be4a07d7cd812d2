import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { MonitorOptions } from '../../monitor-options';
import type { BucketAccess } from '../provision/bucket-access';
import { fifoProblem } from '../synth/topic-policy';
import { BOOL, duration, wholeNumber } from '../validation/basic-types';
import { problem } from '../validation/errors';
import { ROLE_ALONE } from '../validation/grantee';
import { listOf, structOf } from '../validation/nested-types';
import { type Struct, struct } from '../validation/prop-types';
import { text } from '../validation/text-types';
import { bucketProblems, LOG_GROUP, TOPIC } from './places';
import { canMeasure } from './request-metrics';

/** CloudWatch looks back seven days at most: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html, read 2026-11-28. */
const LONGEST = 7 * 24;
const TOO_LONG = 'CloudWatch evaluates alarms over 7 days at most: choose less.';
const SILENCE = duration('Hours', 1, LONGEST, '1 to 168 whole hours (7 days)', 'For example, Duration.hours(26).', false, TOO_LONG);

const METRICS_ID = text({
  pattern: /^[\w.-]{1,64}$/,
  allowed: '1 to 64 of letters, digits and _.-',
  todo: 'Copy it from the tab Metrics of the bucket.',
  standIn: 'x',
});

const COUNT = wholeNumber({ from: 1, todo: 'Give the number of one hour.' });

const OPTIONS = {
  topic: TOPIC,
  noUploadFor: SILENCE,
  deletionsPerHour: COUNT,
  deletionBand: wholeNumber({ from: 1, to: 10, todo: 'A common choice is 3.' }),
  requestMetricsId: METRICS_ID,
  sessionTokens: BOOL,
  secretReads: BOOL,
  knownReaders: listOf<iam.IRole>(ROLE_ALONE, 'a list of roles', 'For example, [role].'),
  trailLogGroup: LOG_GROUP,
  refusedCallsPerHour: COUNT,
};

/** By default, of a user whose sessions are denied. */
export const watchesSessions = ({ refusesSessions }: BucketAccess, { sessionTokens }: Pick<MonitorOptions, 'sessionTokens'>): boolean =>
  sessionTokens ?? refusesSessions !== undefined;

/** What can be asked of the monitoring of a construct. */
export function monitorOptions(product: Construct, access: BucketAccess): Struct<{ options: MonitorOptions | undefined }> {
  const { bucket, secret, user, writes } = access;
  const of = struct<MonitorOptions>(OPTIONS, (rule) => [
    rule(['requestMetricsId'], ({ requestMetricsId }) => {
      const todo = 'Configure request metrics for the whole bucket where it is managed, and give their id.';
      return requestMetricsId === undefined && !canMeasure(bucket)
        ? [problem('requestMetricsId', requestMetricsId, `the id of a configuration of imported bucket '${bucket.node.path}'`, todo)]
        : [];
    }),
    rule(['noUploadFor'], ({ noUploadFor }) =>
      noUploadFor && !writes ? [problem('noUploadFor', noUploadFor, 'only for a construct that uploads', 'Omit it.')] : [],
    ),
    rule(['deletionBand', 'deletionsPerHour'], ({ deletionBand, deletionsPerHour }) =>
      deletionBand !== undefined && deletionsPerHour !== undefined
        ? [problem('deletionsPerHour', deletionsPerHour, "not with 'deletionBand'", 'Choose one of them.')]
        : [],
    ),
    rule(['sessionTokens'], ({ sessionTokens }) =>
      sessionTokens && !user ? [problem('sessionTokens', true, 'only for a user', 'Omit it: a role has no access key.')] : [],
    ),
    rule(['secretReads'], ({ secretReads }) =>
      secretReads && !secret ? [problem('secretReads', true, 'only for a construct that creates a secret', 'Omit it.')] : [],
    ),
    rule(['knownReaders', 'secretReads'], ({ knownReaders, secretReads }) =>
      knownReaders && !secretReads
        ? [problem('knownReaders', knownReaders, "only with 'secretReads: true'", 'Set it too, or omit them.')]
        : [],
    ),
    rule(['refusedCallsPerHour', 'trailLogGroup'], ({ refusedCallsPerHour, trailLogGroup }) =>
      refusedCallsPerHour !== undefined && !trailLogGroup
        ? [problem('refusedCallsPerHour', refusedCallsPerHour, "only with 'trailLogGroup'", 'Give the log group, or omit it.')]
        : [],
    ),
    rule(['topic', 'secretReads', 'sessionTokens'], ({ topic, ...options }) =>
      topic?.fifo && (options.secretReads || watchesSessions(access, options)) ? [fifoProblem(topic)] : [],
    ),
    rule([], () => bucketProblems(product, bucket)),
    rule([], () =>
      product.node.tryFindChild('Monitor') ? [problem('monitor', 'a second call', 'one call for each construct', 'Remove one.')] : [],
    ),
  ]);
  return struct<{ options: MonitorOptions | undefined }>({ options: structOf(of) });
}
