import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { meantBy } from './resource-names';

/** What is attached to a principal, as it stands in the template, with the resource of the app that makes it. */
export interface Attached {
  readonly value: unknown;
  /** Where it stands. */
  readonly by: FinalResource;
  /** Whether the deployment is certain to attach it. */
  readonly sure: boolean;
  readonly resource?: FinalResource;
}

/** The group or policy of the app that a value means. The name of a policy alone means none. */
export function madeBy(app: FinalApp, by: FinalResource, value: unknown, sure = true): Attached {
  return { value, by, sure, resource: meantBy(app, by.construct.stack, value, 'Groups')[0] };
}
