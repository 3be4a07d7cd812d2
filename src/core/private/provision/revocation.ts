import { Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { DATE } from '../validation/basic-types';
import { throwIfAnyInCall } from '../validation/errors';
import { warn } from '../validation/warnings';
import { addTo, type OwnPolicy } from './policy';

/** The time before which sessions are revoked, by the policy that denies them. */
const REVOKED = new WeakMap<iam.ManagedPolicy, string>();

/** Denies everything to credentials that were issued before a time, as AWS does. A later call changes the time. */
export function revokeSessions(scope: Construct, own: OwnPolicy, date: Date): void {
  throwIfAnyInCall(`revokeSessionsBefore of ${scope.constructor.name} '${scope.node.path}'`, DATE.problems('date', date, {}));
  const { policy, product } = own;
  const moment = date.toISOString();
  if (date.getTime() > Date.now()) {
    const text = `sessions are revoked until ${moment}, which is in the future. Until then, every session is denied. Pass a time in the past.`;
    warn(scope, product.revokes.early, text);
  }
  const isFirst = !REVOKED.has(policy);
  REVOKED.set(policy, moment);
  if (isFirst) {
    addTo(own, [
      new iam.PolicyStatement({
        sid: product.revokes.sid,
        effect: iam.Effect.DENY,
        actions: ['*'],
        resources: ['*'],
        conditions: { DateLessThan: { 'aws:TokenIssueTime': Lazy.string({ produce: () => REVOKED.get(policy) }) } },
      }),
    ]);
  }
}
