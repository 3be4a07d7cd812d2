import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { finalKey } from './final-key';
import { mayOutlive } from './retaining';

const SYMMETRIC = 'SYMMETRIC_DEFAULT';

/** Warns about a bucket that is kept when the stack is deleted, although its key is not: nobody could read the objects any more. */
export function warnAboutKeyNotKept(app: FinalApp, scope: Construct, bucket: s3.IBucket): void {
  const [kept, key] = [app.find(bucket), finalKey(app, bucket.encryptionKey)];
  if (kept && key && mayOutlive(app, kept, key)) {
    const text =
      `key '${bucket.encryptionKey?.node.path}' is deleted with its stack, but bucket '${bucket.node.path}' is kept: its objects could no longer be ` +
      'decrypted. Keep the key too (removalPolicy: RemovalPolicy.RETAIN).';
    warn(scope, 'cdk-vendor-access:core.keyNotKept', text);
  }
}

/** The vendor's uploads fail if the key is asymmetric. */
export function checkKey(app: FinalApp, bucket: s3.IBucket): string[] {
  const spec = finalKey(app, bucket.encryptionKey)?.Properties.KeySpec ?? SYMMETRIC;
  const what = `bucket '${bucket.node.path}', encryptionKey`;
  return spec === SYMMETRIC ? [] : [problem(what, `key spec ${spec}`, SYMMETRIC, 'S3 cannot encrypt with an asymmetric key.')];
}
