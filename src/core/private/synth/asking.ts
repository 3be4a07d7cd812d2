import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import type { Conditions } from '../model/permission-set';
import type { Principal } from '../policy/request';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { type Subject, subjectOf, subjectOfArn } from './subjects';

/** Actions that a product calls on some resources, and what for: a group of its permission sets. */
export interface Need {
  readonly actions: readonly string[];
  readonly arns: readonly string[];
  readonly why: string;
  /** What the statement that allows them asks of each. */
  readonly conditions?: Conditions;
  /** By a URL that the caller signed, some time before. */
  readonly signed?: { readonly seconds?: number };
  /** By a URL that AWS signed, on what AWS owns. */
  readonly signedByAws?: boolean;
}

/** A principal that is not the construct's own: its policies are taken to allow what it calls, so that only what they deny counts. */
export interface Outsider extends Pick<Principal, 'type'> {
  readonly arn: unknown;
  /** If it is not that of the stack. */
  readonly account?: string;
  /** The service that alone assumes it, if it is a role that the app does not show. Default: not known */
  readonly service?: string;
  /** Whose policies it has. Default: what its ARN means */
  readonly subject?: Subject;
  /** Whether people may use it: whoever gets a grant, but a principal of the library. */
  readonly signsIn?: boolean;
}

/** How a product locks what it writes, as far as its pages and its options say. */
export interface Locking {
  /** Default: either */
  readonly modes?: readonly string[];
  /** The fewest and the most days. Default: not known */
  readonly days?: readonly number[];
}

/** Where calls come from: one of them. */
export interface Origin {
  readonly vpcEndpoint?: ec2.IVpcEndpoint;
  readonly vpc?: ec2.IVpc;
  readonly subnet?: ec2.ISubnet;
  /** A subnet of the app. */
  readonly within?: FinalResource;
}

/** Who asks, for what, and what has a say in it. */
export interface Asking {
  /** Its own policy. Of an outsider: anything in the stack whose account and region are meant. */
  readonly policy: IConstruct;
  readonly user?: iam.IUser;
  readonly role?: iam.IRole;
  /** In place of a user or role. */
  readonly outsider?: Outsider;
  /** What messages call it. Default: the principal */
  readonly who?: string;
  readonly needs: readonly Need[];
  /** What sessions that the user issues for others (sts:GetFederationToken) call. */
  readonly issued?: readonly Need[];
  readonly locking?: Locking;
  /** Whether the objects that it calls have no tags, because it wrote them. */
  readonly isUntagged?: boolean;
  /** Whether it reads what services of the app write to the bucket. */
  readonly readsOthers?: boolean;
  /** Of the calls that do not concern the bucket. Default: that of the stack */
  readonly region?: string;
  readonly bucket?: s3.IBucket;
  readonly volumeKey?: kms.IKey;
  /** A secret that it reads. */
  readonly secret?: secretsmanager.ISecret;
  /** The key of that secret, if it uses the key through AWS Secrets Manager. */
  readonly secretKey?: kms.IKey;
  /** Where the calls come from, if that is not what `onlyFrom` gives. */
  readonly from?: readonly Origin[];
  /** Condition keys that all its calls carry, because of how it assumes the role. */
  readonly session?: { readonly [key: string]: unknown };
}

export const keysOf = ({ bucket, secretKey, volumeKey }: Asking): kms.IKey[] =>
  [bucket?.encryptionKey ?? [], secretKey ?? [], volumeKey ?? []].flat();

/** Whose policies have a say, as far as the app shows it. */
export function subjectAsking(app: FinalApp, { outsider, policy, role, user }: Asking): Subject | undefined {
  const principal = user ?? role;
  return outsider ? (outsider.subject ?? subjectOfArn(app, Stack.of(policy), outsider.arn)) : principal && subjectOf(app, principal);
}
