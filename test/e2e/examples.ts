import { found } from '../found';
import { useGrants } from './bucket-grants';
import { useSessions } from './sessions';
import type { Workflow } from './workflow';

/** What the demo can deploy. */
export interface Example {
  readonly app: string;
  readonly stack: string;
  readonly context?: Record<string, string>;
  readonly workflow: Workflow;
  /** Type of the one resource that cannot be deleted after the workflow, because others have put theirs into it. */
  readonly inUse?: string;
  /** Rules of cdk-nag that it breaks, with the reason. */
  readonly findings?: Readonly<Record<string, string>>;
  /** Why it cannot run in an account of AWS, if so. */
  readonly localOnly?: string;
}

/** By name. */
export const EXAMPLES: Record<string, Example> = Object.assign(
  {
    sessions: { app: 'test/e2e/apps/sessions.ts', stack: 'Sessions', workflow: useSessions },
    'bucket-grants': {
      app: 'test/e2e/apps/bucket-grants.ts',
      stack: 'BucketGrants',
      workflow: useGrants,
      localOnly: "it acts as a role that AWS's services alone assume",
    },
  },
  ...Object.values(found<Record<string, Example>>('examples', 'EXAMPLES')),
);
