/** Markup that can go into a page as it stands. Only `html` makes it of texts, and escapes them. */
export class Html {
  public constructor(private readonly markup: string) {}

  public toString(): string {
    return this.markup;
  }
}

export type Part = Html | string | number | undefined | readonly Part[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text, for an element or for an attribute in quotes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => ENTITIES[one]);

function shown(part: Part): string {
  if (part === undefined) {
    return '';
  }
  return part instanceof Html ? part.toString() : typeof part === 'object' ? part.map(shown).join('') : escaped(String(part));
}

/** A template: what is put into it is escaped, unless it is markup already. */
export const html = (fixed: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(fixed.reduce((markup, text, index) => markup + shown(parts[index - 1]) + text));

/** Parts with something between them. */
export const joined = (parts: readonly Part[], between: Part): Html =>
  html`${parts.map((part, index) => (index === 0 ? part : [between, part]))}`;

export const code = (text: string): Html => html`<code>${text}</code>`;

/** What is wider than a phone scrolls in a box of its own, which the keyboard reaches. */
export const scrolling = (label: string, content: Part): Html =>
  html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${content}</div>`;

export function table(label: string, head: readonly Part[], rows: readonly (readonly Part[])[], kind = ''): Html {
  const cells = (row: readonly Part[]) => row.map((cell) => html`<td>${cell}</td>`);
  const named = head.map((cell) => (shown(cell) === '' ? html`<td></td>` : html`<th scope="col">${cell}</th>`));
  return scrolling(
    label,
    html`<table class="${kind}"><thead><tr>${named}</tr></thead><tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>\n`)}</tbody></table>`,
  );
}
