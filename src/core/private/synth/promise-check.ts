import type { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { finding, problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import { type Difference, differences } from './differences';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { PROMISE_RULES, type PromiseRule } from './promise-rules';

/**
 * What a construct asked for, by the path of the property: it must be deployed even if a property injector has changed it before the resource
 * was made. `undefined`: nothing. A function is called in the end, for what may grow.
 */
export interface Asked {
  readonly [path: string]: unknown;
}

/** A resource of a construct as it is promised: whole. */
export interface Promised {
  readonly l1: CfnResource;
  readonly kept: FinalResource;
  readonly asked: Asked;
  /** Beside those of all, and before them. */
  readonly rules: readonly PromiseRule[];
  /** How to get on purpose what an error refuses; default: by the type. */
  readonly onPurpose?: string;
}

/** A difference in one resource, with what the table says of it. */
interface Judged extends Difference {
  readonly of: Promised;
  readonly rule?: PromiseRule;
}

/** How to get on purpose what an error refuses: by resource type. */
const ON_PURPOSE: Record<string, string> = {
  'AWS::S3::Bucket': "use the option for it, or pass a bucket of your own as 'bucket'",
  'AWS::S3::BucketPolicy': "pass a bucket of your own as 'bucket'",
  'AWS::IAM::User': 'use the option for it, or VendorAccess.existingUser with a user of your own',
  'AWS::IAM::Group': 'use VendorAccess.existingUser with a user of your own',
  'AWS::IAM::Role': 'use the option for it, or make a role of your own and pass it',
  'AWS::IAM::ManagedPolicy': "use the option for it, or grant to a policy of your own with the vendor's grants class",
  'AWS::IAM::AccessKey': "use 'accessKeys' of VendorAccess.iamUser",
  'AWS::SecretsManager::Secret': "use the options of VendorAccess.iamUser ('secretEncryptionKey', 'secretFields'), or AccessKeys.outside()",
};

/** Whether everything that a construct promised will be deployed: returns errors, and warns of what may be meant. */
export function checkPromises(app: FinalApp, scope: Construct, all: readonly Promised[]): string[] {
  const finals = new Map(all.map((one) => [one, app.at(one.l1.node.path)]));
  const together = new Set([...finals.values()].map((final) => JSON.stringify(final?.Condition))).size === 1;
  const judged = all.flatMap((of) => {
    const final = finals.get(of);
    return final ? differencesOf(app, of, final, together).map((one) => judge(of, one)) : [];
  });
  warnAbout(scope, judged);
  return [
    ...all.filter((of) => !finals.get(of)).map(goneProblem),
    ...judged.filter(({ rule }) => (rule?.verdict ?? 'error') === 'error').map(changedProblem),
  ];
}

function differencesOf(app: FinalApp, { asked, kept, l1 }: Promised, final: FinalResource, together: boolean): Difference[] {
  const promised = { ...besideProperties(kept), ...(app.render(l1, kept.Properties) as object) };
  for (const [path, value] of Object.entries(asked)) {
    set(promised, path.split('.'), app.render(l1, typeof value === 'function' ? value() : value));
  }
  const found = differences(promised, { ...besideProperties(final), ...final.Properties });
  return together ? found.filter(({ path }) => path !== '/Condition') : found; // then the construct is there as a whole, or not at all
}

/** Under names that no property has. */
const besideProperties = ({ Condition, DeletionPolicy = 'Delete', Type, UpdateReplacePolicy = 'Delete' }: FinalResource) => ({
  '/Condition': Condition,
  '/DeletionPolicy': DeletionPolicy,
  '/Type': Type,
  '/UpdateReplacePolicy': UpdateReplacePolicy,
});

// biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's
function set(target: any, [key, ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) {
    target[key] ??= /^\d+$/.test(rest[0]) ? [] : {};
    set(target[key], rest, value);
  } else if (value === undefined) {
    delete target[key];
  } else {
    target[key] = value;
  }
}

function judge(of: Promised, difference: Difference): Judged {
  const { final, path, promised } = difference;
  const parts = path.split('.');
  const fits = (rule: PromiseRule) =>
    rule.type.test(of.kept.Type) &&
    parts.some((_, index) => rule.path.test(parts.slice(0, index + 1).join('.'))) &&
    (!rule.added || (promised === undefined && final !== undefined)) &&
    (rule.if?.(difference, of.l1.stack.account) ?? true);
  return { ...difference, of, rule: [...of.rules, ...PROMISE_RULES].find(fits) };
}

/** One warning of each kind, with all that was found. */
function warnAbout(scope: Construct, judged: readonly Judged[]): void {
  const found = judged.filter(({ rule }) => rule?.verdict === 'warning' && !rule.saidElsewhere);
  for (const id of new Set(found.map(({ rule }) => rule?.id ?? ''))) {
    const all = found.filter(({ rule }) => rule?.id === id);
    warn(scope, id, `${[...new Set(all.map(({ rule }) => rule?.why))].join('; ')}: ${all.map(said).join('; ')}`);
  }
}

const said = (one: Judged): string =>
  `${named(one)} is ${show(one.final)}${one.promised === undefined ? '' : `, was ${show(one.promised)}`}`;

function changedProblem(one: Judged): string {
  const allowed = one.promised === undefined ? 'nothing, as the construct set it' : `what the construct set, ${show(one.promised)}`;
  return finding(named(one), show(one.final), allowed, todoOf(one.of, one.rule?.why));
}

function goneProblem(of: Promised): string {
  return problem(nameOf(of), 'nothing, it was taken out of the stack', 'what the construct made', todoOf(of));
}

function todoOf({ kept, onPurpose }: Promised, why?: string): string {
  const instead = onPurpose ?? ON_PURPOSE[kept.Type] ?? 'make it by yourself, and pass it';
  return `${why ? `${capital(why)}. ` : ''}Remove what changes it (aspect, mixin, property injector, override); if you want it so, ${instead}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const named = (one: Judged): string => `${nameOf(one.of)}, ${one.path.replace('/', '')}`;
const nameOf = ({ kept, l1 }: Promised): string => `${kept.Type} '${l1.node.path.replace(/\/Resource$/, '')}'`;
const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
