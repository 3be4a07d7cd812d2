import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import * as library from '../src';
import { ALL_CASES } from './cases';
import { nagFindings } from './nag-findings';
import { newStack } from './util';

/** What cdk-nag finds where the library leaves a choice to the user: the path of the resource, and why it is not acknowledged. */
const CHOICES: Record<string, [path: RegExp, reason: string]> = {
  'AwsSolutions-S1': [/\/Bucket\d*\/Resource$/, 'access logs need a second bucket: serverAccessLogsBucket'],
  'AwsSolutions-VPC7': [/^Stack\/Network\/Vpc\/Resource$/, 'flow logs need a place and cost money: flowLogs'],
};

/** What it finds in what a case makes for itself. */
const OF_CASES: Record<string, [path: RegExp, reason: string]> = {
  'AwsSolutions-S1': [/^Stack\/\w+\/Resource$/, 'a bucket without access logs'],
  'AwsSolutions-S10': [/^Stack\/\w+(\/Policy)?\/Resource$/, 'a bucket without enforceSSL'],
  'AwsSolutions-KMS5': [/^Stack\/\w+\/Resource$/, 'a key without rotation'],
  'AwsSolutions-IAM5[Action::s3:*]': [/^Stack\/Boundary\/Resource$/, 'a permissions boundary'],
  'AwsSolutions-IAM5[Resource::*]': [/^Stack\/Boundary\/Resource$/, 'a permissions boundary'],
  'AwsSolutions-VPC7': [/^Stack\/\w+\/Resource$/, 'a VPC without flow logs'],
};

const CLASSES: unknown[] = Object.values(library).flatMap((vendor) => Object.values(vendor));
const isOurs = (construct: IConstruct) => CLASSES.includes(construct.constructor);
const used = new Set<unknown>();

test.each(ALL_CASES)('%s: every finding of the whole stack has its reason', (_, make) => {
  const stack = newStack();
  make(stack);
  const ours = stack.node
    .findAll()
    .filter(isOurs)
    .map(({ node }) => `${node.path}/`);
  const unexplained = nagFindings(stack).filter(({ finding, path }) => {
    const reason = (ours.some((start) => path.startsWith(start)) ? CHOICES : OF_CASES)[finding];
    used.add(reason);
    return !reason?.[0].test(path);
  });
  expect(unexplained).toEqual([]);
});

test('no reason is left over, and the options for the choices of the user end their findings', () => {
  expect([...Object.values(CHOICES), ...Object.values(OF_CASES)].filter((reason) => !used.has(reason))).toEqual([]);
  const stack = newStack();
  const logs = new s3.Bucket(stack, 'Logs', { enforceSSL: true });
  new library.veeam.VeeamM365Repository(stack, 'Repository', { serverAccessLogsBucket: logs });
  const flowLogs = { destination: ec2.FlowLogDestination.toS3(logs) };
  new library.veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'], flowLogs });
  expect(nagFindings(stack).filter(({ path }) => !path.startsWith('Stack/Logs/'))).toEqual([]);
});

/** The first case of each construct. */
const ONE_OF_EACH = [...new Map([...ALL_CASES].reverse().map((one) => [one[1](newStack()).constructor, one])).values()];

test.each(ONE_OF_EACH)('%s: an added wildcard is a new finding', (_, make) => {
  const stack = newStack();
  make(stack).policy.addStatements(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::mine/*'] }));
  const added = nagFindings(stack).map(({ finding }) => finding);
  expect(added).toContain('AwsSolutions-IAM5[Resource::arn:aws:s3:::mine/*]');
});

const parsed = (metadata: object) => Object.entries(metadata);

test.each(ALL_CASES)('%s: every acknowledgement has a reason with the page it comes from, and names its values', (_, make) => {
  const all = make(newStack()).node.findAll();
  const reasons = all.flatMap(({ node }) =>
    node.metadata.filter(({ type }) => type === 'aws:cdk:acknowledged-rules').flatMap(({ data }) => parsed(data)),
  );
  const suppressions = all.flatMap((made) => {
    const { metadata } = (made as Partial<iam.CfnManagedPolicy>).cfnOptions ?? {};
    return (metadata?.cdk_nag?.rules_to_suppress ?? []) as { id: string; reason: string; applies_to?: string[] }[];
  });
  const isOfKey = (rule: string) => rule.includes('AwsSolutions-SMG4');
  expect(reasons.filter(([rule, reason]) => !isOfKey(rule) && !(/\[\w+::.+\]$/.test(rule) && /\(https:\/\/\S+\)/.test(reason)))).toEqual(
    [],
  );
  expect(
    suppressions.flatMap(({ id, applies_to = [''] }) => applies_to.map((value) => `AwsSolutions::${id}${value && `[${value}]`}`)).sort(),
  ).toEqual(reasons.map(([rule]) => rule).sort());
  expect(suppressions).not.toEqual([]);
});

/** What a template may grow by because its findings have reasons. */
const GROWTH = 1.15;

test.each(ALL_CASES)('%s: the template is at most 1.15 of one without metadata', (_, make) => {
  const stack = newStack();
  make(stack);
  const template = Template.fromStack(stack).toJSON();
  const size = (of: object) => JSON.stringify(of, undefined, 1).length; // as the CDK writes it
  const resources = Object.entries<object>(template.Resources).map(([id, { Metadata, ...rest }]: [string, { Metadata?: object }]) => [
    id,
    rest,
  ]);
  expect(size(template) / size({ ...template, Resources: Object.fromEntries(resources) })).toBeLessThan(GROWTH);
});
