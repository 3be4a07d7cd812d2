import { Annotations, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BucketPolicyStatement } from './bucket-profile';
import { finalResource } from './final-template';
import { problem } from './validate';

/** The statements of a bucket's own policy as it will be deployed. */
export function finalBucketPolicy(bucket: s3.IBucket): BucketPolicyStatement[] {
  const policy = finalResource(bucket.node.tryFindChild('Policy')); // found by name: a kept reference would hide that it was removed
  return [policy?.Properties.PolicyDocument?.Statement ?? []].flat();
}

/**
 * The bucket's own policy: that of a bucket we made (`made`) refuses requests without TLS, what the construct put into it (`own`) still
 * stands, and none may lock out the vendor by network.
 */
export function checkBucketPolicy(
  scope: Construct,
  bucket: s3.IBucket,
  final: readonly BucketPolicyStatement[],
  made: boolean,
  own: readonly iam.PolicyStatement[] = [],
): string[] {
  const what = `policy of bucket '${bucket.node.path}'`;
  warnOfNetwork(scope, bucket, final);
  const gone = own
    .map((statement): BucketPolicyStatement => Stack.of(bucket).resolve(statement.toStatementJson()))
    .filter((statement) => !final.some((one) => covers(one, statement)));
  const withoutTls = made && !WITHOUT_TLS.every((condition) => final.some((statement) => deniesAll(statement, condition)));
  return [
    ...(withoutTls
      ? [
          problem(
            what,
            'requests without TLS 1.2 let in',
            'a policy that refuses them',
            'Leave the statements for aws:SecureTransport and s3:TlsVersion in it.',
          ),
        ]
      : []),
    ...gone.map((statement) =>
      problem(what, 'no such statement any more', JSON.stringify(statement), 'Take away what changes it (aspect, override).'),
    ),
  ];
}

function warnOfNetwork(scope: Construct, bucket: s3.IBucket, final: readonly BucketPolicyStatement[]): void {
  const denies = final.filter(({ Effect }) => Effect === 'Deny').map(({ Condition }) => JSON.stringify(Condition ?? {}));
  const byNetwork = denies.find((condition) => /aws:(SourceVpce?|SourceIp|VpcSourceIp)"/i.test(condition));
  if (byNetwork) {
    const text = `the policy of bucket '${bucket.node.path}' denies by network (${byNetwork}): the vendor calls from its own network and may be locked out`;
    Annotations.of(scope).addWarningV2('cdk-vendor-access:core.bucketDeniesByNetwork', text);
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
