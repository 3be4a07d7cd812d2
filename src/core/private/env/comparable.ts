import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { resourceOf } from '../validation/referred';

// The same resource may occur several times in an app: created here, imported there by its name or ARN. Compare by physical name; a parameter or
// a logical id is only unique within its stack.

/** Identifies a bucket in the whole app. Bucket names are globally unique. */
export function bucketIdentity(bucket: s3.IBucket): string {
  return identity(bucket, bucket.bucketName, 'bucketName');
}

/** Identifies an imported principal in the whole app. */
export const principalIdentity = (principal: iam.IUser | iam.IRole): string =>
  JSON.stringify([principal.principalAccount ?? Stack.of(principal).account, principalName(principal)]);

/** Kind and name. IAM names are not case-sensitive. */
export function principalName(principal: iam.IUser | iam.IRole): string {
  const [kind, name] = 'userName' in principal ? (['userName', principal.userName] as const) : (['roleName', principal.roleName] as const);
  return `${kind} ${identity(principal, name, kind)}`.toLowerCase();
}

/** `property` holds the name that the user chose, on the created resource, because its own attribute is a reference. */
function identity(construct: IConstruct, name: string, property: string): string {
  const made = resourceOf(construct, name);
  const stack = Stack.of(made ?? construct);
  const chosen = stack.resolve((made as unknown as Record<string, unknown> | undefined)?.[property]);
  return typeof chosen === 'string' || !made ? nameIn(stack, chosen ?? name) : JSON.stringify([stack.node.addr, chosen ?? made.node.path]);
}

function nameIn(stack: Stack, name: unknown): string {
  const known: unknown = stack.resolve(name);
  return JSON.stringify(typeof known === 'string' ? known : [stack.node.addr, known]);
}
