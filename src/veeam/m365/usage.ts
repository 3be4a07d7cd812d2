/** What Veeam Backup for Microsoft 365 stores in the repository. */
export enum VeeamM365Usage {
  /** Target of backup jobs. */
  BACKUP = 'backup',
  /** Target of backup copy jobs. */
  BACKUP_COPY = 'backup-copy',
}
