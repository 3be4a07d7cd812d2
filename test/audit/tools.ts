import { chmodSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HOME } from '../local-aws/python';
import { ExplainedError } from '../tools/explained-error';
import { nodeEnvironment } from '../tools/node-environment';
import { lastLines, run } from '../tools/processes';
import { pythonEnvironment } from '../tools/python-environment';

/** What a tool says of a resource. */
export interface Finding {
  readonly tool: string;
  readonly rule: string;
  /** The template, by its file. */
  readonly file: string;
  /** Logical id. */
  readonly resource: string;
}

/** Looks at every template of a folder. */
export type Tool = (folder: string) => Promise<Finding[]>;

const environment = (file: string, purpose: string): Promise<string> =>
  pythonEnvironment({ parent: HOME, purpose, requirements: readFileSync(join(__dirname, file), 'utf8'), log: console.log });

async function output(command: string, args: readonly string[], codes: readonly number[] = [0]): Promise<string> {
  const { code, stderr, stdout } = await run(command, args, { timeoutSeconds: 1800 });
  if (!codes.includes(code)) throw new ExplainedError(`${basename(command)} could not be run:\n${lastLines(stderr || stdout, 15)}`);
  return stdout;
}

const CHECKOV = 'import sys; from checkov.main import Checkov; sys.exit(Checkov().run())';

export const checkov: Tool = async (folder) => {
  const python = await environment('checkov.txt', 'checkov');
  const args = ['-d', folder, '--framework', 'cloudformation', '-o', 'json', '--compact', '--quiet', '--skip-download'];
  const { results, summary } = JSON.parse(await output(python, ['-c', CHECKOV, ...args], [0, 1]));
  if (summary.parsing_errors > 0) throw new ExplainedError(`checkov could not read ${summary.parsing_errors} templates`);
  return (results.failed_checks as { check_id: string; file_path: string; resource: string }[]).map(
    ({ check_id, file_path, resource }) => ({
      tool: 'checkov',
      rule: check_id,
      file: basename(file_path),
      resource: resource.split('.').slice(1).join('.'),
    }),
  );
};

/** cfn-guard, with the proactive controls of AWS Control Tower. */
export const guard: Tool = async (folder) => {
  const library = await nodeEnvironment(__dirname, join(HOME, 'audit'), '@cdklabs/cdk-validator-cfnguard');
  const system = process.platform === 'darwin' ? 'macos' : 'ubuntu';
  const program = join(library, 'bin', system, process.arch === 'arm64' ? 'aarch64' : 'x86_64', 'cfn-guard');
  chmodSync(program, 0o755);
  const rules = join(library, 'rules', 'control-tower', 'cfn-guard');
  const args = ['validate', '-d', folder, '-r', rules, '--output-format', 'json', '--structured', '--show-summary', 'none'];
  const reports: { name: string; not_compliant: { Rule: { name: string } }[] }[] = JSON.parse(await output(program, args, [0, 19]));
  return reports.flatMap(({ name, not_compliant }) =>
    not_compliant.flatMap(({ Rule }) => {
      const resources = [...new Set(JSON.stringify(Rule).match(/(?<=\/Resources\/)[A-Za-z0-9]+/g) ?? [''])];
      return resources.map((resource) => ({ tool: 'cfn-guard', rule: Rule.name, file: basename(name), resource }));
    }),
  );
};

/** parliament and cloudsplaining, on the policies of the templates. */
export const policyTools: Tool = async (folder) => {
  const python = await environment('policies.txt', 'parliament and cloudsplaining');
  return JSON.parse(await output(python, [join(__dirname, 'policies.py'), folder]));
};
