import { FULL_ARN } from './arns';
import { type Json, list, type PolicyDocument, type ResolvedResource, type Statement } from './types';

export type DocumentKind = 'user' | 'group' | 'role' | 'managed' | 'trust' | 'bucket' | 'key' | 'secret' | 'endpoint';

/** A policy document of the template, with the place it stands in. */
export interface TemplateDocument {
  readonly kind: DocumentKind;
  readonly logicalId: string;
  /** `LogicalId` or `LogicalId.PolicyName`, for messages. */
  readonly name: string;
  readonly policy: PolicyDocument;
  /** Names of the users, groups and roles that it is attached to (identity policies), or the resource it protects. */
  readonly users: string[];
  readonly groups: string[];
  readonly roles: string[];
  readonly protects?: string;
}

/** The resource types that hold policies, say to whom they apply, or are named in them; nothing else of a template needs to be resolved. */
export const POLICY_TYPES = (type: string): boolean =>
  type.startsWith('AWS::IAM::') ||
  [
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'AWS::KMS::Key',
    'AWS::SecretsManager::Secret',
    'AWS::SecretsManager::ResourcePolicy',
    'AWS::EC2::VPCEndpoint',
    'AWS::EC2::Subnet',
    'AWS::EC2::SecurityGroup',
  ].includes(type);

/** Statements of a document as a list. */
export const statements = (policy: PolicyDocument): Statement[] => list(policy.Statement);

const INLINE: Record<string, 'user' | 'group' | 'role'> = {
  'AWS::IAM::User': 'user',
  'AWS::IAM::Group': 'group',
  'AWS::IAM::Role': 'role',
};

/** IAM reads numbers and booleans of a condition as text, and so must the simulator. */
function normalized(policy: Json): PolicyDocument {
  const text = (value: Json): Json => (Array.isArray(value) ? value.map(text) : typeof value === 'object' ? value : String(value));
  const map = (object: Json, f: (value: Json) => Json): Json => Object.fromEntries(Object.entries(object).map(([k, v]) => [k, f(v)]));
  const fix = (s: Json): Json => (s.Condition ? { ...s, Condition: map(s.Condition, (keys) => map(keys, text)) } : s);
  return { ...policy, Statement: list(policy.Statement).map(fix) };
}

/** CloudFormation takes a document as a text too. */
const parsed = (policy: Json): Json => (typeof policy === 'string' ? JSON.parse(policy) : policy);

function documentsOf(r: ResolvedResource): TemplateDocument[] {
  const p = r.properties;
  const doc = (kind: DocumentKind, policy: Json, more: Partial<TemplateDocument> = {}): TemplateDocument[] =>
    policy === undefined
      ? []
      : [{ kind, logicalId: r.logicalId, name: r.logicalId, users: [], groups: [], roles: [], ...more, policy: normalized(policy) }];
  const attached = { users: p.Users ?? [], groups: p.Groups ?? [], roles: p.Roles ?? [] };
  switch (r.type) {
    case 'AWS::IAM::User':
    case 'AWS::IAM::Group':
    case 'AWS::IAM::Role': {
      const kind = INLINE[r.type];
      const inline = list<Json>(p.Policies).flatMap((policy) =>
        doc(kind, policy.PolicyDocument, { name: `${r.logicalId}.${policy.PolicyName}`, [`${kind}s`]: [r.ref] }),
      );
      return [...inline, ...doc('trust', parsed(p.AssumeRolePolicyDocument), { protects: r.arn })];
    }
    case 'AWS::IAM::Policy':
      return doc(attached.users.length > 0 ? 'user' : attached.groups.length > 0 ? 'group' : 'role', p.PolicyDocument, attached);
    case 'AWS::IAM::UserPolicy':
      return doc('user', p.PolicyDocument, { users: [p.UserName] });
    case 'AWS::IAM::GroupPolicy':
      return doc('group', p.PolicyDocument, { groups: [p.GroupName] });
    case 'AWS::IAM::RolePolicy':
      return doc('role', p.PolicyDocument, { roles: [p.RoleName] });
    case 'AWS::IAM::ManagedPolicy':
      return doc('managed', p.PolicyDocument, attached);
    case 'AWS::S3::BucketPolicy':
      return doc('bucket', p.PolicyDocument, { protects: p.Bucket });
    case 'AWS::KMS::Key':
      return doc('key', p.KeyPolicy, { protects: r.arn });
    case 'AWS::SecretsManager::ResourcePolicy':
      return doc('secret', p.ResourcePolicy, { protects: p.SecretId });
    case 'AWS::EC2::VPCEndpoint':
      return doc('endpoint', p.PolicyDocument, { protects: r.ref });
    default:
      return [];
  }
}

/** Every policy document of a resolved template. */
export function templateDocuments(resources: Iterable<ResolvedResource>): TemplateDocument[] {
  return [...resources].flatMap(documentsOf);
}

const OPERATOR =
  /^((ForAllValues|ForAnyValue):)?(String(Not)?(Equals(IgnoreCase)?|Like)|Numeric(NotEquals|Equals|(Less|Greater)Than(Equals)?)|Date(NotEquals|Equals|(Less|Greater)Than(Equals)?)|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?$|^Null$/;

/** @throws when a resource is neither `*` nor a full ARN, or a condition operator does not exist: the simulator judges such a document as if it were sound */
export function refuseUnsound(name: string, policy: PolicyDocument): void {
  for (const [i, statement] of statements(policy).entries()) {
    for (const resource of [...list(statement.Resource), ...list(statement.NotResource)]) {
      if (typeof resource !== 'string' || !FULL_ARN.test(resource)) {
        throw new Error(`${name}, statement ${statement.Sid ?? i}: resource ${JSON.stringify(resource)} is neither '*' nor a full ARN`);
      }
    }
    const wrong = Object.keys(statement.Condition ?? {}).find((operator) => !OPERATOR.test(operator));
    if (wrong) throw new Error(`${name}, statement ${statement.Sid ?? i}: condition operator ${wrong} does not exist`);
  }
}

/** @throws when text of the template is an unresolved token of the CDK */
export function refuseTokens(value: Json, path = 'template'): void {
  if (typeof value === 'string' && /\$\{Token\[/.test(value)) throw new Error(`${path}: unresolved token in ${JSON.stringify(value)}`);
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    refuseTokens(key, `${path} (key)`);
    refuseTokens(item, `${path}.${key}`);
  }
}
