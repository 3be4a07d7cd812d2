import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { problem } from '../validation/errors';
import { accountOf, claim } from './claims';

/**
 * A name, by the option that gives it, which AWS takes once in an account, or in each of its regions. A recipe with a name that is given to two
 * constructs makes two of that name, over which the deployment would fail.
 */
export function guardName(scope: Construct, option: string, name: string | undefined, region = ''): void {
  if (name === undefined) {
    return;
  }
  const validate = () => {
    const holder = claim(scope, JSON.stringify([option, accountOf(scope), region, Stack.of(scope).resolve(name)]));
    const got = `'${name}', which '${holder?.node.path}' has too`;
    const todo =
      'A recipe makes a principal for each construct: leave out the name, or share the first one by existingUser or existingRole.';
    return holder ? [problem(option, got, 'a name that is taken once', todo)] : [];
  };
  scope.node.addValidation({ validate });
}
