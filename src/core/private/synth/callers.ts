import type { Policy } from '../policy/request';
import type { Asking, Outsider } from './asking';

/** Allows everything: what is not known takes nothing away. */
export const OPEN: Policy = {
  origin: 'a policy that allows what it calls',
  document: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};

export function callerOf({ outsider, role, user }: Asking): Partial<Outsider> & Pick<Outsider, 'type'> {
  return outsider ?? (role ? { type: 'AssumedRole', arn: role.roleArn } : { type: 'User', arn: user?.userArn });
}
