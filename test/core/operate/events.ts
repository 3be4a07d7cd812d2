// Events as EventBridge delivers them. The fields are those of AWS's pages; names and ids are examples.

const ACCOUNT = '111122223333';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html (2026-11-29): the envelope. */
export const viaCloudTrail = (source: string, detail: object) => ({
  version: '0',
  id: '36eb8523-97d0-4518-b33d-ee3579ff19f0',
  'detail-type': 'AWS API Call via CloudTrail',
  source,
  account: ACCOUNT,
  time: '2026-11-29T06:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: {
    eventVersion: '1.09',
    eventTime: '2026-11-29T06:00:00Z',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '192.0.2.1',
    userAgent: 'aws-cli/2.31.0',
    requestID: '4b1ff1b4-5d3c-4d0f-8d3f-example11111',
    eventID: '1f7a1f5e-7d5e-4b5e-9d5e-example22222',
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...detail,
  },
});

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html (2026-11-29). */
export const user = (name: string) => ({
  type: 'IAMUser',
  principalId: 'AIDAJ45Q7YFFAREXAMPLE',
  arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
  accountId: ACCOUNT,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  userName: name,
});

/** A session that the user made from its key: the same user, with a session. */
export const sessionOf = (name: string) => ({
  ...user(name),
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionContext: { attributes: { mfaAuthenticated: 'false', creationDate: '2026-11-29T05:00:00Z' } },
});

export const role = (name: string) => ({
  type: 'AssumedRole',
  principalId: 'AROAIDPPEZS35WEXAMPLE:session',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/session`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAIDPPEZS35WEXAMPLE',
      arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
      accountId: ACCOUNT,
      userName: name,
    },
    attributes: { mfaAuthenticated: 'false', creationDate: '2026-11-29T05:00:00Z' },
  },
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html (2026-11-29): calls of STS. */
export const ofSts = (eventName: string, userIdentity: object, more: object = {}) =>
  viaCloudTrail('aws.sts', {
    eventSource: 'sts.amazonaws.com',
    eventName,
    userIdentity,
    requestParameters: { durationSeconds: 43_200 },
    responseElements: {
      credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', expiration: 'Nov 29, 2026, 6:00:00 PM', sessionToken: 'example' },
    },
    readOnly: false,
    ...more,
  });

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/cloudtrail_log_entries.html (2026-11-29): calls of Secrets Manager. */
export const ofSecretsManager = (eventName: string, secretId: string, userIdentity: object) =>
  viaCloudTrail('aws.secretsmanager', {
    eventSource: 'secretsmanager.amazonaws.com',
    eventName,
    userIdentity,
    requestParameters: { secretId },
    responseElements: null,
    readOnly: true,
  });

/** A data event in the log group of a trail, which has no envelope. */
export const refusedCall = (userIdentity: object, errorCode?: string) => ({
  ...viaCloudTrail('aws.s3', {}).detail,
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  userIdentity,
  ...(errorCode && { errorCode, errorMessage: 'Access Denied' }),
  requestParameters: { bucketName: 'example-bucket', key: 'k' },
  managementEvent: false,
  eventCategory: 'Data',
});
