import { CfnOutput, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { documentedPolicy } from '../documented';

// A stack as somebody writes it who follows the vendor's page and no other advice: what the page says, and the defaults of the CDK. Buckets and
// users have names, because every page asks for them.

const BUCKET = 'example-bucket';

/** What the page has as the policy of the principal; an empty condition, which a page may have, is none. */
function policyOf(vendor: string, file: string): iam.PolicyDocument {
  const text = JSON.stringify(documentedPolicy(vendor, file));
  return iam.PolicyDocument.fromJson(
    JSON.parse(text, (key, value) => (key === 'Condition' && Object.keys(value).length === 0 ? undefined : value)),
  );
}

export function bucket(stack: Stack, props: s3.BucketProps = {}): void {
  const { bucketName } = new s3.Bucket(stack, 'Bucket', { bucketName: BUCKET, ...props });
  new CfnOutput(stack, 'Name', { value: bucketName });
}

/** `inline`: as a page says that puts the policy into the user; the console makes a managed policy and attaches it. */
export function user(stack: Stack, vendor: string, file: string, how: 'inline' | 'managed' = 'managed'): void {
  const made = new iam.User(stack, 'User', { userName: vendor });
  const document = policyOf(vendor, file);
  if (how === 'inline') new iam.Policy(stack, 'Policy', { users: [made], document });
  else new iam.ManagedPolicy(stack, 'Policy', { users: [made], document });
  const key = new iam.CfnAccessKey(stack, 'Key', { userName: made.userName });
  new CfnOutput(stack, 'Secret', { value: key.attrSecretAccessKey });
}

export function bucketAndUser(stack: Stack, vendor: string, file: string, how?: 'inline' | 'managed', props?: s3.BucketProps): void {
  bucket(stack, props);
  user(stack, vendor, file, how);
}

/** The role that a vendor's console asks for. */
export function role(stack: Stack, vendor: string, file: string, accountId: string): void {
  const made = new iam.Role(stack, 'Role', {
    roleName: vendor,
    assumedBy: new iam.AccountPrincipal(accountId),
    externalIds: ['a1b2c3d4-e5f6'],
  });
  new iam.ManagedPolicy(stack, 'Policy', { roles: [made], document: policyOf(vendor, file) });
}

/** The service role of VM Import/Export, as AWS's page says (Required permissions for VM Import/Export). */
export function importRole(stack: Stack): void {
  const made = new iam.Role(stack, 'ImportRole', {
    roleName: 'vmimport',
    assumedBy: new iam.ServicePrincipal('vmie.amazonaws.com'),
    externalIds: ['vmimport'],
  });
  const statement = (actions: string[], resources: string[]) => new iam.PolicyStatement({ actions, resources });
  made.addToPolicy(
    statement(['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket'], [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`]),
  );
  made.addToPolicy(statement(['ec2:ModifySnapshotAttribute', 'ec2:CopySnapshot', 'ec2:RegisterImage', 'ec2:Describe*'], ['*']));
}

/** A network for Veeam's appliance, as open as Veeam's own. */
export function network(stack: Stack): void {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0, restrictDefaultSecurityGroup: false });
  const group = new ec2.SecurityGroup(stack, 'Group', { vpc });
  for (const port of [22, 443]) group.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(port));
}
