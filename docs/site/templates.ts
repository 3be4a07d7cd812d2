import { anchorOf } from '../markdown';
import { read } from './guide';
import { type Html, html } from './html';
import { fileLink, link } from './links';
import { type Block, blocksOf, rendered } from './markdown';

const PAGE = 'docs/templates.md';
let sections: Block[][] | undefined;

/** What the page of the templates says of a construct: what each of them creates, and how to launch it. */
export function templatesOf(construct: string): Html | undefined {
  sections ??= sectionsIn(blocksOf(read(PAGE)));
  const own = sections.filter(([, first]) => names(first, construct));
  return own.length > 0 ? html`${own.map(shown)}` : undefined;
}

/** Each heading with what is below it. */
function sectionsIn(blocks: readonly Block[]): Block[][] {
  const starts = blocks.flatMap(({ kind }, index) => (kind === 'heading' ? [index] : []));
  return starts.map((start, index) => blocks.slice(start, starts[index + 1]));
}

const names = (block: Block | undefined, construct: string): boolean =>
  block?.kind === 'text' && new RegExp(`\\.${construct}\``).test(block.lines.join(' '));

/** The heading, the first sentences and the command; the rest is on the page itself. */
function shown([heading, first, ...rest]: readonly Block[]): Html {
  const name = heading.lines[0].replace(/^#+ /, '');
  const command = rest.slice(0, 1).filter(({ kind }) => kind === 'code');
  return html`<h3>${name}</h3>
${rendered([first, ...command], PAGE, `Command for ${name}`)}
<p>${link(fileLink(PAGE, `#${anchorOf(name)}`), `Parameters and outputs of ${name}`)}</p>`;
}
