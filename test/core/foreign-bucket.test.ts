import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess, velero } from '../../src';
import { ACCOUNT, warningsOf } from '../util';

// A bucket that another stack of the app makes in another account: its policy, and its encryption, are known.

const OTHER = '444455556666';
const NAME = 'example-shared';
const byUser = () => new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:user/velero`);
const allow = (actions: string[], principal: iam.IPrincipal, conditions?: object): iam.PolicyStatementProps => ({
  principals: [principal],
  actions,
  resources: [`arn:aws:s3:::${NAME}`, `arn:aws:s3:::${NAME}/*`],
  conditions,
});
const TLS_ONLY: iam.PolicyStatementProps = {
  ...allow(['s3:*'], new iam.AnyPrincipal(), { Bool: { 'aws:SecureTransport': 'false' } }),
  effect: iam.Effect.DENY,
};

function saidOf(statements: iam.PolicyStatementProps[], props: s3.BucketProps = {}, isImported = false): string[] {
  const app = new App();
  const [own, theirs] = [ACCOUNT, OTHER].map((account) => new Stack(app, `In${account}`, { env: { account, region: 'eu-west-1' } }));
  const made = new s3.Bucket(theirs, 'Mine', { bucketName: NAME, ...props });
  statements.forEach((one) => void made.addToResourcePolicy(new iam.PolicyStatement(one)));
  const bucket = isImported ? s3.Bucket.fromBucketAttributes(own, 'Import', { bucketName: NAME, account: OTHER }) : made;
  new velero.VeleroBackupLocation(own, 'Velero', { bucket, access: VendorAccess.iamUser({ userName: 'velero' }) });
  return warningsOf(own).filter((text) => text.includes('core.bucketOfAnotherAccount'));
}

test.each<[string, iam.PolicyStatementProps[], s3.BucketProps?]>([
  ['names the user', [TLS_ONLY, allow(['s3:*'], byUser())]],
  ['names its account', [TLS_ONLY, allow(['s3:*Object', 's3:List*', 's3:AbortMultipartUpload'], new iam.AccountPrincipal(ACCOUNT))]],
  ['names the user, with a key of S3', [TLS_ONLY, allow(['s3:*'], byUser())], { encryption: s3.BucketEncryption.S3_MANAGED }],
])('a policy that %s is enough', (_, statements, props = {}) => {
  expect([saidOf(statements, props), saidOf(statements, props, true).filter((text) => !text.includes('of another account:'))]).toEqual([
    [],
    [],
  ]);
});

test.each<[string, iam.PolicyStatementProps[], RegExp]>([
  ['is none', [], /addSetupOutputs\(\) adds an output with the policy/],
  ['allows nobody', [TLS_ONLY], /does not allow s3:ListBucket, s3:AbortMultipartUpload.*to the policy of the bucket/],
  [
    'lacks a call',
    [TLS_ONLY, allow(['s3:List*', 's3:GetObject', 's3:PutObject', 's3:Abort*'], byUser())],
    /does not allow s3:DeleteObject\./,
  ],
  [
    'allows another user',
    [TLS_ONLY, allow(['s3:*'], new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:user/restic`))],
    /does not allow s3:ListBucket/,
  ],
  [
    'allows an account of another organization',
    [TLS_ONLY, allow(['s3:*'], new iam.AnyPrincipal(), { StringEquals: { 'aws:PrincipalAccount': OTHER } })],
    /does not allow s3:ListBucket/,
  ],
])('a policy that %s is not', (_, statements, text) => {
  expect(saidOf(statements)).toEqual([expect.stringMatching(text)]);
});

test('no policy helps a bucket with the AWS managed key', () => {
  const allowed = [TLS_ONLY, allow(['s3:*'], byUser())];
  expect(saidOf(allowed, { encryption: s3.BucketEncryption.KMS_MANAGED })).toEqual([
    expect.stringContaining('got "encryption with the AWS managed key aws/s3"; allowed: encryption with S3 managed keys'),
  ]);
});
