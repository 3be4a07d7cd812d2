/** What the repository is in Veeam, and for the archive tier its storage class. In an S3 tier, Veeam chooses the class for each object. */
export enum VeeamBackupTier {
  /** Performance tier of a scale-out backup repository, or a repository by itself: S3 Standard, Standard-IA or One Zone-IA. */
  PERFORMANCE = 'performance',
  /** Capacity tier: as the performance tier. */
  CAPACITY = 'capacity',
  /** Archive tier in S3 Glacier Instant Retrieval, which can be read at once. */
  ARCHIVE_INSTANT_RETRIEVAL = 'archive-instant-retrieval',
  /** Archive tier in S3 Glacier Flexible Retrieval. Has to be retrieved before it can be read. */
  ARCHIVE_FLEXIBLE_RETRIEVAL = 'archive-flexible-retrieval',
  /** Archive tier in S3 Glacier Deep Archive, which Veeam's console proposes. Has to be retrieved before it can be read. */
  ARCHIVE_DEEP_ARCHIVE = 'archive-deep-archive',
}
