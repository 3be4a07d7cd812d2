import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read } from './guide';
import { type Html, html } from './html';
import { type Block, blocksOf, rendered } from './markdown';

const PAGE = 'docs/templates.md';
const FOLDER = 'docs/templates';
const ROOT = join(__dirname, '..', '..');

/** The parts of the page of the templates that are about a product: they name its construct. Nothing, if there are no templates. */
export function templatesOf(construct: string): Html | undefined {
  if (!existsSync(join(ROOT, PAGE)) || !existsSync(join(ROOT, FOLDER)) || readdirSync(join(ROOT, FOLDER)).length === 0) {
    return undefined;
  }
  const names = new RegExp(`\\b${construct}\\b`);
  const blocks = sections(blocksOf(read(PAGE))).flatMap(([head, ...rest]) => {
    const own = rest.flatMap((block) => (block.kind === 'table' ? rowsWith(block, names) : names.test(block.lines.join()) ? [block] : []));
    return names.test(head.lines.join()) ? rest : own;
  });
  return blocks.length > 0 ? html`${rendered(blocks, PAGE, 'Templates')}` : undefined;
}

/** A heading with what is below it. */
function sections(blocks: readonly Block[]): Block[][] {
  const starts = blocks.flatMap(({ kind }, index) => (kind === 'heading' ? [index] : []));
  return starts.map((start, index) => blocks.slice(start, starts[index + 1]));
}

function rowsWith({ kind, lines }: Block, names: RegExp): Block[] {
  const [head, line, ...rows] = lines;
  const own = rows.filter((row) => names.test(row));
  return own.length > 0 ? [{ kind, lines: [head, line, ...own] }] : [];
}
