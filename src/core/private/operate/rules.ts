import * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { promise } from '../synth/promise';
import { WATCHED } from './watched-rules';

/** Beside ENABLED, which leaves out events of calls that only read. The L2 of the CDK has no name for it. */
const WITH_READS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** A rule on the default bus, which is where AWS sends its events, even if a property injector has changed it. */
export function rule(scope: Construct, id: string, eventPattern: events.EventPattern, description: string, reads = false): events.Rule {
  const made = new events.Rule(scope, id, { description, eventPattern });
  if (reads) {
    (made.node.defaultChild as events.CfnRule).state = WITH_READS;
  }
  const { detail, detailType, source } = eventPattern;
  const asked = { EventPattern: { source, 'detail-type': detailType, detail }, State: reads ? WITH_READS : 'ENABLED' };
  promise(scope.node.scope as Construct, made, { ...asked, EventBusName: undefined, ScheduleExpression: undefined }, WATCHED);
  return made;
}
