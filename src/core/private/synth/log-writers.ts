import { objectOf } from '../policy/document';
import type { Json } from '../policy/request';
import type { FinalResource } from './final-resource';

/** Where a service of the app writes objects, and with which key, as its resource names them. */
export interface Writing {
  readonly bucket: Json;
  readonly key: Json;
  /** What all its keys begin with. */
  readonly below: readonly Json[];
  /** The folder of the service in the one of the account (`AWSLogs/<account>/`). */
  readonly folder?: string;
}

type Properties = FinalResource['Properties'];
const at = (value: Json, ...names: string[]): Json => names.reduce((inner: Json, name) => objectOf(inner)?.[name], value);

const inFolder = (folder: string, bucket: Json, prefix: Json, key: Json): Writing => ({
  ...{ bucket, key, folder },
  below: [...(prefix === undefined ? [] : [prefix, '/']), 'AWSLogs/'],
});

/**
 * Services that encrypt with a key of their own setting, whatever the bucket does
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html,
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html, read 2026-12-01).
 */
export const WRITERS: Readonly<Record<string, (properties: Properties) => Writing>> = {
  'AWS::CloudTrail::Trail': ({ KMSKeyId, S3BucketName, S3KeyPrefix }) => inFolder('CloudTrail', S3BucketName, S3KeyPrefix, KMSKeyId),
  'AWS::Config::DeliveryChannel': ({ S3BucketName, S3KeyPrefix, S3KmsKeyArn }) =>
    inFolder('Config', S3BucketName, S3KeyPrefix, S3KmsKeyArn),
  'AWS::KinesisFirehose::DeliveryStream': ({ ExtendedS3DestinationConfiguration: extended, S3DestinationConfiguration: to = extended }) => {
    const [prefix] = String(at(to, 'Prefix') ?? '').split('!{');
    const year = prefix === (at(to, 'Prefix') ?? '') ? '20' : ''; // the date follows, unless the prefix says where it is
    const key = at(to, 'EncryptionConfiguration', 'KMSEncryptionConfig', 'AWSKMSKeyARN');
    return { bucket: at(to, 'BucketARN'), key, below: [prefix, year] };
  },
};
