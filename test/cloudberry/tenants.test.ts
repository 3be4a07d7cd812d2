import { CfnOutput } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { provider, TENANTS } from '../e2e/apps/load';
import { type PolicyDocument, resolveTemplate, World } from '../matrix';
import { bucketOf, PARTITIONS, principalOf } from '../matrix/deployed';
import { newStack, synthErrorOf, warningsOf } from '../util';

/** Each with those whose names begin like its own, or that its own begins like, and with ten more. */
const PAIRS = TENANTS.flatMap((one, at) =>
  TENANTS.filter((other, place) => {
    const isNear = other.startsWith(one) || one.startsWith(other);
    return other !== one && (isNear || (place - at + TENANTS.length) % TENANTS.length <= 10);
  }).map((other) => [one, other] as const),
);

test('fifty customers of one provider are isolated, also where a name begins like another', async () => {
  const stack = newStack(null);
  const made = provider(stack);
  const [env] = PARTITIONS;
  const template = Template.fromStack(stack).toJSON();
  const here = World.fromTemplate(template, env);
  const bucket = bucketOf(here, /^Provider/);
  const policyOf = (tenant: string): PolicyDocument => {
    const Properties = stack.resolve(made.sessionPolicyForPrefix(`MBS/${tenant}`).toJSON());
    const resolved = resolveTemplate({ Resources: { ...template.Resources, Session: { Type: 'Session', Properties } } }, env);
    return resolved.get('Session')?.properties;
  };
  const sessions = new Map(TENANTS.map((tenant) => [tenant, principalOf(here).federated(tenant, policyOf(tenant))]));
  const ask = async (one: string, other: string) => {
    const session = sessions.get(one);
    return Promise.all([
      session?.can('s3:GetObject', `${bucket}/MBS/${other}/file`),
      session?.can('s3:PutObject', `${bucket}/MBS/${other}/file`),
      session?.can('s3:ListBucket', bucket, { context: { 's3:prefix': `MBS/${other}/` } }),
      session?.can('s3:ListBucketVersions', bucket, { context: { 's3:prefix': `MBS/${other}/` } }),
    ]);
  };
  const reached: string[] = [];
  for (const [one, other] of PAIRS) {
    if ((await ask(one, other)).some((verdict) => verdict === 'Allowed')) {
      reached.push(`${one} reaches ${other}`);
    }
  }
  for (const tenant of TENANTS) {
    expect(await ask(tenant, tenant)).toEqual(['Allowed', 'Allowed', 'Allowed', 'Allowed']);
  }
  expect(PAIRS.filter(([one, other]) => other.startsWith(one))).toHaveLength(41);
  expect(reached).toEqual([]);
}, 120_000);

test.each([
  [146, undefined],
  [147, /stack 'Stack': got "201 outputs"; allowed: 200 \(CloudFormation's quota\)\. Read setup and sessionPolicyForPrefix/],
])('%i more outputs than those of fifty customers', (count, refused) => {
  const stack = newStack();
  provider(stack);
  Array.from({ length: count }, (_, index) => new CfnOutput(stack, `More${index}`, { value: 'x' }));
  expect(refused ? synthErrorOf(stack) : warningsOf(stack).join()).toMatch(refused ?? /^((?!outputs).)*$/);
});
