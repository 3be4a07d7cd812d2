// After the compilation: makes the files of lib load each other when something of them is used, as those of aws-cdk-lib do. An app that uses
// one product does not read the files of the others, and what checks the final template is read when there is one. Docstrings stay in the
// declarations (.d.ts) alone: they were a fifth of what each package carries as code.
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

/** What TypeScript makes of `export * from` and of `export * as NAME from`. */
const REEXPORT = /^(?:__exportStar|exports\.(\w+) = __importStar)\(require\("(\.[^"]+)"\)(?:, exports)?\);$/gm;

/** An index with getters. `namesOf` says what a module exports at run time: files of interfaces export nothing. */
export function lazyIndex(compiled: string, namesOf: (file: string) => readonly string[]): string {
  const found = [...compiled.matchAll(REEXPORT)];
  if (found.length !== compiled.match(/\brequire\(/g)?.length) {
    throw new Error(`An index.ts may only have 'export * from' and 'export * as NAME from', so that it can be made lazy:\n${compiled}`);
  }
  const places = found.flatMap(([, namespace, file]) =>
    namespace ? [[namespace, `require("${file}")`]] : namesOf(file).map((name) => [name, `require("${file}").${name}`]),
  );
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    `exports.${places
      .map(([name]) => name)
      .reverse()
      .join(' = exports.')} = void 0; // Node.js reads the names for named imports here`,
    'const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });',
    ...places.map(([name, value]) => `lazy("${name}", () => ${value});`),
    '',
  ].join('\n');
}

/** A module whose imports are functions, without its docstrings. */
export function lazyImports(compiled: string): string {
  const source = ts.createSourceFile('module.js', compiled, ts.ScriptTarget.ES2022, true);
  const imports = source.statements.flatMap(importOf);
  const edits = imports.map(({ declaration, name, value }) => ({
    node: declaration as ts.Node,
    text: `let ${name} = () => { const loaded = ${value}; ${name} = () => loaded; return loaded; };`,
  }));
  const visit = (node: ts.Node): void => {
    const isName = ts.isIdentifier(node) && imports.some(({ name }) => name === node.text);
    if (isName && isReference(node)) {
      const name = ts.isShorthandPropertyAssignment(node.parent) ? `${node.text}: ` : '';
      edits.push({ node, text: `${name}${isCreated(node) ? `(${node.text}())` : `${node.text}()`}` });
    }
    edits.push(...docsOf(node).map((docs) => ({ node: docs, text: '' })));
    ts.forEachChild(node, visit);
  };
  source.statements.filter((one) => !imports.some(({ declaration }) => declaration === one)).forEach(visit);
  return edits
    .sort((one, other) => other.node.getStart() - one.node.getStart())
    .reduce((text, { node, text: replacement }) => text.slice(0, node.getStart()) + replacement + text.slice(endOf(node, text)), compiled);
}

function docsOf(node: object): readonly ts.Node[] {
  return (node as { jsDoc?: ts.Node[] }).jsDoc ?? [];
}

/** A docstring goes with the rest of its line. */
function endOf(node: ts.Node, text: string): number {
  return node.getEnd() + (ts.isJSDoc(node) ? text.slice(node.getEnd()).search(/\S|$/) : 0);
}

/** `const x = require("y");`, possibly inside of __importStar; `var` where something is re-exported. */
function importOf(declaration: ts.Statement): { declaration: ts.Statement; name: string; value: string }[] {
  const [, name, value] = /^(?:const|var) (\w+) = ((?:__importStar\()?require\("[^"]+"\)\)?);$/.exec(declaration.getText()) ?? [];
  return name ? [{ declaration, name, value }] : [];
}

/** `new a.B()`, where `new a().B()` would create an `a`. */
function isCreated(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isNewExpression(parent) ? parent.expression === node : ts.isPropertyAccessExpression(parent) && isCreated(parent);
}

/** Not the name of a property: `a.name`, `{ name: a }`. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  return !(ts.isPropertyAccessExpression(parent) && parent.name === node) && !(ts.isPropertyAssignment(parent) && parent.name === node);
}

if (require.main === module) {
  const files = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const written = files.map((file) => {
    const path = resolve('lib', file);
    const compiled = readFileSync(path, 'utf8');
    const namesOf = (name: string) => Object.keys(require(join(path, '..', name)));
    return [path, /(^|\/)index\.js$/.test(file) ? lazyIndex(compiled, namesOf) : lazyImports(compiled)] as const;
  });
  for (const [path, text] of written) {
    writeFileSync(path, text); // after all have been read: what they export is found by loading them
    if (text.startsWith('#!')) {
      chmodSync(path, 0o755); // the runtime of Python runs the command as a program
    }
  }
}
