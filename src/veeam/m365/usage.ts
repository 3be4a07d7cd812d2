/** What Veeam Backup for Microsoft 365 stores in the repository. */
export enum VeeamM365Usage {
  /** PolicyResource of backup jobs. */
  BACKUP = 'backup',
  /** PolicyResource of backup copy jobs. */
  BACKUP_COPY = 'backup-copy',
}
