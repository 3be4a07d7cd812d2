// Backup copies by an archiver appliance in a network that Veeam makes itself.
import { Annotations, App, Stack } from 'aws-cdk-lib';
import { veeam } from 'cdk-vendor-access';

const app = new App();
const stack = new Stack(app, 'VeeamManagedNetwork');
const copies = new veeam.VeeamM365Repository(stack, 'Copies', {
  usage: veeam.VeeamM365Usage.BACKUP_COPY,
  archiverAppliance: veeam.VeeamArchiverAppliance.vendorManagedNetwork(),
});
Annotations.of(copies).acknowledgeWarning('cdk-vendor-access:veeam.managesAnyNetwork', 'an account for backups alone');
app.synth();
