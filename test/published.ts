import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../package.json';

const ROOT = join(__dirname, '..');

/** The pages, data and examples that the package carries beside its code, as package.json lists them (files). */
export function publishedPages(): string[] {
  const patterns = ['README.md', 'LICENSE', ...manifest.files.filter((one) => !/^(lib\/|\.)/.test(one))].map(expression);
  const folders = ['docs', 'examples', 'src'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  return [...readdirSync(ROOT), ...folders].filter((file) => patterns.some((pattern) => pattern.test(file)));
}

function expression(glob: string): RegExp {
  const parts = glob.split('**/').map((part) => part.replace(/\./g, '\\.').replace(/\*/g, '[^/]*'));
  return new RegExp(`^${parts.join('(.+/)?')}$`);
}
