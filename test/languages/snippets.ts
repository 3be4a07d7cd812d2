import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '../../projenrc/fixture';
import { NAMES } from '../found';

const OURS = 'github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess';
const CDK = 'github.com/aws/aws-cdk-go/awscdk/v2';

/** What a reader imports to use a snippet. */
const GO_IMPORTS: Record<string, string> = {
  awscdk: CDK,
  ...Object.fromEntries(SERVICES.map((name) => [name, `${CDK}/aws${name}`])),
  jsii: 'github.com/aws/jsii-runtime-go',
  cdkvendoraccess: OURS,
  ...Object.fromEntries(NAMES.map((name) => [name, `${OURS}/${name}`])),
};

/** The translated snippets of the pages and of the API docs, in a package as it is published. */
function snippets(folder: string, language: 'go' | 'java'): string[] {
  const tablet = JSON.parse(readFileSync(join(folder, '.jsii.tabl.json'), 'utf8'));
  const all = Object.values<{ translations: Record<string, { source: string }> }>(tablet.snippets);
  return all.map(({ translations }) => translations[language].source.trim());
}

/** A Go file with each snippet as a function. */
export function goSnippets(folder: string): string {
  const functions = snippets(folder, 'go').map((source, index) => {
    const variables = [...source.matchAll(/^(?:var (\w+) |(\w+) := )/gm)].map(([, one, other]) => `_ = ${one ?? other}`);
    return `func snippet${index}(this constructs.Construct) {\n${[source, ...variables].join('\n')}\n}`;
  });
  const text = functions.join('\n\n');
  const imports = Object.entries({ ...GO_IMPORTS, constructs: 'github.com/aws/constructs-go/constructs/v10' })
    .filter(([name]) => new RegExp(`(?<![\\w.])${name}\\.`).test(text))
    .map(([name, path]) => `${name} "${path}"`);
  const used = functions.map((_, index) => `snippet${index}`).join(', ');
  return `package snippets\n\nimport (\n${imports.join('\n')}\n)\n\nvar _ = []func(constructs.Construct){${used}}\n\n${text}\n`;
}

/** What the CDK has under the same name too. */
const BY_NAME = ['io.github.cdkvendoraccess.ServiceAccountOptions'];

/** A Java class with each snippet as a method. What a snippet leaves to the reader (`Role role;`) is a parameter. */
export function javaSnippets(folder: string): string {
  const methods = snippets(folder, 'java').map((source, index) => {
    const declarations = [...source.matchAll(/^(\w+ \w+);$/gm)].map(([, declaration]) => declaration);
    return `void snippet${index}(${declarations.join(', ')}) {\n${source.replace(/^\w+ \w+;$/gm, '')}\n}`;
  });
  const services = SERVICES.map((name) => `software.amazon.awscdk.services.${name}`);
  const ours = ['', ...NAMES.map((name) => `.${name}`)].map((name) => `io.github.cdkvendoraccess${name}`);
  const packages = ['software.amazon.awscdk', ...services, ...ours].map((name) => `${name}.*`);
  const imports = ['java.util.List', 'java.util.Map', ...BY_NAME, ...packages].map((name) => `import ${name};`);
  return `package snippets;\n\n${imports.join('\n')}\n\nclass Snippets extends Stack {\n${methods.join('\n\n')}\n}\n`;
}
