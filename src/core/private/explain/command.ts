import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compare } from './compare';
import { unreadable } from './files';
import { type Places, placesIn, withPlaces } from './places';
import { MARKDOWN, renderComparison, renderReport, TEXT } from './render';
import { explain, type Report } from './report';
import { visibleLines } from './visible';
import { readReport } from './written-report';

export const USAGE = `Usage: cdk-vendor-access explain [cdk.out] [options]

Explains, for every principal that the library gives access: which actions on what, why and since when, what is left out of the vendor's
page, what a thief could do, and what the app adds or stops. Reads the output of 'cdk synth' only: it runs no app and calls nothing.

  --policy CONSTRUCT  only what a construct creates (its path, or the end of it), with the policies as JSON
  --compare OLD       what is granted or denied more or less than in another cdk.out, or in a file of --json; exit code 1 if wider
  --markdown          for a file or a pull request
  --json              for programs, and for --compare
`;

/** What the command prints, and its exit code: 0, 1 (wider), 2 (wrong use). */
export interface Outcome {
  readonly text: string;
  readonly code: 0 | 1 | 2;
}

export function run(args: readonly string[]): Outcome {
  try {
    const { code, text } = runUnchecked(args);
    return { code, text: visibleLines(text.endsWith('\n') ? text : `${text}\n`) };
  } catch (error) {
    return { text: `${visibleLines((error as Error).message)}\n`, code: 2 };
  }
}

function runUnchecked(args: readonly string[]): Outcome {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { policy: text, compare: text, json: flag, markdown: flag, help: flag };
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [command, folder = 'cdk.out', ...rest] = positionals;
  if (values.help) {
    return { text: USAGE, code: 0 };
  }
  if (command !== 'explain' || rest.length > 0) {
    const why =
      command !== 'explain' ? `the command ${command ? `'${command}' is not known` : 'is missing'}` : `'${rest[0]}' is one folder too many`;
    return {
      text: `${why}; allowed: explain, with at most one folder; another one to compare with stands after --compare.\n\n${USAGE}`,
      code: 2,
    };
  }
  const report = only(read(folder), values.policy);
  const style = values.markdown ? MARKDOWN : TEXT;
  if (values.compare === undefined) {
    return {
      text: values.json ? `${JSON.stringify(report, undefined, 2)}\n` : renderReport(report, style, folder, values.policy !== undefined),
      code: 0,
    };
  }
  const decided: Places = statSync(folder).isFile() ? new Map() : placesIn(folder);
  const comparison = compare(only(read(values.compare, decided), values.policy, true), report);
  const shown = values.json
    ? `${JSON.stringify(comparison, undefined, 2)}\n`
    : renderComparison(comparison, style, [values.compare, folder]);
  return { text: shown, code: comparison.wider.length > 0 ? 1 : 0 };
}

/** A folder, or what --json has written. What the new app decides of the place is no difference. */
function read(place: string, decided: Places = new Map()): Report {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) {
    throw new Error(`${place}: does not exist; allowed: a folder that 'cdk synth' has written, or for --compare a file of --json.`);
  }
  if (found.isFile()) {
    return withPlaces(readReport(place), decided);
  }
  try {
    return explain(place, undefined, decided);
  } catch (error) {
    throw error instanceof TypeError ? unreadable(place, `is not as 'cdk synth' writes it (${error.message})`) : error;
  }
}

/** What a construct creates. The old assembly of a comparison may not have it. */
function only(report: Report, construct: string | undefined, optional = false): Report {
  if (construct === undefined) {
    return report;
  }
  const isIn = (path: string) => `/${path}/`.includes(`/${construct.replace(/^\/|\/$/g, '')}/`);
  const accesses = report.accesses.filter(
    ({ name, policies }) => isIn(name) || policies.some(({ path, version }) => version && isIn(path)),
  );
  if (accesses.length === 0 && !optional) {
    const all = [
      ...new Set(
        report.accesses.flatMap(({ policies }) => policies.flatMap(({ path, version }) => (version ? path.replace(/\/[^/]*$/, '') : []))),
      ),
    ];
    throw new Error(
      `--policy ${construct}: creates no policy of the library; allowed: ${all.join(', ') || 'nothing, because the app has none'}.`,
    );
  }
  return { accesses };
}
