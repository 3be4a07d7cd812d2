import { veeam } from '../../src';
import type { Act, Granted } from '../e2e/grants';

const ALL: readonly Act[] = ['PutObject', 'GetObject', 'ListObjects', 'DeleteObject'];

export const GRANTS: readonly Granted[] = [
  {
    who: 'Reader',
    grant: (bucket, grantee) => veeam.VeeamBucketGrants.fromBucket(bucket).backupRepository(grantee, { readOnly: true }),
    may: { Veeam: ['GetObject', 'ListObjects'] },
  },
  {
    who: 'Repository',
    grant: (bucket, grantee) => veeam.VeeamBucketGrants.fromBucket(bucket).m365Repository(grantee, { folder: 'finance' }),
    may: { 'Veeam/Backup365/finance': ALL, 'Veeam/Backup365/finance-2': [] },
  },
];
