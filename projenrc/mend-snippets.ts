// After jsii-rosetta: mends what it writes in Go and Java, so that the snippets of the pages and of the API docs compile there as they stand.
// npm run test:languages compiles them.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SERVICES } from './fixture';

interface Callable {
  readonly name?: string;
  readonly parameters?: readonly object[];
  readonly static?: boolean;
}

/** A type of an assembly. */
export interface ApiType {
  readonly name: string;
  readonly namespace?: string;
  readonly assembly: string;
  readonly kind: string;
  readonly datatype?: boolean;
  readonly initializer?: Callable;
  readonly methods?: readonly Callable[];
}

/** What snippets use of aws-cdk-lib, as namespaces. */
const USED = [undefined, ...SERVICES.map((name) => `aws_${name}`)];
const COLLECTION = /(?<!&)(\[\]|map\[string\])(\*?\w+)\{/g;

const lower = (name: string) => name[0].toLowerCase() + name.slice(1);
const upper = (name: string) => name[0].toUpperCase() + name.slice(1);

export function mendedGo(source: string, api: readonly ApiType[]): string {
  const qualified = (name: string) => {
    const type = api.find((one) => one.name === name);
    return type ? `${packageOf(type)}.${name}` : name;
  };
  const isStruct = (name: string) => api.some((one) => one.name === name && one.datatype);
  const variables = [...source.matchAll(/^(?:var )?(\w+) (?:=|:=|[A-Z])/gm), ...source.matchAll(/^(\w+) :=/gm)].map(([, name]) => name);
  const text = source
    .replace(/\bjsii\.Boolean\(/g, 'jsii.Bool(')
    .replace(/\*(cdkvendoraccess\.)|_\*(?=\w)/g, (all, name) => name ?? all[0])
    .replace(/jsii\.\w+\(\*(\w+)\)/g, (_, name) => lower(name))
    .replace(/\b([A-Z]\w*): \1,/g, (_, name) => `${name}: ${lower(name)},`)
    .replace(/^var (\w+) (\w+)$/gm, (_, name, type) => `var ${name} ${qualified(type)}`)
    .replace(/&([A-Z]\w*)\{/g, (_, type) => `&${qualified(type)}{`)
    .replace(COLLECTION, (_, kind, type) => `&${kind}${isStruct(type) ? '*' : ''}${qualified(type)}{`)
    .replace(/\b(\w+)\.([a-z]\w*)\[jsii\.String\(("[^"]*")\)\]/g, (_, name, property, key) => `(*${name}.${upper(property)}())[${key}]`)
    .replace(/\b(\w+)\.([a-z]\w*)\b(?!\()/g, (all, name, property) => (variables.includes(name) ? `${name}.${upper(property)}()` : all))
    .replace(/^(\s*\/\/.*\n)\s*\n?\1/gm, '$1');
  return withAllArguments(text, api);
}

/** In Java, a map has no index, and `enforceSSL` is `enforceSsl`. */
export const mendedJava = (source: string): string =>
  source
    .replace(/\["([^"]*)"\]/g, '.get("$1")')
    .replace(/(\.[a-z]\w*?[A-Z])([A-Z]+)\(/g, (_, start, acronym) => `${start}${acronym.toLowerCase()}(`)
    .replace(/^(\s*\/\/.*\n)\s*\n?\1/gm, '$1');

function packageOf({ assembly, namespace }: ApiType): string {
  return namespace?.replace(/^aws_/, '') ?? (assembly === 'aws-cdk-lib' ? 'awscdk' : assembly.replace(/-/g, ''));
}

/** Go has no optional arguments: what is omitted is nil. */
function withAllArguments(source: string, api: readonly ApiType[]): string {
  const calls = [...source.matchAll(/\b(?:New([A-Z]\w*)|([A-Z]\w*)_([A-Z]\w*)|(?<=[\w)]\.)([A-Z]\w*))\(/g)];
  return calls.reverse().reduce((text, call) => {
    const [, created, owner, ofClass, ofObject] = call;
    const receiver = packageAt(text, call.index);
    const callable = created
      ? api.find(({ name }) => name === created)?.initializer
      : api
          .filter(({ assembly, name }) => (owner ? name === owner : assembly !== 'aws-cdk-lib'))
          .sort((one, other) => Number(packageOf(other) === receiver) - Number(packageOf(one) === receiver))
          .flatMap(({ methods = [] }) => methods)
          .find(({ name }) => name === lower(ofClass ?? ofObject));
    const start = call.index + call[0].length;
    const { count, end } = argumentsFrom(text, start);
    const missing = Array<string>(Math.max(0, (callable?.parameters?.length ?? 0) - count)).fill('nil');
    return text.slice(0, end) + missing.map((one, index) => (count + index > 0 ? `, ${one}` : one)).join('') + text.slice(end);
  }, source);
}

/** The package of what a method is called on: of a variable (`grants.Archive(`), or of what the line begins with (`logzio.Grants_Of(b).Archive(`). */
function packageAt(text: string, method: number): string | undefined {
  const [, name] = /(\w+)\.[^\n]*$/.exec(text.slice(text.lastIndexOf('\n', method) + 1, method)) ?? [];
  const [, found] = new RegExp(`(?:var ${name} |\\b${name} := )(\\w+)\\.`).exec(text) ?? [];
  return found ?? name;
}

function argumentsFrom(text: string, start: number): { count: number; end: number } {
  let [commas, depth, quoted] = [0, 0, false];
  for (let end = start; end < text.length; end++) {
    const character = text[end];
    quoted = character === '"' ? !quoted : quoted;
    if (quoted) continue;
    if (depth === 0 && character === ')') {
      return { count: text.slice(start, end).trim() === '' ? 0 : commas + 1, end };
    }
    depth += '([{'.includes(character) ? 1 : ')]}'.includes(character) ? -1 : 0;
    commas += depth === 0 && character === ',' ? 1 : 0;
  }
  throw new Error(`A call does not end: ${text}`);
}

if (require.main === module) {
  const cdk = createRequire(__filename).resolve('aws-cdk-lib/package.json');
  const { types } = JSON.parse(gunzipSync(readFileSync(join(cdk, '..', '.jsii.gz'))).toString());
  const ours = JSON.parse(readFileSync('.jsii', 'utf8')).types;
  const api = [ours, types]
    .flatMap((all) => Object.values<ApiType>(all))
    .filter((one) => one.assembly !== 'aws-cdk-lib' || USED.includes(one.namespace));
  const tablet = JSON.parse(readFileSync('.jsii.tabl.json', 'utf8'));
  for (const { translations } of Object.values<{ translations: Record<string, { source: string }> }>(tablet.snippets)) {
    translations.go.source = mendedGo(translations.go.source, api);
    translations.java.source = mendedJava(translations.java.source);
  }
  writeFileSync('.jsii.tabl.json', JSON.stringify(tablet));
}
