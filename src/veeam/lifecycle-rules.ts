import type { BucketProfile, BucketRule } from '../core/private/model/bucket-profile';
import { lifecycleRulesOnData } from '../core/private/synth/lifecycle-predicates';
import { CONSIDERATIONS } from './sources';

const RULES: BucketRule = {
  severity: 'error',
  id: 'cdk-vendor-access:veeam.lifecycleRules',
  found: lifecycleRulesOnData,
  allowed: 'no lifecycle rules',
  todo: 'Remove the rule: Veeam deletes what its retention no longer keeps, and chooses the storage class itself.',
  why: 'Veeam does not support lifecycle rules: it loses the objects that they move or expire.',
  source: CONSIDERATIONS,
};

/** Of rules for data, and of those for tags, which no backup has. */
export const NO_LIFECYCLE: BucketProfile = [
  RULES,
  {
    ...RULES,
    severity: 'warning',
    ofTagged: true,
    allowed: 'no lifecycle rules, not even one for objects with a tag',
    todo: 'Remove the rule, or acknowledge the warning if nothing else tags the backups.',
    why: 'Veeam does not support lifecycle rules; this one affects no backup, because Veeam sets no tags.',
  },
];
