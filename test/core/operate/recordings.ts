// Events that CloudTrail really logged and others published, reduced to the fields that rules and filters read, with example ids in place of theirs.

const ACCOUNT = '111122223333';
const STRATUS = 'https://github.com/DataDog/stratus-red-team/tree/main/docs/detonation-logs';

export interface Recording {
  readonly url: string;
  /** Of the event. */
  readonly date: string;
  readonly event: object;
}

const recorded = (url: string, date: string, eventSource: string, eventName: string, more: object): Recording => ({
  url,
  date,
  event: { eventSource: `${eventSource}.amazonaws.com`, eventName, ...more },
});

/** A user, called christophe there. */
const USER = { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/backup`, accountId: ACCOUNT, userName: 'backup' };

const SESSION = {
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/logzio/aws-go-sdk-1722587398902687000`,
  accountId: ACCOUNT,
  sessionContext: {
    attributes: { mfaAuthenticated: 'false' },
    sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/logzio`, accountId: ACCOUNT, userName: 'logzio' },
  },
};

export const SECRET_READ = recorded(
  `${STRATUS}/aws.credential-access.secretsmanager-retrieve-secrets.json`,
  '2024-07-31',
  'secretsmanager',
  'GetSecretValue',
  {
    userIdentity: USER,
    requestParameters: { secretId: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:backup-key-AbCdEf` },
  },
);

export const FEDERATED = recorded(`${STRATUS}/aws.persistence.sts-federation-token.json`, '2024-11-30', 'sts', 'GetFederationToken', {
  userIdentity: USER,
  requestParameters: { name: 'stratus_red_team' },
});

/** Of a bucket, as a data event. */
export const REFUSED_LIST = recorded(
  'https://gist.github.com/vikas891/7554a6a030d3eca38b5d25f8e7cce4e0',
  '2023-08-26',
  's3',
  'ListObjects',
  {
    userIdentity: USER,
    errorCode: 'AccessDenied',
    requestParameters: { bucketName: 'example-bucket' },
  },
);

export const REFUSED_CALL = recorded(
  `${STRATUS}/aws.defense-evasion.organizations-leave.json`,
  '2024-08-02',
  'organizations',
  'LeaveOrganization',
  {
    userIdentity: SESSION,
    errorCode: 'AccessDenied',
  },
);

export const REFUSED_LAUNCH = recorded(`${STRATUS}/aws.execution.ec2-launch-unusual-instances.json`, '2024-08-01', 'ec2', 'RunInstances', {
  userIdentity: SESSION,
  errorCode: 'Client.UnauthorizedOperation',
});
