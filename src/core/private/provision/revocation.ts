import { Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { DATE } from '../validation/basic-types';
import { problem, throwIfAnyInCall } from '../validation/errors';
import { warn } from '../validation/warnings';
import { addTo, type OwnPolicy } from './policy';

/** The time before which sessions are revoked, by the policy that denies them. */
const REVOKED = new WeakMap<iam.ManagedPolicy, string>();

/** The version of AWS STS, before which nobody got a session: .../AWSJavaScriptSDK/latest/AWS/STS.html, read 2026-12-01. */
const FIRST = '2011-06-15';

/** Denies everything to credentials that were issued before a time, as AWS does. A later call changes the time. */
export function revokeSessions(scope: Construct, own: OwnPolicy, date: Date): void {
  throwIfAnyInCall(`revokeSessionsBefore of ${scope.constructor.name} '${scope.node.path}'`, dateProblems(date));
  const { policy, product } = own;
  const isFirst = !REVOKED.has(policy);
  REVOKED.set(policy, date.toISOString());
  if (isFirst) {
    checkAtEnd(scope, own); // a later call may correct the time
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

function dateProblems(date: Date): string[] {
  const wrong = DATE.problems('date', date, {});
  const isTooEarly = wrong.length === 0 && date.getTime() < Date.parse(FIRST);
  const allowed = `a time since ${FIRST}, because AWS STS issued no session before`;
  return isTooEarly ? [problem('date', date, allowed, 'A Date counts milliseconds: of seconds, pass new Date(seconds * 1000).')] : wrong;
}

function checkAtEnd(scope: Construct, { policy, product }: OwnPolicy): void {
  const validate = () => {
    const moment = REVOKED.get(policy) ?? '';
    const text = `sessions are revoked until ${moment}, which is in the future. Until then, every session is denied. Pass a time in the past.`;
    if (Date.parse(moment) > Date.now()) {
      warn(scope, product.revokes.early, text);
    }
    return [];
  };
  scope.node.addValidation({ validate });
}
