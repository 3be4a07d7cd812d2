import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { resourceGiven } from './given-resource';
import { mayOutlive } from './retaining';

/** Warns about a bucket that is kept when the stack is deleted, although its key is not: nobody could read the objects any more. */
export function warnAboutKeyNotKept(app: FinalApp, scope: Construct, bucket: s3.IBucket): void {
  const [kept, key] = [resourceGiven(app, bucket), resourceGiven(app, bucket.encryptionKey)];
  if (kept && key && mayOutlive(app, kept, key)) {
    const text =
      `key '${bucket.encryptionKey?.node.path}' is deleted with its stack, but bucket '${bucket.node.path}' is kept: its objects could no longer be ` +
      'decrypted. Keep the key too (removalPolicy: RemovalPolicy.RETAIN).';
    warn(scope, 'cdk-vendor-access:core.keyNotKept', text);
  }
}
