import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAMES } from '../../found';
import { ExplainedError } from '../../tools/explained-error';
import { run as runProcess } from '../../tools/processes';
import { kept, run } from '../commands';
import { type Check, fileOf } from '../language';

const VERSION = '1.1.414';

interface Diagnostic {
  readonly file: string;
  readonly message: string;
  readonly rule?: string;
  readonly severity: string;
  readonly range: { readonly start: { readonly line: number } };
}

/** What a type checker says of the apps, and of the mistakes in wrong_types.py, with the wheel that this interpreter has. */
export async function typeChecks(folder: string, interpreter: string): Promise<Check[]> {
  const wrong = join(folder, 'wrong_types.py');
  const errors = await pyright(interpreter, [wrong, join(folder, 'main.py'), ...NAMES.map((vendor) => fileOf(vendor, 'app.py'))]);
  const inApps = errors
    .filter(({ file }) => file !== wrong)
    .map(({ file, message, range }) => `${file}:${range.start.line + 1} ${message}`);
  const found = errors.filter(({ file }) => file === wrong).map(({ range, rule }) => `line ${range.start.line + 1}: ${rule}`);
  const expected = readFileSync(wrong, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.includes('# expected: ') ? [`line ${index + 1}: ${line.split('# expected: ')[1]}`] : []));
  const different = [...expected.filter((one) => !found.includes(one)), ...found.filter((one) => !expected.includes(one))];
  return [
    { name: 'the types of the apps are right', failure: inApps.join('\n') || undefined },
    { name: 'mistakes are type errors before anything runs', failure: different.join(', ') || undefined },
  ];
}

async function pyright(interpreter: string, files: string[]): Promise<Diagnostic[]> {
  const home = await kept('pyright', VERSION, async (draft) => {
    await run('npm install', ['npm', 'install', '--no-audit', '--no-fund', '--prefix', draft, `pyright@${VERSION}`]);
  });
  const program = join(home, 'node_modules', 'pyright', 'index.js');
  const { stderr, stdout } = await runProcess('node', [program, '--outputjson', '--pythonpath', interpreter, ...files], {
    timeoutSeconds: 120,
  });
  if (!stdout.startsWith('{')) {
    throw new ExplainedError(`pyright failed:\n${stdout}\n${stderr}`);
  }
  const diagnostics = JSON.parse(stdout).generalDiagnostics as Diagnostic[];
  return diagnostics.filter((one) => one.severity === 'error' && !isOfCdkAlone(one));
}

/** Classes of aws_cdk name parameters otherwise than its own interfaces do (`Role` and `IRole`), which pyright refuses in every app. */
function isOfCdkAlone({ message }: Diagnostic): boolean {
  return /is incompatible with protocol "I[A-Z]\w+"/.test(message) && message.includes('Parameter name mismatch');
}
