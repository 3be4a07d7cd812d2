import * as s3 from 'aws-cdk-lib/aws-s3';
import { lockBreakers } from '../../core/private/provision/retention-limit';
import type { Locking } from '../../core/private/synth/asking';
import type { VeeamBackupGrantOptions } from './backup-grant-options';
import type { VeeamBackupRepositoryProps } from './backup-repository-props';
import { isArchive } from './backup-sets';

/** What Veeam adds to the period in an S3 tier (Block Generation). */
const BLOCK_GENERATION_DAYS = 30;

/** The most days that Veeam adds to the period. */
export const addedDays = ({ tier }: VeeamBackupGrantOptions): number => (isArchive(tier) ? 0 : BLOCK_GENERATION_DAYS);

const MODE = s3.ObjectLockMode.COMPLIANCE;

/** Veeam always locks in compliance mode, for the period at least. */
export function lockingOf(props: Pick<VeeamBackupRepositoryProps, 'immutabilityPeriod' | 'tier'>): Locking {
  const days = props.immutabilityPeriod?.toDays();
  return { modes: [MODE], days: days === undefined ? undefined : [days, days + addedDays(props)] };
}

/** What a read-only server promises that it cannot do. */
const READ_ONLY_WITHHOLDS = ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject', 's3:PutObjectRetention'];

/** What the user may not get from elsewhere, either. */
export const withheldBy = ({ maximumRetention, readOnly }: VeeamBackupRepositoryProps): string[] => [
  ...(readOnly ? READ_ONLY_WITHHOLDS : []),
  ...lockBreakers(MODE, maximumRetention !== undefined),
];
