/**
 * The S3 storage classes that Veeam Backup for Microsoft 365 writes. Veeam chooses the class of each object; the bucket needs no setting.
 */
export enum VeeamM365StorageClass {
  /** S3 Standard. */
  STANDARD = 'STANDARD',
  /** S3 Standard-Infrequent Access. */
  STANDARD_IA = 'STANDARD_IA',
  /** S3 One Zone-Infrequent Access. */
  ONE_ZONE_IA = 'ONEZONE_IA',
  /** S3 Glacier Instant Retrieval, only for backup copies. */
  GLACIER_INSTANT_RETRIEVAL = 'GLACIER_IR',
  /** S3 Glacier Flexible Retrieval, only for backup copies. Objects must be retrieved before they can be read. */
  GLACIER_FLEXIBLE_RETRIEVAL = 'GLACIER',
  /** S3 Glacier Deep Archive, only for backup copies. Objects must be retrieved before they can be read. */
  GLACIER_DEEP_ARCHIVE = 'DEEP_ARCHIVE',
}
