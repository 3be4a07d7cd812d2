import type { PermissionSet } from '../../core/private/model/permission-set';
import type { Locking } from '../../core/private/synth/asking';
import type { RepositoryResource } from '../permissions';
import type { VeeamBackupGrantOptions } from './backup-grant-options';
import { ARCHIVE, ARCHIVE_RETRIEVAL, BACKUP_REPOSITORY, BROWSING, LEGAL_HOLDS, LOCKS, READ_ONLY, VERSIONS } from './backup-permissions';
import type { VeeamBackupRepositoryProps } from './backup-repository-props';
import { VeeamBackupTier } from './backup-tier';

const { ARCHIVE_DEEP_ARCHIVE, ARCHIVE_FLEXIBLE_RETRIEVAL, ARCHIVE_INSTANT_RETRIEVAL } = VeeamBackupTier;
const RETRIEVED: readonly string[] = [ARCHIVE_FLEXIBLE_RETRIEVAL, ARCHIVE_DEEP_ARCHIVE];

export const isArchive = (tier = VeeamBackupTier.PERFORMANCE): boolean => [...RETRIEVED, ARCHIVE_INSTANT_RETRIEVAL].includes(tier);

/** What Veeam adds to the period in an S3 tier (Block Generation). */
const BLOCK_GENERATION_DAYS = 30;

/** The most days that Veeam adds to the period. */
export const addedDays = ({ tier }: VeeamBackupGrantOptions): number => (isArchive(tier) ? 0 : BLOCK_GENERATION_DAYS);

/** Veeam always locks in compliance mode, for the period at least. */
export function lockingOf(props: Pick<VeeamBackupRepositoryProps, 'immutabilityPeriod' | 'tier'>): Locking {
  const days = props.immutabilityPeriod?.toDays();
  return { modes: ['COMPLIANCE'], days: days === undefined ? undefined : [days, days + addedDays(props)] };
}

/** What a read-only server promises that it can not do. */
export const READ_ONLY_WITHHOLDS = ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject', 's3:PutObjectRetention'];

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
