import { type MonitoringDefaults, NO_DELETIONS, SOME_REFUSALS } from '../core/private/model/monitoring';
import type { Source } from '../core/private/model/permission-set';
import { type Product, ROLES, USERS } from '../core/private/model/product';

export { AWS_OBJECT_LOCK, AWS_S3_ACTIONS, AWS_SSE_KMS } from '../core/private/model/aws-sources';

// The sources of everything in this folder, with the day they were last changed.

/** Its text names three actions, its sample policy a fourth, s3:GetBucketLocation. */
export const S3_PERMISSIONS: Source = {
  title: 'Logz.io: AWS S3 Bucket Permissions & Storage Class Required for Archiving',
  url: 'https://docs.logz.io/docs/user-guide/data-hub/archive-restore/set-s3-permissions/',
  date: '2024-02-07',
};

export const CONFIGURE_ARCHIVING: Source = {
  title: 'Logz.io: Configure Archiving and Restoring',
  url: 'https://docs.logz.io/docs/user-guide/data-hub/archive-restore/configure-archiving/',
  date: '2025-10-27',
};

export const IAM_ROLES: Source = {
  title: 'Logz.io: Give AWS access with IAM roles',
  url: 'https://docs.logz.io/docs/user-guide/admin/give-aws-access-with-iam-roles',
  date: '2025-05-28',
};

/** The policy for a role has four actions, the one for access keys two of them. */
export const S3_FETCHER_PAGE: Source = {
  title: 'Logz.io: AWS S3 Bucket, Shipping logs via S3 Fetcher',
  url: 'https://docs.logz.io/docs/shipping/aws/aws-s3-bucket/',
  date: '2025-03-25',
};

const REVOKES = { sid: 'LogzioRevokedSessions', early: 'cdk-vendor-access:logzio.revokesFutureSessions' };

/** The console shows the external id as soon as a role is chosen. */
const ACCESS = { kinds: [...USERS, ...ROLES], source: IAM_ROLES };

const MONITORING: MonitoringDefaults = {
  uploads: { value: 12, why: 'logs are archived all day; a quiet night is shorter' },
  deletions: NO_DELETIONS,
  refusals: SOME_REFUSALS,
};

/** The bucket of the S3 fetcher has other users. */
const FETCHES: MonitoringDefaults = {
  deletions: {
    value: 1000,
    why: 'who else deletes in the bucket is not known, and a request can delete up to 1,000 objects. Choose a lower number',
  },
  refusals: SOME_REFUSALS,
};

export const PRODUCT: Product = {
  name: 'Logz.io Archive & restore',
  revokes: REVOKES,
  monitoring: MONITORING,
  access: ACCESS,
  source: S3_PERMISSIONS,
};

export const S3_FETCHER: Product = {
  name: 'Logz.io S3 fetcher',
  revokes: REVOKES,
  monitoring: FETCHES,
  access: { ...ACCESS, source: S3_FETCHER_PAGE },
  source: S3_FETCHER_PAGE,
};
