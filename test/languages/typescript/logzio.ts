import { App, Stack } from 'aws-cdk-lib';
import { CASES } from '../../logzio/cases';

const app = new App();
for (const [name, make] of Object.entries(CASES)) {
  make(new Stack(app, name));
}
app.synth();
