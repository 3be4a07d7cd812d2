import { velero } from '../../src';
import type { Act, Granted } from '../e2e/grants';

const { fromBucket } = velero.VeleroBucketGrants;
const ALL: readonly Act[] = ['PutObject', 'GetObject', 'DeleteObject', 'ListObjects'];

export const GRANTS: readonly Granted[] = [
  {
    who: 'VeleroPrincipal',
    grant: (bucket, grantee) => fromBucket(bucket).backup(grantee, { prefix: 'velero' }),
    may: { velero: ALL, 'velero-2': ['ListObjects'] },
  },
  {
    who: 'VeleroTagger',
    grant: (bucket, grantee) => fromBucket(bucket).backup(grantee, { objectTags: true }),
    may: { backups: ALL },
    besides: ['s3:PutObjectTagging'],
  },
];
