import { type CfnResource, type IResolveContext, Lazy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { HELD_BY } from '../env/shared-principals';
import { checkAtSynth } from '../synth/at-synth';
import type { FinalApp } from '../synth/final-app';
import type { Asked } from '../synth/promised';
import { deployedStackOf, waitsFor } from '../synth/stack-order';
import { problem } from '../validation/errors';
import { pathOf } from '../validation/shown-value';

/** Attaches a policy to a principal; returns what the policy is expected to show in addition. */
export type Attach = (policy: iam.ManagedPolicy) => Asked;

export const toUser = (user: iam.IUser): Attach => attachTo(user, 'Users', user.userName, (policy) => policy.attachToUser(user));

export const toGroup = (group: iam.IGroup): Attach => attachTo(group, 'Groups', group.groupName, (policy) => policy.attachToGroup(group));

export const toRole = (role: iam.IRole): Attach => attachTo(role, 'Roles', role.roleName, (policy) => policy.attachToRole(role));

/**
 * Attaches a policy of one stack to a principal of another.
 *
 * Only one of two stacks can refer to the other: CDK rejects a cycle. Usually the policy names the principal (`directly`, CDK's own way).
 * But if the stack of the principal depends on that of the policy (such as a function that receives the bucket name), the principal must
 * name the policy.
 */
function attachTo(
  principal: iam.IIdentity,
  list: 'Users' | 'Groups' | 'Roles',
  name: string,
  directly: (policy: iam.ManagedPolicy) => void,
): Attach {
  return (policy) => {
    const [own, theirs] = [policy, principal].map(({ node }) => node.defaultChild as CfnResource | undefined);
    if (!own || !theirs || deployedStackOf(own) === deployedStackOf(theirs)) {
      directly(policy);
      return { [list]: [name] };
    }
    HELD_BY.set(own, theirs);
    const side = new Side(() => (waitsFor(deployedStackOf(theirs), deployedStackOf(own)) ? 'principal' : 'policy'));
    extend(own, list.toLowerCase(), (context) => (side.namedBy(context) === 'policy' ? name : undefined));
    extend(theirs, 'managedPolicyArns', (context) => (side.namedBy(context) === 'principal' ? policy.managedPolicyArn : undefined));
    checkAtSynth(policy, (app) => (side.decided === 'principal' ? checkNamed(app, theirs, policy) : []));
    return { [list]: () => (side.decided === 'principal' ? undefined : [name]) };
  };
}

/**
 * Which of the two names the other. This is known when all stacks are complete, while CDK looks for references. Until then, CDK's own way
 * applies.
 */
class Side {
  public decided?: 'principal' | 'policy' | 'neither';

  public constructor(private readonly decide: () => 'principal' | 'policy') {}

  public namedBy({ preparing }: IResolveContext): Side['decided'] {
    if (this.decided === undefined && preparing) {
      this.decided = 'neither'; // while CDK looks at the stack of the principal, which contains this
      this.decided = this.decide();
    }
    return this.decided ?? 'policy';
  }
}

/** Adds an entry to a list of an L1, if there is one in the end. */
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

/** The construct does not own the principal, so nothing else about it is checked. */
function checkNamed(app: FinalApp, principal: CfnResource, policy: iam.ManagedPolicy): string[] {
  const arns: unknown = app.find(principal)?.Properties.ManagedPolicyArns;
  const named = JSON.stringify(arns)?.includes(JSON.stringify(app.render(principal, policy.managedPolicyArn)));
  const what = `managed policies of '${pathOf(principal)}'`;
  const todo = 'Do not remove it: without this policy the vendor has no access.';
  return named ? [] : [problem(what, JSON.stringify(arns), `policy '${policy.node.path}' included`, todo)];
}
