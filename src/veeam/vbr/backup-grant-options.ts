import type { VeeamBackupTier } from './backup-tier';

/** What Veeam Backup & Replication does with a repository, as far as it decides its permissions. */
export interface VeeamBackupGrantOptions {
  /**
   * What the repository is in Veeam. The performance and the capacity tier need the same permissions; the archive tier needs others.
   *
   * @default VeeamBackupTier.PERFORMANCE
   */
  readonly tier?: VeeamBackupTier;

  /**
   * Whether backups are made immutable in Veeam's console, which cannot be changed later. For the bucket: Object Lock and versioning, or neither
   * of them.
   *
   * @default false
   */
  readonly immutability?: boolean;

  /**
   * Restricts the permissions to what a second backup server needs to restore from the bucket of the first: it can write and delete nothing.
   * Only for an S3 tier. Set `immutability` as on the first server.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Lets Veeam's console show the buckets of the account and their regions, to choose one. Veeam does not need it if you enter the bucket's name.
   *
   * @default false
   */
  readonly bucketBrowsing?: boolean;
}
