import { BULK_DELETIONS, type MonitoringDefaults, SOME_REFUSALS } from '../core/private/model/monitoring';
import type { Source } from '../core/private/model/permission-set';
import { type AccessKind, type Product, USERS } from '../core/private/model/product';

export { AWS_ARCHIVED_OBJECTS, AWS_EC2_ACTIONS, AWS_OBJECT_LOCK, AWS_S3_ACTIONS } from '../core/private/model/aws-sources';

// The pages that everything in this folder was read from, with the day on which they were last changed.

const PLUGIN = 'https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main';

/** Permissions, access, installation; plug-in 1.13 for Velero 1.17. */
export const README: Source = { title: 'Velero plugins for AWS: README', url: `${PLUGIN}/README.md`, date: '2025-12-22' };

export const BACKUP_LOCATION: Source = {
  title: 'Velero plugins for AWS: Backup Storage Location',
  url: `${PLUGIN}/backupstoragelocation.md`,
  date: '2025-06-03',
};

/** ObjectExists asks for an object that may not exist, and takes 404 alone for an answer. */
export const OBJECT_STORE: Source = {
  title: 'Velero plugins for AWS: object_store.go',
  url: `${PLUGIN}/velero-plugin-for-aws/object_store.go`,
  date: '2025-06-03',
};

/** GetDownloadURL: an address is valid for ten minutes (DownloadURLTTL). */
export const DOWNLOADS: Source = {
  title: 'Velero: object_store.go',
  url: 'https://github.com/vmware-tanzu/velero/blob/main/pkg/persistence/object_store.go',
  date: '2026-11-30',
};

/** Snapshots get their tags in the call that creates them, and volumes those of their snapshot. */
export const SNAPSHOTTER: Source = {
  title: 'Velero plugins for AWS: volume_snapshotter.go',
  url: `${PLUGIN}/velero-plugin-for-aws/volume_snapshotter.go`,
  date: '2025-12-22',
};

/** Which tags a snapshot gets: velero.io/backup and velero.io/pv. */
export const ITEM_BACKUPPER: Source = {
  title: 'Velero: item_backupper.go',
  url: 'https://github.com/vmware-tanzu/velero/blob/main/pkg/backup/item_backupper.go',
  date: '2026-04-07',
};

export const IMMUTABILITY: Source = {
  title: 'Velero: Backup Reference, Cannot support backup data immutability',
  url: 'https://velero.io/docs/main/backup-reference/',
  date: '2024-07-12',
};

/** One repository for each namespace, below kopia/, which all backups of the namespace share. */
export const REPOSITORIES: Source = {
  title: 'Velero: CSI Snapshot Data Movement',
  url: 'https://velero.io/docs/main/csi-snapshot-data-movement/',
  date: '2025-11-20',
};

const REVOKES = { sid: 'VeleroRevokedSessions', early: 'cdk-vendor-access:velero.revokesFutureSessions' };

/** A key in a file, or a role that Velero's pods get without one (`--no-secret`). Velero has no account of its own. */
const KINDS: readonly AccessKind[] = [...USERS, 'workloadRole', 'existingRole'];

const MONITORING: MonitoringDefaults = {
  uploads: { value: 26, why: 'backups usually run once a day: a day, and two hours for one that starts late' },
  deletions: BULK_DELETIONS,
  refusals: SOME_REFUSALS,
};

export const PRODUCT: Product = {
  name: 'Velero',
  revokes: REVOKES,
  monitoring: MONITORING,
  access: { kinds: KINDS, source: README },
  source: README,
};
