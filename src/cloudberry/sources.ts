import type { Source } from '../core/private/model/permission-set';
import { type Product, ROLES, USERS } from '../core/private/model/product';

export {
  AWS_ARCHIVED_OBJECTS,
  AWS_EBS_ENCRYPTION,
  AWS_EC2_ACTIONS,
  AWS_OBJECT_LOCK,
  AWS_S3_ACTIONS,
  AWS_SSE_KMS,
} from '../core/private/model/aws-sources';

import { MONITORING, RESTORES } from './monitoring';

// The sources of everything in this folder, with the day they were last changed, or read if they show no date.
// CloudBerry Lab has been called MSP360 since 2020; the articles of its old knowledge base are named by number.

export const KB1034: Source = {
  title: 'CloudBerry kb1034: Granular permissions for IAM user for CloudBerry Backup',
  url: 'https://kb.cloudberrylab.com/kb1034/',
  date: '2016-10-21',
};

/** For the standalone agent on Windows; undated, read on the day below. */
export const CURRENT_PERMISSIONS: Source = {
  title: 'MSP360: Granular Permission Policy for AWS S3',
  url: 'https://kb.msp360.com/standalone-backup/general/granular-agent-permissions',
  date: '2026-11-22',
};

/** A stored revision of the same page, undated, read on the day below. The others do not have the statement. */
export const PERMISSIONS_WITH_FEDERATION: Source = {
  title: 'MSP360: Granular Permission Policy for AWS S3 (Standalone Software)',
  url: 'https://kb.msp360.com/standalone-backup/general/granular-agent-permissions',
  date: '2026-11-28',
};

export const DEFAULT_LOCK: Source = {
  title: 'MSP360 Backup: Default Object Lock',
  url: 'https://help.msp360.com/cloudberry-backup/backup/about-backups/object-lock/default',
  date: '2026-04-17',
};

export const OBJECT_LOCK: Source = {
  title: 'MSP360 Backup: Object Lock',
  url: 'https://help.msp360.com/cloudberry-backup/backup/about-backups/object-lock/',
  date: '2026-04-17',
};

export const LIFECYCLE_RULES: Source = {
  title: 'MSP360 and lifecycle rules',
  url: 'https://kb.msp360.com/cloud-vendors/general-topics/msp360-and-lifecycle-rules',
  date: '2026-11-22',
};

export const KB1062: Source = {
  title: "CloudBerry kb1062: Why it's not enough to make your bucket public for your MBS users",
  url: 'https://kb.msp360.com/managed-backup-service/why-its-not-enough-to-make-your-bucket-public-for-your-mbs-users',
  date: '2016-11-08',
};

export const IAM_ROLE: Source = {
  title: 'MSP360 Managed Backup: Add Amazon S3 Account via AWS IAM roles',
  url: 'https://help.mspbackups.com/billing-storage/storage-providers/amazon/iam-role',
  date: '2026-11-22',
};

export const KB1025: Source = {
  title: 'CloudBerry kb1025: Amazon Web Services (AWS) IAM permissions for EC2 restore',
  url: 'https://kb.cloudberrylab.com/kb1025/',
  date: '2016-05-16',
};

export const AWS_S3_API: Source = {
  title: 'AWS: Required permissions for Amazon S3 API operations',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html',
  date: '2026-11-22',
};

export const AWS_OBJECT_OWNERSHIP: Source = {
  title: 'AWS: Controlling ownership of objects and disabling ACLs for your bucket',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  date: '2023-06-09',
};

export const AWS_FEDERATION: Source = {
  title: 'AWS: GetFederationToken',
  url: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html',
  date: '2026-11-22',
};

export const AWS_IAM_ACTIONS: Source = {
  title: 'AWS: Actions, resources, and condition keys for AWS Identity and Access Management',
  url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
  date: '2026-09-26',
};

export const AWS_SES_ACTIONS: Source = {
  title: 'AWS: Actions, resources, and condition keys for Amazon SES',
  url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html',
  date: '2026-09-26',
};

/** The manifest is a presigned URL. */
export const AWS_DISK_IMAGE: Source = {
  title: 'AWS: DiskImageDetail',
  url: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DiskImageDetail.html',
  date: '2026-11-29',
};

/** The permissions of the importing principal, and of the service role. */
export const AWS_VM_IMPORT: Source = {
  title: 'AWS: Required permissions for VM Import/Export',
  url: 'https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html',
  date: '2022-12-02',
};

/** A user report, because AWS's own page does not mention it. */
export const PASS_ROLE_REPORT: Source = {
  title: 'aws/aws-sdk issue 808: ImportImage needs iam:PassRole',
  url: 'https://github.com/aws/aws-sdk/issues/808',
  date: '2024-08-20',
};

const REVOKES = { sid: 'CloudBerryRevokedSessions', early: 'cdk-vendor-access:cloudberry.revokesFutureSessions' };

/** The agent is given an access key. */
const KEY = { kinds: USERS, source: CURRENT_PERMISSIONS };
/** A role needs what the console shows before it exists: the account and the external id. */
const KEY_OR_ROLE = { kinds: [...USERS, ...ROLES], source: IAM_ROLE };

const OF_BACKUPS = { revokes: REVOKES, monitoring: MONITORING };
const OF_RESTORES = { revokes: REVOKES, monitoring: RESTORES };
export const BACKUP: Product = { name: 'CloudBerry (MSP360) Backup', ...OF_BACKUPS, access: KEY, source: KB1034 };
export const MANAGED_BACKUP: Product = {
  name: 'CloudBerry (MSP360) Managed Backup',
  ...OF_BACKUPS,
  access: KEY_OR_ROLE,
  source: KB1062,
};
export const EC2_RESTORE: Product = { name: 'CloudBerry (MSP360) restore to EC2', ...OF_RESTORES, access: KEY_OR_ROLE, source: KB1025 };
/** A service of AWS, with a role of its own. */
export const VM_IMPORT: Product = {
  name: 'VM Import/Export',
  ...OF_RESTORES,
  access: { kinds: [], source: AWS_VM_IMPORT },
  source: AWS_VM_IMPORT,
};
