import {
  App,
  Aspects,
  CfnCondition,
  CfnResource,
  Fn,
  type IPropertyInjector,
  Mixin,
  Mixins,
  RemovalPolicy,
  Stack,
  Token,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { logzio, VendorAccess, veeam } from '../../src';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { newStack, synthErrorOf, warningsOf } from '../util';

// What others do to a construct after it was made: the checks see what will really be deployed.

const PREFERRED = { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED };
const { Bucket: BUCKET, ManagedPolicy: POLICY } = { Bucket: 'AWS::S3::Bucket', ManagedPolicy: 'AWS::IAM::ManagedPolicy' };

function made() {
  const stack = newStack();
  const archive = new logzio.LogzioArchiveBucket(stack, 'Archive');
  return {
    stack,
    archive,
    l1: archive.bucket.node.defaultChild as s3.CfnBucket,
    policy: archive.policy.node.defaultChild as iam.CfnManagedPolicy,
  };
}

const OPEN = (bucket: s3.IBucket) =>
  new iam.PolicyStatement({
    principals: [new iam.AccountRootPrincipal()],
    actions: ['s3:GetObject'],
    resources: [bucket.arnForObjects('*')],
  });

const PUBLIC = (bucket: s3.IBucket) => OPEN(bucket).copy({ principals: [new iam.AnyPrincipal()] });

/** An aspect that changes every resource of a type. */
const onEvery = (type: string, change: (resource: CfnResource) => void) => ({
  visit(node: IConstruct) {
    if (CfnResource.isCfnResource(node) && node.cfnResourceType === type) {
      change(node);
    }
  },
});

describe('a bucket of the library is refused if', () => {
  test.each<[string, (made: ReturnType<typeof makeAll>) => void, string]>([
    [
      'an override suspends versioning',
      ({ l1 }) => l1.addPropertyOverride('VersioningConfiguration.Status', 'Suspended'),
      'versioning \\"Suspended\\"',
    ],
    ['versioning is set away', ({ l1 }) => (l1.versioningConfiguration = undefined), 'versioning \\"off\\"'],
    [
      'an override opens it to the public',
      ({ l1 }) => l1.addPropertyOverride('PublicAccessBlockConfiguration.BlockPublicAcls', false),
      'publicAccess',
    ],
    ['the public access blocks are deleted', ({ l1 }) => l1.addPropertyDeletionOverride('PublicAccessBlockConfiguration'), 'publicAccess'],
    [
      'an aspect disables ACLs',
      ({ stack }) =>
        Aspects.of(stack).add(
          onEvery(BUCKET, (bucket) => bucket.addPropertyOverride('OwnershipControls.Rules', [{ ObjectOwnership: 'BucketOwnerEnforced' }])),
        ),
      'ACLs disabled',
    ],
    [
      'an aspect takes the encryption away',
      ({ stack }) => Aspects.of(stack).add(onEvery(BUCKET, (bucket) => bucket.addPropertyDeletionOverride('BucketEncryption'))),
      'encryption',
    ],
    [
      'an aspect adds a transition to Glacier',
      ({ stack }) =>
        Aspects.of(stack).add(
          onEvery(BUCKET, (bucket) => {
            const Rules = [{ Id: 'org', Status: 'Enabled', Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 30 }] }];
            bucket.addPropertyOverride('LifecycleConfiguration.Rules', Rules);
          }),
        ),
      "lifecycle rule 'org' moves objects to GLACIER",
    ],
    ['its policy is taken out', ({ archive }) => archive.bucket.node.tryRemoveChild('Policy'), 'requests without TLS 1.2 let in'],
    [
      'its TLS statements are overridden',
      ({ archive }) => {
        const policy = archive.bucket.node.findChild('Policy').node.defaultChild as CfnResource;
        policy.addPropertyOverride('PolicyDocument.Statement', []);
      },
      'requests without TLS 1.2 let in',
    ],
    [
      'its policy lets older TLS in',
      ({ archive }) => {
        const policy = archive.bucket.node.findChild('Policy').node.defaultChild as CfnResource;
        policy.addPropertyOverride('PolicyDocument.Statement.1.Condition', { NumericEquals: { 's3:Other': 1 } });
        policy.addPropertyDeletionOverride('PolicyDocument.Statement.1.Condition.NumericLessThan');
      },
      'requests without TLS 1.2 let in',
    ],
    ['a statement lets everybody in', ({ archive }) => archive.bucket.addToResourcePolicy(PUBLIC(archive.bucket)), 'everybody let in'],
    [
      "a statement lets everybody in by the other spelling, '*'",
      ({ archive }) => {
        const principals = [new iam.StarPrincipal()];
        archive.bucket.addToResourcePolicy(PUBLIC(archive.bucket).copy({ principals }));
      },
      'everybody let in',
    ],
    [
      'a statement lets everybody but somebody in',
      ({ archive }) => {
        const { bucket } = archive;
        const notPrincipals = [new iam.AccountPrincipal('999999999999')];
        bucket.addToResourcePolicy(
          new iam.PolicyStatement({ notPrincipals, actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }),
        );
      },
      'everybody let in (\\"s3:GetObject\\")',
    ],
    [
      'a statement lets everybody do anything but something',
      ({ archive: { bucket } }) =>
        bucket.addToResourcePolicy(
          new iam.PolicyStatement({
            principals: [new iam.StarPrincipal()],
            notActions: ['s3:DeleteBucket'],
            resources: [bucket.bucketArn],
          }),
        ),
      'everybody let in ({\\"NotAction\\":\\"s3:DeleteBucket\\"})',
    ],
    ['it is taken out of the stack', ({ archive }) => archive.node.tryRemoveChild('Bucket'), 'no bucket, it was taken out of the stack'],
  ])('%s', (_, change, message) => {
    const all = makeAll();
    change(all);
    expect(synthErrorOf(all.stack)).toContain(message);
  });

  const makeAll = made;

  test('a property injector has stripped it of versioning', () => {
    const injector: IPropertyInjector = {
      constructUniqueId: s3.Bucket.PROPERTY_INJECTION_ID,
      inject: (props) => ({ ...props, versioned: undefined }),
    };
    const stack = newStack(undefined, { propertyInjectors: [injector] });
    new logzio.LogzioArchiveBucket(stack, 'Archive');
    expect(synthErrorOf(stack)).toContain('versioning');
  });
});

test('a mixin that suspends versioning is seen', () => {
  class Suspend extends Mixin {
    public supports(construct: IConstruct): construct is s3.CfnBucket {
      return s3.CfnBucket.isCfnBucket(construct);
    }
    public applyTo(bucket: s3.CfnBucket): void {
      bucket.versioningConfiguration = { status: 'Suspended' };
    }
  }
  const { stack } = made();
  Mixins.of(stack).apply(new Suspend());
  expect(synthErrorOf(stack)).toContain('versioning \\"Suspended\\"');
});

describe('the permissions are refused if', () => {
  test.each<[string, (made: { stack: Stack; archive: logzio.LogzioArchiveBucket; policy: iam.CfnManagedPolicy }) => void, string]>([
    [
      'an override widens a statement',
      ({ policy }) => policy.addPropertyOverride('PolicyDocument.Statement.1.Resource', '*'),
      "statement 'LogzioArchiveObjects' of policy",
    ],
    [
      'an aspect drops a condition',
      ({ stack }) =>
        Aspects.of(stack).add(onEvery(POLICY, (policy) => policy.addPropertyDeletionOverride('PolicyDocument.Statement.0.Condition'))),
      "statement 'LogzioBucketLocation'",
    ],
    ['the statements are overridden', ({ policy }) => policy.addPropertyOverride('PolicyDocument.Statement', []), 'got "nothing"'],
    ['the policy is taken out', ({ archive }) => archive.node.tryRemoveChild('Policy'), 'no policy, it was taken out of the stack'],
    [
      'what was added makes the policy too large',
      ({ archive }) => {
        const resources = Array.from({ length: 60 }, (_, index) => `arn:aws:s3:::${'x'.repeat(50)}-${index}/${'y'.repeat(40)}`);
        archive.policy.addStatements(new iam.PolicyStatement({ sid: 'Mine', actions: ['s3:GetObject'], resources }));
      },
      "allowed: 6144 (IAM's quota)",
    ],
  ])('%s', (_, change, message) => {
    const all = made();
    change(all);
    expect(synthErrorOf(all.stack)).toContain(message);
  });

  test('the size counts the longest names that only the deployment knows', () => {
    const { stack, archive } = made();
    const bucket = new s3.Bucket(stack, 'Other'); // each object's ARN is short in the template, and may be 80 characters longer when deployed
    const resources = Array.from({ length: 55 }, (_, index) => bucket.arnForObjects(`${index}`));
    archive.policy.addStatements(new iam.PolicyStatement({ sid: 'Mine', actions: ['s3:GetObject'], resources }));
    expect(synthErrorOf(stack)).toContain("allowed: 6144 (IAM's quota)");
  });

  test('the size names the statements, largest ones included', () => {
    const { stack, archive } = made();
    const resources = Array.from({ length: 80 }, (_, index) => `arn:aws:s3:::${'x'.repeat(60)}/${index}`);
    archive.policy.addStatements(new iam.PolicyStatement({ sid: 'Mine', actions: ['s3:GetObject'], resources }));
    expect(synthErrorOf(stack)).toMatch(/got "up to \d+ characters \(LogzioBucketLocation \d+, .*Mine \d+\)"/);
  });
});

test('a statement that borrows a Sid of the construct is refused', () => {
  const { stack, archive } = made();
  archive.policy.addStatements(new iam.PolicyStatement({ sid: 'LogzioRestoreObjects', actions: ['s3:DeleteObject'], resources: ['*'] }));
  expect(synthErrorOf(stack)).toContain('got "the Sid \'LogzioRestoreObjects\' twice"; allowed: each Sid once');
});

test('settings that are decided later switch off no other check', () => {
  const { stack, l1 } = made();
  l1.addPropertyOverride('LifecycleConfiguration', { 'Fn::If': ['Some', {}, {}] });
  l1.addPropertyOverride('PublicAccessBlockConfiguration.BlockPublicAcls', false);
  expect(synthErrorOf(stack)).toContain('publicAccess');
});

test('lists that an intrinsic stands for do not break the checks', () => {
  const { archive, l1 } = made();
  l1.addPropertyOverride('IntelligentTieringConfigurations', { 'Fn::FindInMap': ['a', 'b', 'c'] });
  l1.addPropertyOverride('LifecycleConfiguration.Rules', { 'Fn::FindInMap': ['a', 'b', 'c'] });
  expect(archive.node.validate()).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['does not refuse everything', { 'Statement.0.Action': 's3:DeleteBucket' }],
  ['does not refuse everybody', { 'Statement.0.Principal': { AWS: 'arn:aws:iam::999999999999:root' } }],
  ['refuses TLS itself', { 'Statement.0.Condition.Bool': { 'aws:SecureTransport': 'true' } }],
  ['allows', { 'Statement.0.Effect': 'Allow' }],
])('a TLS statement that %s is not taken for one', (_, overrides) => {
  const { stack, archive } = made();
  const policy = archive.bucket.node.findChild('Policy').node.defaultChild as CfnResource;
  for (const [path, value] of Object.entries(overrides)) {
    policy.addPropertyOverride(`PolicyDocument.${path}`, value);
  }
  expect(synthErrorOf(stack)).toContain('requests without TLS 1.2 let in');
});

describe('what the construct put into the policy of the bucket', () => {
  const searched = (bucket?: (stack: Stack) => s3.Bucket) => {
    const stack = newStack();
    const archive = new logzio.LogzioArchiveBucket(stack, 'Archive', { powerSearch: true, bucket: bucket?.(stack) });
    return { stack, policy: archive.bucket.node.findChild('Policy').node.defaultChild as CfnResource };
  };

  test.each<[string, string, unknown]>([
    ['lets in somebody else', 'Principal', { AWS: 'arn:aws:iam::999999999999:root' }],
    ['reaches other objects', 'Resource', 'arn:aws:s3:::other/*'],
    ['does something else', 'Action', 's3:GetObjectAcl'],
    ['denies', 'Effect', 'Deny'],
    ['holds only sometimes', 'Condition', { Bool: { 'aws:ViaAWSService': 'true' } }],
  ])('is missed if after an override it %s', (_, property, value) => {
    const { stack, policy } = searched();
    policy.addPropertyOverride(`PolicyDocument.Statement.3.${property}`, value);
    expect(synthErrorOf(stack)).toContain('policy of bucket \'Stack/Archive/Bucket\': got "no such statement any more"');
  });

  test('is missed in a bucket of the own too', () => {
    const { stack, policy } = searched((scope) => new s3.Bucket(scope, 'Mine', PREFERRED));
    policy.addPropertyOverride('PolicyDocument.Statement', []);
    expect(synthErrorOf(stack)).toContain("policy of bucket 'Stack/Mine'");
  });

  test.each<[string, (stack: Stack, bucket: s3.IBucket) => unknown]>([
    ['L2', (stack, bucket) => new s3.BucketPolicy(stack, 'Second', { bucket }).document.addStatements(OPEN(bucket))],
    [
      'L1',
      (stack, bucket) =>
        new s3.CfnBucketPolicy(stack, 'Second', { bucket: bucket.bucketName, policyDocument: { Statement: [OPEN(bucket).toJSON()] } }),
    ],
  ])('is not lost to a second policy (%s), of which S3 would keep one', (_, second) => {
    const stack = newStack();
    second(stack, new logzio.LogzioArchiveBucket(stack, 'Archive').bucket);
    expect(synthErrorOf(stack)).toContain("policy of bucket 'Stack/Archive/Bucket': got \"'Stack/Second' too\"; allowed: one policy");
  });

  test('is not lost to the policy of another bucket', () => {
    const { stack } = searched();
    const bucket = new s3.Bucket(stack, 'Other');
    new s3.BucketPolicy(stack, 'Theirs', { bucket }).document.addStatements(OPEN(bucket));
    expect(warningsOf(stack)).toEqual([]);
  });

  test('may be merged with what others put there', () => {
    const { stack, policy } = searched();
    policy.addPropertyOverride('PolicyDocument.Statement.3.Action', ['s3:GetObject', 's3:GetObjectTagging']);
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('the trust of a role', () => {
  const byRole = () => {
    const stack = newStack();
    const access = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID });
    return { stack, role: new logzio.LogzioArchiveBucket(stack, 'Archive', { access }).role as iam.Role };
  };

  test('is refused if an override drops the external id', () => {
    const { stack, role } = byRole();
    (role.node.defaultChild as CfnResource).addPropertyDeletionOverride('AssumeRolePolicyDocument.Statement.0.Condition');
    expect(synthErrorOf(stack)).toContain(`with the external id "${EXTERNAL_ID}"`);
  });

  test('is refused if an aspect asks for another external id', () => {
    const { stack } = byRole();
    const path = 'AssumeRolePolicyDocument.Statement.0.Condition.StringEquals';
    Aspects.of(stack).add(onEvery('AWS::IAM::Role', (role) => role.addPropertyOverride(path, { 'sts:ExternalId': 'other' })));
    expect(synthErrorOf(stack)).toContain("trust of role 'Stack/Archive/Role'");
  });

  test('is refused if an override lets anybody in who knows the external id', () => {
    const { stack, role } = byRole();
    (role.node.defaultChild as CfnResource).addPropertyOverride('AssumeRolePolicyDocument.Statement.0.Principal', { AWS: '*' });
    expect(synthErrorOf(stack)).toContain('"Principal\\":{\\"AWS\\":\\"*\\"}');
  });

  test('gives a warning if somebody else is let in', () => {
    const { stack, role } = byRole();
    role.assumeRolePolicy?.addStatements(
      new iam.PolicyStatement({ principals: [new iam.AccountPrincipal('999999999999')], actions: ['sts:AssumeRole'] }),
    );
    expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-vendor-access:core.trustExtended]')]);
  });
});

describe('warned of, not refused: permissions beside the policy of the construct,', () => {
  const READ_ONLY = iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess');
  type Archive = logzio.LogzioArchiveBucket;
  const [userOf, roleOf] = [(archive: Archive) => archive.user as iam.User, (archive: Archive) => archive.role as iam.Role];
  const groupOf = (archive: Archive) => archive.node.findChild('Group') as iam.Group;
  const byRole = { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) };

  test.each<[string, logzio.LogzioArchiveBucketProps, (archive: Archive, stack: Stack) => unknown, string]>([
    [
      "a grant of CDK's to the user",
      {},
      (archive) => archive.bucket.grantDelete(userOf(archive)),
      "statements of 'Stack/Archive/User'.*s3:DeleteObject",
    ],
    [
      'a managed policy on the user',
      {},
      (archive) => userOf(archive).addManagedPolicy(READ_ONLY),
      "policies on it of 'Stack/Archive/User'.*ReadOnlyAccess",
    ],
    [
      'a further group',
      {},
      (archive, stack) => userOf(archive).addToGroup(new iam.Group(stack, 'Mine')),
      "groups of it of 'Stack/Archive/User'",
    ],
    ['a grant to the group', {}, (archive) => archive.bucket.grantDelete(groupOf(archive)), "statements of 'Stack/Archive/Group'"],
    [
      'a managed policy on the group',
      {},
      (archive) => groupOf(archive).addManagedPolicy(READ_ONLY),
      "policies on it of 'Stack/Archive/Group'",
    ],
    ['a grant to the role', byRole, (archive) => archive.bucket.grantDelete(roleOf(archive)), "statements of 'Stack/Archive/Role'"],
    [
      'a managed policy on the role',
      byRole,
      (archive) => roleOf(archive).addManagedPolicy(READ_ONLY),
      "policies on it of 'Stack/Archive/Role'",
    ],
    [
      'inline policies of an override',
      {},
      (archive) => (userOf(archive).node.defaultChild as CfnResource).addPropertyOverride('Policies', [{ PolicyName: 'Mine' }]),
      'Mine',
    ],
  ])('%s', (_, props, change, text) => {
    const stack = newStack();
    change(new logzio.LogzioArchiveBucket(stack, 'Archive', props), stack);
    expect(warningsOf(stack)).toEqual([expect.stringMatching(new RegExp(`${text}.*\\[ack: cdk-vendor-access:core.principalExtended]`))]);
  });

  test('but not those of another construct of the library for the same user, or what a user of your own has', () => {
    const { stack, archive } = made();
    new logzio.LogzioArchiveBucket(stack, 'Second', { access: VendorAccess.existingUser(userOf(archive)) });
    const mine = new iam.User(stack, 'Mine', { managedPolicies: [READ_ONLY] });
    new logzio.LogzioArchiveBucket(stack, 'Third', { access: VendorAccess.existingUser(mine) });
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('warned of, not refused:', () => {
  test('a statement that lets everybody into a bucket of the own', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', PREFERRED);
    new logzio.LogzioArchiveBucket(stack, 'Archive', { bucket });
    bucket.addToResourcePolicy(PUBLIC(bucket));
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/everybody let in.*\[ack: cdk-vendor-access:core.bucketPublic]/)]);
  });

  test('and not even that: everybody under a condition, somebody, or everybody refused', () => {
    const { stack, archive } = made();
    const conditions = { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } };
    archive.bucket.addToResourcePolicy(PUBLIC(archive.bucket).copy({ conditions }));
    archive.bucket.addToResourcePolicy(OPEN(archive.bucket));
    archive.bucket.addToResourcePolicy(PUBLIC(archive.bucket).copy({ effect: iam.Effect.DENY }));
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a statement that was added to the policy', () => {
    const { stack, archive } = made();
    archive.policy.addStatements(new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }));
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/s3:ListAllMyBuckets.*\[ack: cdk-vendor-access:core.policyExtended]/)]);
  });

  test('a bucket whose settings are decided while it is deployed', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', PREFERRED);
    const condition = new CfnCondition(stack, 'Condition', {
      expression: Fn.conditionEquals(Token.asString({ Ref: 'AWS::Region' }), 'eu-west-1'),
    });
    const ownership = Fn.conditionIf(condition.logicalId, 'BucketOwnerPreferred', 'BucketOwnerEnforced');
    (bucket.node.defaultChild as CfnResource).addPropertyOverride('OwnershipControls.Rules.0.ObjectOwnership', ownership);
    new logzio.LogzioArchiveBucket(stack, 'Archive', { bucket });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-vendor-access:core.bucketUnchecked]')]);
  });

  test.each([
    'VersioningConfiguration',
    'ObjectLockEnabled',
    'ReplicationConfiguration',
  ])('a bucket whose %s is decided while it is deployed', (name) => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine');
    (bucket.node.defaultChild as CfnResource).addPropertyOverride(name, { 'Fn::If': ['Some', {}, { Ref: 'AWS::NoValue' }] });
    new veeam.VeeamM365Repository(stack, 'Repository', { bucket });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-vendor-access:core.bucketUnchecked]')]);
  });

  test('a bucket whose settings a macro of CloudFormation decides', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', PREFERRED);
    (bucket.node.defaultChild as CfnResource).addPropertyOverride('LifecycleConfiguration', { 'Fn::Transform': { Name: 'Rules' } });
    new logzio.LogzioArchiveBucket(stack, 'Archive', { bucket });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-vendor-access:core.bucketUnchecked]')]);
  });

  test('a version of CDK that does not show what will be deployed', () => {
    const { prototype } = CfnResource as unknown as { prototype: { _toCloudFormation?: unknown } };
    const { _toCloudFormation } = prototype;
    const { archive } = made();
    try {
      delete prototype._toCloudFormation;
      expect(archive.node.validate()).toEqual([]);
    } finally {
      prototype._toCloudFormation = _toCloudFormation;
    }
    expect(archive.node.metadata.map((entry) => entry.data)).toEqual([expect.stringContaining('[ack: cdk-vendor-access:core.unchecked]')]);
  });
});

describe('taken:', () => {
  test('what neither weakens the bucket nor changes the permissions', () => {
    const { stack, archive, l1 } = made();
    l1.addPropertyOverride('Tags', [{ Key: 'team', Value: 'logs' }]);
    l1.applyRemovalPolicy(RemovalPolicy.DESTROY);
    logzio.LogzioBucketGrants.fromBucket(archive.bucket).restore(
      new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }),
    );
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a permissions boundary and tags from the stack', () => {
    const stack = newStack();
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', {
      statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })],
    });
    iam.PermissionsBoundary.of(stack).apply(boundary);
    new logzio.LogzioArchiveBucket(stack, 'Archive');
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::User', {
      PermissionsBoundary: stack.resolve(boundary.managedPolicyArn),
    });
  });

  test('checking twice, as several syntheses of one app do', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const archive = new logzio.LogzioArchiveBucket(stack, 'Archive');
    expect([archive.node.validate(), archive.node.validate()]).toEqual([[], []]);
  });
});
