import * as iam from 'aws-cdk-lib/aws-iam';
import type { ExistingUserAccessOptions } from '../../existing-user-access-options';
import type { IamUserAccessOptions } from '../../vendor-access-options';
import { warnAboutUnknownAccount } from '../env/cross-account';
import { madeUser, NETWORKS, rememberUser, SESSIONS_ALLOWED } from '../env/shared-principals';
import { promise } from '../synth/promise';
import { guardName, NAMED } from '../synth/unique-names';
import { problem } from '../validation/errors';
import { EXISTING_ROLE, EXISTING_USER, IAM_USER } from '../validation/principal-options';
import { recipe } from '../validation/prop-types';
import { isReachable } from '../validation/reachable';
import { keyInSecret } from './access-key-secret';
import { toGroup, toRole, toUser } from './attachment';
import type { Binding } from './binding';
import { definedProps } from './defined-props';
import { alreadyBound, everywhere } from './networks';

/**
 * Creates a user that gets the policy through a group. A secret in Secrets Manager references its key, which appears nowhere else.
 *
 * A group, because auditors reject policies on users (CIS, Security Hub IAM.2).
 */
export function newUser(wanted: IamUserAccessOptions | undefined): Binding {
  const { options, problems } = recipe('VendorAccess.iamUser', wanted, IAM_USER);
  return {
    kind: 'iamUser',
    problems,
    bind(scope, product) {
      const { permissionsBoundary, userName } = options;
      const user = new iam.User(scope, 'User', definedProps({ userName, permissionsBoundary }));
      guardName(scope, 'userName', user);
      const group = new iam.Group(scope, 'Group');
      guardName(scope, 'groupName', group, `name of group '${group.node.path}'`, NAMED);
      user.addToGroup(group);
      promise(scope, user, options.permissionsBoundary && { PermissionsBoundary: options.permissionsBoundary.managedPolicyArn });
      promise(scope, group);
      const key = keyInSecret(scope, user, options, product);
      rememberUser(user, { construct: scope, group, hasKey: key !== undefined });
      const refusesSessions = options.allowSessionTokens ? undefined : 'everywhere';
      const onlyFrom = everywhere(user, options.onlyFrom);
      return { arn: user.userArn, user, secret: key?.secret, secretFields: key?.fields, refusesSessions, onlyFrom, attach: toGroup(group) };
    },
  };
}

/**
 * Attaches to an existing user. A user that this library created has a group for its policies, and the construct that created it decides
 * about its sessions. Any other user gets the policies directly: a user can be in at most ten groups, and may already be. So does a user of
 * another region, whose group cannot be referred to by name.
 */
export function existingUser(user: iam.IUser, wanted: ExistingUserAccessOptions | undefined): Binding {
  const { options, problems } = recipe('VendorAccess.existingUser', { user, options: wanted }, EXISTING_USER);
  const { allowSessionTokens, onlyFrom: networks } = options.options ?? {};
  const todo = (option: string) => `Set it where the user is created: VendorAccess.iamUser({ ${option} }).`;
  const pointless = () => [
    ...(allowSessionTokens ? [problem('allowSessionTokens', true, NOT_MADE, todo('allowSessionTokens: true'))] : []),
    ...(networks ? [problem('onlyFrom', networks, NOT_MADE, todo('onlyFrom'))] : []),
  ];
  return {
    kind: 'existingUser',
    problems: (place) => [...problems(place), ...(madeUser(user) ? pointless() : [])],
    bind(scope) {
      warnAboutUnknownAccount(scope, user);
      const made = madeUser(user);
      if (allowSessionTokens) {
        SESSIONS_ALLOWED.add(user);
      }
      if (networks) {
        NETWORKS.set(user, networks);
      }
      const onlyFrom = made ? alreadyBound(user) : networks && ({ networks, on: 'its bucket' } as const);
      const attach = made && isReachable(scope, made.group, made.group.groupName) ? toGroup(made.group) : toUser(user);
      const refusesSessions = made || allowSessionTokens ? undefined : 'on its bucket';
      return { arn: user.userArn, user, keyIn: made?.hasKey ? made.construct : undefined, refusesSessions, onlyFrom, attach };
    },
  };
}

const NOT_MADE = 'a user that the library did not create';

/** The user of another construct: what was said there about its sessions and networks applies here too. */
export const sameUser = (user: iam.IUser): Binding =>
  existingUser(user, {
    allowSessionTokens: SESSIONS_ALLOWED.has(user) || undefined,
    onlyFrom: madeUser(user) ? undefined : NETWORKS.get(user),
  });

export function existingRole(role: iam.IRole): Binding {
  const { problems } = recipe('VendorAccess.existingRole', { role }, EXISTING_ROLE);
  return {
    kind: 'existingRole',
    problems,
    bind(scope) {
      warnAboutUnknownAccount(scope, role);
      return { arn: role.roleArn, role, onlyFrom: alreadyBound(role), attach: toRole(role) };
    },
  };
}
