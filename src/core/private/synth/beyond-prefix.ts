import type * as s3 from 'aws-cdk-lib/aws-s3';
import { statementsIn } from '../policy/document';
import type { Policy } from '../policy/request';
import { textOf, texts, token } from '../policy/text';
import type { Need } from './asking';
import type { Situation } from './situation';

const OUTSIDE = token({ Key: 'outside' });

/** Any key beyond the prefix, and those that the policies of the principal name: patterns that no key of the one certainly fits. */
export function beyondPrefix({ policies, render }: Situation, bucket: s3.IBucket, prefix: string): Pick<Need, 'arns'> {
  const objects = `${textOf(render(bucket.bucketArn))}/`;
  const named = policies.identity.flatMap(resourcesIn).filter((arn) => arn.startsWith(objects));
  const keys = named.map((arn) => arn.slice(objects.length)).filter((key) => !key.startsWith(`${textOf(render(prefix))}/`));
  const inPatterns = new Set(keys.map((key) => key.replace(/[*?]+/g, OUTSIDE)));
  return { arns: [...new Set([OUTSIDE, ...inPatterns])].map((key) => bucket.arnForObjects(key)) };
}

const resourcesIn = ({ document }: Policy): string[] =>
  statementsIn(document).flatMap(({ statement }) => (statement?.Effect === 'Deny' ? [] : texts(statement?.Resource)));
