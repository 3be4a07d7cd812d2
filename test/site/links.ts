import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const UNESCAPED: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const text = (markup: string): string => markup.replace(/&(amp|lt|gt|quot|#39);/g, (one) => UNESCAPED[one]);

const attributes = (markup: string, names: string): string[] =>
  [...markup.matchAll(new RegExp(`<[^>]*\\s(?:${names})="([^"]*)"`, 'g'))].map(([, value]) => text(value));

/** The pages of a folder, by name. */
function pagesIn(folder: string): Map<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.html'));
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

const isExternal = (link: string): boolean => /^[a-z]+:/.test(link);

/** Links to nothing, and ids that are there twice. */
export function linkProblems(folder: string): string[] {
  const pages = pagesIn(folder);
  const ids = new Map([...pages].map(([file, markup]) => [file, attributes(markup, 'id')]));
  return [...pages].flatMap(([file, markup]) => {
    const own = ids.get(file) ?? [];
    const twice = own.filter((id, index) => own.indexOf(id) !== index).map((id) => `${file}: the id ${id} twice`);
    const dead = attributes(markup, 'href|src|srcset')
      .filter((link) => !isExternal(link))
      .filter((link) => {
        const [path, anchor] = link.split(/#(.*)/s);
        return !existsSync(join(folder, path || file)) || (anchor && !ids.get(path || file)?.includes(decodeURIComponent(anchor)));
      });
    return [...twice, ...new Set(dead.map((link) => `${file}: nothing at ${link}`))];
  });
}

/** Addresses of other sites, each once, in order. */
export const externalLinks = (folder: string): string[] =>
  [...new Set([...pagesIn(folder).values()].flatMap((markup) => attributes(markup, 'href').filter(isExternal)))].sort();
