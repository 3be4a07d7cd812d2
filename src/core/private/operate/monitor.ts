import { Aws, Duration, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { MonitorOptions } from '../../monitor-options';
import type { IVendorMonitor } from '../../vendor-monitor';
import type { BucketAccess } from '../provision/bucket-access';
import { promise } from '../synth/promise';
import { throwIfAnyInCall } from '../validation/errors';
import { propProblems } from '../validation/prop-types';
import { bandAlarm, countAlarm, silenceAlarm } from './alarms';
import { readersOf } from './known-readers';
import { monitorOptions, watchesSessions } from './options';
import { readPattern, refusedFilter, sessionPattern } from './patterns';
import { HOUR, requestMetric } from './request-metrics';
import { rule } from './rules';
import { textsOf } from './texts';
import { raise, tell } from './topic';
import { WATCHED } from './watched-rules';

/** Creates the alarms and rules of a construct, once. */
export function monitor(product: Construct, access: BucketAccess, options: MonitorOptions): IVendorMonitor {
  const call = `monitor of ${product.constructor.name} '${product.node.path}'`;
  throwIfAnyInCall(call, propProblems({ options }, monitorOptions(product, access), { scope: product }));
  const scope = new Construct(product, 'Monitor');
  const alarms = { noUploadAlarm: uploads(scope, access, options), deletionAlarm: deletions(scope, access, options) };
  const refusedCallsAlarm = refusals(scope, access, options);
  const { topic } = options;
  if (topic) {
    raise(scope, [...Object.values(alarms), refusedCallsAlarm], topic);
  }
  const rules = { sessionRule: sessions(scope, access, options), secretReadRule: reads(scope, access, options) };
  promise(product, scope, {}, WATCHED);
  return { ...alarms, ...rules, refusedCallsAlarm };
}

function uploads(scope: Construct, access: BucketAccess, { noUploadFor, requestMetricsId }: MonitorOptions): cloudwatch.Alarm | undefined {
  const { bucket, prefix, product, writes } = access;
  const usual = writes ? product.monitoring.uploads?.value : undefined;
  const time = noUploadFor ?? (usual === undefined ? undefined : Duration.hours(usual));
  if (!time) {
    return undefined;
  }
  const metric = requestMetric(bucket, 'PutRequests', requestMetricsId, prefix);
  return silenceAlarm(scope, 'NoUpload', metric, time, textsOf(product).noUpload(time.toHours()));
}

/** On the whole bucket: below a path, S3 would not count requests that delete many objects. */
function deletions(scope: Construct, access: BucketAccess, options: MonitorOptions): cloudwatch.Alarm {
  const { bucket, product } = access;
  const { deletionBand, deletionsPerHour = product.monitoring.deletions.value, requestMetricsId } = options;
  const metric = requestMetric(bucket, 'DeleteRequests', requestMetricsId);
  const { deleted } = textsOf(product);
  return deletionBand === undefined
    ? countAlarm(scope, 'Deletions', metric, deletionsPerHour, deleted)
    : bandAlarm(scope, 'Deletions', metric, deletionBand, deleted);
}

function sessions(scope: Construct, access: BucketAccess, options: MonitorOptions) {
  const { naming, product, user } = access;
  if (!user || !watchesSessions(access, options)) {
    return undefined;
  }
  const { topic } = options;
  const { session } = textsOf(product);
  const made = rule(scope, 'SessionTokens', sessionPattern(user.userArn), session);
  if (topic) tell(made, topic, session, naming);
  return made;
}

function reads(scope: Construct, { naming, product, secret }: BucketAccess, { knownReaders = [], secretReads, topic }: MonitorOptions) {
  if (!secret || !secretReads) {
    return undefined;
  }
  const { read } = textsOf(product);
  const partial = Stack.of(secret).formatArn({ service: 'secretsmanager', resource: `secret:${secret.secretName}` });
  const roles = [...knownReaders, ...readersOf(secret)].map(({ roleArn }) => roleArn);
  const made = rule(scope, 'SecretReads', readPattern([secret.secretArn, partial, secret.secretName], roles), read, true);
  if (topic) tell(made, topic, read, naming);
  return made;
}

function refusals(scope: Construct, { arn, product }: BucketAccess, { refusedCallsPerHour, trailLogGroup }: MonitorOptions) {
  if (!trailLogGroup) {
    return undefined;
  }
  const pattern = refusedFilter(arn);
  const path = scope.node.scopes.slice(Stack.of(scope).node.scopes.length).map(({ node }) => node.id);
  const filter = new logs.MetricFilter(scope, 'RefusedCallsFilter', {
    logGroup: trailLogGroup,
    filterPattern: logs.FilterPattern.literal(pattern),
    metricNamespace: 'VendorAccess',
    metricName: [Aws.STACK_NAME, ...path, 'RefusedCalls'].join('/'),
    metricValue: '1',
  });
  const counted = { 'MetricTransformations.0.MetricValue': '1', 'MetricTransformations.0.Dimensions': undefined };
  promise(scope.node.scope as Construct, filter, { FilterPattern: pattern, ...counted }, WATCHED);
  const { refused } = textsOf(product);
  const threshold = refusedCallsPerHour ?? product.monitoring.refusals.value;
  return countAlarm(scope, 'RefusedCalls', filter.metric({ statistic: 'Sum', period: HOUR }), threshold, refused);
}
