// Plays the release workflow through on this machine: what it runs, runs here, job by job, as a dry run.
//
//   npm run release:rehearse [-- JOB …]        named jobs only; those that they need have to have run before
//
// GitHub's actions are replaced by what they do with files: checkout, artifacts, attestation. `gh` only checks that the files exist that it would
// upload. Publishing is dry, as the workflow's own input makes it; the key that signs for Maven is made for the run.
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ARCHIVE, releasedTemplates } from '../../projenrc/templates';
import { endWith } from '../tools/command';
import { ExplainedError } from '../tools/explained-error';
import { lastLines, run } from '../tools/processes';
import { step, table } from '../tools/report';
import { type Context, filled, holds, type Job, releaseJobs, type WorkflowStep } from './workflow';

const ROOT = join(__dirname, '..', '..');
const WORK = join(ROOT, '.languages', 'release');
const ORIGIN = join(WORK, 'origin.git');
const ARTIFACTS = join(WORK, 'artifacts');
const BIN = join(WORK, 'bin');
const OUTPUTS = join(WORK, 'outputs.json');
const UPLOADED = join(WORK, 'uploaded.txt');
const [MINUTES, LINES] = [40, 40];

const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();

/** What `gh` would upload has to be there; the names are kept. */
const GH = `#!/usr/bin/env bash
case "$1 $2" in 'release view') exit 1 ;; esac
for file in "\${@:3}"; do case "$file" in dist/*) test -s "$file" || { echo "gh: no file $file"; exit 1; }; echo "$file" >> "${UPLOADED}" ;; esac; done
echo "gh $*"
`;

async function main(wanted: string[]): Promise<void> {
  const jobs = releaseJobs(ROOT);
  const outputs = prepare(wanted.length === 0);
  const rows: string[][] = [];
  for (const [name, job] of [...jobs].filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
    const needs = Object.fromEntries([...jobs.keys()].map((one) => [one, { outputs: outputs[one] ?? {} }]));
    const context = { github: github(), inputs: { dry_run: true }, secrets: secrets(), needs };
    rows.push(...(await step(`\n${name}\n`, () => play(name, job, context, outputs))));
    writeFileSync(OUTPUTS, JSON.stringify(outputs));
  }
  console.log(`\n${table(['job', 'step', 'here'], rows)}`);
  if (rows.some(([name]) => name === 'release_assets')) {
    checkAttached();
  }
}

/** Everything that a page links to, or that a user verifies. */
function checkAttached(): void {
  const attached = readFileSync(UPLOADED, 'utf8')
    .split('\n')
    .map((file) => basename(file));
  const wanted = [...Object.keys(releasedTemplates()), ARCHIVE, 'sbom.json', 'attestation.intoto.jsonl'];
  const missing = wanted.filter((name) => !attached.includes(name));
  console.log(`${wanted.length - missing.length} of ${wanted.length} files attached to the release`);
  if (missing.length > 0) {
    throw new ExplainedError(`not attached to the release on GitHub: ${missing.join(', ')}`);
  }
}

/** An origin with what is committed, and a `gh`. What earlier jobs have put out is used again if only some are played. */
function prepare(anew: boolean): Record<string, object> {
  rmSync(UPLOADED, { force: true });
  if (anew || !existsSync(OUTPUTS)) {
    rmSync(WORK, { recursive: true, force: true });
    mkdirSync(BIN, { recursive: true });
    execFileSync('git', ['clone', '--quiet', '--bare', ROOT, ORIGIN]);
    execFileSync('git', ['-C', ORIGIN, 'update-ref', 'refs/heads/main', git('rev-parse', 'HEAD')]);
    writeFileSync(join(BIN, 'gh'), GH);
    chmodSync(join(BIN, 'gh'), 0o755);
  }
  return existsSync(OUTPUTS) ? JSON.parse(readFileSync(OUTPUTS, 'utf8')) : {};
}

/** What the origin has: commits may have been added here since. */
const released = (): string => git('-C', ORIGIN, 'rev-parse', 'main');

const github = () => ({
  ref: 'refs/heads/main',
  sha: released(),
  token: 'none',
  workflow: 'release',
  actor: 'rehearsal',
});

/** Names that a dry run only looks for; the key signs. */
function secrets(): Record<string, string> {
  const home = join(WORK, 'gnupg');
  const gpg = (...args: string[]) =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--pinentry-mode', 'loopback', '--passphrase', 'rehearsal', ...args]);
  if (!existsSync(home)) {
    mkdirSync(home, { mode: 0o700 });
    gpg('--quick-gen-key', 'rehearsal', 'rsa2048', 'sign', '1d');
  }
  const key = gpg('--armor', '--export-secret-keys', 'rehearsal').toString();
  const names = ['GITHUB_TOKEN', 'GO_GITHUB_TOKEN', 'MAVEN_PASSWORD', 'MAVEN_STAGING_PROFILE_ID', 'MAVEN_USERNAME'];
  const dummies = Object.fromEntries(names.map((name) => [name, 'rehearsal']));
  return { ...dummies, MAVEN_GPG_PRIVATE_KEY: key, MAVEN_GPG_PRIVATE_KEY_PASSPHRASE: 'rehearsal' };
}

async function play(name: string, job: Job, common: Context, outputs: Record<string, object>): Promise<string[][]> {
  if (!holds(ofRelease(job), common)) {
    throw new ExplainedError(`${name}: its condition does not hold: ${job.if}`);
  }
  const folder = join(WORK, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const steps: Record<string, { outputs: object }> = {};
  const rows: string[][] = [];
  for (const one of job.steps) {
    const context = { ...common, steps, env: {} };
    const title = one.name ?? one.uses ?? one.id ?? 'a command';
    const done = !holds(ofRelease(one), context)
      ? 'not now'
      : one.uses
        ? action(folder, one, context)
        : await command(folder, job, one, context);
    steps[one.id ?? title] = { outputs: done === 'ran' ? outputsOf(folder) : attested(one) };
    rows.push([name, title, done]);
  }
  const of = { ...common, steps };
  outputs[name] = Object.fromEntries(Object.entries(job.outputs ?? {}).map(([key, value]) => [key, filled(value, of)]));
  return rows;
}

/** What only a real release does is played too, and does nothing: `gh` is replaced. */
const ofRelease = ({ if: condition }: Job | WorkflowStep) => condition?.replace(/!inputs\.dry_run/, 'true');

const attested = ({ uses = '' }: WorkflowStep) => (uses.includes('attest') ? { 'bundle-path': join(ARTIFACTS, 'bundle.json') } : {});

/** What an action does with files; tools are those of this machine. */
function action(folder: string, { uses = '', with: given = {} }: WorkflowStep, context: Context): string {
  const path = join(folder, filled(given.path ?? '', context));
  if (uses.startsWith('actions/checkout@')) {
    execFileSync('git', ['clone', '--quiet', '--branch', 'main', ORIGIN, path]);
  } else if (uses.startsWith('actions/upload-artifact@')) {
    rmSync(ARTIFACTS, { recursive: true, force: true });
    cpSync(path, ARTIFACTS, { recursive: true });
  } else if (uses.startsWith('actions/download-artifact@')) {
    cpSync(ARTIFACTS, path, { recursive: true });
  } else if (uses.startsWith('actions/attest')) {
    writeFileSync(join(ARTIFACTS, 'bundle.json'), '{}');
    return 'its file only';
  } else if (/^actions\/setup-(node|java|python|go)@/.test(uses)) {
    return 'the one of this machine';
  } else {
    throw new ExplainedError(`No idea what ${uses} does with files: add it to test/release/rehearse.ts`);
  }
  return 'done with files';
}

async function command(folder: string, job: Job, one: WorkflowStep, context: Context): Promise<string> {
  const given = Object.entries({ ...job.env, ...one.env }).map(([key, value]): [string, string] => [key, filled(value, context)]);
  const env = {
    ...Object.fromEntries(
      ['HOME', 'LANG', 'JAVA_HOME', 'GOPATH', 'GOPROXY', 'GOFLAGS', 'GONOSUMDB', 'GOSUMDB'].map((key) => [key, process.env[key]]),
    ),
    ...Object.fromEntries(
      Object.entries(process.env).filter(([key]) =>
        /^(npm_config_(registry|userconfig|cafile|cache)$|PIP_|MAVEN_OPTS|.*_PROXY$|.*_proxy$|SSL_|NODE_EXTRA)/.test(key),
      ),
    ),
    PATH: `${BIN}:${process.env.PATH}`,
    CI: 'true',
    npm_config_yes: 'true', // on GitHub, npx installs without asking
    PYPI_DISABLE_ATTESTATIONS: 'true', // they are signed with GitHub's identity, which is not here
    PYTHONUSERBASE: join(WORK, 'python'),
    ...goRepository(),
    GITHUB_OUTPUT: outputFile(folder),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'cdk-vendor-access/cdk-vendor-access',
    GITHUB_SHA: released(),
    ...Object.fromEntries(given),
  };
  writeFileSync(env.GITHUB_OUTPUT, '');
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', filled(one.run, context)];
  const { code, stderr, stdout } = await run('bash', args, { cwd: folder, env, timeoutSeconds: MINUTES * 60 });
  appendFileSync(join(WORK, 'log.txt'), `\n$ ${one.run}\n${stdout}\n${stderr}`);
  if (code !== 0 && !one['continue-on-error']) {
    throw new ExplainedError(`${one.name ?? one.id} failed:\n${lastLines(`${stdout}\n${stderr}`, LINES)}`);
  }
  return code === 0 ? 'ran' : 'failed, as it may';
}

/** The repository of the Go module is on GitHub: an empty one stands in for it. */
function goRepository(): Record<string, string> {
  const folder = join(WORK, 'go.git');
  if (!existsSync(folder)) {
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', folder]);
  }
  const url = 'https://rehearsal@github.com/cdk-vendor-access/cdk-vendor-access-go.git';
  return { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `url.${folder}.insteadOf`, GIT_CONFIG_VALUE_0: url };
}

const outputFile = (folder: string): string => `${folder}.outputs`;

const outputsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(outputFile(folder), 'utf8')
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
  );

endWith(main(process.argv.slice(2)).then(() => true));
