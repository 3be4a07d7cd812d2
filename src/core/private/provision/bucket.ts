import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { VendorBucketOptions } from '../../vendor-bucket-options';
import { guardName } from '../env/unique-names';
import type { BucketShape, ObjectLockShape } from '../model/bucket-shape';
import { nameForCdk } from '../validation/looked-up';
import { definedProps } from './defined-props';

/** The one place that makes a bucket. */
export function makeBucket(scope: Construct, options: VendorBucketOptions, shape: BucketShape): s3.Bucket {
  const props: s3.BucketProps = {
    bucketName: nameForCdk(options.bucketName),
    encryption: options.encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
    encryptionKey: options.encryptionKey,
    bucketKeyEnabled: options.encryptionKey ? true : undefined, // fewer calls to KMS, which are billed
    serverAccessLogsBucket: options.serverAccessLogsBucket,
    removalPolicy: options.removalPolicy ?? RemovalPolicy.RETAIN,
    versioned: shape.versioned,
    objectLockEnabled: shape.objectLock ? true : undefined,
    objectLockDefaultRetention: defaultRetention(shape.objectLock),
    objectOwnership: shape.objectOwnership,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, // said aloud, though it is S3's default: auditors look for the settings
    enforceSSL: true,
    minimumTLSVersion: 1.2,
  };
  const bucket = new s3.Bucket(scope, 'Bucket', definedProps(props));
  guardName(scope, 'bucketName', bucket, 'bucketName', 'Choose another name, or give the one bucket to both constructs.');
  return bucket;
}

function defaultRetention({ mode, days }: ObjectLockShape = {}): s3.ObjectLockRetention | undefined {
  if (days === undefined) {
    return undefined;
  }
  return s3.ObjectLockRetention[mode === s3.ObjectLockMode.COMPLIANCE ? 'compliance' : 'governance'](Duration.days(days));
}
