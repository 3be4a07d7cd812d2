import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ExistingAccessOptions } from '../../existing-access-options';
import type { ExistingUserAccessOptions } from '../../existing-user-access-options';
import { warnAboutUnknownAccount } from '../env/cross-account';
import { isMadeRole, madeUser, madeWith, NETWORKS, SESSIONS_ALLOWED } from '../env/shared-principals';
import { checkAtSynth } from '../synth/at-synth';
import type { FinalResource } from '../synth/final-resource';
import { principalsMeant } from '../synth/identity';
import { subjectOf } from '../synth/subjects';
import { warnAboutAudience } from '../synth/token-audience';
import { problem } from '../validation/errors';
import { EXISTING_ROLE, EXISTING_USER } from '../validation/existing-options';
import { recipe } from '../validation/prop-types';
import { isReachable } from '../validation/reachable';
import { toGroup, toRole, toUser } from './attachment';
import type { Binding } from './binding';
import { namingOf, rememberNaming } from './naming';
import { alreadyBound, onItsBucket } from './networks';

/**
 * Attaches to an existing user. A user that this library created has a group for its policies, and the construct that created it decides
 * about its sessions. Any other user gets the policies directly: a user can be in at most ten groups, and may already be. So does a user of
 * another region, whose group cannot be referred to by name.
 */
export function existingUser(user: iam.IUser, wanted: ExistingUserAccessOptions | undefined): Binding {
  const { options, problems } = recipe('VendorAccess.existingUser', { user, options: wanted }, EXISTING_USER);
  const { allowSessionTokens, onlyFrom: networks } = options.options ?? {};
  const pointless = () => [
    ...(allowSessionTokens ? [ALLOWED_ELSEWHERE] : []),
    ...(networks ? [setElsewhere('onlyFrom', networks, 'user', 'VendorAccess.iamUser({ onlyFrom })')] : []),
  ];
  const naming = { ...namingOf(user), ...options.options };
  return {
    kind: 'existingUser',
    naming,
    problems: (place) => [...problems(place), ...(madeUser(user) ? pointless() : [])],
    bind(scope) {
      warnAboutUnknownAccount(scope, user);
      rememberNaming(user, naming);
      const made = madeUser(user);
      if (allowSessionTokens) {
        SESSIONS_ALLOWED.add(user);
        // a name that only the end of the synthesis understands: the user's own policy goes on denying
        const refuses = ({ construct }: FinalResource) => madeWith(construct)?.refusesSessions;
        checkAtSynth(scope, (app) => (principalsMeant(app, user).some(refuses) ? [`access.${ALLOWED_ELSEWHERE}`] : []));
      }
      const onlyFrom = made ? alreadyBound(user) : onItsBucket(user, networks);
      const attach = made && isReachable(scope, made.group, made.group.groupName) ? toGroup(made.group) : toUser(user);
      const refusesSessions = made || allowSessionTokens ? undefined : 'on its bucket';
      return { arn: user.userArn, user, keyIn: made?.hasKey ? made.construct : undefined, refusesSessions, onlyFrom, naming, attach };
    },
  };
}

const setElsewhere = (option: string, got: unknown, kind: 'user' | 'role', where: string): string =>
  problem(option, got, `a ${kind} that the library did not create`, `Set it where the ${kind} is created: ${where}.`);

const ALLOWED_ELSEWHERE = setElsewhere('allowSessionTokens', true, 'user', 'VendorAccess.iamUser({ allowSessionTokens: true })');

/** The user of another construct: what was said there about its sessions and networks applies here too. */
export const sameUser = (user: iam.IUser): Binding =>
  existingUser(user, {
    allowSessionTokens: SESSIONS_ALLOWED.has(user) || undefined,
    onlyFrom: madeUser(user) ? undefined : NETWORKS.get(user),
  });

export function existingRole(role: iam.IRole, wanted: ExistingAccessOptions | undefined): Binding {
  const { options, problems } = recipe('VendorAccess.existingRole', { role, options: wanted }, EXISTING_ROLE);
  const networks = options.options?.onlyFrom;
  const naming = { ...namingOf(role), ...options.options };
  const pointless = () =>
    networks && isMadeRole(role) ? [setElsewhere('onlyFrom', networks, 'role', 'VendorAccess.vendorRole or workloadRole')] : [];
  return {
    kind: 'existingRole',
    problems: (place) => [...problems(place), ...pointless()],
    naming,
    bind(scope) {
      warnAboutUnknownAccount(scope, role);
      rememberNaming(role, naming);
      checkAtSynth(scope, (app) => warnAboutAudience(app, scope, subjectOf(app, role)));
      const onlyFrom = isMadeRole(role) ? alreadyBound(role) : onItsBucket(role, networks);
      return { arn: role.roleArn, role, onlyFrom, naming, attach: toRole(role) };
    },
  };
}

/** The role of another construct: what was said there about its networks applies here too. */
export const sameRole = (role: iam.IRole): Binding => existingRole(role, { onlyFrom: isMadeRole(role) ? undefined : NETWORKS.get(role) });
