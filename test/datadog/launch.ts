import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { externalId, roleName, vendorAccount } from '../../docs/launch/access-parameters';
import { BUCKET_PREFIX } from '../../docs/launch/bucket-parameters';
import { bucketName, type Launch, type Values } from '../../docs/launch/launch';
import { datadog, VendorAccess } from '../../src';
import { ACCOUNTS_IN } from '../../src/datadog/account-ids';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from './cases';

const ACCOUNT_IDS = [...new Set(Object.values(ACCOUNTS_IN).flatMap((sites) => Object.values<string>(sites)))];

/** The sites of each account, as `464622532012 (datadoghq.com, …); …`. */
function accountsIn(partition: string): string {
  const sites = Object.entries<string>(ACCOUNTS_IN[partition]);
  const of = (id: string) => sites.filter(([, one]) => one === id).map(([site]) => site);
  return [...new Set(sites.map(([, id]) => id))].map((id) => `${id} (${of(id).join(', ')})`).join('; ');
}

/** An account of another site would be a stranger's. */
const ACCOUNT = vendorAccount({
  description: `Datadog's AWS account for your site: ${accountsIn('aws')}. In AWS GovCloud (US): ${accountsIn('aws-us-gov')}.`,
  constraint: "one of Datadog's accounts",
  values: ACCOUNT_IDS,
  pattern: undefined,
  length: undefined,
  right: VENDOR_ACCOUNT,
  wrong: ['', '111122223333', '464622532013'],
});

const ID = externalId({
  description: 'The AWS External ID that Datadog shows: Integrations > Amazon Web Services > Add AWS Account > Manually.',
  right: EXTERNAL_ID,
});

const ROLE = roleName({
  description:
    "The name of your AWS integration's role, which exists in this account. One policy is attached to it; its trust policy is not changed.",
  right: 'DatadogIntegrationRole',
});

const make = (stack: Stack, values: Values, access: VendorAccess) =>
  new datadog.DatadogLogArchive(stack, 'Archive', { bucketName: bucketName(stack, values.text(BUCKET_PREFIX)), access }).addSetupOutputs({
    prefix: 'Setup',
  });

export const LAUNCH: Record<string, Launch> = {
  archive: {
    creates: 'a bucket for log archives, and the permissions of the role that your AWS integration has',
    parameters: [BUCKET_PREFIX, ROLE],
    like: 'default',
    before: (stack, values) =>
      new iam.Role(stack, 'Integration', {
        roleName: values.text(ROLE),
        assumedBy: new iam.AccountPrincipal(VENDOR_ACCOUNT),
        externalIds: [EXTERNAL_ID],
      }),
    make: (stack, values) => make(stack, values, VendorAccess.existingRole(iam.Role.fromRoleName(stack, 'Integration', values.text(ROLE)))),
  },
  'archive-new-role': {
    creates: "a bucket for log archives, and a role that only Datadog's account can assume, with your external id",
    parameters: [BUCKET_PREFIX, ACCOUNT, ID],
    like: 'vendor-role',
    make: (stack, values) => make(stack, values, VendorAccess.vendorRole({ accountId: values.text(ACCOUNT), externalId: values.text(ID) })),
  },
};
