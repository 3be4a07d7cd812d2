// The pictures of README.md, as SVG for light and dark pages: no font, script or file from elsewhere.

export interface Theme {
  readonly name: 'light' | 'dark';
  readonly text: string;
  readonly muted: string;
  readonly box: string;
  readonly line: string;
  readonly ours: string;
  readonly refused: string;
}

/** Each colour of text has a contrast of at least 4.5 on GitHub's page of the same theme, and on the boxes. */
export const THEMES: readonly Theme[] = [
  { name: 'light', text: '#1f2328', muted: '#57606a', box: '#f6f8fa', line: '#8c959f', ours: '#0969da', refused: '#b3261e' },
  { name: 'dark', text: '#e6edf3', muted: '#9198a1', box: '#161b22', line: '#6e7681', ours: '#58a6ff', refused: '#ff8f85' },
];

const FONT = "font-family='-apple-system,BlinkMacSystemFont,Segoe UI,Helvetica,Arial,sans-serif'";
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

export const svg = (width: number, height: number, title: string, content: readonly string[]): string =>
  [
    `<svg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}' viewBox='0 0 ${width} ${height}' role='img' ${FONT}>`,
    `<title>${escaped(title)}</title>`,
    ...content,
    '</svg>',
    '',
  ].join('\n');

interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
}

export const text = (x: number, y: number, fill: string, content: string, { anchor = 'start', bold, size = 13 }: TextStyle = {}): string =>
  `<text x='${x}' y='${y}' fill='${fill}' font-size='${size}' text-anchor='${anchor}'${bold ? " font-weight='600'" : ''}>${escaped(content)}</text>`;

const BOX = { width: 168, height: 92, top: 20, gap: 34, left: 10 };
const leftOf = (index: number) => BOX.left + index * (BOX.width + BOX.gap);

function box({ box: fill, muted, text: color }: Theme, index: number, [name, ...lines]: readonly string[], stroke: string): string[] {
  const x = leftOf(index);
  const middle = x + BOX.width / 2;
  return [
    `<rect x='${x}' y='${BOX.top}' width='${BOX.width}' height='${BOX.height}' rx='8' fill='${fill}' stroke='${stroke}' stroke-width='1.5'/>`,
    text(middle, BOX.top + 30, color, name, { anchor: 'middle', bold: true, size: 15 }),
    ...lines.map((line, at) => text(middle, BOX.top + 54 + at * 19, muted, line, { anchor: 'middle' })),
  ];
}

function arrow(index: number, color: string): string {
  const [x, y] = [leftOf(index) + BOX.width, BOX.top + BOX.height / 2];
  return `<path d='M${x + 4} ${y}h${BOX.gap - 14}m-6 -5l6 5l-6 5' fill='none' stroke='${color}' stroke-width='2'/>`;
}

/** What the constructs create, from the vendor to the bucket. */
const WAY: readonly (readonly string[])[] = [
  ['Vendor', "the product's server", 'or its AWS account'],
  ['Key or role', 'key in Secrets Manager', 'role: external id'],
  ['Policy', 'documented actions,', 'each with a reason'],
  ['Bucket', 'private, TLS 1.2', 'encrypted, kept'],
];

export const REFUSED: readonly string[] = [
  'another bucket, or the same name in another account',
  'actions and prefixes that the product does not need',
  'changes of the bucket, its policy, locks or rights',
  'temporary credentials that a thief gets with the key',
];

export const ACCESS_ALT = `The vendor uses an access key or a role; its policy allows the documented actions on your bucket only. Refused: ${REFUSED.join('; ')}.`;

export function accessPicture(theme: Theme): string {
  const { line, muted, ours, refused } = theme;
  const [x, top] = [leftOf(1) + 84, BOX.top + BOX.height];
  const cross = (y: number) => `<path d='M${x + 14} ${y - 9}l8 8m0 -8l-8 8' fill='none' stroke='${refused}' stroke-width='2'/>`;
  const rows = REFUSED.map((_, at) => top + 38 + at * 22);
  return svg(leftOf(3) + BOX.width + BOX.left + 12, (rows.at(-1) as number) + 18, ACCESS_ALT, [
    ...WAY.flatMap((lines, index) => box(theme, index, lines, index === 0 ? line : ours)),
    ...[0, 1, 2].map((index) => arrow(index, ours)),
    `<path d='M${leftOf(2) + 24} ${top + 2}v14H${x}V${(rows.at(-1) as number) - 5}' fill='none' stroke='${refused}' stroke-width='2' stroke-dasharray='4 4'/>`,
    text(x - 14, rows[0], refused, 'Refused', { anchor: 'end', bold: true }),
    ...REFUSED.flatMap((one, at) => [cross(rows[at]), text(x + 30, rows[at], muted, one)]),
  ]);
}

/** The reach of a product: requests that the vendor's page allows, and those that ours does. */
export interface ReachRow {
  readonly product: string;
  readonly edition: string;
  readonly documented: number;
  readonly ours: number;
}

const BAR = { left: 280, width: 400, height: 12, row: 46, top: 40 };
const number = (value: number) => value.toLocaleString('en-US');

export const reachAlt = (rows: readonly ReachRow[]): string =>
  `Requests that are allowed, by the vendor's page and by ours: ${rows.map(({ documented, ours, product }) => `${product} ${number(documented)} and ${number(ours)}`).join(', ')}.`;

/** One pair of bars for each product, each pair on its own scale. */
export function reachPicture(theme: Theme, rows: readonly ReachRow[]): string {
  const { line, muted, ours: color, text: ink } = theme;
  const pair = ({ documented, edition, ours, product }: ReachRow, index: number): string[] => {
    const y = BAR.top + index * BAR.row;
    const bar = (value: number, top: number, fill: string) => {
      const width = Math.max(2, Math.round((BAR.width * value) / Math.max(documented, ours)));
      return [
        `<rect x='${BAR.left}' y='${top}' width='${width}' height='${BAR.height}' rx='2' fill='${fill}'/>`,
        text(BAR.left + width + 6, top + BAR.height - 2, fill === line ? muted : ink, number(value), { size: 12, bold: fill !== line }),
      ];
    };
    return [
      text(BAR.left - 12, y + 11, ink, product, { anchor: 'end', bold: true }),
      text(BAR.left - 12, y + 27, muted, edition, { anchor: 'end', size: 12 }),
      ...bar(documented, y, line),
      ...bar(ours, y + BAR.height + 3, color),
    ];
  };
  const legend = [
    `<rect x='${BAR.left}' y='10' width='12' height='12' rx='2' fill='${line}'/>`,
    text(BAR.left + 18, 20, muted, "the vendor's page"),
    `<rect x='${BAR.left + 150}' y='10' width='12' height='12' rx='2' fill='${color}'/>`,
    text(BAR.left + 168, 20, ink, 'this library'),
  ];
  return svg(BAR.left + BAR.width + 70, BAR.top + rows.length * BAR.row, reachAlt(rows), [...legend, ...rows.flatMap(pair)]);
}
