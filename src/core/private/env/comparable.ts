import { CfnResource, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

// One thing may stand in an app several times: made here, imported there by its name or its ARN. It is known by its name; a parameter or a
// logical id names something else in each stack, so that it is known together with the stack that it stands in.

/** What a bucket is known by in the whole app. Bucket names are unique in all the world. */
export function bucketIdentity(bucket: s3.IBucket): string {
  return identity(bucket, bucket.bucketName, 'bucketName');
}

/** What a user or role is known by in the whole app, as far as it is known before it is deployed. IAM does not tell cases apart. */
export function principalIdentity(principal: iam.IUser | iam.IRole): string {
  const [kind, name] = 'userName' in principal ? (['userName', principal.userName] as const) : (['roleName', principal.roleName] as const);
  const stack = Stack.of(principal);
  return `${kind} ${JSON.stringify(stack.resolve(stack.account))} ${identity(principal, name, kind).toLowerCase()}`;
}

/** `property` holds the name that the user chose, where the thing is made: its own attribute is a reference. */
function identity(construct: IConstruct, name: string, property: string): string {
  const stack = Stack.of(construct);
  const chosen = stack.resolve((construct.node.defaultChild as unknown as Record<string, unknown> | undefined)?.[property]);
  const known = chosen ?? stack.resolve(name);
  return JSON.stringify(typeof known === 'string' ? known : [stack.node.addr, known]);
}

/** The resource of this app that a text refers to, by whichever of its attributes. */
export function referredTo(text: string | undefined): CfnResource | undefined {
  const token = text === undefined ? undefined : Tokenization.reverseString(text).firstToken;
  return Reference.isReference(token) && CfnResource.isCfnResource(token.target) ? token.target : undefined;
}
