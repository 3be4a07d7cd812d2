// One stack in the states that it goes through: each is synthesized into a folder of its own, below the one that is given.
import { CfnWaitCondition, CfnWaitConditionHandle, Duration, RemovalPolicy, type Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessKeys, cloudberry, logzio, VendorAccess } from '../../../src';
import { synthesizeEach } from '../states';

export const STACK = 'Lifecycle';

/** A group that does not exist, so that nobody can be made a member of it. Nothing but the attempt shows that. */
export const MISSING = 'no-such-group';

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

const backup = (stack: Stack, props: cloudberry.CloudBerryBackupUserProps) =>
  new cloudberry.CloudBerryBackupUser(stack, 'Backup', props).addSetupOutputs();

const locked = cloudberry.CloudBerryProtection.objectLock({ mode: s3.ObjectLockMode.GOVERNANCE, defaultRetention: Duration.days(30) });

/** The membership comes after everything else, so that there is something to roll back. */
const broken = (stack: Stack) => {
  const made = tagged(stack, rotatingTo(2));
  const users = [made.user?.userName ?? ''];
  new iam.CfnUserToGroupAddition(stack, 'Unmakeable', { groupName: MISSING, users }).node.addDependency(made);
};

/** The deployment stops between the new key and the secret that is to hold it, until the handle has been signalled. */
const waiting = (stack: Stack, made: logzio.LogzioArchiveBucket, name: string) => {
  const handle = new CfnWaitConditionHandle(stack, `${name}Handle`);
  const wait = new CfnWaitCondition(stack, name, { handle: handle.ref, timeout: '120' });
  wait.node.addDependency(...made.node.children.filter(({ node }) => node.id.startsWith('AccessKey')));
  made.secret?.node.addDependency(wait);
};

export const STATES = {
  'single-1': (stack: Stack) => archive(stack),
  'rotating-2': (stack: Stack) => archive(stack, rotatingTo(2)),
  'retiring-2': (stack: Stack) => archive(stack, retiring(2)),
  'single-2': (stack: Stack) => archive(stack, single(2)),
  'rotating-3': (stack: Stack) => archive(stack, rotatingTo(3)),
  'rotating-4': (stack: Stack) => archive(stack, rotatingTo(4)),
  'retiring-3': (stack: Stack) => archive(stack, retiring(3)),
  'single-3': (stack: Stack) => archive(stack, single(3)),
  outside: (stack: Stack) => archive(stack, outside()),
  tagged: (stack: Stack) => tagged(stack),
  'tagged-and-rotating': (stack: Stack) => tagged(stack, rotatingTo(2)),
  broken,
  'waiting-1': (stack: Stack) => waiting(stack, archive(stack), 'First'),
  'waiting-2': (stack: Stack) => waiting(stack, tagged(stack, rotatingTo(2)), 'Second'),
  backup: (stack: Stack) => backup(stack, {}),
  prefixed: (stack: Stack) => backup(stack, { prefix: 'office/pc-1' }),
  gfs: (stack: Stack) => backup(stack, { protection: cloudberry.CloudBerryProtection.objectLock({ gfs: true }) }),
  locked: (stack: Stack) => backup(stack, { protection: locked }),
  destroyable: (stack: Stack) => archive(stack, single(1), { removalPolicy: RemovalPolicy.DESTROY }),
};

export type State = keyof typeof STATES;

if (require.main === module) {
  synthesizeEach(STATES, STACK);
}
