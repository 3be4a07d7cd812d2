import * as iam from 'aws-cdk-lib/aws-iam';
import type { logzio } from '../../src';
import { nagFindings } from '../nag';
import { newStack } from '../util';
import { CASES } from './cases';

/** Findings on what the construct made; what a case made for itself is its own business. */
function findings(name: string, change: (archive: logzio.LogzioArchiveBucket) => void = () => {}): string[] {
  const stack = newStack();
  change(CASES[name](stack));
  return nagFindings(stack, 'Stack/Archive');
}

test.each(Object.keys(CASES))('%s: no finding but the access logs, which are the choice of the user', (name) => {
  expect(findings(name)).toEqual(['access-logs', 'own-bucket', 'imported-bucket'].includes(name) ? [] : ['AwsSolutions-S1']);
});

test('an added wildcard is a new finding', () => {
  const added = findings('default', (archive) => {
    archive.policy.addStatements(
      new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [archive.bucket.arnForObjects('mine/*')] }),
    );
  });
  expect(added).toContain('AwsSolutions-IAM5[Resource::<ArchiveBucket49F1AC64.Arn>/mine/*]');
});

test('every acknowledgement has a reason with the page it comes from, and names one value', () => {
  const archive = CASES.default(newStack());
  const acknowledgements = [archive.policy, archive.secret].flatMap((made) => {
    const { metadata } = (made?.node.defaultChild as iam.CfnManagedPolicy).cfnOptions;
    return metadata?.cdk_nag.rules_to_suppress as { reason: string; applies_to?: string[] }[];
  });
  const page = expect.stringContaining('https://docs.logz.io/');
  expect(acknowledgements).toEqual([
    { id: 'AwsSolutions-IAM5', reason: page, applies_to: ['Resource::<ArchiveBucket49F1AC64.Arn>/*'] },
    { id: 'AwsSolutions-SMG4', reason: page },
  ]);
});
