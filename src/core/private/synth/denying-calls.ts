import { onlyDenies, policyOfAws } from '../policy/aws-policies';
import { statementsIn } from '../policy/document';
import { documentIn } from '../policy/document-text';
import { plain } from '../policy/text';
import { type CallRule, CHANGED, PRINCIPAL } from './call-rule';
import type { FinalApp } from './final-app';
import { meantBy } from './resource-names';
import type { SdkCall } from './sdk-calls';

/** A call that attaches a policy which gives nothing: what it stops is another matter. */
export const DENYING_CALLS: readonly CallRule[] = [
  {
    type: PRINCIPAL,
    action: /^iam:(Attach|Put)(Group|Role|User)Policy$/,
    if: (call, app) => onlyDenies(statementsOf(app, call)),
    id: CHANGED,
    why: 'its policy only denies: the product stops where that is something it needs, which no check sees. Attach the policy in the template',
  },
];

/** Of a policy of AWS, of the app, or in the call itself; none if it is not known. */
function statementsOf(app: FinalApp, { by, parameters: { PolicyArn, PolicyDocument } }: SdkCall) {
  const [made] = PolicyArn === undefined ? [] : meantBy(app, by.construct.stack, PolicyArn, 'PolicyArn');
  const document = made?.Properties.PolicyDocument ?? policyOfAws(plain(PolicyArn))?.document ?? documentIn(PolicyDocument);
  return statementsIn(document).map(({ statement = {} }) => statement); // one that is not known may allow
}
