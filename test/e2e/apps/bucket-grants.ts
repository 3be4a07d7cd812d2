// What each product may do with a bucket of the user's, granted to groups of the user's, and to the service role of VM Import/Export.
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, logzio, veeam } from 'cdk-vendor-access';

const app = new App();
const stack = new Stack(app, 'BucketGrants');
const bucket = new s3.Bucket(stack, 'Bucket', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, enforceSSL: true });
const groupOf = (name: string) => {
  const group = new iam.Group(stack, `${name}Group`);
  new iam.User(stack, name).addToGroup(group);
  return group;
};
logzio.LogzioBucketGrants.fromBucket(bucket).archive(groupOf('Archiver'));
logzio.LogzioBucketGrants.fromBucket(bucket).restore(groupOf('Restorer'));
veeam.VeeamBucketGrants.fromBucket(bucket).m365Repository(groupOf('Repository'), { folder: 'finance' });
const importRole = new iam.Role(stack, 'ImportRole', { assumedBy: new iam.ServicePrincipal('vmie.amazonaws.com') });
const grants = cloudberry.CloudBerryBucketGrants.fromBucket(bucket);
grants.backup(groupOf('Agent'), { prefix: 'office' });
grants.vmImport(importRole);
app.synth();
