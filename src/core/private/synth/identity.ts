import { CfnParameter, Stack, TokenComparison } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { bucketIdentity, principalName } from '../env/comparable';
import { hasToken } from '../policy/text';
import { compare } from '../validation/looked-up';
import { partitionOf } from '../validation/partition';
import { branchOf, inEveryCase } from './every-case';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { elsewhere } from './handed-over';
import { mappedValues } from './mappings';
import { typeAt } from './meanings';
import { oncePerModel } from './once';
import { meantBy } from './resource-names';
import type { Elsewhere } from './stack-outputs';
import { namesOf } from './subjects';
import { Targets } from './targets';
import { textIn } from './text-in';

// Which constructs are the same bucket or principal, however a template spells the name: an import of an export, a text, a mapping. Before the end
// of the synthesis, and across Stages, `env/comparable` knows as much as CDK shows.

/** What identifies a bucket in the whole app: several texts, if the deployment decides which one it is. */
export const bucketIdentities = oncePerModel((app, bucket: s3.IBucket): string[] => {
  const found = isHere(app, bucket)
    ? identities(app, bucket, 'BucketName', [bucket.bucketName])
    : [[bucket, bucketIdentity(bucket)] as const];
  return [...new Set(found.map(([of, text]) => JSON.stringify([partitionOf(of), text])))]; // each partition has buckets of its own
});

/** Whether two constructs are the same user or role, in one deployment at least, as far as is known before it. */
export function isSamePrincipal(app: FinalApp, one: iam.IUser | iam.IRole, other: iam.IUser | iam.IRole): boolean {
  const [account, another] = [one, other].map((principal) => principal.principalAccount ?? Stack.of(principal).account);
  const [own, theirs] = [one, other].map((principal) => principalIdentities(app, principal));
  // an unknown account may be the other one: IAM uses the principal of that name in the account of the deployment
  return own.some((text) => theirs.includes(text)) && compare(account, another) !== TokenComparison.DIFFERENT;
}

function principalIdentities(app: FinalApp, principal: iam.IUser | iam.IRole): string[] {
  const [at, ...names] = namesOf(principal);
  return isHere(app, principal)
    ? identities(app, principal, at, names).map(([, text]) => (hasToken(text) ? text : `${at} ${text}`.toLowerCase()))
    : [principalName(principal)];
}

/** The users or roles of the app that a construct is, or may import. */
export const principalsMeant = (app: FinalApp, principal: iam.IUser | iam.IRole): FinalResource[] => {
  const [at, ...names] = namesOf(principal);
  return readings(app, principal, at, names).flatMap(({ made }) => made);
};

const isHere = (app: FinalApp, construct: IConstruct): boolean => app.stacks.includes(Stack.of(construct));

/** Of a resource, by what refers to it and by its name, which may be known in another Stage; otherwise the name. Each with where it is. */
const identities = (app: FinalApp, construct: IConstruct, at: string, names: readonly string[]): (readonly [IConstruct, string])[] =>
  readings(app, construct, at, names).flatMap(({ made, stack, value }) =>
    made.length > 0
      ? made.flatMap((one) => textsOf(app, one, at).map((text) => [one.construct, text] as const))
      : [[construct, JSON.stringify(textIn(app, stack)(value))] as const],
  );

const textsOf = (app: FinalApp, { construct: { stack }, logicalId, Properties }: FinalResource, at: string): string[] =>
  [{ Ref: logicalId }, ...(Properties[at] === undefined ? [] : [Properties[at]])]
    .flatMap((value) => possible(app, stack, value))
    .map((one) => JSON.stringify(textIn(app, one.stack)(one.value)));

/** What the names of a construct may be, and which resources of the app each means. */
function readings(app: FinalApp, construct: IConstruct, at: string, names: readonly string[]): (Elsewhere & { made: FinalResource[] })[] {
  const stack = Stack.of(construct);
  const own = app.find(construct);
  return own
    ? [{ stack, value: names[0], made: [own] }]
    : names
        .flatMap((name) => possible(app, stack, app.render(stack, name)))
        .map((one) => ({ ...one, made: meantBy(app, one.stack, one.value, at).filter(({ Type }) => Type === typeAt(at)) }));
}

/** The values that the deployment may have, where they are written: of each branch, of what a mapping holds, of what a parameter allows. */
function possible(app: FinalApp, stack: Stack, given: unknown): Elsewhere[] {
  const cases = inEveryCase((choose) => branchOf(given, choose)) ?? [given];
  return cases.flatMap((value) => {
    const element = Targets.of(app).find(stack, value)?.element;
    const from = element ? undefined : elsewhere(app, stack, value);
    const all =
      element instanceof CfnParameter ? element.allowedValues : element ? undefined : mappedValues(app, stack, value, textIn(app, stack));
    return from ? possible(app, from.stack, from.value) : all ? all.flatMap((one) => possible(app, stack, one)) : [{ stack, value }];
  });
}
