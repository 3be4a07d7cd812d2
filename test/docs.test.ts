import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, markdown } from '../docs/generate';
import { VENDORS } from './vendors';

test.each(Object.keys(VENDORS))('docs/permissions/%s is what its permission sets say (else: npm run docs)', (name) => {
  const page = (extension: string) => readFileSync(join(__dirname, '..', 'docs', 'permissions', `${name}.${extension}`), 'utf8');
  expect(page('md')).toBe(markdown(VENDORS[name]));
  expect(page('json')).toBe(json(VENDORS[name]));
});

test('every warning id in the code is documented', () => {
  const source = ['bucket-guard', 'bucket-targets', 'guard', 'policy-guard', 'principal-checks', 'trust-guard'].map(
    (file) => `core/private/${file}`,
  );
  const ids = [...source, 'logzio/bucket-profile', 'logzio/power-search'].flatMap(
    (file) => readFileSync(join(__dirname, '..', 'src', `${file}.ts`), 'utf8').match(/cdk-vendor-access:[\w.]+/g) ?? [],
  );
  const documented = ['docs/warnings.md', 'docs/permissions/logzio.md']
    .map((file) => readFileSync(join(__dirname, '..', file), 'utf8'))
    .join();
  expect([...new Set(ids)].filter((id) => !documented.includes(id))).toEqual([]);
});
