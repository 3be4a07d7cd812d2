import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  Aspects,
  Aws,
  CfnCondition,
  CfnOutput,
  CfnParameter,
  CfnResource,
  Fn,
  Lazy,
  NestedStack,
  Stack,
  type StackProps,
  Stage,
  Token,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import type { Construct, IConstruct } from 'constructs';
import { FinalApp } from '../../src/core/private/synth/final-app';
import type { FinalResource } from '../../src/core/private/synth/final-resource';
import { Mentions } from '../../src/core/private/synth/mentions';
import { namedIn, policiesOf } from '../../src/core/private/synth/principal-policies';
import { ALL_CASES } from '../cases';
import { ACCOUNT, newStack } from '../util';

/** What a model says while the app is validated. */
function asked<T>(scope: IConstruct, ask: (app: FinalApp) => T): () => T {
  const answers: T[] = [];
  const validate = () => {
    answers.push(ask(FinalApp.of(scope)));
    return [];
  };
  scope.node.addValidation({ validate });
  return () => answers[answers.length - 1];
}

/** The resources as the model has them, in the form of a template. */
const template = (app: FinalApp) =>
  Object.fromEntries(
    app.resources.map(({ construct: _, logicalId, Properties, ...rest }) => [
      logicalId,
      { ...rest, ...(Object.keys(Properties).length > 0 && { Properties }) },
    ]),
  );

describe('is what CDK deploys:', () => {
  test.each(ALL_CASES)('%s', (_, make) => {
    const stack = newStack();
    make(stack);
    const model = asked(stack, template);
    expect(Template.fromStack(stack).toJSON().Resources).toEqual(model());
  });

  test('every kind of token, and overrides', () => {
    const stack = newStack();
    const parameter = new CfnParameter(stack, 'Parameter', { type: 'CommaDelimitedList' });
    const number = new CfnParameter(stack, 'Number', { type: 'Number' });
    const bucket = new s3.CfnBucket(stack, 'Bucket');
    const soup = new CfnResource(stack, 'Soup', {
      type: 'Test::Soup',
      properties: {
        list: parameter.valueAsList,
        select: Fn.select(1, parameter.valueAsList),
        number: number.valueAsNumber,
        lazyNumber: Lazy.number({ produce: () => 7 }),
        lazyList: Lazy.list({ produce: () => ['a', bucket.ref] }),
        none: Lazy.any({ produce: () => undefined }),
        some: [undefined, Lazy.any({ produce: () => [] }, { omitEmptyArray: true }), null, 0, false],
        numbers: `a-${number.valueAsNumber}-${Lazy.number({ produce: () => 7 })}`,
        joined: `a-${bucket.ref}-${Lazy.string({ produce: () => `b${stack.partition}` })}-${Fn.select(0, Fn.split('-', bucket.attrArn))}`,
        [`key-${Lazy.string({ produce: () => 'x' })}`]: Fn.join(',', [
          'a',
          Fn.join(',', ['b', bucket.attrArn]),
          Fn.select(0, parameter.valueAsList),
        ]),
        json: stack.toJsonString({
          arn: bucket.attrArn,
          number: number.valueAsNumber,
          list: parameter.valueAsList,
          text: `"${number.valueAsNumber}`,
        }),
        sub: Fn.sub(`\${Bucket.Arn}/\${x}`, { x: bucket.ref }),
        nothing: `a-${Token.asString(null)}-b`,
        if: Fn.conditionIf('Some', bucket.ref, Token.asString({ Ref: 'AWS::NoValue' })),
        imported: Fn.importValue('elsewhere'),
        date: new Date(0),
      },
    });
    soup.addPropertyOverride('number', { 'Fn::GetAtt': ['Bucket', 'Arn'] });
    soup.addPropertyOverride('some.0', undefined);
    soup.addPropertyDeletionOverride('date');
    soup.addOverride('Condition', 'Some');
    soup.cfnOptions.condition = new CfnCondition(stack, 'Other');
    soup.addMetadata('x', { y: bucket.ref });
    const model = asked(stack, template);
    const { Resources } = Template.fromStack(stack).toJSON();
    expect([Resources, Resources.Soup.Properties.number]).toEqual([model(), { 'Fn::GetAtt': ['Bucket', 'Arn'] }]);
  });
});

const ENV: StackProps = { env: { account: ACCOUNT, region: 'eu-west-1' } };
const policy = (scope: Construct, to: Partial<iam.CfnPolicyProps>) =>
  new iam.CfnPolicy(scope, 'Policy', { policyName: 'p', policyDocument: { Statement: [] }, ...to });

/** A user, and each way to refer to it from elsewhere. */
const WAYS: [string, (user: iam.User, stack: Stack, app: App) => unknown, string][] = [
  ['a token', (user, stack) => policy(stack, { users: [user.userName] }), 'Users.0 Ref'],
  ['an attribute', (user, stack) => policy(stack, { policyDocument: { Resource: [user.userArn] } }), 'PolicyDocument.Resource.0 Arn'],
  ['a text with a token', (user, stack) => policy(stack, { policyDocument: { x: `${user.userArn}/x` } }), 'PolicyDocument.x.1.0 Arn'],
  [
    'Ref by hand',
    (_, stack) =>
      policy(stack, {}).addPropertyOverride('Users', [
        { Ref: stack.getLogicalId(stack.node.findChild('User').node.defaultChild as CfnResource) },
      ]),
    'Users.0 Ref',
  ],
  [
    'Fn::Sub by hand',
    (user, stack) => policy(stack, { policyName: Fn.sub(`\${${stack.resolve(user.userName).Ref}.Arn}-\${!x}`) }),
    'PolicyName Arn',
  ],
  [
    'a raw resource',
    (user, stack) =>
      new CfnResource(stack, 'Raw', { type: 'AWS::IAM::UserToGroupAddition', properties: { GroupName: 'x', Users: [user.userName] } }),
    'Users.0 Ref',
  ],
  [
    'an included template',
    (_, stack) => {
      const id = stack.resolve((stack.node.findChild('User') as iam.User).userName).Ref;
      const templateFile = join(mkdtempSync(join(tmpdir(), 'included-')), 'template.json');
      const Resources = {
        Theirs: { Type: 'AWS::IAM::Group' },
        Policy: { Type: 'AWS::IAM::UserPolicy', Properties: { PolicyName: 'x', UserName: 'set below' } },
      };
      writeFileSync(templateFile, JSON.stringify({ Resources }));
      new CfnInclude(stack, 'Included', { templateFile }).getResource('Policy').addPropertyOverride('UserName', { Ref: id });
    },
    'UserName Ref',
  ],
  ['another stack', (user, _, app) => policy(new Stack(app, 'Other', ENV), { users: [user.userName] }), 'Users.0 Ref'],
  [
    'another region',
    (user, _, app) =>
      policy(new Stack(app, 'Other', { env: { account: ACCOUNT, region: 'eu-west-2' }, crossRegionReferences: true }), {
        users: [user.userName],
      }),
    'Users.0 Ref',
  ],
  ['a nested stack', (user, stack) => policy(new NestedStack(stack, 'Nested'), { users: [user.userName] }), 'Users.0 Ref'],
  [
    'a parameter of a nested stack',
    (user, stack) => {
      const nested = new NestedStack(stack, 'Nested', { parameters: { Name: user.userName } });
      policy(nested, { users: [new CfnParameter(nested, 'Name').valueAsString] });
    },
    'Users.0 Ref',
  ],
  ...['the-user', `the-user-${Aws.REGION}`].map((exportName): (typeof WAYS)[0] => [
    `an export by hand, ${exportName}`,
    (user, stack, app) => {
      const far = new Stack(app, 'Far', { env: { account: ACCOUNT, region: 'us-east-1' } });
      for (const [of, value] of [[far, 'x'] as const, [stack, user.userName] as const, [far, 'y'] as const]) {
        new CfnOutput(of, `Export${value.slice(0, 1)}`, { exportName, value });
      }
      policy(new Stack(app, 'Other', ENV), { users: [Fn.importValue(exportName)] });
    },
    'Users.0 Ref',
  ]),
];

describe('knows who refers to a resource:', () => {
  test.each(WAYS)('%s', (_, refer, expected) => {
    const stack = newStack(undefined, { context: { '@aws-cdk/core:crossRegionReferences': true } });
    const app = stack.node.root as App;
    const user = new iam.User(stack, 'User');
    refer(user, stack, app);
    const found = asked(app, (model) =>
      Mentions.of(model)
        .to(user.node.defaultChild as CfnResource)
        .map(({ at, attribute, by }) => [by.Type, `${at} ${attribute}`]),
    );
    app.synth();
    expect(found()).toContainEqual([expect.stringContaining('AWS::IAM::'), expected]);
  });

  test('a user of a nested stack, from its parent', () => {
    const stack = newStack();
    const user = new iam.User(new NestedStack(stack, 'Nested'), 'User');
    policy(stack, { users: [user.userName] });
    const found = asked(stack, (model) =>
      Mentions.of(model)
        .to(user.node.defaultChild as CfnResource)
        .map(({ by }) => by.Type),
    );
    (stack.node.root as App).synth();
    expect(found()).toContain('AWS::IAM::Policy');
  });

  const ARN = `arn:aws:iam::${ACCOUNT}:user/a`;
  const NAMED: Record<string, [type: string, properties: object]> = {
    user: ['AWS::IAM::User', { UserName: Fn.join('-', ['Backup', Aws.REGION]) }],
    bucket: ['AWS::S3::Bucket', { BucketName: `acme-${Aws.ACCOUNT_ID}` }],
    secret: ['AWS::SecretsManager::Secret', { Name: 'acme/key' }],
    group: ['AWS::IAM::Group', { GroupName: Fn.ref('Parameter') }],
  };
  const SECRET_ARN = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret`;

  test.each<[keyof typeof NAMED, meant: Record<string, unknown>, others: Record<string, unknown>]>([
    [
      'user',
      {
        UserName: 'backup-eu-west-1',
        Users: [Fn.sub(`Backup-\${AWS::Region}`), Fn.conditionIf('Some', Fn.select(0, ['backup-eu-west-1']), 'x')],
        Arn: [
          `${ARN}/backup-eu-west-1`,
          `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:user/backup-${Aws.REGION}`,
          `arn:aws:iam::${Fn.ref('Parameter')}:user/backup-eu-west-1`,
        ],
        Json: JSON.stringify({ Principal: { AWS: `${ARN}/backup-eu-west-1` } }),
      },
      {
        RoleName: 'backup-eu-west-1',
        Groups: ['backup-eu-west-1'],
        Users: ['backup-eu-west-12', 'x/backup-eu-west-1', Fn.join('-', ['backup-eu-west-1', Fn.ref('Parameter')])],
        UserName: Fn.conditionIf('backup-eu-west-1', 'x', 'y'),
        Arn: [
          'arn:aws:iam::999999999999:user/backup-eu-west-1',
          `arn:aws:iam::${ACCOUNT}:role/backup-eu-west-1`,
          `arn:aws:sts::${ACCOUNT}:assumed-role/x/backup-eu-west-1`,
          'arn:aws:iam::aws:user/backup-eu-west-1',
        ],
        Json: JSON.stringify({ Sid: 'backup-eu-west-1', Resource: `${ARN}/backup-eu-west-12` }),
      },
    ],
    [
      'bucket',
      {
        Bucket: [`acme-${ACCOUNT}`, `acme-${Aws.ACCOUNT_ID}`],
        Path: [`/acme-${ACCOUNT}/home`, `/acme-${ACCOUNT}`, `s3://acme-${Aws.ACCOUNT_ID}/x`, `arn:aws:s3:::acme-${ACCOUNT}/`],
        DomainName: [`acme-${ACCOUNT}.s3.eu-west-1.amazonaws.com`, `acme-${Aws.ACCOUNT_ID}.s3-website.${Aws.URL_SUFFIX}`],
      },
      {
        UserName: `acme-${ACCOUNT}`,
        Bucket: [`Acme-${ACCOUNT}`, `acme-${ACCOUNT}0`],
        Path: [`/x/acme-${ACCOUNT}`, `arn:aws:s3:::acme-${ACCOUNT}0/`],
        DomainName: [`acme-${ACCOUNT}.example.com`, `x.acme-${ACCOUNT}.s3.amazonaws.com`],
      },
    ],
    [
      'secret',
      { SecretId: ['acme/key', `${SECRET_ARN}:acme/key`, `arn:aws:secretsmanager:${Aws.REGION}:${ACCOUNT}:secret:acme/key-AbCdEf`] },
      { SecretId: ['Acme/key', 'key', `${SECRET_ARN}:acme/key-old`, `${SECRET_ARN.replace('west', 'east')}:acme/key`] },
    ],
    ['group', { GroupName: Fn.ref('Parameter') }, { GroupName: Fn.ref('Other'), UserName: Fn.ref('Parameter') }],
  ])('by its name: %s', (kind, meant, others) => {
    const stack = newStack();
    const [type, ofNamed] = NAMED[kind];
    const named = new CfnResource(stack, 'Named', { type, properties: ofNamed });
    for (const [index, properties] of [meant, others].entries()) {
      new CfnResource(stack, `By${index}`, { type: 'Test::By', properties });
    }
    const found = asked(stack, (model) => namedIn(model, model.find(named) as FinalResource).map(({ at, by }) => `${by.logicalId} ${at}`));
    (stack.node.root as App).synth();
    const places = Object.entries(meant).flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((_, index) => `${name}.${index}`) : name,
    );
    expect(found().map((place) => place.replace(/(Users\.1).*/, '$1'))).toEqual(places.map((place) => `By0 ${place}`));
  });

  test.each<[string, StackProps['env'], object, boolean]>([
    ['in another region', { account: ACCOUNT, region: 'us-east-1' }, { UserName: 'backup' }, true],
    ['in another account', { account: '999999999999', region: 'eu-west-1' }, { UserName: 'backup' }, false],
    ['by an ARN from another account', { account: '999999999999', region: 'x' }, { Arn: `arn:aws:iam::${ACCOUNT}:user/backup` }, true],
    ['in an account that is not known', undefined, { UserName: 'backup' }, true],
    ['a secret in the region', { account: ACCOUNT, region: 'eu-west-1' }, { SecretId: 'backup' }, true],
    ['a secret in another region', { account: ACCOUNT, region: 'us-east-1' }, { SecretId: 'backup' }, false],
    ['a bucket, anywhere', { account: '999999999999', region: 'us-east-1' }, { Bucket: 'backup' }, true],
  ])('by its name, %s', (_, env, properties, isFound) => {
    const stack = newStack();
    const all = [new iam.CfnUser(stack, 'U', { userName: 'backup' }), new s3.CfnBucket(stack, 'B', { bucketName: 'backup' })];
    const secret = new CfnResource(stack, 'S', { type: 'AWS::SecretsManager::Secret', properties: { Name: 'backup' } });
    new CfnResource(new Stack(stack.node.root as App, 'Other', { env }), 'By', { type: 'Test::By', properties });
    const found = asked(stack, (model) => [...all, secret].flatMap((one) => namedIn(model, model.find(one) as FinalResource)));
    (stack.node.root as App).synth();
    expect(
      found()
        .filter(({ by }) => by.Type === 'Test::By')
        .map(({ at }) => at),
    ).toEqual(isFound ? Object.keys(properties) : []);
  });
});

test('is made anew by each synthesis, for each Stage by itself, and before what its siblings do', () => {
  const app = new App();
  const stages = ['A', 'B'].map((id) => {
    const stage = new Stage(app, id);
    const user = new iam.CfnUser(new Stack(stage, 'Stack'), 'User', { userName: id });
    return { stage, user, names: asked(user, (model) => model.ofType('AWS::IAM::User').map(({ Properties }) => Properties.UserName)) };
  });
  const rename = (node: IConstruct) => node instanceof iam.CfnUser && node.addPropertyOverride('UserName', 'changed');
  Aspects.of(stages[1].stage).add({ visit: rename });
  app.synth();
  expect(stages.map(({ names }) => names())).toEqual([['A'], ['changed']]);
  stages[0].user.userName = 'later';
  stages[0].stage.synth({ force: true });
  expect(stages.map(({ names }) => names())).toEqual([['later'], ['changed']]);
});

test('leaves out a property that is no value', () => {
  const stack = newStack();
  const bucket = new s3.CfnBucket(stack, 'Bucket', { bucketName: Aws.NO_VALUE, tags: [] });
  const properties = asked(stack, (model) => model.find(bucket)?.Properties);
  (stack.node.root as App).synth();
  expect(properties()).toEqual({});
});

test('holds what stands in the tree, at its path, under its type', () => {
  const stack = newStack();
  const [kept, gone, other] = ['Kept', 'Gone', 'Other'].map((id) => new s3.CfnBucket(stack, id));
  other.addOverride('Type', 'AWS::IAM::User');
  stack.node.tryRemoveChild('Gone');
  const again = new iam.CfnUser(stack, 'Gone');
  const found = asked(stack, (app) => [
    [kept, gone, again].map((one) => app.find(one)?.Type),
    app.at('Stack/Gone')?.Type,
    app.ofType('AWS::IAM::User').length,
    app.find(s3.Bucket.fromBucketName(stack, 'Imported', 'imported')),
  ]);
  Template.fromStack(stack);
  expect(found()).toEqual([['AWS::S3::Bucket', undefined, 'AWS::IAM::User'], 'AWS::IAM::User', 2, undefined]);
});

describe('knows what a principal may do in the end:', () => {
  const statement = (Sid: string) => ({ Sid, Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
  const policyDocument = { Statement: [statement('It')] };
  const managed = (stack: Stack, props = {}) => new iam.CfnManagedPolicy(stack, 'Managed', { policyDocument, ...props });

  test.each<[string, (user: iam.CfnUser, stack: Stack) => unknown]>([
    ['inline', (user) => user.addPropertyOverride('Policies', [{ PolicyName: 'p', PolicyDocument: policyDocument }])],
    ['a policy that names it', (_, stack) => policy(stack, { policyDocument, users: ['Backup'] })],
    ['a policy that refers to it', (user, stack) => policy(stack, { policyDocument, users: [user.ref] })],
    ['a policy of a user', (user, stack) => new iam.CfnUserPolicy(stack, 'P', { policyDocument, policyName: 'p', userName: user.ref })],
    ['a managed policy', (user, stack) => managed(stack, { users: [user.ref] })],
    [
      'a managed policy on the user',
      (user, stack) => {
        user.managedPolicyArns = [managed(stack).ref];
      },
    ],
    [
      'a managed policy by its name',
      (user, stack) => {
        managed(stack, { managedPolicyName: 'named' });
        user.managedPolicyArns = [`arn:aws:iam::${ACCOUNT}:policy/x/named`];
      },
    ],
    [
      'a group, and a policy on it',
      (user, stack) => {
        const group = new iam.CfnGroup(stack, 'Group');
        new iam.CfnGroupPolicy(stack, 'P', { policyDocument, policyName: 'p', groupName: group.ref });
        new iam.CfnUserToGroupAddition(stack, 'Addition', { groupName: group.ref, users: [user.ref] });
      },
    ],
    [
      'a group by its name',
      (user, stack) => {
        new iam.CfnGroup(stack, 'Group', { groupName: 'named', policies: [{ policyName: 'p', policyDocument }] });
        user.groups = ['named'];
      },
    ],
  ])('%s', (_, allow) => {
    const stack = newStack();
    const user = new iam.CfnUser(stack, 'User', { userName: 'backup' });
    new iam.CfnPolicy(stack, 'Others', { policyName: 'o', policyDocument, users: ['backup-2'] });
    allow(user, stack);
    const found = asked(stack, (app) => policiesOf(app, app.find(user) as FinalResource));
    (stack.node.root as App).synth();
    expect(found()).toEqual({ statements: [expect.objectContaining({ statement: statement('It') })], boundary: undefined, unknown: [] });
  });

  test('a boundary of the app, and what the app does not make', () => {
    const stack = newStack();
    const [known, unknown] = [
      new iam.CfnRole(stack, 'Known', { assumeRolePolicyDocument: {}, permissionsBoundary: managed(stack).ref }),
      new iam.CfnRole(stack, 'Unknown', { assumeRolePolicyDocument: {}, permissionsBoundary: 'arn:theirs', managedPolicyArns: ['arn:x'] }),
    ];
    const found = asked(stack, (app) => [known, unknown].map((role) => policiesOf(app, app.find(role) as FinalResource)));
    (stack.node.root as App).synth();
    expect(found()).toEqual([
      { statements: [], boundary: [expect.objectContaining({ statement: statement('It') })], unknown: [] },
      { statements: [], boundary: [], unknown: ['arn:x', 'arn:theirs'] },
    ]);
  });
});

describe('renders each resource once, although all checks ask, and a promised one a second time only if it changed:', () => {
  const cases = ALL_CASES.filter(([name]) => /(default|immutable)$/.test(name));

  test.each(cases)('%s', (_, make) => {
    const stack = newStack();
    const rendered = jest.spyOn(CfnResource.prototype as never as { _toCloudFormation(): object }, '_toCloudFormation');
    stack.node.root.node.addValidation({ validate: () => rendered.mockClear() && [] });
    make(stack);
    const seen: string[] = [];
    const validate = () => {
      seen.push(...rendered.mock.contexts.map((one) => (one as unknown as CfnResource).node.path));
      return [];
    };
    new CfnOutput(stack, 'Last', { value: 'x' }).node.addValidation({ validate });
    (stack.node.root as App).synth();
    rendered.mockRestore();
    const l1s = stack.node.findAll().filter(CfnResource.isCfnResource);
    expect(seen.sort()).toEqual(l1s.map(({ node }) => node.path).sort());
  });
});
