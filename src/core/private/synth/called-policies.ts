import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { documentIn } from '../policy/document-text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { once } from './once';
import { sdkCalls } from './sdk-calls';

/** As if the resource that makes the call were a policy. */
const policiesByCall = once((app, bucket: FinalResource): readonly FinalResource[] =>
  (sdkCalls(app).get(bucket) ?? []).flatMap(({ action, by, parameters }) => {
    const PolicyDocument = action === 's3:PutBucketPolicy' ? documentIn(parameters.Policy) : undefined;
    return PolicyDocument === undefined ? [] : [{ ...by, Properties: { PolicyDocument } }];
  }),
);

/** The policies that calls of the app put on a bucket of the app. */
export function policiesPutOn(app: FinalApp, bucket: IBucket): readonly FinalResource[] {
  const final = resourceGiven(app, bucket);
  return final ? policiesByCall(app, final) : [];
}
