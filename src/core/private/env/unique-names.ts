import { Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { accountOf, claim, partitionOf, takenProblems } from './claims';

/** Names that AWS takes once: by the option that gives one, the property of the resource, the place, and whether `a` and `A` are one name. */
const NAMES = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html, read 2026-11-28
  bucketName: {
    property: 'bucketName',
    placeOf: (scope: Construct) => partitionOf(scope) ?? Stack.of(scope).node.addr,
    isCaseBlind: false,
  },
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html, read 2026-11-28; of roles the same
  userName: { property: 'userName', placeOf: accountOf, isCaseBlind: true },
  roleName: { property: 'roleName', placeOf: accountOf, isCaseBlind: true },
  secretName: { property: 'name', placeOf: (scope: Construct) => `${accountOf(scope)} ${Stack.of(scope).region}`, isCaseBlind: false },
};

const SHARE = 'A recipe makes a principal for each construct: leave out the name, or share the first one by sameUserAs or sameRoleAs.';

/**
 * Refuses a second resource of a name that AWS takes once, over which the deployment would fail. The name is read in the end, from the resource:
 * CDK may have generated it (PhysicalName.GENERATE_IF_NEEDED).
 */
export function guardName(scope: Construct, option: keyof typeof NAMES, made: IConstruct, what: string = option, todo = SHARE): void {
  const { isCaseBlind, placeOf, property } = NAMES[option];
  const validate = () => {
    const name: unknown = Stack.of(scope).resolve((made.node.defaultChild as unknown as Record<string, unknown> | undefined)?.[property]);
    if (name === undefined) {
      return [];
    }
    const known = typeof name === 'string' ? (isCaseBlind ? name.toLowerCase() : name) : [Stack.of(scope).node.addr, name]; // a parameter is of its stack
    const holder = claim(scope, JSON.stringify([option, placeOf(scope), known]));
    const shown = typeof name === 'string' ? `'${name}'` : 'a name known at deployment only';
    return takenProblems(what, shown, holder, todo);
  };
  scope.node.addValidation({ validate });
}
