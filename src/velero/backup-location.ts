import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { VendorAccess, VendorBucketAccess } from '../core';
import { testConnection } from '../core/private/operate/connection-test';
import { bucketAccess } from '../core/private/provision/bucket-access';
import { throwIfWrong } from '../core/private/validation/construct-props';
import { normalPrefix } from '../core/private/validation/prefix';
import type { VeleroBackupLocationProps } from './backup-location-props';
import { backupProfile } from './bucket-profile';
import { BACKUP, OBJECT_TAGS, SNAPSHOTS, VOLUME_KEY } from './permissions';
import { BACKUP_LOCATION_PROPS } from './prop-types';
import { SETUP_LABELS } from './setup-labels';
import { PRODUCT } from './sources';
import { volumeResources } from './volume-resources';

/**
 * A bucket that Velero backs up a Kubernetes cluster to, and the permissions for Velero's pods.
 *
 * Creates the bucket (versioned; encrypted; no public access; TLS 1.2; kept when the stack is deleted) and one managed policy, which is attached to
 * the role or user that you choose. By default, creates an IAM user in a group, and its access key in Secrets Manager.
 *
 * Does not create: lifecycle rules, a bucket for access logs, the cluster's OIDC provider or EKS Pod Identity association, anything in the cluster.
 *
 * Errors at synth: settings of the bucket that Velero cannot work with, now or after aspects have run; a role for a vendor's account, because
 * Velero has none.
 *
 * @see https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/README.md
 * @example
 * const workload = Workload.podIdentity({ clusterName: 'production', namespace: 'velero', serviceAccount: 'velero-server' });
 * const location = new velero.VeleroBackupLocation(this, 'Velero', { access: VendorAccess.workloadRole(workload) });
 * location.addSetupOutputs();
 */
export class VeleroBackupLocation extends VendorBucketAccess {
  public constructor(scope: Construct, id: string, props: VeleroBackupLocationProps = {}) {
    super(scope, id);
    throwIfWrong(this, props, BACKUP_LOCATION_PROPS);
    const { access = VendorAccess.iamUser(), bucket, objectTags, versioned = true, volumeKey, volumeSnapshots } = props;
    this._access = bucketAccess(this, props, {
      product: PRODUCT,
      labels: SETUP_LABELS,
      access,
      bucket,
      prefix: normalPrefix(props.prefix),
      shape: { versioned, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED },
      profile: backupProfile(objectTags),
      sets: [BACKUP, ...(objectTags ? [OBJECT_TAGS] : []), ...(volumeSnapshots ? [SNAPSHOTS, VOLUME_KEY] : [])],
      resources: volumeResources(this, volumeKey),
      volumeKey,
    });
    testConnection(this, this._access, props.connectionTest);
  }
}
