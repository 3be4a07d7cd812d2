import type { FinalApp } from './final-app';
import type { SdkCall } from './sdk-calls';

/** Said of calls that change a part of a construct. */
export const CHANGED = 'cdk-vendor-access:core.changedByCall';

/** Said of calls that may give the principal more. */
export const EXTENDED = 'cdk-vendor-access:core.principalExtended';

export const PRINCIPAL = /^AWS::IAM::(Group|Role|User)$/;

/** A call that gives somebody access, or changes what the construct promises, without a trace in the template. */
export interface CallRule {
  /** The CloudFormation type of what it is made on. */
  readonly type: RegExp;
  readonly action: RegExp;
  /** Where the parameters name it. Default: in a parameter of its own, and not inside of one. */
  readonly at?: RegExp;
  /** Only such calls. */
  readonly if?: (call: SdkCall, app: FinalApp) => boolean;
  readonly id: string;
  /** The consequence. */
  readonly why: string;
}
