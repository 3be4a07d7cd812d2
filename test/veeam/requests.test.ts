import { deployed, PARTITIONS, principalOf } from '../matrix/deployed';
import { allowedUnnamed } from '../matrix/optional';
import { copiesIn } from './cases';

test('in a network of your own, no call launches the appliance without naming the subnet and the group', async () => {
  const here = deployed((stack) => copiesIn(stack, 'subnet-0aaa', 'sg-0aaa'), PARTITIONS[0]);
  const unnamed = Object.entries(await allowedUnnamed(principalOf(here)));
  expect(unnamed.map(([action]) => action)).toContain('ec2:RunInstances');
  expect(unnamed.filter(([, left]) => left.some((type) => ['security-group', 'subnet', 'vpc'].includes(type)))).toEqual([]);
});
