import { basename, dirname, join } from 'node:path';
import type { Source } from '../../src/core/private/model/permission-set';
import { code, type Html, html, type Part } from './html';

export const REPOSITORY = 'https://github.com/cdk-vendor-access/cdk-vendor-access';

/** The files of the repository that are pages of the site. */
const PAGES: Record<string, string> = {
  'README.md': 'index.html',
  'docs/errata.md': 'errata.html',
  'docs/relations.md': 'relations.html',
  'docs/warnings.md': 'warnings.html',
};

/** Where a file of the repository can be read: on the site, if it is a page there. */
export function fileLink(path: string, anchor = ''): string {
  const kind = basename(path).includes('.') ? 'blob' : 'tree';
  return `${PAGES[path] ?? `${REPOSITORY}/${kind}/main/${path}`}${anchor}`;
}

/** Where a link of a Markdown file leads. */
export function linkFrom(file: string, target: string): string {
  if (target.startsWith('https:')) {
    return target;
  }
  const [path, anchor] = target.split(/(?=#)/);
  return target.startsWith('#') ? fileLink(file, target) : fileLink(join(dirname(file), path), anchor);
}

export const link = (to: string, text: Part): Html => html`<a href="${to}">${text}</a>`;

export const sourceLink = ({ date, title, url }: Source): Html => html`${link(url, title)}, <time datetime="${date}">${date}</time>`;

/** An action, which leads to who needs it. */
export const actionLink = (action: string): Html => link(`actions.html#${action}`, code(action));
