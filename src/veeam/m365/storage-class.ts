/** The S3 storage classes that Veeam Backup for Microsoft 365 writes. It chooses the class for each object: on the bucket, nothing is set. */
export enum VeeamM365StorageClass {
  /** S3 Standard. */
  STANDARD = 'STANDARD',
  /** S3 Standard-Infrequent Access. */
  STANDARD_IA = 'STANDARD_IA',
  /** S3 One Zone-Infrequent Access. */
  ONE_ZONE_IA = 'ONEZONE_IA',
  /** S3 Glacier Instant Retrieval, for backup copies only. */
  GLACIER_INSTANT_RETRIEVAL = 'GLACIER_IR',
  /** S3 Glacier Flexible Retrieval, for backup copies only. Has to be retrieved before it can be read. */
  GLACIER_FLEXIBLE_RETRIEVAL = 'GLACIER',
  /** S3 Glacier Deep Archive, for backup copies only. Has to be retrieved before it can be read. */
  GLACIER_DEEP_ARCHIVE = 'DEEP_ARCHIVE',
}
