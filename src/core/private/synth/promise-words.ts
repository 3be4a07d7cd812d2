import type { Construct } from 'constructs';
import { finding } from '../validation/errors';
import { advise } from '../validation/remedies';
import { shownJson } from '../validation/shown-value';
import type { Difference } from './differences';
import type { PromiseRule } from './promise-rule';
import { nameOf, type Promised } from './promised';

/** A difference in one resource, with the rule for it. */
export interface Judged extends Difference {
  readonly of: Promised;
  readonly rule?: PromiseRule;
}

/** How to get the rejected setting intentionally, by resource type. */
const ON_PURPOSE: Record<string, string> = {
  'AWS::S3::Bucket': "use the option for it, or pass your own bucket as 'bucket'",
  'AWS::S3::BucketPolicy': "pass your own bucket as 'bucket'",
  'AWS::IAM::User': 'use the option for it, or VendorAccess.existingUser with your own user',
  'AWS::IAM::Group': 'use VendorAccess.existingUser with your own user',
  'AWS::IAM::Role': 'use the option for it, or create your own role and pass it',
  'AWS::IAM::ManagedPolicy': "use the option for it, or grant to your own policy with the vendor's grants class",
  'AWS::Lambda::Function': "omit 'connectionTest', and test with a function of your own",
  'AWS::IAM::AccessKey': "use 'accessKeys' of VendorAccess.iamUser",
  'AWS::SecretsManager::Secret': "use the options of VendorAccess.iamUser ('secretEncryptionKey', 'secretFields'), or AccessKeys.outside()",
};

/** Adds one warning for each kind, with all findings. */
export function warnAbout(scope: Construct, judged: readonly Judged[]): void {
  const found = judged.filter(({ rule }) => rule?.verdict === 'warning' && !rule.saidElsewhere);
  for (const id of new Set(found.map(({ rule }) => rule?.id ?? ''))) {
    const all = found.filter(({ rule }) => rule?.id === id);
    advise(scope, id, `${[...new Set(all.map(({ rule }) => rule?.why))].join('; ')}: ${all.map(said).join('; ')}`, all[0].rule?.todo);
  }
}

function said(one: Judged): string {
  const before = one.promised === undefined ? '' : `, was ${shown(one, one.promised)}`;
  return `${named(one)} is ${shown(one, one.final)}${before}`;
}

/** Messages go to logs, and to the manifest of the assembly. */
const SECRET = /^\/?(LoginProfile|SecretString)\b/;
const shown = ({ path }: Judged, value: unknown): string =>
  value !== undefined && SECRET.test(path) ? 'a value that is not shown, because it may be a secret' : shownJson(value);

export function changedProblem(one: Judged): string {
  const allowed = one.promised === undefined ? 'nothing, as the construct set it' : `what the construct set, ${shown(one, one.promised)}`;
  const of = { ...one.of, onPurpose: one.rule?.todo ?? one.of.onPurpose };
  return finding(named(one), shown(one, one.final), allowed, todoOf(of, one.rule?.why));
}

export function goneProblem(of: Promised): string {
  return finding(nameOf(of), 'nothing, because it was removed from the stack', 'what the construct created', todoOf(of, '', 'removes'));
}

function todoOf({ onPurpose, type }: Promised, why = '', does = 'changes'): string {
  const instead = onPurpose ?? ON_PURPOSE[type] ?? 'create it yourself and pass it';
  const because = why && `${why.charAt(0).toUpperCase()}${why.slice(1)}. `;
  return `${because}Remove what ${does} it (aspect, mixin, property injector, override). If you want this, ${instead}.`;
}

const named = (one: Judged): string => `${nameOf(one.of)}, ${one.path.replace('/', '')}`;
