// The parameters of the templates: what CloudFormation itself has to refuse, in its own terms.

/** A parameter of a template, with values that a test and a demonstration pass. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  /** What CloudFormation says when it refuses a value. */
  readonly constraint: string;
  /** Java's regular expressions, as far as JavaScript's and Python's mean the same. */
  readonly pattern?: string;
  readonly length?: readonly [least: number, most: number];
  readonly values?: readonly string[];
  /** It is a number. */
  readonly range?: readonly [from: number, to: number];
  readonly byDefault?: string;
  /** A rule of the template, beside the constraints of the parameter. */
  readonly rule?: Rule;
  readonly right: string;
  readonly wrong: readonly string[];
  /** In the command of the page, where the value is one that only the reader knows. */
  readonly shown?: string;
}

/** An assertion: the parameter must not have this value. A text, or an intrinsic such as the account of the stack. */
export interface Rule {
  readonly not: string | { readonly Ref: string };
  readonly says: string;
}

type Varying = Partial<Parameter> & Pick<Parameter, 'right'>;

/** Text without wildcards and policy variables, because it gets into ARNs. A single dot or space stands between other characters. */
const WORD = "[A-Za-z0-9_!'()+,:=@-]+";
const SEGMENT = `${WORD}([. ]${WORD})*`;
const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const PRIVATE = '10\\.|127\\.|169\\.254\\.|192\\.168\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.';

/** Account and region follow, so that a name is free, and the same value works in every account and region. */
export const BUCKET_PREFIX: Parameter = {
  name: 'BucketPrefix',
  description:
    'How the name of the new bucket begins. The account and the region follow: PREFIX-ACCOUNT-REGION. Another value creates another bucket.',
  constraint: '2 to 35 lower-case letters, digits and hyphens; not beginning with a hyphen, xn--, sthree- or amzn-s3-demo-',
  pattern: '^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]*$',
  length: [2, 35],
  right: 'acme-backups',
  wrong: ['', 'a', 'Acme', 'acme_backups', 'acme.backups', '-acme', 'xn--acme', 'sthree-acme', 'a'.repeat(36), 'acme*'],
};

/** S3 takes no other characters, so that none is a wildcard in an ARN. */
export const EXISTING_BUCKET: Parameter = {
  name: 'BucketName',
  description: 'The name of your bucket, which exists in this account and region. Its settings are not changed.',
  constraint: '3 to 63 lower-case letters, digits, dots and hyphens: the name, not the ARN',
  pattern: '^[a-z0-9][a-z0-9.-]*[a-z0-9]$',
  length: [3, 63],
  right: 'example-bucket',
  wrong: ['', 'ab', 'Acme', 'arn:aws:s3:::example-bucket', 'example-*', 'example-bucket/logs', 'a'.repeat(64)],
};

/** Of the vendor's console. */
export const externalId = (more: Varying): Parameter => ({
  name: 'ExternalId',
  description: "The external id that the vendor's console shows for your account.",
  constraint: '2 to 1,224 letters, digits and _+=,.@:/-',
  pattern: '^[A-Za-z0-9_+=,.@:/-]*$',
  length: [2, 1224],
  wrong: ['', 'x', 'with space', 'any*', 'x'.repeat(1225)],
  shown: '…',
  ...more,
});

export const vendorAccount = (more: Varying): Parameter => ({
  name: 'VendorAccountId',
  description: "The vendor's AWS account, as its console shows it.",
  constraint: '12 digits',
  pattern: '^[0-9]{12}$',
  length: [12, 12],
  rule: { not: { Ref: 'AWS::AccountId' }, says: "VendorAccountId is the account of this stack. Enter the vendor's." },
  wrong: ['', '44445555666', '4444-5555-6666', 'arn:aws:iam::444455556666:root', '*'],
  shown: '…',
  ...more,
});

export const prefix = (more: Varying): Parameter => ({
  name: 'Prefix',
  description: 'The path in the bucket that limits the product to the keys below it. A slash is added.',
  constraint: "a path such as office/pc-1: letters, digits, single dots and spaces, _!'()+,:=@- and single slashes between them",
  pattern: `^${SEGMENT}(/${SEGMENT})*$`,
  length: [1, 512],
  wrong: ['', '/logs', 'logs/', 'logs//prod', 'logs/../prod', 'logs/*', 'logs/?', 'logs/$' + '{aws:username}', 'x'.repeat(513)],
  ...more,
});

export const maximumRetention = (from: number, more: Varying): Parameter => ({
  name: 'MaximumRetentionDays',
  description: 'The longest time that anyone can lock an object of the bucket, in days. The policy of the bucket denies longer locks.',
  constraint: `${from} to 36500 whole days`,
  range: [from, 36_500],
  wrong: ['', `${from - 1}`, '36501', '1e9', 'a year', '-1'],
  ...more,
});

export const keyArn = (more: Partial<Parameter> = {}): Parameter => ({
  name: 'KeyArn',
  description:
    'The ARN of the KMS key that encrypts the bucket: symmetric, in the region of the stack. Its policy must let IAM policies of its account allow its use.',
  constraint: 'the ARN of a key, such as arn:aws:kms:eu-west-1:111122223333:key/…; not of an alias',
  pattern: '^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$',
  length: [40, 256],
  right: 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
  wrong: [
    '',
    'alias/backups',
    'arn:aws:kms:eu-west-1:111122223333:alias/backups',
    'arn:aws:kms:eu-west-1:111122223333:key/*',
    '11111111-2222-3333-4444-555555555555',
  ],
  shown: 'arn:aws:kms:…',
  ...more,
});

const IAM_NAME = {
  constraint: '1 to 64 letters, digits and _+=,.@-: the name, without a path',
  pattern: '^[A-Za-z0-9_+=,.@-]+$',
  length: [1, 64],
} as const;

export const roleName = (more: Varying & Pick<Parameter, 'description'>): Parameter => ({
  ...IAM_NAME,
  name: 'RoleName',
  wrong: ['', 'role/Name', 'arn:aws:iam::111122223333:role/Name', 'Name*', 'x'.repeat(65)],
  ...more,
});

export const userName = (more: Varying & Pick<Parameter, 'description'>): Parameter => ({
  ...IAM_NAME,
  name: 'UserName',
  wrong: ['', 'user/name', 'arn:aws:iam::111122223333:user/name', 'name*', 'x'.repeat(65)],
  ...more,
});

export const clusterName = (more: Varying): Parameter => ({
  name: 'ClusterName',
  description: 'The name of the EKS cluster, in this account and region.',
  constraint: '1 to 100 letters, digits, - and _: the name, not the ARN',
  pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$',
  length: [1, 100],
  wrong: ['', 'production*', '-production', 'arn:aws:eks:eu-west-1:111122223333:cluster/production', 'x'.repeat(101)],
  ...more,
});

/** One address: nobody can open the network to a range by mistake. */
export const publicAddress = (more: Partial<Parameter> & Pick<Parameter, 'name' | 'description'>): Parameter => ({
  constraint: 'one public IPv4 address, such as 203.0.113.7, without a mask',
  pattern: `^(?!${PRIVATE})(${OCTET}\\.){3}${OCTET}$`,
  length: [7, 15],
  right: '203.0.113.7',
  wrong: ['', '0.0.0.0/0', '203.0.113.0/24', '10.1.2.3', '192.168.0.1', '172.16.0.1', '100.64.0.1', '203.0.113.256', '203.0.113', '::1'],
  ...more,
});

/** One name of a folder. */
export const folder = (more: Varying): Parameter => ({
  name: 'Folder',
  description: 'The name of the folder.',
  constraint: "1 to 200 letters, digits, single dots and spaces between them, and _!'()-",
  pattern: "^[A-Za-z0-9_!'()-]+([. ][A-Za-z0-9_!'()-]+)*$",
  length: [1, 200],
  wrong: ['', '.', '..', 'a/b', 'a*', 'a?', '$' + '{aws:username}', 'x'.repeat(201)],
  ...more,
});
