import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { VendorBucketAccess } from '../../src';
import { CASES } from '../cases';
import { allowed, throughS3 } from '../matrix';
import { allowedActions, faultsOf } from '../matrix/denied';
import { bucketOf, deployed, idOf, PARTITIONS } from '../matrix/deployed';
import { errorOf, newStack } from '../util';

const [IN_AWS] = PARTITIONS;

interface Expected {
  readonly bucket: readonly string[];
  /** Below the prefix. */
  readonly object: readonly string[];
  readonly prefix?: string;
}

/** By case, everything that a principal gets that only restores: the matrix denies all the rest. */
const EXPECTED: Record<string, Expected> = {
  'logzio/archive-only': { bucket: ['s3:GetBucketLocation', 's3:ListBucket'], object: ['s3:GetObject'] },
  'logzio/kms-key': { bucket: ['s3:GetBucketLocation', 's3:ListBucket'], object: ['s3:GetObject'] },
  'datadog/prefix': { bucket: ['s3:ListBucket'], object: ['s3:GetObject'], prefix: 'logs/prod' },
  'datadog/archive-only': { bucket: ['s3:ListBucket'], object: ['s3:GetObject'] },
  'velero/default': { bucket: ['s3:ListBucket'], object: ['s3:GetObject', 's3:ListMultipartUploadParts'] },
};

/** Who restores, beside the construct of a case. */
function withAuditor(name: string): (stack: Stack) => void {
  const [vendor, option] = name.split('/');
  return (stack) => {
    const made = CASES[vendor][option](stack) as unknown as VendorBucketAccess;
    made.grantRestore(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));
  };
}

test.each(Object.entries(EXPECTED))('%s: who only restores finds and reads, and does nothing else', async (name, expected) => {
  const here = deployed(withAuditor(name), IN_AWS);
  const bucket = bucketOf(here, /^(Archive|Velero|Backup)/);
  const object = `${bucket}/${expected.prefix ? `${expected.prefix}/` : ''}2026/file`;
  const key = idOf(here, 'AWS::KMS::Key');
  const rows = [
    ...allowed('finds', bucket, ...expected.bucket),
    ...allowed('reads', object, ...expected.object),
    ...(key ? allowed('decrypts', { resource: here.arn(key), context: throughS3(here.env) }, 'kms:Decrypt') : []),
  ];
  const asked = { who: here.principal(idOf(here, 'AWS::IAM::Role', /^Auditor/) ?? 'none'), rows, place: { bucket, object } };
  expect([...(await allowedActions(asked))].length).toBeGreaterThan(1);
  expect(await faultsOf(here, asked, [], true)).toEqual([]);
});

const ALL = Object.entries(CASES).flatMap(([vendor, cases]) => Object.keys(cases).map((option) => `${vendor}/${option}`));

test.each(ALL)('%s: the grant is a part of what the product has, and only reads', (name) => {
  const [vendor, option] = name.split('/');
  const stack = newStack();
  const made = CASES[vendor][option](stack) as unknown as VendorBucketAccess;
  if (!('grantRestore' in made)) {
    return; // a network
  }
  const group = new iam.Group(stack, 'Auditors');
  const grant = made.grantRestore(group);
  const actions = grant.principalStatements.flatMap((one) => one.actions);
  expect(actions).toContain('s3:GetObject');
  expect(actions.filter((action) => !/^(s3:(Get|List)|kms:Decrypt$)/.test(action))).toEqual([]);
});

test('who cannot be granted anything is an error', () => {
  const stack = newStack();
  const made = CASES.logzio.default(stack) as unknown as VendorBucketAccess;
  expect(errorOf(() => made.grantRestore(new iam.ServicePrincipal('ec2.amazonaws.com')))).toContain(
    "grantRestore of LogzioArchiveBucket 'Stack/Archive' failed:\n  1. grantee: got",
  );
});
