import { problem } from '../core/private/validation/errors';
import { isUnresolved } from '../core/private/validation/tokens-in-text';
import { IAM_ROLES } from './sources';

/** The external id that Logz.io's pages showed to every customer in 2023: anyone who knows it could pass your role to Logz.io. */
const SHARED_IN_2023 = 'logzio:aws:extid:7d420c4cccf77013384751185ac12722';

/** Mistakes that Logz.io's pages invite. */
export function externalIdProblems(what: string, got: string | undefined): string[] {
  if (got === undefined || isUnresolved(got)) {
    return [];
  }
  if (/^(logzio:aws:extid:){2}/i.test(got)) {
    const todo = `The id in Logz.io's console already includes the prefix, but the sample trust policy repeats it (${IAM_ROLES.url}).`;
    return [problem(what, got, "the prefix 'logzio:aws:extid:' once", todo)];
  }
  if (got.toLowerCase() === SHARED_IN_2023) {
    return [
      problem(
        what,
        got,
        'the external id of your own Logz.io account',
        "Logz.io's pages of 2023 showed this id to everyone. Copy your own from the console.",
      ),
    ];
  }
  return [];
}
