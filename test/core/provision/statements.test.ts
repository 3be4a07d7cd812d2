import * as iam from 'aws-cdk-lib/aws-iam';
import type { PermissionGroup, SignedCalls } from '../../../src/core/private/model/permission-set';
import { readingOf } from '../../../src/core/private/provision/reading';
import { callsOf, denialOf, needsOf, type PolicyResources, statementsOf } from '../../../src/core/private/provision/statements';

// Data as a vendor's folder has it, and what comes of it.

type Kind = 'bucket' | 'object' | 'key' | 'volume';
const ABOUT = { evidence: 'documented', source: { title: 'Page', url: 'https://example.com/', date: '2026-12-01' } } as const;
const group = (on: Kind, actions: string[], more: Partial<PermissionGroup<Kind>> = {}): PermissionGroup<Kind> => ({
  ...{ ...ABOUT, sid: `On${on}`, on, why: `to use the ${on}`, actions },
  ...more,
});
const OWNER = { StringEquals: { 'aws:ResourceAccount': '1' } };
const RESOURCES: PolicyResources<Kind> = {
  bucket: { arns: ['arn:b'], conditions: OWNER },
  object: { arns: ['arn:b/1/*', 'arn:b/2/*'] },
};
const LISTS = group('bucket', ['s3:ListBucket'], { conditions: { StringEquals: { 's3:delimiter': '/' }, Bool: { secure: 'true' } } });
const WRITES = group('object', ['s3:AbortMultipartUpload', 's3:PutObject']);
const SETS = [{ groups: [LISTS, WRITES] }, { groups: [WRITES, group('key', ['kms:Decrypt'])] }];

const CONDITIONS = { StringEquals: { 'aws:ResourceAccount': '1', 's3:delimiter': '/' }, Bool: { secure: 'true' } };
const json = (statements: iam.PolicyStatement[]) => statements.map((statement) => statement.toStatementJson());

test('a statement for each group that has resources, once, with the conditions of both', () => {
  const [lists, writes] = [
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:b', Condition: CONDITIONS },
    { Effect: 'Allow', Action: ['s3:AbortMultipartUpload', 's3:PutObject'], Resource: ['arn:b/1/*', 'arn:b/2/*'] },
  ];
  expect(json(statementsOf(SETS, RESOURCES))).toEqual([lists, writes]);
  expect(json(statementsOf(SETS, RESOURCES, { sids: true }))).toEqual([
    { Sid: 'Onbucket', ...lists },
    { Sid: 'Onobject', ...writes },
  ]);
  const principals = [new iam.ArnPrincipal('arn:u')];
  expect(json(statementsOf([{ groups: [WRITES] }], RESOURCES, { principals }))).toEqual([{ ...writes, Principal: { AWS: 'arn:u' } }]);
});

test.each([
  ['some actions', { actions: ['s3:*'] }, { Action: 's3:*' }],
  ['all but some', { notActions: ['kms:*'] }, { NotAction: 'kms:*' }],
])('a denial of %s', (_, what, expected) => {
  expect(denialOf({ sid: 'Denied', conditions: OWNER, ...what }, ['arn:b']).toStatementJson()).toEqual({
    ...{ Sid: 'Denied', Effect: 'Deny', Resource: 'arn:b', Condition: OWNER },
    ...expected,
  });
});

test('what is called: all groups, also those without resources, and what others call by signed addresses', () => {
  const SIGNED: SignedCalls<Kind> = { ...ABOUT, why: 'to show', by: 'people', on: 'object', actions: ['s3:GetObject'], seconds: 60 };
  const sets = [{ groups: [LISTS, group('key', ['kms:Decrypt'])], signed: [SIGNED, { ...SIGNED, on: 'volume' as const }] }, SETS[1]];
  const needs = [
    { actions: ['s3:ListBucket'], why: 'to use the bucket', arns: ['arn:b'], conditions: CONDITIONS },
    { actions: ['kms:Decrypt'], why: 'to use the key', arns: [], conditions: {} },
  ];
  expect(needsOf(sets[0].groups, RESOURCES)).toEqual(needs);
  expect(callsOf(sets, RESOURCES)).toEqual([
    ...needs,
    { actions: WRITES.actions, why: 'to use the object', arns: ['arn:b/1/*', 'arn:b/2/*'], conditions: {} },
    needs[1],
    { actions: ['s3:GetObject'], why: 'to show', arns: ['arn:b/1/*', 'arn:b/2/*'], signed: { seconds: 60 } },
    { actions: ['s3:GetObject'], why: 'to show', arns: [], signed: { seconds: 60 } },
  ]);
});

test.each<[string, Kind, boolean]>([
  ['s3:GetObject', 'object', true],
  ['s3:ListBucket', 'bucket', true],
  ['kms:Decrypt', 'key', true],
  ['kms:Decrypt', 'volume', false],
  ['kms:GenerateDataKey', 'key', false],
  ['s3:PutObject', 'object', false],
  ['s3:RestoreObject', 'object', false],
  ['sqs:ListQueues', 'bucket', false],
])('who only restores gets %s on a %s: %s', (action, on, isKept) => {
  const other = group('bucket', ['s3:DeleteObject', 's3:GetBucketLocation'], { sid: 'Other' });
  expect(readingOf([{ groups: [group(on, [action]), other] }])).toEqual([
    { groups: [...(isKept ? [group(on, [action])] : []), { ...other, actions: ['s3:GetBucketLocation'] }] },
  ]);
});
