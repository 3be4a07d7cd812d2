import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { VendorAccess } from '../src';
import { CloudBerryBackupUser, CloudBerryEc2Restore, CloudBerryProtection, VmImportRole } from '../src/cloudberry';
import { LogzioArchiveBucket, type LogzioArchiveBucketProps } from '../src/logzio';
import { ALL_CASES, type Made } from './cases';
import { ACCOUNT } from './util';

/** The order of a list does not matter, and a flag changes it. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === 'Fn::Join' ? item : sorted(item)]))
      : value;

const statements = (postCliContext: Record<string, unknown>, make: (stack: cdk.Stack) => Made) => {
  const stack = new cdk.Stack(new cdk.App({ postCliContext }), 'Stack');
  make(stack);
  const policies = Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy');
  return Object.values(policies).map((policy) => sorted(policy.Properties.PolicyDocument.Statement));
};

test.each(ALL_CASES)('%s: the permissions are the same with no feature flag and with all recommended ones', (_, make) => {
  expect(statements(recommended, make)).toEqual(statements({}, make));
});

// The validation costs seconds a process, so that it is off elsewhere; it came with aws-cdk-lib 2.262, so that the oldest version has none.
const onNewest = 'Validations' in cdk ? test : test.skip;
onNewest("CDK's own validation of templates finds nothing", () => {
  const before = process.env.CDK_VALIDATION;
  delete process.env.CDK_VALIDATION;
  try {
    for (const [name, make] of ALL_CASES) {
      const app = new cdk.App({ postCliContext: { '@aws-cdk/core:strictCfnValidateErrors': true } });
      make(new cdk.Stack(app, name.replace('/', '-')));
      app.synth();
    }
  } finally {
    process.env.CDK_VALIDATION = before;
  }
});

// The CDK has weak references since 2.254: a stack reads an output of the other one (Fn::GetStackOutput) in place of importing its export.
const STRENGTH = '@aws-cdk/core:defaultCrossStackReferences';
const withWeak = STRENGTH in recommended ? describe : describe.skip;
withWeak('across stacks, the same is said with strong, weak and both kinds of references', () => {
  const archive = (stack: cdk.Stack, props?: LogzioArchiveBucketProps) => new LogzioArchiveBucket(stack, 'Archive', props);
  const own = (stack: cdk.Stack) => new s3.Bucket(stack, 'Mine', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
  const ACROSS: Record<string, [(here: cdk.Stack, there: cdk.Stack) => unknown, string[]]> = {
    'a bucket, and its policy': [
      (here, there) => {
        const bucket = own(there);
        archive(here, { bucket });
        bucket.addToResourcePolicy(
          new iam.PolicyStatement({
            effect: iam.Effect.DENY,
            principals: [new iam.AnyPrincipal()],
            actions: ['s3:*'],
            resources: [bucket.arnForObjects('*')],
          }),
        );
      },
      ['denied'],
    ],
    'a key for administrators only': [
      (here, there) => {
        const statements = [
          new iam.PolicyStatement({
            principals: [new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/admin`)],
            actions: ['kms:*'],
            resources: ['*'],
          }),
        ];
        archive(here, { encryptionKey: new kms.Key(there, 'Key', { policy: new iam.PolicyDocument({ statements }) }) });
      },
      ['denied'],
    ],
    'a boundary without S3': [
      (here, there) => {
        const statements = [new iam.PolicyStatement({ actions: ['ec2:*'], resources: ['*'] })];
        archive(here, { access: VendorAccess.iamUser({ permissionsBoundary: new iam.ManagedPolicy(there, 'Boundary', { statements }) }) });
      },
      ['denied'],
    ],
    'readers of the bucket and of the secret': [
      (here, there) => {
        const { bucket, secret } = archive(here);
        const principals = [new iam.Role(there, 'Reader', { assumedBy: new iam.AccountRootPrincipal() })];
        secret?.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: ['secretsmanager:GetSecretValue'], resources: ['*'] }));
        bucket.addToResourcePolicy(
          new iam.PolicyStatement({ principals, actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }),
        );
      },
      [],
    ],
    'a further key, by a reference written by hand': [
      (here, there) => {
        const user = archive(here).user as iam.User;
        new cdk.CfnOutput(here, 'Name', { value: user.userName }).overrideLogicalId('Name');
        const userName = cdk.Token.asString({ 'Fn::GetStackOutput': { StackName: 'Here', OutputName: 'Name' } });
        new iam.CfnAccessKey(there, 'AccessKey', { userName });
      },
      ['furtherCredentials'],
    ],
    'a user with more rights': [
      (here, there) => {
        const user = archive(here).user as iam.User;
        new iam.CfnUserToGroupAddition(there, 'Addition', { groupName: 'admins', users: [user.userName] });
        new iam.CfnAccessKey(there, 'AccessKey', { userName: user.userName });
      },
      ['furtherCredentials', 'principalExtended'],
    ],
    'two principals, one for the other stack': [
      (here, there) => {
        archive(here, { access: VendorAccess.existingUser(new iam.User(there, 'User')) });
        archive(there, { access: VendorAccess.existingUser(new iam.User(here, 'User')) });
      },
      [],
    ],
    'a restore of a prefix that is promised': [
      (here, there) => {
        const first = new CloudBerryBackupUser(there, 'First', { prefix: 'office', protection: CloudBerryProtection.recoverableDeletes() });
        new CloudBerryEc2Restore(here, 'Restore', {
          bucket: first.bucket,
          access: VendorAccess.sameUserAs(first),
          importRole: VmImportRole.existing(),
        });
      },
      ['limitWidened'],
    ],
  };
  const said = (strength: string, make: (typeof ACROSS)[string][0]): string[] => {
    const app = new cdk.App({ postCliContext: { [STRENGTH]: strength } });
    const [here, there] = ['Here', 'There'].map((id) => new cdk.Stack(app, id, { env: { account: ACCOUNT, region: 'eu-west-1' } }));
    make(here, there);
    app.synth();
    const all = app.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => `${node.path}: ${data}`));
    return all.filter((text) => text.includes('[ack: cdk-vendor-access:')).sort();
  };

  test.each(Object.entries(ACROSS))('%s', (_, [make, ids]) => {
    const strong = said('strong', make);
    expect(strong.map((text) => /core\.(\w+)\]$/.exec(text)?.[1])).toEqual(ids);
    expect(said('weak', make)).toEqual(strong);
    expect(said('both', make)).toEqual(strong);
  });
});
