import type { Stack } from 'aws-cdk-lib';
import type { Json, Request } from '../policy/request';
import { without } from '../policy/service-context';
import { isToken, plain, symbols, textOf } from '../policy/text';
import type { FinalResource } from './final-resource';
import type { Subject } from './subjects';

type Context = Request['context'];

/** A condition key about tags that policies ask for, such as `aws:PrincipalTag/team`. */
export interface TagKey {
  readonly key: string;
  readonly prefix: string;
  readonly name: string;
}

const KEYS = /["{]((aws:(?:Principal|Request|Resource)Tag|s3:BucketTag|secretsmanager:ResourceTag)\/([^"},]*)|aws:TagKeys)/gi;

/** Those that policies (as JSON) ask for, also by a variable. */
export function tagKeysIn(policies: string): TagKey[] {
  const found = [...policies.matchAll(KEYS)].map(
    ([, key, prefix = key, name = '']) => [key, { key, prefix, name: name.toLowerCase() }] as const,
  );
  return [...new Map(found).values()];
}

const of = (asked: readonly TagKey[], prefix: RegExp): TagKey[] => asked.filter((one) => prefix.test(one.prefix));

/** A principal or a resource, and the tags that the app gives it. */
export type Tagged = Subject | Pick<FinalResource, 'Properties'>;

interface Tag {
  readonly Key?: Json;
  readonly Value?: Json;
}

/** Those about the principal. */
export const tagsOfPrincipal = (principal: Tagged | undefined, asked: readonly TagKey[]): Context =>
  tagsOf(principal, of(asked, /^aws:PrincipalTag$/i));

/** Those about a key, a secret, or a role that is assumed (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html, read 2026-12-01). */
export const tagsOfResource = (resource: Tagged | undefined, asked: readonly TagKey[]): Context =>
  tagsOf(resource, of(asked, /:ResourceTag$/i));

/**
 * Those about a bucket, and its objects: S3 tells them only where that is switched on
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html, read 2026-12-01).
 */
export function tagsOfBucket(bucket: FinalResource | undefined, asked: readonly TagKey[]): Context {
  const all = of(asked, /^(aws:ResourceTag|s3:BucketTag)$/i);
  const status = textOf(bucket?.Properties.AbacStatus ?? 'Disabled');
  return bucket && status === 'Disabled' ? without(all.map(({ key }) => key)) : status === 'Enabled' ? tagsOf(bucket, all) : {};
}

/**
 * A tag that something does not have is certainly absent, unless some of its tags are decided later, or those of its stack, which CloudFormation
 * passes on, and which it adds to (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stack.html, `aws:cloudformation:…`).
 */
function tagsOf(resource: Tagged | undefined, asked: readonly TagKey[]): Context {
  const tags = asked.length > 0 && resource && 'Properties' in resource ? (plain(resource.Properties.Tags) ?? []) : undefined;
  if (!Array.isArray(tags)) {
    return {};
  }
  const named = new Map(tags.map(({ Key, Value }: Tag) => [textOf(Key).toLowerCase(), Value]));
  const isComplete = tags.every(({ Key }: Tag) => typeof Key === 'string' && !symbols(Key).some(isToken));
  const passed = resource && 'construct' in resource ? tagsOfStacks(resource.construct.stack) : [];
  const later = new Set(passed.map(([name]) => name.toLowerCase()));
  const isAbsent = (name: string) => isComplete && !later.has(name) && !name.startsWith('aws:');
  const given = asked.map(({ key, name }) => [key, named.get(name) ?? null, name] as const);
  return Object.fromEntries(given.filter(([, value, name]) => value !== null || isAbsent(name)));
}

/** What CloudFormation passes on to everything in a stack. */
export const tagsOfStacks = ({ nestedStackParent, tags }: Stack): [name: string, value: string][] => [
  ...Object.entries(tags.tagValues()),
  ...(nestedStackParent ? tagsOfStacks(nestedStackParent) : []),
];

/**
 * Calls that may carry tags, among those of the permissions: all that their pages list with aws:RequestTag
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html, .../list_awsidentityandaccessmanagement.html, read 2026-12-01).
 */
const TAGGING =
  /^(ec2:(AuthorizeSecurityGroup|Copy|Create(?!Route$)|DeleteTags|Export|Import(Image|Snapshot)|Register|RequestSpot|RunInstances)|iam:Create(Role|User)$|sts:(AssumeRole|GetFederationToken|TagSession))/;

/** What a call certainly does not carry. */
export const tagsNotSent = (action: string, asked: readonly TagKey[]): Context =>
  TAGGING.test(action) ? {} : without(of(asked, /^aws:(RequestTag|TagKeys)$/i).map(({ key }) => key));
