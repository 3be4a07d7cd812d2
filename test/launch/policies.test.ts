import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateFile } from '../../docs/launch/files';
import { LAUNCHES } from '../../docs/launch/launches';
import { policyTexts } from '../../docs/launch/policies';
import { rightValues } from '../../docs/launch/template';
import { resolveTemplate } from '../matrix';
import { ENV } from '../matrix/fixtures';
import { rendered } from './rendered';

const ROOT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'templates.md'), 'utf8');

/** By the name of its file: the row of the page. */
const rowOf = (file: string): string => PAGE.split('\n').find((line) => line.startsWith(`| \`${file}\` |`)) ?? '';
const placeholdersIn = (cell: string): string[] => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name);

/** What is kept; another test compares it with what is synthesized. */
const templateOf = (name: string) => JSON.parse(readFileSync(join(ROOT, templateFile(name)), 'utf8'));

const ALL = [...LAUNCHES].flatMap(([name, launch]) =>
  policyTexts(templateOf(name)).map((policy) => [`${name}/${policy.name}.json`, { launch, name, policy }] as const),
);

test.each(ALL)('%s is the policy of the template, with a value for each placeholder that the page lists', (file, {
  launch,
  name,
  policy,
}) => {
  const template = templateOf(name);
  const env = { ...ENV, parameters: rightValues(launch) };
  const Values = { Type: 'Values', Properties: Object.fromEntries(policy.placeholders) };
  const resources = resolveTemplate({ ...template, Resources: { ...template.Resources, Values } }, env);
  const text = readFileSync(join(ROOT, 'docs', 'templates', file), 'utf8');
  const [, , , listed = '', source = ''] = rowOf(file).split('|');
  const { AssumeRolePolicyDocument, PolicyDocument } = resources.get(policy.logicalId)?.properties ?? {};
  const wanted = policy.kind === 'trust' ? AssumeRolePolicyDocument : PolicyDocument;
  const values = resources.get('Values')?.properties ?? {};
  const given = Object.fromEntries(placeholdersIn(listed).map((one) => [one, values[one]]));
  expect(JSON.parse(rendered(text, given))).toEqual(wanted);
  expect(Object.keys(given).sort()).toEqual([...policy.placeholders.keys()].sort());
  expect(source).toMatch(/\]\((https:|permissions)/);
});

test('the example of the page gives each value that its policy needs', () => {
  const [, file = '', given = ''] = /templatefile\("([^"]+)", \{([^}]*)\}\)/.exec(PAGE) ?? [];
  const names = [...given.matchAll(/^ +(\w+) += /gm)].map(([, name]) => name);
  const values = Object.fromEntries(names.map((name) => [name, name]));
  expect(JSON.parse(rendered(readFileSync(join(ROOT, 'docs', 'templates', file), 'utf8'), values)).Version).toBe('2012-10-17');
});

test('a policy variable of IAM stays one, and a value that is not given is missed', () => {
  const statement = {
    Action: 's3:GetObject',
    Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/$' + '{aws:username}/%' + '{x}/*']] },
  };
  const PolicyDocument = { Statement: [statement] };
  const Resources = { Bucket: { Type: 'AWS::S3::Bucket' }, Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } } };
  const [{ text }] = policyTexts({ Resources });
  expect(JSON.parse(rendered(text, { bucket_arn: 'arn:aws:s3:::x' })).Statement[0].Resource).toBe(
    'arn:aws:s3:::x/$' + '{aws:username}/%' + '{x}/*',
  );
  expect(() => rendered(text, {})).toThrow('bucket_arn');
});

test('every value that a policy cannot name is an error', () => {
  const PolicyDocument = { Statement: [{ Action: 's3:GetObject', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } }] };
  const Resources = { Queue: { Type: 'AWS::SQS::Queue' }, Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } } };
  expect(() => policyTexts({ Resources })).toThrow('no placeholder for');
});
