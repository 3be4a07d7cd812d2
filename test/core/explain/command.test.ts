import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import manifest from '../../../package.json';
import { logzio, VendorAccess, veeam } from '../../../src';
import { run } from '../../../src/core/private/explain/command';
import { assemblyOf, ENV } from './apps';

const archive = (stack: Stack) => new logzio.LogzioArchiveBucket(stack, 'Archive', { usage: logzio.LogzioUsage.ARCHIVE });
const [OLD, NEW] = [
  assemblyOf(archive),
  assemblyOf((stack) => {
    new logzio.LogzioArchiveBucket(stack, 'Archive');
    new veeam.VeeamM365Repository(new Stack(stack.node.root, 'Other'), 'Repository');
  }),
];

const TEMPLATE = 'Stack.template.json';

function withoutIds(stack: Stack): Stack {
  stack.node.setContext('aws:cdk:disable-logicalId-metadata', true);
  return stack;
}

function written(text: string, file = join(mkdtempSync(join(tmpdir(), 'explain-')), 'old.json')): string {
  writeFileSync(file, text);
  return file;
}

/** A copy of an assembly with another content of a file, or without it. */
function broken(file: string, text?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'explain-'));
  cpSync(OLD, folder, { recursive: true });
  rmSync(join(folder, file));
  if (text !== undefined) {
    written(text, join(folder, file));
  }
  return folder;
}

test('without options: every principal, for a terminal', () => {
  const { code, text } = run(['explain', NEW]);
  expect(code).toBe(0);
  expect(text).toContain('user Stack/Archive/User\n=======');
  expect(text).toContain('user Other/Repository/User\n');
  expect(text).toContain(`For Logz.io Archive & restore, by Stack/Archive/Policy (cdk-vendor-access ${manifest.version})`);
  expect(text).toMatch(
    /actions {4}s3:PutObject\n {2}on {9}\S+\n {2}if {9}StringEquals aws:ResourceAccount 111122223333\n {2}why {8}writes/,
  );
  expect(text).toMatch(/ {2}yes {7}overwrite objects: the old version is kept\n/);
});

test('--markdown: tables, with a link for each source', () => {
  const { text } = run(['explain', NEW, '--markdown']);
  expect(text).toMatch(/^# What the products of third parties may do/);
  expect(text).toMatch(
    /\[Logz\.io: AWS S3 Bucket Permissions & Storage Class Required for Archiving\]\(https:\/\/docs\.logz\.io\/\S+\), 2024-02-07/,
  );
  const tables = text.split('\n').filter((line) => line.startsWith('|'));
  expect(tables.length).toBeGreaterThan(50);
  const columns = text.split('\n\n').map(
    (block) =>
      new Set(
        block
          .split('\n')
          .filter((line) => line.startsWith('|'))
          .map((line) => line.replace(/\\\|/g, '').split('|').length),
      ),
  );
  expect(columns.filter(({ size }) => size > 1)).toEqual([]);
});

test.each([
  'Stack/Archive',
  'Archive',
  '/Stack/Archive/',
  'Stack/Archive/Policy',
])('--policy %s: one construct, with its policy as JSON', (construct) => {
  const { text } = run(['explain', NEW, '--policy', construct]);
  expect(text).not.toContain('Repository');
  const [, document = ''] = /\nPolicy Stack\/Archive\/Policy\n-+\n(\{[\s\S]*?\n\})/.exec(text) ?? [];
  expect(JSON.parse(document).Statement[1]).toMatchObject({ Sid: 'LogzioArchiveObjects', Action: 's3:PutObject' });
});

test('--json: the same for programs, and for --compare', () => {
  const { text } = run(['explain', OLD, '--json']);
  const file = join(mkdtempSync(join(tmpdir(), 'explain-')), 'access.json');
  writeFileSync(file, text);
  expect(JSON.parse(text).accesses).toHaveLength(1);
  expect(run(['explain', NEW, '--compare', file])).toEqual({
    ...run(['explain', NEW, '--compare', OLD]),
    text: expect.stringContaining('Wider'),
  });
});

test('--compare: the exit code is 1 if anything is wider, and 0 otherwise', () => {
  const wider = run(['explain', NEW, '--compare', OLD]);
  expect(wider.code).toBe(1);
  expect(wider.text).toMatch(/Wider\n=+\n {2}user Stack\/Archive\/User: now/);
  const narrower = run(['explain', OLD, '--compare', NEW, '--markdown']);
  expect(narrower).toMatchObject({ code: 0, text: expect.stringContaining('no principal can do more than before') });
  expect(narrower.text).toContain('| user Other/Repository/User | no longer there, for Veeam Backup for Microsoft 365 |');
  expect(run(['explain', NEW, '--compare', NEW])).toMatchObject({ code: 0 });
  const { wider: changes } = JSON.parse(run(['explain', NEW, '--compare', OLD, '--policy', 'Other/Repository', '--json']).text);
  expect(changes.map(({ of }: { of: string }) => of)).toEqual(expect.arrayContaining(['user Other/Repository/User']));
  expect(changes.filter(({ of }: { of: string }) => of.includes('Archive'))).toEqual([]);
});

const both = (stack: Stack) => new logzio.LogzioArchiveBucket(stack, 'Archive', { encryptionKey: new kms.Key(stack, 'Key') });
const named = (...envs: Partial<typeof ENV>[]) => staged(undefined, envs);
const stages = (...envs: Partial<typeof ENV>[]) => staged('same', envs);
const staged = (stackName: string | undefined, envs: Partial<typeof ENV>[]) => (_: Stack, app: App) => {
  for (const [index, env] of envs.entries()) {
    both(new Stack(new Stage(app, `Stage${index}`, { env }), 'Stack', { stackName }));
  }
};
const asFile = (folder: string) => written(run(['explain', folder, '--json']).text);
const [UNDECIDED, DECIDED, MORE] = [assemblyOf(archive, {}), assemblyOf(archive), assemblyOf(both)];
const OTHER = assemblyOf(archive, { ...ENV, account: '999999999999' });
const ENVS = [ENV, { ...ENV, region: 'us-east-1' }];

test.each([
  ['a folder', DECIDED, UNDECIDED],
  ['a file', DECIDED, asFile(UNDECIDED)],
  ['the account only', DECIDED, assemblyOf(archive, { region: ENV.region })],
  ['stages in two regions', assemblyOf(stages(...ENVS)), assemblyOf(stages({}, {}))],
  ['a file of stages in two regions', assemblyOf(named(...ENVS)), asFile(assemblyOf(named({}, {})))],
])('--compare: an environment that is decided since is no difference: %s', (_, now, old) => {
  const { wider, narrower } = JSON.parse(run(['explain', now, '--compare', old, '--json']).text);
  expect([wider, narrower]).toEqual([[], []]);
});

test.each([
  ['a folder', MORE, UNDECIDED, DECIDED],
  ['a file', MORE, asFile(UNDECIDED), DECIDED],
  ['a stack that is still undecided', NEW, UNDECIDED, OLD],
])('--compare: what else is wider is found: %s', (_, now, old, decided) => {
  const [one, other] = [old, decided].map((folder) => run(['explain', now, '--compare', folder, '--json']));
  expect(one).toEqual(other);
  expect(one.code).toBe(1);
});

test.each([
  ['another account', OTHER, DECIDED],
  ['an account that is decided no longer', UNDECIDED, DECIDED],
])('--compare: %s is wider', (_, now, old) => {
  expect(run(['explain', now, '--compare', old]).code).toBe(1);
});

test.each([
  ['no command', [], /^the command is missing; allowed: explain, with at most one folder; .*\n\nUsage: cdk-vendor-access explain/],
  ['another command', ['deploy'], /^the command 'deploy' is not known; allowed: explain.*\n\nUsage/],
  ['two folders', ['explain', OLD, 'other'], /^'other' is one folder too many; allowed: explain, with at most one folder.*\n\nUsage/],
  ['an unknown option', ['explain', OLD, '--xml'], "'--xml'"],
  [
    'a folder without an assembly',
    ['explain', tmpdir()],
    "it has no manifest.json); allowed: a folder such as cdk.out. Run 'cdk synth' first.",
  ],
  [
    'a folder that does not exist',
    ['explain', 'no-such-folder'],
    "no-such-folder: does not exist; allowed: a folder that 'cdk synth' has written",
  ],
  [
    'an old file of something else',
    ['explain', NEW, '--compare', written('{}')],
    "is not what --json writes (no 'accesses'); allowed: a folder such",
  ],
  [
    'an old file of nothing',
    ['explain', NEW, '--compare', written('null')],
    'old.json: holds null instead of an object; allowed: a folder',
  ],
  [
    'a template',
    ['explain', join(OLD, TEMPLATE)],
    /is not what --json writes, but a template of CloudFormation; allowed: .* Give the folder that 'cdk synth' has written/,
  ],
  ['a template of YAML', ['explain', written('Resources:\n  A: {}\n')], /is not JSON .* Give the folder that 'cdk synth' has written/s],
  [
    'a plan of Terraform',
    ['explain', written('{"planned_values":{}}')],
    /\(no 'accesses'\).* Give the folder that 'cdk synth' has written/,
  ],
  ['an old file that is cut off', ['explain', NEW, '--compare', written('{"acc')], 'old.json: is not JSON ('],
  ['a report of another version', ['explain', NEW, '--compare', written('{"accesses":[{"name":"x"}]}')], 'a principal lacks a part'],
  ['a broken manifest', ['explain', broken('manifest.json', '{')], 'manifest.json: is not JSON ('],
  [
    'a stack without a type',
    ['explain', broken('manifest.json', '{"artifacts":{"S":null}}')],
    "'artifacts.S' has no 'type'; allowed: what 'cdk",
  ],
  [
    'a stack without a template',
    ['explain', broken('manifest.json', '{"artifacts":{"S":{"type":"aws:cloudformation:stack"}}}')],
    "has a stack without a 'templateFile'",
  ],
  ['a missing template', ['explain', broken(TEMPLATE)], 'Stack.template.json: does not exist, although another file names it'],
  ['a template of lists', ['explain', broken(TEMPLATE, '[]')], 'Stack.template.json: holds [] instead of an object'],
  ['a resource of nothing', ['explain', broken(TEMPLATE, '{"Resources":{"A":null}}')], "'Resources.A' has no 'Type'"],
  ['outputs of nothing', ['explain', broken(TEMPLATE, '{"Outputs":{"A":null}}')], "'Outputs' does not consist of objects"],
  [
    'an assembly without logical ids',
    ['explain', assemblyOf((stack) => archive(withoutIds(stack)))],
    /stack 'Stack' has policies of the library, but no logical ids .*; remove 'aws:cdk:disable-logicalId-metadata' from the context/,
  ],
  ['a construct that does not exist', ['explain', NEW, '--policy', 'Backup'], 'allowed: Stack/Archive, Other/Repository'],
])('wrong use: %s', (_, args, says) => {
  expect(run(args)).toMatchObject({ code: 2, text: expect.stringMatching(says instanceof RegExp ? says : literal(says)) });
});

const literal = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

test('what an app calls things changes neither the terminal nor the page', () => {
  const statement = { Sid: '\u001b[31mred\n\u202e', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const named = (...statements: object[]) =>
    assemblyOf((stack) => {
      const made = new logzio.LogzioArchiveBucket(stack, '*Archive* [x](y) _z_ a_b');
      const userName = made.user?.userName ?? '';
      // Newer versions of CDK refuse such a Sid in a policy of their own.
      new iam.CfnUserPolicy(made, 'More', { userName, policyName: 'more', policyDocument: { Statement: statements } });
    });
  const folder = named(statement);
  const compared = run(['explain', folder, '--compare', named()]).text;
  const [plain, page] = [run(['explain', folder, '--policy', 'User']), run(['explain', folder, '--markdown'])].map(({ text }) => text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(`${compared}${plain}${page}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(page).toContain('## user Stack/\\*Archive\\* \\[x\\](y) \\_z\\_ a_b/User\n');
  expect(page).toContain('by Stack/\\*Archive\\* \\[x\\](y)');
  expect(compared).toContain('\\u001b[31mred\\u000a\\u202e');
});

test('--compare: what is said of something stands after a colon, also if its name is short', () => {
  const folder = assemblyOf((stack) => {
    const role = iam.Role.fromRoleName(stack, 'R', 'R');
    new logzio.LogzioArchiveBucket(stack, 'Archive', { access: VendorAccess.existingRole(role) });
  });
  expect(run(['explain', folder, '--compare', OLD]).text).toMatch(/ {2}role R: now there, for/);
});

test('--help says what it does', () => {
  expect(run(['explain', '--help'])).toEqual({ code: 0, text: expect.stringContaining('--compare OLD') });
});
