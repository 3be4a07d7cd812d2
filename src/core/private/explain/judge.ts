import { statementsIn } from '../policy/document';
import { withEitherRegion } from '../policy/either-region';
import { withEitherTls } from '../policy/either-tls';
import { evaluate } from '../policy/evaluate';
import type { Cause, Decision, Policies, Policy, Request } from '../policy/request';
import { textOf } from '../policy/text';
import { contextOf } from '../synth/request-context';
import { type Applied, type AppliedPolicies, documentOf } from './applied';
import type { Any } from './assembly';
import type { Elsewhere } from './elsewhere';
import type { Resource } from './names';
import { policiesNaming } from './naming-policies';
import { ANY, type Principal } from './principals';
import type { Resources } from './resources';

/** A principal with everything that has a say in what it asks for. */
export interface Caller {
  readonly resources: Resources;
  readonly principal: Principal;
  readonly policies: AppliedPolicies;
  /** What lets it in beside them. */
  readonly elsewhere: readonly Elsewhere[];
  /** The place of the policies. */
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** Without the policies that the app does not show, which may allow or deny anything. */
export const withoutHidden = (caller: Caller): Caller => ({
  ...caller,
  policies: { ...caller.policies, identity: caller.policies.identity.filter(({ document }) => document !== undefined) },
});

/** The bucket of an ARN, without the object. */
export const bucketArnOf = (arn: string): string | undefined =>
  /^arn:(\uE000[^\uE001]*\uE001|[^:])*:s3:::(\uE000[^\uE001]*\uE001|[^/*?])+/.exec(arn)?.[0];

export function bucketOf({ resources }: Pick<Caller, 'resources'>, arn: string): Resource | undefined {
  const wanted = bucketArnOf(arn);
  return resources.ofType('AWS::S3::Bucket').find((one) => resources.arnOf(one) === wanted);
}

/** The bucket policies that name the bucket. S3 takes one. */
export function policiesOfBucket(resources: Resources, bucketArn: string): Applied[] {
  const place = { type: 'AWS::S3::BucketPolicy', property: 'Bucket' };
  return policiesNaming(resources, place, nameIn(bucketArn), bucketOf({ resources }, bucketArn));
}

/** What follows in the ARN of a bucket, where a name that is not known may hold colons. */
export const nameIn = (arn: string): string => arn.replace(/^.*?:s3:::/, '');

function keyPolicy(resources: Resources, arn: string, otherwise?: Policy): Policy[] {
  const found = resources.ofType('AWS::KMS::Key').find((one) => resources.arnOf(one) === arn);
  return [found ? documentOf(resources, found, 'KeyPolicy') : (otherwise ?? [])].flat();
}

/**
 * Decides a request of the principal, whose wildcards stand for any text. `more`: what is known of it in addition. `otherKey`: the policy of a key of
 * which the app shows none.
 */
export function judge(caller: Caller, action: string, arn: string, more: Request['context'] = {}, otherKey?: Policy): Decision {
  const { account, policies, principal, region, resources } = caller;
  const bucket = bucketArnOf(arn);
  const type = principal.kind === 'user' ? 'User' : 'AssumedRole';
  const who = { type, arn: principal.arn, account: principal.account } as const;
  const owner = bucketOf(caller, arn)?.template.account ?? account;
  const service = arn.includes(':s3') || bucket ? 's3' : 'ec2';
  const context = { ...contextOf(action, who, region, `${service}.${region}.amazonaws.com`), ...more };
  const applying: Policies = {
    ...policies,
    bucket: bucket ? policiesOfBucket(resources, bucket) : undefined,
    key: action.startsWith('kms:') ? keyPolicy(resources, arn, otherKey) : undefined,
  };
  const ask = withEitherRegion(withEitherTls((request) => evaluate(request, applying)));
  return ask({ principal: who, action, resource: anyOf(arn), account: owner, context });
}

/** Wildcards of an ARN stand for a text that is not known. */
const anyOf = (arn: string): string => (arn === '*' ? arn : arn.replace(/[*?]/g, ANY));

/** What a statement says that decides, for a reader. */
export function causeText(
  { policies: { boundary, identity }, resources }: Caller,
  { conditions, elements, index, kind, origin, sid }: Cause,
): string {
  if (origin === undefined) {
    return `no ${kind} policy allows it`;
  }
  const all = [...identity, ...boundary, ...resources.ofType('AWS::S3::BucketPolicy').map((one) => documentOf(resources, one))];
  const document = all.find((one) => one.origin === origin)?.document;
  const raw: Any = index === undefined ? undefined : statementsIn(document)[index]?.statement;
  const where = elements.includes('Resource') && raw?.Resource ? ` on ${[raw.Resource].flat().map(textOf).join(', ')}` : '';
  const when = conditions.map(({ key, operator, values }) => `${operator} ${key} ${[values].flat().map(textOf).join(' or ')}`);
  const statement = index === undefined ? '' : `, statement ${sid ?? index + 1}`;
  return `${origin}${statement}${where}${when.length > 0 ? `, if ${when.join(' and ')}` : ''}`;
}
