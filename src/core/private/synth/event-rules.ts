import { plain, textOf } from '../policy/text';
import { COPIED, goesToAnotherAccount, objects } from './destinations';
import { mayMatch } from './event-pattern';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { eventsOf } from './object-events';
import { once } from './once';
import { isOutside } from './outside';
import { namedIn } from './principal-policies';
import type { ReferenceRule } from './reference-rule';
import { meantBy } from './resource-names';

// Rules of EventBridge that tell others what happens to the objects of a bucket.

const patternOf = once((app, { construct: { stack }, Properties }: FinalResource) => plain(Properties.EventPattern, knownIn(app, stack)));

/** Whether it has a target elsewhere. */
const leaves = once((app, { construct: { stack }, Properties }: FinalResource): boolean => {
  const arns = objects(Properties.Targets).map(({ Arn }) => Arn);
  const isMeantOutside = (arn: unknown) => meantBy(app, stack, arn, 'Arn').some((one) => isOutside(app, one));
  return Properties.EventPattern !== undefined && (goesToAnotherAccount(app, stack, arns) || arns.some(isMeantOutside));
});

/** S3 sends to the default bus. A rule of another one gets the events only if one of that bus passes them on. */
const isOfDefaultBus = ({ Properties: { EventBusName = 'default' } }: FinalResource): boolean =>
  /(^|\/)default$/.test(textOf(plain(EventBusName)));

/** Whether it tells what happens in the bucket. Who names it means it; others get what it sends. */
const reports: NonNullable<ReferenceRule['if']> = (rule, _, bucket, app) => {
  if (!leaves(app, rule)) {
    return false;
  }
  const { calls, sent } = eventsOf(app, bucket);
  const pattern = patternOf(app, rule);
  const isNamed = namedIn(app, bucket).some(({ at, by }) => by === rule && at.startsWith('EventPattern'));
  return isNamed
    ? mayMatch(pattern, sent) || mayMatch(pattern, calls)
    : isOfDefaultBus(rule) && sendsEvents(app, bucket) && mayMatch(pattern, sent);
};

/** By its own setting, or as CDK sets it. */
const sendsEvents = once((app, bucket: FinalResource): boolean =>
  [bucket, ...namedIn(app, bucket).map(({ by }) => by)].some(({ Properties, Type }) => {
    const { EventBridgeConfiguration: sends } = Object(Properties.NotificationConfiguration);
    return (
      /^(AWS::S3::Bucket|Custom::S3BucketNotifications)$/.test(Type) &&
      sends !== undefined &&
      String(Object(sends).EventBridgeEnabled ?? true) !== 'false'
    );
  }),
);

export const EVENT_RULE: ReferenceRule = {
  to: 'bucket',
  type: 'AWS::Events::Rule',
  at: /^EventPattern\b/,
  every: (rule, app) => leaves(app, rule),
  if: reports,
  id: 'cdk-vendor-access:core.copiedElsewhere',
  why: COPIED,
};
