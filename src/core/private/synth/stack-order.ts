import { DefaultTokenResolver, type IResolvable, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { contentOf } from './final-resource';

/** The stack that is deployed on its own and contains a nested stack. */
export function deployedStackOf(construct: IConstruct): Stack {
  const stack = Stack.of(construct);
  return stack.nestedStackParent ? deployedStackOf(stack.nestedStackParent) : stack;
}

/**
 * Whether a stack depends on another one: it references that stack, or one that does. Use it only while CDK itself looks for references:
 * before that, looking would fix values that can still change (`Lazy.list` keeps its first value).
 */
export function waitsFor(stack: Stack, other: Stack, seen = new Set<Stack>([stack])): boolean {
  const next = [...stacksBefore(stack)].filter((one) => !seen.has(one));
  next.forEach((one) => {
    seen.add(one);
  });
  return next.some((one) => one === other || waitsFor(one, other, seen));
}

function stacksBefore(stack: Stack): Set<Stack> {
  const found = new Set<Stack>(stack.dependencies);
  const resolver = new Recorder(found);
  for (const scope of stack.node.findAll()) {
    Tokenization.resolve(contentOf(scope), { scope, resolver, preparing: true });
  }
  return found;
}

/** Records the stacks of all references. */
class Recorder extends DefaultTokenResolver {
  public constructor(private readonly found: Set<Stack>) {
    super(new StringConcat());
  }

  public override resolveToken(...[token, context, postProcessor]: Parameters<DefaultTokenResolver['resolveToken']>) {
    if (Reference.isReference(token as IResolvable)) {
      this.found.add(deployedStackOf((token as Reference).target));
    }
    return super.resolveToken(token, context, postProcessor);
  }
}
