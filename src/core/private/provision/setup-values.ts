import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { isOfAnotherAccount } from '../env/cross-account';
import type { PermissionSet } from '../model/permission-set';
import { isUnresolved } from '../validation/tokens-in-text';
import type { BoundAccess } from './binding';
import { bucketResourcesOfAnyOwner } from './bucket-resources';
import type { SetupValue } from './setup-outputs';
import { type PolicyResources, statementsOf } from './statements';
import { NEXT_STEP } from './vendor-role';

/** Where to enter each value, in the terms of the vendor's console. */
export interface SetupLabels {
  readonly bucket: string;
  readonly region: string;
  readonly prefix?: string;
  readonly role?: string;
  readonly externalId?: string;
  /** Without the names of its fields, which are added. */
  readonly secret?: string;
  readonly user?: string;
}

/** A principal other than the vendor's that uses the bucket, such as a service role. */
interface BucketUser {
  readonly arn: string;
  readonly sets: readonly PermissionSet[];
}

/** The values to enter in the vendor's console to use the bucket as this principal. */
export function setupValues(
  scope: Construct,
  labels: SetupLabels,
  bucket: s3.IBucket,
  { arn, keyIn, role, secret, secretFields, trust, user }: BoundAccess,
  sets: readonly PermissionSet[],
  { others = [], prefix }: { readonly prefix?: string; readonly others?: readonly BucketUser[] },
): SetupValue[] {
  const all: [string, string | undefined, string | undefined][] = [
    ['BucketName', labels.bucket, bucket.bucketName],
    ['BucketRegion', labels.region, bucket.env.region],
    ['Prefix', labels.prefix, prefix],
    ['RoleArn', labels.role, role?.roleArn],
    ['ExternalId', labels.externalId, trust?.externalId],
    ['ExternalIdPending', 'The role is closed: what to do next', trust && trust.externalId === undefined ? NEXT_STEP : undefined],
    ['SecretArn', labels.secret && `${labels.secret}${namesOf(secretFields)}`, secret?.secretArn],
    ['UserName', labels.user && `${labels.user}${keyOf(keyIn)}`, secret ? undefined : user?.userName],
    [
      'BucketPolicy',
      "Bucket policy statements that the bucket's owner must add",
      isOfAnotherAccount(scope, bucket) ? policyForOwner(scope, bucket, prefix, [{ arn, sets }, ...others]) : undefined,
    ],
  ];
  return all.flatMap(([field, description, value]) =>
    description === undefined || value === undefined ? [] : [{ field, description, value }],
  );
}

/** CloudFormation accepts no parameter in a description. */
const namesOf = (fields: readonly string[] = []) => (fields.some(isUnresolved) ? '' : ` (${fields.join(', ')})`);

/** Where the user's key is. This construct creates none; another construct, or someone else, may have created it. */
const keyOf = (construct: Construct | undefined): string =>
  construct ? `; the secret of '${construct.node.path}' holds it` : '; this construct creates none';

function policyForOwner(scope: Construct, bucket: s3.IBucket, prefix: string | undefined, users: readonly BucketUser[]): string {
  const places: PolicyResources<string> = bucketResourcesOfAnyOwner(bucket, prefix);
  const statements = users.flatMap(({ arn, sets }) => statementsOf(sets, places, { principals: [new iam.ArnPrincipal(arn)] }));
  return Stack.of(scope).toJsonString({ Version: '2012-10-17', Statement: statements.map((statement) => statement.toStatementJson()) });
}
