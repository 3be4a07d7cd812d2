import {
  CfnResource,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Stack,
  StringConcat,
  Token,
  TokenComparison,
  Tokenization,
} from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

// One thing may stand in an app several times: made here, imported there by its name or its ARN. It is known by its name; a parameter or a
// logical id names something else in each stack, so that it is known together with the stack that it stands in.

/** What a bucket is known by in the whole app. Bucket names are unique in all the world. */
export function bucketIdentity(bucket: s3.IBucket): string {
  return identity(bucket, bucket.bucketName, 'bucketName');
}

/** Whether two are one user or role, however each was made or imported, as far as that is known before they are deployed. */
export function isSamePrincipal(one: iam.IUser | iam.IRole, other: iam.IUser | iam.IRole): boolean {
  const [account, another] = [one, other].map((principal) => principal.principalAccount ?? Stack.of(principal).account);
  // an account that is not known may be the other one: IAM takes whoever has the name in the account that is deployed to
  return principalName(one) === principalName(other) && Token.compareStrings(account, another) !== TokenComparison.DIFFERENT;
}

/** What an imported principal is known by in the whole app. */
export const principalIdentity = (principal: iam.IUser | iam.IRole): string =>
  JSON.stringify([principal.principalAccount ?? Stack.of(principal).account, principalName(principal)]);

/** Kind and name. IAM does not tell cases apart. */
function principalName(principal: iam.IUser | iam.IRole): string {
  const [kind, name] = 'userName' in principal ? (['userName', principal.userName] as const) : (['roleName', principal.roleName] as const);
  return `${kind} ${identity(principal, name, kind).toLowerCase()}`;
}

/** `property` holds the name that the user chose, where the thing is made: its own attribute is a reference. */
function identity(construct: IConstruct, name: string, property: string): string {
  const made = construct.node.defaultChild ?? resourceIn(construct, name);
  const stack = Stack.of(made ?? construct);
  const chosen = stack.resolve((made as unknown as Record<string, unknown> | undefined)?.[property]);
  return typeof chosen === 'string' || !made ? nameIn(stack, chosen ?? name) : JSON.stringify([stack.node.addr, chosen ?? made.node.path]);
}

function nameIn(stack: Stack, name: unknown): string {
  const known: unknown = stack.resolve(name);
  return JSON.stringify(typeof known === 'string' ? known : [stack.node.addr, known]);
}

/** Collects what tokens refer to, in functions as well. */
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

/** The one resource of this app that a name is taken from: its name, or the last part of its ARN. A name with more to it is another name. */
export function resourceIn(scope: IConstruct, name: string): CfnResource | undefined {
  const { firstToken, length } = Tokenization.reverseString(name);
  if (!firstToken || length > 1) {
    return undefined;
  }
  const found = new References();
  Tokenization.resolve(firstToken, { scope, resolver: found });
  const [target, ...more] = found.targets;
  return more.length === 0 && CfnResource.isCfnResource(target) ? target : undefined;
}

/** The resource of this app that a text refers to, by whichever of its attributes. */
export function referredTo(text: string | undefined): CfnResource | undefined {
  const token = text === undefined ? undefined : Tokenization.reverseString(text).firstToken;
  return Reference.isReference(token) && CfnResource.isCfnResource(token.target) ? token.target : undefined;
}
