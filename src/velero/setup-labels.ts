import type { SetupLabels } from '../core/private/provision/setup-values';

/** The arguments of `velero install`, and what they are in the YAML of a BackupStorageLocation. */
export const SETUP_LABELS: SetupLabels = {
  bucket: 'velero install --bucket; spec.objectStorage.bucket',
  region: 'velero install --backup-location-config region=…; spec.config.region',
  prefix: 'velero install --prefix; spec.objectStorage.prefix',
  role: 'velero install --no-secret, and for IRSA --sa-annotations eks.amazonaws.com/role-arn=…; for EKS Pod Identity, the role of the association',
  secret: 'Secret with the key for the file of velero install --secret-file',
  user: 'User whose access key belongs into the file of velero install --secret-file',
};
