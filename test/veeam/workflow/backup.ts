import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateRoleCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  RestoreObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { allowed, type Call, ensure, refused } from '../../e2e/calls';
import { accessKeyIn } from '../../e2e/credentials';
import { cliOf, describeInstance, launch, makeProduction } from '../../e2e/ec2';
import { harmWithBucket } from '../../e2e/harm';
import { bytesOf, oldestVersion } from '../../e2e/objects';
import type { Place, Plan } from '../../e2e/workflow';
import type { Credentials } from '../../local-aws/local-aws';
import { authorize, imageOf, networkOfOthers } from './archiver';
import { inDays, ransomware } from './repository';

/** Where each tier has its backups. */
const [BACKUPS, ARCHIVE] = ['Veeam/Backup/default', 'Veeam/LongTerm/default'];
const [PERIOD, MAXIMUM] = [30, 60];
const MODE = 'COMPLIANCE' as const;

/** A repository that nobody can delete, its archive with an appliance, and a second server that reads. */
export async function backupRepository(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const names = ['Backups', 'Archive', 'SecondServer'];
  const [first, archive, second] = await Promise.all(
    names.map((name) => accessKeyIn(place, stack.resource('AWS::SecretsManager::Secret', name))),
  );
  const [bucket, archiveBucket] = ['Backups', 'Archive'].map((name) => stack.resource('AWS::S3::Bucket', name));
  const clientOf = (credentials: Credentials) => new S3Client(target.config(credentials));
  const written = randomBytes(1000);
  return {
    secrets: [first, archive, second].map(({ secretAccessKey }) => secretAccessKey),
    calls: [
      ...connect(bucket, clientOf(first)),
      ...lock(bucket, clientOf(first), written),
      ...expire(bucket, clientOf(first)),
      ...ransomware(place, { Bucket: bucket, s3: clientOf(first), folder: BACKUPS, mode: MODE, maximum: MAXIMUM }),
      ...harmWithBucket(place, first, { Bucket: bucket, Key: `${BACKUPS}/any` }),
      ...administrate(new IAMClient(target.config(first))),
      ...readOnly(bucket, clientOf(second), written),
      ...retrieve(archiveBucket, clientOf(archive)),
      refused('s3 PutObject of the archive into the other repository', () =>
        clientOf(archive).send(new PutObjectCommand({ Bucket: bucket, Key: `${ARCHIVE}/x`, Body: 'x' })),
      ),
      refused('ec2 describe-instances of a repository without an appliance', () => cliOf(target, first)('ec2', 'describe-instances')),
      ...(await appliance(place, archive)),
    ],
  };
}

/** The wizard, with the bucket's name typed. */
function connect(Bucket: string, s3: S3Client): Call[] {
  return [
    refused('s3 ListBuckets: the name is typed', () => s3.send(new ListBucketsCommand())),
    allowed('s3 GetBucketLocation', () => s3.send(new GetBucketLocationCommand({ Bucket }))),
    allowed('s3 HeadBucket', () => s3.send(new HeadBucketCommand({ Bucket }))),
    allowed('s3 GetBucketVersioning: it is on', async () =>
      ensure((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status === 'Enabled', 'no versions'),
    ),
    allowed('s3 GetObjectLockConfiguration: on, without a default', async () => {
      const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
      ensure(ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled' && !ObjectLockConfiguration.Rule, 'another configuration');
    }),
    allowed('s3 PutObject of the new folder', () => s3.send(new PutObjectCommand({ Bucket, Key: `${BACKUPS}/`, ContentLength: 0 }))),
  ];
}

/** Locks each block for the period, and extends the lock by a generation of blocks: never shorter again. */
function lock(Bucket: string, s3: S3Client, Body: Buffer): Call[] {
  const Key = `${BACKUPS}/CloudStg/block`;
  const put = (days: number) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ObjectLockMode: MODE, ObjectLockRetainUntilDate: inDays(days) }));
  const retain = (days: number, more: object = {}) =>
    s3.send(new PutObjectRetentionCommand({ Bucket, Key, Retention: { Mode: MODE, RetainUntilDate: inDays(days) }, ...more }));
  const hold = (Status: 'ON' | 'OFF') => s3.send(new PutObjectLegalHoldCommand({ Bucket, Key, LegalHold: { Status } }));
  let VersionId: string | undefined; // kept, lest a delete be refused for the list that it would need
  return [
    allowed('s3 PutObject, locked for the period', () => put(PERIOD)),
    allowed('s3 ListObjectVersions', async () => {
      VersionId = await oldestVersion(s3, Bucket, Key);
      ensure(VersionId !== undefined, 'no version');
    }),
    allowed('s3 GetObject of the version, and the bytes are equal', async () =>
      ensure((await bytesOf(s3, Bucket, Key, VersionId)).equals(Body), 'other bytes'),
    ),
    allowed('s3 GetObjectRetention', async () =>
      ensure((await s3.send(new GetObjectRetentionCommand({ Bucket, Key }))).Retention?.Mode === MODE, 'another lock'),
    ),
    allowed('s3 PutObjectRetention, by a generation of blocks longer', () => retain(MAXIMUM)),
    allowed('s3 PutObjectLegalHold, GetObjectLegalHold, and no hold again', async () => {
      await hold('ON');
      const { LegalHold } = await s3.send(new GetObjectLegalHoldCommand({ Bucket, Key }));
      ensure(LegalHold?.Status === 'ON', 'no hold');
      await hold('OFF');
    }),
    refused('s3 PutObjectRetention, shorter, bypassing governance', () => retain(1, { BypassGovernanceRetention: true })),
    refused('s3 PutObjectRetention, longer than the limit', () => retain(MAXIMUM + 2)),
    refused('s3 PutObject, locked for a hundred years', () => put(36_500)),
    refused('s3 DeleteObject of the locked version', () => s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }))),
  ];
}

/** What the retention of a job no longer keeps is deleted once its lock has ended. */
function expire(Bucket: string, s3: S3Client): Call[] {
  const Key = `${BACKUPS}/CloudStg/expiring`;
  let until = new Date();
  let VersionId: string | undefined;
  const remove = () => s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  return [
    allowed('s3 PutObject, locked for some seconds', async () => {
      until = new Date(Date.now() + 6000);
      const locked = new PutObjectCommand({ Bucket, Key, Body: 'x', ObjectLockMode: MODE, ObjectLockRetainUntilDate: until });
      ({ VersionId } = await s3.send(locked));
    }),
    refused('s3 DeleteObject of the version before that', remove),
    allowed('s3 DeleteObject of the version after that, and it is gone', async () => {
      await wait(Math.max(0, until.getTime() - Date.now()) + 1500);
      await remove();
      ensure((await oldestVersion(s3, Bucket, Key)) === undefined, 'it is still there');
    }),
  ];
}

/** What batch retrieval and direct mode would ask for, and would make of anyone with the key an administrator. */
function administrate(iam: IAMClient): Call[] {
  const any = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
  return [
    refused('iam CreateRole', () => iam.send(new CreateRoleCommand({ RoleName: 'veeam-batch', AssumeRolePolicyDocument: any }))),
    refused('iam PutUserPolicy', () => iam.send(new PutUserPolicyCommand({ UserName: 'any', PolicyName: 'any', PolicyDocument: any }))),
  ];
}

/** A second server restores, and does nothing else. */
function readOnly(Bucket: string, s3: S3Client, written: Buffer): Call[] {
  const Key = `${BACKUPS}/CloudStg/block`;
  let VersionId: string | undefined;
  const Retention = { Mode: MODE, RetainUntilDate: inDays(MAXIMUM) };
  return [
    allowed('second server: s3 ListObjects', () => s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${BACKUPS}/` }))),
    allowed('second server: s3 GetObject of a version, and the bytes are equal', async () => {
      VersionId = await oldestVersion(s3, Bucket, Key);
      ensure((await bytesOf(s3, Bucket, Key, VersionId)).equals(written), 'other bytes');
    }),
    allowed('second server: s3 GetObjectRetention', () => s3.send(new GetObjectRetentionCommand({ Bucket, Key }))),
    refused('second server: s3 PutObject', () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))),
    refused('second server: s3 DeleteObject', () => s3.send(new DeleteObjectCommand({ Bucket, Key }))),
    refused('second server: s3 PutObjectRetention', () => s3.send(new PutObjectRetentionCommand({ Bucket, Key, Retention }))),
    refused('second server: s3 CreateBucket', () =>
      s3.send(new CreateBucketCommand({ Bucket: `second-${randomBytes(8).toString('hex')}` })),
    ),
    refused('second server: s3 DeleteBucket', () => s3.send(new DeleteBucketCommand({ Bucket }))),
  ];
}

/** The archive tier. */
function retrieve(Bucket: string, s3: S3Client): Call[] {
  const Key = `${ARCHIVE}/BlobStore/blob`;
  return [
    allowed('archive: s3 PutObject into Glacier Deep Archive, locked', () =>
      s3.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body: 'x',
          StorageClass: 'DEEP_ARCHIVE',
          ObjectLockMode: MODE,
          ObjectLockRetainUntilDate: inDays(365),
        }),
      ),
    ),
    allowed('archive: s3 RestoreObject', () =>
      s3.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: 'Bulk' } } })),
    ),
    allowed('archive: s3 AbortMultipartUpload', async () => {
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: `${Key}.cut`, StorageClass: 'DEEP_ARCHIVE' }));
      await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: `${Key}.cut`, UploadId }));
    }),
  ];
}

/** In a network of the owner's: the given subnet and group, and nothing else. */
async function appliance({ stack, target }: Place, credentials: Credentials): Promise<Call[]> {
  const [veeam, administrator] = [cliOf(target, credentials), cliOf(target)];
  const [subnet, group, vpc] = ['SetupSubnet', 'SetupSecurityGroup', 'SetupVpc'].map((output) => stack.output(output));
  const others = await networkOfOthers(administrator, vpc);
  const where = { image: await imageOf(administrator), subnet, group };
  const production = await makeProduction(target, administrator, { ...others, image: where.image });
  const KEY = ['--key-name', 'veeam-backup'];
  let id = '';
  return [
    ...['instances', 'key-pairs', 'subnets', 'security-groups', 'images', 'vpcs'].map((what) =>
      allowed(`ec2 describe-${what}`, () => veeam('ec2', `describe-${what}`)),
    ),
    allowed('ec2 describe-vpc-attribute', () => veeam('ec2', 'describe-vpc-attribute', '--vpc-id', vpc, '--attribute', 'enableDnsSupport')),
    allowed('ec2 create-key-pair', () => veeam('ec2', 'create-key-pair', ...KEY)),
    allowed('ec2 run-instances in the subnet and group, with tags', async () => {
      id = await launch(veeam, where, ...KEY, '--tag-specifications', 'ResourceType=instance,Tags=[{Key=Name,Value=veeam}]');
      ensure((await describeInstance(veeam, id)).SubnetId === subnet, 'another subnet');
    }),
    refused('ec2 run-instances in another subnet', () => launch(veeam, { ...where, subnet: others.subnet })),
    refused('ec2 run-instances with another security group', () => launch(veeam, { ...where, group: others.group })),
    refused('ec2 run-instances with a role', () => launch(veeam, where, '--iam-instance-profile', `Name=${production.profile}`)),
    refused('ec2 terminate-instances of an instance with a role', () =>
      veeam('ec2', 'terminate-instances', '--instance-ids', production.instance),
    ),
    refused('ec2 authorize-security-group-ingress of the group', () => authorize(veeam, group)),
    refused('ec2 create-vpc', () => veeam('ec2', 'create-vpc', '--cidr-block', '10.9.0.0/16')),
    allowed('ec2 terminate-instances', () => veeam('ec2', 'terminate-instances', '--instance-ids', id)),
    allowed('ec2 delete-key-pair', () => veeam('ec2', 'delete-key-pair', ...KEY)),
    allowed('administrator: what was refused is possible', async () => {
      await launch(administrator, { ...where, ...others }, '--iam-instance-profile', `Name=${production.profile}`);
      await authorize(administrator, group);
    }),
  ];
}
