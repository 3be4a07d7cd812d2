import { lintTemplate, runRows } from '../matrix';
import { DENY_WITHOUT_TLS, deployed, PARTITIONS, principalOf } from '../matrix/deployed';
import { CASES, REPOSITORY_CASES } from './cases';
import { ofRepository } from './repository.rows';

describe.each(PARTITIONS)('in $partition', (env) => {
  // what an appliance may do in EC2, is another matrix: it changes nothing of this one
  test.each(
    Object.keys(env.partition === 'aws' ? CASES : REPOSITORY_CASES),
  )('%s: what is documented is allowed, and nothing else', async (name) => {
    const here = deployed(CASES[name], env);
    const who = principalOf(here);
    await runRows(who, ofRepository(name, here, who.arn));
    expect(await lintTemplate(here, { allowedWildcards: DENY_WITHOUT_TLS })).toEqual([]);
  });
});
