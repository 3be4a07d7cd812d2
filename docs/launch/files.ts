import { readable } from '../../test/util';
import { LAUNCHES, made } from './launches';
import { page } from './page';
import { policyTexts } from './policies';

const FOLDER = 'docs/templates';

/** The file of a template, and the folder of its policies. */
export const templateFile = (name: string): string => `${FOLDER}/${name}.json`;

/** Every file of the templates, relative to the repository. */
export function launchFiles(): Record<string, string> {
  const files = [...LAUNCHES.keys()].flatMap((name) => {
    const { template } = made(name);
    const policies = policyTexts(template).map((one) => [`${FOLDER}/${name}/${one.name}.json`, one.text]);
    return [[templateFile(name), `${readable(template)}\n`], ...policies];
  });
  return { ...Object.fromEntries(files), [`${FOLDER}.md`]: page() };
}
