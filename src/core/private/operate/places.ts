import { Resource, Stack } from 'aws-cdk-lib';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { problem } from '../validation/errors';
import { reachProblems } from '../validation/reachable';
import { elsewhereProblems, isAnother, resource } from '../validation/resource-types';

// Alarms, rules and metric filters work in the region and the account of the stack.

/** In any account, if its owner allows it (.../eventbridge/latest/userguide/eb-service-cross-account.html, read 2026-11-30). */
export const TOPIC = resource<sns.ITopic>(
  'topicArn',
  'an SNS topic',
  'Import one by its ARN: Topic.fromTopicArn.',
  (what, topic, place) => {
    const { account, region } = place.scope ? Stack.of(place.scope) : topic.env;
    if (isAnother(topic.env.region, region)) {
      const todo = 'CloudWatch and EventBridge notify topics of their own region only: give one there, or forward its messages.';
      return [problem(what, `a topic in ${topic.env.region}`, `one in ${region}`, todo)];
    }
    const key = isAnother(topic.env.account, account) ? topic.masterKey : undefined;
    const todo = 'Import the topic with its key: Topic.fromTopicAttributes({ topicArn, keyArn }).';
    return key ? reachProblems(`${what}.masterKey`, key, key.keyArn, 'a key', todo, place) : [];
  },
);

export const LOG_GROUP = resource<logs.ILogGroup>(
  'logGroupName',
  'a log group',
  'Import one by its name: LogGroup.fromLogGroupName.',
  (what, got, place) =>
    elsewhereProblems(
      what,
      'a log group',
      got,
      place,
      'CloudFormation adds a metric filter to a log group of its own region and account only.',
    ),
);

/** S3 has the metrics of a bucket where the bucket is. An import that does not say where says nothing. */
export function bucketProblems(scope: Construct, bucket: s3.IBucket): string[] {
  const { account, region } = Stack.of(bucket);
  const isKnown = Resource.isOwnedResource(bucket) || bucket.env.region !== region || bucket.env.account !== account;
  const todo =
    'S3 reports the requests to a bucket there: use the bucket in a stack of that region and account, or create alarms of your own.';
  return isKnown ? elsewhereProblems('monitor', `bucket '${bucket.node.path}'`, bucket, { scope }, todo) : [];
}
