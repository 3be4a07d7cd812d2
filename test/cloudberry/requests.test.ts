import { Ec2, policySize, runRows } from '../matrix';
import { bucketOf, deployed, idOf, PARTITIONS, principalOf } from '../matrix/deployed';
import { MANAGED_CASES, restore } from './cases';
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
    { call: there.on('RegisterImage', there.owned('image', 'ami-1')), expect: 'allow', why: 'makes the image there' },
    { call: stack.on('RegisterImage', stack.owned('image', 'ami-1')), expect: 'deny', why: 'the region of the stack' },
  ]);
});
