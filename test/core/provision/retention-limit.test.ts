import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  lockBreakers,
  type RetentionLimit,
  retentionProblems,
  retentionStatements,
} from '../../../src/core/private/provision/retention-limit';
import { newStack } from '../../util';

const { COMPLIANCE, GOVERNANCE } = s3.ObjectLockMode;
const [BYPASS, DELETE, PUT] = ['s3:BypassGovernanceRetention', 's3:DeleteBucketPolicy', 's3:PutBucketPolicy'];

test.each<[s3.ObjectLockMode | undefined, boolean, string[]]>([
  [undefined, false, [BYPASS, PUT]],
  [GOVERNANCE, false, [BYPASS, PUT]],
  [COMPLIANCE, false, []],
  [undefined, true, [BYPASS, DELETE, PUT]],
  [GOVERNANCE, true, [BYPASS, DELETE, PUT]],
  [COMPLIANCE, true, [DELETE, PUT]],
])('who locks in mode %s, with a limit in the bucket policy (%s), never gets %j', (mode, isLimited, actions) => {
  expect(lockBreakers(mode, isLimited)).toEqual(actions);
});

const maximumRetention = Duration.days(30);
const DAYS = [
  { NumericGreaterThan: { 's3:object-lock-remaining-retention-days': 30 } },
  { Null: { 's3:object-lock-event-hold': 'false' } },
];
const MODE = { Null: { 's3:object-lock-mode': 'false' }, StringNotEquals: { 's3:object-lock-mode': 'COMPLIANCE' } };

const LIMITS: [names: string, limit: RetentionLimit, conditions: object[]][] = [
  ['', {}, []],
  ['protection.maximumRetention', { maximumRetention }, DAYS],
  ['protection.lockMode', { lockMode: COMPLIANCE }, [MODE]],
  ['protection.maximumRetention, protection.lockMode', { maximumRetention, lockMode: COMPLIANCE }, [...DAYS, MODE]],
];

test.each(LIMITS)('the bucket policy denies everyone to lock beyond %j', (_, limit, conditions) => {
  const bucket = new s3.Bucket(newStack(), 'Bucket');
  const actions = { Effect: 'Deny', Principal: { AWS: '*' }, Action: ['s3:PutObject', 's3:PutObjectRetention'] };
  const expected = conditions.map((Condition) => ({ ...actions, Resource: bucket.arnForObjects('*'), Condition }));
  const statements = retentionStatements(limit)?.(bucket).map((statement) => statement.toStatementJson());
  expect(statements).toEqual(expected.length > 0 ? expected : undefined);
});

test.each(LIMITS)('the policy of an imported bucket cannot hold the limit %j', (names, limit, conditions) => {
  const stack = newStack();
  const problemsOf = (bucket?: s3.IBucket) => retentionProblems(stack, limit, bucket, 'protection.');
  const problems = problemsOf(s3.Bucket.fromBucketName(stack, 'Imported', 'theirs'));
  expect(problems.map((text) => text.split(': got')[0])).toEqual(conditions.length > 0 ? [names] : []);
  expect([problemsOf(undefined), problemsOf(new s3.Bucket(stack, 'Own'))]).toEqual([[], []]);
});

test('an option of its own has no name before it', () => {
  const stack = newStack();
  const [problem] = retentionProblems(stack, { maximumRetention }, s3.Bucket.fromBucketName(stack, 'Imported', 'theirs'));
  expect(problem).toMatch(/^maximumRetention: got /);
});
