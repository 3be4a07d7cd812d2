import { join } from 'node:path';
import { ROOT, run, tool } from '../commands';
import type { Language } from '../language';

/** What the other languages are compared with: the sources themselves. */
export const typescript: Language = {
  name: 'typescript',
  build: async () => undefined,
  synthesize: async ({ kind, name, source }, outdir) => {
    const folder = kind === 'cases' ? join(__dirname, '..', 'typescript') : join(ROOT, 'examples');
    await run(`typescript ${name}`, tool('tsx'), ['--tsconfig', 'tsconfig.dev.json', join(folder, `${source}.ts`)], { outdir });
  },
};
