import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURE = readFileSync(join(__dirname, '..', 'rosetta', 'default.ts-fixture'), 'utf8');

/** The services of aws-cdk-lib that the snippets of the READMEs and of the API docs use: `ec2`, `iam`, … */
export const SERVICES = [...FIXTURE.matchAll(/^import \* as (\w+) from 'aws-cdk-lib\/aws-\w+';$/gm)].map(([, name]) => name);
