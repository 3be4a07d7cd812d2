import type { SetupLabels } from '../core/private/provision/setup-values';

/** Where to enter each value in the storage account of the agent or the Management Console. */
export const SETUP_LABELS: SetupLabels = {
  bucket: 'CloudBerry: bucket name',
  region: 'CloudBerry: region of the bucket',
  prefix: 'CloudBerry: folder in the bucket',
  role: 'CloudBerry: ARN of the role',
  externalId: 'Must equal the Provider ID that the Management Console shows',
  secret: "Secret with CloudBerry's 'Access key' and 'Secret key'",
  user: 'User whose access key CloudBerry needs',
};
