import { CfnResource, Duration, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { veeam } from '../../src';
import type { Warnings } from '../util';

const repository = (stack: Stack, props?: veeam.VeeamM365RepositoryProps) => new veeam.VeeamM365Repository(stack, 'Repository', props);
const onBucket = (stack: Stack, props: s3.BucketProps) => repository(stack, { bucket: new s3.Bucket(stack, 'Mine', props) });

const copies = (stack: Stack, archiverAppliance: veeam.VeeamArchiverAppliance) =>
  repository(stack, { usage: veeam.VeeamM365Usage.BACKUP_COPY, archiverAppliance });
function inSubnet(stack: Stack, subnetType: ec2.SubnetType, manageIngress?: boolean, allowAllOutbound = true) {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0, subnetConfiguration: [{ name: 'Any', subnetType }] });
  const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc, allowAllOutbound });
  const [subnet] = [...vpc.publicSubnets, ...vpc.isolatedSubnets];
  return copies(stack, veeam.VeeamArchiverAppliance.inNetwork({ subnet, securityGroup, manageIngress }));
}

export const WARNINGS: Warnings = {
  'veeam.abortsUploads': (stack) => onBucket(stack, { lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(30) }] }),
  'veeam.archiveTiers': (stack) =>
    onBucket(stack, { intelligentTieringConfigurations: [{ name: 'x', archiveAccessTierTime: Duration.days(90) }] }),
  'veeam.expiresMarkers': (stack) => onBucket(stack, { lifecycleRules: [{ expiredObjectDeleteMarker: true }] }),
  'veeam.lifecycleRules': (stack) =>
    onBucket(stack, { lifecycleRules: [{ tagFilters: { temporary: 'true' }, expiration: Duration.days(3) }] }),
  'veeam.folderShared': (stack) => {
    const { bucket } = repository(stack, { folder: 'x' });
    return new veeam.VeeamM365Repository(stack, 'Second', { bucket, folder: 'x' });
  },
  'veeam.replication': (stack) => {
    const bucket = new s3.Bucket(stack, 'Mine', { objectLockEnabled: true });
    (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('ReplicationConfiguration', { Rules: [{}] });
    return repository(stack, { bucket, immutability: true });
  },
  'veeam.dotsInName': (stack) => onBucket(stack, { bucketName: 'backups.example.com' }),
  'veeam.keepsVersions': (stack) =>
    new veeam.VeeamBackupRepository(stack, 'Repository', { bucket: new s3.Bucket(stack, 'Mine', { versioned: true }) }),
  'veeam.key': (stack) => repository(stack, { encryptionKey: new kms.Key(stack, 'Key') }),
  'veeam.bucketNotListed': (stack) =>
    repository(stack, { bucket: s3.Bucket.fromBucketAttributes(stack, 'B', { bucketName: 'example-bucket', account: '999999999999' }) }),
  'veeam.complianceMode': (stack) =>
    repository(stack, { immutability: true, lockMode: s3.ObjectLockMode.COMPLIANCE, maximumRetention: Duration.days(60) }),
  'veeam.unlimitedRetention': (stack) => repository(stack, { immutability: true }),
  'veeam.revokesFutureSessions': (stack) => {
    const made = repository(stack);
    made.revokeSessionsBefore(new Date('9999-12-31'));
    return made;
  },
  'veeam.managesAnyNetwork': (stack) => copies(stack, veeam.VeeamArchiverAppliance.vendorManagedNetwork()),
  'veeam.subnetWithoutPublicIp': (stack) => inSubnet(stack, ec2.SubnetType.PRIVATE_ISOLATED),
  'veeam.applianceCutOff': (stack) => {
    const made = inSubnet(stack, ec2.SubnetType.PUBLIC);
    const properties = { InternetGatewayBlockMode: 'block-ingress' };
    new CfnResource(stack, 'Block', { type: 'AWS::EC2::VPCBlockPublicAccessOptions', properties });
    return made;
  },
  'veeam.closedToAll': (stack) => inSubnet(stack, ec2.SubnetType.PUBLIC, false),
  'veeam.closedExit': (stack) => inSubnet(stack, ec2.SubnetType.PUBLIC, true, false),
  'veeam.privateProxy': (stack) => new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['10.0.0.7/32'] }),
  'veeam.openToAll': (stack) => new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['0.0.0.0/0'] }),
  'veeam.openedFurther': (stack) => {
    const made = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'] });
    made.securityGroup.addIngressRule(ec2.Peer.ipv4('198.51.100.7/32'), ec2.Port.tcp(443));
    return made;
  },
  'veeam.endpointPolicy': (stack) => {
    const made = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'] });
    const all = { principals: [new iam.StarPrincipal()], actions: ['s3:*'], resources: ['*'] };
    (made.s3Endpoint as ec2.GatewayVpcEndpoint).addToPolicy(new iam.PolicyStatement(all));
    return made;
  },
};
