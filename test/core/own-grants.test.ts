import type { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { cloudberry, logzio, VendorAccess, veeam } from '../../src';
import { restore } from '../cloudberry/cases';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { newStack, warningsOf } from '../util';

type Principal = iam.IGrantable & Construct;
const byRole = { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) };
const archive = (stack: Stack, props?: logzio.LogzioArchiveBucketProps) => new logzio.LogzioArchiveBucket(stack, 'Archive', props);

const MADE: [string, (stack: Stack) => Principal][] = [
  ['user', (stack) => archive(stack).user as iam.User],
  ['group', (stack) => archive(stack).node.findChild('Group') as iam.Group],
  ['role', (stack) => archive(stack, byRole).role as iam.Role],
  ['service role', (stack) => restore(stack, { importRole: cloudberry.VmImportRole.create() }).importRole as iam.Role],
];

const VERBS: [string, (bucket: s3.IBucket, principal: Principal) => iam.Grant][] = [
  ['archive', (bucket, principal) => logzio.LogzioBucketGrants.fromBucket(bucket).archive(principal)],
  ['restore', (bucket, principal) => logzio.LogzioBucketGrants.fromBucket(bucket).restore(principal)],
  ['vmImport', (bucket, principal) => cloudberry.CloudBerryBucketGrants.fromBucket(bucket).vmImport(principal as iam.Role)],
  [
    'backup',
    (bucket, principal) =>
      cloudberry.CloudBerryBucketGrants.fromBucket(bucket).backup(principal, { permissions: cloudberry.CloudBerryPermissions.KB1034 }),
  ],
  ['m365Repository', (bucket, principal) => veeam.VeeamBucketGrants.fromBucket(bucket).m365Repository(principal, { leastActions: true })],
];

describe.each([{}, { '@aws-cdk/aws-iam:minimizePolicies': true }])('with the flags %j', (postCliContext) => {
  describe.each(MADE)('a %s that the library made', (kind, make) => {
    const verbs = VERBS.filter(([verb]) => verb !== 'vmImport' || kind.endsWith('role'));
    test.each(verbs)('may be given %s by the library without a warning, and nothing else', (__, grant) => {
      const stack = newStack(undefined, { postCliContext });
      const principal = make(stack);
      const bucket = new s3.Bucket(stack, 'Another');
      grant(bucket, principal);
      expect(warningsOf(stack)).toEqual([]);
      bucket.grantDelete(principal);
      expect(warningsOf(stack)).toEqual([expect.stringMatching(/s3:DeleteObject.*\[ack: cdk-vendor-access:core.principalExtended]/)]);
    });
  });
});
