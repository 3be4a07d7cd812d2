import { Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { madeBy } from '../../core/private/validation/basic-types';
import { within } from '../../core/private/validation/nested-types';
import type { Place } from '../../core/private/validation/prop-types';
import type { VeeamArchiverAppliance } from './archiver-appliance';
import { cycleProblems } from './network-options';

/** An appliance, as a prop of a repository. */
export const APPLIANCE = madeBy<VeeamArchiverAppliance>(
  '_plan',
  'VeeamArchiverAppliance',
  'For a VeeamArchiverNetwork, pass its appliance().',
  (what, got, { path, scope }) => within(what, { path, scope }, got._plan.problems),
);

/** The network of an appliance and the bucket of its repository must not wait for each other. */
export function applianceCycleProblems(
  what: string,
  appliance: VeeamArchiverAppliance | undefined,
  bucket: s3.IBucket | undefined,
  { scope }: Place,
): string[] {
  const limitedIn = appliance?._plan.limitedIn;
  return scope && limitedIn ? cycleProblems(what, Stack.of(scope), limitedIn, bucket) : [];
}
