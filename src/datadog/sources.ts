import { type MonitoringDefaults, NO_DELETIONS, SOME_REFUSALS } from '../core/private/model/monitoring';
import type { Source } from '../core/private/model/permission-set';
import { type AccessKind, type Product, ROLES, USERS } from '../core/private/model/product';
import { ACCOUNTS_IN } from './account-ids';

export { AWS_S3_ACTIONS, AWS_SSE_KMS } from '../core/private/model/aws-sources';

// The pages that everything in this folder was read from, with the day on which they were last changed, or read where they show none.

/** Permissions, KMS, storage classes; undated, read on the day below. */
export const ARCHIVES: Source = {
  title: 'Datadog: Log Archives',
  url: 'https://docs.datadoghq.com/logs/log_configuration/archives/',
  date: '2026-11-28',
};

/** Says that only archives with role delegation can be rehydrated; undated, read on the day below. */
export const REHYDRATING: Source = {
  title: 'Datadog: Rehydrating from Archives',
  url: 'https://docs.datadoghq.com/logs/log_configuration/rehydrating/',
  date: '2026-11-28',
};

/** Role delegation in the partitions aws and aws-us-gov, access keys in aws-us-gov and aws-cn; how the external id is issued. */
export const MANUAL_SETUP: Source = {
  title: 'Datadog: AWS Manual Setup Guide',
  url: 'https://docs.datadoghq.com/integrations/guide/aws-manual-setup/',
  date: '2026-07-20',
};

/** The mapping DdAccountIdBySite of Datadog's own template. */
export const ACCOUNT_IDS: Source = {
  title: 'Datadog: CloudFormation template of the AWS integration (main_v2.yaml)',
  url: 'https://github.com/DataDog/cloudformation-template/blob/master/aws_quickstart/main_v2.yaml',
  date: '2026-05-29',
};

const REVOKES = { sid: 'DatadogRevokedSessions', early: 'cdk-vendor-access:datadog.revokesFutureSessions' };

/** Its API returns the external id only when the account is registered, together with the name of the role. */
const ANY_ROLE = [...ROLES, 'pendingVendorRole'] as const;
const ACCOUNTS = Object.fromEntries(
  Object.entries(ACCOUNTS_IN).map(([partition, bySite]) => [partition, [...new Set(Object.values(bySite))]]),
);
const ACCESS = { kinds: [...ANY_ROLE, ...USERS], accounts: ACCOUNTS, source: MANUAL_SETUP };

/** The kinds that Datadog takes in each partition, by MANUAL_SETUP. */
export const TAKEN_IN: Readonly<Record<string, readonly AccessKind[]>> = {
  aws: ANY_ROLE,
  'aws-us-gov': ACCESS.kinds,
  'aws-cn': USERS,
};

const MONITORING: MonitoringDefaults = {
  uploads: { value: 12, why: 'logs are archived all day; a quiet night is shorter' },
  deletions: NO_DELETIONS,
  refusals: SOME_REFUSALS,
};

export const PRODUCT: Product = {
  name: 'Datadog log archives',
  revokes: REVOKES,
  monitoring: MONITORING,
  access: ACCESS,
  source: ARCHIVES,
};
