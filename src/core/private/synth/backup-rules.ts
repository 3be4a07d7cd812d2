import { partsOf } from '../policy/document';
import { matches } from '../policy/pattern';
import { plain, textOf, texts } from '../policy/text';
import { COPIED, goesToAnotherAccount, objects } from './destinations';
import { isLike } from './event-pattern';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { once } from './once';
import { namedIn } from './principal-policies';
import type { ReferenceRule } from './reference-rule';
import { meantBy } from './resource-names';
import { tagsIn } from './tags';

/** Whether a backup plan, to which it assigns resources, copies its backups to another account. */
const copies = once((app, { construct: { stack }, Properties }: FinalResource): boolean =>
  meantBy(app, stack, Properties.BackupPlanId, 'BackupPlanId').some(({ construct, Properties: { BackupPlan } }) =>
    objects(Object(BackupPlan).BackupPlanRule).some((rule) => goesToAnotherAccount(app, construct.stack, rule.CopyActions)),
  ),
);

type Test = (own: string | undefined, wanted: string) => boolean;

const equals: Test = (own, wanted) => own === wanted;
const isAlike: Test = (own, wanted) => own !== undefined && isLike(own, wanted);

/** What conditions ask of a tag. */
const CONDITIONS: Readonly<Record<string, Test>> = {
  StringEquals: equals,
  StringLike: isAlike,
  StringNotEquals: (own, wanted) => !equals(own, wanted),
  StringNotLike: (own, wanted) => !isAlike(own, wanted),
};

/**
 * Whether an assignment selects a bucket: one that is named, or has one of the listed tags, and meets all conditions; all, if nothing is asked
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html, read 2026-12-01).
 */
function selects(app: FinalApp, selection: FinalResource, bucket: FinalResource): boolean {
  const { Conditions, ListOfTags, NotResources, Resources } = Object(selection.Properties.BackupSelection);
  const tags = new Map(tagsIn(app, bucket)?.map(({ Key, Value }) => [textOf(Key), textOf(Value)]));
  const isMet = (test: Test) => (one: Record<string, unknown>) => {
    const [key, wanted] = [one.ConditionKey, one.ConditionValue].map((text) => textOf(plain(text)));
    return test(tags.get(key.replace('aws:ResourceTag/', '')), wanted);
  };
  const isAsked = partsOf([Resources, ListOfTags]).length > 0;
  const isNamed = names(app, selection, bucket, 'Resources', Resources) || objects(ListOfTags).some(isMet(equals));
  const isLimited = Object.entries(CONDITIONS).some(([name, test]) => !objects(Object(Conditions)[name]).every(isMet(test)));
  return (isNamed || !isAsked) && !isLimited && !names(app, selection, bucket, 'NotResources', NotResources);
}

/** By a reference or a name, or by a pattern of ARNs. */
function names(app: FinalApp, selection: FinalResource, bucket: FinalResource, at: string, listed: unknown): boolean {
  const [here, there] = [selection, bucket].map(({ construct: { stack } }) => knownIn(app, stack));
  const arn = textOf(plain({ 'Fn::GetAtt': [bucket.logicalId, 'Arn'] }, there));
  return (
    namedIn(app, bucket).some((one) => one.by === selection && one.at.startsWith(`BackupSelection.${at}`)) ||
    texts(plain(listed, here)).some((pattern) => matches(pattern, arn, 'text') === true)
  );
}

/** Copies of AWS Backup. */
export const BACKUP_RULE: ReferenceRule = {
  to: 'bucket',
  type: 'AWS::Backup::BackupSelection',
  at: /^$/,
  every: (selection, app) => copies(app, selection),
  if: (selection, _, bucket, app) => selects(app, selection, bucket),
  id: 'cdk-vendor-access:core.copiedElsewhere',
  why: COPIED,
};
