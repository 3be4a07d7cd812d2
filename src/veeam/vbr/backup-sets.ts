import type { PermissionSet } from '../../core/private/model/permission-set';
import type { RepositoryResource } from '../permissions';
import type { VeeamBackupGrantOptions } from './backup-grant-options';
import { ARCHIVE, ARCHIVE_RETRIEVAL, BACKUP_REPOSITORY, BROWSING, LEGAL_HOLDS, LOCKS, READ_ONLY, VERSIONS } from './backup-permissions';
import { VeeamBackupTier } from './backup-tier';

const { ARCHIVE_DEEP_ARCHIVE, ARCHIVE_FLEXIBLE_RETRIEVAL, ARCHIVE_INSTANT_RETRIEVAL } = VeeamBackupTier;
const RETRIEVED: readonly string[] = [ARCHIVE_FLEXIBLE_RETRIEVAL, ARCHIVE_DEEP_ARCHIVE];

export const isArchive = (tier = VeeamBackupTier.PERFORMANCE): boolean => [...RETRIEVED, ARCHIVE_INSTANT_RETRIEVAL].includes(tier);

/** The permission sets of a use. */
export function backupSets(options: VeeamBackupGrantOptions): PermissionSet<RepositoryResource>[] {
  const { bucketBrowsing, immutability, readOnly, tier = VeeamBackupTier.PERFORMANCE } = options;
  return [
    readOnly ? READ_ONLY : BACKUP_REPOSITORY,
    ...(bucketBrowsing ? [BROWSING] : []),
    ...(immutability ? [VERSIONS] : []),
    ...(immutability && !isArchive(tier) ? [LEGAL_HOLDS] : []),
    ...(immutability && !readOnly ? [LOCKS] : []),
    ...(isArchive(tier) ? [ARCHIVE] : []),
    ...(RETRIEVED.includes(tier) ? [ARCHIVE_RETRIEVAL] : []),
  ];
}
