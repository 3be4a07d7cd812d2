// Synthesizes each case of a vendor, which is named in the argument, in a stack with the name of the case.
import { App, Stack } from 'aws-cdk-lib';
import { CASES } from '../../cases';

const app = new App();
for (const [name, make] of Object.entries(CASES[process.argv[2]])) {
  make(new Stack(app, name));
}
app.synth();
