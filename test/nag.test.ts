import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { ALL_CASES, type Made } from './cases';
import { nagFindings } from './nag-findings';
import { newStack } from './util';

/** Findings on what the construct made; what a case made for itself is its own business. */
function findings(make: (stack: Stack) => Made, change: (made: Made) => void = () => {}): string[] {
  const stack = newStack();
  const made = make(stack);
  change(made);
  return nagFindings(stack, made.node.path);
}

/** Access logs are the choice of the user: the library makes no second bucket by itself. */
function expected(make: (stack: Stack) => Made): string[] {
  const bucket = make(newStack()).node.tryFindChild('Bucket')?.node.defaultChild as s3.CfnBucket | undefined;
  return bucket && !bucket.loggingConfiguration ? ['AwsSolutions-S1'] : [];
}

test.each(ALL_CASES)('%s: no finding but the access logs, where none were asked for', (_, make) => {
  expect(findings(make)).toEqual(expected(make));
});

test.each(ALL_CASES)('%s: an added wildcard is a new finding', (_, make) => {
  const added = findings(make, ({ policy }) =>
    policy.addStatements(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::mine/*'] })),
  );
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
