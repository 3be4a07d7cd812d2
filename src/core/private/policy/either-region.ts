import { GLOBAL_CALLS, HOMES } from '../model/global-calls';
import { matches } from './pattern';
import type { Decision, Request } from './request';
import { agreed } from './ways';

const [REGION, GLOBAL] = ['aws:RequestedRegion', 'us-east-1'];

/** The region of the global endpoints, such as the one of IAM, in the partition of a region, if both are known. */
export function homeOf(region: unknown): string | undefined {
  const [, place] = /^(cn-|us-gov-|(?!us-iso)[a-z]{2}-)/.exec(String(region)) ?? [];
  return place && (HOMES[place] ?? GLOBAL);
}

/** At the endpoint of its region or at the global one, where a call may go to either. A VPC endpoint is in its region. */
export const withEitherRegion =
  (ask: (request: Request) => Decision) =>
  (request: Request): Decision => {
    const { [REGION]: region, ...context } = request.context;
    const isGlobal = GLOBAL_CALLS.some((one) => matches(one.toLowerCase(), request.action.toLowerCase(), 'text'));
    const at = (one: unknown) => ask({ ...request, context: { ...context, [REGION]: one } });
    return isGlobal && homeOf(region) === GLOBAL && context['aws:SourceVpce'] == null
      ? agreed(ask({ ...request, context }), ({ effect }) => (effect === 'unknown' ? [region, GLOBAL].map(at) : []))
      : ask(request);
  };
