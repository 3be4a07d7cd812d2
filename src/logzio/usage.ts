/** What Logz.io does with the bucket. */
export enum LogzioUsage {
  /** Archive logs, and restore them. */
  ARCHIVE_AND_RESTORE = 'archive-and-restore',
  /** Archive only: Logz.io cannot read what it wrote. */
  ARCHIVE = 'archive',
  /** Restore only: Logz.io cannot write. */
  RESTORE = 'restore',
}
