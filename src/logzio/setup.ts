import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { VendorRoleAccessOptions } from '../core';
import { type BucketTarget, bucketPolicyTargets, isOfAnotherAccount } from '../core/private/bucket-targets';
import type { SetupValue } from '../core/private/outputs';
import type { PermissionSet } from '../core/private/permission-set';
import type { BoundAccess } from '../core/private/principals';
import { statementsOf } from '../core/private/statements';

/** What goes where in Logz.io's console, Archive & restore. */
export function setupValues(
  scope: Construct,
  bucket: s3.IBucket,
  { arn, role, secret, user }: BoundAccess,
  sets: readonly PermissionSet<BucketTarget>[],
  trust: VendorRoleAccessOptions | undefined,
): SetupValue[] {
  return [
    { id: 'SetupBucketName', description: 'Logz.io: the S3 bucket, without a path behind it', value: bucket.bucketName },
    { id: 'SetupBucketRegion', description: 'Logz.io: the region of the bucket', value: bucket.env.region },
    ...(role ? [{ id: 'SetupRoleArn', description: "Logz.io: 'Role ARN'", value: role.roleArn }] : []),
    ...(trust ? [{ id: 'SetupExternalId', description: 'Must equal the external id that Logz.io shows', value: trust.externalId }] : []),
    ...(secret
      ? [
          {
            id: 'SetupSecretArn',
            description: "Secret with Logz.io's 'Access key' and 'Secret key' (accessKeyId, secretAccessKey)",
            value: secret.secretArn,
          },
        ]
      : []),
    ...(user && !secret
      ? [{ id: 'SetupUserName', description: 'User whose access key Logz.io needs; none was created', value: user.userName }]
      : []),
    ...(isOfAnotherAccount(scope, bucket)
      ? [
          {
            id: 'SetupBucketPolicy',
            description: "To be added to the bucket's policy by its owner",
            value: policyForOwner(scope, bucket, sets, arn),
          },
        ]
      : []),
  ];
}

function policyForOwner(scope: Construct, bucket: s3.IBucket, sets: readonly PermissionSet<BucketTarget>[], principalArn: string): string {
  const principals = [new iam.ArnPrincipal(principalArn)];
  const statements = statementsOf(sets, bucketPolicyTargets(bucket), { sids: false, principals });
  return Stack.of(scope).toJsonString({ Version: '2012-10-17', Statement: statements.map((statement) => statement.toStatementJson()) });
}
