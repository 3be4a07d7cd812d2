/** What Veeam Backup for Microsoft 365 stores in the repository. */
export enum VeeamM365Usage {
  /** Backups of backup jobs. */
  BACKUP = 'backup',
  /** Copies of backup copy jobs. */
  BACKUP_COPY = 'backup-copy',
}
