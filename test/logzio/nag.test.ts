import { Aspects } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { logzio } from '../../src';
import { newStack } from '../util';
import { CASES } from './cases';

/** Findings of cdk-nag on what the construct made; what a test made for itself is its own business. */
function findings(change: (archive: logzio.LogzioArchiveBucket) => void, name = 'default'): string[] {
  const stack = newStack();
  change(CASES[name](stack));
  Aspects.of(stack).add(new AwsSolutionsChecks());
  return [
    ...Annotations.fromStack(stack).findError('*', Match.anyValue()),
    ...Annotations.fromStack(stack).findWarning('*', Match.anyValue()),
  ]
    .filter((entry) => entry.id.startsWith('/Stack/Archive'))
    .map((entry) => String(entry.entry.data).split(':').slice(0, 4).join(':'));
}
const NO_ACCESS_LOGS = [expect.stringContaining('AwsSolutions-S1')];

test.each(Object.keys(CASES))('%s: no finding but the access logs, which are the choice of the user', (name) => {
  const expected = ['access-logs', 'own-bucket', 'imported-bucket'].includes(name) ? [] : NO_ACCESS_LOGS;
  expect(findings(() => {}, name).filter((finding) => !finding.startsWith('the settings of bucket'))).toEqual(expected);
});

test('an added wildcard is a new finding', () => {
  const added = findings((archive) => {
    archive.policy.addStatements(
      new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [archive.bucket.arnForObjects('mine/*')] }),
    );
  });
  expect(added).toEqual(
    expect.arrayContaining([expect.stringContaining('AwsSolutions-IAM5[Resource::<ArchiveBucket49F1AC64.Arn>/mine/*]')]),
  );
});

test('every acknowledgement has a reason with the page it comes from', () => {
  const stack = newStack();
  const archive = CASES.default(stack);
  const texts = [archive.policy, archive.secret].flatMap((made) => {
    const { metadata } = (made?.node.defaultChild as iam.CfnManagedPolicy).cfnOptions;
    return metadata?.cdk_nag.rules_to_suppress as { reason: string; applies_to?: string[] }[];
  });
  expect(texts.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/https:\/\/docs\.logz\.io/),
    expect.stringMatching(/https:\/\/docs\.logz\.io/),
  ]);
  expect(texts[0].applies_to).toEqual(['Resource::<ArchiveBucket49F1AC64.Arn>/*']);
});
