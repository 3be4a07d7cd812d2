import type { Decision, Request } from '../policy/request';
import { texts } from '../policy/text';
import { MFA, timesToAsk, WITHOUT_MFA } from '../policy/ways';
import type { Call, Values } from './demanded';
import { locksAsked } from './object-headers';

type Context = Request['context'];

/** What no product sends by itself: asked for only if a condition names it. A bucket that has it as its default needs no header for it. */
const UNUSUAL = 'aws:kms:dsse';

/** Calls that no MCP server of AWS makes say so, or nothing: .../iam-toolbox/latest/APIReference/API_GetRequestAuthorizationDetails.html, read 2026-12-01. */
const OF_NO_AGENT: Values = { 'aws:ViaAWSMCPService': [null, 'false'] };

/**
 * What a product may send, or not send, in a header that no page pins: no policy of the library permits another ACL, and S3 knows no other
 * encryption (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, read 2026-11-28).
 */
const SENT: Values = {
  ...OF_NO_AGENT,
  's3:x-amz-acl': [null, 'private', 'bucket-owner-full-control'],
  's3:x-amz-server-side-encryption': [null, 'AES256', 'aws:kms', UNUSUAL],
};

/** Each way in which a product may make a call, as far as the decision depends on it. */
export function waysToAsk({ asking, request: { action, context }, values }: Call, { because, effect }: Decision): Context[] {
  if (effect !== 'unknown') {
    return [];
  }
  const conditions = because.flatMap((cause) => cause.conditions);
  const keys = new Set(conditions.map(({ key }) => key.toLowerCase()));
  const isNamed = texts(conditions.flatMap(({ values }) => values)).includes(UNUSUAL);
  const open = Object.entries({ ...SENT, ...mfaIn(context), ...values() }).filter(
    ([key]) => keys.has(key.toLowerCase()) && !(key in context),
  );
  const all = (ways: readonly Context[], [key, values]: (typeof open)[0]) =>
    ways.flatMap((way) => values.filter((value) => isNamed || value !== UNUSUAL).map((value) => ({ ...way, [key]: value })));
  const ways = open.reduce<readonly Context[]>(all, locksAsked(asking, action, conditions));
  const times = timesToAsk(conditions);
  return ways.flatMap((way) => times.map((time) => ({ ...way, ...time }))).filter((way) => Object.keys(way).length > 0);
}

const mfaIn = (context: Context): Values =>
  context['aws:MultiFactorAuthAge'] === null && context[MFA] === undefined ? { [MFA]: WITHOUT_MFA } : {};

const TLS = 's3:TlsVersion';

/** With TLS 1.3, where 1.2 is refused: no page says which of the two a product speaks. */
export const withEitherTls =
  (ask: (request: Request) => Decision) =>
  (request: Request): Decision => {
    const decision = ask(request);
    const isOld = request.context[TLS] === '1.2' && decision.because.some((cause) => cause.conditions.some(({ key }) => isTls(key)));
    const newer = isOld && decision.effect === 'denied' ? ask({ ...request, context: { ...request.context, [TLS]: '1.3' } }) : decision;
    return newer.effect === decision.effect ? newer : { ...decision, effect: 'unknown', explicit: false };
  };

const isTls = (key: string): boolean => key.toLowerCase() === TLS.toLowerCase();
