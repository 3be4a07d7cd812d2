import type { Source } from '../core/private/model/permission-set';
import { type Product, USERS } from '../core/private/model/product';
import { MONITORING } from './monitoring';

export { AWS_EBS_ENCRYPTION, AWS_EC2_ACTIONS, AWS_OBJECT_LOCK, AWS_S3_ACTIONS, AWS_SSE_KMS } from '../core/private/model/aws-sources';

// The sources of everything in this folder, with the day they were last changed, or read if they show no date.

/** Two lists and a sample policy; the list for the appliance lacks two actions that the policy has. */
export const S3_PERMISSIONS: Source = {
  title: 'Veeam Backup for Microsoft 365: Permissions for Amazon S3 Object Storage',
  url: 'https://helpcenter.veeam.com/docs/vbo365/guide/amazon_s3_permissions.html',
  date: '2026-03-03',
};

export const STORAGE_CLASSES: Source = {
  title: 'Veeam Backup for Microsoft 365: Supported Amazon S3 Storage Classes',
  url: 'https://helpcenter.veeam.com/docs/vbo365/guide/supported_storage_classes_amazon.html',
  date: '2025-11-12',
};

export const RETRIEVING: Source = {
  title: 'Veeam Backup for Microsoft 365: Retrieving Backed-Up Data',
  url: 'https://helpcenter.veeam.com/docs/vbo365/guide/retrieving_backed_up_files.html',
  date: '2026-03-03',
};

export const IMMUTABILITY_PAGE: Source = {
  title: 'Veeam Backup for Microsoft 365: Immutability',
  url: 'https://helpcenter.veeam.com/docs/vbo365/guide/immutability.html',
  date: '2026-03-03',
};

export const CONSIDERATIONS: Source = {
  title: 'Veeam Backup for Microsoft 365: Considerations and Limitations',
  url: 'https://helpcenter.veeam.com/docs/vbo365/guide/vbo_considerations.html',
  date: '2026-06-25',
};

export const BUCKET_SETTINGS: Source = {
  title: 'Veeam Backup for Microsoft 365: Specify Object Storage Settings',
  url: 'https://helpcenter.veeam.com/docs/vbo365/guide/amazon_object_storage_settings.html',
  date: '2024-08-30',
};

export const FOLDERS: Source = {
  title: 'Veeam Backup for Microsoft 365: Storage for Backups',
  url: 'https://helpcenter.veeam.com/docs/vbo365/guide/osr_non_archive_structure.html',
  date: '2026-05-11',
};

export const ARCHIVER: Source = {
  title: 'Veeam Backup for Microsoft 365: Configuring Amazon Archiver Appliance',
  url: 'https://helpcenter.veeam.com/docs/vbo365/guide/new_amazon_s3_backup_proxy.html',
  date: '2026-03-03',
};

/** Ten lists for reading and writing, two for reading, and further ones. Microsoft 365 takes from it what immutability needs. */
export const VBR_PERMISSIONS: Source = {
  title: 'Veeam Backup & Replication: Permissions',
  url: 'https://helpcenter.veeam.com/docs/vbr/userguide/required_permissions.html',
  date: '2026-05-15',
};

export const VBR_LIMITATIONS: Source = {
  title: 'Veeam Backup & Replication: Considerations and Limitations for Object Storage',
  url: 'https://helpcenter.veeam.com/docs/vbr/userguide/os_immutability_limitations.html',
  date: '2026-07-01',
};

export const VBR_S3_LIMITATIONS: Source = {
  title: 'Veeam Backup & Replication: Amazon S3 and S3 Compatible Object Storage Considerations and Limitations',
  url: 'https://helpcenter.veeam.com/docs/vbr/userguide/s3_compatible_limitations.html',
  date: '2026-02-17',
};

export const VBR_IMMUTABILITY: Source = {
  title: 'Veeam Backup & Replication: Enabling Immutability',
  url: 'https://helpcenter.veeam.com/docs/vbr/userguide/immutability_os_enable.html',
  date: '2026-07-01',
};

/** What is added to the period: 30 days for Amazon S3. */
export const VBR_BLOCK_GENERATION: Source = {
  title: 'Veeam Backup & Replication: Block Generation',
  url: 'https://helpcenter.veeam.com/docs/vbr/userguide/object_storage_block_generation.html',
  date: '2026-02-06',
};

/** The bucket's name is typed or chosen; the period is 1 to 999 days. */
export const VBR_BUCKET: Source = {
  title: 'Veeam Backup & Replication: Specify Object Storage Settings for Amazon S3',
  url: 'https://helpcenter.veeam.com/docs/vbr/userguide/amazon_storage_details.html',
  date: '2026-04-01',
};

/** The classes of the archive tier, and which of them have to be retrieved. */
export const VBR_GLACIER_BUCKET: Source = {
  title: 'Veeam Backup & Replication: Specify Object Storage Settings for Amazon S3 Glacier',
  url: 'https://helpcenter.veeam.com/docs/vbr/userguide/glacier_storage_details.html',
  date: '2026-04-01',
};

/** Optional; its own group would be open to everybody. */
export const VBR_HELPER: Source = {
  title: 'Veeam Backup & Replication: Specify Mount Server Settings',
  url: 'https://helpcenter.veeam.com/docs/vbr/userguide/amazon_storage_mount_server.html',
  date: '2026-04-01',
};

export const AWS_SSM_ACTIONS: Source = {
  title: 'AWS: Actions, resources, and condition keys for AWS Systems Manager',
  url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html',
  date: '2026-09-26',
};

/** This page says that an endpoint policy must allow the buckets that the instances need, but not which buckets those are. */
export const AWS_S3_ENDPOINT: Source = {
  title: 'AWS: Gateway endpoints for Amazon S3',
  url: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
  date: '2026-11-25',
};

const REVOKES = { sid: 'VeeamRevokedSessions', early: 'cdk-vendor-access:veeam.revokesFutureSessions' };

/** The console asks for an access key. */
const ACCESS = { kinds: USERS, source: S3_PERMISSIONS };

export const M365: Product = {
  name: 'Veeam Backup for Microsoft 365',
  revokes: REVOKES,
  monitoring: MONITORING,
  access: ACCESS,
  source: S3_PERMISSIONS,
};

/** It accepts an access key of an IAM user (or of the root user), not the role of an EC2 instance. */
const CLOUD_CREDENTIALS: Source = {
  title: 'Veeam Backup & Replication: Access Keys for AWS Users',
  url: 'https://helpcenter.veeam.com/docs/vbr/userguide/cloud_credentials_aws.html',
  date: '2024-08-02',
};

export const BACKUP: Product = {
  name: 'Veeam Backup & Replication',
  revokes: REVOKES,
  monitoring: MONITORING,
  access: { kinds: USERS, source: CLOUD_CREDENTIALS },
  source: VBR_PERMISSIONS,
};
