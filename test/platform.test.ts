import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as nag from 'cdk-nag';
import { Construct } from 'constructs';
import ts from 'typescript';
import * as library from '../src';
import { run } from '../src/core/private/explain/command';
import { evaluate } from '../src/core/private/policy/evaluate';
import { NAMES } from './found';
import { actionFacts } from './matrix';
import { newStack, synthErrorOf, warningsOf } from './util';

const PAGE = readFileSync(join(__dirname, '..', 'docs', 'platform.md'), 'utf8');
const SECTIONS = new Map(
  PAGE.split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n')[0], section]),
);

/** What the examples may use without saying so, as those of the READMEs. */
const SCOPE: Record<string, unknown> = { ...cdk, ...library, iam, s3, Construct };

/** Runs the example of a section in a stack. */
function example(title: string): cdk.Stack {
  const [, snippet = ''] = /```ts\n([\s\S]*?)```/.exec(SECTIONS.get(title) ?? '') ?? [];
  const compiled = ts.transpileModule(snippet, { compilerOptions: { target: ts.ScriptTarget.ES2022 } }).outputText;
  const stack = newStack();
  new Function(...Object.keys(SCOPE), compiled).call(stack, ...Object.values(SCOPE));
  return stack;
}

test('every example is tried here', () => {
  const tried = [
    'Stages and accounts',
    'StackSets and Service Catalog',
    'Permissions boundaries',
    'The role that deploys',
    'Names and paths',
    'Tags',
  ];
  const withExample = [...SECTIONS].filter(([, section]) => section.includes('```ts')).map(([title]) => title);
  expect(withExample).toEqual([...tried, 'Aspects and injectors that collide']);
});

test('Stages and accounts: each has its own bucket and user, and explain shows both', () => {
  const { directory } = (example('Stages and accounts').node.root as cdk.App).synth();
  const { accesses } = JSON.parse(run(['explain', directory, '--json']).text);
  expect(accesses.map(({ arn, name }: { arn: string; name: string }) => [name, arn])).toEqual([
    ['Test/Logs/Archive/User', 'arn:aws:iam::111122223333:user/logzio'],
    ['Production/Logs/Archive/User', 'arn:aws:iam::444455556666:user/logzio'],
  ]);
});

test('StackSets and Service Catalog: the template is all that is needed', () => {
  const app = example('StackSets and Service Catalog').node.root as cdk.App;
  const { Parameters, Rules, Resources } = app.synth().getStackByName('Plain').template;
  expect([Parameters, Rules]).toEqual([undefined, undefined]);
  expect(JSON.stringify(Resources)).not.toMatch(/cdk-hnb659fds|BucketName":"/);
});

test('Permissions boundaries: it is there, and what it lacks is a warning', () => {
  const stack = example('Permissions boundaries');
  expect(warningsOf(stack)).toEqual([]);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::User', { PermissionsBoundary: { Ref: Match.stringLikeRegexp('^Boundary') } });
  const narrow = newStack();
  const statements = [new iam.PolicyStatement({ actions: ['s3:Get*'], resources: ['*'] })];
  iam.PermissionsBoundary.of(narrow).apply(new iam.ManagedPolicy(narrow, 'Boundary', { statements }));
  new library.logzio.LogzioArchiveBucket(narrow, 'Archive');
  expect(warningsOf(narrow)).toEqual([expect.stringContaining('core.denied')]);
});

/** Of the app in the cases, or of the network, about which the page says less. */
const NOT_LISTED = /^AWS::(EC2::|KMS::Key|Logs::LogGroup|IAM::OIDCProvider|SNS::Topic$)|^Custom::/;

test('The role that deploys: every type that the library creates, with actions that exist', async () => {
  const rows = (SECTIONS.get('The role that deploys') ?? '').split('\n').filter((line) => line.startsWith('| `'));
  const types = rows.map((row) => /`(.*?)`/.exec(row)?.[1]);
  const created = NAMES.flatMap((name) => {
    const folder = join(__dirname, name, 'templates');
    const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    return texts.flatMap((text) => [...text.matchAll(/"Type": "((?:AWS|Custom)::[^"]+)"/g)].map(([, type]) => type));
  });
  expect([...new Set(created)].filter((type) => !NOT_LISTED.test(type)).sort()).toEqual([...types].sort());
  const actions = rows.flatMap((row) => [...row.matchAll(/`([a-z]+:\w+)`/g)].map(([, action]) => action));
  expect(actions.length).toBeGreaterThan(70);
  const facts = await Promise.all(actions.map(async (action) => [action, await actionFacts(action)] as const));
  expect(facts.filter(([, known]) => !known).map(([action]) => action)).toEqual([]);
});

test('The role that deploys: below the path, and principals with the boundary only', () => {
  const [policy] = Object.values(Template.fromStack(example('The role that deploys')).findResources('AWS::IAM::ManagedPolicy'));
  const decided = (action: string, resource: string, boundary?: string) =>
    evaluate(
      {
        principal: { type: 'User', arn: 'arn:aws:iam::111122223333:user/cdk', account: '111122223333' },
        action,
        resource: `arn:aws:iam::111122223333:${resource}`,
        account: '111122223333',
        context: { 'iam:PermissionsBoundary': boundary ?? null },
      },
      {
        identity: [
          {
            origin: 'page',
            document: JSON.parse(JSON.stringify(policy.Properties.PolicyDocument).replaceAll('{"Ref":"AWS::Partition"}', '"aws"')),
          },
        ],
      },
    ).effect;
  const boundary = 'arn:aws:iam::111122223333:policy/VendorBoundary';
  expect(decided('iam:CreateUser', 'user/vendors/logzio', boundary)).toBe('allowed');
  expect(decided('iam:CreateUser', 'user/vendors/logzio')).toBe('denied');
  expect(decided('iam:CreateUser', 'user/logzio', boundary)).toBe('denied');
  expect(decided('iam:CreateGroup', 'group/vendors/logzio')).toBe('allowed');
  expect(decided('iam:CreateGroup', 'group/logzio')).toBe('denied');
});

test('Names and paths: user, group and policy', () => {
  const template = Template.fromStack(example('Names and paths'));
  const named = { 'AWS::IAM::User': 'UserName', 'AWS::IAM::Group': 'GroupName', 'AWS::IAM::ManagedPolicy': 'ManagedPolicyName' };
  for (const [type, property] of Object.entries(named)) {
    const [{ Properties }] = Object.values(template.findResources(type));
    expect([JSON.stringify(Properties[property]), Properties.Path]).toEqual([expect.stringContaining('"third-party-'), '/vendors/']);
  }
});

test('Tags: on what can have some', () => {
  const { Resources } = Template.fromStack(example('Tags')).toJSON();
  const all = Object.values<{ Type: string; Properties?: { Tags?: unknown } }>(Resources);
  const tagged = all.filter(({ Properties }) => JSON.stringify(Properties?.Tags)?.includes('"team"')).map(({ Type }) => Type);
  expect(tagged.sort()).toEqual(['AWS::IAM::User', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret']);
});

test('Aspects that collide: skipped, the product works; for all buckets, it is an error that says what to do', () => {
  const stack = example('Aspects and injectors that collide');
  const { Resources } = Template.fromStack(stack).toJSON();
  const versioned = Object.entries<{ Properties?: object }>(Resources).filter(
    ([, { Properties }]) => 'VersioningConfiguration' in (Properties ?? {}),
  );
  expect(versioned.map(([id]) => id)).toEqual([expect.stringMatching(/^Other/)]);
});

test.each<[string, (stack: cdk.Stack) => unknown, (bucket: s3.CfnBucket) => void, string]>([
  [
    'switches on versions',
    (stack) => new library.veeam.VeeamM365Repository(stack, 'Made'),
    (bucket) => {
      bucket.versioningConfiguration = { status: 'Enabled' };
    },
    'VersioningConfiguration',
  ],
  [
    'disables ACLs',
    (stack) => new library.logzio.LogzioArchiveBucket(stack, 'Made'),
    (bucket) => {
      bucket.ownershipControls = { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] };
    },
    'OwnershipControls',
  ],
  [
    'switches on KMS',
    (stack) => new library.logzio.LogzioArchiveBucket(stack, 'Made'),
    (bucket) => {
      bucket.bucketEncryption = { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms' } }] };
    },
    'BucketEncryption',
  ],
])('an aspect that %s is refused, as the page says', (what, make, change, says) => {
  expect(SECTIONS.get('Aspects and injectors that collide')).toMatch(new RegExp(`^\\| ${what}.*\\| an error`, 'm'));
  const stack = newStack();
  make(stack);
  cdk.Aspects.of(stack).add({ visit: (node) => (node instanceof s3.CfnBucket ? change(node) : undefined) });
  expect(synthErrorOf(stack)).toContain(says);
});

/** Version 3 of cdk-nag has its packs as plug-ins, with the same rules. */
const byAspect = 'visit' in nag.AwsSolutionsChecks.prototype ? test : test.skip;

byAspect('cdk-nag: the page names what the other packs report of the defaults, and nothing else', () => {
  const found = [nag.NIST80053R5Checks, nag.HIPAASecurityChecks, nag.PCIDSS321Checks].flatMap((Pack) => {
    const stack = newStack();
    new library.logzio.LogzioArchiveBucket(stack, 'Archive');
    new library.veeam.VeeamM365Repository(stack, 'Repository');
    new library.veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'] });
    new library.cloudberry.CloudBerryBackupUser(stack, 'Backup');
    new library.velero.VeleroBackupLocation(stack, 'Velero');
    cdk.Aspects.of(stack).add(new Pack() as never);
    const annotations = Annotations.fromStack(stack);
    const all = [...annotations.findError('*', Match.anyValue()), ...annotations.findWarning('*', Match.anyValue())];
    return all.flatMap(({ entry }) => /^(?:NIST|HIPAA|PCI)[\w.]+-(\w+)/.exec(String(entry.data))?.[1] ?? []);
  });
  const rules = [...(SECTIONS.get('cdk-nag') ?? '').matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => cell.match(/\w+/g) ?? []);
  expect([...new Set(found)].sort()).toEqual(rules.sort());
});

test('data perimeters: with the exception, power search and your own principals pass, and strangers do not', () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(SECTIONS.get('Data perimeters') ?? '') ?? [];
  const [denial] = JSON.parse(json).Statement;
  const { 'aws:PrincipalAccount': _, ...without } = denial.Condition.StringNotEqualsIfExists;
  const closed = { ...denial, Condition: { ...denial.Condition, StringNotEqualsIfExists: without } };
  const stack = newStack();
  new library.logzio.LogzioArchiveBucket(stack, 'Archive', { powerSearch: true });
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'));
  const allowed = policy.Properties.PolicyDocument.Statement;
  const decided = (perimeter: unknown, account: string, organization: string | null, arn = `arn:aws:iam::${account}:user/other`) => {
    const open = { origin: 'own', document: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } };
    const context = {
      ...{
        'aws:PrincipalOrgID': organization,
        'aws:SecureTransport': 'true',
        's3:TlsVersion': '1.2',
        'aws:PrincipalIsAWSService': 'false',
      },
    };
    const resource = { 'Fn::Join': ['', [allowed.at(-1).Resource['Fn::Join'][1][0], '/2026/log.gz']] };
    const request = {
      principal: { type: 'User' as const, arn, account },
      action: 's3:GetObject',
      resource,
      account: '111122223333',
      context,
    };
    return evaluate(request, { identity: [open], bucket: [{ origin: 'bucket', document: { Statement: [...allowed, perimeter] } }] }).effect;
  };
  const [vendor, user] = ['406095609952', 'arn:aws:iam::406095609952:user/search-archive-restore-user'];
  expect(decided(denial, vendor, 'o-vendor', user)).toBe('allowed');
  expect(decided(closed, vendor, 'o-vendor', user)).toBe('denied');
  expect(decided(denial, '111122223333', 'o-example')).toBe('allowed');
  expect(decided(denial, '999999999999', 'o-other')).toBe('denied');
});
