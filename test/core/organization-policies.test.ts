import { App, CfnResource, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { cloudberry, VendorAccess, veeam, velero, Workload } from '../../src';
import { LogzioArchiveBucket, type LogzioArchiveBucketProps } from '../../src/logzio';
import { ACCOUNT, newStack, warningsOf } from '../util';

// Policies of an organization that the app attaches to the account of the product.

const [MANAGEMENT, SCP, RCP] = ['999999999999', 'SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];
const FULL = { Effect: 'Allow', Action: '*', Resource: '*' };
const denying = (more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [FULL, { Effect: 'Deny', Action: 's3:*', Resource: '*', ...more }],
});
const PERIMETER = denying({ Principal: '*', Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } });
const ADMINS = denying({ Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin-*' } } });
/** The operator of AWS for several values, which asks whether there are any. */
const owned = (operator: string) => ({
  [`ForAllValues:${operator}`]: { 'aws:ResourceOrgPaths': ['o-a1b2c3d4e5/r-ab12/*'] },
  Null: { 'aws:ResourceOrgPaths': 'false' },
});

interface Given {
  readonly type?: string;
  readonly content?: unknown;
  readonly targets?: unknown;
  readonly account?: string;
  readonly props?: LogzioArchiveBucketProps;
}

/** The policy, in a stack of another account. */
function attach(stack: Stack, { account = MANAGEMENT, content = denying(), targets = [ACCOUNT], type = SCP }: Given): void {
  const organization = new Stack(stack.node.root, 'Organization', { env: { account, region: 'us-east-1' } });
  const properties = { Name: 'guard', Type: type, TargetIds: targets, Content: content };
  new CfnResource(organization, 'Policy', { type: 'AWS::Organizations::Policy', properties });
}

test.each<[string, Given, RegExp?]>([
  ['a service control policy for the account', {}, /policy 'Organization\/Policy', statement 2, denies .*s3:PutObject.*core.denied/],
  ['the same as a text', { content: JSON.stringify(denying()) }, /statement 2, denies/],
  ['a resource control policy', { type: RCP, content: denying({ Principal: '*' }) }, /statement 2, denies .*s3:PutObject/],
  ['one that keeps others out, and power search', { type: RCP, content: PERIMETER, props: { powerSearch: true } }, /denies s3:ListBucket/],
  ['one that keeps others out', { type: RCP, content: PERIMETER }],
  ['one for administrators', { content: ADMINS }],
  ['one for resources of others', { content: denying({ Condition: owned('StringNotLike') }) }],
  ['one for resources of the organization', { content: denying({ Condition: owned('StringLike') }) }, /statement 2, denies .*core.denied/],
  ['one for another account', { targets: ['222222222222'] }],
  ['one at the root', { targets: ['r-a1b2'] }, /statement 2, denies .*s3:PutObject.*core.denied/],
  ['one at the root of the app', { targets: [{ 'Fn::GetAtt': ['Whole', 'RootId'] }] }, /statement 2, denies .*s3:PutObject/],
  ['one at the root, from the account itself', { targets: ['r-a1b2'], account: ACCOUNT }],
  ['one for a unit', { targets: ['ou-a1b2-c3d4e5f6'] }],
  ['one for an account that a parameter gives', { targets: [{ Ref: 'Account' }] }],
  ['one from the account itself, which may be the management account', { account: ACCOUNT }],
  ['another type of policy', { type: 'TAG_POLICY' }],
])('%s', (_, given, ...[says]) => {
  const stack = newStack();
  new LogzioArchiveBucket(stack, 'Archive', given.props);
  attach(stack, given);
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

const [NOT_HERE, MAY_BE] = [{ NotAction: ['iam:*'], Resource: '*' }, 'core\\.mayBeDenied'];
const outside = (regions: readonly string[], more: object = {}, others: object = {}) =>
  denying({ Action: undefined, ...NOT_HERE, ...more, Condition: { StringNotEquals: { 'aws:RequestedRegion': regions }, ...others } });
/** As AWS publishes it: https://github.com/aws-samples/service-control-policy-examples/tree/main/Region-controls, read 2026-12-01. */
const PUBLISHED = {
  NotAction: ['iam:*', 'ec2:DescribeRegions', 's3:GetAccountPublic*', 's3:ListAllMyBuckets', 's3:PutAccountPublic*', 'sts:*'],
};
const BUT_ADMINS = { ArnNotLike: { 'aws:PrincipalARN': 'arn:aws:iam::*:role/admin' } };
const PRODUCTS: Record<string, (stack: Stack) => void> = {
  backup: (stack) => new cloudberry.CloudBerryBackupUser(stack, 'P', { protection: cloudberry.CloudBerryProtection.recoverableDeletes() }),
  managed: (stack) =>
    new cloudberry.CloudBerryManagedBackup(stack, 'P', { protection: cloudberry.CloudBerryProtection.recoverableDeletes() }),
  m365: (stack) => new veeam.VeeamM365Repository(stack, 'P'),
  'one bucket': (stack) => new LogzioArchiveBucket(stack, 'P'),
};

test.each<[string, string, object, string?, string?]>([
  ['elsewhere', 'backup', outside(['eu-west-1']), `denies s3:ListAllMyBuckets, depending on the region of the endpoint .*${MAY_BE}`],
  ['elsewhere', 'managed', outside(['eu-west-1']), `denies s3:ListAllMyBuckets, sts:GetFederationToken, depending on .*${MAY_BE}`],
  ['elsewhere', 'm365', outside(['eu-west-1'], {}, BUT_ADMINS), `denies s3:ListAllMyBuckets, depending on the region .*${MAY_BE}`],
  [
    'in two regions, one of them that of its bucket',
    'm365',
    outside(['eu-west-1', 'eu-north-1']),
    `denies s3:ListAllMyBuckets, .*${MAY_BE}`,
  ],
  ['in us-east-1', 'managed', outside(['eu-west-1', 'us-east-1'])],
  ['elsewhere, but for what AWS exempts', 'managed', outside(['eu-west-1'], PUBLISHED)],
  ['elsewhere, all', 'managed', outside(['us-west-2']), 'denies s3:ListAllMyBuckets, .*s3:PutObject.*core\\.denied'],
  ['elsewhere', 'one bucket', outside(['eu-west-1'])],
  ['elsewhere, from GovCloud', 'managed', outside(['us-gov-east-1']), undefined, 'us-gov-east-1'],
  ['elsewhere, from us-east-1', 'managed', outside(['us-east-1']), undefined, 'us-east-1'],
])('a policy that denies what is called %s, and a product that lists (%s)', (_, product, content, ...[says, region = 'eu-west-1']) => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region } });
  PRODUCTS[product](stack);
  attach(stack, { content });
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

const VENDOR = '444455556666';
const [WHO, SERVICE] = [{ 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, { 'aws:PrincipalIsAWSService': 'false' }];
const ofRoles = (Condition: object = {}, Action: unknown = 'sts:AssumeRole') => denying({ Principal: '*', Action, Condition });
const OTHERS = { StringNotEqualsIfExists: WHO, BoolIfExists: SERVICE };
const but = (...accounts: string[]) => ({ ...OTHERS, StringNotEqualsIfExists: { ...WHO, 'aws:PrincipalAccount': accounts } });
const DEPUTIES = {
  StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5', 'aws:SourceAccount': ['222222222222'] },
  ...{ Null: { 'aws:SourceArn': 'false' }, Bool: { 'aws:PrincipalIsAWSService': 'true' } },
};

/** Each role, and who assumes it. */
const ROLES = {
  vendor: VendorAccess.vendorRole({ accountId: VENDOR, externalId: 'an-external-id' }),
  instances: VendorAccess.workloadRole(Workload.ec2Instance()),
  pods: VendorAccess.workloadRole(Workload.podIdentity({ clusterName: 'main', namespace: 'velero', serviceAccount: 'velero' })),
  tokens: VendorAccess.workloadRole(
    Workload.serviceAccount({
      provider: iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(
        newStack(),
        'Tokens',
        `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A1`,
      ),
      ...{ namespace: 'velero', serviceAccount: 'velero' },
    }),
  ),
  own: (stack: Stack, ...accounts: string[]) => {
    const all = accounts.map((one) => new iam.AccountPrincipal(one));
    return VendorAccess.existingRole(new iam.Role(stack, 'Own', { assumedBy: new iam.CompositePrincipal(...all) }));
  },
};

test.each<[string, VendorAccess | ((stack: Stack) => VendorAccess), object, RegExp?]>([
  [
    'all, of a vendor',
    ROLES.vendor,
    ofRoles(),
    /'Organization\/Policy', statement 2, denies sts:AssumeRole\. .*444455556666 assumes the role.*core.denied/,
  ],
  ['others, of a vendor', ROLES.vendor, ofRoles(OTHERS), /denies sts:AssumeRole .*core.denied/],
  ['others but an account, of a vendor', ROLES.vendor, ofRoles(but('222222222222')), /denies sts:AssumeRole .*core.denied/],
  ['others but the vendor', ROLES.vendor, ofRoles(but('222222222222', VENDOR))],
  ['without the external id, of a vendor', ROLES.vendor, ofRoles({ Null: { 'sts:ExternalId': 'true' } })],
  ['plain HTTP', ROLES.vendor, ofRoles({ BoolIfExists: { 'aws:SecureTransport': 'false' } }, 'sts:*')],
  ['tokens and SAML, of a vendor', ROLES.vendor, ofRoles({}, ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'])],
  ['all tokens', ROLES.tokens, ofRoles({}, 'sts:AssumeRoleWithWebIdentity'), /denies sts:AssumeRoleWithWebIdentity.*core.denied/],
  [
    'others, of tokens, which have no organization',
    ROLES.tokens,
    ofRoles(OTHERS, 'sts:AssumeRole*'),
    /denies sts:AssumeRoleWithWebIdentity.*core.denied/,
  ],
  ['others, of tokens', ROLES.tokens, ofRoles(OTHERS)],
  ['others, of instances', ROLES.instances, ofRoles(OTHERS)],
  [
    'others and services, of instances',
    ROLES.instances,
    ofRoles({ StringNotEqualsIfExists: WHO }),
    /ec2.amazonaws.com assumes the role.*core.denied/,
  ],
  ['others, of pods', ROLES.pods, ofRoles(OTHERS, 'sts:*')],
  ['services for others, of pods', ROLES.pods, ofRoles(DEPUTIES, 'sts:*')],
  ['services for others, of instances', ROLES.instances, ofRoles(DEPUTIES, 'sts:*')],
  [
    'services for another account, of pods',
    ROLES.pods,
    ofRoles({ StringNotEquals: { 'aws:SourceAccount': '222222222222' } }),
    /pods.eks.amazonaws.com assumes the role.*core.denied/,
  ],
  ['others, of your own role for another account', (stack) => ROLES.own(stack, '222222222222'), ofRoles(OTHERS)],
  ['others, of your own role for the account', (stack) => ROLES.own(stack, ACCOUNT), ofRoles(OTHERS)],
  ['all, of your own role', (stack) => ROLES.own(stack, ACCOUNT, VENDOR), ofRoles(), /denies sts:AssumeRole\. .*core.denied/],
  [
    'all but one of two accounts, of your own role',
    (stack) => ROLES.own(stack, ACCOUNT, VENDOR),
    ofRoles({ StringNotEquals: { 'aws:PrincipalAccount': VENDOR } }),
  ],
])('a resource control policy on roles keeps out %s', (_, access, content, ...[says]) => {
  const stack = newStack();
  const Product = access === ROLES.vendor ? LogzioArchiveBucket : velero.VeleroBackupLocation;
  new Product(stack, 'Product', { access: typeof access === 'function' ? access(stack) : access });
  attach(stack, { type: RCP, content });
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

/** As AWS publishes it: https://github.com/aws-samples/data-perimeter-policy-examples/tree/main/resource_control_policies, read 2026-12-01. */
const EXCLUDED = { ...OTHERS, StringNotEqualsIfExists: { ...WHO, 'aws:ResourceTag/dp:exclude:identity': 'true' } };
test.each<[string, [key: string, value: string] | undefined, object, RegExp?]>([
  ['the tag', ['dp:exclude:identity', 'true'], ofRoles(EXCLUDED)],
  ['no tag', undefined, ofRoles(EXCLUDED), /denies sts:AssumeRole\b.*core\.denied\]/],
  ['another tag', ['dp:exclude', 'true'], ofRoles(EXCLUDED), /denies sts:AssumeRole\b.*core\.denied\]/],
  ['another value', ['dp:exclude:identity', 'false'], ofRoles(EXCLUDED), /denies sts:AssumeRole\b.*core\.denied\]/],
  ['a tag that a denial names', ['team', 'a'], ofRoles({ StringEquals: { 'aws:ResourceTag/team': 'a' } }), /core\.denied\]/],
  ['no tag that a denial names', undefined, ofRoles({ StringEquals: { 'aws:ResourceTag/team': 'a' } })],
])('a role of a vendor with %s, and a resource control policy about tags', (_, tag, content, ...[says]) => {
  const stack = newStack();
  const { role } = new LogzioArchiveBucket(stack, 'Product', { access: ROLES.vendor });
  tag && Tags.of(role as iam.Role).add(...tag);
  attach(stack, { type: RCP, content });
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

test('no service control policy keeps others from a role', () => {
  const stack = newStack();
  new LogzioArchiveBucket(stack, 'Product', { access: ROLES.vendor });
  attach(stack, { content: ofRoles({}, 'sts:*') });
  expect(warningsOf(stack)).toEqual([]);
});
