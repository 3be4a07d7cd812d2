import type { FinalResource } from './final-resource';

// What stands in the template, but does nothing until somebody turns it on. What only the deployment decides may be on.

type Settings = FinalResource['Properties'];

const OFF = /^(disabled|false|inactive|suspended)$/i;

/**
 * The switch of a resource. On-demand flows ignore theirs
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-appflow-flow.html, read 2026-12-01).
 */
const SWITCHES: Readonly<Record<string, (properties: Settings) => unknown>> = {
  'AWS::AppFlow::Flow': ({ FlowStatus, TriggerConfig }) => (TriggerConfig?.TriggerType === 'OnDemand' ? undefined : FlowStatus),
  'AWS::CloudFront::Distribution': ({ DistributionConfig }) => DistributionConfig?.Enabled,
  'AWS::CloudFront::StreamingDistribution': ({ StreamingDistributionConfig }) => StreamingDistributionConfig?.Enabled,
  'AWS::Events::Rule': ({ State }) => State,
  'AWS::IAM::AccessKey': ({ Status }) => Status,
  'AWS::RolesAnywhere::Profile': ({ Enabled }) => Enabled,
  'AWS::SES::ReceiptRule': ({ Rule }) => Rule?.Enabled,
  'AWS::Scheduler::Schedule': ({ State }) => State,
  'AWS::Transfer::Agreement': ({ Status }) => Status,
};

export const isOff = ({ Properties, Type }: FinalResource): boolean => OFF.test(String(SWITCHES[Type]?.(Properties)));

/** A rule in a setting of a bucket, in the words of CloudFormation or of the API of S3. */
export const isRuleOff = ({ Enabled, IsEnabled, Status }: Settings): boolean =>
  [Enabled, IsEnabled, Status].some((one) => OFF.test(String(one)));
