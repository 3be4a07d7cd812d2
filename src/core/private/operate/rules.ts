import * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';

/** Beside ENABLED, which leaves out events of calls that only read. The L2 of the CDK has no name for it. */
const WITH_READS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** A rule on the default bus, which is where AWS sends its events. */
export function rule(scope: Construct, id: string, eventPattern: events.EventPattern, description: string, reads = false): events.Rule {
  const made = new events.Rule(scope, id, { description, eventPattern });
  if (reads) {
    (made.node.defaultChild as events.CfnRule).state = WITH_READS;
  }
  return made;
}
