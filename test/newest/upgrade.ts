// Moves the newest versions that the tests also run on: npm's for the tests in TypeScript, PyPI's for the wheel.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const packages = ['aws-cdk-lib', 'constructs', 'cdk-nag'].map((name) => `${name}@latest`);
execFileSync('npm', ['install', '--prefix', __dirname, '--package-lock-only', '--save-exact', ...packages], { stdio: 'inherit' });

const pip = ['-m', 'pip', 'install', '--quiet', '--dry-run', '--ignore-installed', '--report', '-', 'aws-cdk-lib', 'constructs'];
const report = JSON.parse(execFileSync('python3', pip, { encoding: 'utf8', maxBuffer: 2 ** 26 }));
const pins = (report.install as { metadata: { name: string; version: string }; requested: boolean }[])
  .filter(({ requested }) => requested)
  .map(({ metadata }) => `${metadata.name}==${metadata.version}\n`);
writeFileSync(join(__dirname, 'requirements.txt'), pins.sort().join(''));
