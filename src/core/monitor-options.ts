import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';

/** Options of `monitor`. */
export interface MonitorOptions {
  /**
   * The topic that all alarms and rules notify, in the region of the stack. CloudWatch and EventBridge get the permission to publish to a topic of this
   * app, and to use the key of this app that encrypts it: the policy of the topic replaces the one that SNS gives it. EventBridge does not support FIFO
   * topics.
   *
   * The owner of an imported topic must allow `cloudwatch.amazonaws.com` and `events.amazonaws.com`; for one of another account, the former and this
   * account, because the rules then publish with a role that is created. The same holds for the key of the topic.
   *
   * @default - nobody is notified: add actions and targets to the alarms and rules
   */
  readonly topic?: sns.ITopic;

  /**
   * The time without an upload after which there is an alarm: 1 hour to 7 days, in whole hours. A daily backup needs more than a day.
   * Cannot be a token.
   *
   * Until the first upload, the alarm waits as long, at most 48 hours, and is then raised: an access that never worked is noticed too.
   *
   * @default - by product, see docs/operate.md; no alarm for a construct that does not upload
   */
  readonly noUploadFor?: Duration;

  /**
   * The number of requests in an hour that delete objects, from which there is an alarm. One request can delete up to 1,000 objects. A connection
   * test that acts as the user makes up to 3 at each tested deployment. Cannot be a token.
   *
   * @default - by product, see docs/operate.md
   */
  readonly deletionsPerHour?: number;

  /**
   * Replaces the fixed number of deletions by an anomaly band: the number of standard deviations above what CloudWatch has learned, 1 to 10. It
   * learns from up to two weeks, and says nothing useful before. Cannot be a token.
   *
   * @default - a fixed number
   */
  readonly deletionBand?: number;

  /**
   * The id of a request metrics configuration of the whole bucket that exists. Needed for an imported bucket, whose metrics this app cannot configure.
   * Can be a token, such as the value of a parameter.
   *
   * @default - a configuration that is added to the bucket
   */
  readonly requestMetricsId?: string;

  /**
   * Notices that the user calls `sts:GetSessionToken`, which no product is documented to do: somebody made a session from its key. Needs a trail.
   *
   * @default - true for a user whose sessions are denied, otherwise false
   */
  readonly sessionTokens?: boolean;

  /**
   * Notices who reads the secret of the access key. Needs a trail that logs read events. Entering the key in the vendor's console is noticed too.
   *
   * @default false
   */
  readonly secretReads?: boolean;

  /**
   * Roles that are known to read the secret, and are not noticed.
   *
   * @default - none: every read is noticed
   */
  readonly knownReaders?: iam.IRole[];

  /**
   * The log group of a trail that logs data events of the bucket. Refused calls of the product's principal are counted there. S3's own metric of
   * refused calls (`4xxErrors`) counts everyone, and objects that do not exist. Must be in the region and the account of the stack.
   *
   * @default - refused calls are not noticed
   */
  readonly trailLogGroup?: logs.ILogGroup;

  /**
   * The number of refused calls in an hour from which there is an alarm; only with `trailLogGroup`. Cannot be a token.
   *
   * @default - by product, see docs/operate.md
   */
  readonly refusedCallsPerHour?: number;
}
