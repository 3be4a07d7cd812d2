import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';

/** A reference to something that a construct created: from a resource elsewhere in the app, or from a property. */
export interface ReferenceRule {
  /** The referenced resource. */
  readonly to: 'user' | 'role' | 'group' | 'policy' | 'secret' | 'bucket' | 'test';
  /** The CloudFormation type that references it, and the property that does so. */
  readonly type: string;
  readonly at: RegExp;
  /** Also by what the library created, for another construct. */
  readonly ofLibrary?: true;
  /** Only such resources: `account` is theirs, `of` what they reference. */
  readonly if?: (by: FinalResource, account: string, of: FinalResource, app: FinalApp) => boolean;
  /** Which of them mean every bucket of their account and region, without naming it. */
  readonly every?: (by: FinalResource, app: FinalApp) => boolean;
  /** Resources of these types, each of which references the one before: the last one is checked. */
  readonly via?: readonly string[];
  /** A policy in that resource: reported only if it allows principals outside the account. */
  readonly policy?: string;
  readonly id: string;
  /** The consequence. */
  readonly why: string;
}
