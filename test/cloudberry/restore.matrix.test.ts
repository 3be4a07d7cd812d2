import type { Stack } from 'aws-cdk-lib';
import type { cloudberry } from '../../src';
import { Ec2, lintTemplate, runRows } from '../matrix';
import { bucketOf, DENY_WITHOUT_TLS, deployed, PARTITIONS, principalOf } from '../matrix/deployed';
import { allowedUnnamed } from '../matrix/optional';
import { ALL_BUT, NOTHING, runSession } from '../matrix/sessions';
import { placed, RESTORE_CASES, restore } from './cases';
import { importRoleOf, ofBucket, ofEc2, ofImportRole } from './restore.rows';

const DESCRIBE = { action: 'ec2:Describe*', reason: "AWS's own list for the service role" };

describe.each(PARTITIONS)('in $partition', (env) => {
  const cases = Object.keys(RESTORE_CASES).filter((name) => env.partition === 'aws' || name !== 'restore-other-region');
  test.each(cases)('%s: a restore is allowed, and nothing else', async (name) => {
    const here = deployed(RESTORE_CASES[name], env);
    const who = principalOf(here, /^(Agents|Backup|RestoreUser|RestoreRole|Role)/);
    const rows = [...ofBucket(name, here, who.arn), ...ofEc2(name, here)];
    await runRows(who, rows);
    if (env.partition === 'aws' && who.arn.includes(':user/')) {
      const made = ['restore-new-user', 'restore-with-backup'].includes(name);
      await runSession(who, rows, made ? NOTHING : ALL_BUT(bucketOf(here, /^Mine/)));
    }
    expect(await lintTemplate(here, { allowedWildcards: [...DENY_WITHOUT_TLS, DESCRIBE] })).toEqual([]);
  });

  test.each([
    'restore-default',
    'restore-keys',
  ])('%s: the service role reads this bucket and makes images, and nothing else', async (name) => {
    const here = deployed(RESTORE_CASES[name], env);
    await runRows(here.principal(importRoleOf(here)), ofImportRole(name, here));
  });

  test('only VM Import/Export may assume the service role, for this account', async () => {
    const here = deployed(RESTORE_CASES['restore-default'], env);
    const source = (account: string) => ({ 'aws:SourceAccount': account });
    const tries = {
      right: { principalArn: 'vmie.amazonaws.com', externalId: 'vmimport', context: source(env.account) },
      'another external id': { principalArn: 'vmie.amazonaws.com', externalId: 'other', context: source(env.account) },
      'no external id': { principalArn: 'vmie.amazonaws.com', context: source(env.account) },
      'for another account': { principalArn: 'vmie.amazonaws.com', externalId: 'vmimport', context: source('999999999999') },
      'another service': { principalArn: 'ec2.amazonaws.com', externalId: 'vmimport', context: source(env.account) },
      'a user of this account': { principalArn: `arn:${env.partition}:iam::${env.account}:user/any`, externalId: 'vmimport' },
      'another account': { principalArn: `arn:${env.partition}:iam::999999999999:role/any`, externalId: 'vmimport' },
    };
    const role = importRoleOf(here);
    const got = Object.entries(tries).map(async ([what, how]) => ((await here.canAssume(role, how)) === 'Allowed' ? [what] : []));
    expect((await Promise.all(got)).flat()).toEqual(['right']);
  });
});

const PLACE = ['network-interface', 'security-group', 'subnet'];

test.each<[string, Partial<cloudberry.CloudBerryRestorePlacement> | undefined, string[]]>([
  ['without a placement', undefined, ['ec2:ImportInstance', 'ec2:RequestSpotInstances']],
  ['with a placement', {}, []],
  ['with a placement, also of spot instances', { spot: true }, []],
])('%s: which calls launch though they do not name where', async (_, more, launches) => {
  const placement = (stack: Stack) => more && { ...placed(stack, 'subnet-0aaa', 'sg-0aaa'), ...more };
  const here = deployed((stack) => restore(stack, { placement: placement(stack) }), PARTITIONS[0]);
  const unnamed = Object.entries(await allowedUnnamed(principalOf(here, /^Agents/)));
  expect(unnamed.map(([action]) => action)).toContain('ec2:RunInstances'); // into the placement, whose names it has to give
  const elsewhere = unnamed.filter(([, left]) => left.some((type) => PLACE.includes(type))).map(([action]) => action);
  expect(elsewhere.sort()).toEqual([...launches, 'ec2:ModifyInstanceAttribute'].sort()); // which changes no group then
});

test('in another region than the stack: there, and not in that of the stack', async () => {
  const here = deployed((stack) => restore(stack, { region: 'eu-central-1' }), PARTITIONS[0]);
  const [there, stack] = [new Ec2(here.env, 'eu-central-1'), new Ec2(here.env)];
  await runRows(principalOf(here, /^Agents/), [
    { call: there.run(), expect: 'allow', why: 'launches in the region to restore to' },
    { call: there.importImage({ role: 'vmimport' }), expect: 'allow', why: 'imports there' },
    { call: there.describe('DescribeInstances'), expect: 'allow', why: 'follows it there' },
    { call: stack.run(), expect: 'deny', why: 'the region of the stack' },
    { call: stack.describe('DescribeInstances'), expect: 'deny', why: 'the region of the stack' },
  ]);
  await runRows(here.principal(importRoleOf(here)), [
    { call: there.on('RegisterImage', there.owned('image', 'ami-1')), expect: 'allow', why: 'makes the image there' },
    { call: stack.on('RegisterImage', stack.owned('image', 'ami-1')), expect: 'deny', why: 'the region of the stack' },
  ]);
});
