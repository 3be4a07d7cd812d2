import { isNothing, partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import { plain, textOf, texts } from '../policy/text';
import { COPIED, goesToAnotherAccount } from './destinations';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { namedIn } from './principal-policies';
import type { ReferenceRule } from './reference-rule';
import { meantBy } from './resource-names';

// Services that copy what is in a bucket, or replace it by what is elsewhere: what they do stands in resources of their own.

type If = NonNullable<ReferenceRule['if']>;
const TO_BUCKET = { to: 'bucket' } as const;
const COPIED_ELSEWHERE = { ...TO_BUCKET, id: 'cdk-vendor-access:core.copiedElsewhere', why: COPIED } as const;
const LOCATION = 'AWS::DataSync::LocationS3';

const objects = (value: unknown): Record<string, Json>[] => partsOf(value).map(({ value: one }) => Object(one) as Record<string, Json>);

/** What a property of a resource refers to. */
const referredBy = (app: FinalApp, { construct, Properties }: FinalResource, property: string): FinalResource[] =>
  partsOf(Properties[property]).flatMap(({ value }) => meantBy(app, construct.stack, value, property));

const isLocationOf = (app: FinalApp, bucket: FinalResource, location: FinalResource): boolean =>
  namedIn(app, bucket).some(({ at, by }) => by === location && at.startsWith('S3BucketArn'));

/** The ARN of a location names its account, the location that of its bucket, if the app knows it. */
const copiesToAnother: If = (task, _, bucket, app) => {
  const { stack } = task.construct;
  const [from, to] = ['SourceLocationArn', 'DestinationLocationArn'].map((property) => referredBy(app, task, property));
  const isThere =
    goesToAnotherAccount(app, stack, task.Properties.DestinationLocationArn) ||
    to.some(({ construct, Properties }) => goesToAnotherAccount(app, construct.stack, Properties.S3BucketArn));
  return isThere && from.some((location) => isLocationOf(app, bucket, location));
};

/** Whether it deletes what its source lacks, in the whole bucket. */
const removes: If = (task, _, bucket, app) =>
  JSON.stringify(Object(task.Properties.Options).PreserveDeletedFiles ?? '').includes('REMOVE') &&
  referredBy(app, task, 'DestinationLocationArn').some(
    (location) => isLocationOf(app, bucket, location) && /^\/?$/.test(String(location.Properties.Subdirectory ?? '')),
  );

const copiesBackups: If = (selection, _, bucket, app) => {
  const plans = referredBy(app, selection, 'BackupPlanId');
  const copies = plans.some(({ construct, Properties }) =>
    objects(Object(Properties.BackupPlan).BackupPlanRule).some((rule) => goesToAnotherAccount(app, construct.stack, rule.CopyActions)),
  );
  return copies && selects(app, selection, bucket);
};

/** By its ARN, by those of all buckets, or by its tags; all conditions limit what is selected (.../aws-backup/latest/devguide/assigning-resources.html). */
function selects(app: FinalApp, selection: FinalResource, bucket: FinalResource): boolean {
  const { Conditions, ListOfTags, Resources } = Object(selection.Properties.BackupSelection) as Record<string, Json>;
  const mentions = namedIn(app, bucket).filter(({ by }) => by === selection);
  const tags = objects(bucket.Properties.Tags);
  const isTagged = (key: Json, value: Json) => tags.some((tag) => same(tag.Key, key) && same(tag.Value, value));
  const isNamed =
    mentions.some(({ at }) => at.startsWith('BackupSelection.Resources')) ||
    texts(plain(Resources)).some((one) => /^(arn:[^:]*:s3:::)?\*$/.test(one));
  const isListed = objects(ListOfTags).some((one) => isTagged(one.ConditionKey, one.ConditionValue));
  const limits = objects(Object(Conditions).StringEquals).map(({ ConditionKey, ConditionValue }) =>
    isTagged(textOf(plain(ConditionKey)).replace('aws:ResourceTag/', ''), ConditionValue),
  );
  return (isNamed || isListed) && !limits.includes(false) && !mentions.some(({ at }) => at.startsWith('BackupSelection.NotResources'));
}

const same = (one: Json, other: Json): boolean => !isNothing(one) && textOf(plain(one)) === textOf(plain(other));

const namesBucket = (detail: Json): boolean => Object(detail).bucket !== undefined || Object(detail).requestParameters !== undefined;

const isOfEach = ({ Properties: { EventPattern } }: FinalResource): boolean =>
  texts(plain(Object(EventPattern).source)).includes('aws.s3') && !namesBucket(Object(EventPattern).detail);

/** Whether it reports what happens in the bucket, or in each that sends its events, to another account. */
const reports: If = (rule, _, bucket, app) => {
  const arns = objects(rule.Properties.Targets).map(({ Arn }) => Arn);
  return goesToAnotherAccount(app, rule.construct.stack, arns) && (!isOfEach(rule) || sendsEvents(app, bucket));
};

/** By its own setting, or as CDK sets it. */
const sendsEvents = (app: FinalApp, bucket: FinalResource): boolean =>
  [bucket, ...namedIn(app, bucket).map(({ by }) => by)].some(
    ({ Properties, Type }) =>
      /^(AWS::S3::Bucket|Custom::S3BucketNotifications)$/.test(Type) &&
      Object(Properties.NotificationConfiguration).EventBridgeConfiguration !== undefined,
  );

export const COPYING_RULES: readonly ReferenceRule[] = [
  { ...COPIED_ELSEWHERE, type: LOCATION, at: /^S3BucketArn\b/, via: ['AWS::DataSync::Task'], if: copiesToAnother },
  {
    ...{ ...TO_BUCKET, type: LOCATION, at: /^S3BucketArn\b/, via: ['AWS::DataSync::Task'], if: removes },
    id: 'cdk-vendor-access:core.keptMadeDeletable',
    why: 'AWS DataSync deletes all objects that its source does not have. Set PreserveDeletedFiles: PRESERVE, or a Subdirectory of the location',
  },
  { ...COPIED_ELSEWHERE, type: 'AWS::Backup::BackupSelection', at: /^$/, every: () => true, if: copiesBackups },
  {
    ...COPIED_ELSEWHERE,
    type: 'AWS::Events::Rule',
    at: /^EventPattern\.detail\.(bucket|requestParameters)\b/,
    every: isOfEach,
    if: reports,
  },
];
