import { Stack } from 'aws-cdk-lib';
import { objectOf, partsOf } from '../policy/document';
import { documentIn } from '../policy/document-text';
import { plain, texts } from '../policy/text';
import { isUnresolved } from '../validation/tokens-in-text';
import type { Asking } from './asking';
import { INERT } from './either';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { once } from './once';
import { type PlacedStatement, placedIn } from './placed-statement';
import { listOf } from './statements';

/** The types of AWS Organizations. */
type Type = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY' | 'DECLARATIVE_POLICY_EC2';

/**
 * The policies of the app for an account, or for the root, which is above all accounts. Those of the account itself are left out: it is probably
 * the management account, which none of them affects
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html and .../orgs_manage_policies_rcps.html, read 2026-12-01).
 */
export function policiesAbove(app: FinalApp, type: Type, account: string | undefined): FinalResource[] {
  const isAbove = ({ construct: { stack }, Properties }: FinalResource) => {
    const values = Properties.Type === type ? partsOf(Properties.TargetIds).flatMap(({ sure, value }) => (sure ? [value] : [])) : [];
    const targets = values.flatMap((one) => texts(plain(one, knownIn(app, stack))));
    return !isUnresolved(stack.account) && stack.account !== account && targets.some((one) => one === account || ROOT.test(one));
  };
  const isKnown = account !== undefined && !isUnresolved(account);
  return isKnown ? app.ofType('AWS::Organizations::Policy').filter(isAbove) : [];
}

/** The id of a root. The organization whose policies are in the app is assumed to be that of the app's accounts. */
const ROOT = /^r-[0-9a-z]{4,32}$|"RootId"\]\}.$/u;

/** What service control policies of the app deny to the account of a principal, and resource control policies to that of its bucket. */
export function denialsFromAbove(app: FinalApp, { bucket, outsider, policy }: Asking): PlacedStatement[] {
  const own = outsider?.account ?? Stack.of(policy).account;
  const all = [...policiesAbove(app, 'SERVICE_CONTROL_POLICY', own), ...policiesAbove(app, 'RESOURCE_CONTROL_POLICY', bucket?.env.account)];
  return all.flatMap((one) => denialsIn(app, one));
}

/** What resource control policies of the app deny to those who use something in an account. */
export const denialsOfUse = (app: FinalApp, account: string): PlacedStatement[] =>
  policiesAbove(app, 'RESOURCE_CONTROL_POLICY', account).flatMap((one) => denialsIn(app, one));

/** What they allow only limits, and FullAWSAccess is attached beside them. */
const denialsIn = once((_, one: FinalResource): PlacedStatement[] => {
  const document = objectOf(documentIn(one.Properties.Content)) ?? {};
  const Statement = listOf(document.Statement).map((of) => (objectOf(of)?.Effect === 'Deny' ? of : INERT));
  return placedIn(one, { ...document, Statement }, 'Content');
});
