import type { Decision, Request } from './request';

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
