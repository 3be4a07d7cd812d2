import { Token } from 'aws-cdk-lib';
import { problem } from '../core/private/validation/errors';
import { IAM_ROLES } from './sources';

/** The one external id that Logz.io's pages showed to every customer in 2023: whoever knows it could name your role to Logz.io. */
const SHARED_IN_2023 = 'logzio:aws:extid:7d420c4cccf77013384751185ac12722';

/** Mistakes with the external id that only Logz.io's pages invite. */
export function externalIdProblems(what: string, got: string | undefined): string[] {
  if (got === undefined || Token.isUnresolved(got)) {
    return [];
  }
  if (/^(logzio:aws:extid:){2}/i.test(got)) {
    const todo = `Logz.io's console shows the id with its prefix already, though the sample trust policy writes it again (${IAM_ROLES.url}).`;
    return [problem(what, got, "the prefix 'logzio:aws:extid:' once", todo)];
  }
  if (got.toLowerCase() === SHARED_IN_2023) {
    return [
      problem(
        what,
        got,
        'the external id of your Logz.io account alone',
        "This one stood in Logz.io's pages of 2023 for everybody: copy yours from the console.",
      ),
    ];
  }
  return [];
}
