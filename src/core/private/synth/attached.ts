import { plain, textOf } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { Mentions } from './mentions';
import { Targets } from './targets';

/** What is attached to a principal, as it stands in the template, with the resource of the app that makes it. */
export interface Attached {
  readonly value: unknown;
  readonly resource?: FinalResource;
}

/** The group or policy of the app that a value means: by a reference, or by its name or ARN, unless it is AWS's own. */
export function madeBy(app: FinalApp, by: FinalResource, value: unknown): Attached {
  const { stack } = by.construct;
  const target = typeof value === 'object' && value !== null ? Targets.of(app).find(stack, value) : undefined;
  if (target) {
    return { value, resource: app.find(target.element) };
  }
  const text = textOf(plain(value, knownIn(app, stack))).toLowerCase();
  const [, name] = /^(?!.*:iam::aws:).*?([^/\uE000\uE001]+)$/.exec(text) ?? [];
  const named =
    name &&
    Mentions.of(app)
      .naming(name)
      .find((one) => /^(GroupName|ManagedPolicyName)$/.test(one.at) && one.text?.toLowerCase() === name);
  return { value, resource: named ? named.by : undefined };
}
