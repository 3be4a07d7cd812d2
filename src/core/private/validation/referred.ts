import {
  CfnResource,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  StringConcat,
  Tokenization,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

// What the tokens in names and ARNs refer to.

/** Collects the references in tokens, including those inside functions. */
class References extends DefaultTokenResolver {
  public readonly targets = new Set<IConstruct>();

  public constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!Reference.isReference(token)) {
      return super.resolveToken(token, context, postProcessor);
    }
    this.targets.add(token.target);
    return token.displayName;
  }
}

/** The resource of a construct that the app created, or that an import of it refers to by this name. */
export const resourceOf = (construct: IConstruct, name: string): IConstruct | undefined =>
  construct.node.defaultChild ?? resourceIn(construct, name);

/**
 * The one resource of this app that a name refers to: by its name, or by the last part of its ARN. A name with additional text is another
 * name.
 */
function resourceIn(scope: IConstruct, name: string): CfnResource | undefined {
  if (name === '') {
    return undefined; // CDK would look for its first token
  }
  const { firstToken, length } = Tokenization.reverseString(name);
  if (!firstToken || length > 1) {
    return undefined;
  }
  const found = new References();
  Tokenization.resolve(firstToken, { scope, resolver: found });
  const [target, ...more] = found.targets;
  return more.length === 0 && CfnResource.isCfnResource(target) ? target : undefined;
}

/** The resource of this app that a text refers to, by any attribute. */
export function referredTo(text: string | undefined): CfnResource | undefined {
  const token = !text ? undefined : Tokenization.reverseString(text).firstToken;
  return Reference.isReference(token) && CfnResource.isCfnResource(token.target) ? token.target : undefined;
}
