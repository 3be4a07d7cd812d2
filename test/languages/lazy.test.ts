import ts from 'typescript';
import { lazyImports, lazyIndex } from '../../projenrc/lazy';

const OPTIONS = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
const compiled = (source: string) => ts.transpileModule(source, { compilerOptions: OPTIONS }).outputText;

/** Runs a module, and lists what it requires, when it does. */
function load(source: string, modules: Record<string, object>) {
  const loaded: string[] = [];
  const exports: Record<string, { Thing: number } & ((value: number) => number)> = {};
  const require = (name: string) => loaded.push(name) && { __esModule: true, ...modules[name] };
  new Function('exports', 'require', source)(exports, require);
  return { exports, loaded };
}

test.each([
  ['a named import', "import { a } from './a'; export const use = () => a(1);"],
  ['a namespace', "import * as a from './a'; export const use = () => a.a(1);"],
  ['a shorthand property', "import * as a from './a'; export const use = () => { const all = { a }; return all.a.a(1); };"],
  ['a class of a namespace', "import * as a from './a'; export const use = () => new a.B().seven;"],
  ['a class', "import { B } from './a'; export const use = () => new B().seven;"],
  ['a re-export', "export { a as use } from './a';"],
])('%s is loaded when it is used, once', (_, source) => {
  const { exports, loaded } = load(lazyImports(compiled(source)), {
    './a': {
      a: () => 7,
      B: class {
        seven = 7;
      },
    },
  });
  expect(loaded).toEqual([]);
  expect([exports.use(1), exports.use(1)]).toEqual([7, 7]);
  expect(loaded).toEqual(['./a']);
});

test('what only has the name of an import stays: properties, and texts', () => {
  const source = "import * as a from './a';\nexport const one = { a: 'a', b: a.a };\nexport const two = one.a;\n";
  expect(load(lazyImports(compiled(source)), { './a': { a: 5 } }).exports).toMatchObject({ one: { a: 'a', b: 5 }, two: 'a' });
});

test('docstrings go, and nothing else: the declarations have them', () => {
  const docs = (text: string) => `/** ${text}\n * {@link a} */\n`;
  const inside = `export class Use { ${docs('of a member')} make() { return two(a.a()); } }`;
  const source = `import * as a from './a';\n${docs('of a function')}export function two(x: number) { return [x, '/** a text */'];} // why\n${docs('of a class')}${inside}`;
  const lazy = lazyImports(compiled(source));
  const { Use } = load(lazy, { './a': { a: () => 7 } }).exports as unknown as { Use: new () => { make(): unknown } };
  expect(new Use().make()).toEqual([7, '/** a text */']);
  expect([lazy.includes('// why'), lazy.match(/\/\*\*/g)]).toEqual([true, ['/**']]);
});

test('an index loads what it exports when it is used', () => {
  const index = lazyIndex(compiled("export * as shop from './shop';\nexport * from './core';\nexport * from './props';\n"), (file) =>
    file === './core' ? ['Core', 'Other'] : [],
  );
  const { exports, loaded } = load(index, { './shop': { Thing: 1 }, './core': { Core: 2 } });
  expect([Object.keys(exports), loaded]).toEqual([['shop', 'Core', 'Other'], []]);
  expect([exports.shop.Thing, exports.Core, loaded]).toEqual([1, 2, ['./shop', './core']]);
});

test('an index that does more is refused: it would be lost', () => {
  expect(() => lazyIndex(compiled("export { a } from './a';"), () => [])).toThrow("may only have 'export * from'");
});
