import { CfnResource, type IResolveContext, Lazy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { rememberAttached } from '../env/shared-principals';
import { deployedStackOf, waitsFor } from '../synth/stack-order';

type Attach = (policy: iam.ManagedPolicy) => void;

/** Attaches policies to a user that exists. */
export const toUser = (user: iam.IUser): Attach => attachTo(user, 'users', user.userName, (policy) => policy.attachToUser(user));

export const toGroup = (group: iam.IGroup): Attach => attachTo(group, 'groups', group.groupName, (policy) => policy.attachToGroup(group));

export const toRole = (role: iam.IRole): Attach => attachTo(role, 'roles', role.roleName, (policy) => policy.attachToRole(role));

/**
 * Of two stacks, only one can name something of the other: CDK refuses a circle. Mostly the policy names the principal, which is `directly`, CDK's
 * own way. But if the stack of the principal waits for that of the policy (a function that is told the name of the bucket), the principal has to
 * name the policy.
 */
function attachTo(principal: iam.IIdentity, list: string, name: string, directly: Attach): Attach {
  return (policy) => {
    const [own, theirs] = [policy, principal].map(({ node }) => node.defaultChild).filter(CfnResource.isCfnResource);
    if (!own || !theirs || deployedStackOf(own) === deployedStackOf(theirs)) {
      directly(policy);
      return;
    }
    const isNamedBy = direction(() => (waitsFor(deployedStackOf(theirs), deployedStackOf(own)) ? 'principal' : 'policy'));
    extend(own, list, (context) => (isNamedBy('policy', context) ? name : undefined));
    extend(theirs, 'managedPolicyArns', (context) => (isNamedBy('principal', context) ? policy.managedPolicyArn : undefined));
    rememberAttached(principal, policy);
  };
}

/** Which of the two it is. Known when all stacks are complete: while CDK looks for references. Until then, it is CDK's own way. */
function direction(decide: () => 'principal' | 'policy') {
  let decided: 'principal' | 'policy' | 'neither' | undefined;
  return (side: 'principal' | 'policy', { preparing }: IResolveContext): boolean => {
    if (decided === undefined && preparing) {
      decided = 'neither'; // while it looks at the stack of the principal, of which this is a part
      decided = decide();
    }
    return (decided ?? 'policy') === side;
  };
}

/** One entry more in a list of an L1, if there is one in the end. */
function extend(l1: CfnResource, list: string, entry: (context: IResolveContext) => string | undefined): void {
  const lists = l1 as unknown as Record<string, unknown>;
  const others = lists[list];
  lists[list] = Lazy.uncachedAny({
    produce: (context) => {
      const more = entry(context);
      return more === undefined ? others : [...(context.resolve(others) ?? []), more];
    },
  });
}
