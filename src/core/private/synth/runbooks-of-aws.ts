import type { Json } from '../policy/request';
import type { Call } from './calls-in';

export type Parameters = Readonly<Record<string, Json>>;

/**
 * What the runbooks of AWS call that matters here, and with what, by their parameters and defaults. AWSConfigRemediation-RestrictBucketSSLRequestsOnly adds
 * a denial that is promised anyway (.../systems-manager-automation-runbooks/latest/userguide/automation-ref-s3.html, read 2026-12-01).
 */
const OF_AWS: Readonly<Record<string, readonly [service: string, action: string, settings?: (given: Parameters) => Parameters]>> = {
  'AWS-ConfigureS3BucketVersioning': [
    's3',
    'PutBucketVersioning',
    ({ VersioningState: Status = 'Enabled' }) => ({ VersioningConfiguration: { Status } }),
  ],
  'AWS-EnableS3BucketEncryption': [
    's3',
    'PutBucketEncryption',
    ({ SSEAlgorithm = 'AES256' }) => ({
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm } }] },
    }),
  ],
  'AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock': [
    's3',
    'PutPublicAccessBlock',
    ({ BlockPublicAcls = true, BlockPublicPolicy = true, IgnorePublicAcls = true, RestrictPublicBuckets = true }) => ({
      PublicAccessBlockConfiguration: { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets },
    }),
  ],
  'AWSConfigRemediation-DeleteSecret': ['secretsmanager', 'DeleteSecret'],
  'AWSConfigRemediation-RemovePrincipalStarFromS3BucketPolicy': ['s3', 'PutBucketPolicy'],
  'AWSConfigRemediation-RotateSecret': ['secretsmanager', 'RotateSecret'],
};

/** What a runbook with this name calls, if it is one of AWS. A parameter can be a list of one value; one whose name ends in `.$` is known only when it runs. */
export function callsOfAws(name: string, given: Parameters): Call[] {
  if (!(name in OF_AWS)) {
    return [];
  }
  const [service, action, settings] = OF_AWS[name];
  const values = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY)[0] : value]),
  );
  const isKnown = !Object.keys(given).some((key) => key.endsWith('.$'));
  return [[service, action, { ...given, ...(isKnown && settings?.(values)) }]];
}
