import { resolveTemplate } from '../../matrix';
import type { Environment, Json, ResolvedResource, Template } from '../../matrix/types';
import type { Checks } from '../checks';
import type { DeployedStack } from '../stack';
import type { Target } from '../target';
import { IAM } from './iam';
import { LAMBDA } from './lambda';
import { NETWORK } from './network';
import type { Properties, Reader } from './reader';
import { S3 } from './s3';
import { SECRETS } from './secrets';

/** Of the tests' own: it makes a deployment wait. */
const WAITING: Reader = { read: async ({ promised }) => promised };

const READERS: Record<string, Reader> = {
  ...S3,
  ...IAM,
  ...SECRETS,
  ...NETWORK,
  ...LAMBDA,
  'AWS::CloudFormation::WaitCondition': WAITING,
  'AWS::CloudFormation::WaitConditionHandle': WAITING,
};

const OUTPUTS = 'outputs of the stack';

/** A template, with what `test/matrix` does not look at. */
export type WholeTemplate = Template & { readonly Outputs?: Record<string, { readonly Value: Json }> };

/**
 * Reads every property of every resource of a stack through the AWS APIs, and compares it with what the template promises; also what it does
 * not mention: a policy that is attached besides, a key too many. A resource that nobody can read is a failure.
 */
export async function readBack(target: Target, stack: DeployedStack, template: WholeTemplate, checks: Checks, where: string) {
  const outputs = Object.fromEntries(Object.entries(template.Outputs ?? {}).map(([name, { Value }]) => [name, Value]));
  const Resources = { ...template.Resources, [OUTPUTS]: { Type: OUTPUTS, Properties: outputs } };
  const resolved = resolveTemplate({ ...template, Resources }, environmentOf(target, stack));
  const all = [...resolved.values()].filter(({ type }) => type !== 'AWS::CDK::Metadata');
  for (const resource of all) {
    if (resource.type === OUTPUTS) {
      compare(checks, where, OUTPUTS, resource.properties, stack.allOutputs);
    } else {
      await readResource(target, resource, all, checks, where);
    }
  }
}

/** Where a stack is, and what its resources are called there. */
export function environmentOf({ account, region }: Target, stack: Pick<DeployedStack, 'name' | 'refs'>): Environment {
  const zones = ['a', 'b', 'c', 'd', 'e', 'f'].map((zone) => `${region}${zone}`);
  return { account, region, partition: 'aws', stackName: stack.name, refs: stack.refs, zones };
}

async function readResource(target: Target, resource: ResolvedResource, all: ResolvedResource[], checks: Checks, where: string) {
  const { logicalId, properties, ref = '', type } = resource;
  const reader = READERS[type];
  if (!reader) {
    checks.step(where, `${logicalId} is read back`, false, `nobody knows how to read ${type}`);
    return;
  }
  const promised: Properties = { ...properties, ...implied(resource, all) };
  for (const name of Object.keys(reader.unread ?? {})) {
    delete promised[name];
  }
  const got = await reader.read({ target, id: ref, promised });
  for (const name of (reader.byAws ?? []).filter((one) => promised[one] === undefined)) {
    delete got[name];
  }
  compare(checks, where, logicalId, promised, got);
}

function compare(checks: Checks, where: string, what: string, promised: Properties, got: Properties): void {
  for (const name of new Set([...Object.keys(promised), ...Object.keys(got)])) {
    checks.property(where, `${what} ${name}`, promised[name] === '' ? undefined : promised[name], got[name] ?? undefined);
  }
}

/** What a template does not say at the resource itself, but at others. */
function implied({ type, properties, ref = '' }: ResolvedResource, all: ResolvedResource[]): Properties {
  const ofType = (wanted: string) => all.filter((other) => other.type === wanted);
  const refs = (found: ResolvedResource[]) => found.map((other) => other.ref).sort();
  const keys = ofType('AWS::IAM::AccessKey');
  const attached = (to: 'Groups' | 'Roles' | 'Users') => ({
    attachedPolicies: refs(ofType('AWS::IAM::ManagedPolicy').filter((policy) => policy.properties[to]?.includes(ref))),
    inlinePolicies: ofType('AWS::IAM::Policy')
      .filter((policy) => policy.properties[to]?.includes(ref))
      .map((policy) => policy.properties.PolicyName)
      .sort(),
  });
  switch (type) {
    case 'AWS::IAM::User':
      return { ...attached('Users'), keys: refs(keys.filter((key) => key.properties.UserName === ref)) };
    case 'AWS::IAM::Group':
      return { ...attached('Groups'), members: refs(ofType('AWS::IAM::User').filter((user) => user.properties.Groups?.includes(ref))) };
    case 'AWS::IAM::Role': {
      const own = (properties.Policies ?? []).map(({ PolicyName }: Json) => PolicyName);
      const { attachedPolicies, inlinePolicies } = attached('Roles');
      return { attachedPolicies, inlinePolicies: [...inlinePolicies, ...own].sort() };
    }
    case 'AWS::SecretsManager::Secret': {
      const fields = Object.entries(JSON.parse(properties.SecretString));
      const key = keys.find((one) => one.ref === fields[0][1]);
      return { fields: fields.map(([name]) => name), keyId: key?.ref, worksAs: key?.properties.UserName };
    }
    case 'AWS::KMS::Key':
      return { enabled: true };
    default:
      return {};
  }
}
