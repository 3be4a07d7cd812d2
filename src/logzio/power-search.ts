import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BucketAccess } from '../core/private/provision/bucket-access';
import { bucketResources, bucketResourcesOfAnyOwner } from '../core/private/provision/bucket-resources';
import { askForOutsider } from '../core/private/provision/outsiders';
import { statementsOf } from '../core/private/provision/statements';
import { bucketPolicyProblems } from '../core/private/validation/bucket-policy-options';
import { problem } from '../core/private/validation/errors';
import { partitionOf } from '../core/private/validation/partition';
import { warn } from '../core/private/validation/warnings';
import { POWER_SEARCH, POWER_SEARCH_USER } from './permissions';

const USER_ARN = `arn:aws:iam::${POWER_SEARCH_USER.account}:user/${POWER_SEARCH_USER.name}`;

/** Finds reasons in the props why power search cannot work here. */
export function powerSearchProblems(scope: Construct, bucket: s3.IBucket | undefined): string[] {
  const problems: string[] = [];
  const partition = partitionOf(scope);
  if (partition !== undefined && partition !== 'aws') {
    const todo = 'Omit it: a policy cannot name users of another partition.';
    problems.push(problem('powerSearch', `a stack in partition ${partition}`, "partition aws, where Logz.io's user is", todo));
  }
  return [...problems, ...bucketPolicyProblems(scope, 'powerSearch', bucket, powerSearchStatements)];
}

export function warnAboutPowerSearchKey(scope: Construct, bucket: s3.IBucket): void {
  if (bucket.encryptionKey) {
    const text =
      `powerSearch reads with ${USER_ARN}, which cannot decrypt: the policy of key '${bucket.encryptionKey.node.path}' must allow it kms:Decrypt, ` +
      'and Logz.io must allow it too, which their pages do not describe. Use S3 managed keys instead.';
    warn(scope, 'cdk-vendor-access:logzio.powerSearchKey', text);
  }
}

/** The policy of the bucket may deny what it allows. */
export function askForPowerSearch(scope: Construct, access: Pick<BucketAccess, 'bucket' | 'policy'>): void {
  const { account } = POWER_SEARCH_USER;
  const permissions = { ...access, sets: [POWER_SEARCH], resources: bucketResources(access.bucket), who: `${USER_ARN} (powerSearch)` };
  askForOutsider(scope, { type: 'User', arn: USER_ARN, account }, permissions);
}

/** Allows Logz.io's own user to search the archive. */
export function powerSearchStatements(bucket: s3.IBucket): iam.PolicyStatement[] {
  return statementsOf([POWER_SEARCH], bucketResourcesOfAnyOwner(bucket), { sids: false, principals: [new iam.ArnPrincipal(USER_ARN)] });
}
