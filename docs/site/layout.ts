import { type Html, html } from './html';
import { link, REPOSITORY } from './links';

/** The pages beside those of the products, in the order of the navigation. */
const NAVIGATION: readonly (readonly [string, string])[] = [
  ['index.html', 'Products'],
  ['actions.html', 'Actions'],
  ['errata.html', 'Errata'],
  ['warnings.html', 'Warnings'],
  ['relations.html', 'Relations'],
];

export interface Page {
  /** The name of its file. */
  readonly file: string;
  readonly title: string;
  readonly content: Html;
  /** `wide` for what is compared side by side. */
  readonly kind?: 'wide';
}

/** Nothing may be loaded from elsewhere, nor run that is not a file of the site. */
const POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'";

/** A whole page: it works by itself, and `site.js` only adds to it. */
export function document({ content, file, kind, title }: Page): string {
  const items = NAVIGATION.map(([to, name]) => html`<li><a href="${to}"${to === file ? html` aria-current="page"` : ''}>${name}</a></li>`);
  const name = 'cdk-vendor-access';
  return `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<title>${title === name ? name : `${title} – ${name}`}</title>
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="site.css">
<script src="site.js" defer></script>
</head>
<body class="${kind ?? 'text'}">
<a class="skip" href="#content">Skip to the content</a>
<header>
<a class="name" href="index.html">${name}</a>
<nav aria-label="Site"><ul>${items}<li>${link(REPOSITORY, 'GitHub')}</li></ul></nav>
</header>
<main id="content" tabindex="-1">
<h1>${title}</h1>
${content}
</main>
<footer>
<p>Written by the library itself from its data and tests. ${link(`${REPOSITORY}/blob/main/LICENSE`, 'Apache-2.0')}. Not made by or affiliated with any of the vendors.</p>
</footer>
</body>
</html>
`}`;
}
