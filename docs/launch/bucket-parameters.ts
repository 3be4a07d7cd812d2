import type { Parameter, Varying } from './parameter';

/** Text without wildcards and policy variables, because it gets into ARNs. A single dot or space stands between other characters. */
const WORD = "[A-Za-z0-9_!'()+,:=@-]+";
const SEGMENT = `${WORD}([. ]${WORD})*`;

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

export const prefix = (more: Varying): Parameter => ({
  name: 'Prefix',
  description: 'The path in the bucket that limits the product to the keys below it. A slash is added.',
  constraint: "a path such as office/pc-1: letters, digits, single dots and spaces, _!'()+,:=@- and single slashes between them",
  pattern: `^${SEGMENT}(/${SEGMENT})*$`,
  length: [1, 512],
  wrong: ['', '/logs', 'logs/', 'logs//prod', 'logs/../prod', 'logs/*', 'logs/?', 'logs/$' + '{aws:username}', 'x'.repeat(513)],
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
