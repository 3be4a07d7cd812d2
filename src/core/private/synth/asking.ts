import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Principal } from '../policy/request';

/** Actions that a product calls on some resources, and what for: a group of its permission sets. */
export interface Need {
  readonly actions: readonly string[];
  readonly arns: readonly string[];
  readonly why: string;
}

/** A principal that the app does not show. Its own policies are taken to allow what it calls. */
export interface Outsider extends Pick<Principal, 'type'> {
  readonly arn: string;
  /** If it is not that of the stack. */
  readonly account?: string;
}

/** Who asks, for what, and what has a say in it. */
export interface Asking {
  /** The construct's own policy, or a role that has its permissions inside. */
  readonly policy: iam.ManagedPolicy | iam.Role;
  readonly user?: iam.IUser;
  readonly role?: iam.IRole;
  /** In place of a user or role. */
  readonly outsider?: Outsider;
  /** What messages call it. Default: the principal */
  readonly who?: string;
  readonly needs: readonly Need[];
  /** What sessions that the user issues for others (sts:GetFederationToken) call. */
  readonly issued?: readonly Need[];
  /** Of the calls that do not concern the bucket. Default: that of the stack */
  readonly region?: string;
  readonly bucket?: s3.IBucket;
  readonly volumeKey?: kms.IKey;
  /** A secret that it reads. */
  readonly secret?: secretsmanager.ISecret;
  /** Condition keys that all its calls carry, because of how it assumes the role. */
  readonly session?: { readonly [key: string]: unknown };
}

export const keysOf = ({ bucket, volumeKey }: Asking): kms.IKey[] => [bucket?.encryptionKey ?? [], volumeKey ?? []].flat();
