// A restore into one subnet and security group only, which sends mail from one address; the account has a role `vmimport`.
import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry } from 'cdk-vendor-access';

const app = new App();
const stack = new Stack(app, 'CloudBerryEc2Placement');
const vpc = new ec2.Vpc(stack, 'Network', {
  maxAzs: 2,
  natGateways: 0,
  subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }],
});
new ec2.SecurityGroup(stack, 'Production', { vpc });
const restore = new cloudberry.CloudBerryEc2Restore(stack, 'Restore', {
  bucket: new s3.Bucket(stack, 'Bucket', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, enforceSSL: true }),
  importRole: cloudberry.VmImportRole.existing(),
  mailFrom: 'backup@mail.example.com',
  placement: { securityGroups: [new ec2.SecurityGroup(stack, 'Restored', { vpc })], subnets: [vpc.publicSubnets[0]] },
});
restore.addSetupOutputs();
app.synth();
