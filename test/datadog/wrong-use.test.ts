import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { datadog, VendorAccess, type VendorRoleAccessOptions } from '../../src';
import { errorOf, newStack, synthErrorOf, warningsOf } from '../util';
import { CASES, EXTERNAL_ID, VENDOR_ACCOUNT } from './cases';

const { ARCHIVE, REHYDRATE } = datadog.DatadogUsage;
const inRegion = (region: string) => newStack({ account: '111122223333', region });
const role = (options: Partial<VendorRoleAccessOptions> = {}) =>
  VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, ...options });
const refused = (props: Partial<datadog.DatadogLogArchiveProps>, stack = newStack()) =>
  errorOf(() => new datadog.DatadogLogArchive(stack, 'Archive', { access: role(), ...props }));

test('no access is given', () => {
  // @ts-expect-error there is no default: the role of the integration is the user's
  expect(errorOf(() => new datadog.DatadogLogArchive(newStack(), 'Archive', {}))).toContain(
    'access: got nothing; allowed: a value that VendorAccess creates',
  );
});

describe('access by partition', () => {
  test.each([
    [
      'an access key in partition aws',
      'eu-west-1',
      VendorAccess.iamUser(),
      'access: got IAM user of VendorAccess.iamUser in partition aws; allowed: VendorAccess.vendorRole, ',
    ],
    [
      'a role in China',
      'cn-north-1',
      role(),
      'access: got IAM role of VendorAccess.vendorRole in partition aws-cn; allowed: VendorAccess.iamUser, VendorAccess.existingUser.',
    ],
  ])('%s', (_, region, access, text) => {
    expect(refused({ access, usage: ARCHIVE }, inRegion(region))).toContain(text);
  });

  test('rehydrating with an access key, wherever that may be', () => {
    for (const stack of [inRegion('cn-north-1'), inRegion('us-gov-west-1'), newStack(null)]) {
      for (const usage of [undefined, REHYDRATE]) {
        expect(refused({ access: VendorAccess.iamUser(), usage }, stack)).toContain('with an access key; allowed: DatadogUsage.ARCHIVE.');
      }
    }
  });
});

describe('the account of Datadog', () => {
  test.each([
    ['of a community list', '669783387624', newStack()],
    ['of the staging site', '727006795293', newStack()],
    ['of GovCloud, in partition aws', datadog.DatadogAccount.ofSiteInGovCloud(datadog.DatadogSite.US1_FED), newStack()],
    ['of partition aws, in GovCloud', VENDOR_ACCOUNT, inRegion('us-gov-west-1')],
    ['of nobody, in an unknown region', '444455556666', newStack(null)],
  ])('%s', (_, accountId, stack) => {
    const message = refused({ access: role({ accountId }) }, stack);
    expect(message).toContain(`access.accountId: got "${accountId}"; allowed: Datadog's accounts: `);
    expect(message).not.toContain('727006795293 (');
    expect(refused({ access: VendorAccess.pendingVendorRole({ accountId }) }, stack)).toContain('access.accountId');
  });

  test('of a site that is not known: the error lists all sites', () => {
    const unknown = ['datad0g.com', 'us4.datadoghq.com', 'US1', undefined] as unknown as datadog.DatadogSite[];
    for (const site of unknown) {
      const message = errorOf(() => datadog.DatadogAccount.ofSite(site));
      for (const name of Object.keys(datadog.DatadogSite)) {
        expect(message).toContain(`DatadogSite.${name}`);
      }
    }
  });

  test('of a commercial site in GovCloud: the error lists the sites that reach it', () => {
    expect(errorOf(() => datadog.DatadogAccount.ofSiteInGovCloud(datadog.DatadogSite.EU1))).toContain(
      'site: got "datadoghq.eu"; allowed: DatadogSite.US1_FED, DatadogSite.US2_FED.',
    );
  });
});

describe('objects that Datadog cannot rehydrate', () => {
  const { GLACIER, DEEP_ARCHIVE, GLACIER_INSTANT_RETRIEVAL, INFREQUENT_ACCESS } = s3.StorageClass;
  const archive = (bucket: s3.BucketProps, usage?: datadog.DatadogUsage) => {
    const stack = newStack();
    new datadog.DatadogLogArchive(stack, 'Archive', {
      access: role(),
      bucket: new s3.Bucket(stack, 'Mine', { enforceSSL: true, ...bucket }),
      usage,
    });
    return stack;
  };
  const moving = (storageClass: s3.StorageClass) => ({
    lifecycleRules: [{ transitions: [{ storageClass, transitionAfter: Duration.days(90) }] }],
  });
  const tiered = { intelligentTieringConfigurations: [{ name: 'cold', archiveAccessTierTime: Duration.days(90) }] };

  test.each([
    ['a transition to Glacier', moving(GLACIER), 'moves objects to GLACIER'],
    ['a transition to Deep Archive', moving(DEEP_ARCHIVE), 'moves objects to DEEP_ARCHIVE'],
    ['archive tiers of Intelligent-Tiering', tiered, "Intelligent-Tiering configuration 'cold' with archive tiers"],
  ])('%s: an error with rehydration, a warning without', (_, bucket, text) => {
    for (const usage of [undefined, REHYDRATE]) {
      expect(synthErrorOf(archive(bucket, usage))).toContain(text);
    }
    expect(warningsOf(archive(bucket, ARCHIVE))).toEqual([expect.stringContaining('datadog.notRehydratable')]);
  });

  test('what others write beside the archives, which begin with dt=, may move', () => {
    const [{ transitions }] = moving(GLACIER).lifecycleRules as [s3.LifecycleRule];
    expect(warningsOf(archive({ lifecycleRules: [{ prefix: 'AWSLogs/', transitions }] }))).toEqual([]);
    expect(synthErrorOf(archive({ lifecycleRules: [{ prefix: 'dt=2025', transitions }] }))).toContain("on 'dt=2025' moves");
  });

  test.each([GLACIER_INSTANT_RETRIEVAL, INFREQUENT_ACCESS])('%s can be read', (storageClass) => {
    expect(warningsOf(archive(moving(storageClass)))).toEqual([]);
  });
});

describe('a closed role', () => {
  const closed = () => {
    const stack = newStack();
    return { stack, role: CASES['pending-role'](stack).role as iam.Role };
  };
  const letIn = (principal: iam.IPrincipal, props: iam.PolicyStatementProps = {}) =>
    new iam.PolicyStatement({ principals: [principal], actions: ['sts:AssumeRole'], ...props });

  test.each<[string, (role: iam.Role) => void]>([
    ['Datadog', (role) => role.assumeRolePolicy?.addStatements(letIn(new iam.AccountPrincipal(VENDOR_ACCOUNT)))],
    [
      'Datadog with an external id',
      (role) =>
        role.assumeRolePolicy?.addStatements(
          letIn(new iam.AccountPrincipal(VENDOR_ACCOUNT), { conditions: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } } }),
        ),
    ],
    ['the own account', (role) => role.assumeRolePolicy?.addStatements(letIn(new iam.AccountRootPrincipal()))],
    [
      'a federated principal',
      (role) =>
        role.assumeRolePolicy?.addStatements(
          letIn(new iam.FederatedPrincipal('idp.example'), { actions: ['sts:AssumeRoleWithWebIdentity'] }),
        ),
    ],
    ['an override that allows', (role) => l1Of(role).addPropertyOverride('AssumeRolePolicyDocument.Statement.0.Effect', 'Allow')],
    [
      'an override with a condition',
      (role) =>
        l1Of(role).addPropertyOverride('AssumeRolePolicyDocument.Statement.0.Condition', { Bool: { 'aws:SecureTransport': 'false' } }),
    ],
    [
      'another document',
      (role) =>
        l1Of(role).addPropertyOverride('AssumeRolePolicyDocument', {
          Version: '2012-10-17',
          Statement: [letIn(new iam.AccountRootPrincipal()).toStatementJson()],
        }),
    ],
    [
      'a statement under a condition of CloudFormation',
      (role) =>
        l1Of(role).addPropertyOverride('AssumeRolePolicyDocument.Statement.1', { 'Fn::If': ['Later', {}, { Ref: 'AWS::NoValue' }] }),
    ],
  ])('that an app opens for %s', (_, open) => {
    const { stack, role } = closed();
    open(role);
    expect(synthErrorOf(stack)).toMatch(/AWS::IAM::Role 'Stack\/Archive\/Role'.*pass 'externalId' to VendorAccess\.pendingVendorRole/s);
  });

  test('that an app closes further is as it was', () => {
    const { stack, role } = closed();
    role.assumeRolePolicy?.addStatements(letIn(new iam.AnyPrincipal(), { effect: iam.Effect.DENY, actions: ['sts:TagSession'] }));
    expect(warningsOf(stack).filter((text) => !text.includes('core.externalIdPending'))).toEqual([]);
  });
});

const l1Of = (role: iam.Role) => role.node.defaultChild as iam.CfnRole;

test('a bucket name with dots', () => {
  const stack = newStack();
  new datadog.DatadogLogArchive(stack, 'Archive', { access: role(), bucketName: 'logs.example.com' });
  expect(warningsOf(stack)).toEqual([expect.stringContaining('core.dotsInName')]);
});
