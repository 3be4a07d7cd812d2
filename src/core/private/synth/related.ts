import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { Mentions } from './mentions';
import { Targets } from './targets';

/** The resources of a type that refer to one. */
export const mentioning = (app: FinalApp, one: FinalResource, type: string): FinalResource[] => [
  ...new Set(
    Mentions.of(app)
      .to(one.construct)
      .flatMap(({ by }) => (by.Type === type ? by : [])),
  ),
];

/** The resource of the app that a property refers to. */
export function targetOf(app: FinalApp, { construct, Properties }: FinalResource, property: string): FinalResource | undefined {
  return Targets.of(app).resource(construct.stack, Properties[property]);
}
