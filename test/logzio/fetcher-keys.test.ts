import { CfnResource, type Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { logzio } from '../../src';
import { ACCOUNT, newStack, warningsOf } from '../util';

// Services that encrypt their logs with a key of their own, whatever the bucket does: the fetcher has to decrypt them.

type Writer = (stack: Stack, bucket: s3.IBucket, key: kms.IKey) => void;
const raw =
  (type: string, properties: (bucket: s3.IBucket, key: kms.IKey) => object): Writer =>
  (stack, bucket, key) =>
    void new CfnResource(stack, 'Writer', { type, properties: { ...properties(bucket, key) } });
const trail =
  (props: cloudtrail.TrailProps = {}): Writer =>
  (stack, bucket, encryptionKey) =>
    void new cloudtrail.Trail(stack, 'Writer', { bucket, encryptionKey, ...props });
const config = raw('AWS::Config::DeliveryChannel', ({ bucketName: S3BucketName }, key) => ({ S3BucketName, S3KmsKeyArn: key.keyArn }));
const firehose = (Prefix?: unknown, destination = (to: object): object => ({ ExtendedS3DestinationConfiguration: to })) =>
  raw('AWS::KinesisFirehose::DeliveryStream', ({ bucketArn: BucketARN }, { keyArn: AWSKMSKeyARN }) =>
    destination({ BucketARN, Prefix, EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN } } }),
  );
const http = (S3BackupMode?: string) => (S3Configuration: object) => ({
  HttpEndpointDestinationConfiguration: { S3BackupMode, S3Configuration },
});
const backup = (S3BackupMode?: string) => (S3BackupConfiguration: object) => ({
  ExtendedS3DestinationConfiguration: { S3BackupMode, S3BackupConfiguration },
});
const rawTrail = (props: object = {}) =>
  raw('AWS::CloudTrail::Trail', ({ bucketName: S3BucketName }, { keyArn: KMSKeyId }) => ({
    S3BucketName,
    KMSKeyId,
    IsLogging: true,
    ...props,
  }));
const ORGANIZATION = { IsOrganizationTrail: true, IsMultiRegionTrail: true };
const REGIONAL = { 'Fn::Sub': `\${AWS::Region}/` };

function saidOf(writer: Writer, prefix?: string, with_: (made: logzio.LogzioS3Fetcher, key: kms.Key) => void = () => undefined): string[] {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Logs', { enforceSSL: true });
  const key = new kms.Key(stack, 'Key');
  writer(stack, bucket, key);
  with_(new logzio.LogzioS3Fetcher(stack, 'Fetcher', { bucket, prefix }), key);
  return warningsOf(stack).filter((text) => /core\.(denied|mayBeDenied)\]/.test(text));
}

const OWN = `AWSLogs/${ACCOUNT}`;
test.each<[string, Writer, string | undefined]>([
  ['a trail, for all logs', trail(), undefined],
  ['a trail, for its logs', trail(), `${OWN}/CloudTrail`],
  ['a trail with a prefix, for all below it', trail({ s3KeyPrefix: 'audit' }), 'audit'],
  ['a trail of an organization', rawTrail(ORGANIZATION), `AWSLogs/o-exampleorg/${ACCOUNT}/CloudTrail/eu-west-1`],
  ['configurations, for the account', config, OWN],
  ['a delivery stream', firehose(), undefined],
  ['a trail of another account of an organization', rawTrail(ORGANIZATION), 'AWSLogs/o-exampleorg/222222222222/CloudTrail/us-east-1'],
  ['a trail of its region', rawTrail(), `${OWN}/CloudTrail/eu-west-1`],
  ['a trail of all regions', trail(), `${OWN}/CloudTrail/us-east-1`],
  ['a trail of insights', rawTrail({ InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] }), `${OWN}/CloudTrail-Insight`],
  ['a trail of digests', trail(), `${OWN}/CloudTrail-Digest`],
  ['a trail with a prefix that the deployment knows', rawTrail({ S3KeyPrefix: { 'Fn::Sub': `audit/\${Some}` } }), 'audit'],
  ['a delivery stream with a prefix', firehose('app/!{timestamp:yyyy}/'), 'app'],
  ['a delivery stream with its region as prefix', firehose(REGIONAL), 'eu-west-1'],
  ['a delivery stream that sends all to somebody else too', firehose('app/', http('AllData')), 'app'],
  ['a delivery stream that keeps what fails', firehose('app/', http()), 'app'],
  ['a delivery stream that keeps the source', firehose('app/', backup('Enabled')), 'app'],
])('the key of %s is one that the fetcher cannot use', (_, writer, prefix) => {
  expect(saidOf(writer, prefix)).toEqual([
    expect.stringMatching(/'Stack\/Writer' encrypts .* with key 'Stack\/Key', on which nothing allows kms:Decrypt/),
  ]);
});

test.each<[string, Writer, string?]>([
  ['a trail without a key', trail({ encryptionKey: undefined })],
  ['configurations beside those that are fetched', config, `${OWN}/CloudTrail`],
  ['a trail below another prefix', trail({ s3KeyPrefix: 'audit' }), OWN],
  ['a delivery stream that writes the date alone', firehose(), 'elb'],
  ['a trail of the account, for those of another', rawTrail(), 'AWSLogs/222222222222/CloudTrail'],
  ['a trail of the account, for those of an organization', rawTrail(), `AWSLogs/o-exampleorg/${ACCOUNT}/CloudTrail`],
  ['a trail of an organization, for those of the account alone', rawTrail(ORGANIZATION), `${OWN}/CloudTrail`],
  ['a trail of one region, for those of another', rawTrail(), `${OWN}/CloudTrail/us-east-1`],
  ['a trail without insights', rawTrail({ InsightSelectors: [] }), `${OWN}/CloudTrail-Insight`],
  ['a trail without digests', rawTrail(), `${OWN}/CloudTrail-Digest`],
  ['a trail that is off', rawTrail({ IsLogging: false })],
  ['configurations of another region', config, `${OWN}/Config/us-east-1`],
  ['a delivery stream of another region', firehose(REGIONAL), 'us-east-1'],
  ['a delivery stream that sends all to somebody else', firehose('app/', http('AllData')), 'app/elb'],
  ['a delivery stream that keeps no source', firehose('app/', backup('Disabled')), 'app'],
  ['a trail to another bucket', (stack, _, key) => trail()(stack, new s3.Bucket(stack, 'Other'), key)],
])('%s is nothing to the fetcher', (_, writer, prefix = undefined) => {
  expect(saidOf(writer, prefix)).toEqual([]);
});

test('whether a service writes may be known only at deployment', () => {
  const later = [rawTrail({ IsLogging: { Ref: 'Some' } }), firehose('app/', http())].map((writer) => saidOf(writer)[0]);
  expect(later).toEqual([expect.stringContaining('core.mayBeDenied'), expect.stringContaining('core.mayBeDenied')]);
  expect(saidOf(firehose('app/', http('AllData')))).toEqual([expect.stringContaining('core.denied')]);
});

test('whoever allows the fetcher to decrypt is heard, and so is the key of the bucket', () => {
  const decrypting = (resources: string[], actions = ['kms:Decrypt']) => new iam.PolicyStatement({ actions, resources });
  const byPolicy = saidOf(trail(), undefined, ({ user }, key) => void (user as iam.User).addToPolicy(decrypting([key.keyArn])));
  const byKey = saidOf(trail(), undefined, ({ user }, key) => {
    const allowed = decrypting(['*']);
    allowed.addPrincipals(user as iam.IPrincipal);
    key.addToResourcePolicy(allowed);
  });
  const elsewhere = saidOf(trail(), undefined, ({ user }) => void (user as iam.User).addToPolicy(decrypting(['*'], ['kms:Encrypt'])));
  expect([byPolicy, byKey, elsewhere.length]).toEqual([[], [], 1]);

  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const bucket = new s3.Bucket(stack, 'Logs', { enforceSSL: true, encryptionKey });
  trail()(stack, bucket, encryptionKey);
  new logzio.LogzioS3Fetcher(stack, 'Fetcher', { bucket });
  expect(warningsOf(stack).filter((text) => text.includes('denied'))).toEqual([]);
});
