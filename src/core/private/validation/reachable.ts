import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Resource,
  Stack,
  StringConcat,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { problem } from './errors';
import type { Place } from './prop-types';

/** Rejects a resource whose attribute this stack cannot refer to. CDK's own error comes late and names no prop. */
export function reachProblems(what: string, got: unknown, attribute: string, noun: string, todo: string, { scope }: Place): string[] {
  if (!scope || !Construct.isConstruct(got) || isReachable(scope, got, attribute)) {
    return [];
  }
  const shown = `'${got.node.path}' of another account or region, without a physical name`;
  return [problem(what, shown, `${noun} that this stack can reference`, `Give it a physical name, if it can have one. ${todo}`)];
}

/** Whether a stack can refer to something by this attribute. */
export function isReachable(scope: Construct, resource: IConstruct, attribute: string): boolean {
  const own = Stack.of(scope);
  if (!Resource.isOwnedResource(resource) || Stack.of(resource) === own) {
    return true; // an import is a literal
  }
  const references = new References();
  try {
    Tokenization.resolve(attribute, { scope: own, resolver: references, preparing: false });
  } catch {
    return false; // in another environment, without a physical name
  }
  return references.found.every(({ target }) => canRefer(own, Stack.of(target)));
}

/** Decides as CDK does. */
function canRefer(own: Stack, other: Stack): boolean {
  const known = (text: string) => (Token.isUnresolved(text) ? '' : text);
  const isSameRegion = known(own.region) === known(other.region);
  const { _crossRegionReferences: acrossRegions } = own as { readonly _crossRegionReferences?: boolean };
  return own.node.root === other.node.root && known(own.account) === known(other.account) && (isSameRegion || acrossRegions !== false);
}

class References extends DefaultTokenResolver {
  public readonly found: Reference[] = [];

  public constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    const resolved: unknown = super.resolveToken(token, context, postProcessor);
    if (Reference.isReference(token) && typeof resolved === 'object') {
      this.found.push(token); // to a literal, if it has a physical name, which is used instead
    }
    return resolved;
  }
}
