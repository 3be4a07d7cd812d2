import { type PromiseRule, SILENT } from '../synth/promise-rule';

/** What an app may add to alarms and rules. Nobody gets access by it. */
const RULES: readonly PromiseRule[] = [
  {
    type: /^AWS::CloudWatch::Alarm$/,
    path: /^ActionsEnabled$/,
    added: true,
    if: ({ final }) => final === true,
    ...SILENT,
    why: 'as by default',
  },
  {
    type: /^AWS::CloudWatch::Alarm$/,
    path: /^(Alarm|OK|InsufficientData)Actions(\.\d+)?$/,
    added: true,
    ...SILENT,
    why: 'others are notified too',
  },
  {
    type: /^AWS::Events::Rule$/,
    path: /^Targets(\.\d+)?$/,
    added: true,
    ...SILENT,
    why: 'others are notified too',
  },
];

/** The rules for the promises of the monitoring, and how to get another setting intentionally. */
export const WATCHED = { rules: RULES, onPurpose: "use the options of 'monitor', or create an alarm of your own" };
