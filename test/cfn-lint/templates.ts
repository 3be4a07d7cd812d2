import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from '../e2e/examples';
import { NAMES } from '../found';
import { withoutAws } from '../local-aws/environment';
import { ExplainedError } from '../tools/explained-error';
import { lastLines, run } from '../tools/processes';

/** The reviewed templates of all cases, and those without the CDK. */
export function keptTemplates(): string[] {
  const folders = NAMES.flatMap((vendor) => [join('test', vendor, 'templates'), join('docs', 'templates', vendor)]);
  const files = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
  return files.filter((file) => file.endsWith('.json'));
}

/** The templates of the examples, each in a process of its own, as the CDK CLI runs them. */
export async function synthesized(folder: string): Promise<string[]> {
  const files = Object.entries(EXAMPLES).map(async ([name, { app, context = {}, stack }]) => {
    const outdir = join(folder, name);
    mkdirSync(outdir);
    const own = { CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'false' };
    const env = { ...withoutAws(process.env), CDK_DEFAULT_ACCOUNT: '123456789012', CDK_DEFAULT_REGION: 'us-east-1', ...own };
    const { code, stderr } = await run(join('node_modules', '.bin', 'tsx'), ['--tsconfig', 'tsconfig.dev.json', app], { env });
    if (code !== 0) throw new ExplainedError(`${app} could not be synthesized:\n${lastLines(stderr, 15)}`);
    return join(outdir, `${stack}.template.json`);
  });
  return Promise.all(files);
}
