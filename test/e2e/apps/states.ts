// One stack in the states that it goes through: each is synthesized into a folder of its own, below the one that is given.
import { join } from 'node:path';
import { App, Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessKeys, cloudberry, logzio, VendorAccess } from '../../../src';

export const STACK = 'Lifecycle';

/** A bucket of this name exists already, so that it cannot be made. */
export const TAKEN = 'taken-by-somebody-else';

const { single, rotatingTo, retiring, outside } = AccessKeys;

const archive = (stack: Stack, accessKeys = single(1), props: logzio.LogzioArchiveBucketProps = {}) => {
  const made = new logzio.LogzioArchiveBucket(stack, 'Archive', { access: VendorAccess.iamUser({ accessKeys }), ...props });
  made.addSetupOutputs();
  return made;
};

const tagged = (stack: Stack, accessKeys = single(1)) => {
  const made = archive(stack, accessKeys, { objectAcl: true });
  Tags.of(made.bucket).add('department', 'finance');
  return made;
};

const locked = (stack: Stack, removalPolicy?: RemovalPolicy) => {
  const protection = cloudberry.CloudBerryProtection.objectLock({
    mode: s3.ObjectLockMode.GOVERNANCE,
    defaultRetention: Duration.days(30),
  });
  new cloudberry.CloudBerryBackupUser(stack, 'Backup', { protection, removalPolicy }).addSetupOutputs();
};

/** The second bucket comes after everything else, so that there is something to roll back. */
const broken = (stack: Stack) => {
  const made = tagged(stack, rotatingTo(2));
  new s3.Bucket(stack, 'Unmakeable', { bucketName: TAKEN }).node.addDependency(made);
};

export const STATES = {
  'single-1': (stack: Stack) => archive(stack),
  'rotating-2': (stack: Stack) => archive(stack, rotatingTo(2)),
  'retiring-2': (stack: Stack) => archive(stack, retiring(2)),
  'single-2': (stack: Stack) => archive(stack, single(2)),
  'rotating-3': (stack: Stack) => archive(stack, rotatingTo(3)),
  'rotating-4': (stack: Stack) => archive(stack, rotatingTo(4)),
  'single-3': (stack: Stack) => archive(stack, single(3)),
  outside: (stack: Stack) => archive(stack, outside()),
  tagged: (stack: Stack) => tagged(stack),
  'tagged-and-rotating': (stack: Stack) => tagged(stack, rotatingTo(2)),
  broken,
  locked: (stack: Stack) => locked(stack),
  destroyable: (stack: Stack) => archive(stack, single(1), { removalPolicy: RemovalPolicy.DESTROY }),
};

export type State = keyof typeof STATES;

if (require.main === module) {
  for (const [name, make] of Object.entries(STATES)) {
    const app = new App({ outdir: join(process.argv[2], name) });
    make(new Stack(app, STACK));
    app.synth();
  }
}
