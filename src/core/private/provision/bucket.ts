import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { VendorBucketOptions } from '../../vendor-bucket-options';
import type { BucketShape, ObjectLockShape } from '../model/bucket-shape';
import { askedStatements, promise, written } from '../synth/promise';
import { ACCESS_BY_BUCKET } from '../synth/promise-rules';
import { guardName } from '../synth/unique-names';
import { uncheckedByCdk } from '../validation/looked-up';
import { askedOf, whenRemoved } from './bucket-asked';
import { definedProps } from './defined-props';

/** The only function that creates a bucket. `statements` are added to its policy, in addition to those that deny requests without TLS. */
export function makeBucket(
  scope: Construct,
  options: VendorBucketOptions,
  shape: BucketShape,
  statements: (bucket: s3.IBucket) => iam.PolicyStatement[] = () => [],
): s3.Bucket {
  const { removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE } = options;
  const props: s3.BucketProps = {
    bucketName: uncheckedByCdk(options.bucketName),
    encryption: options.encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
    encryptionKey: options.encryptionKey,
    bucketKeyEnabled: options.encryptionKey ? true : undefined, // fewer calls to KMS, which are billed
    serverAccessLogsBucket: options.serverAccessLogsBucket,
    removalPolicy,
    lifecycleRules: lifecycleOf(options),
    versioned: shape.versioned,
    objectLockEnabled: shape.objectLock ? true : undefined,
    objectLockDefaultRetention: defaultRetention(shape.objectLock),
    objectOwnership: shape.objectOwnership,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, // said aloud, though it is S3's default: auditors look for the settings
    enforceSSL: true,
    minimumTLSVersion: 1.2,
  };
  const bucket = new s3.Bucket(scope, 'Bucket', definedProps(props));
  refuseCallersKeys(bucket);
  guardName(scope, 'bucketName', bucket, 'bucketName', 'Choose another name, or pass the same bucket to both constructs.');
  const inPolicy = statements(bucket);
  const tls = withoutTls(bucket);
  for (const statement of [...(bucket.policy ? [] : tls), ...inPolicy]) {
    bucket.addToResourcePolicy(statement); // a property injector may have removed those of CDK
  }
  promise(scope, bucket, { ...askedOf(options, shape, CALLERS_KEYS), ...whenRemoved(removalPolicy) });
  const policy = bucket.policy as s3.BucketPolicy;
  const letsIn = inPolicy.some(({ effect }) => effect === iam.Effect.ALLOW);
  const kept = letsIn ? RemovalPolicy.DESTROY : removalPolicy;
  policy.applyRemovalPolicy(kept);
  const asked = { ...askedStatements('PolicyDocument', [...tls, ...inPolicy].map(written)), ...whenRemoved(kept) };
  promise(scope, policy, asked, { rules: letsIn ? [ACCESS_BY_BUCKET] : [] });
  return bucket;
}

const CALLERS_KEYS = 'SSE-C';

/**
 * What is encrypted with a key that only the caller has is lost to everyone else. S3 blocks it by default since 2026-04, but not in every region.
 * On the L1: the L2 of the oldest supported CDK has no such property.
 */
function refuseCallersKeys({ node: { defaultChild } }: s3.Bucket): void {
  const l1 = defaultChild as s3.CfnBucket;
  const { serverSideEncryptionConfiguration: rules } = (l1.bucketEncryption ?? {}) as Partial<s3.CfnBucket.BucketEncryptionProperty>;
  const rule = (rules as s3.CfnBucket.ServerSideEncryptionRuleProperty[] | undefined)?.[0];
  l1.bucketEncryption = { serverSideEncryptionConfiguration: [{ ...rule, blockedEncryptionTypes: { encryptionType: [CALLERS_KEYS] } }] };
}

function defaultRetention({ mode, days }: ObjectLockShape = {}): s3.ObjectLockRetention | undefined {
  if (days === undefined) {
    return undefined;
  }
  return s3.ObjectLockRetention[mode === s3.ObjectLockMode.COMPLIANCE ? 'compliance' : 'governance'](Duration.days(days));
}

function lifecycleOf(options: VendorBucketOptions): s3.LifecycleRule[] | undefined {
  const { abortIncompleteMultipartUploadAfter, noncurrentVersionExpiration } = options;
  const rules = [
    ...(noncurrentVersionExpiration ? [{ id: 'OldVersions', noncurrentVersionExpiration }] : []),
    ...(abortIncompleteMultipartUploadAfter ? [{ id: 'IncompleteUploads', abortIncompleteMultipartUploadAfter }] : []),
  ];
  return rules.length > 0 ? rules : undefined;
}

/** The two statements that CDK's `enforceSSL` and `minimumTLSVersion` add. */
function withoutTls(bucket: s3.IBucket): iam.PolicyStatement[] {
  const conditions = [{ Bool: { 'aws:SecureTransport': 'false' } }, { NumericLessThan: { 's3:TlsVersion': 1.2 } }];
  const resources = [bucket.bucketArn, bucket.arnForObjects('*')];
  const everybody = { effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['s3:*'] };
  return conditions.map((condition) => new iam.PolicyStatement({ ...everybody, resources, conditions: condition }));
}
