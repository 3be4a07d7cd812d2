import { type Caller, judge, withoutHidden } from './judge';
import { requestsOf } from './requests';
import { rawStatements } from './statements';
import type { Theft } from './theft';

const ISSUED = { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' };

/** Not without MFA: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const NEVER = /^(iam:|sts:(?!AssumeRole$|\*))/i;

/** Credentials that anyone can issue for a key, without a permission: they have the time when they were issued. */
export function sessions(caller: Caller): Theft {
  const does = 'use credentials that they issue with the key (sts:GetSessionToken), even after the key is deleted';
  const known = withoutHidden(caller);
  const allows = known.policies.identity.flatMap(({ document }) => rawStatements(document)).filter(({ Effect }) => Effect === 'Allow');
  // Keys that other services use for the caller are of no use without these services.
  const asked = allows.flatMap(requestsOf).filter(({ action, context }) => !NEVER.test(action) && !('kms:ViaService' in context));
  const isOpen = (context: object) => (one: (typeof asked)[number]) =>
    judge(known, one.action, one.arn, { ...one.context, ...context }).effect !== 'denied';
  const possible = asked.filter(isOpen({}));
  const left = possible.filter(isOpen(ISSUED));
  const hidden = caller.policies.identity.filter(({ document }) => document === undefined).map(({ origin }) => origin);
  if (left.length > 0) {
    const isPart = left.length < possible.length;
    const actions = [...new Set(left.map(({ action }) => action))].sort();
    return { does, can: isPart ? 'in part' : 'yes', only: isPart ? [`for ${actions.join(', ')}`] : [] };
  }
  const isRefused = judge(known, 'any:action', '*', ISSUED).explicit;
  return hidden.length > 0 && !isRefused ? { does, can: 'not known', only: hidden } : { does, can: 'no', only: [] };
}
