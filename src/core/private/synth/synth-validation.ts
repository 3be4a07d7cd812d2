import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { VendorRoleAccessOptions } from '../../vendor-access-options';
import { checkOnlyOne, claimBucket } from '../env/claims';
import type { BucketProfile } from '../model/bucket-profile';
import { warn } from '../validation/warnings';
import { checkServiceRole, checkTrust, type ServiceRole } from './assume-role-policy';
import { checkBucket, checkLogBucket } from './bucket';
import type { BucketSettings } from './bucket-settings';
import { checkGroups, checkOwnPolicy } from './policy';
import { warnAboutFurtherPermissions } from './principal';
import { showsFinalTemplate } from './rendered-resource';

/** A bucket that a product uses, and what it has to be like. */
export interface GuardedBucket {
  readonly bucket: s3.IBucket;
  /** Only of a bucket that the construct made. */
  readonly promised?: BucketSettings;
  readonly serverAccessLogsBucket?: s3.IBucket;
  readonly profile: BucketProfile;
  /** What the construct put into the policy of the bucket. */
  readonly statements?: readonly iam.PolicyStatement[];
  /** A use of the bucket that no two constructs may share, and why. */
  readonly exclusive?: { readonly use: string; readonly why: string };
}

/** What a construct has made, and what has to be true of it in the end. */
export interface Guarded {
  readonly bucket?: GuardedBucket;
  readonly policy: iam.ManagedPolicy;
  /** The construct's own statements in the policy. Read in the end, so that it may grow. */
  readonly statements: readonly iam.PolicyStatement[];
  readonly user?: iam.IUser;
  readonly role?: iam.IRole;
  /** Only of a role that the construct made. */
  readonly trust?: VendorRoleAccessOptions;
  /** Only of a service role that the construct made. */
  readonly serviceRole?: ServiceRole;
}

/**
 * Checks what will really be deployed, after aspects, mixins, property injectors and overrides have had their say: a construct that is safe
 * when it is made can be unsafe when it is deployed.
 */
export function guard(scope: Construct, what: Guarded): void {
  const hasPolicy = what.policy.node.defaultChild !== undefined; // with precreated roles (customizeRoles), CDK makes none and reports the statements
  scope.node.addValidation({
    validate: () => (showsFinalTemplate() ? problemsOf(scope, what, hasPolicy) : warnAboutUnchecked(scope)),
  });
}

function problemsOf(scope: Construct, what: Guarded, hasPolicy: boolean): string[] {
  warnAboutFurtherPermissions(scope, what.user, what.role);
  return [
    ...(what.bucket ? problemsOfBucket(scope, what.bucket) : []),
    ...(hasPolicy ? checkOwnPolicy(scope, what.policy, what.statements) : []),
    ...checkGroups(what.user),
    ...checkTrust(scope, what.role, what.trust),
    ...(hasPolicy ? checkServiceRole(scope, what.role, what.serviceRole) : []),
  ];
}

function problemsOfBucket(scope: Construct, what: GuardedBucket): string[] {
  return [
    ...checkBucket(scope, what.bucket, what.profile, what.promised, what.statements),
    ...checkLogBucket(what.serverAccessLogsBucket),
    ...checkExclusive(scope, what),
  ];
}

function warnAboutUnchecked(scope: Construct): string[] {
  const text = 'this version of aws-cdk-lib does not show what will be deployed: changes by aspects and overrides are not checked';
  warn(scope, 'cdk-vendor-access:core.unchecked', text);
  return [];
}

function checkExclusive(scope: Construct, { bucket, exclusive }: GuardedBucket): string[] {
  const holder = exclusive && claimBucket(scope, bucket, exclusive.use);
  const todo = `Give each a bucket of its own. ${exclusive?.why}`;
  return checkOnlyOne(`bucket '${bucket.node.path}'`, holder, `${exclusive?.use} by `, 'one', todo);
}
