import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { found } from '../found';

export type Act = 'PutObject' | 'GetObject' | 'ListObjects' | 'DeleteObject';

/** What a vendor's grants give to a principal of the user's own; in `test/<vendor>/grants.ts`. */
export interface Granted {
  /** A user in a group, unless a service is to assume it. */
  readonly who: string;
  readonly service?: string;
  readonly grant: (bucket: s3.IBucket, grantee: iam.IGrantable) => unknown;
  /** By folder, what of the four it may do there. */
  readonly may: Readonly<Record<string, readonly Act[]>>;
  /** Further actions on objects, where it may do anything at all. Only the simulator is asked. */
  readonly besides?: readonly string[];
}

export const GRANTS = Object.values(found<readonly Granted[]>('grants', 'GRANTS')).flat();
