import { type App, CfnElement } from 'aws-cdk-lib';
import { CASES } from '../cases';
import { resolveTemplate } from '../matrix';
import { ENV } from '../matrix/fixtures';
import type { Json } from '../matrix/types';
import { newStack } from '../util';

/** Scalars of a policy as IAM reads them. */
const asTexts = (json: Json): Json =>
  typeof json !== 'object' || json === null
    ? String(json)
    : Array.isArray(json)
      ? json.map(asTexts)
      : Object.fromEntries(Object.entries(json).map(([name, value]) => [name, asTexts(value)]));

const TYPES = /^AWS::(IAM::(ManagedPolicy|Role)|S3::(Bucket|BucketPolicy))$/;

/** What is given a name by the app. */
const NAMED = /^(Bucket|User|Group|Role|ManagedPolicy)Name$/;

/**
 * The policies of a case by the labels of the site, resolved by the matrix, which shares no code with the site. What CloudFormation names is
 * written as there: `${path}`.
 */
export function synthesized(vendor: string, id: string): Record<string, Json> {
  const stack = newStack();
  CASES[vendor][id](stack);
  const template = (stack.node.root as App).synth().getStackByName(stack.stackName).template;
  const elements = stack.node.findAll().filter((one): one is CfnElement => CfnElement.isCfnElement(one));
  const pathOf = new Map(elements.map((one) => [stack.resolve(one.logicalId) as string, one.node.path.replace(/\/Resource$/, '')]));
  const isNamed = (logicalId: string) => Object.keys(template.Resources[logicalId]?.Properties ?? {}).some((name) => NAMED.test(name));
  const refs = Object.fromEntries([...pathOf].flatMap(([id, path]) => (isNamed(id) ? [] : [[id, `\${${path}}`]])));
  const all = [...resolveTemplate(template, { ...ENV, refs }, (type) => TYPES.test(type)).values()];
  const bucketOf = (name: string) => pathOf.get(all.find(({ ref, type }) => type === 'AWS::S3::Bucket' && ref === name)?.logicalId ?? '');
  const labelled = all.map(({ logicalId, properties, type }): [string, Json] => {
    const path = pathOf.get(logicalId) ?? logicalId;
    if (type === 'AWS::S3::BucketPolicy') return [`Policy of the bucket ${bucketOf(properties.Bucket)}`, properties.PolicyDocument];
    return type === 'AWS::IAM::Role' ? [`Trust policy of ${path}`, properties.AssumeRolePolicyDocument] : [path, properties.PolicyDocument];
  });
  return Object.fromEntries(labelled.map(([label, policy]) => [label, asTexts(policy)]));
}

/** A policy as the site shows it. */
export interface ShownPolicy {
  readonly label: string;
  readonly text: string;
}

/** The id of a security group is an attribute for CDK, and what Ref returns for the matrix. */
const ATTRIBUTE = '.GroupId}';

/** What of the shown policies of a case is not what was synthesized. */
export function policyProblems(vendor: string, id: string, shown: readonly ShownPolicy[]): string[] {
  const expected = synthesized(vendor, id);
  const differing = shown.filter(
    ({ label, text }) => sorted(asTexts(JSON.parse(text.replaceAll(ATTRIBUTE, '}')))) !== sorted(expected[label]),
  );
  return [
    ...(shown.length === 0 ? [`${vendor}/${id}: shows no policy`] : []),
    ...differing.map(({ label }) => `${vendor}/${id}: the policy ${label} is not what is synthesized`),
  ];
}

/** The same for equal JSON, whatever the order of names. */
export function sorted(json: Json): string {
  const inOrder = (_: string, value: Json): Json =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => one.localeCompare(other)))
      : value;
  return JSON.stringify(json, inOrder) ?? '';
}
