import { plain, texts } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { textIn } from './text-in';

/** The resources of a type, by their names as `textIn` writes them: of what CloudFormation generates, and of what the template says. */
export function byWrittenName(app: FinalApp, type: string, property: string): ReadonlyMap<string, readonly FinalResource[]> {
  const found = new Map<string, FinalResource[]>();
  for (const one of app.ofType(type)) {
    const write = textIn(app, one.construct.stack);
    const given = one.Properties[property];
    for (const name of [write({ Ref: one.logicalId }), ...texts(plain(given)).map(() => write(given))]) {
      found.set(name, [...(found.get(name) ?? []), one]);
    }
  }
  return found;
}
