import type { Example } from '../e2e/examples';
import { backUpAndRecover, backUpBelowPrefix } from './workflow/backup';
import { handOutSessions } from './workflow/managed';
import { restoreIntoPlacement, restoreToEc2 } from './workflow/restore';

const LAUNCHES = "it launches instances, and makes roles that the whole account has once, such as 'vmimport'";

export const EXAMPLES: Record<string, Example> = {
  'cloudberry-backup': { app: 'examples/cloudberry-backup.ts', stack: 'CloudBerryBackup', workflow: backUpAndRecover },
  'cloudberry-locked-prefix': {
    app: 'test/cloudberry/apps/locked-prefix.ts',
    stack: 'CloudBerryLockedPrefix',
    workflow: backUpBelowPrefix,
    localOnly: 'it locks objects, which would be left',
  },
  'cloudberry-managed-backup': {
    app: 'examples/cloudberry-managed-backup.ts',
    stack: 'CloudBerryManagedBackup',
    workflow: handOutSessions,
  },
  'cloudberry-ec2-restore': {
    app: 'examples/cloudberry-ec2-restore.ts',
    stack: 'CloudBerryEc2Restore',
    workflow: restoreToEc2,
    localOnly: LAUNCHES,
  },
  'cloudberry-ec2-placement': {
    app: 'test/cloudberry/apps/ec2-placement.ts',
    stack: 'CloudBerryEc2Placement',
    workflow: restoreIntoPlacement,
    localOnly: LAUNCHES,
  },
};
