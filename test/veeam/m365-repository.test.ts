import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { veeam } from '../../src';
import { deployed, PARTITIONS } from '../matrix/deployed';
import { ACCOUNT, newStack } from '../util';
import { CASES } from './cases';

const OWN_ACCOUNT = { StringEquals: { 'aws:ResourceAccount': ACCOUNT } };

function templateOf(props?: veeam.VeeamM365RepositoryProps) {
  const stack = newStack();
  const repository = new veeam.VeeamM365Repository(stack, 'Repository', props);
  repository.addSetupOutputs();
  repository.addSetupOutputs(); // a second call adds nothing, and fails nothing
  return { stack, repository, template: Template.fromStack(stack) };
}

/** Sids of the policies, by their logical id. */
const isAllowed = ({ Effect }: { Effect: string }) => Effect === 'Allow';

function sidsOf(template: Template) {
  const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));
  return policies.flatMap(([, { Properties }]) =>
    Properties.PolicyDocument.Statement.filter(isAllowed).map(({ Sid }: { Sid: string }) => Sid),
  );
}

test("all 17 actions in S3 and 30 in EC2 and Systems Manager of the vendor's page are granted, and no others", () => {
  const page = JSON.parse(readFileSync(join(__dirname, 'documented', 'm365-s3-ec2.json'), 'utf8'));
  const listed = page.Statement.flatMap(({ Action }: { Action: string[] }) => Action);
  expect(listed).toHaveLength(47);
  const here = deployed(CASES['archiver-vendor-network'], PARTITIONS[0]);
  const statements = here.documents
    .filter(({ kind }) => kind === 'managed')
    .flatMap(({ policy }) => [policy.Statement].flat())
    .filter(({ Effect }) => Effect === 'Allow');
  const granted = statements.flatMap(({ Action = [] }) => Action);
  expect([...new Set(granted)].sort()).toEqual([...listed].sort());

  // none on more than all of a type in this account and region, where AWS can narrow it
  const bucket = here.arn(here.only('AWS::S3::Bucket'));
  const narrow = new RegExp(
    `^(${bucket}(/\\*)?|arn:aws:ec2:eu-west-1:(${ACCOUNT})?:[a-z-]+/\\*|arn:aws:ssm:eu-west-1::parameter/aws/service/\\*)$`,
  );
  const wide = statements.filter(({ Resource = [] }) => ![Resource].flat().every((arn) => narrow.test(arn)));
  expect(wide.map(({ Sid, Resource, Condition }) => [Sid, Resource, Condition])).toEqual([
    ['VeeamBucketNames', '*', undefined],
    ['VeeamBucketRegions', 'arn:aws:s3:::*', OWN_ACCOUNT],
    ['VeeamArchiverDescribe', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }],
  ]);
});

describe('least actions', () => {
  const all = ['VeeamBucket', 'VeeamList', 'VeeamObjects', 'VeeamBucketNames', 'VeeamBucketRegions'];
  const immutable = ['VeeamListVersions', 'VeeamVersions'];
  const { BACKUP_COPY } = veeam.VeeamM365Usage;
  const { GLACIER_DEEP_ARCHIVE, GLACIER_FLEXIBLE_RETRIEVAL, GLACIER_INSTANT_RETRIEVAL, STANDARD } = veeam.VeeamM365StorageClass;

  test.each<[string, veeam.VeeamM365RepositoryProps, string[]]>([
    ['are not asked for', {}, [...all, ...immutable, 'VeeamRetrieval']],
    ['of a backup', { leastActions: true }, all],
    ['of an immutable backup', { leastActions: true, immutability: true }, [...all, ...immutable]],
    ['of a copy in any class', { leastActions: true, usage: BACKUP_COPY }, [...all, 'VeeamRetrieval']],
    ...[GLACIER_DEEP_ARCHIVE, GLACIER_FLEXIBLE_RETRIEVAL].map((storageClass): [string, veeam.VeeamM365RepositoryProps, string[]] => [
      `of a copy in ${storageClass}`,
      { leastActions: true, usage: BACKUP_COPY, storageClass },
      [...all, 'VeeamRetrieval'],
    ]),
    ...[GLACIER_INSTANT_RETRIEVAL, STANDARD].map((storageClass): [string, veeam.VeeamM365RepositoryProps, string[]] => [
      `of a copy in ${storageClass}`,
      { leastActions: true, usage: BACKUP_COPY, storageClass },
      all,
    ]),
  ])('%s', (_, props, sids) => {
    expect(sidsOf(templateOf(props).template)).toEqual(sids);
  });
});

test('the permissions in EC2 are a policy of their own, attached to the same group', () => {
  const { repository, stack, template } = templateOf({
    usage: veeam.VeeamM365Usage.BACKUP_COPY,
    archiverAppliance: veeam.VeeamArchiverAppliance.vendorManagedNetwork(),
  });
  const [group] = Object.keys(template.findResources('AWS::IAM::Group'));
  template.allResourcesProperties('AWS::IAM::ManagedPolicy', { Groups: [{ Ref: group }] });
  expect(repository.archiverPolicy).toBeInstanceOf(iam.ManagedPolicy);
  expect(stack.resolve(repository.archiverPolicy?.managedPolicyArn)).not.toEqual(stack.resolve(repository.policy.managedPolicyArn));
  expect(templateOf().repository.archiverPolicy).toBeUndefined();
});

test("a bucket of another account is tied to that account, and its owner's policy lets Veeam find its region", () => {
  const stack = newStack();
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'example-bucket', account: '999999999999' });
  const repository = new veeam.VeeamM365Repository(stack, 'Repository', { bucket });
  repository.addSetupOutputs();
  const template = Template.fromStack(stack);
  expect(sidsOf(template)).toEqual(expect.arrayContaining(['VeeamBucketRegions', 'VeeamBucketRegion']));
  const theirs = { StringEquals: { 'aws:ResourceAccount': '999999999999' } };
  const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
  for (const { Condition, Sid } of policy.Properties.PolicyDocument.Statement.filter(isAllowed)) {
    // the list shows the buckets of the user's account, not those of the bucket's
    const expected = Sid === 'VeeamBucketNames' ? undefined : Sid === 'VeeamBucketRegions' ? OWN_ACCOUNT : theirs;
    expect([Sid, Condition]).toEqual([Sid, expected]);
  }
  expect(JSON.stringify(template.findOutputs('*', { Description: Match.stringLikeRegexp('owner must add') }))).toContain(
    's3:GetBucketLocation',
  );
});

test("a grant on a bucket of another account shows the regions of the user's own buckets", () => {
  const stack = newStack();
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'example-bucket', account: '999999999999' });
  const grant = veeam.VeeamBucketGrants.fromBucket(bucket).m365Repository(new iam.ManagedPolicy(stack, 'Policy'));
  const regions = grant.principalStatements.filter(({ actions }) => actions.includes('s3:GetBucketLocation'));
  const theirs = { StringEquals: { 'aws:ResourceAccount': '999999999999' } };
  expect(regions.map(({ resources, conditions }) => [stack.resolve(resources), conditions])).toEqual([
    [[{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::*']] }], OWN_ACCOUNT],
    [[stack.resolve(bucket.bucketArn)], theirs],
  ]);
});

test('a grant carries every statement, with its conditions', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key') });
  const options = { leastActions: true, bucketBrowsing: false };
  const grant = veeam.VeeamBucketGrants.fromBucket(bucket).m365Repository(new iam.ManagedPolicy(stack, 'Policy'), options);
  expect(grant.principalStatements.map(({ actions, conditions, sid }) => [actions, conditions, sid])).toEqual([
    [['s3:GetBucketObjectLockConfiguration', 's3:GetBucketVersioning', 's3:ListBucketMultipartUploads'], OWN_ACCOUNT, undefined],
    [['s3:ListBucket'], OWN_ACCOUNT, undefined],
    [['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'], OWN_ACCOUNT, undefined],
    [['kms:Decrypt', 'kms:GenerateDataKey'], { StringLike: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com*' } }, undefined],
    [['s3:GetBucketLocation'], OWN_ACCOUNT, undefined],
  ]);
});

test('the settings of the new bucket are passed on', () => {
  const stack = newStack();
  const serverAccessLogsBucket = new s3.Bucket(stack, 'Logs');
  const options = { bucketName: 'example-bucket', serverAccessLogsBucket, removalPolicy: RemovalPolicy.DESTROY };
  new veeam.VeeamM365Repository(stack, 'Repository', options);
  Template.fromStack(stack).hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Delete',
    Properties: {
      BucketName: 'example-bucket',
      LoggingConfiguration: { DestinationBucketName: stack.resolve(serverAccessLogsBucket.bucketName) },
    },
  });
});
