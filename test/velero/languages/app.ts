// TODO 8: every kind of access, and one prop of every type. The other languages have the same.
import { type App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { VendorAccess, velero } from 'cdk-vendor-access';

export function make(app: App): void {
  const newUser = new Stack(app, 'velero-new-user');
  new velero.VeleroBucket(newUser, 'Velero').addSetupOutputs();

  const existingUser = new Stack(app, 'velero-existing-user');
  new velero.VeleroBucket(existingUser, 'Velero', { access: VendorAccess.existingUser(new iam.User(existingUser, 'Mine')) });

  const vendorRole = new Stack(app, 'velero-vendor-role');
  const trusted = VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'example-external-id' });
  new velero.VeleroBucket(vendorRole, 'Velero', { access: trusted });

  const existingRole = new Stack(app, 'velero-existing-role');
  const mine = new iam.Role(existingRole, 'Mine', { assumedBy: new iam.AccountPrincipal('444455556666') });
  const veleroBucket = new velero.VeleroBucket(existingRole, 'Velero', { access: VendorAccess.existingRole(mine) });
  const writer = new iam.Role(existingRole, 'Writer', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  velero.VeleroBucketGrants.fromBucket(veleroBucket.bucket).backup(writer);
}
