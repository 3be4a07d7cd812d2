// As logzio-archive.ts, with a role that Logz.io's account assumes, which Logz.io recommends: no key that could be stolen.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/logzio-archive-role.ts" -c logzioAccountId=… -c logzioExternalId=…
//
// Both values are shown by Logz.io's console when a role is chosen ("Authenticate with a role").
import { App, Stack } from 'aws-cdk-lib';
import { logzio, VendorAccess } from 'cdk-vendor-access';

const app = new App();
const stack = new Stack(app, 'LogzioArchiveRole');

const archive = new logzio.LogzioArchiveBucket(stack, 'Archive', {
  access: VendorAccess.vendorRole({
    accountId: app.node.getContext('logzioAccountId'),
    externalId: app.node.getContext('logzioExternalId'),
  }),
});
archive.addSetupOutputs();

app.synth();
