import { organizationOf } from '../policy/organization';
import type { Json, Principal, Request } from '../policy/request';
import { plain, texts } from '../policy/text';
import { contextOf } from './request-context';
import { type Tagged, tagKeysIn, tagsOfPrincipal } from './tags-asked';

/** A call that somebody with the credentials makes, of what a statement allows: a key is then used without any service. */
export function directCall(principal: Principal, region: unknown, statement: { readonly Action?: Json }, of: Tagged): Request['context'] {
  const policy = JSON.stringify({ Statement: statement });
  const [action = ''] = texts(plain(statement.Action));
  return { ...contextOf(action, principal, region, null), ...organizationOf(policy, false), ...tagsOfPrincipal(of, tagKeysIn(policy)) };
}
