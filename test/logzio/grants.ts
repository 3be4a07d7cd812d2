import { logzio } from '../../src';
import type { Granted } from '../e2e/grants';

const { fromBucket } = logzio.LogzioBucketGrants;

export const GRANTS: readonly Granted[] = [
  { who: 'Archiver', grant: (bucket, grantee) => fromBucket(bucket).archive(grantee), may: { 2026: ['PutObject'] } },
  { who: 'Restorer', grant: (bucket, grantee) => fromBucket(bucket).restore(grantee), may: { 2026: ['GetObject', 'ListObjects'] } },
  {
    who: 'Fetcher',
    grant: (bucket, grantee) => fromBucket(bucket).fetch(grantee, { prefix: 'logs' }),
    may: { logs: ['GetObject', 'ListObjects'] },
  },
];
