import { App, type InjectionContext, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { cloudberry, logzio, VendorAccess, veeam } from '../../src';
import { ACCOUNT } from '../util';

/** What an organisation gives to each of its resources, unless it says so itself. */
const DEFAULTS: Record<string, [string, (scope: Scope) => object, string]> = {
  [iam.User.PROPERTY_INJECTION_ID]: ['AWS::IAM::User', (scope) => ({ permissionsBoundary: boundary(scope) }), 'PermissionsBoundary'],
  [iam.Role.PROPERTY_INJECTION_ID]: ['AWS::IAM::Role', (scope) => ({ permissionsBoundary: boundary(scope) }), 'PermissionsBoundary'],
  [iam.Group.PROPERTY_INJECTION_ID]: ['AWS::IAM::Group', () => ({ path: '/vendors/' }), 'Path'],
  [iam.ManagedPolicy.PROPERTY_INJECTION_ID]: ['AWS::IAM::ManagedPolicy', () => ({ path: '/vendors/' }), 'Path'],
  [secretsmanager.Secret.PROPERTY_INJECTION_ID]: ['AWS::SecretsManager::Secret', (scope) => ({ encryptionKey: key(scope) }), 'KmsKeyId'],
  [s3.Bucket.PROPERTY_INJECTION_ID]: ['AWS::S3::Bucket', (scope) => ({ serverAccessLogsBucket: logs(scope) }), 'LoggingConfiguration'],
};
type Scope = InjectionContext['scope'];
const once = <T>(scope: Scope, id: string, make: () => T) => (scope.node.tryFindChild(id) as T | undefined) ?? make();
const boundary = (scope: Scope) => once(scope, 'Boundary', () => iam.ManagedPolicy.fromManagedPolicyName(scope, 'Boundary', 'corporate'));
const key = (scope: Scope) =>
  kms.Key.fromKeyArn(scope, 'CorporateKey', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`);
const logs = (scope: Scope) => s3.Bucket.fromBucketName(scope, 'CorporateLogs', 'corporate-logs');

const ROLE = VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'example-id' });
const MADE: Record<string, (stack: Stack) => unknown> = {
  'a user': (stack) => new logzio.LogzioArchiveBucket(stack, 'X'),
  'a role': (stack) => new cloudberry.CloudBerryManagedBackup(stack, 'X', { access: ROLE }),
  'object lock': (stack) => new veeam.VeeamM365Repository(stack, 'X', { immutability: true }),
  'a service role': (stack) => {
    const [bucket, importRole] = [logs(stack), cloudberry.VmImportRole.create()];
    return new cloudberry.CloudBerryEc2Restore(stack, 'X', { bucket, importRole });
  },
};

test.each(
  Object.entries(MADE),
)("an organisation's defaults in the form { ...defaults, ...props } reach all that is made: %s", (_, make) => {
  const propertyInjectors = Object.entries(DEFAULTS).map(([constructUniqueId, [, defaults]]) => ({
    constructUniqueId,
    inject: (props: object, { scope }: InjectionContext) => ({ ...defaults(scope), ...props }),
  }));
  const stack = new Stack(new App({ propertyInjectors }), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  make(stack);
  const resources = Object.values(Template.fromStack(stack).toJSON().Resources) as { Type: string; Properties: object }[];
  const missed = Object.values(DEFAULTS).flatMap(([type, , property]) =>
    resources.filter(({ Properties, Type }) => Type === type && !(property in Properties)),
  );
  expect(missed).toEqual([]);
  expect(resources.filter(({ Type }) => Object.values(DEFAULTS).some(([type]) => type === Type)).length).toBeGreaterThan(2);
});
