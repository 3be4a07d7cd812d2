import { velero } from '../../src';
import type { Granted } from '../e2e/grants';

export const GRANTS: readonly Granted[] = [
  {
    who: 'VeleroPrincipal',
    grant: (bucket, grantee) => velero.VeleroBucketGrants.fromBucket(bucket).backup(grantee, { prefix: 'velero' }),
    may: { velero: ['PutObject', 'GetObject', 'DeleteObject', 'ListObjects'] },
  },
];
