// 200 constructs in ten stacks, and fifty customers of one provider.
import { App, Stack } from 'aws-cdk-lib';
import { cloudberry, logzio, VendorAccess } from '../../../src';
import { VENDOR_ACCOUNT } from '../../logzio/cases';

export const STACKS = 10;
export const CONSTRUCTS_A_STACK = 20;

/** `t-1` to `t-50`: the names of ten of them begin like that of another. */
export const TENANTS = Array.from({ length: 50 }, (_, index) => `t-${index + 1}`);

export function provider(stack: Stack): cloudberry.CloudBerryManagedBackup {
  const made = new cloudberry.CloudBerryManagedBackup(stack, 'Provider', {
    protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
    prefix: 'MBS',
  });
  for (const tenant of TENANTS) {
    made.addSessionPolicyOutput(tenant, `MBS/${tenant}`);
  }
  made.addSetupOutputs();
  return made;
}

function twenty(stack: Stack): void {
  for (let index = 0; index < CONSTRUCTS_A_STACK / 4; index++) {
    const access = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: `customer-${index}` });
    new logzio.LogzioArchiveBucket(stack, `Archive${index}`);
    new logzio.LogzioArchiveBucket(stack, `ArchiveByRole${index}`, { access });
    new cloudberry.CloudBerryBackupUser(stack, `Backup${index}`, { protection: cloudberry.CloudBerryProtection.recoverableDeletes() });
    new cloudberry.CloudBerryManagedBackup(stack, `Provider${index}`, { access });
  }
}

if (require.main === module) {
  const app = new App();
  for (let index = 0; index < STACKS; index++) {
    twenty(new Stack(app, `Load${index}`));
  }
  provider(new Stack(app, 'Tenants'));
  app.synth();
}
