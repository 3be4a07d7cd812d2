import { partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import { reachedBy } from './access-points';
import { BACKUP_RULE } from './backup-rules';
import { COPIED, goesToAnotherAccount, objects } from './destinations';
import { EVENT_RULE } from './event-rules';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { isOutside } from './outside';
import type { ReferenceRule } from './reference-rule';
import { meantBy } from './resource-names';

// Services that copy what is in a bucket, or replace it by what is elsewhere: what they do stands in resources of their own.

type If = NonNullable<ReferenceRule['if']>;
const TO_BUCKET = { to: 'bucket' } as const;
const COPIED_ELSEWHERE = { ...TO_BUCKET, id: 'cdk-vendor-access:core.copiedElsewhere', why: COPIED } as const;
const LOCATION = 'AWS::DataSync::LocationS3';

/** What a property of a resource refers to. */
const referredBy = (app: FinalApp, { construct, Properties }: FinalResource, property: string): FinalResource[] =>
  partsOf(Properties[property]).flatMap(({ value }) => meantBy(app, construct.stack, value, property));

const isLocationOf = (app: FinalApp, bucket: FinalResource, location: FinalResource): boolean =>
  reachedBy(app, bucket).some(({ at, by }) => by === location && at.startsWith('S3BucketArn'));

/** The ARN of a location names its account, the location that of its bucket, if the app knows it. */
const copiesToAnother: If = (task, _, bucket, app) => {
  const { stack } = task.construct;
  const [from, to] = ['SourceLocationArn', 'DestinationLocationArn'].map((property) => referredBy(app, task, property));
  const isThere =
    goesToAnotherAccount(app, stack, task.Properties.DestinationLocationArn) ||
    to.some((one) => isOutside(app, one) || goesToAnotherAccount(app, one.construct.stack, one.Properties.S3BucketArn));
  return isThere && from.some((location) => isLocationOf(app, bucket, location));
};

/** Whether it deletes what its source lacks, in the whole bucket. */
const removes: If = (task, _, bucket, app) =>
  JSON.stringify(Object(task.Properties.Options).PreserveDeletedFiles ?? '').includes('REMOVE') &&
  referredBy(app, task, 'DestinationLocationArn').some(
    (location) => isLocationOf(app, bucket, location) && /^\/?$/.test(String(location.Properties.Subdirectory ?? '')),
  );

/** Connectors of services of the account, and those that may be. */
const CONNECTORS = /^(CustomConnector|CustomerProfiles|EventBridge|Honeycode|LookoutMetrics|Redshift|S3)$/;

/** The name of a destination is that of a bucket, which names no account. */
const flowsToAnother: If = ({ construct: { stack }, Properties }, _, __, app) =>
  objects(Properties.DestinationFlowConfigList).some(({ ConnectorType, DestinationConnectorProperties }) => {
    const { S3: { BucketName = '' } = {} } = Object(DestinationConnectorProperties) as { S3?: { BucketName?: Json } };
    const arn = { 'Fn::Join': ['', ['arn:aws:s3:::', BucketName]] };
    return (typeof ConnectorType === 'string' && !CONNECTORS.test(ConnectorType)) || goesToAnotherAccount(app, stack, arn);
  });

export const COPYING_RULES: readonly ReferenceRule[] = [
  { ...COPIED_ELSEWHERE, type: LOCATION, at: /^S3BucketArn\b/, via: ['AWS::DataSync::Task'], if: copiesToAnother },
  {
    ...{ ...TO_BUCKET, type: LOCATION, at: /^S3BucketArn\b/, via: ['AWS::DataSync::Task'], if: removes },
    id: 'cdk-vendor-access:core.keptMadeDeletable',
    why: 'AWS DataSync deletes all objects that its source does not have. Set PreserveDeletedFiles: PRESERVE, or a Subdirectory of the location',
  },
  {
    ...COPIED_ELSEWHERE,
    type: 'AWS::AppFlow::Flow',
    at: /^SourceFlowConfig\.SourceConnectorProperties\.S3\.BucketName\b/,
    if: flowsToAnother,
  },
  BACKUP_RULE,
  EVENT_RULE,
];
