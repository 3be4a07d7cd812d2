import { HANDED_BY } from '../env/shared-principals';
import { type CallRule, EXTENDED } from './call-rule';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { GIVEN_BY_CALL } from './giving';
import { ROLE } from './meanings';
import { policiesOf } from './principal-policies';
import { isSameAccount, meantBy } from './resource-names';
import type { SdkCall } from './sdk-calls';
import { textIn } from './text-in';
import { BY_CERTIFICATE, FURTHER_CREDENTIALS, GET_IT, OF_PODS } from './workload-rules';

const [OF_ROLE, NAMED] = [new RegExp(`^${ROLE}$`), /^AWS::IAM::(Role|User)$/];

/**
 * The parameters that set a policy: anywhere else (`Value`, `Body`, `Item`), it is data. .../AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html,
 * .../sns/latest/api/API_SetTopicAttributes.html, .../AmazonS3/latest/API/API_control_PutMultiRegionAccessPointPolicy.html, read 2026-12-01.
 */
const POLICIES = [
  String.raw`((Attributes|Details|policy)\.)?\w*polic(y|ies)\w*`,
  'AttributeValue', // of a topic
  String.raw`patchOperations(\.\d+)*\.value`, // of an API
  String.raw`(DesiredState|TemplateBody)(\.\w+)*\.\w*polic(y|ies)\w*`, // of what a call of CloudFormation or Cloud Control API creates
];

/** Whether its own policies do not show it: those name a key that the product uses, and what is in another account. */
const isFurther: NonNullable<CallRule['if']> = (call, app) =>
  isSameAccount(app, call.by.construct.stack, call.on.construct.stack) && !isOnOwnKey(call, app);

function isOnOwnKey({ action, by, on, parameters: { KeyId } }: SdkCall, app: FinalApp): boolean {
  const { stack } = by.construct;
  const [[key], text] = [meantBy(app, stack, KeyId, 'KeyId'), textIn(app, stack)(KeyId)];
  const isIt = (value: unknown, from: FinalResource) =>
    (key && meantBy(app, from.construct.stack, value, 'KeyId').includes(key)) || textIn(app, from.construct.stack)(value).endsWith(text);
  return (
    /^kms:/.test(action) &&
    policiesOf(app, on).statements.some(({ by: own, statement }) => [statement.Resource as unknown].flat().some((one) => isIt(one, own)))
  );
}

/** Calls that let the principal in elsewhere, or make others the principal: like the resources in `giving` and `workload-rules`. */
export const GIVING_CALLS: readonly CallRule[] = [
  {
    type: NAMED,
    action: /^(?!ec2|organizations)\w+:(Add|Create|Put|Set|Update)/, // elsewhere, policies limit
    at: new RegExp(`^(${POLICIES.join('|')})\\.Statement\\.Principal(\\.\\d+)*$`, 'i'),
    if: isFurther,
    id: EXTENDED,
    why: 'it sets a policy that allows the principal what its own policies may not show',
  },
  ...GIVEN_BY_CALL.map(({ at, call, what }): CallRule => {
    const why = `the principal is allowed to use ${what}, which its policies do not show`;
    return { type: NAMED, action: call, at: new RegExp(at.source, 'i'), if: isFurther, id: EXTENDED, why };
  }),
  {
    type: OF_ROLE,
    action: /^eks:(Create|Update)PodIdentityAssociation$/,
    at: /^(role|targetRole)Arn$/i,
    if: ({ on }) => HANDED_BY.get(on.construct)?.type !== OF_PODS.type, // it trusts only pods that it is made for
    id: FURTHER_CREDENTIALS,
    why: GET_IT,
  },
  {
    type: OF_ROLE,
    action: /^rolesanywhere:(Create|Update)Profile$/,
    at: /^roleArns\b/i,
    id: FURTHER_CREDENTIALS,
    why: BY_CERTIFICATE,
  },
];
