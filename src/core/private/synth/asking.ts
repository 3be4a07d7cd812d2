import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** Actions that a product calls on some resources, and what for: a group of its permission sets. */
export interface Need {
  readonly actions: readonly string[];
  readonly arns: readonly string[];
  readonly why: string;
}

/** Who asks, for what, and what has a say in it. */
export interface Asking {
  readonly policy: iam.ManagedPolicy;
  readonly user?: iam.IUser;
  readonly role?: iam.IRole;
  readonly needs: readonly Need[];
  readonly bucket?: s3.IBucket;
  readonly volumeKey?: kms.IKey;
  /** Condition keys that all its calls carry, because of how it assumes the role. */
  readonly session?: { readonly [key: string]: unknown };
}

export const keysOf = ({ bucket, volumeKey }: Asking): kms.IKey[] => [bucket?.encryptionKey ?? [], volumeKey ?? []].flat();
