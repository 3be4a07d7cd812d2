import { lintTemplate, runRows } from '../matrix';
import { bucketOf, DENY_WITHOUT_TLS, deployed, PARTITIONS, principalOf } from '../matrix/deployed';
import { ALL_BUT, NOTHING, runSession } from '../matrix/sessions';
import { CASES, REPOSITORY_CASES } from './cases';
import { ofRepository } from './repository.rows';

describe.each(PARTITIONS)('in $partition', (env) => {
  // what an appliance may do in EC2, is another matrix: it changes nothing of this one
  test.each(
    Object.keys(env.partition === 'aws' ? CASES : REPOSITORY_CASES),
  )('%s: what is documented is allowed, and nothing else', async (name) => {
    const here = deployed(CASES[name], env);
    const who = principalOf(here);
    const rows = ofRepository(name, here, who.arn);
    await runRows(who, rows);
    if (env.partition === 'aws') {
      await runSession(who, rows, name.endsWith('existing-user') ? ALL_BUT(bucketOf(here, /^(Repository|Mine)/)) : NOTHING);
    }
    expect(await lintTemplate(here, { allowedWildcards: DENY_WITHOUT_TLS })).toEqual([]);
  });
});
