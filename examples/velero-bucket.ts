// TODO 7: what the example shows. Velero backs up to a bucket, with the access key of an IAM user.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/velero-bucket.ts"
//
// Then copy the outputs to Velero's console; the access key is in the secret of the output SetupSecretArn.
import { App, Stack } from 'aws-cdk-lib';
import { velero } from 'cdk-vendor-access';

const app = new App();
const stack = new Stack(app, 'VeleroBucket');

const veleroBucket = new velero.VeleroBucket(stack, 'Velero');
veleroBucket.addSetupOutputs();

app.synth();
