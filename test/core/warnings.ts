import { CfnResource, RemovalPolicies, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { ConnectionTest, cloudberry, logzio, VendorAccess, veeam, velero, Workload } from '../../src';
import { CASES as DATADOG } from '../datadog/cases';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import type { Warnings } from '../util';

const OTHER = '999999999999';
const OWNERSHIP = { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED };

const archive = (stack: Stack, props?: logzio.LogzioArchiveBucketProps) => new logzio.LogzioArchiveBucket(stack, 'Archive', props);
const onBucket = (stack: Stack, props: s3.BucketProps = {}) => {
  const bucket = new s3.Bucket(stack, 'Mine', { ...OWNERSHIP, ...props });
  return { bucket, made: archive(stack, { bucket }) };
};
const l1Of = (bucket: s3.IBucket) => bucket.node.defaultChild as s3.CfnBucket;
const statement = (bucket: s3.IBucket, props: iam.PolicyStatementProps) =>
  new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:GetObject'],
    resources: [bucket.arnForObjects('*')],
    ...props,
  });

export const WARNINGS: Warnings = {
  'core.bucketUnchecked': (stack) => archive(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket') }),
  'core.bucketOfAnotherAccount': (stack) =>
    archive(stack, { bucket: s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'example-bucket', account: OTHER }) }),
  'core.bucketDeniesByNetwork': (stack) => {
    const { bucket, made } = onBucket(stack);
    const conditions = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };
    bucket.addToResourcePolicy(statement(bucket, { effect: iam.Effect.DENY, conditions }));
    return made;
  },
  'core.testCutOff': (stack) => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0 });
    return archive(stack, { connectionTest: ConnectionTest.atDeployment({ vpc }) });
  },
  'core.bucketPublic': (stack) => {
    const { bucket, made } = onBucket(stack);
    bucket.addToResourcePolicy(statement(bucket, {}));
    return made;
  },
  'core.autoDeleteObjects': (stack) =>
    new cloudberry.CloudBerryBackupUser(stack, 'Backup', {
      bucket: new s3.Bucket(stack, 'Mine', { versioned: true, autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY }),
      protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
    }),
  'core.changedByCall': (stack) => {
    const made = archive(stack);
    const parameters = { service: 's3', action: 'deleteBucketPolicy', parameters: { Bucket: made.bucket.bucketName } };
    new CfnResource(stack, 'Call', { type: 'Custom::AWS', properties: { Create: stack.toJsonString(parameters) } });
    return made;
  },
  'core.bucketOfAnotherRegion': (stack) => {
    const bucket = new s3.Bucket(stack, 'Mine');
    const importRole = cloudberry.VmImportRole.existing();
    return new cloudberry.CloudBerryEc2Restore(stack, 'Restore', { bucket, importRole, region: 'us-east-2' });
  },
  'core.bucketShared': (stack) => {
    const { bucket } = onBucket(stack, { enforceSSL: true });
    return new cloudberry.CloudBerryBackupUser(stack, 'Backup', { bucket });
  },
  'core.callersKeys': (stack) => {
    const { bucket, made } = onBucket(stack, { encryption: s3.BucketEncryption.S3_MANAGED });
    const rule = 'BucketEncryption.ServerSideEncryptionConfiguration.0.BlockedEncryptionTypes';
    l1Of(bucket).addPropertyOverride(rule, { EncryptionType: ['NONE'] });
    return made;
  },
  'core.lockedLogs': (stack) => {
    const bucket = new s3.Bucket(stack, 'Mine', { objectLockEnabled: true });
    new s3.Bucket(stack, 'Logged', { serverAccessLogsBucket: bucket });
    return new cloudberry.CloudBerryBackupUser(stack, 'Backup', { bucket });
  },
  'core.plainHttp': (stack) => onBucket(stack).made,
  'core.dotsInName': (stack) => archive(stack, { bucketName: 'logs.example.com' }),
  'core.keyNotKept': (stack) => archive(stack, { encryptionKey: new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY }) }),
  'core.testOpen': (stack) => {
    const test = archive(stack, { connectionTest: ConnectionTest.atDeployment() }).node.findChild('ConnectionTest');
    const functionName = (test.node.findChild('Function') as lambda.CfnFunction).ref;
    new lambda.CfnPermission(stack, 'Permission', { action: 'lambda:InvokeFunction', functionName, principal: '*' });
    return test as Construct;
  },
  'core.tooManyPolicies': (stack) => {
    const assumedBy = new iam.AccountPrincipal(VENDOR_ACCOUNT);
    const access = VendorAccess.existingRole(new iam.Role(stack, 'Role', { assumedBy, externalIds: [EXTERNAL_ID] }));
    const made = Array.from({ length: 11 }, (_, index) => new logzio.LogzioArchiveBucket(stack, `Archive${index}`, { access }));
    return made[10];
  },
  'core.copiedElsewhere': (stack) => {
    const made = archive(stack);
    const destination = { Bucket: 'arn:aws:s3:::replica', Account: OTHER };
    (made.bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('ReplicationConfiguration', {
      Rules: [{ Destination: destination }],
    });
    return made;
  },
  'core.callsFromElsewhere': (stack) =>
    new cloudberry.CloudBerryManagedBackup(stack, 'Provider', {
      access: VendorAccess.iamUser({ onlyFrom: { addresses: ['203.0.113.7/32'] } }),
      protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
    }),
  'core.denied': (stack) => {
    const { bucket, made } = onBucket(stack);
    bucket.addToResourcePolicy(
      statement(bucket, { effect: iam.Effect.DENY, conditions: { StringEquals: { 'aws:PrincipalType': 'User' } } }),
    );
    return made;
  },
  'core.furtherCredentials': (stack) => {
    const made = archive(stack);
    new iam.AccessKey(stack, 'Further', { user: made.user as iam.User });
    return made;
  },
  'core.limitWidened': (stack) => {
    const made = new cloudberry.CloudBerryBackupUser(stack, 'Backup', { bucketName: 'b-x', prefix: 'office' });
    cloudberry.CloudBerryBucketGrants.fromBucket(made.bucket).backup(made.user as iam.User);
    return made;
  },
  'core.mayBeDenied': (stack) => {
    const { bucket, made } = onBucket(stack);
    bucket.addToResourcePolicy(statement(bucket, { effect: iam.Effect.DENY, conditions: { StringEquals: { 's3:x-amz-acl': 'private' } } }));
    return made;
  },
  'core.principalUnchecked': (stack) => archive(stack, { access: VendorAccess.existingUser(iam.User.fromUserName(stack, 'U', 'logzio')) }),
  'core.keyDisabled': (stack) => archive(stack, { encryptionKey: new kms.Key(stack, 'Key', { enabled: false }) }),
  'core.keyOpen': (stack) => {
    const encryptionKey = new kms.Key(stack, 'Key');
    encryptionKey.grantAdmin(new iam.AnyPrincipal());
    return archive(stack, { encryptionKey });
  },
  'core.secretCopied': (stack) => {
    const made = archive(stack);
    new ssm.StringParameter(stack, 'Copy', { stringValue: made.secret?.secretValue.unsafeUnwrap() ?? '' });
    return made;
  },
  'core.secretReplaced': (stack) => {
    const made = archive(stack);
    new secretsmanager.CfnRotationSchedule(stack, 'Rotation', { secretId: made.secret?.secretArn ?? '' });
    return made;
  },
  'core.secretShared': (stack) => {
    const made = archive(stack);
    const principals = [new iam.AccountPrincipal(OTHER)];
    made.secret?.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: ['secretsmanager:GetSecretValue'], resources: ['*'] }));
    return made;
  },
  'core.keyOfAnotherAccount': (stack) =>
    archive(stack, { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${OTHER}:key/1234`) }),
  'core.grantsMayNotFit': (stack) => {
    const user = new iam.User(stack, 'User');
    veeam.VeeamBucketGrants.fromBucket(new s3.Bucket(stack, 'Bucket'.repeat(10))).m365Repository(user);
    user.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${'x'.repeat(300)}/*`] }));
    return user;
  },
  'core.externalIdPending': (stack) => DATADOG['pending-role'](stack),
  'core.policyMayNotFit': (stack) => {
    const made = archive(stack);
    const resources = Array.from({ length: 75 }, (_, index) => new s3.Bucket(stack, `${'Bucket'.repeat(10)}${index}`).bucketArn);
    made.policy.addStatements(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources }));
    return made;
  },
  'core.placeholderExternalId': (stack) =>
    archive(stack, { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: 'changeme' }) }),
  'core.policyExtended': (stack) => {
    const made = archive(stack);
    made.bucket.grantRead(made.policy);
    return made;
  },
  'core.principalAccountUnknown': (stack) => {
    const other = new Stack(stack.node.scope, 'WithoutEnv');
    const role = iam.Role.fromRoleArn(other, 'Role', `arn:aws:iam::${OTHER}:role/admin`);
    return new logzio.LogzioArchiveBucket(other, 'Archive', { access: VendorAccess.existingRole(role) });
  },
  'core.principalExtended': (stack) => {
    const made = archive(stack);
    (made.user as iam.User).addToGroup(new iam.Group(stack, 'Group'));
    return made;
  },
  'core.trustExtended': (stack) => {
    const made = archive(stack, { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) });
    const others = new iam.PolicyStatement({ principals: [new iam.AccountPrincipal(OTHER)], actions: ['sts:AssumeRole'] });
    (made.role as iam.Role).assumeRolePolicy?.addStatements(others);
    return made;
  },
  'core.accessKept': (stack) => {
    const made = archive(stack);
    (made.user as iam.User).applyRemovalPolicy(RemovalPolicy.RETAIN);
    return made;
  },
  'core.instanceCutOff': (stack) => {
    const access = VendorAccess.workloadRole(Workload.ec2Instance());
    const made = new velero.VeleroBackupLocation(stack, 'Velero', { access });
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0 });
    const [instanceType, machineImage] = [new ec2.InstanceType('t3.micro'), ec2.MachineImage.latestAmazonLinux2023()];
    new ec2.Instance(stack, 'Instance', { vpc, role: made.role, instanceType, machineImage, allowAllOutbound: false });
    return made;
  },
  'core.keptMadeDeletable': (stack) => {
    const made = archive(stack);
    RemovalPolicies.of(stack).destroy();
    return made;
  },
  'core.policyShared': (stack) => {
    const made = archive(stack);
    made.policy.attachToGroup(new iam.Group(stack, 'Auditors'));
    return made;
  },
  'core.secretReplicated': (stack) => {
    const made = archive(stack);
    (made.secret as secretsmanager.Secret).addReplicaRegion('eu-central-1');
    return made;
  },
  'core.strangerLetIn': (stack) => {
    const made = archive(stack);
    made.bucket.addToResourcePolicy(statement(made.bucket, { principals: [new iam.AccountPrincipal(OTHER)] }));
    return made;
  },
  'core.unchecked': (stack) => archive(stack),
};
