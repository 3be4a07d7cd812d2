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

test.each(ALL_CASES)('%s: an added wildcard is a new finding', (_, make) => {
  const stack = newStack();
  make(stack).policy.addStatements(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::mine/*'] }));
  const added = nagFindings(stack).map(({ finding }) => finding);
  expect(added).toContain('AwsSolutions-IAM5[Resource::arn:aws:s3:::mine/*]');
});

test.each(ALL_CASES)('%s: every acknowledgement has a reason with the page it comes from, and names one value', (_, make) => {
  const all = make(newStack()).node.findAll();
  const acknowledgements = all.flatMap((made) => {
    const { metadata } = (made?.node.defaultChild as iam.CfnManagedPolicy | undefined)?.cfnOptions ?? {};
    return (metadata?.cdk_nag.rules_to_suppress ?? []) as { id: string; reason: string; applies_to?: string[] }[];
  });
  expect(acknowledgements.filter(({ reason }) => !/\(https:\/\/\S+\)/.test(reason))).toEqual([]);
  expect(acknowledgements.filter(({ id, applies_to = [] }) => id !== 'AwsSolutions-SMG4' && applies_to.length !== 1)).toEqual([]);
  expect(acknowledgements).not.toEqual([]);
});
