import { ArnFormat, Aws, PhysicalName, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { NamingOptions } from '../../naming-options';
import { nameOf } from '../provision/naming';
import { checkTopic, EVENTS } from '../synth/topic-policy';
import { isAnother } from '../validation/resource-types';
import { serviceRole } from './service-role';

/**
 * Has alarms notify a topic. The policy of a topic replaces that of SNS, which allowed the alarms of its account; of an imported topic, CDK changes
 * nothing (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html, read 2026-11-30).
 */
export function raise(scope: Construct, alarms: readonly (cloudwatch.Alarm | undefined)[], topic: sns.ITopic): void {
  const stack = Stack.of(scope);
  const service = new iam.ServicePrincipal('cloudwatch.amazonaws.com');
  const ofAccount = { service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME };
  const context = { 'aws:SourceArn': stack.formatArn(ofAccount), 'aws:SourceAccount': stack.account };
  const conditions = {
    ArnLike: { 'aws:SourceArn': context['aws:SourceArn'] },
    StringEquals: { 'aws:SourceAccount': context['aws:SourceAccount'] },
  };
  const resources = [topic.topicArn];
  checkTopic(scope, topic, { service: 'cloudwatch.amazonaws.com', what: 'the alarms', context, keyContext: context });
  topic.addToResourcePolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], principals: [service], resources, conditions }));
  topic.masterKey?.grant(service, 'kms:Decrypt', 'kms:GenerateDataKey*');
  for (const alarm of alarms) {
    alarm?.addAlarmAction({ bind: () => ({ alarmActionArn: topic.topicArn }) });
  }
}

/** A message to a topic: what happened, from where, and what to do first. */
export function tell(made: events.Rule, topic: sns.ITopic, text: string, naming?: NamingOptions): void {
  const { fromPath } = events.EventField;
  const input = events.RuleTargetInput.fromText(
    `${text} By ${fromPath('$.detail.userIdentity.arn')} from ${fromPath('$.detail.sourceIPAddress')} at ${fromPath('$.detail.eventTime')}.`,
  );
  const role = isAnother(topic.env.account, made.stack.account) ? publisher(made.node.scope as Construct, topic, naming) : undefined;
  if (!role) {
    topic.grantPublish(new iam.ServicePrincipal(EVENTS));
    checkTopic(made, topic, { service: EVENTS, what: 'the rules', context: {}, keyContext: OF_NO_SOURCE });
  }
  made.addTarget({ bind: () => ({ arn: topic.topicArn, input, role }) });
}

/**
 * EventBridge does not tell KMS for whom it calls (AWS's Modern Data Architecture Accelerator, `grantCloudWatchAlarmsTopicAccess`:
 * https://aws.github.io/modern-data-architecture-accelerator, read 2026-11-30).
 */
const OF_NO_SOURCE = { 'aws:SourceAccount': null, 'aws:SourceArn': null, 'aws:SourceOrgID': null };

/**
 * EventBridge needs a role to publish to a topic of another account
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html, read 2026-11-30).
 */
function publisher(scope: Construct, topic: sns.ITopic, naming?: NamingOptions): iam.Role {
  const known = scope.node.tryFindChild('Publisher') as iam.Role | undefined;
  return known ?? newPublisher(scope, topic, naming);
}

function newPublisher(scope: Construct, topic: sns.ITopic, naming: NamingOptions = {}): iam.Role {
  const { stackName } = Stack.of(scope);
  // the stack of the topic has another name
  const roleName = nameOf(scope, 'Publisher', undefined, naming)?.replace(Aws.STACK_NAME, stackName) ?? PhysicalName.GENERATE_IF_NEEDED;
  const publish = { actions: ['sns:Publish'], resources: [topic.topicArn] };
  const key = topic.masterKey;
  const useKey = key ? [{ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }] : [];
  const statements = [publish, ...useKey].map((one) => new iam.PolicyStatement(one));
  const props = { description: 'Publishes what the rules notice', roleName };
  const needs = [{ actions: publish.actions, arns: publish.resources, why: 'notifies the topic' }];
  const calls = { needs, who: 'the role of the rules' };
  const made = { id: 'Publisher', service: EVENTS, policyName: 'Publish', statements, promisedBy: scope.node.scope };
  const role = serviceRole(scope, { ...made, naming, props, calls });
  topic.addToResourcePolicy(new iam.PolicyStatement({ ...publish, principals: [role] }));
  return role;
}
