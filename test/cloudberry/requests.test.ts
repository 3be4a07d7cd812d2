import type { Stack } from 'aws-cdk-lib';
import type { cloudberry } from '../../src';
import { Ec2, policySize, runRows } from '../matrix';
import { bucketOf, deployed, idOf, PARTITIONS, principalOf } from '../matrix/deployed';
import { allowedUnnamed } from '../matrix/optional';
import { MANAGED_CASES, placed, restore } from './cases';
import { sessionPolicies } from './requests/managed';

test('a session without a session policy is not judged: AWS gives it nothing', async () => {
  const here = deployed(MANAGED_CASES['managed-sessions'], PARTITIONS[0]);
  const session = principalOf(here).federated('customer-A', undefined as never);
  await expect(session.can('s3:GetObject', `${bucketOf(here, /^Provider/)}/MBS/A/file`)).rejects.toThrow('without a session policy');
});

test('a session policy has the size that STS takes', () => {
  const sizes = Object.values(sessionPolicies(PARTITIONS[2])).map((policy) => policySize({ policy } as never));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2048);
});

test('a restore in another region than the stack: there, and not in that of the stack', async () => {
  const here = deployed((stack) => restore(stack, { region: 'eu-central-1' }), PARTITIONS[0]);
  const [there, stack] = [new Ec2(here.env, 'eu-central-1'), new Ec2(here.env)];
  await runRows(principalOf(here, /^Agents/), [
    { call: there.run(), expect: 'allow', why: 'launches in the region to restore to' },
    { call: there.importImage({ role: 'vmimport' }), expect: 'allow', why: 'imports there' },
    { call: there.describe('DescribeInstances'), expect: 'allow', why: 'follows it there' },
    { call: stack.run(), expect: 'deny', why: 'the region of the stack' },
    { call: stack.describe('DescribeInstances'), expect: 'deny', why: 'the region of the stack' },
  ]);
  await runRows(here.principal(idOf(here, 'AWS::IAM::Role', /^RestoreVmImportRole/) ?? 'none'), [
    { call: there.on('RegisterImage', there.owned('image', 'ami-1')), expect: 'allow', why: 'creates the image there' },
    { call: stack.on('RegisterImage', stack.owned('image', 'ami-1')), expect: 'deny', why: 'the region of the stack' },
  ]);
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
