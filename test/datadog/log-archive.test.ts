import { CfnParameter } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { datadog, logzio, VendorAccess } from '../../src';
import { lintTemplate, World } from '../matrix';
import { DENY_WITHOUT_TLS, PARTITIONS, principalOf } from '../matrix/deployed';
import { errorOf, newStack, warningsOf } from '../util';
import { CASES, EXTERNAL_ID, VENDOR_ACCOUNT } from './cases';

const { DatadogAccount, DatadogSite } = datadog;
const { ARCHIVE } = datadog.DatadogUsage;

test.each(
  PARTITIONS.filter(({ partition }) => ['aws-cn', 'aws-us-gov'].includes(partition)),
)('an access key in $partition archives', async (env) => {
  const stack = newStack({ account: env.account, region: env.region });
  const made = new datadog.DatadogLogArchive(stack, 'Archive', { access: VendorAccess.iamUser(), usage: ARCHIVE });
  expect(Object.keys(made.setup)).toEqual(['BucketName', 'BucketRegion', 'SecretArn']);
  expect(warningsOf(stack)).toEqual([]);
  const here = World.fromTemplate(Template.fromStack(stack).toJSON(), env);
  const [bucket] = [...here.resources].filter(([, { type }]) => type === 'AWS::S3::Bucket').map(([id]) => here.arn(id));
  const may = async (action: string) => (await principalOf(here).can(action, `${bucket}/dt=20261124/x.json.gz`)) === 'Allowed';
  expect([await may('s3:PutObject'), await may('s3:GetObject')]).toEqual([true, false]);
  expect(await lintTemplate(here, { allowedWildcards: DENY_WITHOUT_TLS })).toEqual([]);
});

test('a role in GovCloud is assumed by an account of Datadog there', () => {
  const stack = newStack({ account: '111122223333', region: 'us-gov-west-1' });
  const accountId = DatadogAccount.ofSiteInGovCloud(DatadogSite.US2_FED);
  const access = VendorAccess.vendorRole({ accountId, externalId: EXTERNAL_ID });
  new datadog.DatadogLogArchive(stack, 'Archive', { access });
  expect(accountId).not.toBe(DatadogAccount.ofSite(DatadogSite.US2_FED));
  expect(warningsOf(stack)).toEqual([]);
});

test('an account that only the deployment knows is not checked', () => {
  const stack = newStack();
  const { valueAsString } = new CfnParameter(stack, 'Account');
  const access = VendorAccess.pendingVendorRole({ accountId: valueAsString });
  expect(() => new datadog.DatadogLogArchive(stack, 'Archive', { access })).not.toThrow();
});

test('every site has an account, and those for governments another one in GovCloud', () => {
  const sites = Object.values(DatadogSite);
  const ids = sites.map((site) => DatadogAccount.ofSite(site));
  expect(ids.filter((id) => !/^\d{12}$/.test(id))).toEqual([]);
  const inGovCloud = sites.filter((site) => site.endsWith('ddog-gov.com')).map((site) => DatadogAccount.ofSiteInGovCloud(site));
  expect(new Set([...ids, ...inGovCloud]).size).toBe(8);
});

describe('a role whose external id is pending', () => {
  const roleOf = (externalId?: string) => {
    const stack = newStack();
    const access = VendorAccess.pendingVendorRole({ accountId: VENDOR_ACCOUNT, externalId });
    const made = new datadog.DatadogLogArchive(stack, 'Archive', { access });
    const [[logicalId, { Properties }]] = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    const { AssumeRolePolicyDocument, ...others } = Properties;
    return { logicalId, others, trust: AssumeRolePolicyDocument.Statement, setup: made.setup, warnings: warningsOf(stack) };
  };

  test('is closed by a denial, says what to do next, and warns', () => {
    const { setup, trust, warnings } = roleOf();
    expect(trust).toEqual([{ Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }]);
    expect(setup.ExternalIdPending).toMatch(/^Register the role with the vendor, then pass the external id/);
    expect(setup.ExternalId).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('core.externalIdPending')]);
  });

  test('opens in place, as one whose external id was known from the start', () => {
    const [closed, opened] = [roleOf(), roleOf(EXTERNAL_ID)];
    expect([opened.logicalId, opened.others]).toEqual([closed.logicalId, closed.others]);
    expect([opened.setup.ExternalId, opened.setup.ExternalIdPending, opened.warnings]).toEqual([EXTERNAL_ID, undefined, []]);
    const stack = newStack();
    new datadog.DatadogLogArchive(stack, 'Archive', {
      access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }),
    });
    const [known] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    expect(opened.trust).toEqual(known.Properties.AssumeRolePolicyDocument.Statement);
  });

  test('is refused by a product that shows the external id at once; the error names what it takes', () => {
    const access = VendorAccess.pendingVendorRole({ accountId: '444455556666' });
    const { iamUser, existingUser, vendorRole, existingRole } = VendorAccess;
    const message = errorOf(() => new logzio.LogzioArchiveBucket(newStack(), 'Archive', { access }));
    expect(message).toContain('access: got IAM role of VendorAccess.pendingVendorRole; allowed: ');
    for (const { name } of [iamUser, existingUser, vendorRole, existingRole]) {
      expect(message).toContain(`VendorAccess.${name}`);
    }
    expect(message).toContain('https://docs.logz.io/');
  });
});

test('the outputs of a pending role change with it', () => {
  const outputsOf = (name: string) => {
    const stack = newStack();
    CASES[name](stack);
    return Object.keys(Template.fromStack(stack).toJSON().Outputs).map((id) => id.replace(/^ArchiveSetup|[\dA-F]{8}$/g, ''));
  };
  expect(outputsOf('pending-role')).toEqual(['BucketName', 'BucketRegion', 'RoleArn', 'ExternalIdPending']);
  expect(outputsOf('pending-role-opened')).toEqual(['BucketName', 'BucketRegion', 'RoleArn', 'ExternalId']);
});
