import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';

/** A bucket that is kept when the stack goes, and whose key is not: nobody can read what is in it any more. */
export function warnAboutKeyNotKept(app: FinalApp, scope: Construct, bucket: s3.IBucket): void {
  const [kept, key] = [app.find(bucket), app.find(bucket.encryptionKey)];
  if (kept && key && isRetained(kept.DeletionPolicy) && !isRetained(key.DeletionPolicy)) {
    const text =
      `key '${bucket.encryptionKey?.node.path}' is deleted with its stack, and bucket '${bucket.node.path}' is kept: what is in it could not be ` +
      'decrypted any more. Keep the key as well (removalPolicy: RemovalPolicy.RETAIN).';
    warn(scope, 'cdk-vendor-access:core.keyNotKept', text);
  }
}

const isRetained = (policy: unknown): boolean => /^Retain/.test(String(policy));
