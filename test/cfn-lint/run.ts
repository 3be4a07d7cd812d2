// npm run cfn-lint: every kept template and every example against the schemas of CloudFormation: types, names, values, attributes;
// and whether they have new properties that can refer to what the library makes.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXAMPLES } from '../e2e/examples';
import { HOME } from '../local-aws/python';
import { endWith } from '../tools/command';
import { ExplainedError } from '../tools/explained-error';
import { lastLines, run } from '../tools/processes';
import { pythonEnvironment } from '../tools/python-environment';
import { step } from '../tools/report';
import { beyond, type KeptReferrers, referrersIn } from './referrers';
import { keptTemplates, synthesized } from './templates';
import { WRONG } from './wrong';

/**
 * W3005: a dependency on a construct is one on all its resources, also on those that are referenced anyway. W3045: the ACL with which CDK lets S3
 * deliver access logs, if the bucket of the logs has ACLs.
 */
const IGNORED = ['W3005', 'W3045'];

const REFERRERS = join('test', 'core', 'referrers.json');

interface Finding {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: (string | number)[] };
}

async function main(): Promise<boolean> {
  const requirements = readFileSync(join(__dirname, 'requirements.txt'), 'utf8');
  const python = await pythonEnvironment({ parent: HOME, purpose: 'cfn-lint', requirements, log: console.log });
  const folder = mkdtempSync(join(tmpdir(), 'cfn-lint-'));
  try {
    const unseen = await step(`${Object.keys(WRONG).length} wrong values`, () => unseenWrongs(python, folder));
    const examples = await step(`synthesize ${Object.keys(EXAMPLES).length} examples`, () => synthesized(folder));
    const files = [...keptTemplates(), ...examples];
    const findings = await step(`${files.length} templates`, () => lint(python, files));
    for (const { Filename, Location, Message, Rule } of findings) {
      console.log(`${Filename}: ${Location.Path.join('/')}: ${Rule.Id} ${Message}`);
    }
    for (const name of unseen) console.log(`cfn-lint does not see what is wrong: ${name}`);
    const unclassified = await step('properties that refer to principals, secrets, keys and buckets', () => newReferrers(python));
    for (const property of unclassified) console.log(`not in ${REFERRERS}: ${property}`);
    console.log(`${files.length} templates, ${findings.length} findings, ${unclassified.length} new properties`);
    return findings.length + unseen.length + unclassified.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the schemas have and the kept list lacks: `--keep` rewrites it, and test/core/referrers.test.ts asks what is to be said of them. */
async function newReferrers(python: string): Promise<string[]> {
  const { stdout } = await run(python, ['-c', 'import cfnlint, os; print(os.path.dirname(cfnlint.__file__))']);
  const now = referrersIn(join(stdout.trim(), 'data', 'schemas'));
  if (process.argv.includes('--keep')) writeFileSync(REFERRERS, `${JSON.stringify(now, undefined, 1)}\n`);
  const { referrers }: KeptReferrers = JSON.parse(readFileSync(REFERRERS, 'utf8'));
  return beyond(now.referrers, referrers);
}

async function unseenWrongs(python: string, folder: string): Promise<string[]> {
  const file = join(folder, 'wrong.json');
  writeFileSync(file, JSON.stringify({ Resources: WRONG }));
  const seen = new Set((await lint(python, [file])).map(({ Location }) => Location.Path[1]));
  return Object.keys(WRONG).filter((name) => !seen.has(name));
}

/** It has no module that Python can start. */
const START = 'import sys; from cfnlint.runner import main; sys.exit(main())';

async function lint(python: string, files: readonly string[]): Promise<Finding[]> {
  const options = ['--format', 'json', '--ignore-checks', ...IGNORED];
  const { stdout, stderr } = await run(python, ['-c', START, ...options, '--template', ...files], { timeoutSeconds: 600 });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new ExplainedError(`cfn-lint could not be run:\n${lastLines(stderr || stdout, 15)}`);
  }
}

endWith(main());
