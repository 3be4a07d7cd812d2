import { COPIED, goesToAnotherAccount } from './destinations';
import type { Difference } from './differences';
import { isForEverybody, strangersIn } from './let-in';
import { type PromiseRule, SILENT, statementOf, warning } from './promise-rule';

const TLS = /"NumericLessThan":\{"s3:TlsVersion":"?([\d.]+)"?/;

/** Whether a statement asks for a later version of TLS, and for nothing else than what was promised. */
function refusesOlderTls({ final, promised }: Difference): boolean {
  const [ours, theirs] = [promised, final].map((one) => JSON.stringify(one ?? null));
  const [least, asked] = [ours, theirs].map((one) => Number(TLS.exec(one)?.[1]));
  return asked > least && ours.replace(TLS, '') === theirs.replace(TLS, '');
}

/** Of the bucket and its policy. */
export const BUCKET_RULES: readonly PromiseRule[] = [
  {
    type: /^AWS::S3::BucketPolicy$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    if: (difference) => isForEverybody(statementOf(difference)),
    verdict: 'error',
    why: 'everyone is allowed, or S3 refuses the policy because the bucket blocks public policies',
  },
  {
    type: /^AWS::S3::BucketPolicy$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    if: (difference, { stack }) => strangersIn(statementOf(difference), stack.account).length > 0,
    ...warning('cdk-vendor-access:core.strangerLetIn'),
    why: 'the policy of the bucket allows principals outside this account, and remains if the bucket is kept when the stack is deleted',
  },
  {
    type: /^AWS::S3::BucketPolicy$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    ...SILENT,
    why: 'it denies, or it allows only this account; another check covers whether it blocks the product',
  },
  {
    type: /^AWS::S3::BucketPolicy$/,
    path: /^PolicyDocument\.Statement\.\d+$/,
    if: refusesOlderTls,
    ...SILENT,
    why: 'it denies what was promised, and later versions of TLS too; another check covers whether it blocks the product',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^(AnalyticsConfigurations|InventoryConfigurations|NotificationConfiguration|ReplicationConfiguration)$/,
    added: true,
    if: ({ final }, { stack }, app) => goesToAnotherAccount(app, stack, final),
    ...warning('cdk-vendor-access:core.copiedElsewhere'),
    why: COPIED,
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^(LifecycleConfiguration(\.Rules\.\d+)?|IntelligentTieringConfigurations|ReplicationConfiguration)$/,
    added: true,
    ...SILENT,
    why: 'the bucket profile of the product covers these settings; another check covers copies in other accounts',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^(AccelerateConfiguration|AnalyticsConfigurations|CorsConfiguration|InventoryConfigurations|NotificationConfiguration)$/,
    added: true,
    ...SILENT,
    why: 'lists and events within the account, and rules for browsers, which still need permissions',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^MetricsConfigurations$/,
    added: true,
    if: ({ path }) => path.split('.').length <= 2, // a filter in a configuration of `monitor` would leave out requests
    ...SILENT,
    why: 'more metrics',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^LoggingConfiguration$/,
    added: true,
    ...SILENT,
    why: 'access logs from the app or stack: they go to a bucket of the account',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^AccessControl$/,
    if: ({ final }) => final === 'LogDeliveryWrite',
    verdict: 'error',
    why:
      'with this ACL, the CDK lets S3 deliver the access logs of another bucket here (serverAccessLogsBucket). Create a bucket for the logs alone, ' +
      'or set the feature flag @aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy to true',
  },
  { type: /^AWS::S3::Bucket$/, path: /^LoggingConfiguration\.(LogFilePrefix|TargetObjectKeyFormat)$/, ...SILENT, why: 'names of the logs' },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^BucketEncryption\.ServerSideEncryptionConfiguration\.0\.BucketKeyEnabled$/,
    added: true,
    if: ({ final }) => final === true,
    ...SILENT,
    why: 'fewer calls to KMS',
  },
];
