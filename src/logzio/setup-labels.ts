import type { SetupLabels } from '../core/private/provision/setup-values';

/** Where to enter each value in Logz.io's console, Archive & restore. */
export const SETUP_LABELS: SetupLabels = {
  bucket: 'Logz.io: the S3 bucket, without a path',
  region: 'Logz.io: the region of the bucket',
  role: "Logz.io: 'Role ARN'",
  externalId: 'Must equal the external id that Logz.io shows',
  secret: "Secret with Logz.io's 'Access key' and 'Secret key'",
  user: 'User whose access key Logz.io needs',
};

/** Where to enter each value in Logz.io's console, Integrations > AWS S3 Bucket > Add a bucket. */
export const FETCHER_LABELS: SetupLabels = {
  ...SETUP_LABELS,
  bucket: "Logz.io: 'S3 bucket name'",
  region: 'Logz.io: the hosting region',
  prefix: "Logz.io: 'Prefix', with a slash at its end",
};
