import type { Policy } from '../policy/request';
import { token } from '../policy/text';
import type { Asking, Outsider } from './asking';
import type { Situation } from './needs';

/** Allows everything: what is not known takes nothing away. */
export const OPEN: Policy = {
  origin: 'a policy that allows what it calls',
  document: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};

export function callerOf({ outsider, role, user }: Asking): Partial<Outsider> & Pick<Outsider, 'type'> {
  return outsider ?? (role ? { type: 'AssumedRole', arn: role.roleArn } : { type: 'User', arn: user?.userArn });
}

/** A session that the user issues, with a policy that allows what it calls. Which tags it has is not known. */
export function issuedBy(user: Situation): Situation {
  const arn = ['arn', { Ref: 'AWS::Partition' }, 'sts', '', user.principal.account, `federated-user/${token({ Session: 'name' })}`];
  const principal = { ...user.principal, type: 'FederatedUser', session: user.render({ 'Fn::Join': [':', arn] }) } as const;
  const tagless = Object.entries(user.facts).filter(([key]) => !/^aws:PrincipalTag/i.test(key));
  return { ...user, principal, policies: { ...user.policies, session: OPEN }, facts: Object.fromEntries(tagless), decisions: new Map() };
}
