import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { accountOf, claim, partitionOf, takenProblems } from '../env/claims';
import { checkAtSynth } from './at-synth';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';

/** What AWS takes once: the type, the property with the name, the place, and whether `a` and `A` are one name. */
interface Unique {
  readonly type: string;
  readonly property: string;
  readonly isCaseBlind: boolean;
  placeOf(scope: Construct): string;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, read 2026-11-28
const ofIam = (kind: string, property = `${kind}Name`): Unique => ({
  type: `AWS::IAM::${kind}`,
  property,
  placeOf: accountOf,
  isCaseBlind: true,
});

/** By the option that gives such a name. */
const NAMES = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html, read 2026-11-28
  bucketName: {
    type: 'AWS::S3::Bucket',
    property: 'BucketName',
    placeOf: (scope: Construct) => partitionOf(scope) ?? Stack.of(scope).node.addr,
    isCaseBlind: false,
  },
  userName: ofIam('User'),
  groupName: ofIam('Group'),
  roleName: ofIam('Role'),
  managedPolicyName: ofIam('ManagedPolicy'),
  secretName: {
    type: 'AWS::SecretsManager::Secret',
    property: 'Name',
    placeOf: (scope: Construct) => `${accountOf(scope)} ${Stack.of(scope).region}`,
    isCaseBlind: false,
  },
} satisfies Record<string, Unique>;

const SHARE = 'A recipe makes a principal for each construct: leave out the name, or share the first one by sameUserAs or sameRoleAs.';

/** Of what the library gives no name. */
export const NAMED = 'Have the aspect or override that names it give each another name.';

const GUARDED = new WeakSet<IConstruct>();
const TAKEN = new WeakMap<FinalApp, Map<string, CfnResource[]>>();

/**
 * Refuses a second resource of a name that AWS takes once, over which the deployment would fail. The name is read in the end: an aspect may have
 * given it, or CDK (PhysicalName.GENERATE_IF_NEEDED). The other one may be of the library, in whichever stage, or of the app beside it.
 */
export function guardName(scope: Construct, option: keyof typeof NAMES, made: IConstruct, what: string = option, todo = SHARE): void {
  const unique: Unique = NAMES[option];
  GUARDED.add(made.node.defaultChild ?? made);
  checkAtSynth(scope, (app) => {
    const final = app.find(made);
    const name: unknown = final?.Properties[unique.property];
    if (!final || name === undefined) {
      return [];
    }
    const key = keyOf(unique, final);
    const holder =
      claim(scope, key) ??
      taken(app, unique)
        .get(key)
        ?.find((one) => !GUARDED.has(one));
    return takenProblems(what, typeof name === 'string' ? `'${name}'` : 'a name known at deployment only', holder, todo);
  });
}

/** A name that only the deployment knows is of its stack: a parameter is. */
function keyOf({ isCaseBlind, placeOf, property, type }: Unique, { construct, Properties }: FinalResource): string {
  const name: unknown = Properties[property];
  const known = typeof name === 'string' ? (isCaseBlind ? name.toLowerCase() : name) : [construct.stack.node.addr, name];
  return JSON.stringify([type, placeOf(construct), known]);
}

/** All resources with a name. Of those with a condition, perhaps one is made only. */
function taken(app: FinalApp, unique: Unique): Map<string, CfnResource[]> {
  const all = TAKEN.get(app) ?? new Map<string, CfnResource[]>();
  TAKEN.set(app, all);
  if (!all.has(unique.type)) {
    all.set(unique.type, []);
    const named = app.ofType(unique.type).filter(({ Condition, Properties }) => Properties[unique.property] !== undefined && !Condition);
    for (const one of named) {
      const key = keyOf(unique, one);
      all.set(key, [...(all.get(key) ?? []), one.construct]);
    }
  }
  return all;
}
