import { Aws, CfnMapping, CfnOutput, CfnParameter, CfnResource, Duration, NestedStack, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type UserAccess, VendorAccess } from '../../src';
import {
  CloudBerryBackupUser,
  type CloudBerryBackupUserProps,
  CloudBerryBucketGrants,
  CloudBerryEc2Restore,
  CloudBerryManagedBackup,
  type CloudBerryObjectLockOptions,
  CloudBerryPermissions,
  CloudBerryProtection,
  VmImportRole,
} from '../../src/cloudberry';
import { LogzioArchiveBucket, type LogzioArchiveBucketProps } from '../../src/logzio';
import {
  VeeamBackupRepository,
  type VeeamBackupRepositoryProps,
  VeeamM365Repository,
  type VeeamM365RepositoryProps,
} from '../../src/veeam';
import { ACCOUNT, newStack, synthErrorOf, warningsOf } from '../util';

const ANYBODY = [new iam.AnyPrincipal()];
const PLAIN = { Bool: { 'aws:SecureTransport': 'false' } };
const deny =
  (conditions?: object, actions = ['s3:*'], principals = ANYBODY) =>
  (bucket: s3.IBucket) =>
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals,
      actions,
      resources: [bucket.bucketArn, bucket.arnForObjects('*')],
      conditions: conditions as never,
    });
const ADMIN = `arn:aws:iam::${ACCOUNT}:role/admin`;
const keyWith = (stack: Stack, ...statements: iam.PolicyStatement[]) =>
  new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.RETAIN, policy: new iam.PolicyDocument({ statements }) });
const adminOnly = new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.ArnPrincipal(ADMIN)], resources: ['*'] });
const account = (conditions?: object) =>
  new iam.PolicyStatement({
    actions: ['kms:*'],
    principals: [new iam.AccountRootPrincipal()],
    resources: ['*'],
    conditions: conditions as never,
  });
const bounded =
  (...statements: iam.PolicyStatement[]) =>
  (stack: Stack): LogzioArchiveBucketProps => ({
    access: VendorAccess.iamUser({ permissionsBoundary: new iam.ManagedPolicy(stack, 'Boundary', { statements }) }),
  });
const allow = (actions: string[], conditions?: object) =>
  new iam.PolicyStatement({ actions, resources: ['*'], conditions: conditions as never });
/** All but the sessions of these roles, by their ids. */
const butRole =
  (...roles: ((bucket: s3.IBucket) => iam.IRole | undefined)[]) =>
  (bucket: s3.IBucket) =>
    deny({ StringNotLike: { 'aws:userId': roles.map((one) => `${(one(bucket) as iam.Role).roleId}:*`) } })(bucket);
const other = (bucket: s3.IBucket) => new iam.Role(Stack.of(bucket), 'Other', { assumedBy: new iam.AccountRootPrincipal() });
const own = ({ node }: s3.IBucket) => (node.scope as LogzioArchiveBucket).role;
const byRole = (): LogzioArchiveBucketProps => ({
  access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'logzio:aws:extid:example0nktixxe8q' }),
});
const ownRole = (stack: Stack): LogzioArchiveBucketProps => ({
  access: VendorAccess.existingRole(new iam.Role(stack, 'R', { assumedBy: new iam.AccountRootPrincipal() })),
});
const TEAM = { 'aws:PrincipalTag/team': 'backup' };
/** Denies principals without a tag, and sets the tags of the user. */
const tagged = (tags: unknown) => (bucket: s3.IBucket) => {
  const { user } = bucket.node.scope as LogzioArchiveBucket;
  (user?.node.defaultChild as iam.CfnUser).addPropertyOverride('Tags', tags);
  return deny({ StringNotEquals: TEAM })(bucket);
};
// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
const CALLERS_ACCOUNT = '${aws:PrincipalAccount}';
const IF = (...branches: unknown[]) => ({ 'Fn::If': ['C', ...branches] });
const NO_VALUE = { Ref: 'AWS::NoValue' };
const [DENIED, DEPENDS, NETWORK] = ['core.denied', 'core.mayBeDenied', 'core.bucketDeniesByNetwork'];

interface Case {
  readonly name: string;
  readonly props?: (stack: Stack) => LogzioArchiveBucketProps;
  readonly statement?: (bucket: s3.IBucket) => iam.PolicyStatement;
  /** The statement as an override writes it. */
  readonly override?: object;
  readonly says?: [id: string, text: RegExp];
}

const BACKUP = 'user/backup';
const USER_AND_BUCKET = { bucketName: 'logs-x', access: VendorAccess.iamUser({ userName: 'backup' }) };
/** In the account that a parameter gives. */
const elsewhere = (resource: string) => ({ 'Fn::Sub': `arn:aws:iam::\${Account}:${resource}` });
const byArn = (operator: string, resource: string) => ({
  ...DENIAL,
  Condition: { [operator]: { 'aws:PrincipalArn': elsewhere(resource) } },
});
const but = (...AWS: unknown[]) => ({ ...DENIAL, Principal: undefined, NotPrincipal: { AWS } });
const here = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;
/** A denial in a policy of the user. */
const ofUser = (elements: object) => (stack: Stack) => {
  const policyDocument = { Statement: [{ Effect: 'Deny', Action: 's3:*', ...elements }] };
  new iam.CfnManagedPolicy(stack, 'Mine', { policyDocument, users: ['backup'] });
  return {};
};
// biome-ignore lint/suspicious/noTemplateCurlyInString: of CloudFormation
const GIVEN_BUCKET = { 'Fn::Sub': 'arn:aws:s3:::${Bucket}*' };
const bucketArns = (name: string) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`];

const [OVER, LATER] = ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z'];
const UNTIL = { DateLessThan: { 'aws:CurrentTime': OVER } };
const later = (value: object) => ({ 'Fn::If': ['Some', value, { Ref: 'AWS::NoValue' }] });
const DENIAL = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };

const CASES: Case[] = [
  // policy of the bucket
  {
    name: 'uploads without an encryption header',
    statement: deny({ Null: { 's3:x-amz-server-side-encryption': 'true' } }, ['s3:PutObject']),
    says: [DEPENDS, /denies s3:PutObject, depending on .*s3:x-amz-server-side-encryption/],
  },
  {
    name: 'a certain ACL',
    statement: deny({ StringNotEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }, ['s3:PutObject']),
    says: [DEPENDS, /s3:x-amz-acl/],
  },
  {
    name: 'by VPC endpoint',
    statement: deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }),
    says: [NETWORK, /aws:SourceVpce/],
  },
  { name: 'by address', statement: deny({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }), says: [NETWORK, /aws:SourceIp/] },
  {
    name: 'by address, with an exception for the user',
    statement: (bucket) =>
      deny({
        NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        ArnNotEquals: { 'aws:PrincipalArn': (bucket.node.scope as LogzioArchiveBucket).user?.userArn },
      })(bucket),
  },
  { name: 'TLS 1.3', statement: deny({ NumericLessThan: { 's3:TlsVersion': 1.3 } }), says: [DEPENDS, /s3:TlsVersion/] },
  {
    name: 'TLS that nobody speaks',
    statement: deny({ NumericLessThan: { 's3:TlsVersion': 1.4 } }),
    says: [DENIED, /s3:TlsVersion/],
  },
  { name: 'TLS 1.2', statement: deny({ NumericLessThan: { 's3:TlsVersion': 1.2 } }) },
  { name: 'plain http', statement: deny(PLAIN) },
  {
    name: 'all but an administrator',
    statement: deny({ ArnNotEquals: { 'aws:PrincipalArn': ADMIN } }),
    says: [DENIED, /s3:GetBucketLocation.*s3:PutObject.*aws:PrincipalArn.* Make an exception for the principal in its condition, /],
  },
  {
    name: 'all but an administrator, by NotPrincipal',
    statement: (bucket) => {
      const one = deny()(bucket).toStatementJson();
      return iam.PolicyStatement.fromJson({ ...one, Principal: undefined, NotPrincipal: { AWS: ADMIN } });
    },
    says: [DENIED, /s3:PutObject/],
  },
  { name: 'other accounts', statement: deny({ StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } }) },
  { name: 'other organisations', statement: deny({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }) },
  { name: 'users of IAM', statement: deny({ StringEquals: { 'aws:PrincipalType': 'User' } }), says: [DENIED, /aws:PrincipalType/] },
  {
    name: 'calls without MFA',
    statement: deny({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
    says: [DENIED, /aws:MultiFactorAuthPresent/],
  },
  {
    name: 'principals without a tag',
    statement: deny({ StringNotEquals: { 'aws:PrincipalTag/team': 'backup' } }),
    says: [DENIED, /aws:PrincipalTag/],
  },
  { name: 'tags that are removed', statement: tagged(NO_VALUE), says: [DENIED, /aws:PrincipalTag/] },
  { name: 'tags that are decided later', statement: tagged(IF([], [{ Key: 'team', Value: 'backup' }])) },
  { name: 'a tag that is decided later', statement: tagged([{ Key: 'a', Value: 'b' }, IF({ Key: 'team', Value: 'backup' }, NO_VALUE)]) },
  {
    name: 'the tag, beside one that is decided later',
    statement: tagged([IF({ Key: 'a', Value: 'b' }, NO_VALUE), { Key: 'team', Value: 'no' }]),
    says: [DENIED, /aws:PrincipalTag/],
  },
  {
    name: 'a role without MFA',
    props: byRole,
    statement: deny({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
    says: [DENIED, /aws:MultiFactorAuthPresent/],
  },
  { name: 'a key without MFA', statement: deny({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }) },
  {
    name: 'a role of your own, perhaps with MFA',
    props: ownRole,
    statement: deny({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
  },
  {
    name: 'the id of a role and of the account',
    statement: deny({ StringNotLike: { 'aws:userId': ['AROAEXAMPLEID:*', ACCOUNT] } }),
    says: [DENIED, /aws:userId/],
  },
  {
    name: 'the id of a user, of a role',
    props: byRole,
    statement: deny({ StringNotLike: { 'aws:userId': ['AIDAEXAMPLEID', ACCOUNT] } }),
    says: [DENIED, /aws:userId/],
  },
  { name: 'the id of some user', statement: deny({ StringNotLike: { 'aws:userId': ['AIDAEXAMPLEID', ACCOUNT] } }) },
  { name: 'the id of another role of the app', props: byRole, statement: butRole(other), says: [DENIED, /aws:userId AROA\$\{/] },
  { name: 'the id of another role, of a user', statement: butRole(other), says: [DENIED, /aws:userId AROA/] },
  { name: 'the id of the role', props: byRole, statement: butRole(own) },
  { name: 'the ids of two roles, one of which is its own', props: byRole, statement: butRole(other, own) },
  { name: 'the ids of all roles', props: byRole, statement: deny({ StringNotLike: { 'aws:userId': ['AROA*:*'] } }) },
  {
    name: 'temporary credentials of a role',
    props: byRole,
    statement: deny({ Null: { 'aws:TokenIssueTime': 'false' } }),
    says: [DENIED, /aws:TokenIssueTime/],
  },
  { name: 'temporary credentials', statement: deny({ Null: { 'aws:TokenIssueTime': 'false' } }) },
  { name: 'grants in an ACL', statement: deny({ Null: { 's3:x-amz-grant-read': 'false' } }, ['s3:PutObject']) },
  { name: 'old signatures', statement: deny({ NumericGreaterThan: { 's3:signatureAge': '600000' } }) },
  { name: 'deletions, which the product does not make', statement: deny(undefined, ['s3:DeleteObject*']) },
  { name: 'sessions older than a date', statement: deny({ DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } }) },
  { name: 'sessions of a role older than a date', props: byRole, statement: deny({ DateLessThan: { 'aws:tokenissuetime': OVER } }) },
  {
    name: 'sessions of a role older than a later date',
    props: byRole,
    statement: deny({ DateLessThan: { 'aws:TokenIssueTime': LATER } }),
    says: [DEPENDS, /depending on the date \(DateLessThan aws:TokenIssueTime/],
  },
  {
    name: 'sessions of a role since a date',
    props: byRole,
    statement: deny({ DateGreaterThan: { 'aws:TokenIssueTime': OVER } }),
    says: [DENIED, /TokenIssueTime/],
  },
  { name: 'sessions since a date, if there are any', statement: deny({ DateGreaterThan: { 'aws:TokenIssueTime': OVER } }) },
  { name: 'another role of the account', statement: deny(undefined, ['s3:*'], [new iam.ArnPrincipal(ADMIN)]) },
  {
    name: 'locks that are too long',
    statement: deny({ NumericGreaterThan: { 's3:object-lock-remaining-retention-days': 40 } }, ['s3:PutObject']),
  },
  { name: 'one statement of two', override: later(DENIAL), says: [DEPENDS, /s3:PutObject.*what the deployment decides.*leaves it out/] },
  {
    name: 'an effect that a parameter decides',
    override: { ...DENIAL, Principal: { AWS: ACCOUNT }, Effect: { Ref: 'Effect' } },
    says: [DEPENDS, /denies .*s3:PutObject/],
  },
  { name: 'one of two that leaves the product alone', override: later({ ...DENIAL, Action: 's3:DeleteObject' }) },
  { name: 'plain http, perhaps', override: later({ ...DENIAL, Condition: PLAIN }) },
  // dates: what is over does not come back
  { name: 'until a date that is over', statement: deny({ DateLessThan: { 'aws:CurrentTime': OVER } }) },
  { name: 'until a second that is over', statement: deny({ NumericLessThanEquals: { 'aws:EpochTime': '1577836800' } }) },
  { name: 'at a time that is over', statement: deny({ DateEquals: { 'aws:currenttime': OVER } }) },
  { name: 'since a date', statement: deny({ DateGreaterThan: { 'aws:CurrentTime': OVER } }), says: [DENIED, /s3:PutObject/] },
  {
    name: 'from a later date on',
    statement: deny({ DateGreaterThanEquals: { 'aws:CurrentTime': LATER } }),
    says: [DEPENDS, /depending on the date \(DateG.*if there are no such calls then/],
  },
  { name: 'until a later date', statement: deny({ DateLessThan: { 'aws:CurrentTime': LATER } }), says: [DEPENDS, /on the date/] },
  {
    name: 'between two later dates',
    statement: deny({ DateGreaterThan: { 'aws:CurrentTime': LATER }, DateLessThan: { 'aws:CurrentTime': '2100-01-01T00:00:00Z' } }),
    says: [DEPENDS, /on the date/],
  },
  { name: 'between dates that are over', statement: deny({ DateGreaterThan: { 'aws:CurrentTime': '2019-01-01' }, ...UNTIL }) },
  {
    name: 'a date that a parameter gives',
    override: { ...DENIAL, Condition: { DateLessThan: { 'aws:CurrentTime': { Ref: 'Until' } } } },
    says: [DEPENDS, /aws:CurrentTime/],
  },
  { name: 'a boundary until a date that is over', props: bounded(allow(['*'], UNTIL)), says: [DENIED, /boundary.*aws:CurrentTime/] },
  {
    name: 'a storage class',
    statement: deny({ StringNotEquals: { 's3:x-amz-storage-class': 'STANDARD_IA' } }, ['s3:PutObject']),
    says: [DEPENDS, /s3:x-amz-storage-class/],
  },
  // the ARN of a key of the app
  ...(
    [
      ['of another region', `arn:aws:kms:us-east-1:${ACCOUNT}:key/*`, true],
      ['of another account', 'arn:aws:kms:*:222233334444:key/*', true],
      ['by their aliases, which are other resources', `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/*`, true],
      ['of all accounts', 'arn:aws:kms:eu-west-1:*:key/*', false],
      ['by an id, which may be that of the key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`, false],
      ['that the app makes beside it', (stack: Stack) => new kms.Key(stack, 'Other').keyArn, true],
      ['of the app and of others', 'arn:*:kms:eu-west-1:*', false],
    ] as const
  ).map(
    ([name, keys, isDenied]): Case => ({
      name: `a boundary for keys ${name}`,
      props: (stack) => {
        const resources = [typeof keys === 'string' ? keys : keys(stack)];
        const onKeys = new iam.PolicyStatement({ actions: ['kms:*'], resources });
        return { ...bounded(allow(['s3:*']), onKeys)(stack), encryptionKey: keyWith(stack, account()) };
      },
      says: isDenied ? [DENIED, /boundary 'Stack.*Boundary' does not allow kms:/] : undefined,
    }),
  ),
  {
    name: 'a boundary that denies all keys but those of another account',
    props: (stack) => {
      const NotResource = 'arn:aws:kms:*:222233334444:key/*';
      const denial = iam.PolicyStatement.fromJson({ Effect: 'Deny', Action: 'kms:*', NotResource });
      return { ...bounded(allow(['*']), denial)(stack), encryptionKey: keyWith(stack, account()) };
    },
    says: [DENIED, /boundary.* denies kms:/],
  },
  // policy of the key
  {
    name: 'a key for an administrator only',
    props: (stack) => ({ encryptionKey: keyWith(stack, adminOnly) }),
    says: [DENIED, /key policy 'Stack\/Key'.*kms:Decrypt/],
  },
  { name: 'a key for the account', props: (stack) => ({ encryptionKey: keyWith(stack, adminOnly, account()) }) },
  {
    name: 'a key for the account, through S3',
    props: (stack) => ({
      encryptionKey: keyWith(stack, adminOnly, account({ StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } })),
    }),
  },
  {
    name: 'a key for the account, through another service',
    props: (stack) => ({
      encryptionKey: keyWith(stack, adminOnly, account({ StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } })),
    }),
    says: [DENIED, /kms:ViaService/],
  },
  {
    name: "the CDK's default key",
    props: (stack) => ({ encryptionKey: new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.RETAIN }) }),
  },
  {
    name: 'a key for an administrator only, imported by its ARN',
    props: (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Imported', keyWith(stack, adminOnly).keyArn) }),
    says: [DENIED, /key policy 'Stack\/Key'.*kms:Decrypt/],
  },
  {
    name: 'a key for the account, imported by its ARN',
    props: (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Imported', keyWith(stack, account()).keyArn) }),
  },
  {
    name: 'an imported key',
    props: (stack) => ({
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`),
    }),
  },
  {
    name: 'a key for principals with a tag',
    props: (stack) => ({ encryptionKey: keyWith(stack, adminOnly, account({ StringEquals: TEAM })) }),
    says: [DENIED, /key policy 'Stack\/Key'.*aws:PrincipalTag/],
  },
  {
    name: 'a key for principals with a tag, which it has',
    props: (stack) => {
      Tags.of(stack).add('team', 'backup');
      return { encryptionKey: keyWith(stack, adminOnly, account({ StringEquals: TEAM })) };
    },
  },
  // permissions boundary
  {
    name: 'a boundary with a variable',
    props: bounded(allow(['*'], { StringEquals: { 'aws:ResourceAccount': CALLERS_ACCOUNT } })),
  },
  {
    name: 'a boundary with a variable, for other accounts',
    props: bounded(allow(['*'], { StringNotEquals: { 'aws:ResourceAccount': CALLERS_ACCOUNT } })),
    says: [DENIED, /aws:ResourceAccount/],
  },
  {
    name: 'a boundary without S3',
    props: bounded(allow(['ec2:*'])),
    says: [DENIED, /permissions boundary 'Stack\/Boundary'.*s3:PutObject/],
  },
  { name: 'a boundary that allows S3 and more', props: bounded(allow(['s3:*', 'kms:*', 'sts:*'])) },
  {
    name: 'a boundary with a Deny',
    props: bounded(allow(['*']), new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:Put*'], resources: ['*'] })),
    says: [DENIED, /permissions boundary 'Stack\/Boundary', statement 2, denies s3:PutObject.* Add a condition with an exception for /],
  },
  {
    name: 'a boundary by name',
    props: (stack) => ({
      access: VendorAccess.iamUser({ permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'B', 'corp') }),
    }),
  },
  {
    name: 'a boundary for one region',
    props: bounded(allow(['*'], { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } })),
    says: [DENIED, /aws:RequestedRegion/],
  },
  { name: 'a boundary for the region', props: bounded(allow(['*'], { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })) },
  {
    name: 'a boundary for some addresses',
    props: bounded(allow(['*'], { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })),
    says: [DEPENDS, /aws:SourceIp/],
  },
];

/** Of one user and one bucket, which have names: once in an app. */
const NAMED: Case[] = [
  // an account that the deployment decides
  {
    name: 'the user of an account that a parameter gives',
    override: { ...DENIAL, Principal: { AWS: elsewhere(BACKUP) } },
    says: [DEPENDS, /what the deployment decides.*leaves it out/],
  },
  { name: 'another user of such an account', override: { ...DENIAL, Principal: { AWS: elsewhere('user/other') } } },
  { name: 'a role of such an account', override: { ...DENIAL, Principal: { AWS: elsewhere('role/backup') } } },
  {
    name: 'the account that a parameter gives',
    override: { ...DENIAL, Principal: { AWS: elsewhere('root') } },
    says: [DEPENDS, /what the deployment decides/],
  },
  {
    name: 'the user of such an account, by its ARN',
    override: byArn('ArnLike', BACKUP),
    says: [DEPENDS, /PrincipalArn/],
  },
  { name: 'another user of such an account, by its ARN', override: byArn('ArnLike', 'user/other') },
  {
    name: 'all but the user of such an account',
    override: byArn('ArnNotLike', 'user/*'),
    says: [DEPENDS, /PrincipalArn/],
  },
  {
    name: 'all but a role of such an account',
    override: byArn('ArnNotLike', 'role/*'),
    says: [DENIED, /PrincipalArn/],
  },
  {
    name: 'other accounts than a parameter gives',
    override: { ...DENIAL, Condition: { StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'Account' } } } },
    says: [DEPENDS, /what the deployment decides .*aws:PrincipalAccount/],
  },
  {
    name: 'the account that a parameter gives, in a condition',
    override: { ...DENIAL, Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'Account' } } } },
    says: [DEPENDS, /what the deployment decides .*aws:PrincipalAccount/],
  },
  { name: 'whom a parameter names', override: { ...DENIAL, Condition: { ArnEquals: { 'aws:PrincipalArn': { Ref: 'Admin' } } } } },
  {
    name: 'all but whom a parameter names',
    override: { ...DENIAL, Condition: { ArnNotEquals: { 'aws:PrincipalArn': { Ref: 'Admin' } } } },
    says: [DEPENDS, /what the deployment decides .*aws:PrincipalArn/],
  },
  // exceptions
  { name: 'all but others', override: but(ADMIN, here('root')), says: [DENIED, /s3:PutObject/] },
  { name: 'all but the account', override: but(here('root')), says: [DENIED, /s3:PutObject/] },
  {
    name: 'all but a service',
    override: { ...but(), NotPrincipal: { Service: 'logging.s3.amazonaws.com' } },
    says: [DENIED, /s3:PutObject/],
  },
  { name: 'all but the user and its account', override: but(here(BACKUP), here('root')) },
  {
    name: 'all but the user',
    override: but(here(BACKUP)),
    says: [DEPENDS, /how AWS reads NotPrincipal.*if it lists them/],
  },
  { name: 'other buckets', props: ofUser({ NotResource: bucketArns('logs-x') }) },
  { name: 'buckets of other names', props: ofUser({ NotResource: bucketArns('logs-*') }) },
  {
    name: 'all but another bucket',
    props: ofUser({ NotResource: bucketArns('other') }),
    says: [DENIED, /'Stack\/Mine', statement 1, denies .*s3:Put/],
  },
  {
    name: 'all but a bucket that a parameter gives',
    props: ofUser({ NotResource: GIVEN_BUCKET }),
    says: [DEPENDS, /'Stack\/Mine', statement 1, denies .*what the deployment decides/],
  },
  { name: 'a bucket that a parameter gives', props: ofUser({ Resource: GIVEN_BUCKET }) },
  // some of the keys
  {
    name: 'all keys but those of a prefix',
    override: { ...DENIAL, Resource: undefined, NotResource: ['arn:aws:s3:::logs-x', 'arn:aws:s3:::logs-x/mine/*'] },
    says: [DEPENDS, /which objects.*if they are on those only/],
  },
  {
    name: 'all keys but those of a type',
    props: ofUser({ NotResource: ['arn:aws:s3:::logs-x', 'arn:aws:s3:::*.gz'] }),
    says: [DEPENDS, /PutObj/],
  },
  { name: 'all keys but some, without TLS', props: ofUser({ NotResource: 'arn:aws:s3:::logs-x/mine/*', Condition: PLAIN }) },
  { name: 'the keys of a prefix', override: { ...DENIAL, Resource: bucketArns('logs-x/protected') } },
  { name: 'the keys of a type', props: ofUser({ Resource: 'arn:aws:s3:::logs-x/*.exe' }) },
  {
    name: 'a boundary for the keys of a prefix',
    props: (stack) => {
      const resources = ['arn:aws:s3:::logs-x', 'arn:aws:s3:::logs-x/mine/*'];
      const statements = [new iam.PolicyStatement({ actions: ['s3:*'], resources })];
      const permissionsBoundary = new iam.ManagedPolicy(stack, 'Boundary', { statements });
      return { access: VendorAccess.iamUser({ userName: 'backup', permissionsBoundary }) };
    },
    says: [DEPENDS, /permissions boundary .* does not allow (?!.*List)s3:PutObject.*which objects/],
  },
];

function make(stack: Stack, { override, props, statement }: Case, named?: LogzioArchiveBucketProps): void {
  const archive = new LogzioArchiveBucket(stack, 'Archive', { ...named, ...props?.(stack) });
  if (statement) {
    archive.bucket.addToResourcePolicy(statement(archive.bucket));
  }
  if (override) {
    (archive.bucket.policy?.node.defaultChild as CfnResource).addPropertyOverride('PolicyDocument.Statement.9', override);
  }
}

describe('what in the app stops the product', () => {
  const all = [...CASES.map((one) => ({ one, named: undefined })), ...NAMED.map((one) => ({ one, named: USER_AND_BUCKET }))];
  test.each(all)('$one.name', ({ named, one }) => {
    const stack = newStack();
    make(stack, one, named);
    const { says } = one;
    const warnings = warningsOf(stack);
    expect(warnings).toEqual(says ? [expect.stringMatching(says[1])] : []);
    expect(warnings[0] ?? '').toContain(says ? `cdk-vendor-access:${says[0]}` : '');
  });

  const inOwnAccount = (resource: string) => ({ 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:${resource}` });
  const exempt = (arn: unknown) => ({ ...DENIAL, Condition: { ArnNotLike: { 'aws:PrincipalArn': arn } } });
  test.each<[string, object, string?]>([
    ['the user', { ...DENIAL, Principal: { AWS: inOwnAccount(BACKUP) } }, DENIED],
    ['another user', { ...DENIAL, Principal: { AWS: inOwnAccount('user/other') } }],
    ['the user of a named account', { ...DENIAL, Principal: { AWS: here(BACKUP) } }, DEPENDS],
    ['all but the user', exempt(inOwnAccount(BACKUP))],
    ['all but the user of a named account', exempt(here(BACKUP))],
    ['all but the users of a named account', exempt(here('user/*'))],
    ['all but the roles of a named account', exempt(here('role/*')), DENIED],
    ...['aws:PrincipalAccount', 'aws:ResourceAccount', 's3:ResourceAccount'].map((key): [string, object] => [
      `other accounts, by ${key}`,
      { ...DENIAL, Condition: { StringNotEquals: { [key]: ACCOUNT } } },
    ]),
  ])('in an app that does not know where it goes: %s', (_, override, ...[id]) => {
    const stack = newStack(null);
    make(stack, { name: '', override }, USER_AND_BUCKET);
    expect(warningsOf(stack)).toEqual(id ? [expect.stringContaining(`cdk-vendor-access:${id}]`)] : []);
  });

  const keyFor = (conditions: object) => (stack: Stack) => ({ encryptionKey: keyWith(stack, adminOnly, account(conditions)) });
  const WHERE = /depending on the region of the deployment, which env of the stack would say .*core.mayBeDenied/;
  test.each<[string, NonNullable<Case['props']>, RegExp[]]>([
    ['a boundary for some regions', bounded(allow(['*'], { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })), [WHERE]],
    ['a key through S3 in a region', keyFor({ StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }), [WHERE]],
    ['a key for callers of an account', keyFor({ StringEquals: { 'kms:CallerAccount': ACCOUNT } }), []],
  ])('in such an app, it depends on where the app goes: %s', (_, props, says) => {
    const stack = newStack(null);
    new LogzioArchiveBucket(stack, 'Archive', props(stack));
    const said = warningsOf(stack).filter((one) => !one.includes('core.keyOpen'));
    expect(said).toEqual(says.map((one) => expect.stringMatching(one)));
  });

  test('the same in nested stacks, whose names only the deployment knows', () => {
    const stack = newStack();
    for (const one of CASES) {
      make(new NestedStack(new NestedStack(stack, one.name), 'Inner'), one);
    }
    const said = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
    const expected = CASES.flatMap(({ name, says }) => (says ? [`/Stack/${name}/Inner/Archive ${says[0]}`] : []));
    expect(said.map(({ entry, id }) => `${id} ${/core\.\w+/.exec(String(entry.data))}`).sort()).toEqual(expected.sort());
  });

  /** In a nested stack, a denial with the value of a parameter. */
  const nested = (value: string, denial: (given: string) => Record<string, unknown>, type = 'String') => {
    return (stack: Stack) => {
      const inner = new NestedStack(stack, 'Nested', { parameters: { Given: value } });
      const given = new CfnParameter(inner, 'Given', { type });
      return policyWith(inner, denial(type === 'String' ? given.valueAsString : (given.valueAsList as never)));
    };
  };
  const policyWith = (scope: Stack, { Users = ['backup'], ...elements }: Record<string, unknown>) => {
    const PolicyDocument = { Statement: [{ Effect: 'Deny', Action: 's3:PutObject', Resource: '*', ...elements }] };
    new CfnResource(scope, 'Mine', { type: 'AWS::IAM::ManagedPolicy', properties: { PolicyDocument, Users } });
  };
  const passed = (value: string) => ({ Condition: { ArnNotEquals: { 'aws:PrincipalArn': value } } });
  const exported = (stack: Stack, value: string) => {
    new CfnOutput(new Stack(stack.node.root, 'Other', { env: { account: ACCOUNT, region: 'eu-west-1' } }), 'Name', {
      value,
      exportName: 'name',
    });
    return { 'Fn::ImportValue': 'name' };
  };
  const putOut = (stack: Stack, value: string) => {
    const inner = new NestedStack(stack, 'Nested');
    new CfnOutput(inner, 'Name', { value });
    return inner.nestedStackResource?.getAtt('Outputs.Name');
  };
  test.each<[string, (stack: Stack) => unknown, boolean]>([
    ['the name of the user', nested('backup', (given) => ({ Users: [given] })), true],
    ['another name', nested('other', (given) => ({ Users: [given] })), false],
    ['the name of the bucket', nested('logs-x', (given) => ({ Resource: `arn:aws:s3:::${given}/*` })), true],
    ['the name of another bucket', nested('other', (given) => ({ Resource: `arn:aws:s3:::${given}/*` })), false],
    ['the user as an exception', nested(`arn:aws:iam::${Aws.ACCOUNT_ID}:user/backup`, passed), false],
    ['another exception', nested(`arn:aws:iam::${ACCOUNT}:user/other`, passed), true],
    ['a list, which is one text', nested('other,backup', (given) => ({ Users: given }), 'CommaDelimitedList'), false],
    ['an export with the name of the user', (stack) => policyWith(stack, { Users: [exported(stack, 'backup')] }), true],
    ['an export with another name', (stack) => policyWith(stack, { Users: [exported(stack, 'other')] }), false],
    ['an output with the name of the user', (stack) => policyWith(stack, { Users: [putOut(stack, 'backup')] }), true],
  ])('what one template passes to another: %s', (_, add, isDenied) => {
    const stack = newStack();
    new LogzioArchiveBucket(stack, 'Archive', USER_AND_BUCKET);
    add(stack);
    expect(warningsOf(stack)).toEqual(isDenied ? [expect.stringMatching(/Mine', statement 1, denies .*core\.denied/)] : []);
  });

  const inMap = (...keys: unknown[]) => ({ 'Fn::FindInMap': ['Names', ...keys] });
  const HERE = { Ref: 'AWS::Region' };
  test.each<[string, Record<string, unknown>, boolean]>([
    ['the name of the user', { Users: [inMap('us-east-1', 'mine')] }, true],
    ['another name', { Users: [inMap('us-east-1', 'theirs')] }, false],
    ['the name in the region', { Users: [inMap(HERE, 'mine')] }, false],
    ['the same name for all keys', { Users: [inMap({ Ref: 'Stage' }, 'same')] }, true],
    ['a default', { Users: [inMap(HERE, 'none', { DefaultValue: 'backup' })] }, true],
    ['the bucket in a text', { Resource: { 'Fn::Join': ['', ['arn:aws:s3:::', inMap(HERE, 'bucket'), '/*']] } }, true],
    ['the user as an exception', { Condition: { StringNotEquals: { 'aws:username': inMap('us-east-1', 'mine') } } }, false],
    ['a list of exceptions', { Condition: { StringNotEquals: { 'aws:username': inMap(HERE, 'both') } } }, false],
    ['no such key', { Users: [inMap('us-east-1', 'bucket')] }, false],
  ])('what a mapping says: %s', (_, elements, isDenied) => {
    const stack = newStack();
    const same = { same: 'backup' };
    const mapping = {
      'us-east-1': { mine: 'backup', theirs: 'other', ...same },
      'eu-west-1': { mine: 'other', bucket: 'logs-x', ...same },
    };
    const names = new CfnMapping(stack, 'Names', { mapping });
    names.setValue('eu-west-1', 'both', ['other', 'backup']);
    new LogzioArchiveBucket(stack, 'Archive', USER_AND_BUCKET);
    policyWith(stack, elements);
    expect(warningsOf(stack)).toEqual(isDenied ? [expect.stringMatching(/Mine', statement 1, denies .*core\.denied/)] : []);
  });

  test('the policy of a bucket of your own, as an L1', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'B', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
    const denials = [deny({ Null: { 's3:x-amz-server-side-encryption': 'true' } }, ['s3:PutObject']), deny(PLAIN, ['s3:*'])];
    const Statement = denials.map((made) => made(bucket).toStatementJson());
    new CfnResource(stack, 'P', {
      type: 'AWS::S3::BucketPolicy',
      properties: { Bucket: bucket.bucketName, PolicyDocument: { Statement } },
    });
    new LogzioArchiveBucket(stack, 'Archive', { bucket });
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/bucket policy 'Stack\/P'.*core.mayBeDenied/)]);
  });

  test.each([
    ['the first', 0],
    ['the second', 1],
  ])('several policies of a bucket of your own, of which %s denies', (_, denying) => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'B', { bucketName: 'backups', objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
    for (const [index, name] of [bucket.bucketName, 'backups'].entries()) {
      const Statement = [deny(index === denying ? undefined : PLAIN)(bucket).toStatementJson()];
      new s3.CfnBucketPolicy(stack, `P${index}`, { bucket: name, policyDocument: { Statement } });
    }
    new LogzioArchiveBucket(stack, 'Archive', { bucket });
    expect(warningsOf(stack)).toEqual([expect.stringMatching(`bucket policy 'Stack/P${denying}', statement 1, denies s3:.*core.denied`)]);
  });

  test.each<[string, (stack: Stack, bucket: s3.Bucket) => s3.IBucket, BucketName?: string]>([
    ['by a reference', (s, bucket) => s3.Bucket.fromBucketName(s, 'I', bucket.bucketName)],
    ['by its ARN', (s, bucket) => s3.Bucket.fromBucketArn(s, 'I', bucket.bucketArn)],
    ['by the value of its name', (s) => s3.Bucket.fromBucketName(s, 'I', `acme-${ACCOUNT}`), `acme-${Aws.ACCOUNT_ID}`],
  ])('the policy of a bucket of the app that is imported %s', (_, imported, ...[bucketName]) => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'B', { bucketName, enforceSSL: true });
    bucket.addToResourcePolicy(deny(undefined, ['s3:PutObject'])(bucket));
    new LogzioArchiveBucket(stack, 'Archive', { bucket: imported(stack, bucket) });
    expect(warningsOf(stack)).toContainEqual(expect.stringMatching(/bucket policy 'Stack\/B\/Policy'.*core.denied/));
  });

  test.each([
    ['by the value of its name', `acme-${ACCOUNT}`, 'one policy for a bucket'],
    ['of another bucket', `acme-${ACCOUNT}-2`, ''],
  ])('a second policy %s', (_, bucket, says) => {
    const stack = newStack();
    new LogzioArchiveBucket(stack, 'Archive', { bucketName: `acme-${Aws.ACCOUNT_ID}` });
    new s3.CfnBucketPolicy(stack, 'Second', { bucket, policyDocument: { Statement: [] } });
    expect(says ? synthErrorOf(stack) : warningsOf(stack).join()).toContain(says);
  });

  test('the policy of a further bucket', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'More', { enforceSSL: true, versioned: true });
    bucket.addToResourcePolicy(deny({ Null: { 's3:x-amz-server-side-encryption': 'true' } }, ['s3:PutObject'])(bucket));
    new CloudBerryBackupUser(stack, 'Backup', { protection: CloudBerryProtection.recoverableDeletes() }).addBucket(bucket);
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/bucket policy 'Stack\/More\/Policy'.*core.mayBeDenied/)]);
  });
});

describe('whom and where it stops', () => {
  const sessions = `arn:aws:sts::${ACCOUNT}:federated-user/`;
  const provider = (stack: Stack, conditions: (user: string) => object, actions?: string[]) => {
    const { bucket, user } = new CloudBerryManagedBackup(stack, 'Provider', { protection: CloudBerryProtection.recoverableDeletes() });
    bucket.addToResourcePolicy(deny(conditions(user?.userArn ?? ''), actions)(bucket));
  };
  const restoring = (stack: Stack, region: string) =>
    new CloudBerryEc2Restore(stack, 'Restore', {
      region: 'us-east-1',
      bucket: s3.Bucket.fromBucketAttributes(stack, 'B', { bucketName: 'b-x', region: 'us-east-1' }),
      importRole: VmImportRole.existing(),
      ...bounded(allow(['*'], { StringEquals: { 'aws:RequestedRegion': region } }))(stack),
    } as never);
  const VMIMPORT = `arn:aws:iam::${ACCOUNT}:role/vmimport`;
  /** The policy of the bucket exempts the user of the restore, and others. */
  const importing = (importRole: VmImportRole, others: string[], actions?: string[]) => (stack: Stack) => {
    const bucket = new s3.Bucket(stack, 'B', { enforceSSL: true });
    const { user } = new CloudBerryEc2Restore(stack, 'Restore', { bucket, importRole });
    bucket.addToResourcePolicy(deny({ ArnNotEquals: { 'aws:PrincipalArn': [user?.userArn, ...others] } }, actions)(bucket));
  };
  const importedBy = (conditions: object) => (stack: Stack) => {
    const bucket = new s3.Bucket(stack, 'B', { enforceSSL: true });
    new CloudBerryEc2Restore(stack, 'Restore', { bucket, importRole: VmImportRole.existing() });
    bucket.addToResourcePolicy(deny(conditions)(bucket));
  };
  const importingWithKey = (stack: Stack) => {
    const encryptionKey = keyWith(stack, adminOnly);
    const bucket = new s3.Bucket(stack, 'B', { enforceSSL: true, encryptionKey });
    const { user } = new CloudBerryEc2Restore(stack, 'Restore', { bucket, importRole: VmImportRole.create() });
    encryptionKey.grantEncryptDecrypt(user as iam.User);
    encryptionKey.addToResourcePolicy(new iam.PolicyStatement({ actions: ['kms:*'], principals: [user as iam.User], resources: ['*'] }));
  };
  const searched = (conditions: object) => (stack: Stack) => {
    const { bucket } = new LogzioArchiveBucket(stack, 'Archive', { powerSearch: true });
    bucket.addToResourcePolicy(deny(conditions)(bucket));
  };
  const ORGANIZATION = { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' };
  const rolesPolicies = (stack: Stack, ...policies: iam.PolicyStatement[][]) => {
    const inlinePolicies = Object.fromEntries(policies.map((statements, at) => [`p${at}`, new iam.PolicyDocument({ statements })]));
    const role = new iam.Role(stack, 'R', { assumedBy: new iam.AccountRootPrincipal(), inlinePolicies });
    new LogzioArchiveBucket(stack, 'Archive', { access: VendorAccess.existingRole(role) });
  };
  const inline = (effect: iam.Effect, conditions?: object) =>
    new iam.PolicyStatement({ effect, actions: ['s3:Put*'], resources: ['*'], conditions: conditions as never });
  const perimeter = (operator: string) => inline(iam.Effect.DENY, { [operator]: { 'aws:ResourceAccount': CALLERS_ACCOUNT } });

  test.each<[string, (stack: Stack) => unknown, RegExp[]]>([
    [
      'sessions that the user issues',
      (stack) => provider(stack, (user) => ({ ArnNotEquals: { 'aws:PrincipalArn': user } })),
      [
        /denies [^(]*s3:PutObject[^(]* to the sessions that the user issues .*principal and for its sessions \(arn:aws:sts::\d+:federated-user\/\*\)/,
      ],
    ],
    [
      'a user and its sessions',
      (stack) => provider(stack, () => ({ ArnNotEquals: { 'aws:PrincipalArn': ADMIN } })),
      [/denies [^(]*s3:PutObject[^(]* \(ArnNotEquals .*principal and for its sessions/],
    ],
    ['neither', (stack) => provider(stack, (user) => ({ ArnNotLike: { 'aws:PrincipalArn': [user, `${sessions}*`] } })), []],
    [
      'what no session does',
      (stack) => provider(stack, (user) => ({ ArnNotEquals: { 'aws:PrincipalArn': user } }), ['s3:GetBucketPolicy']),
      [],
    ],
    ['temporary credentials', (stack) => provider(stack, () => ({ Null: { 'aws:TokenIssueTime': 'false' } })), [/to the sessions/]],
    ['callers without a name', (stack) => provider(stack, () => ({ Null: { 'aws:username': 'true' } })), [/to the sessions/]],
    ['the region of the restore', (stack) => restoring(stack, 'us-east-1'), []],
    ['the region of the stack', (stack) => restoring(stack, 'eu-west-1'), [/does not allow .*ec2:RunInstances/]],
    [
      'a new service role',
      importing(VmImportRole.create(), []),
      [/denies s3:GetBucketLocation, s3:ListBucket, s3:GetObject .*exception for the service role 'vmimport'/],
    ],
    ['a new service role, too', importing(VmImportRole.create(), [VMIMPORT]), []],
    ['the existing service role', importing(VmImportRole.existing(), []), [/denies .*exception for the service role 'vmimport'/]],
    ['the existing service role, too', importing(VmImportRole.existing(), [VMIMPORT]), []],
    ['credentials of instances', importedBy({ NumericLessThan: { 'ec2:RoleDelivery': '2.0' } }), []],
    ['credentials of functions', importedBy({ Null: { 'lambda:SourceFunctionArn': 'false' } }), []],
    [
      'credentials of roles',
      importedBy({ StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }),
      [/exception for the service role 'vmimport'/],
    ],
    ['what no service role does', importing(VmImportRole.existing(), [], ['s3:PutObject']), []],
    ['a key for the user', importingWithKey, [/does not allow kms:Decrypt.*name the service role 'vmimport' in the key policy/]],
    [
      'power search, by organization',
      searched({ StringNotEquals: ORGANIZATION }),
      [/denies s3:ListBucket, s3:GetObject .*search-archive-restore-user/],
    ],
    ['power search, by account', searched({ StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } }), [/search-archive-restore-user/]],
    ['power search, but for its account', searched({ StringNotEquals: { ...ORGANIZATION, 'aws:PrincipalAccount': '406095609952' } }), []],
    ['resources of other accounts', (stack) => rolesPolicies(stack, [perimeter('StringNotEquals')]), []],
    ['resources of the account', (stack) => rolesPolicies(stack, [perimeter('StringEquals')]), [/'Stack\/R \(p0\)', statement 1, denies/]],
    [
      'the second of two inline policies',
      (stack) => rolesPolicies(stack, [allow(['ec2:*']), allow(['sqs:*'])], [inline(iam.Effect.DENY)]),
      [/'Stack\/R \(p1\)', statement 1, denies s3:PutObject/],
    ],
  ])('%s', (_, make, says) => {
    const stack = newStack();
    make(stack);
    const said = warningsOf(stack).filter((warning) => /core\.(denied|mayBeDenied)/.test(warning));
    expect(said).toEqual(says.map((one) => expect.stringMatching(one)));
  });

  test.each<[string, unknown, boolean]>([
    ['a bucket key that is decided later', [IF({ BucketKeyEnabled: true }, NO_VALUE)], false],
    ['rules that are decided later', IF([{ BucketKeyEnabled: true }], NO_VALUE), false],
    ['no bucket key', NO_VALUE, true],
  ])('%s', (_, rules, isDenied) => {
    const stack = newStack();
    const encryptionKey = keyWith(stack, adminOnly, ofBucket);
    const objectOwnership = s3.ObjectOwnership.BUCKET_OWNER_PREFERRED;
    const bucket = new s3.Bucket(stack, 'B', { enforceSSL: true, bucketName: 'b-x', encryptionKey, objectOwnership });
    (bucket.node.defaultChild as CfnResource).addPropertyOverride('BucketEncryption.ServerSideEncryptionConfiguration', rules);
    new LogzioArchiveBucket(stack, 'Archive', { bucket });
    expect(warningsOf(stack).some((warning) => /core.denied/.test(warning))).toBe(isDenied);
  });
  const ofBucket = account({ StringEquals: { 'kms:EncryptionContext:aws:s3:arn': `arn:${Aws.PARTITION}:s3:::b-x` } });
});

describe('what several constructs give to one principal', () => {
  const PREFIX = { bucketName: 'b-x', protection: CloudBerryProtection.recoverableDeletes(), prefix: 'office/pc-1' };
  const restore = (stack: Stack, bucket: s3.IBucket, access: UserAccess) =>
    new CloudBerryEc2Restore(stack, 'Restore', { access, bucket, importRole: VmImportRole.existing() });

  test.each<[string, CloudBerryBackupUserProps, (stack: Stack, first: CloudBerryBackupUser) => unknown, RegExp?]>([
    [
      'a restore from the whole bucket',
      PREFIX,
      (s, first) => restore(s, first.bucket, VendorAccess.sameUserAs(first)),
      /'Stack\/Restore\/Policy'.*keys below 'office\/pc-1\/' only/,
    ],
    [
      'a grant on the whole bucket',
      PREFIX,
      (_, first) => CloudBerryBucketGrants.fromBucket(first.bucket).backup(first.user as iam.User),
      /'Stack\/First\/User\/DefaultPolicy'.*keys below/,
    ],
    ['a restore from another bucket', PREFIX, (s, first) => restore(s, new s3.Bucket(s, 'B'), VendorAccess.sameUserAs(first))],
    [
      'a grant beside a policy that is not known',
      PREFIX,
      (_, { bucket, user }) => {
        user?.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore'));
        CloudBerryBucketGrants.fromBucket(bucket).backup(user as iam.User);
      },
      /'Stack\/First\/User\/DefaultPolicy'.*keys below/,
    ],
    ['a restore by another user', PREFIX, (s, first) => restore(s, first.bucket, VendorAccess.iamUser())],
    [
      'a prefix below',
      PREFIX,
      (_, first) =>
        CloudBerryBucketGrants.fromBucket(first.bucket).backup(first.user as iam.User, {
          protection: PREFIX.protection,
          prefix: 'office/pc-1/c',
        }),
    ],
    ...['office/pc-2', 'office'].map(
      (prefix): [string, CloudBerryBackupUserProps, (stack: Stack, first: CloudBerryBackupUser) => unknown, RegExp] => [
        `a second prefix, ${prefix}`,
        PREFIX,
        (s, first) =>
          new CloudBerryBackupUser(s, 'Second', {
            protection: PREFIX.protection,
            prefix,
            bucket: first.bucket,
            access: VendorAccess.sameUserAs(first),
          }),
        /'Stack\/Second\/Policy'.*only what 'Stack\/First' allows \(keys below 'office\/pc-1\/' only\)/,
      ],
    ),
    [
      'a grant of the app on the keys of others',
      PREFIX,
      (_, { bucket, user }) => bucket.grantRead(user as iam.User, 'office/pc-*'),
      /'Stack\/First\/User\/DefaultPolicy'.*keys below 'office\/pc-1\/' only/,
    ],
    [
      'a grant of the app above a prefix with the region in it',
      { ...PREFIX, prefix: `office/${Aws.REGION}` },
      (_, { bucket, user }) => bucket.grantRead(user as iam.User, 'office/*'),
      /keys below 'office\/…\/' only/,
    ],
    ['a grant of the app below the prefix', PREFIX, (_, { bucket, user }) => bucket.grantRead(user as iam.User, 'office/pc-1/logs/*')],
    ['no prefix promised', { protection: PREFIX.protection }, (s, first) => restore(s, first.bucket, VendorAccess.sameUserAs(first))],
    [
      'old versions deleted after all',
      { bucketName: 'b-x', protection: PREFIX.protection },
      (_, first) => CloudBerryBucketGrants.fromBucket(first.bucket).backup(first.user as iam.User),
      /s3:DeleteObjectVersion, which policy .* allows in addition.*no s3:DeleteObjectVersion/,
    ],
  ])('%s', (_, props, make, ...[says]) => {
    const stack = newStack();
    make(stack, new CloudBerryBackupUser(stack, 'First', props));
    const said = warningsOf(stack).filter((warning) => /what 'Stack\/First' allows.*limitWidened/.test(warning));
    expect(said).toEqual(says ? [expect.stringMatching(says)] : []);
  });

  test.each(['office/pc-1', 'office/pc-2'])('a grant below %s to an imported user', (prefix) => {
    const stack = newStack();
    const user = iam.User.fromUserName(stack, 'Imported', 'agent');
    const { bucket } = new CloudBerryBackupUser(stack, 'First', { ...PREFIX, access: VendorAccess.existingUser(user) });
    CloudBerryBucketGrants.fromBucket(bucket).backup(user, { protection: PREFIX.protection, prefix });
    const said = warningsOf(stack).filter((warning) => /which policy .*'Stack\/Imported\/Policy'.*core.limitWidened/.test(warning));
    expect(said).toHaveLength(prefix === PREFIX.prefix ? 0 : 1);
  });
});

describe('what a construct withholds, and the app gives', () => {
  const ALLOWED = { actions: ['s3:Delete*'], resources: ['*'] };
  const PROTECTED = { protection: CloudBerryProtection.recoverableDeletes() };
  const statement = (props: object = {}) => new iam.PolicyStatement({ ...ALLOWED, ...props });

  test.each<[string, (stack: Stack, made: CloudBerryBackupUser) => unknown]>([
    ['an inline policy', (_, { user }) => user?.addToPrincipalPolicy(statement())],
    [
      'an inline policy beside one that is not known',
      (_, { user }) => {
        user?.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore'));
        user?.addToPrincipalPolicy(statement());
      },
    ],
    ['a policy made elsewhere', (s, { user }) => new iam.ManagedPolicy(s, 'P', { statements: [statement()], users: [user as iam.User] })],
    ['the policy of the construct', (_, made) => (made.node.findChild('Policy') as iam.ManagedPolicy).addStatements(statement())],
    ['the policy of the bucket', (_, made) => made.bucket.addToResourcePolicy(statement({ principals: [made.user as iam.User] }))],
    [
      'the policy of the bucket, perhaps',
      (s, { bucket, user }) => {
        const one = later({ Effect: 'Allow', Principal: { AWS: s.resolve(user?.userArn) }, Action: 's3:Delete*', Resource: '*' });
        (bucket.policy?.node.defaultChild as CfnResource).addPropertyOverride('PolicyDocument.Statement.9', one);
      },
    ],
  ])('%s: an error', (_, give) => {
    const stack = newStack();
    give(stack, new CloudBerryBackupUser(stack, 'Backup', PROTECTED));
    expect(synthErrorOf(stack)).toMatch(/got s3:DeleteObjectVersion, allowed to 'Stack\/Backup\/User' by policy .*without this protection/);
  });

  test.each<[string, (stack: Stack, made: CloudBerryBackupUser) => unknown]>([
    ['a grant that leaves versions alone', (_, { user }) => user?.addToPrincipalPolicy(statement({ actions: ['s3:DeleteObject'] }))],
    ['another bucket', (_, { user }) => user?.addToPrincipalPolicy(statement({ resources: ['arn:aws:s3:::other/*'] }))],
    [
      'a grant of the library beside one of the app',
      (_, { bucket, user }) => {
        CloudBerryBucketGrants.fromBucket(bucket).backup(user as iam.User, { permissions: CloudBerryPermissions.KB1034 });
        user?.addToPrincipalPolicy(statement({ actions: ['s3:ListAllMyBuckets'] }));
      },
    ],
  ])('%s: no error', (_, give) => {
    const stack = newStack();
    give(stack, new CloudBerryBackupUser(stack, 'Backup', PROTECTED));
    expect(warningsOf(stack).join()).toMatch(/core\./);
  });

  const locked = (options: CloudBerryObjectLockOptions, more = {}) => ({ protection: CloudBerryProtection.objectLock(options), ...more });
  const cloudberry = (props: CloudBerryBackupUserProps) => (stack: Stack) => new CloudBerryBackupUser(stack, 'Backup', props);
  const m365 = (props: VeeamM365RepositoryProps) => (stack: Stack) =>
    new VeeamM365Repository(stack, 'Backup', { immutability: true, ...props });
  const vbr = (props: VeeamBackupRepositoryProps) => (stack: Stack) =>
    new VeeamBackupRepository(stack, 'Backup', { immutability: true, ...props });
  const [days, lockMode] = [Duration.days(30), s3.ObjectLockMode.COMPLIANCE];
  const [BYPASS, POLICY] = ['s3:BypassGovernanceRetention', 's3:PutBucketPolicy'];
  const SETTINGS = 's3:PutBucketObjectLockConfiguration';

  test.each<[string, (stack: Stack) => { user?: iam.IUser }, string, boolean]>([
    ['a lock in governance mode', cloudberry(locked({ defaultRetention: days })), BYPASS, true],
    ['the policy of a bucket that is locked in governance mode', cloudberry(locked({ defaultRetention: days })), POLICY, true],
    ['a lock in compliance mode, which nobody lifts', cloudberry(locked({ defaultRetention: days, mode: lockMode })), BYPASS, false],
    ['its default, which the next objects lose', cloudberry(locked({ defaultRetention: days, mode: lockMode })), SETTINGS, true],
    ['a default that the agent manages', cloudberry(locked({ defaultRetention: days }, { lockManagedByAgent: true })), SETTINGS, false],
    ['a default that there is not', cloudberry(locked({ gfs: true })), SETTINGS, false],
    ['the limit of a retention', cloudberry(locked({ gfs: true, maximumRetention: days })), 's3:DeleteBucketPolicy', true],
    ['a retention without a limit', cloudberry(locked({ gfs: true })), 's3:DeleteBucketPolicy', false],
    ['the way to give itself the rest', cloudberry(PROTECTED), POLICY, true],
    ['versions from now on', cloudberry(PROTECTED), 's3:PutBucketVersioning', true],
    ['what is not protected', cloudberry({ protection: CloudBerryProtection.asDocumented() }), POLICY, false],
    ['a lock of Veeam, whose mode is not said', m365({}), BYPASS, true],
    ['a lock of Veeam in compliance mode', m365({ lockMode }), BYPASS, false],
    ['its limit', m365({ lockMode }), POLICY, true],
    ['a repository that locks nothing', m365({ immutability: false }), BYPASS, false],
    ['a lock of Veeam Backup & Replication', vbr({}), POLICY, false],
    ['its limit', vbr({ maximumRetention: days }), POLICY, true],
  ])('%s', (_, make, action, isWrong) => {
    const stack = newStack();
    const { user } = make(stack);
    user?.addToPrincipalPolicy(statement({ actions: [action] }));
    isWrong
      ? expect(synthErrorOf(stack)).toContain(`got ${action}, allowed to 'Stack/Backup/User'`)
      : expect(warningsOf(stack).join()).toContain('core.principalExtended');
  });

  test.each<[string, string | undefined, object, boolean]>([
    ['the keys of another customer', 'b', { resources: ['arn:aws:s3:::backups/b/*'] }, true],
    ['the whole bucket, with another customer in it', 'b', { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::*/*'] }, true],
    ['keys of nobody', 'b', { resources: ['arn:aws:s3:::backups/c/*'] }, false],
    ['the list of keys', 'b', { actions: ['s3:ListBucket'] }, false],
    ['the whole bucket, with nobody else in it', undefined, {}, false],
    ['the keys of one who has the whole bucket', '', {}, false],
  ])('%s: an error if it belongs to another construct', (_, other, given, isWrong) => {
    const stack = newStack();
    const props = { protection: CloudBerryProtection.asDocumented() };
    const one = new CloudBerryBackupUser(stack, 'One', { ...props, bucketName: 'backups', prefix: 'a' });
    if (other !== undefined) {
      new CloudBerryBackupUser(stack, 'Two', { ...props, bucket: one.bucket, prefix: other || undefined });
    }
    one.user?.addToPrincipalPolicy(statement(given));
    isWrong
      ? expect(synthErrorOf(stack)).toMatch(/got s3:\w+ below 'b\/', which belongs to another construct.*allowed to 'Stack\/One\/User'/)
      : expect(warningsOf(stack).join()).toContain('core.principalExtended');
  });

  test('a user of your own may have more', () => {
    const stack = newStack();
    const user = new iam.User(stack, 'Mine');
    user.addToPolicy(statement());
    new CloudBerryBackupUser(stack, 'Backup', { ...PROTECTED, access: VendorAccess.existingUser(user) });
    expect(warningsOf(stack).join()).toContain('core.limitWidened');
  });
});

test.each([
  ['user', (stack: Stack) => VendorAccess.existingUser(iam.User.fromUserName(stack, 'U', 'logzio'))],
  ['role', (stack: Stack) => VendorAccess.existingRole(iam.Role.fromRoleName(stack, 'R', 'logzio'))],
])('an imported %s is said to be known in part only', (_, access) => {
  const stack = newStack();
  new LogzioArchiveBucket(stack, 'Archive', { access: access(stack) });
  expect(warningsOf(stack)).toEqual([expect.stringMatching(/imported.*core.principalUnchecked/)]);
});
