import { datadog } from '../../src';
import type { Granted } from '../e2e/grants';

const { fromBucket } = datadog.DatadogBucketGrants;

export const GRANTS: readonly Granted[] = [
  {
    who: 'DatadogArchiver',
    grant: (bucket, grantee) => fromBucket(bucket).archive(grantee, { prefix: 'datadog' }),
    may: { datadog: ['PutObject'] },
  },
  {
    who: 'DatadogReader',
    grant: (bucket, grantee) => fromBucket(bucket).rehydrate(grantee),
    may: { datadog: ['GetObject', 'ListObjects'] },
  },
];
