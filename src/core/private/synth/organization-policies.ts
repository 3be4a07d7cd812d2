import { Stack, Token } from 'aws-cdk-lib';
import { objectOf, partsOf } from '../policy/document';
import { documentIn } from '../policy/document-text';
import { plain, texts } from '../policy/text';
import type { Asking } from './asking';
import { INERT } from './either';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { once } from './once';
import { type PlacedStatement, placedIn } from './placed-statement';
import { listOf } from './statements';

/**
 * What service control policies of the app deny to the account of a principal, and resource control policies to that of its bucket. Those of the
 * account itself are left out: it is probably the management account, which none of them affects
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html, read 2026-11-30).
 */
export function denialsFromAbove(app: FinalApp, { bucket, outsider, policy }: Asking): PlacedStatement[] {
  const own = outsider?.account ?? Stack.of(policy).account;
  const bound = { SERVICE_CONTROL_POLICY: own, RESOURCE_CONTROL_POLICY: bucket?.env.account };
  const isBound = ({ construct: { stack }, Properties }: FinalResource) => {
    const account = bound[String(Properties.Type) as keyof typeof bound] ?? '';
    const targets = partsOf(Properties.TargetIds).flatMap(({ sure, value }) => (sure ? texts(plain(value, knownIn(app, stack))) : []));
    return !Token.isUnresolved(stack.account) && stack.account !== account && targets.includes(account);
  };
  return app
    .ofType('AWS::Organizations::Policy')
    .filter(isBound)
    .flatMap((one) => denialsIn(app, one));
}

/** What they allow only limits, and FullAWSAccess is attached beside them. */
const denialsIn = once((_, one: FinalResource): PlacedStatement[] => {
  const document = objectOf(documentIn(one.Properties.Content)) ?? {};
  const Statement = listOf(document.Statement).map((of) => (objectOf(of)?.Effect === 'Deny' ? of : INERT));
  return placedIn(one, { ...document, Statement }, 'Content');
});
