import { matches } from '../policy/pattern';
import { texts } from '../policy/text';
import type { Any } from './assembly';
import type { Attempt } from './attempts';
import type { Caller } from './judge';
import { rawStatements } from './statements';

/** The types whose policies may let somebody in who tries something on others than its own. */
const OTHERS: { readonly [on in Attempt['on']]?: RegExp } = {
  'other bucket': /^AWS::S3::/,
  'other object': /^AWS::S3::/,
  'other key': /^AWS::KMS::/,
  'secretsmanager:secret': /^AWS::SecretsManager::/,
  'iam:role': /^AWS::IAM::Role$/,
};

/** What the policies of others let it do there, if its own do not let it do it everywhere. */
export function opened<T extends { readonly can: string; readonly only: readonly string[]; readonly explicit: boolean }>(
  { elsewhere }: Caller,
  { actions, on }: Attempt,
  theft: T,
): T {
  const tried = actions.filter((action) => action !== 's3:CreateBucket');
  const allows = ({ Action, NotAction }: Any) =>
    NotAction !== undefined ||
    texts(Action).some((pattern) => tried.some((action) => matches(pattern.toLowerCase(), action.toLowerCase(), 'text') !== false));
  const by = elsewhere.filter((one) => OTHERS[on]?.test(one.by.type) && rawStatements(one.document).some(allows));
  return theft.can === 'yes' || theft.explicit || by.length === 0
    ? theft
    : { ...theft, can: 'in part' as const, only: [...theft.only, ...by.map(({ origin }) => `by the policy of ${origin}`)] };
}
