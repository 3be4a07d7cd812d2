import type { Construct } from 'constructs';
import { warn } from './warnings';

/** What to do about a warning whose text says only what can happen, by its id. */
const REMEDIES: Readonly<Record<string, string>> = {
  accessKept: 'Exclude the construct from that removal policy, or acknowledge.',
  copiedElsewhere: 'Remove the setting or the call, or acknowledge.',
  furtherCredentials: 'Remove it, or acknowledge. For a new access key, use AccessKeys.rotatingTo.',
  keptMadeDeletable: 'Remove what does this, set removalPolicy if you want it, or acknowledge.',
  policyExtended: 'Use a policy of your own for further permissions, or acknowledge.',
  policyShared: "Use the vendor's grants class for other principals, or acknowledge.",
  principalExtended: 'Use a principal of your own for further permissions, or acknowledge.',
  secretReplicated: 'Remove the replica, or acknowledge.',
  secretShared: 'Name principals of your own account, or acknowledge.',
  strangerLetIn: 'Remove it, add a condition (aws:SourceAccount, aws:PrincipalOrgID), or acknowledge.',
  trustExtended: 'Create a role of your own for others, or acknowledge.',
};

/** Adds a warning, with what to do at its end. */
export function advise(scope: Construct, id: string, text: string, todo = REMEDIES[id.replace(/^.*\./, '')]): void {
  warn(scope, id, `${text.replace(/\.$/, '')}.${todo === undefined ? '' : ` ${todo}`}`);
}
