import { lintTemplate, runRows } from '../matrix';
import { DENY_WITHOUT_TLS, deployed, PARTITIONS, principalOf } from '../matrix/deployed';
import { anybody, ofArchiver, ofEndpoint } from './archiver.rows';
import { ARCHIVER_CASES } from './cases';

describe.each(PARTITIONS)('in $partition', (env) => {
  const cases = Object.keys(ARCHIVER_CASES).filter((name) => env.partition === 'aws' || name !== 'archiver-other-region');
  test.each(cases)('%s: what is documented is allowed, and nothing else', async (name) => {
    const here = deployed(ARCHIVER_CASES[name], env);
    await runRows(principalOf(here), ofArchiver(name, here));
    expect(await lintTemplate(here, { allowedWildcards: DENY_WITHOUT_TLS })).toEqual([]);
  });

  test.each(['archiver-network', 'archiver-network-any-repository'])('%s: the endpoint reaches the repositories only', async (name) => {
    const here = deployed(ARCHIVER_CASES[name], env);
    await runRows(anybody(here), ofEndpoint(name, here));
  });
});
