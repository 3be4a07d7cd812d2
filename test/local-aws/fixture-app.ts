/** The app that local-aws.smoke.ts deploys: plain CDK in the shape of what the library makes, so that a failure is the local AWS's own. */
import { App, CfnOutput, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

export const VENDOR_ACCOUNT = '444455556666';
export const EXTERNAL_ID = 'external-id-of-the-customer';

class VendorStack extends Stack {
  constructor(scope: Construct, id: string, encryptionKey: boolean) {
    super(scope, id, { env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION } });
    const bucket = this.bucket(encryptionKey ? new kms.Key(this, 'Key', { removalPolicy: RemovalPolicy.DESTROY }) : undefined);
    const group = new iam.Group(this, 'Group', { path: '/vendors/' });
    const user = new iam.User(this, 'User', { path: '/vendors/', groups: [group] });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.AccountPrincipal(VENDOR_ACCOUNT), externalIds: [EXTERNAL_ID] });
    new iam.ManagedPolicy(this, 'Policy', { groups: [group], roles: [role], statements: this.statements(bucket) });
    const secret = this.secret(user);
    const outputs = { Bucket: bucket.bucketName, Secret: secret.secretArn, User: user.userArn, Role: role.roleArn };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, `${name}Output`, { value, key: name });
  }

  private bucket(encryptionKey?: kms.Key): s3.Bucket {
    return new s3.Bucket(this, 'Bucket', {
      encryption: encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
      encryptionKey,
      bucketKeyEnabled: encryptionKey ? true : undefined,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private statements(bucket: s3.Bucket): iam.PolicyStatement[] {
    const conditions = { StringEquals: { 'aws:ResourceAccount': this.account } };
    const onKey = bucket.encryptionKey && {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [bucket.encryptionKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${this.region}.amazonaws.com` } },
    };
    return [
      new iam.PolicyStatement({ actions: ['s3:ListBucket', 's3:GetBucketLocation'], resources: [bucket.bucketArn], conditions }),
      new iam.PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [bucket.arnForObjects('*')], conditions }),
      ...(onKey ? [new iam.PolicyStatement(onKey)] : []),
    ];
  }

  private secret(user: iam.User): Secret {
    const key = new iam.AccessKey(this, 'AccessKey1', { user });
    return new Secret(this, 'Secret', {
      removalPolicy: RemovalPolicy.DESTROY,
      secretObjectValue: { accessKeyId: SecretValue.unsafePlainText(key.accessKeyId), secretAccessKey: key.secretAccessKey },
    });
  }
}

/** A network with one public subnet, a gateway endpoint with a policy, and a group whose rules CDK writes inside and beside it. */
class NetworkStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION } });
    const subnets = { name: 'public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: true };
    const vpc = new ec2.Vpc(this, 'Vpc', {
      availabilityZones: [`${this.region}a`],
      subnetConfiguration: [subnets],
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
    });
    const endpoint = vpc.addGatewayEndpoint('Endpoint', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    const statement = { principals: [new iam.AnyPrincipal()], actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/*'] };
    endpoint.addToPolicy(new iam.PolicyStatement(statement));
    const group = new ec2.SecurityGroup(this, 'Group', { vpc, allowAllOutbound: false });
    group.addIngressRule(ec2.Peer.ipv4('192.0.2.1/32'), ec2.Port.tcp(22));
    group.addIngressRule(group, ec2.Port.tcp(443));
    for (const [key, value] of Object.entries({ Endpoint: endpoint.vpcEndpointId, Group: group.securityGroupId, Cidr: vpc.vpcCidrBlock })) {
      new CfnOutput(this, `${key}Output`, { value, key });
    }
  }
}

if (require.main === module) {
  const app = new App();
  new VendorStack(app, 'SmokePlain', false);
  new VendorStack(app, 'SmokeKms', true);
  new NetworkStack(app, 'SmokeNetwork');
}
