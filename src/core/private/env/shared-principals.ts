import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { resourceIn } from './comparable';

// What several constructs of this library know of a principal that they share.

/** What a construct made together with a user. */
export interface MadeUser {
  readonly construct: Construct;
  readonly group: iam.Group;
  /** Whether the construct has the user's access key in a secret. */
  readonly hasKey: boolean;
}

const MADE = new WeakMap<IConstruct, MadeUser>();

/** Existing users whose sessions a construct allows to reach its bucket. */
export const SESSIONS_ALLOWED = new WeakSet<iam.IUser>();

export function rememberUser(user: iam.User, made: MadeUser): void {
  MADE.set(user.node.defaultChild as IConstruct, made);
}

/** The same, of a user that a construct of this app made: given itself, or imported by its attribute. A literal name may be a stranger's. */
export function madeUser(user: iam.IUser): MadeUser | undefined {
  const l1 = user.node.defaultChild ?? resourceIn(user, user.userName);
  return l1 && MADE.get(l1);
}
