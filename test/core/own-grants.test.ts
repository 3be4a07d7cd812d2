import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { cloudberry, logzio, VendorAccess, veeam } from '../../src';
import { restore } from '../cloudberry/cases';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { ACCOUNT, newStack, warningsOf } from '../util';

type Principal = iam.IGrantable & Construct;
const byRole = { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) };
const archive = (stack: Stack, props?: logzio.LogzioArchiveBucketProps) => new logzio.LogzioArchiveBucket(stack, 'Archive', props);

const MADE: [string, (stack: Stack) => Principal][] = [
  ['user', (stack) => archive(stack).user as iam.User],
  ['group', (stack) => archive(stack).node.findChild('Group') as iam.Group],
  ['role', (stack) => archive(stack, byRole).role as iam.Role],
  ['service role', (stack) => restore(stack, { importRole: cloudberry.VmImportRole.create() }).importRole as iam.Role],
];

const VERBS: [string, (bucket: s3.IBucket, principal: Principal) => iam.Grant][] = [
  ['archive', (bucket, principal) => logzio.LogzioBucketGrants.fromBucket(bucket).archive(principal)],
  ['restore', (bucket, principal) => logzio.LogzioBucketGrants.fromBucket(bucket).restore(principal)],
  ['vmImport', (bucket, principal) => cloudberry.CloudBerryBucketGrants.fromBucket(bucket).vmImport(principal as iam.Role)],
  [
    'backup',
    (bucket, principal) =>
      cloudberry.CloudBerryBucketGrants.fromBucket(bucket).backup(principal, { permissions: cloudberry.CloudBerryPermissions.KB1034 }),
  ],
  ['m365Repository', (bucket, principal) => veeam.VeeamBucketGrants.fromBucket(bucket).m365Repository(principal, { leastActions: true })],
];

describe.each([{}, { '@aws-cdk/aws-iam:minimizePolicies': true }])('with the flags %j', (postCliContext) => {
  describe.each(MADE)('a %s that the library made', (kind, make) => {
    const verbs = VERBS.filter(([verb]) => verb !== 'vmImport' || kind.endsWith('role'));
    test.each(verbs)('may be given %s by the library without a warning, and nothing else', (__, grant) => {
      const stack = newStack(undefined, { postCliContext });
      const principal = make(stack);
      const bucket = new s3.Bucket(stack, 'Another');
      grant(bucket, principal);
      expect(warningsOf(stack)).toEqual([]);
      bucket.grantDelete(principal);
      expect(warningsOf(stack)).toEqual([expect.stringMatching(/s3:DeleteObject.*\[ack: cdk-vendor-access:core.principalExtended]/)]);
    });
  });
});

describe('what in the app stops those who get a grant', () => {
  const [ROOT, ANY] = [new iam.AccountRootPrincipal(), [new iam.AnyPrincipal()]];
  const denial = (props: iam.PolicyStatementProps = {}) =>
    new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:*'], resources: ['*'], ...props });
  const but = (arn: string) => denial({ principals: ANY, conditions: { ArnNotEquals: { 'aws:PrincipalArn': arn } } });
  const role = (s: Stack) => new iam.Role(s, 'R', { assumedBy: ROOT });
  const withoutMfa = (props: iam.PolicyStatementProps = {}) =>
    denial({ conditions: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, ...props });
  const denied = <T extends { addToPolicy(one: iam.PolicyStatement): unknown }>(principal: T, statement = denial()): T => {
    principal.addToPolicy(statement);
    return principal;
  };
  const granted = (s: Stack, grantee: iam.IGrantable, props?: s3.BucketProps) => {
    const bucket = new s3.Bucket(s, 'B', { versioned: true, ...props });
    veeam.VeeamBucketGrants.fromBucket(bucket).m365Repository(grantee, { leastActions: true });
    return bucket;
  };
  const keyFor = (s: Stack, principal: iam.IPrincipal) => {
    const statement = new iam.PolicyStatement({ actions: ['kms:*'], resources: ['*'], principals: [principal] });
    return new kms.Key(s, 'K', { removalPolicy: RemovalPolicy.RETAIN, policy: new iam.PolicyDocument({ statements: [statement] }) });
  };
  const ADMIN = `arn:aws:iam::${ACCOUNT}:role/admin`;
  const code = { runtime: lambda.Runtime.NODEJS_22_X, handler: 'x', code: lambda.Code.fromInline('x') };

  test.each<[string, (s: Stack) => unknown, RegExp?]>([
    [
      'a policy of the role',
      (s) => archive(s).grantRestore(denied(role(s))),
      /'Stack\/R\/DefaultPolicy'.*denies .*s3:GetObject.*exception for 'Stack\/R'/,
    ],
    ['nothing', (s) => archive(s).grantRestore(role(s))],
    [
      'two grants to one role',
      (s) => {
        const auditor = denied(role(s));
        archive(s).grantRestore(auditor);
        granted(s, auditor);
      },
      /denies .*s3:GetBucketLocation.*s3:AbortMultipartUpload/,
    ],
    [
      'a boundary',
      (s) => granted(s, new iam.User(s, 'U', { permissionsBoundary: new iam.ManagedPolicy(s, 'M', { statements: [denial()] }) })),
      /permissions boundary 'Stack\/M', statement 1, denies/,
    ],
    [
      'the policy of the bucket',
      (s) => granted(s, role(s)).addToResourcePolicy(but(ADMIN)),
      /bucket policy 'Stack\/B\/Policy'.*PrincipalArn/,
    ],
    [
      'an exception for it',
      (s) => {
        const mine = role(s);
        granted(s, mine).addToResourcePolicy(but(mine.roleArn));
      },
    ],
    [
      'the policy of the key',
      (s) =>
        cloudberry.CloudBerryBucketGrants.fromBucket(
          new s3.Bucket(s, 'B', { encryptionKey: keyFor(s, new iam.ArnPrincipal(ADMIN)) }),
        ).vmImport(role(s)),
      /key policy 'Stack\/K' does not allow kms:Decrypt.*name 'Stack\/R'/,
    ],
    ['a key for the account', (s) => granted(s, role(s), { encryptionKey: keyFor(s, ROOT) })],
    [
      'a policy of the group',
      (s) => granted(s, denied(new iam.Group(s, 'G'))),
      /'Stack\/G\/DefaultPolicy'.*exception for those who have 'Stack\/G'/,
    ],
    ['a guard of the group for MFA', (s) => granted(s, denied(new iam.Group(s, 'G'), withoutMfa()))],
    ['a guard of the user for MFA', (s) => granted(s, denied(new iam.User(s, 'U'), withoutMfa()))],
    ['a guard of the bucket for MFA', (s) => granted(s, new iam.User(s, 'U')).addToResourcePolicy(withoutMfa({ principals: ANY }))],
    [
      'a guard of the bucket for MFA, of the key of a product',
      (s) => granted(s, archive(s).user as iam.User).addToResourcePolicy(withoutMfa({ principals: ANY })),
      /aws:MultiFactorAuthPresent/,
    ],
    [
      'a guard for MFA of the last hour',
      (s) => {
        const conditions = { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } };
        granted(s, role(s)).addToResourcePolicy(denial({ principals: ANY, conditions }));
      },
    ],
    [
      'a guard for MFA beside a denial of users',
      (s) =>
        granted(s, denied(new iam.User(s, 'U'), withoutMfa())).addToResourcePolicy(
          denial({ principals: ANY, conditions: { StringEquals: { 'aws:PrincipalType': 'User' } } }),
        ),
      /bucket policy 'Stack\/B\/Policy'.*aws:PrincipalType/,
    ],
    [
      'a policy of a user in the group',
      (s) => {
        const group = new iam.Group(s, 'G');
        denied(new iam.User(s, 'U')).addToGroup(group);
        granted(s, group);
      },
      /'Stack\/U\/DefaultPolicy'/,
    ],
    [
      'a policy of who has the managed policy',
      (s) => granted(s, new iam.ManagedPolicy(s, 'M', { users: [denied(new iam.User(s, 'U'))] })),
      /'Stack\/U\/DefaultPolicy'/,
    ],
    [
      'a policy of who names the managed policy',
      (s) => {
        const managed = new iam.ManagedPolicy(s, 'M');
        denied(role(s)).addManagedPolicy(managed);
        granted(s, managed);
      },
      /'Stack\/R\/DefaultPolicy'/,
    ],
    [
      'a policy of a function',
      (s) => {
        const reader = new lambda.Function(s, 'F', code);
        archive(s).grantRestore(reader);
        reader.addToRolePolicy(denial());
      },
      /'Stack\/F\/ServiceRole\/DefaultPolicy'/,
    ],
    [
      'what is attached to an import',
      (s) => {
        const group = iam.Group.fromGroupName(s, 'G', 'corp');
        granted(s, group);
        group.addToPrincipalPolicy(denial());
      },
      /'Stack\/G\/DefaultPolicy'/,
    ],
    [
      'what another construct has bound to a network',
      (s) => granted(s, archive(s, { access: VendorAccess.iamUser({ onlyFrom: { addresses: ['203.0.113.7/32'] } }) }).user as iam.IUser),
    ],
    ['a trust for everyone', (s) => granted(s, new iam.Role(s, 'R', { assumedBy: ANY[0] })), /got everyone allowed .*core.trustExtended/],
  ])('%s', (_, make, ...[says]) => {
    const stack = newStack();
    make(stack);
    const said = warningsOf(stack).filter((text) => /core\.(denied|mayBeDenied|trustExtended)/.test(text));
    expect(said).toEqual(says ? [expect.stringMatching(says)] : []);
  });

  test('the existing service role, which the app attaches a policy to', () => {
    const stack = newStack();
    restore(stack);
    const statements = [denial({ actions: ['s3:GetObject'] })];
    new iam.Policy(stack, 'P', { statements, roles: [iam.Role.fromRoleName(stack, 'V', 'vmimport')] });
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/policy 'Stack\/P'.*denies s3:GetObject.*exception for the service role 'vmimport'/),
    ]);
  });
});
