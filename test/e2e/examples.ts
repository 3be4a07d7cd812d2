import { useGrants } from './bucket-grants';
import { backUpAndRecover, backUpBelowPrefix } from './cloudberry-backup';
import { handOutSessions } from './cloudberry-managed';
import { restoreIntoPlacement, restoreToEc2 } from './cloudberry-restore';
import { archiveAndRestoreAsRole, archiveAndRestoreAsUser, onlyOneUse } from './logzio';
import { backup, immutableCopy, managedNetwork } from './veeam';
import type { Workflow } from './workflow';

/** What the demo can deploy, by name. The first one is the default. */
export interface Example {
  readonly app: string;
  readonly stack: string;
  readonly context?: Record<string, string>;
  readonly workflow: Workflow;
  /** Type of the one resource that cannot be deleted after the workflow, because others have put theirs into it. */
  readonly inUse?: string;
  /** Why it cannot run in an account of AWS, if so. */
  readonly localOnly?: string;
}

const AS_LOGZIO = 'it acts as the account of Logz.io, which nobody else can do';

const LAUNCHES = "it launches instances, and makes roles that the whole account has once, such as 'vmimport'";

export const EXAMPLES: Record<string, Example> = {
  'logzio-archive': { app: 'examples/logzio-archive.ts', stack: 'LogzioArchive', workflow: archiveAndRestoreAsUser },
  'logzio-archive-role': {
    app: 'examples/logzio-archive-role.ts',
    stack: 'LogzioArchiveRole',
    // AWS's example account, not Logz.io's: theirs is shown in their console only
    context: { logzioAccountId: '444455556666', logzioExternalId: 'logzio:aws:extid:example0nktixxe8q' },
    workflow: archiveAndRestoreAsRole,
    localOnly: AS_LOGZIO,
  },
  'logzio-one-use': { app: 'test/e2e/apps/logzio-one-use.ts', stack: 'LogzioOneUse', workflow: onlyOneUse },
  'bucket-grants': {
    app: 'test/e2e/apps/bucket-grants.ts',
    stack: 'BucketGrants',
    workflow: useGrants,
    localOnly: "it acts as a role that AWS's services alone assume",
  },
  'cloudberry-backup': { app: 'examples/cloudberry-backup.ts', stack: 'CloudBerryBackup', workflow: backUpAndRecover },
  'cloudberry-locked-prefix': {
    app: 'test/e2e/apps/cloudberry-locked-prefix.ts',
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
    app: 'test/e2e/apps/cloudberry-ec2-placement.ts',
    stack: 'CloudBerryEc2Placement',
    workflow: restoreIntoPlacement,
    localOnly: LAUNCHES,
  },
  'veeam-m365-backup': { app: 'examples/veeam-m365-backup.ts', stack: 'VeeamM365Backup', workflow: backup },
  'veeam-m365-immutable-copy': {
    app: 'examples/veeam-m365-immutable-copy.ts',
    stack: 'VeeamM365ImmutableCopy',
    context: { veeamProxyCidr: '203.0.113.7/32' },
    workflow: immutableCopy,
    inUse: 'AWS::EC2::VPC', // a subnet and a group of production, which the appliance must not touch
    localOnly: 'it locks objects, which nobody could delete afterwards, and makes roles and instances of its own to be refused',
  },
  'veeam-managed-network': {
    app: 'test/e2e/apps/veeam-managed-network.ts',
    stack: 'VeeamManagedNetwork',
    workflow: managedNetwork,
    localOnly: 'it makes networks and instances that it would leave if it failed',
  },
};
