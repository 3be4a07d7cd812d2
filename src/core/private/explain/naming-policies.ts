import { type Applied, documentOf, only } from './applied';
import { together } from './conditions';
import type { Resource } from './names';
import { existence, whenOf } from './principals';
import type { Resources } from './resources';

interface Place {
  readonly type: string;
  /** What names the resource that the policy is for. */
  readonly property: string;
  readonly document?: string;
}

/** The policies of a type that name a resource, as far as the deployment has them whenever it has that resource. */
export function policiesNaming(
  resources: Resources,
  { document, property, type }: Place,
  name: string,
  of: Resource | undefined,
): Applied[] {
  return resources.ofType(type).flatMap((one) => {
    const naming = resources.listed(one, property).filter(({ text }) => text === name);
    const when = together(existence(resources, one, of), whenOf(naming));
    return naming.length > 0 ? [only(when, documentOf(resources, one, document))] : [];
  });
}
