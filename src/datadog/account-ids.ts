import { DatadogSite } from './site';

// Data only, from ACCOUNT_IDS: the accounts that Datadog assumes roles from, by site and by the partition of the role. A site that is not here has
// none that is known; the one of Datadog's staging site is left out on purpose.

const SHARED = '464622532012';

export const IN_AWS: Readonly<Record<DatadogSite, string>> = {
  [DatadogSite.US1]: SHARED,
  [DatadogSite.US3]: SHARED,
  [DatadogSite.US5]: SHARED,
  [DatadogSite.EU1]: SHARED,
  [DatadogSite.AP1]: '417141415827',
  [DatadogSite.AP2]: '412381753143',
  [DatadogSite.UK1]: '117348461845',
  [DatadogSite.US1_FED]: '392588925713',
  [DatadogSite.US2_FED]: '382742775718',
};

/** The sites for governments alone reach accounts in AWS GovCloud (US) by a role. */
export const IN_GOV_CLOUD: Readonly<Partial<Record<DatadogSite, string>>> = {
  [DatadogSite.US1_FED]: '065115117704',
  [DatadogSite.US2_FED]: '486737091498',
};

/** By the partition of the stack. */
export const ACCOUNTS_IN: Readonly<Record<string, Readonly<Partial<Record<DatadogSite, string>>>>> = {
  aws: IN_AWS,
  'aws-us-gov': IN_GOV_CLOUD,
};
