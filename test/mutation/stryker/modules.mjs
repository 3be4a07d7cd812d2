// TypeScript of this project, loaded as often as wanted, while packages are loaded once: loading aws-cdk-lib takes longer than most tests.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { runInThisContext } from 'node:vm';

const ROOT = process.cwd(); // StrykerJS's sandbox
const packages = createRequire(join(ROOT, 'package.json'));
const { transformSync } = createRequire(packages.resolve('tsx'))('esbuild');
const OWN = { 'cdk-vendor-access': join(ROOT, 'src', 'index.ts') };

const compiled = new Map();

function compile(file) {
  const options = { loader: 'ts', format: 'cjs', target: 'node20', sourcefile: file, tsconfigRaw: '{}' };
  const { code } = transformSync(readFileSync(file, 'utf8'), options);
  return runInThisContext(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, { filename: file });
}

function own(from, request) {
  if (OWN[request]) return OWN[request];
  if (!request.startsWith('.')) return undefined;
  const path = resolve(dirname(from), request);
  const isFile = (candidate) => existsSync(candidate) && statSync(candidate).isFile();
  return [`${path}.ts`, join(path, 'index.ts'), path].find(isFile);
}

/** Modules as if nothing of this project had been loaded before. */
export function modules() {
  const loaded = new Map();
  const load = (file) => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    if (file.endsWith('.json')) {
      module.exports = JSON.parse(readFileSync(file, 'utf8'));
      return module.exports;
    }
    if (!compiled.has(file)) compiled.set(file, compile(file));
    const require = (request) => {
      const found = own(file, request);
      return found ? load(found) : packages(request);
    };
    require.resolve = (request) => own(file, request) ?? packages.resolve(request);
    compiled.get(file).call(module.exports, module.exports, require, module, file, dirname(file));
    return module.exports;
  };
  return { load: (file) => load(resolve(ROOT, file)) };
}
