import type { SetupLabels } from '../core/private/provision/setup-values';

/** What goes where in Datadog: Log Archiving & Forwarding > Archives > Add a new archive; a role in the AWS integration. */
export const SETUP_LABELS: SetupLabels = {
  bucket: 'Datadog: the bucket name',
  region: 'The region of the bucket, which Datadog does not ask for',
  prefix: 'Datadog: the prefix directory',
  role: 'Datadog: the AWS account and role; the integration takes the name of the role',
  externalId: 'Must equal the AWS External ID that Datadog shows',
  secret: "Secret with the integration's AWS Access Key and AWS Secret Key",
  user: 'User whose access key the integration needs',
};
