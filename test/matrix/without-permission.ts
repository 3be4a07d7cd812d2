import type { Source } from '../../src/core/private/model/permission-set';

/** Calls that AWS answers without asking a policy, so that neither an Allow nor a Deny for them changes anything. */
export interface WithoutPermission {
  /**
   * - `credential`: whoever has any credential of an account
   * - `key`: an IAM user, with its access key, not with a session
   * - `token`: the call is not signed at all; another token in it decides, so that a key is of no use for it
   */
  readonly by: 'credential' | 'key' | 'token';
  readonly actions: readonly string[];
  readonly source: Source;
}

const sts = (call: string): Source => ({
  title: `AWS: ${call}`,
  url: `https://docs.aws.amazon.com/STS/latest/APIReference/API_${call}.html`,
  date: '2026-11-28',
});

/** What a user of Cognito does with its own tokens: "Amazon Cognito doesn't evaluate IAM policies in requests for this API operation". */
const BY_USERS_OF_COGNITO = [
  ...['AssociateSoftwareToken', 'ChangePassword', 'ConfirmDevice', 'ConfirmForgotPassword', 'ConfirmSignUp', 'DeleteUser'],
  ...['DeleteUserAttributes', 'ForgetDevice', 'ForgotPassword', 'GetDevice', 'GetTokensFromRefreshToken', 'GetUser'],
  ...['GetUserAttributeVerificationCode', 'GlobalSignOut', 'InitiateAuth', 'ListDevices', 'ResendConfirmationCode'],
  ...['RespondToAuthChallenge', 'RevokeToken', 'SetUserMFAPreference', 'SetUserSettings', 'SignUp', 'UpdateAuthEventFeedback'],
  ...['UpdateDeviceStatus', 'UpdateUserAttributes', 'VerifySoftwareToken', 'VerifyUserAttribute'],
];

export const WITHOUT_PERMISSION: readonly WithoutPermission[] = [
  { by: 'credential', actions: ['sts:GetCallerIdentity'], source: sts('GetCallerIdentity') },
  { by: 'key', actions: ['sts:GetSessionToken'], source: sts('GetSessionToken') },
  // the trust of the role decides
  { by: 'token', actions: ['sts:AssumeRoleWithSAML'], source: sts('AssumeRoleWithSAML') },
  { by: 'token', actions: ['sts:AssumeRoleWithWebIdentity'], source: sts('AssumeRoleWithWebIdentity') },
  {
    by: 'token',
    actions: ['GetCredentialsForIdentity', 'GetId', 'GetOpenIdToken', 'UnlinkIdentity'].map((name) => `cognito-identity:${name}`),
    source: {
      title: 'AWS: GetId, public API of Amazon Cognito',
      url: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html',
      date: '2026-11-28',
    },
  },
  {
    by: 'token',
    actions: BY_USERS_OF_COGNITO.map((name) => `cognito-idp:${name}`),
    source: {
      title: 'AWS: InitiateAuth, which Amazon Cognito evaluates no IAM policies for',
      url: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html',
      date: '2026-11-28',
    },
  },
];

/** How AWS lets an action be called without a permission; undefined for all others. */
export const withoutPermission = (action: string): WithoutPermission['by'] | undefined =>
  WITHOUT_PERMISSION.find(({ actions }) => actions.includes(action))?.by;

/**
 * What credentials that STS made for a user cannot call, whatever the policies: nothing of IAM (without MFA), and of STS next to nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html (2026-11-28)
 */
export function closedToSessions(action: string, federated: boolean): boolean {
  const left = federated ? ['GetCallerIdentity'] : ['AssumeRole', 'GetCallerIdentity', 'GetDelegatedAccessToken', 'GetWebIdentityToken'];
  const isCall = action !== 'iam:PassRole'; // which is asked of a call to another service
  return (isCall && action.startsWith('iam:')) || (action.startsWith('sts:') && !left.some((name) => action === `sts:${name}`));
}
