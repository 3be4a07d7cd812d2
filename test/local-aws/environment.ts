import { join } from 'node:path';

/** An access key. Of another account's root: the account's 12 digits with the secret `test`. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The root of the account that the stacks are deployed to. */
export const ADMINISTRATOR: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

export function credentialVariables(credentials: Credentials): NodeJS.ProcessEnv {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken };
}

/** The environment without the user's profile, credentials, endpoints and proxies: nothing may reach the real AWS by mistake. */
export function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(AWS_|CDK_|MINISTACK_|LOCAL_AWS_|https?_proxy$|all_proxy$)/i;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.test(name)));
}

/** What the AWS CLI, the SDKs and the CDK CLI need to talk to the local AWS, and to it alone. */
export function clientEnvironment(endpoint: string, region: string, directory: string): NodeJS.ProcessEnv {
  const authority = join(directory, 'ca.pem');
  return {
    ...withoutAws(process.env),
    ...credentialVariables(ADMINISTRATOR),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CA_BUNDLE: authority,
    NODE_EXTRA_CA_CERTS: authority,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(directory, 'no-aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(directory, 'no-aws-credentials'),
    AWS_PAGER: '',
    CDK_HOME: join(directory, 'cdk-home'), // the CLI keeps the account of every access key id there, which must not meet the real ones
    CDK_OUTPUT: join(directory, 'cdk.out'),
    CDK_VALIDATION: 'false', // seconds a process; the library's own tests turn it on where it matters
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: '1',
    CI: 'true',
    NODE_NO_WARNINGS: '1',
  };
}
