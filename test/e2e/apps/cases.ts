// Every option of every vendor that changes the template, each in a stack of its own: what the templates and the matrix are tested with.
import { App, Stack } from 'aws-cdk-lib';
import { ALL_CASES } from '../../cases';

/** `vendor/case` as the name of a stack. */
export const stackOf = (name: string) => name.replace('/', '-');

if (require.main === module) {
  const app = new App();
  for (const [name, make] of ALL_CASES) {
    make(new Stack(app, stackOf(name)));
  }
  app.synth();
}
