import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import type { Mention } from './mentions';
import { oncePerApp } from './once';
import { ResourceNames } from './resource-names';
import { textIn } from './text-in';
import { visitRendered } from './visit-rendered';

/** Intrinsics that are one text. What is inside of others, such as `Fn::If`, is several. */
const ONE_TEXT = /^(Ref|Fn::(FindInMap|GetAtt|GetStackOutput|ImportValue|Join|Sub))$/;

/** The texts that mean a resource by its fixed name: as a whole, in an ARN, or in the address of a bucket. */
export const mentionsByName = (app: FinalApp, resource: FinalResource): readonly Mention[] =>
  ResourceNames.of(app).has(resource) ? (index(app).get(resource) ?? []) : [];

/** Walks the app a second time, but only if a name is asked for: few apps have names that are known. Keeps only what is found. */
const index = oncePerApp((app) => {
  const found = new Map<FinalResource, Mention[]>();
  const names = ResourceNames.of(app);
  for (const by of app.resources) {
    const { stack } = by.construct;
    const write = textIn(app, stack);
    visitRendered(by.Properties, (value, at, key) => {
      const isText = key === undefined || ONE_TEXT.test(key);
      const text = isText ? write(value) : '';
      for (const resource of isText ? names.meant(stack, text, at) : []) {
        found.get(resource)?.push({ by, at, text }) ?? found.set(resource, [{ by, at, text }]);
      }
      return isText;
    });
  }
  return found;
});
