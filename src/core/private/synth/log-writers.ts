import { valueAt } from '../policy/document';
import type { Json } from '../policy/request';
import type { FinalResource } from './final-resource';

/** Where a service of the app writes objects, and with which key, as its resource names them. */
export interface Writing {
  readonly bucket: Json;
  readonly key: Json;
  /** What all its keys begin with. */
  readonly below: readonly Json[];
  /** The date follows, unless that says where it is. */
  readonly dated?: boolean;
  /** Below that, the folders of accounts. */
  readonly inAccounts?: InAccounts;
  /** Whether it writes at all: yes, unless it is said. What is neither true nor false is not known. */
  readonly on?: Json;
}

/** `<account>/<service>/<region>/`, in the folder of an organization if it writes for one. */
export interface InAccounts {
  readonly services: readonly string[];
  readonly everyRegion?: boolean;
  readonly organization?: boolean;
}

type Properties = FinalResource['Properties'];
const at = (value: Json, ...names: string[]): Json => valueAt(value, names);
const isTrue = (value: Json): boolean => String(value) === 'true';

const inFolders = (inAccounts: InAccounts, bucket: Json, prefix: Json, key: Json): Writing => ({
  ...{ bucket, key, inAccounts },
  below: [...(prefix === undefined ? [] : [prefix, '/']), 'AWSLogs/'],
});

/**
 * The service decides the folders
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html and
 * .../cloudtrail-log-file-validation-digest-file-structure.html, read 2026-12-01).
 */
function byTrail(trail: Properties): Writing {
  const { EnableLogFileValidation, InsightSelectors = [], IsLogging, IsMultiRegionTrail, IsOrganizationTrail } = trail;
  const insights = Array.isArray(InsightSelectors) && InsightSelectors.length === 0 ? [] : ['CloudTrail-Insight'];
  const services = ['CloudTrail', ...insights, ...(isTrue(EnableLogFileValidation) ? ['CloudTrail-Digest'] : [])];
  const inAccounts = { services, everyRegion: isTrue(IsMultiRegionTrail), organization: isTrue(IsOrganizationTrail) };
  return { ...inFolders(inAccounts, trail.S3BucketName, trail.S3KeyPrefix, trail.KMSKeyId), on: IsLogging };
}

/**
 * Every destination has a bucket: for all data, or for what another destination does not take
 * (https://docs.aws.amazon.com/firehose/latest/APIReference/API_HttpEndpointDestinationConfiguration.html, read 2026-12-01).
 */
function byStream(stream: Properties): Writing[] {
  const destinations = Object.entries(stream).filter(([name]) => name.endsWith('DestinationConfiguration'));
  return destinations.flatMap(([name, to]) => {
    const [mode, between] = [at(to, 'S3BackupMode'), at(to, 'S3Configuration')];
    const isWhole = name.startsWith('Redshift') || String(mode).startsWith('All');
    return [
      written(to),
      ...(mode === 'Enabled' ? [written(at(to, 'S3BackupConfiguration'))] : []),
      isWhole ? written(between) : { ...written(between), dated: false, on: FAILED },
    ].filter(({ bucket }) => bucket !== undefined);
  });
}

const FAILED = 'if another destination fails';

const written = (to: Json): Writing => ({
  bucket: at(to, 'BucketARN'),
  key: at(to, 'EncryptionConfiguration', 'KMSEncryptionConfig', 'AWSKMSKeyARN'),
  below: [at(to, 'Prefix')],
  dated: true,
});

/**
 * Services that encrypt with a key of their own setting, whatever the bucket does
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html,
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html, read 2026-12-01).
 */
export const WRITERS: Readonly<Record<string, (properties: Properties) => Writing[]>> = {
  'AWS::CloudTrail::Trail': (trail) => [byTrail(trail)],
  'AWS::Config::DeliveryChannel': ({ S3BucketName, S3KeyPrefix, S3KmsKeyArn }) => [
    inFolders({ services: ['Config'] }, S3BucketName, S3KeyPrefix, S3KmsKeyArn),
  ],
  'AWS::KinesisFirehose::DeliveryStream': byStream,
};
