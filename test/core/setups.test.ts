import { Aspects, CfnResource, Duration, RemovalPolicies, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { SnsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { VendorAccess } from '../../src';
import { CloudBerryEc2Restore, VmImportRole } from '../../src/cloudberry';
import { LogzioArchiveBucket, type LogzioArchiveBucketProps } from '../../src/logzio';
import { VeeamM365Repository } from '../../src/veeam';
import { ACCOUNT, newStack } from '../util';

// What organisations have around their buckets and principals. Each setup as it is right, about which nothing is said, and with the mistake that
// people make in it, which is said.

const [OTHER, ORG, VPCE] = ['999999999999', 'o-a1b2c3d4e5', 'vpce-1a2b3c4d'];
const BACKUP_ROLE = `arn:aws:iam::${ACCOUNT}:role/service-role/AWSBackupDefaultServiceRole`;
type Conditions = Record<string, Record<string, unknown>>;

const archive = (scope: Stack, props?: LogzioArchiveBucketProps, id = 'Archive') => new LogzioArchiveBucket(scope, id, props);
const mine = (stack: Stack, props?: s3.BucketProps) =>
  new s3.Bucket(stack, 'Mine', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED, enforceSSL: true, ...props });
const onMine = (stack: Stack, props?: s3.BucketProps) => archive(stack, { bucket: mine(stack, props) });
const l1 = <T extends CfnResource = s3.CfnBucket>(construct: IConstruct) => construct.node.defaultChild as T;
const statement = (bucket: s3.IBucket, props: iam.PolicyStatementProps) =>
  new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], resources: [bucket.bucketArn, bucket.arnForObjects('*')], ...props });

/** Denies everyone on a bucket of the app. */
function denied(stack: Stack, conditions: Conditions | undefined, actions = ['s3:*']): LogzioArchiveBucket {
  const made = onMine(stack);
  made.bucket.addToResourcePolicy(statement(made.bucket, { effect: iam.Effect.DENY, actions, conditions }));
  return made;
}

/** Allows somebody on the bucket of the construct. */
function allowed(stack: Stack, principal: iam.IPrincipal, conditions?: Conditions, actions = ['s3:GetObject']): void {
  const { bucket } = archive(stack);
  bucket.addToResourcePolicy(statement(bucket, { principals: [principal], actions, conditions }));
}

const can = (props: iam.PolicyStatementProps) => new iam.PolicyStatement({ resources: ['*'], ...props });
const cannot = (props: iam.PolicyStatementProps) => can({ effect: iam.Effect.DENY, ...props });
const boundary = (stack: Stack, ...statements: iam.PolicyStatement[]) => new iam.ManagedPolicy(stack, 'Boundary', { statements });
const bounded = (stack: Stack, ...statements: iam.PolicyStatement[]) =>
  archive(stack, { access: VendorAccess.iamUser({ permissionsBoundary: boundary(stack, ...statements) }) });

const admins = new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/admin`);
const keyStatement = (principal: iam.IPrincipal, conditions?: Conditions) =>
  new iam.PolicyStatement({ principals: [principal], actions: ['kms:*'], resources: ['*'], conditions });
const key = (stack: Stack, ...statements: iam.PolicyStatement[]) =>
  new kms.Key(stack, 'Key', statements.length > 0 ? { policy: new iam.PolicyDocument({ statements }) } : {});
const keyed = (stack: Stack, ...statements: iam.PolicyStatement[]) =>
  archive(stack, { encryptionKey: key(stack, keyStatement(admins), ...statements) });
const root = new iam.AccountRootPrincipal();

const everyOf = (scope: IConstruct, type: string, change: (one: CfnResource) => void) =>
  Aspects.of(scope).add({ visit: (node) => CfnResource.isCfnResource(node) && node.cfnResourceType === type && change(node) });
const service = (name: string) => new iam.ServicePrincipal(name);
const another = (stack: Stack, region = 'eu-west-1', account = ACCOUNT) =>
  new Stack(stack.node.root, 'Another', { env: { account, region }, crossRegionReferences: true });

type Setup = [name: string, make: (stack: Stack, wrong: boolean) => unknown, says: RegExp];

const BUCKET_POLICIES: Setup[] = [
  [
    'TLS only',
    (s, wrong) => denied(s, wrong ? { NumericLessThan: { 's3:TlsVersion': 1.3 } } : { Bool: { 'aws:SecureTransport': 'false' } }),
    /core.mayBeDenied/,
  ],
  [
    'the organisation only',
    (s, wrong) =>
      denied(s, {
        [wrong ? 'StringEquals' : 'StringNotEquals']: { 'aws:PrincipalOrgID': ORG },
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
      }),
    /core.denied/,
  ],
  [
    'the organisation only, of those who have one',
    (s, wrong) =>
      denied(s, { ...(wrong ? {} : { StringNotEquals: { 'aws:PrincipalOrgID': ORG } }), Null: { 'aws:PrincipalOrgID': 'false' } }),
    /core.denied/,
  ],
  [
    'the organisation only, and a partner who reads',
    (s, wrong) => {
      const [org, partner] = [ORG, 'o-partner'].map((one) => ({ 'aws:PrincipalOrgID': one }));
      const { bucket } = denied(s, { StringNotEquals: org }, ['s3:PutObject']);
      const all = { actions: ['s3:GetObject'], resources: [bucket.arnForObjects(wrong ? '*' : 'shared/*')] };
      const others = { effect: iam.Effect.DENY, conditions: { StringNotEquals: partner } };
      bucket.addToResourcePolicy(statement(bucket, { ...all, ...(wrong ? others : { conditions: { StringEquals: partner } }) }));
    },
    /core.denied/,
  ],
  [
    'a unit of the organisation only',
    (s, wrong) => denied(s, { [`ForAnyValue:String${wrong ? '' : 'Not'}Like`]: { 'aws:PrincipalOrgPaths': `${ORG}/r-1/ou-1/*` } }),
    /core.denied/,
  ],
  ['the account only', (s, wrong) => denied(s, { StringNotEquals: { 'aws:PrincipalAccount': wrong ? OTHER : ACCOUNT } }), /core.denied/],
];

const SETUPS: Setup[] = [
  ...BUCKET_POLICIES,
  [
    'a VPC endpoint only, with the vendor as the exception',
    (s, wrong) =>
      denied(s, {
        StringNotEquals: { 'aws:SourceVpce': VPCE },
        ...(!wrong && { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:user/Stack-*` } }),
      }),
    /core.bucketDeniesByNetwork/,
  ],
  [
    'addresses only, with the vendor and calls of services as the exceptions',
    (s, wrong) =>
      denied(s, {
        NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        Bool: { 'aws:ViaAWSService': 'false' },
        ...(!wrong && { StringNotLike: { 'aws:PrincipalArn': '*:user/Stack-*' } }),
      }),
    /core.bucketDeniesByNetwork/,
  ],
  [
    'a data perimeter, with a tag for exceptions',
    (s, wrong) => {
      denied(s, {
        StringNotEqualsIfExists: { 'aws:SourceVpce': VPCE },
        NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
        StringNotLikeIfExists: { 'aws:PrincipalTag/network-perimeter-exception': 'true' },
      });
      Tags.of(s).add('network-perimeter-exception', wrong ? 'false' : 'true');
    },
    /core.bucketDeniesByNetwork/,
  ],
  [
    'tags of principals decide',
    (s, wrong) => [denied(s, { StringNotEquals: { 'aws:PrincipalTag/team': 'backup' } }), Tags.of(s).add('team', wrong ? 'web' : 'backup')],
    /core.denied/,
  ],
  ['nobody deletes the bucket', (s, wrong) => denied(s, undefined, [wrong ? 's3:*Bucket*' : 's3:DeleteBucket*']), /core.denied/],
  [
    'no keys of the caller (SSE-C)',
    (s, wrong) => denied(s, { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': `${wrong}` } }, ['s3:PutObject']),
    /core.denied/,
  ],
  [
    'no public ACLs',
    (s, wrong) =>
      denied(s, { StringEquals: { 's3:x-amz-acl': wrong ? ['private'] : ['public-read', 'public-read-write', 'authenticated-read'] } }, [
        's3:PutObject',
      ]),
    /core.mayBeDenied/,
  ],
  [
    'no other encryption than that of S3 or KMS',
    (s, wrong) =>
      denied(
        s,
        {
          StringNotEquals: { 's3:x-amz-server-side-encryption': wrong ? 'aws:kms' : ['AES256', 'aws:kms', 'aws:kms:dsse'] },
          Null: { 's3:x-amz-server-side-encryption': 'false' },
        },
        ['s3:PutObject'],
      ),
    /core.mayBeDenied/,
  ],
  [
    'no other encryption than the usual ones',
    (s, wrong) => {
      const StringNotEquals = { 's3:x-amz-server-side-encryption': wrong ? ['AES256', 'aws:kms:dsse'] : ['AES256', 'aws:kms'] };
      return denied(s, { StringNotEquals, Null: { 's3:x-amz-server-side-encryption': 'false' } }, ['s3:PutObject']);
    },
    /core.mayBeDenied/,
  ],
  [
    'no encryption twice',
    (s, wrong) => denied(s, { StringEquals: { 's3:x-amz-server-side-encryption': wrong ? 'aws:kms:dsse' : 'none' } }, ['s3:PutObject']),
    /core.mayBeDenied/,
  ],
  [
    'logs of a service, for the account',
    (s, wrong) =>
      allowed(s, service('logging.s3.amazonaws.com'), wrong ? undefined : { StringEquals: { 'aws:SourceAccount': ACCOUNT } }, [
        's3:PutObject',
      ]),
    /core.strangerLetIn/,
  ],
  [
    'delivered flow logs',
    (s, wrong) =>
      allowed(
        s,
        service('delivery.logs.amazonaws.com'),
        { ArnLike: { 'aws:SourceArn': `arn:aws:logs:eu-west-1:${wrong ? OTHER : ACCOUNT}:*` } },
        ['s3:PutObject'],
      ),
    /core.strangerLetIn/,
  ],
  [
    'access points of the account',
    (s, wrong) => allowed(s, new iam.AnyPrincipal(), { StringEquals: { 's3:DataAccessPointAccount': wrong ? OTHER : ACCOUNT } }),
    /core.strangerLetIn/,
  ],
  [
    'readers of the bucket',
    (s, wrong) => archive(s).bucket.grantRead(wrong ? new iam.AccountPrincipal(OTHER) : new iam.Role(s, 'Reader', { assumedBy: root })),
    /core.strangerLetIn/,
  ],
  [
    'a backup plan, whose role reads the bucket',
    (s, wrong) => allowed(s, new iam.ArnPrincipal(wrong ? BACKUP_ROLE.replace(ACCOUNT, OTHER) : BACKUP_ROLE)),
    /core.strangerLetIn/,
  ],
  [
    'a distribution of the account reads',
    (s, wrong) =>
      allowed(
        s,
        service('cloudfront.amazonaws.com'),
        wrong ? {} : { StringEquals: { 'aws:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/E1A2B3C4D5` } },
      ),
    /core.strangerLetIn/,
  ],
  [
    'readers of the secret',
    (s, wrong) => {
      const { secret } = archive(s);
      const reads = { actions: ['secretsmanager:GetSecretValue'], resources: ['*'] };
      wrong
        ? secret?.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.AccountPrincipal(OTHER)], ...reads }))
        : secret?.grantRead(new iam.Role(s, 'Reader', { assumedBy: root }));
    },
    /core.secretShared/,
  ],
  [
    'the secret is closed to other organisations',
    (s, wrong) =>
      archive(s).secret?.addToResourcePolicy(
        new iam.PolicyStatement({
          effect: wrong ? iam.Effect.ALLOW : iam.Effect.DENY,
          principals: [new iam.AnyPrincipal()],
          actions: ['secretsmanager:GetSecretValue'],
          resources: ['*'],
          conditions: { StringNotEquals: { 'aws:PrincipalOrgID': ORG } },
        }),
      ),
    /core.secretShared|everybody|anybody/,
  ],
  // what else is around a bucket
  [
    'access logs',
    (s, wrong) => archive(s, { serverAccessLogsBucket: new s3.Bucket(s, 'Logs', { enforceSSL: true, objectLockEnabled: wrong }) }),
    /bucket with Object Lock/,
  ],
  [
    'replication to a bucket of the account in another region',
    (s, wrong) =>
      l1(archive(s).bucket).addPropertyOverride('ReplicationConfiguration', {
        Role: BACKUP_ROLE,
        Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::copies', Account: wrong ? OTHER : ACCOUNT } }],
      }),
    /core.copiedElsewhere/,
  ],
  [
    'an inventory',
    (s, wrong) =>
      l1(archive(s).bucket).addPropertyOverride('InventoryConfigurations', [
        {
          Id: 'all',
          Enabled: true,
          IncludedObjectVersions: 'All',
          ScheduleFrequency: 'Daily',
          Destination: { BucketArn: 'arn:aws:s3:::lists', Format: 'CSV', BucketAccountId: wrong ? OTHER : ACCOUNT },
        },
      ]),
    /core.copiedElsewhere/,
  ],
  [
    'an inventory of the bucket in itself',
    (s, wrong) => {
      const bucket = archive(s, { bucketName: 'logs-x' }).bucket as s3.Bucket;
      const elsewhere = () => new s3.Bucket(another(s, 'eu-west-1', OTHER), 'Listed', { bucketName: 'listed' });
      (wrong ? elsewhere() : bucket).addInventory({ destination: { bucket, prefix: 'inventory' } });
    },
    /core.strangerLetIn/,
  ],
  [
    'an inventory of another bucket of the stack, by its ARN',
    (s, wrong) => {
      new s3.Bucket(s, 'Listed', { bucketName: wrong ? undefined : 'listed' });
      allowed(s, service('s3.amazonaws.com'), { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::listed' } }, ['s3:PutObject']);
    },
    /core.strangerLetIn/,
  ],
  [
    'notifications',
    (s, wrong) => {
      const made = archive(s);
      const topic = new sns.Topic(s, 'Topic');
      made.bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new SnsDestination(topic));
      if (wrong) {
        topic.grantPublish(made.user as iam.User);
      }
    },
    /core.principalExtended/,
  ],
  [
    'lifecycle of old versions',
    (s, wrong) =>
      onMine(s, {
        versioned: true,
        lifecycleRules: [
          wrong
            ? { expiration: Duration.days(30) }
            : { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ],
      }),
    /expires 'logzio-verified'/,
  ],
  [
    'an aspect that cleans up in every bucket',
    (s, wrong) => [
      archive(s),
      everyOf(s, 'AWS::S3::Bucket', (one) =>
        one.addPropertyOverride('LifecycleConfiguration', {
          Rules: [
            {
              Id: 'clean',
              Status: 'Enabled',
              ...(wrong ? { ExpirationInDays: 30 } : { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }),
            },
          ],
        }),
      ),
    ],
    /expires 'logzio-verified'/,
  ],
  [
    'an aspect that versions every bucket',
    (s, wrong) => [
      archive(s),
      everyOf(s, 'AWS::S3::Bucket', (one) => one.addPropertyOverride('VersioningConfiguration.Status', wrong ? 'Suspended' : 'Enabled')),
    ],
    /VersioningConfiguration/,
  ],
  [
    'an aspect that encrypts every secret',
    (s, wrong) => {
      archive(s);
      everyOf(s, 'AWS::SecretsManager::Secret', (one) =>
        one.addPropertyOverride('KmsKeyId', `arn:aws:kms:eu-west-1:${wrong ? OTHER : ACCOUNT}:key/11111111-2222-3333-4444-555555555555`),
      );
    },
    /KmsKeyId/,
  ],
  [
    'an aspect that names every user',
    (s, wrong) => {
      archive(s);
      archive(s, {}, 'Second');
      everyOf(s, 'AWS::IAM::User', (one) => one.addPropertyOverride('UserName', wrong ? 'svc-vendor' : `svc-${one.node.addr.slice(-8)}`));
    },
    /a name that is used only once/,
  ],
  [
    'tags on all of the app',
    (s, wrong) => {
      archive(s, { removalPolicy: RemovalPolicy.DESTROY });
      Tags.of(s.node.root).add(wrong ? 'aws-cdk:auto-delete-objects' : 'cost-center', 'true');
    },
    /Tags/,
  ],
  [
    'removal policies of a test stage',
    (s, wrong) => {
      archive(s, { removalPolicy: wrong ? undefined : RemovalPolicy.DESTROY });
      RemovalPolicies.of(s.node.root).destroy();
    },
    /core.keptMadeDeletable/,
  ],
  [
    'cdk-nag',
    (s, wrong) => {
      archive(s, wrong ? { encryptionKey: key(s, keyStatement(admins)) } : {});
      if ('visit' in AwsSolutionsChecks.prototype) {
        Aspects.of(s.node.root).add(new AwsSolutionsChecks()); // version 3 is no aspect, and comes after the synthesis
      }
    },
    /core.denied/,
  ],
  // keys
  ['a key for the account and its administrators', (s, wrong) => keyed(s, ...(wrong ? [] : [keyStatement(root)])), /core.denied/],
  [
    'a key through S3, for callers of the account',
    (s, wrong) =>
      keyed(
        s,
        keyStatement(new iam.AnyPrincipal(), {
          StringEquals: { 'kms:CallerAccount': wrong ? OTHER : ACCOUNT, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
        }),
      ),
    /core.denied/,
  ],
  [
    'a key for one bucket',
    (s, wrong) =>
      archive(s, {
        bucketName: 'archive-x',
        encryptionKey: key(
          s,
          keyStatement(root, {
            StringLike: { 'kms:EncryptionContext:aws:s3:arn': wrong ? 'arn:aws:s3:::archive-x/*' : 'arn:aws:s3:::archive-x' },
          }),
        ),
      }),
    /core.denied/,
  ],
  [
    'a key of another stack',
    (s, wrong) => archive(s, { encryptionKey: new kms.Key(another(s, wrong ? 'us-east-1' : undefined), 'Key') }),
    /a key in us-east-1/,
  ],
  [
    'a key for several regions',
    (s, wrong) =>
      archive(s, {
        encryptionKey: wrong
          ? new kms.Key(s, 'Key', { multiRegion: true, removalPolicy: RemovalPolicy.DESTROY })
          : new kms.Key(s, 'Key', { multiRegion: true }),
      }),
    /core.keyNotKept/,
  ],
  // boundaries
  [
    'a boundary that allows the services that are needed',
    (s, wrong) => bounded(s, can({ actions: wrong ? ['ec2:*', 'kms:*'] : ['s3:*', 'kms:*'] })),
    /core.denied/,
  ],
  [
    'a boundary like a service control policy',
    (s, wrong) => bounded(s, can({ notActions: wrong ? ['iam:*', 's3:*'] : ['iam:*', 'organizations:*', 'account:*'] })),
    /core.denied/,
  ],
  [
    'a boundary for some regions',
    (s, wrong) =>
      bounded(
        s,
        can({ actions: ['*'] }),
        cannot({
          notActions: ['iam:*', 'sts:*', 'support:*'],
          conditions: { StringNotEquals: { 'aws:RequestedRegion': wrong ? ['us-east-1'] : ['eu-west-1', 'eu-central-1'] } },
        }),
      ),
    /core.denied/,
  ],
  [
    'a boundary of an own restore, with IAM in its region',
    (s, wrong) => {
      const permissionsBoundary = boundary(
        s,
        can({ actions: ['*'] }),
        cannot({
          notActions: wrong ? ['sts:*'] : ['iam:*', 'sts:*', 's3:ListAllMyBuckets'],
          conditions: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
        }),
      );
      new CloudBerryEc2Restore(s, 'Restore', {
        bucket: new s3.Bucket(s, 'B'),
        importRole: VmImportRole.create(),
        access: VendorAccess.iamUser({ permissionsBoundary }),
      });
    },
    /core.denied/,
  ],
  [
    'MFA for persons',
    (s, wrong) =>
      bounded(
        s,
        can({ actions: ['*'] }),
        cannot({
          notActions: ['iam:*', 'sts:*'],
          conditions: { [wrong ? 'BoolIfExists' : 'Bool']: { 'aws:MultiFactorAuthPresent': 'false' } },
        }),
      ),
    /core.denied/,
  ],
  [
    'resources of the account only',
    (s, wrong) =>
      bounded(
        s,
        can({ actions: ['*'] }),
        cannot({ actions: ['s3:*'], conditions: { StringNotEquals: { 'aws:ResourceAccount': wrong ? OTHER : ACCOUNT } } }),
      ),
    /core.denied/,
  ],
  [
    'a boundary by an aspect of the app',
    (s, wrong) => {
      archive(s);
      iam.PermissionsBoundary.of(s.node.root).apply(boundary(s, can({ actions: wrong ? ['ec2:*'] : ['s3:*'] })));
    },
    /core.denied/,
  ],
  [
    'a boundary by stage, by its name',
    (s, wrong) => {
      archive(s);
      new iam.ManagedPolicy(s, 'ByName', { managedPolicyName: 'corp-test', statements: [can({ actions: wrong ? ['ec2:*'] : ['s3:*'] })] });
      iam.PermissionsBoundary.of(s.node.root).apply(iam.ManagedPolicy.fromManagedPolicyName(s, 'Corp', 'corp-test'));
    },
    /core.denied/,
  ],
  // principals
  [
    'one role for several archives',
    (s, wrong) => {
      const access = VendorAccess.existingRole(new iam.Role(s, 'Role', { assumedBy: root }));
      for (let index = 0; index < (wrong ? 11 : 10); index++) {
        archive(s, { access }, `Archive${index}`);
      }
    },
    /core.tooManyPolicies/,
  ],
  [
    'auditors read the archive',
    (s, wrong) => {
      const made = archive(s);
      const auditors = new iam.Group(s, 'Auditors');
      wrong ? made.policy.attachToGroup(auditors) : made.bucket.grantRead(auditors);
    },
    /core.policyShared/,
  ],
  [
    'a restore in the region of its bucket',
    (s, wrong) => {
      const bucket = new s3.Bucket(another(s, 'us-east-1'), 'B', { bucketName: 'backup-x' });
      new CloudBerryEc2Restore(s, 'Restore', { bucket, importRole: VmImportRole.existing(), region: wrong ? 'eu-west-1' : 'us-east-1' });
    },
    /core.bucketOfAnotherRegion/,
  ],
  [
    'a repository that is locked',
    (s, wrong) => {
      const made = new VeeamM365Repository(s, 'Repository', { bucketName: 'repository-x' });
      made.bucket.addToResourcePolicy(
        statement(made.bucket, { effect: iam.Effect.DENY, actions: [wrong ? 's3:Delete*' : 's3:DeleteBucket*'] }),
      );
    },
    /core.denied/,
  ],
];

/** The warnings and errors of a synthesis, but for those of CDK itself and of cdk-nag. */
function saidOf(make: Setup[1], wrong: boolean): string[] {
  const stack = newStack();
  const { root: app } = stack.node;
  try {
    make(stack, wrong);
    (app as import('aws-cdk-lib').App).synth();
  } catch (error) {
    return [(error as Error).message];
  }
  const said = app.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => /^aws:cdk:(warning|error)$/.test(type)));
  return said.map(({ data }) => String(data)).filter((text) => !/AwsSolutions-|@aws-cdk\//.test(text));
}

describe.each(SETUPS)('%s', (_, make, says) => {
  test('nothing is said', () => expect(saidOf(make, false)).toEqual([]));
  test('with a mistake, it is said', () => expect(saidOf(make, true)).toContainEqual(expect.stringMatching(says)));
});
