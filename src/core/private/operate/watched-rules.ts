import { type PromiseRule, SILENT } from '../synth/promise-rule';

const ALARM = /^AWS::CloudWatch::Alarm$/;

/** What an app may add to alarms and rules. Nobody gets access by it. */
const RULES: readonly PromiseRule[] = [
  {
    type: ALARM,
    path: /^ActionsEnabled$/,
    if: ({ final }) => final === true,
    ...SILENT,
    why: 'as by default',
  },
  {
    type: ALARM,
    path: /^(Alarm|OK|InsufficientData)Actions$/,
    added: true,
    ...SILENT,
    why: 'others are notified too',
  },
  {
    type: /^AWS::Events::Rule$/,
    path: /^Targets$/,
    added: true,
    ...SILENT,
    why: 'others are notified too',
  },
];

/** The rules for the promises of the monitoring, and how to get another setting intentionally. */
export const WATCHED = { rules: RULES, onPurpose: "use the options of 'monitor', or create an alarm of your own" };
