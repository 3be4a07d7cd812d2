// A role whose external id comes late: closed, until the context gives it.
import { Annotations, App, Stack } from 'aws-cdk-lib';
import { datadog, VendorAccess } from '../../../src';

const app = new App();
const stack = new Stack(app, 'DatadogPendingRole');

const archive = new datadog.DatadogLogArchive(stack, 'Archive', {
  access: VendorAccess.pendingVendorRole({
    accountId: datadog.DatadogAccount.ofSite(datadog.DatadogSite.US1),
    externalId: app.node.tryGetContext('datadogExternalId'),
  }),
});
archive.addSetupOutputs();
Annotations.of(archive).acknowledgeWarning('cdk-vendor-access:core.externalIdPending', 'the demo opens it by its second deployment');

app.synth();
