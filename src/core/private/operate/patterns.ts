import type * as events from 'aws-cdk-lib/aws-events';

const VIA_CLOUDTRAIL = ['AWS API Call via CloudTrail'];

/**
 * A session that a user makes from its key. It is a change event, which every enabled rule receives:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html, read 2026-11-29.
 */
export const sessionPattern = (userArn: string): events.EventPattern => ({
  source: ['aws.sts'],
  detailType: VIA_CLOUDTRAIL,
  detail: {
    eventSource: ['sts.amazonaws.com'],
    eventName: ['GetSessionToken'],
    userIdentity: { type: ['IAMUser'], arn: [userArn] },
  },
});

/**
 * A read of a secret, also one of several at once, for which AWS logs the same event
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html, read 2026-11-29). The secret stands in it as the
 * caller wrote it. A user has no session, so an event without one is never that of a known role.
 */
export function readPattern(secretIds: readonly string[], knownRoles: readonly string[]): events.EventPattern {
  const issuer = (matcher: unknown) => ({ userIdentity: { sessionContext: { sessionIssuer: { arn: [matcher] } } } });
  const unknown = knownRoles.length > 0 ? { $or: [issuer({ exists: false }), issuer({ 'anything-but': [...knownRoles] })] } : {};
  return {
    source: ['aws.secretsmanager'],
    detailType: VIA_CLOUDTRAIL,
    detail: {
      eventSource: ['secretsmanager.amazonaws.com'],
      eventName: ['GetSecretValue'],
      requestParameters: { secretId: [...secretIds] },
      ...unknown,
    },
  };
}

/**
 * Refused calls of a principal in the log of a trail, with its key or as a session
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html, read 2026-11-29).
 */
export function refusedFilter(arn: string): string {
  const who = `($.userIdentity.arn = "${arn}") || ($.userIdentity.sessionContext.sessionIssuer.arn = "${arn}")`;
  return `{ (${who}) && (($.errorCode = "AccessDenied") || ($.errorCode = "*UnauthorizedOperation")) }`;
}
