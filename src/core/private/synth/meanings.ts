/** What a text may name. What it does not say is as in the place where it stands. */
export interface Meaning {
  readonly name: string;
  /** The CloudFormation type. */
  readonly type?: string;
  readonly account?: string;
  readonly region?: string;
}

export const BUCKET = 'AWS::S3::Bucket';
export const [LAMBDA_POINT, POINT] = ['AWS::S3ObjectLambda::AccessPoint', 'AWS::S3::AccessPoint'];
export const BUDGET = 'AWS::Budgets::BudgetsAction';
export const KEY = 'AWS::KMS::Key';
export const SECRET = 'AWS::SecretsManager::Secret';
export const [OIDC, OIDC_OF_CDK] = ['AWS::IAM::OIDCProvider', 'Custom::AWSCDKOpenIdConnectProvider'];
export const [GROUP, ROLE, USER] = ['AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::User'];

const POLICY = 'AWS::IAM::ManagedPolicy';
const OF_IAM: Readonly<Record<string, string>> = { group: GROUP, 'oidc-provider': OIDC, policy: POLICY, role: ROLE, user: USER };

/** The property that gives a resource a fixed name. That of an OIDC provider is its URL. */
export const NAMING: Readonly<Record<string, string>> = {
  [GROUP]: 'GroupName',
  [POLICY]: 'ManagedPolicyName',
  [ROLE]: 'RoleName',
  [USER]: 'UserName',
  [OIDC]: 'Url',
  [OIDC_OF_CDK]: 'Url',
  [BUCKET]: 'BucketName',
  [POINT]: 'Name',
  'AWS::S3::MultiRegionAccessPoint': 'Name',
  [LAMBDA_POINT]: 'Name',
  [SECRET]: 'Name',
};

/** What ARNs do not tell apart. */
export const asInArns = (type: string): string => (type === OIDC_OF_CDK ? OIDC : type.replace('::Replica', '::'));

/** By the property that holds a name which is no ARN. */
const BY_PROPERTY: Readonly<Record<string, string>> = {
  Bucket: BUCKET,
  BucketName: BUCKET,
  DestinationBucketName: BUCKET,
  GroupName: GROUP,
  Groups: GROUP,
  ObjectLambdaAccessPoint: LAMBDA_POINT,
  RoleName: ROLE,
  Roles: ROLE,
  SecretId: SECRET,
  UserName: USER,
  Users: USER,
};

/** What a name means in a place (`Users.0`): the type, if the place says it. */
export const typeAt = (place: string): string | undefined =>
  BY_PROPERTY[
    place
      .replace(/(\.\d+)+$/, '')
      .split('.')
      .pop() ?? ''
  ];

/** The resources that a text may mean: by a name, an ARN, an address of a bucket, or the ARNs in a JSON. */
export function meaningsOf(text: string, place = ''): Meaning[] {
  if (/^\s*(\[|\{(?!\{))/.test(text)) {
    return [...text.matchAll(/"(arn:[^"\\]*)\\*"/g)].flatMap(([, arn]) => ofArn(arn)); // a JSON can hold another one
  }
  const address = /\bS3SubPrefix$/.test(place) ? `/${text}` : text; // bucket/key
  return text.startsWith('arn:') ? ofArn(text) : [{ name: text }, ...ofAddress(address)];
}

function ofArn(arn: string): Meaning[] {
  const [, , service, region, account, ...rest] = arn.split(':');
  const [kind, ...path] = rest.join(':').split('/');
  switch (service) {
    case 'iam':
      return OF_IAM[kind] && account !== 'aws' ? [{ name: nameIn(kind, path), type: OF_IAM[kind], account }] : [];
    case 's3':
      return kind === 'accesspoint' && account ? [{ name: path[0] ?? '', type: POINT, account, region }] : [{ name: kind, type: BUCKET }];
    case 's3-object-lambda':
      return [{ name: path[0] ?? '', type: LAMBDA_POINT, account, region }];
    case 'apigateway': // arn:aws:apigateway:eu-west-1:s3:path/bucket/key
      return account === 's3' && kind === 'path' ? [{ name: path[0] ?? '', type: BUCKET }] : [];
    case 'kms':
      return kind === 'key' ? [{ name: path[0] ?? '', type: KEY, account, region }] : [];
    case 'secretsmanager':
      return ofSecret(rest.slice(1).join(':')).map((name) => ({ name, type: SECRET, account, region }));
    default:
      return [];
  }
}

/** A path may be before the name; the name of an OIDC provider has one. */
const nameIn = (kind: string, path: readonly string[]): string => (kind === 'oidc-provider' ? path.join('/') : (path.at(-1) ?? ''));

/** Secrets Manager adds a hyphen and six characters, which an ARN can omit. */
const ofSecret = (name: string): string[] => [name, name.replace(/-\w{6}$/, '')];

/** `s3://bucket/key`, `/bucket/key`, `bucket.s3.eu-west-1.amazonaws.com` and `s3.eu-west-1.amazonaws.com/bucket`, also with `https://`. */
function ofAddress(text: string): Meaning[] {
  const address = text.replace(/^https?:\/\//, '');
  const isPath = /^s3[.-][^/]*\.amazonaws\.com(?:\.cn)?\/([^/]+)/;
  const [, name = undefined] = /^(?:s3:\/)?\/([^/]+)/.exec(text) ?? isPath.exec(address) ?? /^([^/:]+?)\.s3[.-]/.exec(address) ?? [];
  return name === undefined ? [] : [{ name, type: BUCKET }];
}
