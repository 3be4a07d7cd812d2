import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { promise } from '../synth/promise';
import { WATCHED } from './watched-rules';

const { BREACHING, NOT_BREACHING } = cloudwatch.TreatMissingData;
const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD, GREATER_THAN_UPPER_THRESHOLD, LESS_THAN_THRESHOLD } = cloudwatch.ComparisonOperator;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_WarmUpConfiguration.html, read 2026-11-29. */
const LONGEST_WARM_UP = 48 * 60;

/** Raised if there was none for so long. S3 reports a metric of requests only if there were any, so missing data means none. */
export function silenceAlarm(scope: Construct, id: string, metric: cloudwatch.Metric, time: Duration, alarmDescription: string) {
  const evaluationPeriods = time.toHours();
  const props = { threshold: 1, comparisonOperator: LESS_THAN_THRESHOLD, evaluationPeriods, treatMissingData: BREACHING };
  const alarm = promised(scope, new cloudwatch.Alarm(scope, id, { alarmDescription, metric, ...props }), props);
  // On the L1: the oldest supported CDK has no such property. Without it, the alarm would be raised as soon as it exists.
  const minutes = Math.min(time.toMinutes(), LONGEST_WARM_UP);
  (alarm.node.defaultChild as cloudwatch.CfnAlarm).addPropertyOverride('WarmUpConfiguration', { WarmUpPeriodDurationInMinutes: minutes });
  return alarm;
}

/** Raised by one hour with so many. */
export function countAlarm(scope: Construct, id: string, metric: cloudwatch.IMetric, threshold: number, alarmDescription: string) {
  const props = { comparisonOperator: GREATER_THAN_OR_EQUAL_TO_THRESHOLD, evaluationPeriods: 1, treatMissingData: NOT_BREACHING };
  const alarm = new cloudwatch.Alarm(scope, id, { alarmDescription, metric, threshold, ...props });
  return promised(scope, alarm, { threshold, ...props });
}

/** Raised by one hour with more than CloudWatch has learned to expect. */
export function bandAlarm(scope: Construct, id: string, metric: cloudwatch.IMetric, stdDevs: number, alarmDescription: string) {
  const props = { evaluationPeriods: 1, treatMissingData: NOT_BREACHING };
  const comparisonOperator = GREATER_THAN_UPPER_THRESHOLD;
  const alarm = new cloudwatch.AnomalyDetectionAlarm(scope, id, { alarmDescription, metric, stdDevs, comparisonOperator, ...props });
  return promised(scope, alarm, { comparisonOperator, ...props });
}

type Judged = Partial<Pick<cloudwatch.AlarmProps, 'comparisonOperator' | 'evaluationPeriods' | 'threshold' | 'treatMissingData'>>;

/** Says when the alarm is raised, even if a property injector has changed it. */
function promised(
  scope: Construct,
  alarm: cloudwatch.Alarm,
  { comparisonOperator, evaluationPeriods, threshold, treatMissingData }: Judged,
) {
  const asked = {
    ActionsEnabled: undefined,
    ComparisonOperator: comparisonOperator,
    EvaluationPeriods: evaluationPeriods,
    Threshold: threshold,
    TreatMissingData: treatMissingData,
  };
  promise(scope.node.scope as Construct, alarm, asked, WATCHED);
  return alarm;
}
