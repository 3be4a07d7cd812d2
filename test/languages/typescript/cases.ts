import { App, Stack } from 'aws-cdk-lib';

/** Each case in a stack with the name of the case. */
export function synth(cases: Record<string, (stack: Stack) => unknown>): void {
  const app = new App();
  for (const [name, make] of Object.entries(cases)) {
    make(new Stack(app, name));
  }
  app.synth();
}
