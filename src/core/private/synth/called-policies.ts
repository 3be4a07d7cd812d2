import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { documentIn } from '../policy/document-text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { oncePerApp } from './once';
import { sdkCalls } from './sdk-calls';

const policiesByCall = oncePerApp((app) => {
  const found = new Map<FinalResource, FinalResource[]>();
  for (const [on, calls] of sdkCalls(app)) {
    const puts = calls.filter(({ action }) => action === 's3:PutBucketPolicy');
    const policies = puts.map(({ by, parameters }) => ({ ...by, Properties: { PolicyDocument: documentIn(parameters.Policy) } }));
    found.set(
      on,
      policies.filter(({ Properties }) => Properties.PolicyDocument !== undefined),
    );
  }
  return found;
});

/** The policies that calls of the app put on a bucket of the app. */
export function policiesPutOn(app: FinalApp, bucket: IBucket): readonly FinalResource[] {
  const final = app.find(bucket);
  return (final && policiesByCall(app).get(final)) ?? [];
}
