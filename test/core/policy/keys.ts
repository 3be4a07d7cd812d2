// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM has its own ${}
/** What requests have of a condition key, and what policies ask of it; about half of the pairs match. */
export interface KeyShape {
  readonly type: 'String' | 'Arn' | 'Numeric' | 'Date' | 'Bool' | 'Ip' | 'Binary';
  /** Whether a request has several values at once. */
  readonly many?: boolean;
  readonly has: readonly string[];
  readonly asks: readonly string[];
}

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';

const string = (has: string[], asks: string[], many?: boolean): KeyShape => ({ type: 'String', many, has, asks });
const of = (type: KeyShape['type'], has: string[], asks = has): KeyShape => ({ type, has, asks });

const ACCOUNTS = string([ACCOUNT], [ACCOUNT, OTHER_ACCOUNT, '1111*', '????????????']);
const REGIONS = string(['eu-central-1', 'us-east-1'], ['eu-central-1', 'us-east-1', 'eu-*', 'eu-west-?', 'EU-CENTRAL-1']);
const NAMES = ['backup', 'Backup', 'logs', 'back*', '*', 'back?p'];
const PRINCIPALS = ['user/backup', 'role/product', 'user/*', 'role/pro*', 'role/admin', '*'].map(
  (name) => `arn:aws:iam::${ACCOUNT}:${name}`,
);
const DATES = ['2026-01-01T00:00:00Z', '2026-06-01T12:30:00Z', '2026-11-28', '2027-01-01T00:00:00Z'];
const BOOL = of('Bool', ['true', 'false']);

/** The keys of what the library grants and denies, and those that users write. */
export const KEYS: Record<string, KeyShape> = {
  'aws:CalledVia': string(
    ['athena.amazonaws.com', 'cloudformation.amazonaws.com'],
    ['athena.amazonaws.com', 'cloud*', 'dynamodb.amazonaws.com'],
    true,
  ),
  'aws:CurrentTime': of('Date', DATES),
  'aws:EpochTime': of('Date', ['1767225600', '1780317000', '1798761600']),
  'aws:MultiFactorAuthAge': of('Numeric', ['60', '3600', '0'], ['60', '300', '3600.5']),
  'aws:MultiFactorAuthPresent': BOOL,
  'aws:PrincipalAccount': ACCOUNTS,
  'aws:PrincipalArn': {
    type: 'Arn',
    has: [],
    asks: [...PRINCIPALS, `arn:aws:iam::${OTHER_ACCOUNT}:role/*`, `arn:aws:sts::${ACCOUNT}:federated-user/*`],
  },
  'aws:PrincipalOrgID': string(['o-exampleorg'], ['o-exampleorg', 'o-anotherorg', 'o-*']),
  'aws:PrincipalTag/team': string(NAMES.slice(0, 3), NAMES),
  'aws:PrincipalType': string([], ['User', 'AssumedRole', 'FederatedUser', 'Assumed*']),
  'aws:RequestTag/purpose': string(NAMES.slice(0, 3), NAMES),
  'aws:RequestedRegion': REGIONS,
  'aws:ResourceAccount': string([], [ACCOUNT, OTHER_ACCOUNT, '1111*']),
  'aws:ResourceTag/purpose': string(NAMES.slice(0, 3), NAMES),
  'aws:SecureTransport': BOOL,
  'aws:SourceAccount': ACCOUNTS,
  'aws:SourceArn': of(
    'Arn',
    [`arn:aws:cloudwatch:eu-central-1:${ACCOUNT}:alarm:uploads`],
    ['alarm:uploads', 'alarm:*', 'alarm:other', '*'].map((name) => `arn:aws:cloudwatch:eu-central-1:${ACCOUNT}:${name}`),
  ),
  'aws:SourceIp': of(
    'Ip',
    ['203.0.113.7', '198.51.100.10', '2001:db8:1234:5678::9'],
    ['203.0.113.0/24', '203.0.113.7/32', '198.51.100.0/28', '2001:DB8:1234:5678::/64', '128.0.0.0/1', '::/0', '10.0.0.0/8'],
  ),
  'aws:SourceVpc': string(['vpc-1a2b3c4d'], ['vpc-1a2b3c4d', 'vpc-0f0f0f0f', 'vpc-*']),
  'aws:SourceVpce': string(['vpce-1a2b3c4d'], ['vpce-1a2b3c4d', 'vpce-0f0f0f0f', 'vpce-*']),
  'aws:TagKeys': string(['purpose', 'team', 'cost'], ['purpose', 'team', 'co*', 'owner'], true),
  'aws:TokenIssueTime': of('Date', DATES),
  'aws:ViaAWSService': BOOL,
  'aws:username': string([], [...NAMES, 'BACKUP']),
  'ec2:CreateAction': string(['RunInstances', 'CreateVolume'], ['RunInstances', 'runinstances', 'Create*', 'ImportImage']),
  'ec2:InstanceMarketType': string(['spot', 'on-demand'], ['spot', 'Spot', 'on-*']),
  'ec2:InstanceProfile': of(
    'Arn',
    [`arn:aws:iam::${ACCOUNT}:instance-profile/app`],
    ['app', '*', 'other'].map((name) => `arn:aws:iam::${ACCOUNT}:instance-profile/${name}`),
  ),
  'ec2:Owner': string([ACCOUNT, 'amazon'], [ACCOUNT, 'amazon', OTHER_ACCOUNT, 'ama*']),
  'ec2:Subnet': of('Arn', ['subnet-1', 'subnet-2'].map(subnet), [
    ...['subnet-1', 'subnet-2', 'subnet-?', 'x'].map(subnet),
    'arn:aws:ec2:*:subnet/*',
  ]),
  'kms:CallerAccount': ACCOUNTS,
  'kms:GrantIsForAWSResource': BOOL,
  'kms:ViaService': string(
    ['s3.eu-central-1.amazonaws.com', 'ec2.us-east-1.amazonaws.com'],
    ['s3.eu-central-1.amazonaws.com', 's3.*.amazonaws.com', 'EC2.us-east-1.amazonaws.com'],
  ),
  'lambda:SourceFunctionArn': of(
    'Arn',
    [`arn:aws:lambda:eu-west-1:${ACCOUNT}:function:test`],
    ['test', '*', 'other'].map((name) => `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:${name}`),
  ),
  's3:delimiter': string(['/', '-'], ['/', '', '?']),
  's3:max-keys': of('Numeric', ['1', '10', '1000'], ['1', '10', '99.5']),
  's3:object-lock-event-hold': string(['ON', 'OFF'], ['ON', 'on', 'O*']),
  's3:object-lock-mode': string(['GOVERNANCE', 'COMPLIANCE'], ['GOVERNANCE', 'governance', 'COMP*']),
  's3:object-lock-remaining-retention-days': of('Numeric', ['1', '30', '365'], ['7', '30', '-1']),
  's3:prefix': string(['', 'data/', 'data/2026', 'logs/x'], ['', 'data/*', 'data/', 'DATA/', '${aws:username}/*', 'data/${*}']),
  's3:ResourceAccount': string([], [ACCOUNT, OTHER_ACCOUNT]),
  's3:TlsVersion': of('Numeric', ['1', '1.2', '1.3'], ['1.2', '1.3']),
  's3:x-amz-acl': string(
    ['private', 'public-read', 'bucket-owner-full-control'],
    ['private', 'Private', 'bucket-owner-full-control', 'public-*'],
  ),
  's3:x-amz-server-side-encryption': string(['AES256', 'aws:kms'], ['AES256', 'aws:kms', 'aws:*', 'aes256']),
  's3:x-amz-storage-class': string(['STANDARD', 'GLACIER'], ['STANDARD', 'GLACIER*', 'standard', 'DEEP_ARCHIVE']),
  's3:x-amz-content-sha256': of('Binary', ['QUJD', 'REVG'], ['QUJD', 'R0hJ']), // no key has the type Binary: text in base 64 stands for it
  'ses:FromAddress': string(
    ['backup@example.com', 'alerts@example.com'],
    ['backup@example.com', '*@example.com', 'ALERTS@example.com', '*@other.example'],
  ),
  'ses:Recipients': string(['a@example.com', 'b@other.example'], ['a@example.com', '*@example.com', 'b@other.example'], true),
};

function subnet(id: string): string {
  return `arn:aws:ec2:eu-central-1:${ACCOUNT}:subnet/${id}`;
}

const TEXT = ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'];
const ORDERED = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

/** The operators that users write for each type of key. */
export const OPERATORS: Record<KeyShape['type'], readonly string[]> = {
  String: TEXT,
  Arn: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike', 'StringLike', 'StringNotEquals'],
  Numeric: ORDERED.map((order) => `Numeric${order}`),
  Date: ORDERED.map((order) => `Date${order}`),
  Bool: ['Bool'],
  Ip: ['IpAddress', 'NotIpAddress'],
  Binary: ['BinaryEquals'],
};
