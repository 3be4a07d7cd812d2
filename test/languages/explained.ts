import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run, WORK } from './commands';
import type { Check, Command } from './language';

/** Whether the command of the installed package explains what the programs of this language have synthesized. */
export async function explainChecks(language: string, command: string): Promise<Check[]> {
  const folder = join(WORK, 'cdk.out', language);
  const explain = (out: string, ...more: string[]) =>
    run(`${command} explain`, [command, 'explain', join(folder, out), ...more] as unknown as Command);
  const counts = await Promise.all(
    readdirSync(folder).map(async (out) => [out, JSON.parse(await explain(out, '--json')).accesses.length, await explain(out)] as const),
  );
  const silent = counts.filter(([, count, text]) => count === 0 || !text.includes('What a thief of the')).map(([out]) => out);
  return [
    {
      name: `the command of the package explains ${counts.reduce((sum, [, count]) => sum + count, 0)} principals`,
      failure: silent.join(', ') || undefined,
    },
  ];
}
