// Synthesizes the apps that are named in the arguments, each from a file of its own.
import { App } from 'aws-cdk-lib';

async function main(names: string[]): Promise<void> {
  const app = new App();
  for (const name of names) {
    const { make } = await import(`./${name}.js`);
    make(app);
  }
  app.synth();
}

void main(process.argv.slice(2));
