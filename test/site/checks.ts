import type { Browser, Tab, Violation } from './browser';

/** Where the site is, and what every check needs. */
export interface Site {
  readonly url: string;
  readonly browser: Browser;
  readonly axe: string;
}

/** A tab that notes what must not happen: errors, and requests to anywhere but the site. */
export async function quietTab({ browser, url }: Site, problems: string[], options = {}): Promise<Tab> {
  const tab = await browser.newPage(options);
  tab.on('console', (one) => one.type?.() === 'error' && problems.push(`console: ${one.text?.()}`));
  tab.on('pageerror', ({ message }) => problems.push(`error of a script: ${message}`));
  tab.on('request', (one) => one.url?.().startsWith(`${url}/`) || problems.push(`asks for ${one.url?.()}`));
  return tab;
}

/** Shows everything that is folded or hidden. */
const UNFOLD = `document.documentElement.classList.remove('one-variant');
for (const one of document.querySelectorAll('details')) { one.name = ''; one.open = true; }`;

/** Of many parts that the same code makes, leaves some: the rules take seconds for thousands of elements. */
const PRUNE = `for (const one of document.querySelectorAll('section.variant:nth-of-type(n + 4), section.action:nth-of-type(n + 31)')) one.remove();`;

/** Both schemes and both widths: colours do not depend on the width, nor does the width on colours. */
const LOOKS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 360 },
] as const;

const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const AXE = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'], preload: false, iframes: false }).then(({ violations }) => violations)`;

/** What axe-core finds, and whether the page scrolls sideways. The looks at a page go on at the same time. */
export async function lookAt(site: Site, problems: string[], page: string): Promise<string[]> {
  const looks = LOOKS.map(async ({ colorScheme, width }) => {
    const tab = await quietTab(site, problems);
    await tab.emulateMedia({ colorScheme });
    await tab.setViewportSize({ width, height: 800 });
    await tab.goto(`${site.url}/${page}`);
    const overflow = [await tab.evaluate<number>(TOO_WIDE)];
    await tab.evaluate(UNFOLD);
    overflow.push(await tab.evaluate<number>(TOO_WIDE));
    await tab.evaluate(PRUNE);
    await tab.evaluate(site.axe);
    const found = await tab.evaluate<Violation[]>(AXE);
    await tab.close();
    const where = `${page}, ${colorScheme}, ${width} px`;
    return [
      ...overflow.filter((pixels) => pixels > 0).map((pixels) => `${where}: is ${pixels} px too wide`),
      ...found.map(({ help, id, impact, nodes }) => `${where}: ${impact} ${id}: ${help}: ${nodes.length} × ${nodes[0].target.join(' ')}`),
    ];
  });
  return (await Promise.all(looks)).flat();
}

/** Answers a question with the keyboard alone: who needs an action, and why. */
export async function search(tab: Tab, { url }: Site, question: string): Promise<string[]> {
  await tab.goto(`${url}/actions.html`);
  const focused = (what: string) => tab.evaluate<string>(`document.activeElement.${what} ?? ''`);
  for (let presses = 0; (await focused('id')) !== 'filter'; presses++) {
    if (presses > 30) return ['the keyboard does not reach the filter of the actions'];
    await tab.keyboard.press('Tab');
  }
  const ring = await tab.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
  await tab.keyboard.type(question);
  const shown = await tab.evaluate<string[]>(
    "[...document.querySelectorAll('section.action')].filter((one) => one.checkVisibility()).map((one) => one.innerText)",
  );
  const status = await tab.evaluate<string>("document.getElementById('found').innerText");
  await tab.keyboard.press('Tab');
  const next = await focused('hash');
  return [
    ...(ring === 'none' ? ['the focus on the filter cannot be seen'] : []),
    ...(shown.length === 1 && shown[0].startsWith(question) && /documented .+ \(.+\): .{10,}\d{4}-\d\d-\d\d/s.test(shown[0])
      ? []
      : [`${question}: the search does not say who needs it, and why: ${shown.join(' ')}`]),
    ...(/^1 of \d+ actions$/.test(status) ? [] : [`the search says '${status}'`]),
    ...(next === `#${question}` ? [] : [`from the filter, the keyboard leads to '${next}'`]),
  ];
}

const VISIBLE = "[...document.querySelectorAll('section.variant')].filter((one) => one.checkVisibility()).map((one) => one.id)";

/** With the script, one option at a time, also by its address; printed, and without the script, all of them. */
export async function variants(tab: Tab, plain: Tab, { url }: Site, page: string): Promise<string[]> {
  await plain.goto(`${url}/${page}`);
  const all = await plain.evaluate<string[]>(VISIBLE);
  await tab.goto(`${url}/${page}`);
  const [first] = [await tab.evaluate<string[]>(VISIBLE)];
  await tab.goto(`${url}/${page}#${all.at(-1)}`);
  const named = await tab.evaluate<string[]>(VISIBLE);
  const current = await tab.evaluate<string>("document.querySelector('nav.variants [aria-current=true]')?.hash ?? ''");
  await tab.emulateMedia({ media: 'print' });
  const printed = await tab.evaluate<string[]>(VISIBLE);
  await tab.emulateMedia({ media: 'screen' });
  const wrong = (what: string, isRight: boolean) => (isRight ? [] : [`${page}: ${what}`]);
  return [
    ...wrong('shows not only the first option', first.join() === all[0]),
    ...wrong('does not show the option of its address', named.join() === all.at(-1) && (all.length === 1 || current === `#${all.at(-1)}`)),
    ...wrong('does not print all options', printed.length === all.length),
  ];
}

/** What a page says, with and without the script. */
export async function sameWithoutScript(tab: Tab, plain: Tab, { url }: Site, page: string): Promise<string[]> {
  const text = async (of: Tab): Promise<string> => {
    await of.goto(`${url}/${page}`);
    return of.evaluate<string>("document.querySelector('main').textContent.replace(/\\d+ of \\d+ actions/, '')");
  };
  return (await text(tab)) === (await text(plain)) ? [] : [`${page}: says something else without the script`];
}
