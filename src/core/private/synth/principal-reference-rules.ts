import { budgetDenies } from './budget-denials';
import type { ReferenceRule } from './reference-rule';
import { FURTHER_CREDENTIALS, HANDING_RULES } from './workload-rules';

/** Ways to become the principal. */
const CREDENTIAL_RULES: readonly ReferenceRule[] = [
  {
    to: 'user',
    type: 'AWS::IAM::AccessKey',
    at: /^UserName\b/,
    id: FURTHER_CREDENTIALS,
    why: 'another access key of the user, which is not in its secret and is not replaced when its key is rotated',
  },
  ...HANDING_RULES,
  {
    to: 'role',
    type: 'AWS::RolesAnywhere::Profile',
    at: /^RoleArns\b/,
    id: FURTHER_CREDENTIALS,
    why: 'holders of certificates that get the role, if its trust policy allows IAM Roles Anywhere',
  },
];

/** Properties that name whom a service gives access to, by CloudFormation type. Policy documents are not among them: `resource-policies`. */
const GRANTED: readonly [type: string, at: RegExp, what: string, isGrant?: ReferenceRule['if']][] = [
  [
    'AWS::Budgets::BudgetsAction',
    /^Definition\.IamActionDefinition\.(Groups|Roles|Users)\b/,
    'what a policy allows that the budget attaches',
    (by, _, __, app) => !budgetDenies(app, by),
  ],
  ['AWS::Cloud9::EnvironmentEC2', /^OwnerArn\b/, 'the environment'],
  ['AWS::CodeGuruProfiler::ProfilingGroup', /^AgentPermissions\b/, 'the profiling group'],
  ['AWS::DataZone::GroupProfile', /^RolePrincipalArn\b/, 'the domain'],
  ['AWS::DataZone::Project', /^MembershipAssignments\b/, 'the project'],
  ['AWS::DataZone::ProjectMembership', /^Member\b/, 'the project'],
  ['AWS::DataZone::Owner', /^Owner\b/, 'the domain'],
  ['AWS::DataZone::PolicyGrant', /^Principal\b/, 'the domain'],
  ['AWS::DataZone::SubscriptionTarget', /^AuthorizedPrincipals\b/, 'the data'],
  ['AWS::DataZone::UserProfile', /^UserIdentifier\b/, 'the domain'],
  ['AWS::EC2::VPCEndpointServicePermissions', /^AllowedPrincipals\b/, 'the endpoint service'],
  ['AWS::EKS::AccessEntry', /^PrincipalArn\b/, 'the cluster'],
  ['AWS::Elasticsearch::Domain', /\bMasterUserARN\b/, 'the whole domain'],
  ['AWS::Events::EventBusPolicy', /^Statement\.Principal\b/, 'the event bus'],
  ['AWS::Glue::Catalog', /\bDataLakePrincipalIdentifier\b/, 'new tables and databases'],
  ['AWS::Glue::Database', /\bDataLakePrincipalIdentifier\b/, 'new tables'],
  ['AWS::LakeFormation::DataLakeSettings', /\bDataLakePrincipalIdentifier\b/, 'the data lake'],
  ['AWS::LakeFormation::Permissions', /\bDataLakePrincipalIdentifier\b/, 'the data lake'],
  ['AWS::LakeFormation::PrincipalPermissions', /\bDataLakePrincipalIdentifier\b/, 'the data lake'],
  ['AWS::Lambda::Permission', /^Principal\b/, 'the function'],
  ['AWS::LicenseManager::Grant', /^Principals\b/, 'the license'],
  ['AWS::Logs::Integration', /\bDashboardViewerPrincipals\b/, 'the dashboards'],
  ['AWS::OpenSearchServerless::AccessPolicy', /^Policy\b/, 'the collections'],
  ['AWS::OpenSearchService::Domain', /\bMasterUserARN\b/, 'the whole domain'],
  ['AWS::OpsWorks::UserProfile', /^IamUserArn\b/, 'the stacks'],
  ['AWS::QBusiness::DataAccessor', /^Principal\b/, 'the application'],
  ['AWS::QBusiness::Permission', /^Principal\b/, 'the application'],
  ['AWS::RAM::PrincipalAssociation', /^Principal\b/, 'the shared resources'],
  ['AWS::RAM::ResourceShare', /^Principals\b/, 'the shared resources'],
  ['AWS::S3::AccessGrant', /^Grantee\b/, 'the location in S3'],
  ['AWS::ServiceCatalog::PortfolioPrincipalAssociation', /^PrincipalARN\b/, 'the portfolio'],
  ['AWS::Signer::ProfilePermission', /^Principal\b/, 'the signing profile'],
];

function grantRules(...[type, at, what, isGrant]: (typeof GRANTED)[number]): ReferenceRule[] {
  const why = `the principal is allowed to use ${what}, which its policies do not show`;
  return (['user', 'role'] as const).map((to) => ({ to, type, at, if: isGrant, id: 'cdk-vendor-access:core.principalExtended', why }));
}

export const PRINCIPAL_REFERENCES: readonly ReferenceRule[] = [...CREDENTIAL_RULES, ...GRANTED.flatMap((one) => grantRules(...one))];
