// npm run test:site: writes the site, and uses it in a browser as people do: with and without scripts, by keyboard, on a phone, in the dark.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER, write } from '../../docs/site/build';
import { HOME } from '../local-aws/python';
import { endWith } from '../tools/command';
import { step } from '../tools/report';
import { VENDORS } from '../vendors';
import { startTools, type Tab } from './browser';
import { lookAt, quietTab, type Site, sameWithoutScript, search, variants } from './checks';
import { externalLinks, linkProblems } from './links';
import { policyProblems, type ShownPolicy } from './policies';
import { serve } from './server';

const SCREENS = join(HOME, 'site', 'screens');

/** In each case of a page, the policies of the library, as a reader sees them. */
const OURS = `[...document.querySelectorAll('section.variant')].map(({ id }) => [id, [...document.querySelectorAll('#' + id + ' .compare > :first-child .policy')]
  .map((one) => ({ label: one.dataset.policy, text: [...one.querySelectorAll('pre')].map((pre) => pre.textContent).join('') }))])`;

async function policies(tab: Tab, { url }: Site, page: string): Promise<string[]> {
  await tab.goto(`${url}/${page}`);
  const shown = await tab.evaluate<[string, ShownPolicy[]][]>(OURS);
  const vendor = Object.keys(VENDORS).find((name) => Object.keys(VENDORS[name].accesses).includes(page.replace('.html', '')));
  return vendor && shown.length > 0 ? shown.flatMap(([id, all]) => policyProblems(vendor, id, all)) : [`${page}: of no vendor`];
}

const LANGUAGES = ['TypeScript', 'Python', 'Java', 'Go'];

function languageProblems(page: string): string[] {
  const text = readFileSync(join(FOLDER, page), 'utf8');
  return LANGUAGES.filter((one) => !text.includes(`aria-label="Snippet in ${one}"`)).map((one) => `${page}: no snippet in ${one}`);
}

async function screens(tab: Tab, { url }: Site, pages: readonly string[]): Promise<string[]> {
  mkdirSync(SCREENS, { recursive: true });
  for (const page of pages) {
    for (const [name, colorScheme, width] of [
      ['light', 'light', 1280],
      ['dark', 'dark', 1280],
      ['phone', 'light', 360],
    ] as const) {
      await tab.emulateMedia({ colorScheme });
      await tab.setViewportSize({ width, height: width === 360 ? 780 : 1500 });
      await tab.goto(`${url}/${page}`);
      await tab.screenshot({ path: join(SCREENS, `${page.replace('.html', '')}-${name}.png`) });
    }
  }
  return [];
}

async function all(site: Site, validate: (markup: string) => Promise<string[]>): Promise<string[]> {
  const problems: string[] = [];
  const [tab, plain] = [await quietTab(site, problems), await quietTab(site, problems, { javaScriptEnabled: false })];
  const pages = readdirSync(FOLDER).filter((file) => file.endsWith('.html'));
  const products = pages.filter((page) => readFileSync(join(FOLDER, page), 'utf8').includes('class="variant"'));
  const each = async (some: readonly string[], check: (page: string) => Promise<string[]>) => {
    for (const page of some) problems.push(...(await check(page)));
  };
  const part = (name: string, run: () => Promise<unknown>) => step(name, run);
  await part(`${pages.length} pages as HTML`, () =>
    each(pages, async (page) => (await validate(readFileSync(join(FOLDER, page), 'utf8'))).map((one) => `${page}, ${one}`)),
  );
  await part('languages', () => each(products, async (page) => languageProblems(page)));
  await part('links', async () => problems.push(...linkProblems(FOLDER)));
  await part(`policies of ${products.length} products`, () => each(products, (page) => policies(tab, site, page)));
  await part('options', () => each(products, (page) => variants(tab, plain, site, page)));
  await part('without scripts', () => each(pages, (page) => sameWithoutScript(tab, plain, site, page)));
  await part('search by keyboard', async () => problems.push(...(await search(tab, site, 's3:RestoreObject'))));
  await part('screenshots', () => screens(tab, site, ['index.html', 'actions.html', products[0], products.at(-1) as string]));
  await part('accessibility and width, light and dark, phone and desk', () => each(pages, (page) => lookAt(site, problems, page)));
  return [...new Set(problems)];
}

async function main(): Promise<boolean> {
  const { axe, browser, validate } = await startTools();
  const { server, url } = await serve(FOLDER);
  try {
    await step(`Writing ${FOLDER}`, write);
    const problems = await all({ axe, browser, url }, validate);
    const external = externalLinks(FOLDER);
    console.log(`\n${external.length} links to other sites (not followed):\n${external.map((one) => `  ${one}`).join('\n')}`);
    console.log(problems.length > 0 ? `\n${problems.join('\n')}` : `\nAll is well. Screenshots: ${SCREENS}`);
    return problems.length === 0;
  } finally {
    await browser.close();
    server.close();
  }
}

if (require.main === module) {
  endWith(main());
}
