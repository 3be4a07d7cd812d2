import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { run } from '../tools/processes';
import type { Here } from './part';

/** Synthesizes all states of an app of the folder `apps`, in a process of its own. Returns the folder with a folder for each state. */
export async function synthesizedStates(here: Here, app: string): Promise<string> {
  const folder = join(here.folder, 'states');
  const args = ['--tsconfig', 'tsconfig.dev.json', join('test', 'e2e', 'apps', app), folder];
  const { code, stderr } = await run(join('node_modules', '.bin', 'tsx'), args, { env: here.aws.environment });
  if (code !== 0) {
    throw new Error(stderr);
  }
  return folder;
}

/** What such an app does: synthesizes each state of a stack into a folder of its own, below the one that is given. */
export function synthesizeEach(states: Readonly<Record<string, (stack: Stack) => unknown>>, stackName: string): void {
  for (const [state, make] of Object.entries(states)) {
    const app = new App({ outdir: join(process.argv[2], state) });
    make(new Stack(app, stackName));
    app.synth();
  }
}
