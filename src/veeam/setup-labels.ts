import type { SetupLabels } from '../core/private/provision/setup-values';

/** Where to enter each value in the console of Veeam Backup for Microsoft 365, New Object Storage Repository. */
export const SETUP_LABELS: SetupLabels = {
  bucket: "Veeam: 'Bucket'",
  region: "Veeam: 'Data center location'",
  secret: "Secret with Veeam's 'Access key' and 'Secret key'",
  user: 'User whose access key Veeam needs',
};

/** The same in the console of Veeam Backup & Replication, New Object Repository. */
export const BACKUP_LABELS: SetupLabels = { ...SETUP_LABELS, region: "Veeam: 'AWS region' and 'Data center'" };
