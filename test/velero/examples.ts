import type { Example } from '../e2e/examples';
import { backUpAndRestore } from './workflow';

export const EXAMPLES: Record<string, Example> = {
  'velero-backup-location': { app: 'examples/velero-backup-location.ts', stack: 'VeleroBackupLocation', workflow: backUpAndRestore },
};
