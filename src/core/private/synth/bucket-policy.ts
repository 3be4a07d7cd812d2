import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { CfnBucketPolicy, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { checkOnlyOne } from '../env/claims';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import { finalResource } from './rendered-resource';

/** The statements of a bucket's own policy as it will be deployed. */
export function finalBucketPolicy(bucket: IBucket): BucketPolicyStatement[] {
  const policy = finalResource(bucket.node.tryFindChild('Policy')); // found by name: a kept reference would hide that it was removed
  return [policy?.Properties.PolicyDocument?.Statement ?? []].flat();
}

/**
 * The bucket's own policy: that of a bucket we made (`made`) refuses requests without TLS, what the construct put into it (`own`) still
 * stands, none lets everybody in, and none may lock out the vendor by network.
 */
export function checkBucketPolicy(
  scope: Construct,
  bucket: IBucket,
  final: readonly BucketPolicyStatement[],
  made: boolean,
  own: readonly iam.PolicyStatement[] = [],
): string[] {
  const what = `policy of bucket '${bucket.node.path}'`;
  warnAboutNetwork(scope, bucket, final);
  const withoutTls = made && !WITHOUT_TLS.every((condition) => final.some((statement) => deniesAll(statement, condition)));
  const todo = 'Keep the statements for aws:SecureTransport and s3:TlsVersion in it.';
  return [
    ...(made || own.length > 0 ? checkOnlyPolicy(what, bucket) : []),
    ...(withoutTls ? [problem(what, 'requests without TLS 1.2 let in', 'a policy that refuses them', todo)] : []),
    ...goneProblems(what, bucket, final, own),
    ...checkPublic(scope, what, final, made),
  ];
}

/** S3 itself refuses such a policy on a bucket that blocks public ones, but only while it is deployed. A condition may narrow it: not judged. */
function checkPublic(scope: Construct, what: string, final: readonly BucketPolicyStatement[], made: boolean): string[] {
  const open = final.find(
    ({ Condition, Effect, NotPrincipal, Principal }) =>
      Effect === 'Allow' && !Condition && (NotPrincipal !== undefined || isAnybody(Principal)),
  );
  const { Action, NotAction } = open ?? {};
  const todo = 'Name the principals, or take the statement away: backups and logs are nobody else’s business.';
  const problems = open ? [problem(what, `everybody let in (${JSON.stringify(Action ?? { NotAction })})`, 'named principals', todo)] : [];
  if (!made && open) {
    warn(scope, 'cdk-vendor-access:core.bucketPublic', problems[0]);
  }
  return made ? problems : [];
}

const isAnybody = (principal: unknown): boolean =>
  principal === '*' || texts((principal as { AWS?: unknown } | undefined)?.AWS).includes('"*"');

/** CDK lets one make a second policy; S3 keeps the one that is deployed last, so that what stands in the other is gone. */
function checkOnlyPolicy(what: string, bucket: IBucket): string[] {
  const stack = Stack.of(bucket);
  const name = JSON.stringify(stack.resolve(bucket.bucketName));
  const own = bucket.node.tryFindChild('Policy')?.node.defaultChild;
  const another = stack.node
    .findAll()
    .find((one) => one instanceof CfnBucketPolicy && one !== own && JSON.stringify(stack.resolve(one.bucket)) === name);
  const todo = 'S3 keeps the one that is deployed last: add its statements with addToResourcePolicy of the bucket.';
  return checkOnlyOne(what, another, '', 'one policy for a bucket', todo);
}

/** Statements that a construct put into the policy of a resource, and that are not in it any more. */
export function goneProblems(
  what: string,
  resource: IConstruct,
  final: readonly BucketPolicyStatement[],
  own: readonly iam.PolicyStatement[],
): string[] {
  const gone = own
    .map((statement): BucketPolicyStatement => Stack.of(resource).resolve(statement.toStatementJson()))
    .filter((statement) => !final.some((one) => covers(one, statement)));
  return gone.map((statement) =>
    problem(what, 'no such statement any more', JSON.stringify(statement), 'Take away what changes it (aspect, override).'),
  );
}

function warnAboutNetwork(scope: Construct, bucket: IBucket, final: readonly BucketPolicyStatement[]): void {
  const denies = final.filter(({ Effect }) => Effect === 'Deny').map(({ Condition }) => JSON.stringify(Condition ?? {}));
  const byNetwork = denies.find((condition) => /aws:(SourceVpce?|SourceIp|VpcSourceIp)"/i.test(condition));
  if (byNetwork) {
    const text = `the policy of bucket '${bucket.node.path}' denies by network (${byNetwork}): the vendor calls from its own network and may be locked out`;
    warn(scope, 'cdk-vendor-access:core.bucketDeniesByNetwork', text);
  }
}

/** The two statements of CDK's `enforceSSL` and `minimumTLSVersion`. */
const WITHOUT_TLS = [{ Bool: { 'aws:SecureTransport': 'false' } }, { NumericLessThan: { 's3:TlsVersion': 1.2 } }];

function deniesAll({ Action, Condition, Effect, Principal }: BucketPolicyStatement, condition: object): boolean {
  const all = Effect === 'Deny' && Action === 's3:*' && JSON.stringify(Principal) === '{"AWS":"*"}';
  return all && JSON.stringify(Condition) === JSON.stringify(condition);
}

/** Whether a statement says all that another one does: CDK's `minimizePolicies` may have merged it with others. */
function covers(one: BucketPolicyStatement, other: BucketPolicyStatement): boolean {
  const holds = (all: unknown, some: unknown) => texts(some).every((text) => texts(all).includes(text));
  return (
    one.Effect === other.Effect &&
    JSON.stringify(one.Condition) === JSON.stringify(other.Condition) &&
    holds(one.Action, other.Action) &&
    holds(one.Resource, other.Resource) &&
    Object.entries(other.Principal ?? {}).every(([type, names]) => holds(one.Principal?.[type], names))
  );
}

const texts = (value: unknown): string[] => [value ?? []].flat().map((item) => JSON.stringify(item));
