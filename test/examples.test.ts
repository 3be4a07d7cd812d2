import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { EXAMPLES } from './e2e/examples';
import { nagFindings } from './nag-findings';
import { warningsOf } from './util';

const FOLDER = join(__dirname, '..', 'examples');
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.ts'));
const ENV = process.env;

const contextOf = (file: string) => EXAMPLES[file.replace('.ts', '')]?.context ?? {};

/** Runs an example, and then `look` on its stack instead of synthesizing it. */
function inExample<T>(file: string, look: (stack: Stack) => T, context = contextOf(file)): T {
  const outdir = mkdtempSync(join(tmpdir(), 'examples-'));
  process.env = { ...ENV, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: outdir };
  const results: T[] = [];
  const synth = jest.spyOn(App.prototype, 'synth').mockImplementation(function (this: App) {
    synth.mockRestore();
    results.push(look(this.node.children.find(Stack.isStack) as Stack));
    return undefined as never;
  });
  try {
    jest.isolateModules(() => require(join(FOLDER, file)));
  } finally {
    synth.mockRestore();
    process.removeAllListeners('beforeExit'); // with CDK_OUTDIR, an app synthesizes itself in the end
    process.env = ENV;
    rmSync(outdir, { recursive: true });
  }
  expect(results).toHaveLength(1);
  return results[0];
}

const NEEDED = FILES.flatMap((file) => Object.keys(contextOf(file)).map((key) => [file, key] as const));
test.each(NEEDED)('%s says so if it lacks the context value %s, in Python too', (file, key) => {
  const { [key]: _, ...others } = contextOf(file);
  expect(() => inExample(file, () => undefined, others)).toThrow(`No context value present for ${key} key`);
  const python = join(FOLDER, file.replace('.ts', '.py').replaceAll('-', '_'));
  expect(existsSync(python) && !readFileSync(python, 'utf8').includes(`.get_context("${key}")`)).toBe(false);
});

describe.each(FILES)('%s', (file) => {
  test('can be run by the demo, gives no warning, and has outputs for what the console asks for', () => {
    const { ids, stackName, warnings } = inExample(file, (stack) => ({
      ids: stack.node.findAll().map((construct) => construct.node.id),
      stackName: stack.stackName,
      warnings: warningsOf(stack),
    }));
    expect(EXAMPLES[file.replace('.ts', '')]).toMatchObject({ app: `examples/${file}`, stack: stackName });
    expect(warnings).toEqual([]);
    expect(ids).toEqual(
      expect.arrayContaining(['SetupBucketName', 'SetupBucketRegion', expect.stringMatching(/Setup(SecretArn|RoleArn)/)]),
    );
  });

  test('gives no finding of cdk-nag that is not acknowledged, but for those with a reason', () => {
    const findings = inExample(file, (stack) => nagFindings(stack).map(({ finding }) => finding));
    expect(findings).toEqual(Object.keys(EXAMPLES[file.replace('.ts', '')].findings ?? {}));
  });
});
