import { anchorOf } from '../markdown';
import { code, Html, html, type Part, scrolling, table } from './html';
import { link, linkFrom } from './links';

// What the pages of this repository use of Markdown. Everything else shows as it is written, escaped.

const INLINE =
  /`([^`]+)`|\*\*(.+?)\*\*|\*(\S(?:[^*]*\S)?)\*|\[((?:`[^`]*`|[^\]`])*)\]\(([^)]+)\)|<br>|<a id="([\w.-]+)"><\/a>|\\([\\|*<$_])/g;

/** A line of Markdown of a file, whose links lead to where the site has them. */
export function inline(text: string, file: string): Html {
  const parts: Part[] = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    parts.push(text.slice(end, found.index), markOf(found, file));
    end = found.index + found[0].length;
  }
  return html`${[...parts, text.slice(end)]}`;
}

function markOf([all, literal, bold, emphasis, text, target, id, character]: RegExpExecArray, file: string): Part {
  if (literal !== undefined) return code(literal);
  if (bold !== undefined) return html`<strong>${inline(bold, file)}</strong>`;
  if (emphasis !== undefined) return html`<em>${inline(emphasis, file)}</em>`;
  if (target !== undefined) return link(linkFrom(file, target), inline(text, file));
  if (id !== undefined) return html`<a id="${id}"></a>`;
  return all === '<br>' ? html`<br>` : character;
}

/** A reason of the data, which may name an option. */
export const said = (text: string): Html => inline(text, 'README.md');

/** The cells of a row of a table, as they are written. */
export const cellsOf = (line: string): string[] =>
  line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

/** A part of a page: lines that belong together. */
export interface Block {
  readonly kind: 'heading' | 'table' | 'list' | 'code' | 'text';
  readonly lines: readonly string[];
}

const KINDS: readonly (readonly [RegExp, Block['kind']])[] = [
  [/^#+ /, 'heading'],
  [/^\|/, 'table'],
  [/^(- |\d+\. )/, 'list'],
];

/** A page in blocks, without comments. */
export function blocksOf(markdown: string): Block[] {
  const pieces = markdown.replace(/<!--[\s\S]*?-->\n?/g, '').split(/(^```[\s\S]*?^```$)/m);
  return pieces.flatMap((piece): Block[] =>
    piece.startsWith('```')
      ? [{ kind: 'code', lines: piece.split('\n').slice(1, -1) }]
      : piece.split(/\n\n+|(?<=^#+ .*)\n/m).flatMap((paragraph) => {
          const lines = paragraph.split('\n').filter((line) => line.trim() !== '');
          const kind = KINDS.find(([begins]) => begins.test(lines[0] ?? ''))?.[1] ?? 'text';
          return lines.length > 0 ? [{ kind, lines }] : [];
        }),
  );
}

/** A listing that scrolls when it is too wide. */
export const listing = (label: string, text: Part): Html => scrolling(label, html`<pre><code>${text}</code></pre>`);

export function rendered(blocks: readonly Block[], file: string, label: string): Html {
  return html`${blocks.map((block) => renderedBlock(block, file, label))}`;
}

function renderedBlock({ kind, lines }: Block, file: string, label: string): Html {
  const [first] = lines;
  switch (kind) {
    case 'heading': {
      const [, signs, text] = /^(#+) (.*)/.exec(first) ?? ['', '#', first];
      return new Html(`<h${signs.length} id="${anchorOf(text)}">${inline(text, file)}</h${signs.length}>\n`);
    }
    case 'table': {
      const [head, , ...rows] = lines.map((line) => cellsOf(line).map((cell) => inline(cell, file)));
      return table(label, head, rows);
    }
    case 'list':
      return html`<ul>${lines.map((line) => html`<li>${inline(line.replace(/^(- |\d+\. )/, ''), file)}</li>`)}</ul>\n`;
    case 'code':
      return listing(label, lines.join('\n'));
    default:
      return html`<p>${inline(lines.join(' '), file)}</p>\n`;
  }
}
