import { lintTemplate, runRows } from '../matrix';
import { DENY_WITHOUT_TLS, deployed, PARTITIONS, principalOf } from '../matrix/deployed';
import { allowedUnnamed } from '../matrix/optional';
import { ALL, NOTHING, runSession } from '../matrix/sessions';
import { anybody, ofArchiver, ofEndpoint } from './archiver.rows';
import { ARCHIVER_CASES, copiesIn } from './cases';

describe.each(PARTITIONS)('in $partition', (env) => {
  const cases = Object.keys(ARCHIVER_CASES).filter((name) => env.partition === 'aws' || name !== 'archiver-other-region');
  test.each(cases)('%s: what is documented is allowed, and nothing else', async (name) => {
    const here = deployed(ARCHIVER_CASES[name], env);
    const rows = ofArchiver(name, here);
    await runRows(principalOf(here), rows);
    if (env.partition === 'aws') {
      await runSession(principalOf(here), rows, name.endsWith('existing-user') ? ALL : NOTHING);
    }
    expect(await lintTemplate(here, { allowedWildcards: DENY_WITHOUT_TLS })).toEqual([]);
  });

  test.each(['archiver-network', 'archiver-network-any-repository'])('%s: the endpoint reaches the repositories only', async (name) => {
    const here = deployed(ARCHIVER_CASES[name], env);
    await runRows(anybody(here), ofEndpoint(name, here));
  });
});

test('in a network of your own, no call launches the appliance without naming the subnet and the group', async () => {
  const here = deployed((stack) => copiesIn(stack, 'subnet-0aaa', 'sg-0aaa'), PARTITIONS[0]);
  const unnamed = Object.entries(await allowedUnnamed(principalOf(here)));
  expect(unnamed.map(([action]) => action)).toContain('ec2:RunInstances');
  expect(unnamed.filter(([, left]) => left.some((type) => ['security-group', 'subnet', 'vpc'].includes(type)))).toEqual([]);
});
