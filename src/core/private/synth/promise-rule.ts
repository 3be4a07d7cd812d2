import type { CfnResource } from 'aws-cdk-lib';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import type { Difference } from './differences';
import type { FinalApp } from './final-app';

/** How to treat a difference, and why. The first rule that matches decides; a difference without a rule is an error. */
export interface PromiseRule {
  /** The CloudFormation types. */
  readonly type: RegExp;
  /** The property and everything below it, or an attribute next to the properties. */
  readonly path: RegExp;
  /** Applies only to values that were not promised at all. */
  readonly added?: true;
  /** Applies only to such values. */
  readonly if?: (difference: Difference, of: CfnResource, app: FinalApp) => boolean;
  readonly verdict: 'error' | 'warning' | 'silent';
  /** The stable id of the warning, which users acknowledge. */
  readonly id?: string;
  /** What to do, if the id alone does not say it; of an error, how to have the same on purpose. */
  readonly todo?: string;
  /** Another check, which looks for more of the same kind, adds the warning. */
  readonly saidElsewhere?: true;
  /** For a warning or an error, the consequence. For a silent rule, why nobody gains access and nothing breaks. */
  readonly why: string;
}

export const warning = (id: string) => ({ verdict: 'warning', id }) as const;
export const SILENT = { verdict: 'silent' } as const;

export const statementOf = ({ final }: Difference): BucketPolicyStatement => (typeof final === 'object' ? (final ?? {}) : {});
