// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation and IAM have their own ${}
import { evaluate } from '../../../src/core/private/policy/evaluate';
import type { Cause, Json, Policies, Policy, Principal, Request } from '../../../src/core/private/policy/request';
import { idOf, intrinsicOf, plain, token } from '../../../src/core/private/policy/text';
import { readable } from '../../../src/core/private/synth/readable';

// What the simulator of the differential test cannot judge: intrinsics, what is not known, and what brought a decision about.

const [ACCOUNT, OTHER] = ['111122223333', '444455556666'];
const BUCKET = { 'Fn::GetAtt': ['Bucket', 'Arn'] };
const join = (...parts: Json[]): Json => ({ 'Fn::Join': ['', parts] });
const OBJECT = join(BUCKET, '/', { Ref: 'any key' });
const USER: Principal = { type: 'User', arn: { 'Fn::GetAtt': ['User', 'Arn'] }, account: ACCOUNT };
const ROLE: Principal = { type: 'AssumedRole', arn: `arn:aws:iam::${ACCOUNT}:role/vendors/product`, account: ACCOUNT };
const policy = (origin: string, ...statements: Json[]): Policy => ({
  origin,
  document: { Version: '2012-10-17', Statement: statements },
});
const allow = (Action: Json, Resource: Json = '*', more: object = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: Json, more: object = {}) => ({ Effect: 'Deny', Principal: '*', Action, Resource: '*', ...more });
const IDENTITY = [policy('own', allow('*'))];

const ask = (policies: Partial<Policies>, request: Partial<Request> = {}) =>
  evaluate(
    { principal: USER, action: 's3:PutObject', resource: OBJECT, account: ACCOUNT, context: {}, ...request },
    { identity: IDENTITY, ...policies },
  );
const effectOf = (...asked: Parameters<typeof ask>) => ask(...asked).effect;
const bucket = (...statements: Json[]): Partial<Policies> => ({ bucket: [policy('bucket', ...statements)] });

describe('intrinsics', () => {
  const onObjects = (Resource: Json, resource: Json = OBJECT) =>
    effectOf({ identity: [policy('own', allow('s3:PutObject', Resource))] }, { resource });
  test.each<[string, Json, string, Json?]>([
    ['Fn::Join of the same attribute', join(BUCKET, '/*'), 'allowed'],
    ['Fn::Join by a delimiter', { 'Fn::Join': ['/', [BUCKET, '*']] }, 'allowed'],
    ['Fn::Sub', { 'Fn::Sub': '${Bucket.Arn}/*' }, 'allowed'],
    ['Fn::Sub with values', { 'Fn::Sub': ['${To}/*', { To: BUCKET }] }, 'allowed'],
    ['Fn::GetAtt with a dot', join({ 'Fn::GetAtt': 'Bucket.Arn' }, '/*'), 'allowed'],
    ['Fn::Sub of a policy variable', { 'Fn::Sub': '${Bucket.Arn}/${!aws:PrincipalAccount}/*' }, 'allowed', join(BUCKET, `/${ACCOUNT}/x`)],
    ['AWS::NoValue in a list', [{ Ref: 'AWS::NoValue' }, join(BUCKET, '/*')], 'allowed'],
    [
      'the same partition and name',
      join('arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'B' }, '/*'),
      'allowed',
      join('arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'B' }, '/x'),
    ],
    ['the bucket, not its objects', BUCKET, 'denied'],
    [
      'another kind of ARN',
      'arn:aws:kms:eu-central-1:111122223333:key/x',
      'denied',
      join('arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'B' }, '/x'),
    ],
    ['a prefix beside the key', join(BUCKET, '/logs/*'), 'denied', join(BUCKET, '/data/', { Ref: 'any key' })],
    ['a prefix of keys that may be any', join(BUCKET, '/logs/*'), 'unknown'],
    ['another attribute', join({ 'Fn::GetAtt': ['Other', 'Arn'] }, '/*'), 'unknown'],
    ['a literal beside the attribute', 'arn:aws:s3:::backups/*', 'unknown'],
    ['any one character of a key', 'arn:aws:s3:::b/?', 'unknown', join('arn:aws:s3:::b/', { Ref: 'Key' })],
    ['any one character of a region', 'arn:aws:s3:?:1:b', 'unknown', join('arn:aws:s3:', { Ref: 'Region' }, ':1:b')],
    ['a region, which is one word', 'arn:aws:s3:e*1:2:b/*', 'denied', join('arn:aws:s3:', { Ref: 'AWS::Region' }, ':1:b/x')],
    ['an id, by letters that it may have', 'arn:aws:s3:::b/*-1', 'unknown', `arn:aws:s3:::b/${idOf('A')}`],
    ['an id, by a slash', 'arn:aws:s3:::b/*/1', 'denied', `arn:aws:s3:::b/${idOf('A')}`],
    ['an id, by nothing', 'arn:aws:s3:::b/', 'denied', `arn:aws:s3:::b/${idOf('A')}`],
    ['the same id', `arn:aws:s3:::?/${idOf('A')}`, 'allowed', `arn:aws:s3:::b/${idOf('A')}`],
    ['another id', `arn:aws:s3:::?/${idOf('A')}`, 'denied', `arn:aws:s3:::b/${idOf('B')}`],
    ['what may be an id', `arn:aws:s3:::b/${idOf('A')}`, 'unknown', 'arn:aws:s3:::b/x-1'],
    ['what is no id', `arn:aws:s3:::b/${idOf('A')}`, 'denied', 'arn:aws:s3:::b/x/1'],
    ['a list that is a parameter', { Ref: 'ListOfResources' }, 'unknown'],
    ['a list in a text', { 'Fn::Join': [',', { Ref: 'ListOfResources' }] }, 'unknown'],
    ['one of two', { 'Fn::If': ['Prod', join(BUCKET, '/*'), 'arn:aws:s3:::other/*'] }, 'unknown'],
    ['a colon in a key', join(BUCKET, '/a*b'), 'allowed', join(BUCKET, '/a:b')],
  ])('%s: %j', (...[, resource, effect, of]) => expect(onObjects(resource, of)).toBe(effect));

  test('what is known of an intrinsic replaces it, wherever it stands', () => {
    const known = (intrinsic: Json) => ({ '{"Ref":"AWS::Partition"}': 'aws', '{"Ref":"B"}': 'backups' })[JSON.stringify(intrinsic)];
    expect(plain({ 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${B}/*' }, known)).toBe('arn:aws:s3:::backups/*');
    const seen = plain([1.2, true, null, { Ref: 'AWS::NoValue' }, { A: { Ref: 'AWS::NoValue' } }, join(BUCKET, '/x')], known) as string[];
    expect(seen.slice(0, 3)).toStrictEqual(['1.2', 'true', {}]);
    expect(readable(seen[3])).toBe('${Bucket.Arn}/x');
  });

  test('what is no intrinsic, or is written in no documented way, stays what it is', () => {
    expect(plain([undefined, null])).toEqual([]);
    expect(plain({ 'Fn::Select': [0, ['a']] })).toBe(token({ 'Fn::Select': [0, ['a']] }));
    expect(plain({ 'Fn::Join': null })).toBe(token({ 'Fn::Join': null }));
    expect(readable(token({ Ref: null }))).toBe('${null}');
  });

  test('a text that is one intrinsic, and nothing else', () => {
    const one = token(BUCKET);
    expect(intrinsicOf(one)).toEqual(BUCKET);
    expect([`${one}/x`, `x${one}`, one + one, 'x'].map(intrinsicOf)).toEqual([undefined, undefined, undefined, undefined]);
    const choice = token({ 'Fn::If': ['Some', one, 'x'] }); // marks inside of a mark end nothing
    expect([intrinsicOf(choice), readable(`${choice}!`)]).toEqual([{ 'Fn::If': ['Some', one, 'x'] }, `\${Some.${readable(one)}.x}!`]);
  });

  test('both branches of Fn::If are looked at; where they agree, it is decided', () => {
    const either = (one: Json, other: Json = { Ref: 'AWS::NoValue' }) =>
      effectOf({ identity: [policy('own', allow('s3:*'), { 'Fn::If': ['Prod', one, other] })] });
    expect(either({ ...deny('s3:Delete*') })).toBe('allowed');
    expect(either({ ...deny('s3:*') })).toBe('unknown');
    expect(effectOf({ identity: [policy('own', { 'Fn::If': ['Prod', allow('s3:Get*'), allow('s3:List*')] })] })).toBe('denied');
    expect(effectOf({ identity: [policy('own', allow('s3:*', '*', { Condition: { 'Fn::If': ['Prod', {}, {}] } }))] })).toBe('unknown');
    expect(effectOf({ identity: [policy('own', allow('s3:*', '*', { Condition: { Ref: 'Conditions' } }))] })).toBe('unknown');
    expect(effectOf(bucket(deny('s3:*', { Effect: { Ref: 'Effect' } })))).toBe('unknown');
    expect(effectOf(bucket(deny('s3:Get*', { Effect: { Ref: 'Effect' } })))).toBe('allowed');
    expect(effectOf(bucket(deny('s3:*', { Effect: { 'Fn::If': ['Prod', 'Deny', 'Deny'] } })))).toBe('denied');
  });

  test.each<[string, Json]>([
    ['a document', { Ref: 'Document' }],
    ['the list of statements', { Version: '2012-10-17', Statement: { 'Fn::Transform': {} } }],
    ['a statement', { Version: '2012-10-17', Statement: [{ Ref: 'One' }] }],
    ['a statement of no documented form', { Version: '2012-10-17', Statement: [{ 'Fn::If': 'Prod' }] }],
    ['a text that is no document', '{"Statement":'],
    ['what it says, of a policy known by name only', undefined],
  ])('not known: %s', (_, document) => {
    const { effect, because } = ask({ boundary: [{ origin: 'by name', document }] });
    expect([effect, because]).toEqual([
      'unknown',
      [expect.objectContaining({ kind: 'boundary', origin: 'by name', elements: ['Statement'] })],
    ]);
    expect(because[0].index).toBeUndefined();
  });

  test('a condition on what is an intrinsic', () => {
    const only = (condition: object, context: Request['context']) =>
      effectOf({ identity: [policy('own', allow('s3:*', '*', { Condition: condition }))] }, { context });
    const VPCE = { Ref: 'Endpoint' };
    expect(only({ StringEquals: { 'aws:SourceVpce': VPCE } }, { 'aws:SourceVpce': VPCE })).toBe('allowed');
    expect(only({ StringEqualsIgnoreCase: { 'aws:SourceVpce': VPCE } }, { 'aws:SourceVpce': VPCE })).toBe('allowed');
    expect(only({ StringEqualsIgnoreCase: { 'aws:SourceVpce': { Ref: 'A' } } }, { 'aws:SourceVpce': { Ref: 'a' } })).toBe('unknown');
    expect(only({ StringEquals: { 'aws:SourceVpce': VPCE } }, { 'aws:SourceVpce': 'vpce-1' })).toBe('unknown');
    expect(only({ NumericLessThan: { 's3:max-keys': { Ref: 'Keys' } } }, { 's3:max-keys': 5 })).toBe('unknown');
    expect(only({ StringEquals: { 'aws:username': 'ann' } }, {})).toBe('unknown');
    expect(only({ IpAddress: { 'aws:SourceIp': { Ref: 'Range' } } }, { 'aws:SourceIp': '203.0.113.7' })).toBe('unknown');
    expect(only({ Null: { 'aws:SourceIp': { Ref: 'Flag' } } }, { 'aws:SourceIp': '203.0.113.7' })).toBe('unknown');
  });
});

describe('policies of keys', () => {
  const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1`;
  const kms = (policies: Partial<Policies>, request: Partial<Request> = {}) =>
    effectOf(policies, { action: 'kms:GenerateDataKey', resource: KEY, ...request });
  const key = (...statements: Json[]) => ({ key: [policy('key', ...statements)] });
  const root = { Principal: { AWS: join('arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:root`) } };
  const none = { identity: [] };
  test.each<[string, Partial<Policies>, string, Partial<Request>?]>([
    ['lets the account in', key(allow('kms:*', '*', root)), 'allowed'],
    ['lets the account in, identity policies do not allow', { ...none, ...key(allow('kms:*', '*', root)) }, 'denied'],
    [
      'names the user, identity policies do not allow',
      { ...none, ...key(allow('kms:*', '*', { Principal: { AWS: USER.arn } })) },
      'allowed',
    ],
    [
      'lets an administrator in only',
      key(allow('kms:*', '*', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/admin` } })),
      'denied',
      { principal: ROLE },
    ],
    ['lets an account in that may be this one', key(allow('kms:*', '*', { Principal: { AWS: { Ref: 'AWS::AccountId' } } })), 'unknown'],
    [
      'lets the account in through another service only',
      key(allow('kms:*', '*', { ...root, Condition: { StringEquals: { 'kms:ViaService': 'ec2.eu-central-1.amazonaws.com' } } })),
      'denied',
      { context: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
    ],
    ['is not known', {}, 'unknown'],
    ['is not asked for an action without a key', {}, 'allowed', { action: 'kms:ListKeys', resource: '*' }],
    ['of another account, both allow', key(allow('kms:*', '*', root)), 'allowed', { account: OTHER }],
    [
      'of another account names the user, who has no right of its own',
      { ...none, ...key(allow('kms:*', '*', { Principal: { AWS: USER.arn } })) },
      'denied',
      { account: OTHER },
    ],
    ['of another account is the default one', key(allow('kms:*', '*', { Principal: { AWS: OTHER } })), 'denied', { account: OTHER }],
  ])('%s', (...[, policies, effect, request]) => expect(kms(policies, request)).toBe(effect));
});

describe('policies of buckets', () => {
  const NOBODY = { identity: [] };
  const names = (AWS: Json) => allow('s3:*', '*', { Principal: { AWS } });
  const boundary = [policy('boundary', allow('ec2:*'))];
  test.each<[string, Partial<Policies>, string, Partial<Request>?]>([
    ['name the user: enough, whatever the boundary', { ...NOBODY, boundary, ...bucket(names(USER.arn)) }, 'allowed'],
    ['name the account: passes on what identity policies allow', { ...NOBODY, ...bucket(names(ACCOUNT)) }, 'denied'],
    ['name the role: limited by its boundary', { ...NOBODY, boundary, ...bucket(names(ROLE.arn)) }, 'denied', { principal: ROLE }],
    [
      'name the session of a role: not limited',
      { ...NOBODY, boundary, ...bucket(names('arn:aws:sts::1:assumed-role/product/x')) },
      'allowed',
      { principal: { ...ROLE, session: 'arn:aws:sts::1:assumed-role/product/x' } },
    ],
    [
      'name a session that may be this one',
      { ...NOBODY, ...bucket(names(`arn:aws:sts::${ACCOUNT}:assumed-role/product/x`)) },
      'unknown',
      { principal: ROLE },
    ],
    [
      'name a federated user that may be this one',
      { session: [policy('session', allow('ec2:*'))], ...bucket(names(`arn:aws:sts::${ACCOUNT}:federated-user/x`)) },
      'unknown',
      { principal: { ...USER, type: 'FederatedUser' } },
    ],
    ['name another principal', { ...NOBODY, ...bucket(names(`arn:aws:iam::${ACCOUNT}:user/other`)) }, 'denied', { principal: ROLE }],
    ['name a service', { ...NOBODY, ...bucket(allow('s3:*', '*', { Principal: { Service: 'logging.s3.amazonaws.com' } })) }, 'denied'],
    [
      'name somebody by Fn::If',
      { ...NOBODY, ...bucket(allow('s3:*', '*', { Principal: { 'Fn::If': ['Prod', { AWS: '*' }, { AWS: ACCOUNT }] } })) },
      'unknown',
    ],
    [
      'name a pattern: wildcards have no meaning there',
      { ...NOBODY, ...bucket(names(`arn:aws:iam::${ACCOUNT}:role/vendors/*`)) },
      'denied',
      { principal: ROLE },
    ],
    [
      'name everyone but somebody',
      { ...NOBODY, ...bucket({ ...allow('s3:*'), NotPrincipal: { AWS: `arn:aws:iam::${OTHER}:user/x` } }) },
      'unknown',
      { principal: ROLE },
    ],
    ['name a canonical user', { ...NOBODY, ...bucket(allow('s3:*', '*', { Principal: { CanonicalUser: '79a5' } })) }, 'denied'],
    ['of another account say nothing', {}, 'denied', { account: OTHER }],
    ['of another account name the account', bucket(names(ACCOUNT)), 'allowed', { account: OTHER }],
    [
      'of another account name the user, who has no right of its own',
      { ...NOBODY, ...bucket(names(USER.arn)) },
      'denied',
      { account: OTHER },
    ],
    ['of an account that may be another one', {}, 'unknown', { account: { Ref: 'AWS::AccountId' } }],
    [
      'of an account that may be another one, where that does not matter',
      bucket(names(ACCOUNT)),
      'allowed',
      { account: { Ref: 'AWS::AccountId' } },
    ],
    ['have no say in what is not of S3', bucket(deny('*')), 'allowed', { action: 'ec2:StartInstances' }],
    [
      'of no account: a list of all buckets',
      {},
      'allowed',
      { action: 's3:ListAllMyBuckets', resource: '*', account: { Ref: 'AWS::AccountId' } },
    ],
    ['are not asked for a list of all buckets', bucket(deny('*')), 'allowed', { action: 's3:ListAllMyBuckets', resource: '*' }],
  ])('%s', (...[, policies, effect, request]) => expect(effectOf(policies, request)).toBe(effect));

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  test.each<[string, Json, string, Partial<Policies>?]>([
    ['the user and its account', [USER.arn, ACCOUNT], 'allowed'],
    ['them, but the user has a boundary', [USER.arn, ACCOUNT], 'denied', { boundary: [policy('boundary', allow('*'))] }],
    ['the user without its account', [USER.arn], 'unknown'],
    ['somebody else', ['arn:aws:iam::444455556666:user/x'], 'unknown'],
    ['somebody else, decided by what is known of the user', [`arn:aws:iam::${ACCOUNT}:user/x`, ACCOUNT], 'denied', {}],
  ])('spare %s', (...[title, AWS, effect, more]) => {
    const principal = title.includes('known') ? ROLE : USER;
    expect(effectOf({ ...bucket(deny('s3:*', { Principal: undefined, NotPrincipal: { AWS } })), ...more }, { principal })).toBe(effect);
  });
});

test('the policy of a secret is about calls on secrets alone, and allows like that of a bucket', () => {
  const read = { action: 'secretsmanager:GetSecretValue', resource: { Ref: 'Secret' } };
  const [others, own] = [[policy('secret', deny('*'))], [policy('secret', allow('*', '*', { Principal: { AWS: USER.arn } }))]];
  expect([effectOf({ secret: others }), effectOf({ secret: others }, read), effectOf({}, read)]).toEqual(['allowed', 'denied', 'allowed']);
  expect([effectOf({ identity: [], secret: own }, read), effectOf({ identity: [], ...bucket(deny('*')) }, read)]).toEqual([
    'allowed',
    'denied',
  ]);
  expect(ask({ identity: [], ...bucket(deny('*')) }, read).explicit).toBe(false);
});

test.each<[Json, string]>([
  ['*', 'allowed'],
  [{ Service: 'ec2.amazonaws.com' }, 'allowed'],
  [{ AWS: 'ec2.amazonaws.com' }, 'denied'],
  [{ Service: 'lambda.amazonaws.com', CanonicalUser: '79a5' }, 'denied'],
])('a service is named as one, or among everyone: %j', (named, effect) => {
  const principal: Principal = { type: 'Service', arn: 'ec2.amazonaws.com', account: ACCOUNT };
  const trust = [policy('trust', allow('sts:AssumeRole', undefined, { Principal: named }))];
  expect(effectOf({ trust }, { principal, action: 'sts:AssumeRole' })).toBe(effect);
});

test('a federated user has what the user and the session policy allow, and nothing without one', () => {
  const principal: Principal = { ...USER, type: 'FederatedUser' };
  expect(effectOf({}, { principal })).toBe('denied');
  expect(effectOf({ session: [policy('session', allow('s3:Put*'))] }, { principal })).toBe('allowed');
  expect(effectOf({ session: [policy('session', allow('s3:Get*'))] }, { principal })).toBe('denied');
  expect(ask({}, { principal }).because).toEqual([{ kind: 'session', origin: 'session policy', elements: [], conditions: [] }]);
});

describe('elements', () => {
  const only = (statement: object, context: Request['context'] = {}, Version: Json = '2012-10-17', resource: Json = 'arn:aws:s3:::b/a/x') =>
    effectOf(
      {
        identity: [
          { origin: 'own', document: { Version, Statement: { Effect: 'Allow', Action: 's3:PutObject', Resource: '*', ...statement } } },
        ],
      },
      { context, resource, principal: { ...USER, arn: `arn:aws:iam::${ACCOUNT}:user/team/a` } },
    );
  const when = (operator: string, key: string, values: Json, context: Request['context'] = {}) =>
    only({ Condition: { [operator]: { [key]: values } } }, context);

  test.each<[string, string]>([
    ['derived from the user', only({ Resource: 'arn:aws:s3:::b/${aws:username}/*' })],
    [
      'plain text before 2012',
      only({ Resource: 'arn:aws:s3:::b/${aws:username}/*' }, {}, '2008-10-17') === 'denied' ? 'allowed' : 'denied',
    ],
    ['a default', only({ Resource: "arn:aws:s3:::b/${aws:PrincipalTag/team, 'a'}/*" }, { 'aws:PrincipalTag/team': null })],
    ['a longer default', only({ Resource: "arn:aws:s3:::b/${aws:PrincipalTag/team,'a/x'}" }, { 'aws:PrincipalTag/team': null })],
    ['a wildcard after one', only({ Resource: 'arn:aws:s3:::b/${aws:username}/*.txt' }, {}, '2012-10-17', 'arn:aws:s3:::b/a/x:y.txt')],
    [
      'no wildcard, but a character',
      only({ Resource: undefined, NotResource: 'arn:aws:s3:::b/${*}' }, {}, '2012-10-17', 'arn:aws:s3:::b/x'),
    ],
    ...['*', '?', '$'].map((one): [string, string] => [
      `the character ${one}`,
      only({ Resource: `arn:aws:s3:::b/\${${one}}` }, {}, '2012-10-17', `arn:aws:s3:::b/${one}`),
    ]),
    [
      'one of several values is none',
      only({ Resource: ['arn:aws:s3:::b/${aws:CalledVia}/*', 'arn:aws:s3:::b/a/*'] }, { 'aws:CalledVia': ['a', 'b'] }),
    ],
  ])('policy variables: %s', (_, effect) => expect(effect).toBe('allowed'));

  test.each<[string, string]>([
    ['arn:aws:s3', 'allowed'],
    ['arn:aws:kms', 'denied'],
    ['arn:aws:s3:*', 'allowed'],
    ['arn:aws:s3:*:b/a/*', 'allowed'],
    ['arn:aws:s3:::?/a/x', 'allowed'],
    ['arn:aws:s?:::b/a/x', 'allowed'],
    ['arn:aws:s3:?:b/a/x', 'denied'],
    ['arn:aws:s3*3:::b/a/x', 'denied'],
    ['arn:aws:s*3:::b/a/x', 'allowed'],
    ['arn:aws:s3:::b/A/*', 'denied'],
    ['arn:aws:s3*:b/a/*', 'allowed'],
    ['arn:aws:s${aws:PrincipalTag/three}?::b/a/*', 'denied'],
  ])('the resource %s', (resource, effect) => expect(only({ Resource: resource }, { 'aws:PrincipalTag/three': '3' })).toBe(effect));

  test('any type of resource and any name', () => {
    const anything = [policy('own', allow('ec2:DeleteNetworkInterface', `arn:aws:ec2:eu-west-1:${ACCOUNT}:*/*`))];
    const on = (resource: string) => effectOf({ identity: anything }, { action: 'ec2:DeleteNetworkInterface', resource });
    expect(on(`arn:aws:ec2:eu-west-1:${ACCOUNT}:network-interface/eni-1`)).toBe('allowed');
    expect(on(`arn:aws:ec2:eu-west-1:${OTHER}:network-interface/eni-1`)).toBe('denied');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html: such a statement may be void
  test('a policy variable without a value: nothing matches, and what is negated is not known', () => {
    const lacks = { 'aws:PrincipalTag/team': null };
    expect(only({ Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*' }, lacks)).toBe('denied');
    expect(only({ Resource: undefined, NotResource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*' }, lacks)).toBe('unknown');
    expect(when('StringNotEquals', 's3:x-amz-acl', '${aws:PrincipalTag/team}', { ...lacks, 's3:x-amz-acl': 'private' })).toBe('unknown');
    expect(only({ Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*' })).toBe('unknown');
  });

  test.each<[Principal['type'], string, string, string]>([
    ['User', 'ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:user/team/ann`],
    ['AssumedRole', 'ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:user/team/ann`],
    ['FederatedUser', 'ArnEquals', 'aws:PrincipalArn', `arn:aws:sts::${ACCOUNT}:federated-user/x`],
    ['AssumedRole', 'StringEquals', 'aws:PrincipalType', 'AssumedRole'],
    ['User', 'StringEquals', 'aws:username', 'ann'],
    ['AssumedRole', 'Null', 'aws:username', 'true'],
    ['FederatedUser', 'Null', 'aws:username', 'true'],
    ['User', 'StringEquals', 'aws:PrincipalAccount', ACCOUNT],
    ['User', 'StringEquals', 'kms:CallerAccount', ACCOUNT],
    ['User', 'StringEquals', 'aws:ResourceAccount', ACCOUNT],
    ['User', 'StringEquals', 's3:ResourceAccount', ACCOUNT],
    ['User', 'Null', 'aws:PrincipalServiceName', 'true'],
    ['User', 'Null', 'aws:PrincipalServiceNamesList', 'true'],
    ['User', 'Bool', 'aws:PrincipalIsAWSService', 'false'],
  ])('of a call of a %s, it is known without being told: %s %s %s', (type, operator, key, value) => {
    const principal = {
      type,
      arn: `arn:aws:iam::${ACCOUNT}:user/team/ann`,
      account: ACCOUNT,
      session: `arn:aws:sts::${ACCOUNT}:federated-user/x`,
    };
    const own = [policy('own', allow('*', '*', { Condition: { [operator]: { [key]: value } } }))];
    const session = type === 'FederatedUser' ? { session: [policy('session', allow('*'))] } : {};
    expect(effectOf({ identity: own, ...session }, { principal, context: {} })).toBe('allowed');
    expect(
      effectOf({ identity: [policy('own', allow('*', '*', { Condition: { StringEquals: { [key]: 'x' } } }))], ...session }, { principal }),
    ).toBe('denied');
  });

  test('the name of a user without a path', () => {
    const own = [policy('own', allow('*', '*', { Condition: { StringEquals: { 'aws:username': 'ann' } } }))];
    expect(effectOf({ identity: own }, { principal: { ...USER, arn: `arn:aws:iam::${ACCOUNT}:user/ann` } })).toBe('allowed');
  });

  test.each<[string, string, Json, Json, string]>([
    ['IpAddress', 'aws:SourceIp', '2001:db8::/32', '2001:db8:1::5', 'allowed'],
    ['IpAddress', 'aws:SourceIp', '2001:db8::/32', '2001:db9::5', 'denied'],
    ['IpAddress', 'aws:SourceIp', '2001:db8:0:0:0:0:0:5', '2001:db8::5', 'allowed'],
    ['IpAddress', 'aws:SourceIp', '2001:db8::5:6', '2001:db8::6', 'denied'],
    ['IpAddress', 'aws:SourceIp', '::/0', '203.0.113.7', 'denied'],
    ['NumericLessThan', 's3:TlsVersion', 1.2, 1.1, 'allowed'],
    ['Bool', 'aws:SecureTransport', true, 'True', 'allowed'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.7', '203.0.113.7', 'allowed'],
    ['NotIpAddress', 'aws:SourceIp', ['203.0.113.7', '0.0.0.0/0'], '2001:db8::1', 'allowed'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/99', '203.0.113.7', 'denied'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24', '203.0.113.128/25', 'allowed'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.7', '203.0.113.7/32', 'allowed'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/25', '203.0.113.0/24', 'unknown'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/25', '203.0.114.0/24', 'denied'],
    ['DateLessThan', 'aws:CurrentTime', '1767225601', '2026-01-01T00:00:00Z', 'allowed'],
    ['DateEquals', 'aws:CurrentTime', '2026-01-01', '1767225600', 'allowed'],
    ['ForAllValues:StringEquals', 'aws:TagKeys', 'a', '', 'allowed'],
    ['ForAnyValue:StringEqualsIfExists', 'aws:TagKeys', 'a', null, 'denied'],
    ['StringEquals', 'aws:TagKeys', 'a', ['a', 'b'], 'unknown'],
    ['StringSounds', 's3:prefix', 'a', 'a', 'unknown'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s:*:1:f/*', 'arn:aws:s:r:2:s:1:f/d', 'denied'],
    ['StringLike', 'aws:SourceArn', 'arn:aws:s:*:1:f/*', 'arn:aws:s:r:2:s:1:f/d', 'allowed'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s:r:1:f?d*', 'arn:aws:s:r:1:f:d:e', 'allowed'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s:?:1:f', 'arn:aws:s:r:1:f', 'allowed'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s?r:1:f', 'arn:aws:s:r:1:f', 'denied'],
    ['ForNoValue:StringEquals', 's3:prefix', 'a', 'a', 'unknown'],
    ['SomeNumericEquals', 's3:max-keys', 1, 1, 'unknown'],
    ['Numeric', 's3:max-keys', 1, 1, 'unknown'],
    ['Null', 'aws:TagKeys', 'True', [], 'allowed'],
    ['IpAddress', 'aws:SourceIp', 'no address', 'another one', 'denied'],
    ['IpAddress', 'aws:SourceIp', '::1/128', '0:0:0:0:0:0:0:1', 'allowed'],
  ])('%s %s %j, given %j: %s', (operator, key, values, given, effect) =>
    expect(when(operator, key, values, { [key]: given })).toBe(effect));
});

describe('what brought the decision about', () => {
  const TLS = deny('s3:*', { Sid: 'Tls', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  const HEADER = deny('s3:PutObject', {
    Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms', 'aws:PrincipalType': 'Account' } },
  });
  const BY_ACCOUNT = allow('s3:PutObject', '*', { Condition: { StringEquals: { 'aws:PrincipalAccount': OTHER } } });
  const short = ({ kind, origin, index, sid, effect, elements, conditions }: Cause) =>
    [kind, origin, index, sid, effect, elements.join(), conditions.map(({ operator, key, given }) => `${operator} ${key} ${given}`).join()]
      .map((one) => one ?? '-')
      .join(' | ');

  test.each<[string, Partial<Policies>, Request['context'], string, string[]]>([
    ['allowed', {}, {}, 'allowed', ['identity | own | 0 | - | Allow |  | ']],
    [
      'denied by a statement',
      bucket(TLS, HEADER),
      { 'aws:SecureTransport': 'true', 's3:x-amz-server-side-encryption': null },
      'denied explicitly',
      ['bucket | bucket | 1 | - | Deny |  | StringNotEquals s3:x-amz-server-side-encryption null,StringNotEquals aws:PrincipalType User'],
    ],
    [
      'denied by each that applies',
      bucket(TLS, deny('s3:Put*', { Sid: 'Two' })),
      { 'aws:SecureTransport': false },
      'denied explicitly',
      ['bucket | bucket | 0 | Tls | Deny |  | Bool aws:SecureTransport false', 'bucket | bucket | 1 | Two | Deny |  | '],
    ],
    [
      'depends on a header',
      bucket(TLS, HEADER),
      { 'aws:SecureTransport': 'true' },
      'unknown',
      ['bucket | bucket | 1 | - | Deny | Condition | StringNotEquals s3:x-amz-server-side-encryption undefined'],
    ],
    [
      'left out by the boundary',
      { boundary: [policy('limit', allow('ec2:*'), allow('s3:Get*'))] },
      {},
      'denied',
      ['boundary | limit | - | - | - |  | '],
    ],
    [
      'the condition of an Allow is not met',
      { identity: [policy('own', BY_ACCOUNT)] },
      {},
      'denied',
      ['identity | own | 0 | - | Allow | Condition | StringEquals aws:PrincipalAccount 111122223333'],
    ],
    [
      'allowed under a condition',
      { identity: [policy('own', allow('s3:*', '*', { Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } }))] },
      {},
      'allowed',
      ['identity | own | 0 | - | Allow |  | StringEquals aws:PrincipalAccount 111122223333'],
    ],
    [
      'the resource of an Allow is another one',
      { identity: [policy('own', allow('s3:PutObject', BUCKET))] },
      {},
      'denied',
      ['identity | own | - | - | - |  | '],
    ],
    ...(['Action', 'Resource'] as const).map((element): [string, Partial<Policies>, Request['context'], string, string[]] => [
      `depends on the ${element}`,
      { identity: [policy('own', { ...allow('s3:*'), [element]: { Ref: 'Parameter' } })] },
      {},
      'unknown',
      [`identity | own | 0 | - | Allow | ${element} | `],
    ]),
    [
      'depends on the principal',
      { identity: [], ...bucket(allow('s3:*', '*', { Principal: { AWS: { Ref: 'Parameter' } } })) },
      {},
      'unknown',
      ['bucket | bucket | 0 | - | Allow | Principal | '],
    ],
    ['no policy at all', { identity: [] }, {}, 'denied', ['identity | - | - | - | - |  | ']],
    [
      'depends on an Allow',
      { boundary: [policy('limit', allow('s3:*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }))] },
      {},
      'unknown',
      ['boundary | limit | 0 | - | Allow | Condition | IpAddress aws:SourceIp undefined'],
    ],
  ])('%s', (_, policies, context, expected, causes) => {
    const { effect, explicit, because } = ask(policies, { context });
    expect([`${effect}${explicit ? ' explicitly' : ''}`, because.map(short)]).toEqual([expected, causes]);
  });

  test('across accounts, only what does not allow is told', () => {
    const names = bucket(allow('s3:*', '*', { Principal: { AWS: ACCOUNT } }));
    const kinds = (policies: Partial<Policies>) => ask(policies, { account: OTHER }).because.map(({ kind }) => kind);
    expect([kinds({ ...names, identity: [] }), kinds({}), kinds({ identity: [] })]).toEqual([
      ['identity'],
      ['bucket'],
      ['identity', 'bucket'],
    ]);
  });

  test('of the policies that limit others, only what does not allow is told', () => {
    const kinds = (policies: Partial<Policies>) => ask(policies, { principal: ROLE }).because.map(({ kind }) => kind);
    const [boundary, session] = [[policy('boundary', allow('ec2:*'))], [policy('session', allow('s3:*'))]];
    expect(kinds({ boundary, session })).toEqual(['boundary']);
    expect(kinds({ boundary, identity: [], ...bucket(allow('s3:*', '*', { Principal: { AWS: ROLE.arn } })) })).toEqual(['boundary']);
  });

  test('the policy of an endpoint has to allow a call that everything else allows, too', () => {
    const through = (isGateway: boolean, ...statements: Json[]) => ({ endpoint: [{ ...policy('endpoint', ...statements), isGateway }] });
    const named = (name: string) => allow('s3:*', '*', { Principal: { AWS: name } });
    const own = bucket(named(ROLE.arn as string));
    const decided = (endpoint: Partial<Policies>) => ask({ ...own, ...endpoint }, { principal: ROLE });
    expect(decided(through(true, allow('s3:Get*', '*', { Principal: '*' }))).because.map(({ kind }) => kind)).toEqual(['endpoint']);
    expect([true, false].map((isGateway) => decided(through(isGateway, named(ACCOUNT))).effect)).toEqual(['denied', 'allowed']);
    expect(decided(through(true, allow('s3:*', '*', { Principal: '*' }), deny('s3:Put*'))).explicit).toBe(true);
  });

  test('a key whose policy nobody knows', () => {
    const { because } = ask({}, { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1` });
    expect(because.map(({ origin }) => origin)).toEqual(['policy of the key']);
  });

  test('a denial that nobody can know of does not matter where nothing allows', () => {
    expect(ask({ identity: [], ...bucket(TLS) }).explicit).toBe(false);
    expect(effectOf({ identity: [], ...bucket(TLS) })).toBe('denied');
  });
});
