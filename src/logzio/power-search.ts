import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { partitionOf } from '../core/private/env/claims';
import { bucketResourcesOfAnyOwner } from '../core/private/provision/bucket-resources';
import { statementsOf } from '../core/private/provision/statements';
import { bucketPolicyProblems } from '../core/private/validation/bucket-policy-options';
import { problem } from '../core/private/validation/errors';
import { warn } from '../core/private/validation/warnings';
import { POWER_SEARCH, POWER_SEARCH_USER } from './permissions';

const USER_ARN = `arn:aws:iam::${POWER_SEARCH_USER.account}:user/${POWER_SEARCH_USER.name}`;

/** Why power search cannot work here, as far as the props show it. */
export function powerSearchProblems(scope: Construct, bucket: s3.IBucket | undefined): string[] {
  const problems: string[] = [];
  const partition = partitionOf(scope);
  if (partition !== undefined && partition !== 'aws') {
    const todo = 'Leave it out: users of one partition cannot be named in another.';
    problems.push(problem('powerSearch', `a stack in partition ${partition}`, "partition aws, where Logz.io's user is", todo));
  }
  return [...problems, ...bucketPolicyProblems(scope, 'powerSearch', bucket, powerSearchStatements)];
}

export function warnAboutPowerSearchKey(scope: Construct, bucket: s3.IBucket): void {
  if (bucket.encryptionKey) {
    const text =
      `powerSearch reads with ${USER_ARN}, which cannot decrypt: the policy of key '${bucket.encryptionKey.node.path}' must allow it kms:Decrypt, ` +
      'and Logz.io must allow it on their side, which their pages do not describe. Use S3 managed keys instead.';
    warn(scope, 'cdk-vendor-access:logzio.powerSearchKey', text);
  }
}

/** Let Logz.io's own user search the archive. */
export function powerSearchStatements(bucket: s3.IBucket): iam.PolicyStatement[] {
  return statementsOf([POWER_SEARCH], bucketResourcesOfAnyOwner(bucket), { sids: false, principals: [new iam.ArnPrincipal(USER_ARN)] });
}
