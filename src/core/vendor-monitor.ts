import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';

/** The alarms and rules that `monitor` has created. Add actions, targets or other monitoring to them. */
export interface IVendorMonitor {
  /** Raised if nothing was uploaded for the given time. Undefined for a construct that does not upload. */
  readonly noUploadAlarm?: cloudwatch.Alarm;

  /** Raised if more is deleted than usual. */
  readonly deletionAlarm: cloudwatch.Alarm;

  /** Matches `sts:GetSessionToken` by the user. */
  readonly sessionRule?: events.Rule;

  /** Matches reads of the secret. */
  readonly secretReadRule?: events.Rule;

  /** Raised if calls of the principal are refused. */
  readonly refusedCallsAlarm?: cloudwatch.Alarm;
}
