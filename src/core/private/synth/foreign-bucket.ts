import type { Construct } from 'constructs';
import { isOfAnotherAccount } from '../env/cross-account';
import { warn } from '../validation/warnings';
import type { Asking } from './asking';
import type { FinalApp } from './final-app';
import { type Answer, answers } from './needs';
import { policiesOfBucket } from './policies-of-bucket';
import type { Situation } from './situation';

const OF_OWNER = "This stack cannot change that policy. addSetupOutputs() adds an output with the policy that the bucket's owner must add.";
const OF_APP = 'Add the statements of the output SetupBucketPolicy, which addSetupOutputs() adds, to the policy of the bucket.';

/** Warns about a bucket of another account, unless its policy is in the app and allows what the product calls. */
export function warnAboutForeignBucket(app: FinalApp, scope: Construct, asking: Asking, situation: () => Situation): void {
  const { bucket, needs } = asking;
  if (!bucket || !isOfAnotherAccount(scope, bucket)) {
    return;
  }
  const isOn = (arn: string) => arn === bucket.bucketArn || arn.startsWith(`${bucket.bucketArn}/`);
  const onBucket = needs.map((need) => ({ ...need, arns: need.arns.filter(isOn) }));
  const isInApp = policiesOfBucket(app, bucket).length > 0;
  const lacking = isInApp
    ? answers(situation(), onBucket)
        .filter(isLeftOut)
        .map(({ action }) => action)
    : [];
  if (!isInApp || lacking.length > 0) {
    const not = isInApp ? `, and does not allow ${[...new Set(lacking)].join(', ')}` : '';
    const text = `the bucket belongs to account ${bucket.env.account}, so its bucket policy must allow the principal too${not}. ${isInApp ? OF_APP : OF_OWNER}`;
    warn(scope, 'cdk-vendor-access:core.bucketOfAnotherAccount', text);
  }
}

/** What a statement denies is said of that statement. */
const isLeftOut = ({ decision: { because, effect, explicit } }: Answer): boolean =>
  effect !== 'allowed' && !explicit && because.some(({ kind, effect: by }) => kind === 'bucket' && by !== 'Deny');
