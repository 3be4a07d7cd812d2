import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anchorOf } from '../markdown';
import { type Block, blocksOf, cellsOf } from './markdown';

const ROOT = join(__dirname, '..', '..');
export const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');

/** What README.md says of a construct. */
export interface Row {
  readonly construct: string;
  readonly product: string;
  readonly creates: string;
  /** The file. */
  readonly guide: string;
  /** Of the guide, where the construct has a section of its own there. */
  readonly anchor?: string;
}

/** The table of the constructs, in its order. */
export function constructRows(): Row[] {
  const [, section = ''] = read('README.md').split('\n## Constructs\n');
  const rows = section.split('\n## ')[0].match(/^\| .*`\w+\.\w+`.*$/gm) ?? [];
  return rows.map(cellsOf).map(([product, construct, creates, docs]) => ({
    construct: construct.replace(/^`\w+\.|`$/g, ''),
    product,
    creates,
    guide: /\((src\/\w+\/README\.md)/.exec(docs)?.[1] ?? 'README.md',
    anchor: /README\.md#([\w-]+)\)/.exec(docs)?.[1],
  }));
}

/** A heading and what is below it. */
interface Section {
  readonly level: number;
  readonly title: string;
  readonly blocks: Block[];
}

function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: Section[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const [, signs, title] = /^(#+) (.*)/.exec(block.lines[0]) ?? ['', '', ''];
      sections.push({ level: signs.length, title, blocks: [] });
    } else {
      sections.at(-1)?.blocks.push(block);
    }
  }
  return sections;
}

/** What the guide of a vendor says of one of its products. */
export class Guide {
  public readonly file: string;
  public readonly exists: boolean;
  private readonly all: readonly Section[];
  private readonly own: readonly Section[];

  public constructor(vendor: string, anchor: string | undefined, others: readonly (string | undefined)[]) {
    this.file = `src/${vendor}/README.md`;
    this.exists = existsSync(join(ROOT, this.file));
    this.all = this.exists ? sectionsOf(blocksOf(read(this.file))) : [];
    const below = (of: string | undefined): readonly Section[] => {
      const start = this.all.findIndex(({ title }) => anchorOf(title) === of);
      const [first, ...rest] = start < 0 ? [] : this.all.slice(start);
      const end = rest.findIndex(({ level }) => level <= first.level);
      return first ? [first, ...rest.slice(0, end < 0 ? undefined : end)] : [];
    };
    const taken = others.flatMap(below);
    this.own = anchor ? below(anchor) : this.all.filter((section) => !taken.includes(section));
  }

  /** What a thief can do with this product; else what its vendor's first table says. */
  public get thefts(): readonly Block[] {
    const inText = this.own.flatMap(({ blocks }) => {
      const start = blocks.findIndex(({ kind, lines }) => kind === 'text' && /^What a thief .*:$/.test(lines[0]));
      return start < 0 ? [] : blocks.slice(start + 1, start + 2);
    });
    const about = ({ title }: Section) => /^What a thief/.test(title);
    return this.own.find(about)?.blocks ?? (inText.length > 0 ? inText : (this.all.find(about)?.blocks ?? []));
  }

  /** Which field of the vendor's console gets which output, with the text around the table. */
  public get console(): readonly Block[] {
    const withOutputs = ({ kind, lines }: Block) => kind === 'table' && cellsOf(lines[0]).includes('output');
    return this.own.find(({ blocks }) => blocks.some(withOutputs))?.blocks ?? [];
  }

  /** The first snippet that creates the construct. */
  public snippetOf(construct: string): string | undefined {
    const listings = [this.own, this.all].flat().flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'code'));
    return listings.find(({ lines }) => lines.some((line) => line.includes(`.${construct}(`)))?.lines.join('\n');
  }
}

/** The languages of a snippet, as the package publishes them; TypeScript only, before anything is compiled. */
export function translations(snippet: string): Record<string, string> {
  const file = join(ROOT, '.jsii.tabl.json');
  const tablet: Tablet = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { snippets: {} };
  const found = Object.values(tablet.snippets).find(({ translations: all }) => all.$?.source.trim() === snippet.trim())?.translations;
  const others = { Python: found?.python, Java: found?.java, Go: found?.go };
  return { TypeScript: snippet, ...Object.fromEntries(Object.entries(others).flatMap(([name, one]) => (one ? [[name, one.source]] : []))) };
}

interface Tablet {
  readonly snippets: Record<string, { readonly translations: Record<string, { readonly source: string } | undefined> }>;
}
