import type { Cause } from '../policy/request';
import { isToken, symbols, texts, token } from '../policy/text';
import { TIMED } from '../policy/ways';
import { isLeftOpen, openIn } from './left-open';
import type { Answer } from './needs';
import { isShared } from './pseudo';

/**
 * What a decision that is not certain depends on, and when that does not matter.
 * NotPrincipal: .../IAM/latest/UserGuide/reference_policies_elements_notprincipal.html, read 2026-11-30.
 */
export function dependsOn(cause: Cause, { caller, decision: { effect, ofSome } }: Answer, who: string): [how: string, unless: string] {
  const { conditions, elements } = cause;
  const open = openIn(cause, caller);
  const isAbout = (keys: RegExp) => conditions.length > 0 && conditions.every(({ key }) => keys.test(key));
  if (ofSome && effect === 'denied') {
    return ['which objects or other resources the calls are on, because the policy exempts some', 'they are on those only'];
  }
  if (isBypassed(cause)) {
    return [`where the calls of ${who} come from`, 'they come from elsewhere'];
  }
  if (open.includes('NotPrincipal')) {
    return ['how AWS reads NotPrincipal, which must also list the account and each session of a role', 'it lists them'];
  }
  const place = elements.every((one) => one === 'Condition') ? placeIn(conditions) : undefined;
  if (place) {
    return [`the ${place} of the deployment, which env of the stack would say`, `the policy allows that ${place}`];
  }
  if (isAbout(REGION) && conditions.some(({ given }) => given === undefined)) {
    return [`the region of the endpoint that ${who} calls, us-east-1 for a global one`, 'the policy allows the region of that endpoint'];
  }
  if (isAbout(TIMED)) {
    return ['the date', 'there are no such calls then'];
  }
  if (isAbout(MFA)) {
    return ['whether AWS tells policies that its credentials were made without MFA, or nothing of MFA', 'its calls succeed'];
  }
  return elements.includes('Statement') || open.length > 0 || conditions.some(isLeftOpen)
    ? ['what the deployment decides', cause.effect === 'Deny' ? 'the deployment leaves it out' : 'the deployment has what allows it']
    : [`how the calls of ${who} are made`, 'they meet the condition'];
}

/** What env of the stack would say, if nothing else is open. */
function placeIn(conditions: Cause['conditions']): string | undefined {
  const open = conditions.map(({ given, values }) => symbols([given ?? token('unknown'), texts(values)].flat().join('')).filter(isToken));
  const pseudo = open.flat().join();
  const places = [pseudo.includes('AccountId') ? 'account' : [], /Region|Partition|URLSuffix/.test(pseudo) ? 'region' : []].flat();
  return open.every((all) => all.length > 0 && all.every(isShared)) ? places.join(' and ') : undefined;
}

const REGION = /^(aws:RequestedRegion|ec2:Region)$/i;
const MFA = /^aws:MultiFactorAuthPresent$/i;

/** The endpoint of one network among several does not let the call through. */
export const isBypassed = ({ elements, kind }: Cause): boolean => kind === 'endpoint' && elements.length === 0;
