import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Json } from '../policy/request';
import { plain, textOf, token } from '../policy/text';
import { NAMESPACE } from '../validation/bucket-name';
import { problem } from '../validation/errors';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { readable } from './readable';

const [ACCOUNT, REGION] = ['AccountId', 'Region'].map((name) => token({ Ref: `AWS::${name}` }));
const OF_NAMESPACE = new RegExp(`-(\\d{12}|${ACCOUNT})-([a-z]{2,}(-[a-z]+)+-\\d+|${REGION})-an$`);

/** Amazon S3 creates a bucket with such a name in its namespace only (MissingNamespaceHeader): .../gpbucketnamespaces.html, read 2026-12-01. */
export function checkNamespace(app: FinalApp, bucket: s3.IBucket, { construct, Properties }: FinalResource): string[] {
  const { BucketName, BucketNamespace = 'global' } = Properties;
  const name = BucketName === undefined ? '' : textOf(plain(BucketName as Json, knownIn(app, construct.stack)));
  const what = `bucket '${bucket.node.path}'`;
  return BucketNamespace === 'global' && OF_NAMESPACE.test(name)
    ? [problem(what, `bucket name '${readable(name)}' in the global namespace`, 'a name that S3 does not reserve', NAMESPACE)]
    : [];
}
