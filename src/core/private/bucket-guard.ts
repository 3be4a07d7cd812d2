import { Annotations } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { customerKey } from './bucket-findings';
import type { BucketProfile } from './bucket-profile';
import { type BucketSettings, checkPromise } from './bucket-promise';
import { type FinalResource, finalResource, isDecidedLater } from './final-template';
import { problem } from './validate';

interface BucketPolicyStatement {
  readonly Effect?: string;
  readonly Action?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: object;
}

const SYMMETRIC = 'SYMMETRIC_DEFAULT';

/**
 * Checks a bucket as it will be deployed: against the product's profile, and if the construct made it (`promised`), that what it set still
 * stands. Errors are returned, warnings are put on the construct.
 */
export function checkBucket(scope: Construct, bucket: s3.IBucket, profile: BucketProfile, promised?: BucketSettings): string[] {
  const final = finalResource(promised ? scope.node.tryFindChild(bucket.node.id) : bucket); // found by name: a reference would hide a removal
  if (!final) {
    return promised ? [goneProblem(bucket)] : warnUnchecked(scope, bucket, profile);
  }
  const { OwnershipControls, LifecycleConfiguration, ObjectLockConfiguration } = final.Properties;
  if (isDecidedLater([OwnershipControls, LifecycleConfiguration, ObjectLockConfiguration])) {
    warnUnchecked(scope, bucket, profile);
    profile = [];
  }
  return [
    ...checkProfile(scope, bucket, final, profile),
    ...checkKey(bucket, final),
    ...checkPolicy(scope, bucket, promised !== undefined),
    ...(promised ? checkPromise(bucket, final, promised) : []),
  ];
}

function checkProfile(scope: Construct, bucket: s3.IBucket, final: FinalResource, profile: BucketProfile): string[] {
  return profile.flatMap((rule) => {
    const found = rule.found(final.Properties);
    if (found === undefined) {
      return [];
    }
    const text = `${problem(`bucket '${bucket.node.path}'`, found, rule.allowed, rule.todo)} ${rule.why} (${rule.source.url})`;
    if (rule.severity === 'warning') {
      Annotations.of(scope).addWarningV2(rule.id, text);
      return [];
    }
    return [text];
  });
}

/** The bucket's own policy: that of a bucket we made refuses requests without TLS, and none may lock out the vendor by network. */
function checkPolicy(scope: Construct, bucket: s3.IBucket, made: boolean): string[] {
  const policy = finalResource(bucket.node.tryFindChild('Policy')); // found by name: a kept reference would hide that it was removed
  const statements: BucketPolicyStatement[] = [policy?.Properties.PolicyDocument?.Statement ?? []].flat();
  const denies = statements
    .filter((statement) => statement.Effect === 'Deny')
    .map((statement) => JSON.stringify(statement.Condition ?? {}));
  const byNetwork = denies.find((condition) => /aws:(SourceVpce?|SourceIp|VpcSourceIp)"/i.test(condition));
  if (byNetwork) {
    const text = `the policy of bucket '${bucket.node.path}' denies by network (${byNetwork}): the vendor calls from its own network and may be locked out`;
    Annotations.of(scope).addWarningV2('cdk-vendor-access:core.bucketDeniesByNetwork', text);
  }
  if (made && !WITHOUT_TLS.every((condition) => statements.some((statement) => deniesAll(statement, condition)))) {
    const todo = 'Leave the statements for aws:SecureTransport and s3:TlsVersion in it.';
    return [problem(`policy of bucket '${bucket.node.path}'`, 'requests without TLS 1.2 let in', 'a policy that refuses them', todo)];
  }
  return [];
}

/** The two statements of CDK's `enforceSSL` and `minimumTLSVersion`. */
const WITHOUT_TLS = [{ Bool: { 'aws:SecureTransport': 'false' } }, { NumericLessThan: { 's3:TlsVersion': 1.2 } }];

function deniesAll({ Action, Condition, Effect, Principal }: BucketPolicyStatement, condition: object): boolean {
  const all = Effect === 'Deny' && Action === 's3:*' && JSON.stringify(Principal) === '{"AWS":"*"}';
  return all && JSON.stringify(Condition) === JSON.stringify(condition);
}

/** A key that CDK does not know of gives no key permissions, and S3 cannot use an asymmetric one: either way the vendor's uploads fail. */
function checkKey(bucket: s3.IBucket, final: FinalResource): string[] {
  const name = `bucket '${bucket.node.path}'`;
  const unknown = bucket.encryptionKey ? undefined : customerKey(final.Properties);
  const spec = finalResource(bucket.encryptionKey)?.Properties.KeySpec ?? SYMMETRIC;
  const set = "Set the key with the bucket's encryptionKey, so that the vendor gets the permission to use it.";
  return [
    ...(unknown ? [problem(name, unknown, 'a key that CDK knows as the encryptionKey of the bucket', set)] : []),
    ...(spec !== SYMMETRIC
      ? [problem(`${name}, encryptionKey`, `key spec ${spec}`, SYMMETRIC, 'S3 cannot encrypt with an asymmetric key.')]
      : []),
  ];
}

/** The bucket that receives the access logs: S3 cannot deliver logs to a bucket with Object Lock. */
export function checkLogBucket(logs: s3.IBucket | undefined): string[] {
  const locked = finalResource(logs)?.Properties.ObjectLockEnabled === true;
  const todo = 'S3 cannot deliver logs to such a bucket: choose another one.';
  return locked ? [problem('serverAccessLogsBucket', 'a bucket with Object Lock', 'a bucket without it', todo)] : [];
}

function goneProblem(bucket: s3.IBucket): string {
  const todo = "Leave it, or pass a bucket of your own as 'bucket'.";
  return problem(`bucket '${bucket.node.path}'`, 'no bucket, it was taken out of the stack', 'the bucket that the construct made', todo);
}

function warnUnchecked(scope: Construct, bucket: s3.IBucket, profile: BucketProfile): string[] {
  const needs = profile.filter((rule) => rule.severity === 'error').map((rule) => `${rule.allowed} (${rule.why})`);
  const text =
    `the settings of bucket '${bucket.node.path}' cannot be checked, because it is imported or its settings are decided while it is deployed. ` +
    `See to it that it has: ${needs.join('; ')}`;
  Annotations.of(scope).addWarningV2('cdk-vendor-access:core.bucketUnchecked', text);
  return [];
}
