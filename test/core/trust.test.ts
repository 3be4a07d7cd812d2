import { CfnParameter, type CfnResource, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { datadog, logzio, VendorAccess, velero, Workload } from '../../src';
import { newStack, warningsOf } from '../util';
import { access } from './explain/apps';

const [VENDOR, OTHER] = [datadog.DatadogAccount.ofSite(datadog.DatadogSite.US1), '999988887777'];
const [EXTERNAL_ID, REGION] = ['a1b2c3d4e5f6478890aabbccddeeff00', { 'aws:RequestedRegion': 'eu-west-1' }];
const HTTP = { Bool: { 'aws:SecureTransport': 'false' } };
const MFA = 'aws:MultiFactorAuthPresent';
const PAST = { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } };
const STRANGERS = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } };
const LATER = { 'Fn::If': ['C', { Effect: 'Deny', Principal: '*', Action: '*' }, { Ref: 'AWS::NoValue' }] };

type Make = (stack: Stack, access: VendorAccess) => { readonly role?: iam.IRole };
const dd: Make = (stack, access) => new datadog.DatadogLogArchive(stack, 'Archive', { access });
const logs: Make = (stack, access) => new logzio.LogzioArchiveBucket(stack, 'Archive', { access });
const pods: Make = (stack, access) => new velero.VeleroBackupLocation(stack, 'Archive', { access });

type Denial = iam.PolicyStatementProps | object;
function deny(role: iam.IRole | undefined, denial: Denial): void {
  if ('Fn::If' in denial) {
    ((role as iam.Role).node.defaultChild as CfnResource).addPropertyOverride('AssumeRolePolicyDocument.Statement.1', denial);
    return;
  }
  const common = { effect: iam.Effect.DENY, actions: ['sts:AssumeRole'], principals: [new iam.AnyPrincipal()] };
  (role as iam.Role).assumeRolePolicy?.addStatements(new iam.PolicyStatement({ ...common, ...denial }));
}

const service = (name: string) => new iam.ServicePrincipal(`${name}.amazonaws.com`);
const account = (id: string, conditions: iam.Conditions = {}) => new iam.AccountPrincipal(id).withConditions(conditions);
const ID = { 'sts:ExternalId': EXTERNAL_ID };
const meeting = (conditions: iam.Conditions) => account(VENDOR, { StringEquals: ID, ...conditions });
const vendor = meeting({});
const byPod = Workload.podIdentity({ clusterName: 'production', namespace: 'velero', serviceAccount: 'velero' });

const MADE = {
  vendor: [dd, VendorAccess.vendorRole({ accountId: VENDOR, externalId: EXTERNAL_ID })],
  pods: [pods, VendorAccess.workloadRole(byPod)],
  instances: [pods, VendorAccess.workloadRole(Workload.ec2Instance())],
} as const;

describe('a denial in the trust policy of a created role', () => {
  test.each<[keyof typeof MADE, string, Denial, RegExp?]>([
    [
      'vendor',
      'of other organizations',
      { conditions: STRANGERS },
      /'Stack\/Archive\/Role', statement 2, denies.*\(StringNotEquals aws:Pr.*core.denied/,
    ],
    ['vendor', 'of the vendor', { principals: [new iam.AccountPrincipal(VENDOR)] }, /464622532012 assumes the role.*core.denied/],
    [
      'vendor',
      'of some addresses',
      { conditions: { IpAddress: { 'aws:SourceIp': '203.0.113.7' } } },
      /how the calls of 464622532012 are made.*core.mayBeDenied/,
    ],
    ['vendor', 'that the deployment decides', LATER, /what the deployment decides.*core.mayBeDenied/],
    ['vendor', 'of plain HTTP', { conditions: HTTP }],
    ['vendor', 'of another account', { principals: [new iam.AccountPrincipal(OTHER)] }],
    ['vendor', 'of other accounts', { conditions: { StringNotEquals: { 'aws:PrincipalAccount': VENDOR } } }],
    ['vendor', 'without the external id', { conditions: { StringNotEquals: { 'sts:ExternalId': EXTERNAL_ID } } }],
    ['vendor', 'of session tags', { actions: ['sts:TagSession'] }],
    ['vendor', 'of services', { principals: [service('lambda')] }],
    ['pods', 'of session tags', { actions: ['sts:TagSession'] }, /denies sts:TagSession.*pods.eks.amazonaws.com.*core.denied/],
    ['pods', 'for another account', { conditions: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } } }],
    ['pods', 'of all that is no service', { conditions: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }],
    ['pods', 'of a provider', { principals: [new iam.FederatedPrincipal('accounts.google.com')] }],
    ...['pods' as const, 'instances' as const].flatMap((kind): [typeof kind, string, Denial, RegExp?][] => [
      [kind, 'of users', { conditions: { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/*' } } }],
      [kind, 'of a type of principal', { conditions: { StringEquals: { 'aws:PrincipalType': 'User' } } }],
      [kind, 'of those without MFA, if they say so', { conditions: { Bool: { [MFA]: 'false' } } }],
      [kind, 'of all without MFA', { conditions: { BoolIfExists: { [MFA]: 'false' } } }, /core.denied/],
      [kind, 'of other principals', { conditions: { StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } } }, /core.denied/],
      [kind, 'in the past', { conditions: PAST }],
    ]),
    ['pods', 'of other services', { conditions: { StringNotEqualsIfExists: { 'aws:PrincipalServiceName': 'pods.eks.amazonaws.com' } } }],
    [
      'instances',
      'of other services',
      { conditions: { StringNotEquals: { 'aws:PrincipalServiceName': 'pods.eks.amazonaws.com' } } },
      /core.denied/,
    ],
    ['vendor', 'in the past', { conditions: PAST }],
    [
      'vendor',
      'in the future',
      { conditions: { DateGreaterThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } } },
      /the date .*core.mayBeDenied/,
    ],
    ['vendor', 'from now on', { conditions: { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } } }, /core.denied/],
    [
      'vendor',
      'of another region',
      { conditions: { StringNotEquals: REGION } },
      /the region of the endpoint that 464622532012 calls, us-east-1 for a global one .* if the policy allows the region of that endpoint.*core.mayBeDenied/,
    ],
    ['instances', 'of everything', { actions: ['*'] }, /ec2.amazonaws.com assumes the role.*core.denied/],
    ['instances', 'of plain HTTP', { conditions: HTTP }],
  ])('for %s: %s', (kind, _, denial, ...[says]) => {
    const stack = newStack();
    const [make, given] = MADE[kind];
    deny(make(stack, given).role, denial);
    expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
  });
});

describe('the trust policy of your own role', () => {
  const CANNOT = /trust policy of role 'Stack\/Mine': got .* cannot assume the role.*core.denied/;
  const DEPUTY = /got \d+ allowed to assume it without an external id.*core.trustExtended/;
  const VAIN = /trust policy 'Stack\/Mine' does not allow sts:AssumeRole.*Remove the condition: .*core.denied/;
  const both = (...principals: iam.PrincipalBase[]) => new iam.CompositePrincipal(...principals);
  const saml = (stack: Stack) =>
    new iam.SamlConsolePrincipal(new iam.SamlProvider(stack, 'People', { metadataDocument: iam.SamlMetadataDocument.fromXml('<x/>') }));
  const oidc = (stack: Stack) => {
    const provider = new iam.OpenIdConnectProvider(stack, 'Tokens', { url: 'https://example.com' });
    return new iam.OpenIdConnectPrincipal(provider, { StringEquals: { 'example.com:sub': 'backup' } });
  };
  const tokensAsPeople = () => new iam.FederatedPrincipal('arn:aws:iam::111122223333:oidc-provider/e', {}, 'sts:AssumeRoleWithSAML');
  const parameter = (stack: Stack) => account(new CfnParameter(stack, 'Account').valueAsString);

  test.each<[string, Make, iam.IPrincipal | ((stack: Stack) => iam.IPrincipal), Denial?, RegExp?]>([
    ['for the vendor', dd, vendor],
    ['for the vendor and a function', dd, both(vendor, service('lambda'))],
    ['for the vendor, and another account of the app', dd, both(vendor, account(OTHER))],
    ['for an account that the deployment decides', dd, parameter],
    ['for a function alone', dd, service('lambda'), undefined, CANNOT],
    ['for another account', dd, account(OTHER, { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } }), undefined, CANNOT],
    ['for the vendor without an external id', dd, account(VENDOR), undefined, DEPUTY],
    ['for the vendor with any external id', dd, account(VENDOR, { StringLike: { 'sts:ExternalId': '*' } }), undefined, DEPUTY],
    ['with a denial of other organizations', dd, vendor, { conditions: STRANGERS }, /'Stack\/Mine', statement 2, denies.*core.denied/],
    ['with a denial of plain HTTP', dd, vendor, { conditions: HTTP }],
    ['with a denial that the deployment decides', dd, vendor, LATER, /core.mayBeDenied/],
    ['with a denial of another region', dd, vendor, { conditions: { StringNotEquals: REGION } }, /core.mayBeDenied/],
    ['for the vendor with MFA', dd, meeting({ Bool: { [MFA]: 'true' } }), undefined, VAIN],
    ['for the vendor in the past', dd, meeting(PAST), undefined, VAIN],
    ['for the vendor as a service', dd, meeting({ Bool: { 'aws:PrincipalIsAWSService': 'true' } }), undefined, VAIN],
    ['for the vendor from its account', dd, meeting({ StringEquals: { ...ID, 'aws:PrincipalAccount': VENDOR } })],
    ['for the vendor with MFA, if it says so', dd, meeting({ BoolIfExists: { [MFA]: 'true' } })],
    ['for the vendor until later', dd, meeting({ DateLessThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } })],
    ['for the vendor, with MFA or without', dd, both(meeting({ Bool: { [MFA]: 'true' } }), vendor)],
    // the account of the vendor is on no page
    ['for people of the account with MFA', logs, new iam.AccountRootPrincipal().withConditions({ Bool: { [MFA]: 'true' } })],
    ['for an account with an external id', logs, vendor],
    ['for one with an external id, and one of the app', logs, both(vendor, account(OTHER))],
    ['for one without', logs, account(OTHER), undefined, DEPUTY],
    ['for one of the organization', logs, account(OTHER, { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } })],
    ['for the account itself', logs, new iam.AccountRootPrincipal()],
    ['for an agent on an instance', logs, service('ec2')],
    ['for a function', logs, service('lambda'), undefined, CANNOT],
    ['for a service that acts itself', logs, service('batch'), undefined, CANNOT],
    ...['ssm', 'credentials.iot', 'codebuild', 'sagemaker', 'tasks.apprunner'].map((on): [string, Make, iam.IPrincipal] => [
      `for software on ${on}`,
      logs,
      service(on),
    ]),
    ['for people of a provider of the app', logs, saml],
    ['for people of a provider of the app, not the vendor', dd, saml, undefined, /got 'Stack\/People' allowed to assume it/],
    ['for a provider of tokens of the app, not the vendor', dd, oidc, undefined, /got 'Stack\/Tokens' allowed to assume it/],
    ['for people of a provider of the app, as pods', pods, saml],
    [
      'for nobody, by an action of others',
      pods,
      tokensAsPeople,
      undefined,
      /got nobody .* a principal that Velero runs as.*Add that principal\. .*core.denied/,
    ],
    // a workload of the account
    ['for instances', pods, service('ec2')],
    ['for another account, which assumes it for pods', pods, account(OTHER)],
    ['for instances that are denied', pods, service('ec2'), { actions: ['sts:*'] }, /ec2.amazonaws.com assumes the role.*core.denied/],
    ['for pods, and instances that are denied', pods, both(service('ec2'), service('pods.eks')), { principals: [service('ec2')] }],
  ])('%s: %#', (_, make, assumedBy, ...[denial, says]) => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Mine', { assumedBy: typeof assumedBy === 'function' ? assumedBy(stack) : assumedBy });
    if (denial) {
      deny(role, denial);
    }
    make(stack, VendorAccess.existingRole(role));
    expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
  });
});

test.each<[string, Denial, unknown[]]>([
  ['stops the vendor', { conditions: STRANGERS }, [expect.objectContaining({ certain: true, actions: ['sts:AssumeRole'] })]],
  ['may stop it', { conditions: { StringNotEquals: REGION } }, [expect.objectContaining({ certain: false })]],
  ['stops nobody', { conditions: HTTP }, []],
])('explain says that a denial %s', (_, denial, stopped) => {
  const [make, given] = MADE.vendor;
  expect(access((stack) => deny(make(stack, given).role, denial)).stopped).toEqual(stopped);
});
