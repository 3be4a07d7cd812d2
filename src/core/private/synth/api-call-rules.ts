import type { CallRule } from './call-rule';
import { SECRET } from './meanings';
import { isUnsigned } from './signed-apis';

const IS_API = /^AWS::(ApiGateway|Serverless::Api)/;

/** Whether the answer stays with what calls. That of an API goes to its callers: with a signature, IAM decides about them. */
export const keepsAnswer: NonNullable<CallRule['if']> = ({ by }) => !IS_API.test(by.Type);

/** What an API of the app gives those who call it. */
export const API_CALLS: readonly CallRule[] = [
  {
    type: new RegExp(`^${SECRET}$`),
    action: /^secretsmanager:(Batch)?GetSecretValue$/,
    if: ({ by }, app) => IS_API.test(by.Type) && isUnsigned(by, app),
    id: 'cdk-vendor-access:core.secretShared',
    why: 'callers of the API read the access key with the role of the API, without a permission of their own',
  },
];
