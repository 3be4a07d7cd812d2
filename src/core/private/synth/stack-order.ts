import { DefaultTokenResolver, type IResolvable, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { contentOf } from './final-resource';

/** The stack that is deployed by itself, which a nested stack is a part of. */
export function deployedStackOf(construct: IConstruct): Stack {
  const stack = Stack.of(construct);
  return stack.nestedStackParent ? deployedStackOf(stack.nestedStackParent) : stack;
}

/**
 * Whether a stack has to wait for another one: it refers to it, or to a stack that does. Only of use while CDK itself looks for references:
 * earlier, looking would fix values that may still change (`Lazy.list` keeps its first one).
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

/** Notes the stacks of all that is referred to. */
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
