// What each product may do with a bucket of the user's, granted to groups and roles of the user's.
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { GRANTS } from '../grants';

const app = new App();
const stack = new Stack(app, 'BucketGrants');
const bucket = new s3.Bucket(stack, 'Bucket', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, enforceSSL: true });

function principal(who: string, service: string | undefined): iam.IGrantable {
  if (service) {
    return new iam.Role(stack, who, { assumedBy: new iam.ServicePrincipal(service) });
  }
  const group = new iam.Group(stack, `${who}Group`);
  new iam.User(stack, who).addToGroup(group);
  return group;
}

for (const { grant, service, who } of GRANTS) {
  grant(bucket, principal(who, service));
}
app.synth();
