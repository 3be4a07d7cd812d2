import type { ApplianceOf, ArchiverPlan } from '../archiver/archiver';
import { BACKUP } from '../sources';
import { BACKUP_APPLIANCE, BACKUP_TAG, BACKUP_TAG_ON_CREATE, BACKUP_VOLUME_KEY, EBS_ENCRYPTION } from './backup-appliance-permissions';
import type { VeeamBackupRepositoryProps } from './backup-repository-props';
import { backupSets } from './backup-sets';

/** The appliance of Veeam Backup & Replication, with what its options ask for. */
export function backupAppliance({ options }: ArchiverPlan, props: VeeamBackupRepositoryProps): ApplianceOf {
  const { ebsEncryption = options.volumeKey !== undefined } = props;
  return {
    product: BACKUP,
    id: 'AppliancePolicy',
    sets: [
      BACKUP_APPLIANCE,
      options.tagOnCreateOnly ? BACKUP_TAG_ON_CREATE : BACKUP_TAG,
      ...(ebsEncryption ? [EBS_ENCRYPTION] : []),
      ...(options.volumeKey ? [BACKUP_VOLUME_KEY] : []),
    ],
    inS3: backupSets(props),
    opensGroup: false,
  };
}
