import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Resource,
  Stack,
  Stage,
  StringConcat,
  Tokenization,
} from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { problem } from './errors';
import type { Place } from './prop-types';
import { isUnresolved } from './tokens-in-text';

/** Rejects a resource whose attribute this stack cannot refer to. CDK's own error comes late and names no prop. */
export function reachProblems(what: string, got: unknown, attribute: string, noun: string, todo: string, { scope }: Place): string[] {
  const target = scope && Construct.isConstruct(got) ? outOfReach(scope, got, attribute) : undefined;
  if (!scope || !target) {
    return [];
  }
  const { path } = (got as IConstruct).node;
  const [where, first] = placeOf(scope, target);
  const shown = target.node.path.startsWith(path) ? `'${path}'` : `'${path}', an import of '${target.node.path}'`;
  return [problem(what, `${shown} of ${where}`, `${noun} that this stack can reference`, `${first} ${todo}`)];
}

/** The same of a text with attributes in it. What a Lazy value will refer to is not known. */
export function textReachProblems(what: string, text: string, allowed: string, { scope }: Place): string[] {
  const tokens = scope && isUnresolved(text) ? Tokenization.reverseString(text).tokens : [];
  const targets = tokens.flatMap((token) => (Reference.isReference(token) ? [token.target] : []));
  const target = targets.find((one) => !isTogether(scope as Construct, one));
  const [where, todo] = target ? placeOf(scope as Construct, target) : [];
  return target ? [problem(what, `an attribute of '${target.node.path}' of ${where}`, allowed, `${todo} Or give a literal.`)] : [];
}

/** The same of a value of the CDK that holds resources, such as where flow logs go. */
export function heldReachProblems(what: string, got: unknown, allowed: string, todo: string, { scope }: Place): string[] {
  const target = scope && resourcesIn(got).find((one) => Resource.isOwnedResource(one) && !isTogether(scope, one));
  const [where, first] = scope && target ? placeOf(scope, target) : [];
  return target ? [problem(what, `'${target.node.path}' of ${where}`, allowed, `${first} ${todo}`)] : [];
}

/** The CDK keeps what it was given in a few members. */
function resourcesIn(value: unknown, depth = 3): IConstruct[] {
  if (Construct.isConstruct(value)) {
    return [value];
  }
  const isNested = depth > 0 && typeof value === 'object' && value !== null && !isUnresolved(value);
  return isNested ? Object.values(value).flatMap((one) => resourcesIn(one, depth - 1)) : [];
}

/** Where a resource is that is out of reach, and how it gets into reach. */
function placeOf(scope: Construct, target: IConstruct): [where: string, todo: string] {
  if (isTogether(scope, target)) {
    return ['another account or region, without a physical name', 'Give it a physical name, if it can have one.'];
  }
  const where = scope.node.root === target.node.root ? 'another Stage' : 'another app';
  return [where, 'The CDK refers to nothing in it: create both in one Stage.'];
}

const isTogether = (one: IConstruct, other: IConstruct): boolean => one.node.root === other.node.root && Stage.of(one) === Stage.of(other);

/** Whether a stack can refer to something by this attribute. */
export const isReachable = (scope: Construct, resource: IConstruct, attribute: string): boolean =>
  outOfReach(scope, resource, attribute) === undefined;

/** What the stack would refer to, and cannot. */
function outOfReach(scope: Construct, resource: IConstruct, attribute: string): IConstruct | undefined {
  const own = Stack.of(scope);
  const isOwned = Resource.isOwnedResource(resource);
  if (!isUnresolved(attribute) || (isOwned && Stack.of(resource) === own)) {
    return undefined;
  }
  const references = new References();
  try {
    Tokenization.resolve(attribute, { scope: own, resolver: references, preparing: false });
  } catch {
    return isOwned ? resource : undefined; // in another environment, without a physical name
  }
  return references.found.map(({ target }) => target).find((target) => !canRefer(own, Stack.of(target)));
}

/** Decides as CDK does. */
function canRefer(own: Stack, other: Stack): boolean {
  const known = (text: string) => (isUnresolved(text) ? '' : text);
  const isSameRegion = known(own.region) === known(other.region);
  const { _crossRegionReferences: acrossRegions } = own as { readonly _crossRegionReferences?: boolean };
  return isTogether(own, other) && known(own.account) === known(other.account) && (isSameRegion || acrossRegions !== false);
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
