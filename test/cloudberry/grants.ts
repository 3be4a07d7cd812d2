import type * as iam from 'aws-cdk-lib/aws-iam';
import { cloudberry } from '../../src';
import type { Act, Granted } from '../e2e/grants';

const { fromBucket } = cloudberry.CloudBerryBucketGrants;

const ALL: readonly Act[] = ['PutObject', 'GetObject', 'ListObjects', 'DeleteObject'];

export const GRANTS: readonly Granted[] = [
  {
    who: 'Agent',
    grant: (bucket, grantee) => fromBucket(bucket).backup(grantee, { prefix: 'office' }),
    may: { office: ALL, 'office-2': [] },
  },
  {
    who: 'ImportRole',
    service: 'vmie.amazonaws.com',
    grant: (bucket, grantee) => fromBucket(bucket).vmImport(grantee as iam.IRole),
    may: { 2026: ['GetObject', 'ListObjects'] },
  },
];
