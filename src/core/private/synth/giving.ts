import { asksWho } from '../policy/admitted';
import { objectOf } from '../policy/document';
import { documentIn } from '../policy/document-text';
import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import { BUDGET } from './meanings';

// What gives a principal something beside its own policies. Data about CloudFormation, for checks and for `explain`.

/** Types whose policies limit, or which take texts that are no policies of IAM. */
const GIVES_NOTHING = /^AWS::(Config::.*|EC2::.*|EKS::PodIdentityAssociation|Logs::AccountPolicy|OpenSearchServerless::.*|Transfer::User)$/;

export const mayGive = (type: string): boolean => !GIVES_NOTHING.test(type);

/** They take messages or copies of backups, which gives nobody data or permissions, or only accompany a session. */
const GIVES_LITTLE =
  /^(backup:CopyIntoBackupVault|events:PutEvents|sns:Publish|sqs:(GetQueue\w+|SendMessage)|sts:(SetSourceIdentity|TagSession))$/i;

/**
 * Whether a statement for everybody matters to one of those whom it lets in: if it asks who calls. What is open to everybody is open without the
 * principal, too; but a role is somebody to be.
 */
export function isWorthy(type: string, statement: { readonly Action?: Json; readonly Condition?: Json }): boolean {
  const actions = texts(plain(statement.Action));
  return (type === 'AWS::IAM::Role' || asksWho(statement)) && !(actions.length > 0 && actions.every((action) => GIVES_LITTLE.test(action)));
}

/** A property that names whom a service gives access to. */
export interface Grant {
  readonly type: string;
  readonly at: RegExp;
  readonly what: string;
  /** The calls that give the same, and name whom in a parameter of the same path. */
  readonly call?: RegExp;
}

const grant = (type: string, at: RegExp, what: string, call?: RegExp): Grant => ({ type: `AWS::${type}`, at, what, call });

/** When it is exceeded. */
export const BY_BUDGET: Grant = {
  type: BUDGET,
  at: /^Definition\.IamActionDefinition\.(Groups|Roles|Users)\b/,
  what: 'what a policy allows that the budget attaches',
};

/** Policy documents are not among them. */
export const GRANTS: readonly Grant[] = [
  BY_BUDGET,
  grant('Cloud9::EnvironmentEC2', /^OwnerArn\b/, 'the environment', /^cloud9:CreateEnvironmentEC2$/),
  grant('CodeGuruProfiler::ProfilingGroup', /^AgentPermissions\b/, 'the profiling group'),
  grant('DataZone::GroupProfile', /^RolePrincipalArn\b/, 'the domain'),
  grant('DataZone::Project', /^MembershipAssignments\b/, 'the project'),
  grant('DataZone::ProjectMembership', /^Member\b/, 'the project', /^datazone:CreateProjectMembership$/),
  grant('DataZone::Owner', /^Owner\b/, 'the domain', /^datazone:AddEntityOwner$/),
  grant('DataZone::PolicyGrant', /^Principal\b/, 'the domain', /^datazone:AddPolicyGrant$/),
  grant('DataZone::SubscriptionTarget', /^AuthorizedPrincipals\b/, 'the data', /^datazone:(Create|Update)SubscriptionTarget$/),
  grant('DataZone::UserProfile', /^UserIdentifier\b/, 'the domain', /^datazone:CreateUserProfile$/),
  grant('EC2::VPCEndpointServicePermissions', /^AllowedPrincipals\b/, 'the endpoint service'),
  grant('EKS::AccessEntry', /^PrincipalArn\b/, 'the cluster', /^eks:(AssociateAccessPolicy|(Create|Update)AccessEntry)$/),
  grant(
    'Elasticsearch::Domain',
    /\bMasterUserARN\b/,
    'the whole domain',
    /^(es|elasticsearchservice):(CreateElasticsearchDomain|UpdateElasticsearchDomainConfig)$/,
  ),
  grant('Events::EventBusPolicy', /^Statement\.Principal\b/, 'the event bus'),
  grant('Glue::Catalog', /\bDataLakePrincipalIdentifier\b/, 'new tables and databases', /^glue:(Create|Update)Catalog$/),
  grant('Glue::Database', /\bDataLakePrincipalIdentifier\b/, 'new tables', /^glue:(Create|Update)Database$/),
  grant('LakeFormation::DataLakeSettings', /\bDataLakePrincipalIdentifier\b/, 'the data lake', /^lakeformation:PutDataLakeSettings$/),
  grant('LakeFormation::Permissions', /\bDataLakePrincipalIdentifier\b/, 'the data lake'),
  grant(
    'LakeFormation::PrincipalPermissions',
    /\bDataLakePrincipalIdentifier\b/,
    'the data lake',
    /^lakeformation:(Batch)?GrantPermissions$/,
  ),
  grant('Lambda::Permission', /^Principal\b/, 'the function', /^lambda:AddPermission$/),
  grant('LicenseManager::Grant', /^Principals\b/, 'the license', /^licensemanager:CreateGrant$/),
  grant('Logs::Integration', /\bDashboardViewerPrincipals\b/, 'the dashboards'),
  grant('OpenSearchServerless::AccessPolicy', /^Policy\b/, 'the collections', /^opensearchserverless:(Create|Update)AccessPolicy$/),
  grant('OpenSearchService::Domain', /\bMasterUserARN\b/, 'the whole domain', /^opensearch:(CreateDomain|UpdateDomainConfig)$/),
  grant('OpsWorks::UserProfile', /^IamUserArn\b/, 'the stacks'),
  grant('QBusiness::DataAccessor', /^Principal\b/, 'the application', /^qbusiness:CreateDataAccessor$/),
  grant('QBusiness::Permission', /^Principal\b/, 'the application', /^qbusiness:AssociatePermission$/),
  grant('RAM::PrincipalAssociation', /^Principal\b/, 'the shared resources'),
  grant('RAM::ResourceShare', /^Principals\b/, 'the shared resources', /^ram:(AssociateResourceShare|CreateResourceShare)$/),
  grant('S3::AccessGrant', /^Grantee\b/, 'the location in S3', /^s3control:CreateAccessGrant$/),
  grant(
    'ServiceCatalog::PortfolioPrincipalAssociation',
    /^PrincipalARN\b/,
    'the portfolio',
    /^servicecatalog:AssociatePrincipalWithPortfolio$/,
  ),
  grant('Signer::ProfilePermission', /^Principal\b/, 'the signing profile', /^signer:AddProfilePermission$/),
];

/** Calls that let in whom they name; those of AWS KMS have no resource in CloudFormation. */
export const GIVEN_BY_CALL: readonly Required<Pick<Grant, 'at' | 'call' | 'what'>>[] = [
  { at: /^GranteePrincipal\b/, what: 'the KMS key', call: /^kms:CreateGrant$/ },
  ...GRANTS.flatMap(({ call, ...more }) => (call ? { ...more, call } : [])),
];

/** What CDK applies to a cluster, with its map of principals: .../eks/latest/userguide/auth-configmap.html, read 2026-11-30. */
export const IN_CLUSTER: readonly Grant[] = [
  { type: 'Custom::AWSCDK-EKS-KubernetesResource', at: /^Manifest\b/, what: 'the cluster' },
  { type: 'Custom::AWSCDK-EKS-KubernetesPatch', at: /^ApplyPatchJson\b/, what: 'the cluster' },
];

/** The part of such a resource that maps principals; empty if it is something else, such as the annotation of a service account. */
export function mappedIn({ ApplyPatchJson, Manifest, ResourceName }: { readonly [name: string]: Json }): Json[] {
  const isMap = (one: Json) => objectOf(objectOf(one)?.metadata)?.name === 'aws-auth';
  const applied = documentIn(Manifest);
  return [
    ...(Array.isArray(applied) ? applied : [applied]).filter(isMap),
    ...(/^(cm|configmaps?)\/aws-auth$/.test(String(ResourceName)) ? [ApplyPatchJson] : []),
  ];
}
