import { Duration, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { datadog, VendorAccess } from '../../src';
import type { Cases, Samples, Uses } from '../cases';

const { ARCHIVE, REHYDRATE } = datadog.DatadogUsage;

/** Datadog's, of its site EU1. */
export const VENDOR_ACCOUNT = datadog.DatadogAccount.ofSite(datadog.DatadogSite.EU1);
export const EXTERNAL_ID = '5f1c3a9b7d2e4c60';

/** The role of the AWS integration, which an app of the user has made. */
const integrationRole = (stack: Stack) =>
  new iam.Role(stack, 'Integration', { assumedBy: new iam.AccountPrincipal(VENDOR_ACCOUNT), externalIds: [EXTERNAL_ID] });

const make = (stack: Stack, props: Partial<datadog.DatadogLogArchiveProps> = {}) => {
  const access = props.access ?? VendorAccess.existingRole(integrationRole(stack));
  return new datadog.DatadogLogArchive(stack, 'Archive', { ...props, access });
};

const pending = (stack: Stack, externalId?: string) => {
  const made = make(stack, { access: VendorAccess.pendingVendorRole({ accountId: VENDOR_ACCOUNT, externalId }) });
  made.addSetupOutputs();
  return made;
};

/** Access keys are in log-archive.test.ts: Datadog takes them in other partitions only. */
export const CASES: Cases<datadog.DatadogLogArchive> = {
  default: (stack) => make(stack),
  'archive-only': (stack) => make(stack, { usage: ARCHIVE }),
  'rehydrate-only': (stack) => make(stack, { usage: REHYDRATE, bucket: new s3.Bucket(stack, 'Mine') }),
  prefix: (stack) => make(stack, { prefix: 'logs/prod', versioned: false }),
  'kms-key': (stack) => make(stack, { encryptionKey: new kms.Key(stack, 'Key') }),
  'kms-key-archive-only': (stack) => make(stack, { usage: ARCHIVE, encryptionKey: new kms.Key(stack, 'Key') }),
  'kms-key-rehydrate-only': (stack) => make(stack, { usage: REHYDRATE, encryptionKey: new kms.Key(stack, 'Key') }),
  'imported-bucket': (stack) => make(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket') }),
  'vendor-role': (stack) => {
    const options = {
      accountId: VENDOR_ACCOUNT,
      externalId: EXTERNAL_ID,
      roleName: 'DatadogArchives',
      maxSessionDuration: Duration.hours(2),
    };
    const made = make(stack, { access: VendorAccess.vendorRole(options) });
    made.addSetupOutputs();
    return made;
  },
  'pending-role': (stack) => pending(stack),
  'pending-role-opened': (stack) => pending(stack, EXTERNAL_ID),
};

export const SAMPLES: Samples = {
  VendorAccess: (stack) => VendorAccess.existingRole(iam.Role.fromRoleName(stack, `Role${stack.node.children.length}`, 'integration')),
  DatadogSite: () => datadog.DatadogSite.US1_FED,
  accountId: () => VENDOR_ACCOUNT,
};

export const USES: Uses = {
  RoleAccess: (scope, access, id) => new datadog.DatadogLogArchive(scope, id, { access }), // it takes every kind of role
  string: () => undefined, // an account, of which everything is checked when it is asked for
};
