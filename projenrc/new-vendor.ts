// npm run new-vendor -- NAME [PREFIX]: lays out the folders of a vendor. Everything works from the start, for a product that writes and reads
// objects; `npm test` fails for what is still to be done, and for nothing else. NAME is the folder, one lower-case word; PREFIX begins the
// names of the classes (default: NAME with a capital).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const SKELETON = join(__dirname, 'new-vendor');
const [name = '', prefix = `${name.charAt(0).toUpperCase()}${name.slice(1)}`] = process.argv.slice(2);
const named = (text: string): string => text.replaceAll('acme', name).replaceAll('Acme', prefix);

function problem(): string | undefined {
  if (!/^[a-z][a-z0-9]+$/.test(name)) return `NAME must be one lower-case word, not '${name}'`;
  if (prefix.toLowerCase() !== name) return `PREFIX must be '${name}' with capitals, not '${prefix}'`; // Java's class is named after NAME
  return existsSync(join('src', name)) ? `src/${name} exists` : undefined;
}

function layOut(): string[] {
  const files = readdirSync(SKELETON, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ name: file, parentPath }) => {
    const from = join(parentPath, file);
    const to = named(relative(SKELETON, from))
      .replace(/\.txt$/, '')
      .replace(`${prefix}.java`, `${name.charAt(0).toUpperCase()}${name.slice(1)}.java`);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, named(readFileSync(from, 'utf8')));
    return to;
  });
}

/** Adds a line after the last one that fits. */
function addLine(file: string, after: RegExp, line: string): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.splice(lines.map((one) => after.test(one)).lastIndexOf(true) + 1, 0, named(line));
  writeFileSync(file, lines.join('\n'));
}

function run(...[command, ...args]: [string, ...string[]]): void {
  const { status } = spawnSync(join('node_modules', '.bin', command), args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

const wrong = problem();
if (wrong) {
  console.error(`${wrong}\n\nnpm run new-vendor -- NAME [PREFIX]`);
  process.exit(1);
}
const files = layOut();
addLine('src/index.ts', /^export/, "export * as acme from './acme';");
addLine(
  'README.md',
  /^\| .*\(docs\/permissions\//,
  '| Acme | `acme.AcmeBucket` | TODO 9: what it creates | [guide](src/acme/README.md), [every permission and why](docs/permissions/acme.md) |',
);
addLine('CHANGELOG.md', /^- `/, '- `acme.AcmeBucket` and `acme.AcmeBucketGrants`: Acme. TODO 9: the names of its constructs.');
addLine(
  'docs/warnings.md',
  /^\| `cdk-vendor-access:/,
  '| `cdk-vendor-access:acme.revokesFutureSessions` | sessions are revoked until a time in the future | pass a time in the past |',
);
run('biome', 'check', '--write', '--no-errors-on-unmatched', 'src/index.ts', ...files.filter((file) => file.endsWith('.ts')));
run('projen', '--no-post'); // the keyword
run('tsx', '--tsconfig', 'tsconfig.dev.json', 'docs/generate.ts');
run('tsx', '--tsconfig', 'tsconfig.dev.json', 'test/compat/keep-constructs.ts', name);
run('jest', '--ci', '--silent', '--updateSnapshot', 'test/templates.test.ts', '-t', `${name}/`);
console.log(
  `\n${files.length} files in src/${name}, test/${name} and examples. What is to be done: npx jest --verbose=false test/proofs.test.ts -t ${name}`,
);
