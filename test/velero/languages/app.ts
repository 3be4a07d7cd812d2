import { type App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { VendorAccess, velero, Workload } from 'cdk-vendor-access';

export function make(app: App): void {
  const newUser = new Stack(app, 'velero-new-user');
  new velero.VeleroBackupLocation(newUser, 'Velero', { objectTags: true }).addSetupOutputs();

  const existingUser = new Stack(app, 'velero-existing-user');
  new velero.VeleroBackupLocation(existingUser, 'Velero', { access: VendorAccess.existingUser(new iam.User(existingUser, 'Mine')) });

  const serviceAccount = new Stack(app, 'velero-service-account');
  const provider = iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(
    serviceAccount,
    'Provider',
    'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE',
  );
  const token = Workload.serviceAccount({ provider, namespace: 'velero', serviceAccount: 'velero-server' });
  new velero.VeleroBackupLocation(serviceAccount, 'Velero', { access: VendorAccess.workloadRole(token) });

  const podIdentity = new Stack(app, 'velero-pod-identity');
  const pod = Workload.podIdentity({
    clusterName: 'production',
    clusterRegion: 'eu-west-1',
    namespace: 'velero',
    serviceAccount: 'velero-server',
  });
  new velero.VeleroBackupLocation(podIdentity, 'Velero', {
    access: VendorAccess.workloadRole(pod, { roleName: 'velero' }),
    prefix: 'clusters/prod',
    versioned: false,
    volumeSnapshots: true,
    volumeKey: new kms.Key(podIdentity, 'VolumeKey'),
  });

  const ec2Instance = new Stack(app, 'velero-ec2-instance');
  new velero.VeleroBackupLocation(ec2Instance, 'Velero', { access: VendorAccess.workloadRole(Workload.ec2Instance()) });

  const existingRole = new Stack(app, 'velero-existing-role');
  const mine = new iam.Role(existingRole, 'Mine', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  const location = new velero.VeleroBackupLocation(existingRole, 'Velero', { access: VendorAccess.existingRole(mine) });
  const writer = new iam.Role(existingRole, 'Writer', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  velero.VeleroBucketGrants.fromBucket(location.bucket).backup(writer, { prefix: 'other', objectTags: true });
}
