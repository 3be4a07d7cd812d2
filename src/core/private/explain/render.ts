import type { Access } from './access';
import type { Comparison } from './compare';
import type { Report } from './report';
import type { Section } from './section';
import { comparisonSections, sectionsOf } from './sections';
import { visible } from './visible';

type Row = Section['rows'][number];

/** How a report is written: for a terminal, or for a file and a pull request. */
export interface Style {
  heading(level: 1 | 2 | 3, text: string): string;
  paragraph(text: string): string;
  section(section: Section): string;
}

/** Up to three columns in a line, labels in a column of their own; more of them below each other, with their names. */
export const TEXT: Style = {
  heading: (level, text) => (level === 1 ? `${text}\n` : `\n${text}\n${(level === 2 ? '=' : '-').repeat(text.length)}`),
  paragraph: (text) => text,
  section({ code, head, none, rows }) {
    const width = Math.max(0, ...head.map((name) => name.length)) + 2;
    const cell = (name: string, lines: readonly string[]) =>
      lines.flatMap((line) => line.split(/ (?=https:)/)).map((line, at) => `  ${(at === 0 ? name : '').padEnd(width)}${line}`);
    const block = (row: Row) => row.flatMap((lines, column) => cell(head[column], lines)).join('\n');
    const inLine = ([[first], ...others]: Row) =>
      `  ${head[0] === '' && first.length < 10 ? first.padEnd(10) : `${first}: `}${others.flatMap((lines) => lines.join(', ') || []).join(': ')}`;
    const shown = head.length > 3 ? rows.map(block).join('\n\n') : rows.map(inLine).join('\n');
    return code ?? (rows.length > 0 ? shown : `  ${none}`);
  },
};

/** Tables, as GitHub shows them. */
export const MARKDOWN: Style = {
  heading: (level, text) => `${'#'.repeat(level)} ${escaped(text)}\n`,
  paragraph: escaped,
  section({ code, head, none, rows }) {
    if (code !== undefined) {
      return `\`\`\`json\n${code}\n\`\`\`\n`;
    }
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const row = (cells: Row) => line(cells.map((lines) => lines.map(linked).join('<br>')));
    return rows.length > 0 ? `${[line(head), line(head.map(() => '---')), ...rows.map(row)].join('\n')}\n` : `${none}\n`;
  },
};

/** What Markdown would take for its own; an underscore only at the edge of a word. */
function escaped(text: string): string {
  return text.replace(/[\\`*<$|[\]]|(?<![A-Za-z\d])_|_(?![A-Za-z\d])/g, '\\$&');
}

/** A source is a link. */
function linked(text: string): string {
  const [, title, date, url] = /^(.*) \((\d{4}-\d\d-\d\d)\) (https:\S+)$/.exec(text) ?? [];
  return title === undefined ? escaped(text) : `[${escaped(title)}](${url}), ${date}`;
}

/** What is shown under a heading. */
function parts(sections: readonly Section[], style: Style, level: 2 | 3): string[] {
  return sections.flatMap((section) => {
    const rows = section.rows.map((row) => row.map((lines) => lines.map(visible)));
    return [style.heading(level, visible(section.title)), style.section({ ...section, rows })];
  });
}

export function renderReport({ accesses }: Report, style: Style, folder: string, withPolicies: boolean): string {
  const intro = `What the products of third parties may do, as ${folder} deploys it: ${accesses.length} ${accesses.length === 1 ? 'principal' : 'principals'}`;
  return [style.heading(1, intro), ...accesses.flatMap((access) => renderAccess(access, style, withPolicies))].join('\n');
}

function renderAccess(access: Access, style: Style, withPolicies: boolean): string[] {
  const own = access.policies.filter(({ version }) => version !== undefined);
  const by = own.map(({ path, version }) => `${path} (cdk-vendor-access ${version})`).join(', ');
  return [
    style.heading(2, visible(`${access.kind} ${access.name}`)),
    style.paragraph(visible(`For ${access.products.join(', ')}, by ${by}`)),
    '',
    ...parts(sectionsOf(access, withPolicies), style, 3),
  ];
}

export function renderComparison(comparison: Comparison, style: Style, [before, after]: readonly [string, string]): string {
  const heading = style.heading(1, visible(`What ${after} grants and denies, compared with ${before}`));
  return [heading, ...parts(comparisonSections(comparison), style, 2)].join('\n');
}
