import { Template } from 'aws-cdk-lib/assertions';
import { lintTemplate, type PolicyDocument, policySize, type Row, resolveTemplate, runRows, type World } from '../matrix';
import { bucketOf, DENY_WITHOUT_TLS, deployed, idOf, PARTITIONS, principalOf, whoAssumes } from '../matrix/deployed';
import { denied, harmToAccount, harmToBucket, otherBuckets } from '../matrix/harm';
import { ALL_BUT, NOTHING, runSession } from '../matrix/sessions';
import { newStack } from '../util';
import { MANAGED_CASES, PROVIDER_ID, VENDOR_ACCOUNT } from './cases';

const CUSTOMERS = ['A', 'AB', 'A-1', 'A-10'];
const DENY_REVOKED = { action: '*', reason: 'denies everything to sessions that were revoked' };

describe.each(PARTITIONS)('in $partition', (env) => {
  test.each(Object.keys(MANAGED_CASES))('%s: the provider reaches the bucket and hands out sessions, and nothing else', async (name) => {
    const here = deployed(MANAGED_CASES[name], env);
    const who = principalOf(here);
    const table = provider(name, here, who.arn);
    await runRows(who, table);
    if (env.partition === 'aws' && who.arn.includes(':user/')) {
      await runSession(who, table, name.endsWith('existing-user') ? ALL_BUT(bucketOf(here, /^Provider/)) : NOTHING);
    }
    expect(await lintTemplate(here, { allowedWildcards: [...DENY_WITHOUT_TLS, DENY_REVOKED] })).toEqual([]);
  });

  test('the role is assumed by the vendor with the Provider ID only', async () => {
    const here = deployed(MANAGED_CASES['managed-role'], env);
    expect(await whoAssumes(here, idOf(here, 'AWS::IAM::Role') ?? 'none', VENDOR_ACCOUNT, PROVIDER_ID)).toEqual(['the vendor']);
  });

  test('a session of each customer reaches its own prefix only, of names that contain each other', async () => {
    const here = deployed(MANAGED_CASES['managed-sessions'], env);
    const policies = sessionPolicies(env);
    const bucket = bucketOf(here, /^Provider/);
    for (const customer of CUSTOMERS) {
      const session = principalOf(here).federated(`customer-${customer}`, policies[customer]);
      await runRows(session, ofCustomer(customer, bucket, here));
    }
  });

  test('a session of the role is limited in the same way', async () => {
    const here = deployed(MANAGED_CASES['managed-role'], env);
    const bucket = bucketOf(here, /^Provider/);
    const session = principalOf(here).session(sessionPolicies(env, bucket).A);
    await runRows(session, [
      { action: 's3:PutObject', resource: `${bucket}/MBS/A/file`, expect: 'allow', why: 'its own prefix' },
      { action: 's3:PutObject', resource: `${bucket}/MBS/AB/file`, expect: 'deny', why: 'another customer' },
      { action: 's3:ListBucketMultipartUploads', resource: bucket, expect: 'deny', why: 'shows the uploads of others' },
    ]);
  });

  test('revoked: sessions of before are denied everything, later ones and the key itself are not', async () => {
    const here = deployed(MANAGED_CASES['managed-revoked'], env);
    const who = principalOf(here);
    const bucket = bucketOf(here, /^Provider/);
    const session = who.federated('customer-A', sessionPolicies(env, bucket).A);
    const row = (issued: string, expect: 'allow' | 'deny'): Row => ({
      action: 's3:GetObject',
      resource: `${bucket}/MBS/A/file`,
      context: { 'aws:TokenIssueTime': issued },
      expect,
      why: `a session of ${issued}`,
    });
    await runRows(session, [
      row('2026-10-31T23:00:00Z', 'deny'),
      row('2026-11-01T12:00:00Z', 'deny'),
      row('2026-11-02T00:00:01Z', 'allow'),
    ]);
    expect(await who.can('s3:GetObject', `${bucket}/MBS/A/file`)).toBe('Allowed');
  });
});

test('a session without a session policy is not judged: AWS gives it nothing', async () => {
  const here = deployed(MANAGED_CASES['managed-sessions'], PARTITIONS[0]);
  const session = principalOf(here).federated('customer-A', undefined as never);
  await expect(session.can('s3:GetObject', `${bucketOf(here, /^Provider/)}/MBS/A/file`)).rejects.toThrow('without a session policy');
});

test('the session policy has the size that STS takes', () => {
  const sizes = Object.values(sessionPolicies(PARTITIONS[2])).map((policy) => policySize({ policy } as never));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2048);
});

/** The session policies in the outputs of the template, as a program reads them; or those for a bucket of that ARN. */
function sessionPolicies(env: World['env'], bucketArn?: string): Record<string, PolicyDocument> {
  const stack = newStack(null);
  MANAGED_CASES['managed-sessions'](stack);
  const { Outputs, ...template } = Template.fromStack(stack).toJSON();
  const outputs = Object.fromEntries(Object.entries(Outputs).map(([id, output]) => [id, { Type: 'Output', Properties: output }]));
  const resolved = resolveTemplate({ ...template, Resources: { ...template.Resources, ...outputs } }, env, (type) => type === 'Output');
  const policies = [...resolved.values()].map(({ properties }) => {
    const customer = /^Session policy of customer-(\S+),/.exec(properties.Description)?.[1] ?? '';
    const text = bucketArn ? properties.Value.replaceAll(/arn:[^:]+:s3:::[^/"]+/g, bucketArn) : properties.Value;
    return [customer, JSON.parse(text)];
  });
  expect(policies.map(([customer]) => customer).sort()).toEqual([...CUSTOMERS].sort());
  return Object.fromEntries(policies);
}

function provider(name: string, here: World, self: string): Row[] {
  const { account, partition } = here.env;
  const bucket = bucketOf(here, /^Provider/);
  const place = { bucket, object: `${bucket}/MBS/A/file` };
  const hands = ['managed-role', 'managed-existing-role', 'managed-existing-user'].includes(name) ? 'deny' : 'allow';
  const allowed = (resource: string, ...actions: string[]): Row[] =>
    actions.map((action) => ({ action, resource, expect: 'allow', why: 'backs up for its customers' }));
  const federated = (account_: string): Row['expect'] => (account_ === account ? hands : 'deny');
  return [
    ...allowed(place.object, 's3:PutObject', 's3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject', 's3:AbortMultipartUpload'),
    ...allowed(bucket, 's3:GetBucketLocation', 's3:GetBucketPolicy', 's3:ListBucketMultipartUploads'),
    { action: 's3:ListBucket', resource: bucket, context: { 's3:prefix': 'MBS/A/' }, expect: 'allow', why: 'lists' },
    ...allowed('*', 's3:ListAllMyBuckets'),
    ...['customer-A', 'any'].map(
      (session): Row => ({
        action: 'sts:GetFederationToken',
        resource: `arn:${partition}:sts::${account}:federated-user/${session}`,
        expect: federated(account),
        why: 'temporary credentials for an agent',
      }),
    ),
    ...otherBuckets(here, place, { bucket: ['s3:ListBucket'], object: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'] }),
    ...harmToBucket(here, place),
    ...harmToAccount(here, self),
    ...denied('works on machines', `arn:${partition}:ec2:${here.env.region}:${account}:instance/i-1`, 'ec2:TerminateInstances'),
    ...denied('changes the bucket', bucket, 's3:PutLifecycleConfiguration', 's3:PutBucketObjectLockConfiguration'),
  ];
}

function ofCustomer(customer: string, bucket: string, here: World): Row[] {
  const own = `${bucket}/MBS/${customer}/file`;
  const uses = ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:GetObjectVersion', 's3:AbortMultipartUpload', 's3:RestoreObject'];
  const lists = ['s3:ListBucket', 's3:ListBucketVersions'];
  const list = (prefix: string | undefined, expect: 'allow' | 'deny', why: string): Row[] =>
    lists.map((action) => ({
      action,
      resource: bucket,
      ...(prefix === undefined ? {} : { context: { 's3:prefix': prefix } }),
      expect,
      why,
    }));
  return [
    ...uses.map((action): Row => ({ action, resource: own, expect: 'allow', why: 'its own prefix' })),
    ...list(`MBS/${customer}/`, 'allow', 'its own prefix'),
    { action: 's3:GetBucketLocation', resource: bucket, expect: 'allow', why: 'finds the region' },
    { action: 's3:PutObjectAcl', resource: own, context: { 's3:x-amz-acl': 'private' }, expect: 'allow', why: 'the ACL of an upload' },
    { action: 's3:PutObjectAcl', resource: own, context: { 's3:x-amz-acl': 'public-read' }, expect: 'deny', why: 'publishes a backup' },
    ...CUSTOMERS.filter((other) => other !== customer).flatMap((other) => [
      ...denied('another customer', `${bucket}/MBS/${other}/file`, ...uses),
      ...list(`MBS/${other}/`, 'deny', 'another customer'),
    ]),
    ...list(`MBS/${customer}`, 'deny', 'the bare name lists all that begin with it'),
    ...list('', 'deny', 'the whole bucket'),
    ...list(undefined, 'deny', 'the whole bucket'),
    ...list('MBS/', 'deny', 'all customers'),
    ...denied(
      'shows what others do',
      bucket,
      's3:ListBucketMultipartUploads',
      's3:GetBucketPolicy',
      's3:GetBucketAcl',
      's3:GetBucketVersioning',
    ),
    ...denied('shows the provider', '*', 's3:ListAllMyBuckets'),
    ...denied('deletes for good', own, 's3:DeleteObjectVersion'),
    ...denied('makes more sessions', `arn:${here.env.partition}:sts::${here.env.account}:federated-user/any`, 'sts:GetFederationToken'),
    ...denied('gives itself more', `arn:${here.env.partition}:iam::${here.env.account}:user/any`, 'iam:CreateAccessKey'),
  ];
}
