import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { warnAboutUnknownAccount } from '../env/cross-account';
import { checkAtSynth } from '../synth/at-synth';
import type { FinalApp } from '../synth/final-app';
import { type Granted, warnAboutGrants } from '../synth/granted';
import { hiddenProblems } from '../synth/hidden-in-statements';
import { recordGrants } from '../synth/own-grants';
import { checkGrants } from '../synth/policy';
import { throwIfAnyInCall } from '../validation/errors';
import { propProblems, type Struct } from '../validation/prop-types';
import { BUCKET } from '../validation/resource-types';
import { type Calls, callsOf, type PolicyResources, statementsOf } from './statements';

/** What was granted to each principal, for one check of all grants. */
const GRANTED = new WeakMap<Construct, { readonly statements: iam.PolicyStatement[]; readonly calls: Granted[] }>();

/** Where a grant is added: to the grantee, or next to the bucket if the grantee is not a construct. */
const placeOf = (bucket: s3.IBucket, grantee: unknown): Construct => (Construct.isConstruct(grantee) ? grantee : (bucket as s3.Bucket));

/**
 * Rejects invalid arguments of a grant, including principals for which CDK reports success although nothing is attached. `name` is the
 * argument of the principal.
 */
export function throwIfUngrantable<P>(call: string, bucket: s3.IBucket, args: P, of: Struct<P>, name: keyof P): void {
  const place = { scope: placeOf(bucket, args[name]) };
  throwIfAnyInCall(call, [...propProblems(args, of, place), ...BUCKET.problems('bucket', bucket, place)]);
}

/** Grants permission sets to a principal of the caller, for the facades. */
export function grantSets<T extends string>(
  bucket: s3.IBucket,
  sets: Calls<T>,
  resources: PolicyResources<T>,
  grantee: iam.IGrantable,
): iam.Grant {
  const place = placeOf(bucket, grantee);
  warnAboutUnknownAccount(place, grantee);
  const holder = [grantee.grantPrincipal, grantee].find((one) => Construct.isConstruct(one)) as Construct | undefined; // a policy is not the principal it is attached to
  const statements = statementsOf(sets, resources);
  if (holder) {
    guardGrants(holder, statements, { bucket, needs: callsOf(sets, resources) });
  }
  if (Construct.isConstruct(grantee.grantPrincipal)) {
    recordGrants(grantee.grantPrincipal, statements);
  }
  return statements
    .map((statement) =>
      iam.Grant.addToPrincipal({
        grantee,
        actions: statement.actions,
        resourceArns: statement.resources,
        conditions: statement.conditions,
      }),
    )
    .reduce((all, grant) => all.combine(grant));
}

function guardGrants(holder: Construct, statements: readonly iam.PolicyStatement[], calls: Granted): void {
  const known = GRANTED.get(holder);
  const all = known ?? { statements: [], calls: [] };
  all.statements.push(...statements);
  all.calls.push(calls);
  if (!known) {
    GRANTED.set(holder, all);
    const hidden = (app: FinalApp) =>
      hiddenProblems(
        app,
        Stack.of(holder),
        `grants to '${holder.node.path}'`,
        all.statements.map((one) => one.toStatementJson()),
      );
    checkAtSynth(holder, (app) => {
      warnAboutGrants(app, holder, all.calls);
      return [...checkGrants(app, holder), ...hidden(app)];
    });
  }
}
