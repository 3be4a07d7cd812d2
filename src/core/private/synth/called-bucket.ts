import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BucketProfile } from '../model/bucket-profile';
import { problem } from '../validation/errors';
import { advise } from '../validation/remedies';
import { pathOf } from '../validation/shown-value';
import { CHANGED } from './call-rule';
import { policiesPutOn } from './called-policies';
import { settingsAfter } from './called-settings';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { statementsAt } from './placed-statement';
import { finalBucketPolicy } from './policies-of-bucket';
import { findingOf } from './profile-check';
import { type SdkCall, sdkCalls } from './sdk-calls';
import { lookIn } from './settings';
import { compareStatements } from './statements';

// Calls of the app on a bucket of its own: which of them breaks what a product needs there.

const REPLACED =
  'it replaces the policy that the template gives the bucket. Give the bucket all statements in the template (addToResourcePolicy)';

/** Judges each setting that a call leaves by the rules for the template, and says what the template itself does not have. */
export function warnAboutCallsOn(app: FinalApp, scope: Construct, bucket: s3.IBucket, profile: BucketProfile, prefix?: string): void {
  const final = resourceGiven(app, bucket);
  for (const call of final ? (sdkCalls(app).get(final) ?? []) : []) {
    const what = `${call.by.Type} '${pathOf(call.by.construct)}' calls ${call.action} on '${pathOf(call.on.construct)}'`;
    const texts = [...brokenBy(app, call, what, profile, prefix), ...(replacesPolicy(app, bucket, call) ? [`${what}: ${REPLACED}`] : [])];
    for (const text of texts) {
      advise(scope, CHANGED, text);
    }
  }
}

function brokenBy(app: FinalApp, call: SdkCall, what: string, profile: BucketProfile, prefix: string | undefined): string[] {
  const settings = settingsAfter(call);
  const after = { ...call.on, Properties: { ...call.on.Properties, ...settings } };
  return (settings ? profile : []).flatMap((rule) => {
    const look = (one: FinalResource) => lookIn(app, one, (all) => findingOf(rule, prefix)(all));
    const { found } = look(after);
    const isNew = found !== undefined && found !== look(call.on).perhaps;
    return isNew ? [`${problem(what, found, rule.allowed, 'Change the call, or acknowledge.')} ${rule.why} (${rule.source.url})`] : [];
  });
}

/** Whether a statement of the template is gone then. */
function replacesPolicy(app: FinalApp, bucket: s3.IBucket, { action, by, parameters }: SdkCall): boolean {
  const [put] = action === 's3:PutBucketPolicy' ? policiesPutOn(app, bucket).filter(({ construct }) => construct === by.construct) : [];
  const kept = put ? statementsAt(put).map(({ statement }) => statement) : [];
  const isSet = action === 's3:DeleteBucketPolicy' || (action === 's3:PutBucketPolicy' && parameters.Policy !== undefined); // runbooks add to it
  return isSet && compareStatements(finalBucketPolicy(app, bucket), kept).missing.length > 0;
}
