// Velero backs up two clusters, each to its own bucket: one with EKS Pod Identity and no access key, one outside of AWS with the key of an IAM user.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/velero-backup-location.ts"
//
// Then pass the outputs to `velero install`. For the cluster on Amazon EKS, create the association of EKS Pod Identity, with the namespace and
// service account below. For the other one, the secret of the output EdgeSetupSecretArn holds the access key for `--secret-file`.
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess, velero, Workload } from 'cdk-vendor-access';

// access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
const app = new App({ postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
const stack = new Stack(app, 'VeleroBackupLocation');

const accessLogs = new s3.Bucket(stack, 'AccessLogs', {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
});

const workload = Workload.podIdentity({ clusterName: 'production', namespace: 'velero', serviceAccount: 'velero-server' });
const production = new velero.VeleroBackupLocation(stack, 'Production', {
  access: VendorAccess.workloadRole(workload),
  encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
  serverAccessLogsBucket: accessLogs,
  volumeSnapshots: true,
});
production.addSetupOutputs();

// a bucket of your own, whose lifecycle rule ends what Velero deletes: old versions of objects
const bucket = new s3.Bucket(stack, 'EdgeBackups', {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
  lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
  serverAccessLogsBucket: accessLogs,
});
const edge = new velero.VeleroBackupLocation(stack, 'Edge', { bucket, prefix: 'edge', objectTags: true });
edge.addSetupOutputs();

app.synth();
