// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation and IAM have their own ${}
import { actionFacts, expandAction } from './actions';
import { arnFits } from './arns';
import { allow, ENV, policy, template, userWith, worldOf } from './fixtures';
import { lintTemplate } from './lint';
import type { Json } from './types';
import { World } from './world';

const BUCKET = 'arn:aws:s3:::b';
const lint = (...statements: Json[]): Promise<string[]> => lintTemplate(userWith(...statements));
const condition = (key: string): object => ({ Condition: { StringEquals: { [key]: 'x' } } });

test('a sound policy has no findings', async () => {
  expect(
    await lint(
      allow('s3:ListBucket', BUCKET, condition('s3:prefix')),
      allow(['s3:GetObject', 's3:PutObject'], `${BUCKET}/*`, condition('aws:ResourceAccount')),
      allow('s3:ListAllMyBuckets', '*'),
      allow('ec2:DescribeInstances', '*', condition('aws:RequestedRegion')),
      allow('ec2:TerminateInstances', 'arn:aws:ec2:eu-west-1:111122223333:instance/*', condition('ec2:ResourceTag/a')),
      allow('ssm:GetParameter', 'arn:aws:ssm:eu-west-1::parameter/aws/service/*'),
    ),
  ).toEqual([]);
});

test.each<[string, Json, string[]]>([
  ['an unknown action', allow(['s3:GetObject', 's3:GetObjects'], `${BUCKET}/*`), ['action s3:GetObjects does not exist']],
  ['the wrong case', allow('s3:getobject', `${BUCKET}/*`), ['action s3:getobject is spelled s3:GetObject']],
  ['a wildcard', allow('s3:Get*', `${BUCKET}/*`), ['wildcard in action s3:Get*']],
  ['an unknown wildcard', allow('s3:Gett*', `${BUCKET}/*`), ['wildcard in action s3:Gett*', `resource ${BUCKET}/* is used by no action`]],
  ['an idle action', allow(['s3:GetObject', 's3:ListBucket'], `${BUCKET}/*`), [`s3:ListBucket can use none of the resources ${BUCKET}/*`]],
  ['an unused resource', allow('s3:GetObject', [BUCKET, `${BUCKET}/*`]), [`resource ${BUCKET} is used by no action`]],
  ['a scopable action on *', allow('s3:GetObject', '*'), ["s3:GetObject can be scoped, but is granted on '*'"]],
  [
    'an action that needs *',
    allow('s3:ListAllMyBuckets', 'arn:aws:s3:::*'),
    ['s3:ListAllMyBuckets can use none of the resources arn:aws:s3:::*', 'resource arn:aws:s3:::* is used by no action'],
  ],
  ['another partition', allow('s3:GetObject', 'arn:aws-cn:s3:::b/*'), ['resource arn:aws-cn:s3:::b/* is not in partition aws']],
  [
    'a condition key of another action',
    allow(['s3:ListBucket', 's3:ListBucketMultipartUploads'], BUCKET, condition('s3:prefix')),
    ['condition key s3:prefix does not apply to s3:ListBucketMultipartUploads'],
  ],
  [
    'an unknown condition key',
    allow('s3:ListBucket', BUCKET, condition('s3:prefixes')),
    ['condition key s3:prefixes does not exist', 'condition key s3:prefixes does not apply to s3:ListBucket'],
  ],
  [
    'a request tag where there is none',
    allow('s3:GetObject', `${BUCKET}/*`, condition('aws:RequestTag/a')),
    ['condition key aws:RequestTag/a does not apply to s3:GetObject'],
  ],
  [
    'NotAction',
    { Effect: 'Allow', NotAction: 's3:GetObject', NotResource: '*' },
    ['NotAction grants what does not exist yet', 'NotResource grants what does not exist yet'],
  ],
])('%s is found', async (_name, statement, findings) => {
  expect(await lint(statement)).toEqual(findings.map((finding) => `Policy, statement 0: ${finding}`));
});

test('an accepted wildcard, as in a denial of plain HTTP', async () => {
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`] };
  const insecure = { ...deny, Condition: { Bool: { 'aws:SecureTransport': false }, NumericLessThan: { 's3:TlsVersion': 1.2 } } };
  const world = worldOf({ BP: ['AWS::S3::BucketPolicy', { Bucket: 'b', PolicyDocument: policy(insecure) }] });
  expect(await lintTemplate(world)).toEqual(['BP, statement 0: wildcard in action s3:*']);
  expect(await lintTemplate(world, { allowedWildcards: [{ action: 's3:*', reason: 'denies plain HTTP' }] })).toEqual([]);
});

test('trust policies, groups and boundaries are looked at, key policies are not', async () => {
  const bad = allow('s3:Nonsense', '*');
  const trust = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*', ...condition('s3:prefix') });
  const world = worldOf({
    R: ['AWS::IAM::Role', { AssumeRolePolicyDocument: trust, PermissionsBoundary: { Ref: 'B' } }],
    B: ['AWS::IAM::ManagedPolicy', { PolicyDocument: policy(bad) }],
    G: ['AWS::IAM::Group', { Policies: [{ PolicyName: 'in', PolicyDocument: policy(bad) }] }],
    K: ['AWS::KMS::Key', { KeyPolicy: policy({ ...allow('kms:*', '*'), Principal: { AWS: 'arn:aws:iam::111122223333:root' } }) }],
  });
  const findings = (await lintTemplate(world)).map((finding) => finding.replace(/, statement 0/, ''));
  expect(findings).toContain('R: condition key s3:prefix does not apply to sts:AssumeRole');
  expect(findings).toContain('B: action s3:Nonsense does not exist');
  expect(findings).toContain('G.in: action s3:Nonsense does not exist');
  expect(findings.filter((finding) => finding.startsWith('K'))).toEqual([]);
});

test('Sids are alphanumeric and unique in a document', async () => {
  const s = (Sid: string): Json => allow('s3:GetObject', `${BUCKET}/*`, { Sid });
  expect(await lint(s('A'), s('A'), s('B'))).toEqual(['Policy: two statements have the Sid A']);
  expect(await lint(s('a-b'))).toEqual(['Policy: Sid a-b is not alphanumeric']);
});

test('sizes: a managed policy alone, inline policies together', async () => {
  const many = (n: number): Json[] => Array.from({ length: n }, (_, i) => allow('s3:GetObject', `${BUCKET}/${'x'.repeat(900)}${i}/*`));
  expect(await lint(...many(6))).toEqual([]);
  expect((await lint(...many(7)))[0]).toMatch(/^Policy: \d+ characters, more than the 6144 of a managed policy$/);
  const inline = (i: number): Json => ({ PolicyName: `p${i}`, PolicyDocument: policy(many(i + 1)[i]) });
  const user = (n: number): World =>
    World.fromTemplate(template({ U: ['AWS::IAM::User', { Policies: [0, 1, 2].slice(0, n).map(inline) }] }), ENV);
  expect(await lintTemplate(user(1))).toEqual([]);
  expect((await lintTemplate(user(3)))[0]).toMatch(/^user U: \d+ characters inline, more than the 2048 of a user$/);
});

test('facts on actions', async () => {
  const facts = await actionFacts('S3:putobject');
  expect(facts).toMatchObject({ name: 's3:PutObject', accessLevel: 'Write' });
  expect(facts?.resourceTypes.map((type) => type.name)).toContain('object');
  expect(await actionFacts('s3:PutObject')).toBe(await actionFacts('s3:PutObject'));
  expect(await expandAction('s3:GetBucketPolicy*')).toEqual(['s3:GetBucketPolicy', 's3:GetBucketPolicyStatus']);
  expect(await expandAction('nonsense:*')).toEqual([]);
});

test.each<[string, string, boolean]>([
  ['arn:aws:s3:::b', 'arn:${Partition}:s3:::${BucketName}', true],
  ['arn:aws:s3:::b/*', 'arn:${Partition}:s3:::${BucketName}', false],
  ['arn:aws:s3:::b*', 'arn:${Partition}:s3:::${BucketName}/${ObjectName}', true],
  ['arn:aws:s3:::b/', 'arn:${Partition}:s3:::${BucketName}/${ObjectName}', false],
  ['arn:aws:s3:::b/a/b', 'arn:${Partition}:s3:::${BucketName}/${ObjectName}', true],
  ['arn:aws:ec2:*:*:image/*', 'arn:${Partition}:ec2:${Region}::image/${ImageId}', true],
  ['arn:aws:ec2:r:1:image/*', 'arn:${Partition}:ec2:${Region}::image/${ImageId}', false],
  ['arn:aws:iam::1:role/a/b', 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}', true],
  ['arn:aws:ec2:r:1:inst?nce/i', 'arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}', true],
])('%s against %s: %s', (resource, type, fits) => {
  expect(arnFits(resource, type)).toBe(fits);
});
