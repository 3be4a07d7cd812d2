// Evaluates an alarm as CloudWatch's documentation describes it. The evaluation range is longer than the evaluation periods; by how much is not
// documented, so the tests try several. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html (2026-11-29)

/** The properties of an AWS::CloudWatch::Alarm on one metric. */
export interface Alarm {
  readonly ComparisonOperator: string;
  readonly DatapointsToAlarm?: number;
  readonly EvaluationPeriods: number;
  readonly Period: number;
  readonly Threshold: number;
  readonly TreatMissingData: string;
  readonly WarmUpConfiguration?: { readonly WarmUpPeriodDurationInMinutes: number };
}

/** By period, the newest last; undefined: no data. */
export type Points = readonly (number | undefined)[];

export type State = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';

const COMPARE: Record<string, (value: number, threshold: number) => boolean> = {
  LessThanThreshold: (value, threshold) => value < threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
};

const FILLED: Record<string, boolean> = { breaching: true, notBreaching: false };

/**
 * - With enough real points in the range, the newest of them decide, and missing data is not looked at.
 * - Otherwise, all real points of the range count, and missing ones are filled in.
 */
export function stateOf(alarm: Alarm, points: Points, extra = 0): State {
  const { DatapointsToAlarm, EvaluationPeriods, Period, Threshold, TreatMissingData, WarmUpConfiguration } = alarm;
  const range = points.slice(-(EvaluationPeriods + extra));
  const breaches = COMPARE[alarm.ComparisonOperator];
  const filled = FILLED[TreatMissingData];
  if (!breaches || filled === undefined) {
    throw new Error(`not evaluated: ${alarm.ComparisonOperator}, ${TreatMissingData}`);
  }
  const real = range.flatMap((value) => (value === undefined ? [] : [breaches(value, Threshold)]));
  const warmsUp = points.length * Period < (WarmUpConfiguration?.WarmUpPeriodDurationInMinutes ?? 0) * 60;
  if (warmsUp && real.length < EvaluationPeriods) {
    return 'INSUFFICIENT_DATA'; // it ends early, as soon as data fills the evaluation window
  }
  const missing = Math.max(0, EvaluationPeriods - real.length);
  const judged = real.length >= EvaluationPeriods ? real.slice(-EvaluationPeriods) : [...real, ...Array(missing).fill(filled)];
  return judged.filter(Boolean).length >= (DatapointsToAlarm ?? EvaluationPeriods) ? 'ALARM' : 'OK';
}
