import { join } from 'node:path';
import { ROOT, tool } from '../commands';
import { type Command, fileOf, type Language, type Program } from '../language';

const FOLDER = join(__dirname, '..', 'typescript');

/** What the others are compared with: the sources themselves. */
export const typescript: Language = {
  name: 'typescript',
  kinds: ['apps', 'cases', 'example'],
  build: async () => undefined,
  command: (program) => [tool('tsx'), '--tsconfig', join(ROOT, 'tsconfig.dev.json'), ...source(program)] as unknown as Command,
};

function source({ kind, sources }: Program): string[] {
  if (kind === 'apps') {
    return [join(FOLDER, 'apps', 'main.ts'), ...sources.map((vendor) => fileOf(vendor, 'app.ts'))];
  }
  return kind === 'cases' ? [join(FOLDER, 'cases.ts'), ...sources] : [join(ROOT, 'examples', `${sources[0]}.ts`)];
}
