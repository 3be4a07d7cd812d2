import type { Access } from './access';
import type { Comparison } from './compare';
import type { Report } from './report';
import type { Section } from './section';
import { comparisonSections, sectionsOf } from './sections';

type Row = Section['rows'][number];

/** How a report is written: for a terminal, or for a file and a pull request. */
export interface Style {
  heading(level: 1 | 2 | 3, text: string): string;
  section(section: Section): string;
}

/** Up to three columns in a line; more of them below each other, with their names. */
export const TEXT: Style = {
  heading: (level, text) => (level === 1 ? `${text}\n` : `\n${text}\n${(level === 2 ? '=' : '-').repeat(text.length)}`),
  section({ code, head, none, rows }) {
    const width = Math.max(0, ...head.map((name) => name.length)) + 2;
    const cell = (name: string, lines: readonly string[]) =>
      lines.flatMap((line) => line.split(/ (?=https:)/)).map((line, at) => `  ${(at === 0 ? name : '').padEnd(width)}${line}`);
    const block = (row: Row) => row.flatMap((lines, column) => cell(head[column], lines)).join('\n');
    const inLine = ([[first], ...others]: Row) =>
      `  ${first.length < 10 ? first.padEnd(10) : `${first}: `}${others.flatMap((lines) => lines.join(', ') || []).join(': ')}`;
    const shown = head.length > 3 ? rows.map(block).join('\n\n') : rows.map(inLine).join('\n');
    return code ?? (rows.length > 0 ? shown : `  ${none}`);
  },
};

/** Tables, as GitHub shows them. */
export const MARKDOWN: Style = {
  heading: (level, text) => `${'#'.repeat(level)} ${text}\n`,
  section({ code, head, none, rows }) {
    if (code !== undefined) {
      return `\`\`\`json\n${code}\n\`\`\`\n`;
    }
    const escaped = (text: string) => text.replace(/\|/g, '\\|').replace(/([*<$])/g, '\\$1');
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const row = (cells: Row) => line(cells.map((lines) => lines.map((one) => linked(escaped(one))).join('<br>')));
    return rows.length > 0 ? `${[line(head), line(head.map(() => '---')), ...rows.map(row)].join('\n')}\n` : `${none}\n`;
  },
};

/** A source is a link. */
const linked = (text: string): string => text.replace(/^(.*) \((\d{4}-\d\d-\d\d)\) (https:\S+)$/, '[$1]($3), $2');

export function renderReport({ accesses }: Report, style: Style, folder: string, withPolicies: boolean): string {
  const intro = `What the products of third parties may do, as ${folder} deploys it: ${accesses.length} ${accesses.length === 1 ? 'principal' : 'principals'}`;
  return [style.heading(1, intro), ...accesses.flatMap((access) => renderAccess(access, style, withPolicies))].join('\n');
}

function renderAccess(access: Access, style: Style, withPolicies: boolean): string[] {
  const own = access.policies.filter(({ version }) => version !== undefined);
  const by = own.map(({ path, version }) => `${path} (cdk-vendor-access ${version})`).join(', ');
  return [
    style.heading(2, `${access.kind} ${access.name}`),
    `For ${access.products.join(', ')}, by ${by}`,
    '',
    ...sectionsOf(access, withPolicies).flatMap((section) => [style.heading(3, section.title), style.section(section)]),
  ];
}

export function renderComparison(comparison: Comparison, style: Style, [before, after]: readonly [string, string]): string {
  const sections = comparisonSections(comparison).flatMap((section) => [style.heading(2, section.title), style.section(section)]);
  return [style.heading(1, `What ${after} grants and denies, compared with ${before}`), ...sections].join('\n');
}
