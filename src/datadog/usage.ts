/** What Datadog does with the archive. */
export enum DatadogUsage {
  /** Archive logs, and rehydrate or search them. */
  ARCHIVE_AND_REHYDRATE = 'archive-and-rehydrate',
  /** Archive only: Datadog cannot read what it wrote. */
  ARCHIVE = 'archive',
  /** Rehydrate and search only: Datadog cannot write. */
  REHYDRATE = 'rehydrate',
}
