// Synthesizes the apps of the vendors whose files are named in the arguments.
import { App } from 'aws-cdk-lib';

async function main(files: string[]): Promise<void> {
  const app = new App();
  for (const file of files) {
    const { make } = await import(file);
    make(app);
  }
  app.synth();
}

void main(process.argv.slice(2));
