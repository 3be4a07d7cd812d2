import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { accountOf, claim, takenProblems } from '../env/claims';
import { plain, texts } from '../policy/text';
import { partitionOf } from '../validation/partition';
import { pathOf } from '../validation/shown-value';
import { checkAtSynth } from './at-synth';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { givenName, knownIn } from './known-names';

/** A name that AWS accepts only once: type and property, scope, and whether the name is case-sensitive. */
interface Unique {
  readonly type: string;
  readonly property: string;
  readonly isCaseBlind: boolean;
  placeOf(scope: Construct): string;
  /** In what of the place the name is one. Default: in the place */
  within?(app: FinalApp, final: FinalResource): string[];
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, read 2026-11-28
const ofIam = (kind: string, property = `${kind}Name`) => ({ type: `AWS::IAM::${kind}`, property, placeOf: accountOf, isCaseBlind: true });

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

const INLINE: Unique = {
  ...ofIam('Policy', 'PolicyName'),
  isCaseBlind: false,
  within: (app, { construct, Properties }) =>
    ['Users', 'Groups', 'Roles'].flatMap((kind) =>
      texts(plain(Properties[kind], knownIn(app, construct.stack))).map((name) => `${kind} ${name.toLowerCase()}`),
    ),
};

const SHARE = 'A recipe creates a principal for each construct: omit the name, or share the first principal with sameUserAs or sameRoleAs.';
/** Of what the library gives no name. */
export const NAMED = 'Change the aspect or override that names it, so that each gets a name of its own.';

const GUARDED = new WeakSet<IConstruct>();
/** What was named as the other one, and does not name the first one back. */
const SAID = new WeakMap<FinalApp, Set<IConstruct | undefined>>();
const TAKEN = new WeakMap<FinalApp, Map<string, CfnResource[]>>();

/**
 * Rejects a physical name that two resources would have in one account or region, because the deployment would fail. Reads the final name:
 * an aspect may have set it, or CDK generated it (PhysicalName.GENERATE_IF_NEEDED). The other resource may be the app's own.
 */
export function guardName(scope: Construct, option: keyof typeof NAMES, made: IConstruct, what: string = option, todo = SHARE): void {
  GUARDED.add(made.node.defaultChild ?? made);
  checkAtSynth(scope, (app) => {
    const final = app.find(made);
    return final ? uniqueProblems(app, scope, NAMES[option], final, what, todo) : [];
  });
}

/**
 * An inline policy takes the place of one of the same name, without a word: two stacks that grant to a principal that both import by the same
 * construct id (https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html, read 2026-11-28).
 */
export function checkInlineName(app: FinalApp, scope: Construct, policy: FinalResource): string[] {
  GUARDED.add(policy.construct);
  const what = `name of the inline policy '${pathOf(policy.construct)}'`;
  const todo = 'The one that is deployed later would replace the other: import the principal by another construct id in one of the stacks.';
  return policy.Type === INLINE.type ? uniqueProblems(app, scope, INLINE, policy, what, todo) : [];
}

function uniqueProblems(app: FinalApp, scope: Construct, unique: Unique, final: FinalResource, what: string, todo: string): string[] {
  const name = givenName(app, final, unique.property);
  if (name === undefined) return []; // the usual case
  const isOther = (one: CfnResource) => one !== final.construct && !GUARDED.has(one);
  const holders = keysOf(app, unique, final).flatMap((key) => claim(scope, key) ?? taken(app, unique).get(key)?.find(isOther) ?? []);
  const said = SAID.get(app) ?? new Set();
  SAID.set(app, said.add(holders[0]));
  return said.has(final.construct)
    ? []
    : takenProblems(what, typeof name === 'string' ? `'${name}'` : 'a name known at deployment only', holders[0], todo);
}

/** A name that only the deployment knows is of its stack: a parameter is. */
function keysOf(app: FinalApp, unique: Unique, final: FinalResource): string[] {
  const { isCaseBlind, placeOf, type, within = () => [''] } = unique;
  const name = givenName(app, final, unique.property);
  const known = typeof name === 'string' ? (isCaseBlind ? name.toLowerCase() : name) : [final.construct.stack.node.addr, name];
  return name === undefined ? [] : within(app, final).map((of) => JSON.stringify([type, placeOf(final.construct), of, known]));
}

/** All resources with a name. Of those with a condition, perhaps one is made only. */
function taken(app: FinalApp, unique: Unique): Map<string, CfnResource[]> {
  const all = TAKEN.get(app) ?? new Map<string, CfnResource[]>();
  TAKEN.set(app, all);
  if (!all.has(unique.type)) {
    all.set(unique.type, []);
    for (const one of app.ofType(unique.type).filter(({ Condition }) => !Condition)) {
      for (const key of keysOf(app, unique, one)) {
        all.set(key, [...(all.get(key) ?? []), one.construct]);
      }
    }
  }
  return all;
}
