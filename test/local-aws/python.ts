import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pythonEnvironment } from '../tools/python-environment';

/** Everything that the local AWS keeps from run to run. Ignored by git. */
export const HOME = resolve(__dirname, '..', '..', '.local-aws');

/** The interpreter that has the local AWS and the AWS CLI. */
export function localAwsPython(log?: (line: string) => void): Promise<string> {
  const requirements = readFileSync(join(__dirname, 'requirements.txt'), 'utf8');
  return pythonEnvironment({ parent: HOME, purpose: 'the local AWS', requirements, log });
}
