import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Asking, Origin, Outsider } from '../synth/asking';
import { checkAtSynth } from '../synth/at-synth';
import { warnAboutDenials } from '../synth/denials';
import { warnAboutEndpoints } from '../synth/endpoint-denials';
import type { FinalApp } from '../synth/final-app';
import { lazily } from '../synth/once';
import { situationOf } from '../synth/situation';
import type { Permissions } from './policy';
import { groupsOf, needsOf } from './statements';

/** What a principal that the app does not show does for the product. `policy` is that of the construct. */
type OfOutsider<T extends string> = Pick<Permissions<T>, 'bucket' | 'resources' | 'sets' | 'who'> & { readonly policy: iam.ManagedPolicy };

/** Warns about what in the app stops a principal that the app does not show: the policy of the bucket. */
export function askForOutsider<T extends string>(scope: Construct, outsider: Outsider, { resources, sets, ...more }: OfOutsider<T>): void {
  askForCalls(scope, { ...more, outsider, needs: needsOf(groupsOf(sets), resources) });
}

/** Warns about what in the app stops calls. */
export function askForCalls(scope: Construct, asking: Asking): void {
  checkAtSynth(scope, (app) => {
    const situation = lazily(() => situationOf(app, asking));
    warnAboutDenials(app, scope, asking, situation);
    return [];
  });
}

/** Warns about what in the app stops calls of the principal from a network of their own: the policies of its VPC endpoints. */
export function askFrom(scope: Construct, calls: Omit<Asking, 'from'>, from: (app: FinalApp) => readonly Origin[]): void {
  checkAtSynth(scope, (app) => {
    const asking = { ...calls, from: from(app) };
    const situation = lazily(() => situationOf(app, asking));
    warnAboutEndpoints(app, scope, asking, situation);
    return [];
  });
}
