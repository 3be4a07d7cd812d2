import { Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { accountOf, claim, partitionOf, takenProblems } from './claims';

/** Names that AWS accepts only once: by option, property of the resource, scope, and whether the name is case-sensitive. */
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

const SHARE = 'A recipe creates a principal for each construct: omit the name, or share the first principal with sameUserAs or sameRoleAs.';

/**
 * Rejects a physical name that two constructs would create in one account or region, because the deployment would fail. Reads the final
 * name from the resource: CDK may have generated it (PhysicalName.GENERATE_IF_NEEDED).
 */
export function guardName(scope: Construct, option: keyof typeof NAMES, made: IConstruct, what: string = option, todo = SHARE): void {
  const { isCaseBlind, placeOf, property } = NAMES[option];
  const validate = () => {
    const name: unknown = Stack.of(scope).resolve((made.node.defaultChild as unknown as Record<string, unknown> | undefined)?.[property]);
    if (name === undefined) {
      return [];
    }
    const known = typeof name === 'string' ? (isCaseBlind ? name.toLowerCase() : name) : [Stack.of(scope).node.addr, name]; // a parameter belongs to its stack
    const holder = claim(scope, JSON.stringify([option, placeOf(scope), known]));
    const shown = typeof name === 'string' ? `'${name}'` : 'a name known at deployment only';
    return takenProblems(what, shown, holder, todo);
  };
  scope.node.addValidation({ validate });
}
