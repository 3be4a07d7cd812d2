import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import type { CallerNetworks } from '../../caller-networks';
import { resourceOf } from '../validation/referred';

// What several constructs of this library know about a principal that they share.

/** What a construct created together with a user. */
export interface MadeUser {
  readonly construct: Construct;
  readonly group: iam.Group;
  /** Whether the construct stores the user's access key in a secret. */
  readonly hasKey: boolean;
  /** Whether it denies everything to sessions of the user. */
  readonly refusesSessions: boolean;
}

const MADE = new WeakMap<IConstruct, MadeUser>();

/** Existing users whose sessions a construct allows to access its bucket. */
export const SESSIONS_ALLOWED = new WeakSet<iam.IUser>();

/** The networks that a construct binds a principal to. */
export const NETWORKS = new WeakMap<iam.IIdentity, CallerNetworks>();

/** The resource by which a workload gets its role, which the user creates: a service account of IRSA has none. */
export interface HandedBy {
  readonly type: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly region?: string;
}

/** By the resource of the role. */
export const HANDED_BY = new WeakMap<IConstruct, HandedBy>();

/** The principals that a construct attaches its policy to, by the resource of the policy: some of them name the policy. */
export const HELD_BY = new WeakMap<IConstruct, IConstruct>();

const MADE_ROLES = new WeakSet<IConstruct>();

export function rememberRole(role: iam.Role): void {
  MADE_ROLES.add(role.node.defaultChild ?? role); // with Role.customizeRoles, it has none
}

/** Whether a construct of this app created it: see `madeUser`. */
export function isMadeRole(role: iam.IRole): boolean {
  return MADE_ROLES.has(resourceOf(role, role.roleName) ?? role);
}

export function rememberUser(user: iam.User, made: MadeUser): void {
  MADE.set(user.node.defaultChild as IConstruct, made);
}

/**
 * Returns the same for a user that a construct of this app created, whether passed directly or imported by its attribute. A literal name
 * may belong to someone else.
 */
export function madeUser(user: iam.IUser): MadeUser | undefined {
  return madeWith(resourceOf(user, user.userName));
}

/** The same by the resource of the user. */
export const madeWith = (l1: IConstruct | undefined): MadeUser | undefined => l1 && MADE.get(l1);
