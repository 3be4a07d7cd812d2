import { objectOf, partsOf } from '../policy/document';
import { documentIn, isIntrinsic } from '../policy/document-text';
import type { Json } from '../policy/request';
import type { Meant } from './call-meanings';
import { isComplying } from './complying';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { BUCKET, SECRET, typeAt } from './meanings';
import { oncePerApp } from './once';
import { isSamePlace, meantBy } from './resource-names';
import { tagsOfStacks } from './tags-asked';
import { textIn } from './text-in';
import { byWrittenName } from './written-names';

// What a remediation of AWS Config does to the resources that break its rule, whatever they are (`RESOURCE_ID`).

export const REMEDIATION = 'AWS::Config::RemediationConfiguration';
export const PACK = 'AWS::Config::ConformancePack';
const RULE = 'AWS::Config::ConfigRule';

/** By what stands for such a resource. */
const REMEDIATIONS = new WeakMap<object, FinalResource>();

/** What stands for the resource that breaks the rule of a remediation. */
export function resourceOfRule(remediation: FinalResource): Json {
  const value = { Ref: 'AWS::Config::RESOURCE_ID' };
  REMEDIATIONS.set(value, remediation);
  return value;
}

/** The resources in the template of a conformance pack, if that is JSON. */
export function resourcesOfPack(pack: FinalResource): FinalResource[] {
  const resources = objectOf(objectOf(documentIn(pack.Properties.TemplateBody))?.Resources) ?? {};
  return Object.values(resources).map((one) => ({
    ...pack,
    Type: String(objectOf(one)?.Type),
    Properties: Object(objectOf(one)?.Properties),
  }));
}

/** What AWS Config knows by what runbooks take: the name of a bucket, the ARN of a secret. Of principals and keys, it has other ids. */
const BY_ID: readonly (string | undefined)[] = [BUCKET, SECRET];

/** The resources that remediations may pass in the parameters of a call. */
export function remediatedIn(app: FinalApp, parameters: { readonly [name: string]: Json }): Meant[] {
  return Object.entries(parameters).flatMap(([at, value]) => {
    const type = typeAt(at) ?? '';
    const remediations = [value].flat(Number.POSITIVE_INFINITY).flatMap((one) => REMEDIATIONS.get(Object(one)) ?? []);
    const all = BY_ID.includes(type) ? remediations : [];
    return all.flatMap((one) => app.ofType(type).flatMap((on) => (mayBreak(app, one, on) ? { at, on, ofRule: true } : [])));
  });
}

type Properties = FinalResource['Properties'];

/** Whether the rule may find it wrong, so that AWS Config starts the runbook for it. */
function mayBreak(app: FinalApp, remediation: FinalResource, resource: FinalResource): boolean {
  const { Automatic, ResourceType } = remediation.Properties;
  const { stack } = remediation.construct;
  const rule = ruleOf(app, remediation)?.Properties ?? {};
  const scope = Object(rule.Scope) as Properties;
  const { ComplianceResourceId, ComplianceResourceTypes } = scope;
  const isType = (types: Json) =>
    partsOf(types).length === 0 || partsOf(types).some(({ value }) => value === resource.Type || isIntrinsic(value));
  const id = resource.Type === BUCKET ? 'BucketName' : 'SecretId';
  return (
    (String(Automatic) === 'true' || isIntrinsic(Automatic)) &&
    isSamePlace(app, stack, resource.construct.stack) &&
    isType(ResourceType) &&
    isType(ComplianceResourceTypes) &&
    (ComplianceResourceId === undefined || meantBy(app, stack, ComplianceResourceId, id).includes(resource)) &&
    isTagged(resource, scope) &&
    !isComplying(app, resource, rule)
  );
}

/** With its own tags, and those of its stacks, which CloudFormation passes on. */
function isTagged({ construct, Properties: { Tags } }: FinalResource, { TagKey, TagValue }: Properties): boolean {
  const own = partsOf(Tags).map(({ value }) => objectOf(value));
  const all = [...own, ...tagsOfStacks(construct.stack).map(([Key, Value]) => ({ Key, Value }))];
  return TagKey === undefined || all.some((tag) => tag?.Key === TagKey && (TagValue ?? tag?.Value) === tag?.Value);
}

/** The rule, of the app or of the same pack. */
function ruleOf(app: FinalApp, remediation: FinalResource): FinalResource | undefined {
  const { construct, Properties } = remediation;
  const write = textIn(app, construct.stack);
  const name = write(Properties.ConfigRuleName);
  const pack = app.find(construct);
  const beside = pack?.Type === PACK ? resourcesOfPack(pack).filter(({ Type }) => Type === RULE) : [];
  return beside.find((one) => write(one.Properties.ConfigRuleName) === name) ?? rules(app).get(name)?.[0];
}

const rules = oncePerApp((app) => byWrittenName(app, RULE, 'ConfigRuleName'));
