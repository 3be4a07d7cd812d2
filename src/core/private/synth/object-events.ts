import { plain, textOf } from '../policy/text';
import { ANY, type EventFields } from './event-pattern';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { once } from './once';

// What is known of the events that tell of the objects in a bucket.

/** What S3 sends (https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-s3.html, read 2026-12-01). */
const SENT = `
  Object Created, Object Deleted, Object Restore Initiated, Object Restore Completed, Object Restore Expired, Object Tags Added,
  Object Tags Deleted, Object ACL Updated, Object Storage Class Changed, Object Access Tier Changed`;

/** What else stands in the detail of it (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html, read 2026-12-01). */
const IN_SENT = `
  version, object, request-id, requester, source-ip-address, reason, deletion-type, restore-expiry-time, source-storage-class,
  destination-storage-class, destination-access-tier`;

/** Calls on objects, of which a trail may tell (https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html, read 2026-12-01). */
const CALLS = `
  AbortMultipartUpload, CompleteMultipartUpload, CopyObject, CreateMultipartUpload, DeleteObject, DeleteObjects, DeleteObjectTagging,
  GetObject, GetObjectAcl, GetObjectTagging, HeadObject, ListObjects, ListObjectVersions, PutObject, PutObjectAcl, PutObjectTagging,
  RestoreObject, SelectObjectContent, UploadPart, UploadPartCopy`;

/** The same of a call (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html, read 2026-12-01). */
const IN_CALL = `
  eventVersion, userIdentity, eventTime, awsRegion, sourceIPAddress, userAgent, responseElements, additionalEventData, requestID, eventID,
  resources, readOnly, eventType, managementEvent, recipientAccountId, eventCategory, tlsDetails, vpcEndpointId, vpcEndpointAccountId,
  errorCode, errorMessage, sharedEventID`;

const listOf = (text: string): string[] => text.trim().split(/,\s*/);
const anyOf = (fields: string): EventFields => Object.fromEntries(listOf(fields).map((field) => [field, ANY]));

/** Those that S3 sends of a bucket, and those of CloudTrail about calls. */
interface ObjectEvents {
  readonly sent: EventFields;
  readonly calls: EventFields;
}

export const eventsOf = once((app, { construct: { stack }, logicalId }: FinalResource): ObjectEvents => {
  const write = (value: object): string[] => [textOf(plain(value, knownIn(app, stack)))];
  const [name, arn] = [{ Ref: logicalId }, { 'Fn::GetAtt': [logicalId, 'Arn'] }].map(write);
  const place = { account: write({ Ref: 'AWS::AccountId' }), region: write({ Ref: 'AWS::Region' }) };
  const event = { ...place, source: ['aws.s3'], id: ANY, time: ANY, version: ANY } as const;
  const call = { ...anyOf(IN_CALL), eventSource: ['s3.amazonaws.com'], eventName: listOf(CALLS) };
  return {
    sent: { ...event, resources: arn, 'detail-type': listOf(SENT), detail: { ...anyOf(IN_SENT), bucket: { name } } },
    calls: {
      ...{ ...event, 'detail-type': ['AWS API Call via CloudTrail'] },
      detail: { ...call, requestParameters: { bucketName: name, '*': ANY } },
    },
  };
});
