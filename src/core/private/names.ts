import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { accountOf, claim } from './exclusive';
import { problem } from './validate';

/**
 * Names that AWS takes once in an account (of a secret: and region), by the option that gives them. A recipe with a name that is given to two
 * constructs makes two of that name, over which the deployment would fail.
 */
export function guardNames(scope: Construct, names: Readonly<Record<string, string | undefined>>, inRegion: readonly string[] = []): void {
  const stack = Stack.of(scope);
  const given = Object.entries(names).filter(([, name]) => name !== undefined);
  const validate = () =>
    given.flatMap(([option, name]) => {
      const region = inRegion.includes(option) ? stack.region : '';
      const holder = claim(scope, JSON.stringify([option, accountOf(scope), region, stack.resolve(name)]));
      const got = `'${name}', which '${holder?.node.path}' has too`;
      const todo =
        'A recipe makes a principal for each construct: leave out the name, or share the first one by existingUser or existingRole.';
      return holder ? [problem(option, got, 'a name that is taken once', todo)] : [];
    });
  scope.node.addValidation({ validate });
}
