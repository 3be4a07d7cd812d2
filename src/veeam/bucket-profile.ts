import type { BucketProfile } from '../core/private/model/bucket-profile';
import { ALWAYS, IMMUTABLE, MUTABLE } from './bucket-rules';
import { FOLDERS } from './sources';

/** What Veeam Backup for Microsoft 365 requires of its bucket. */
export const repositoryProfile = (use: { readonly immutability: boolean }): BucketProfile => [
  ...(use.immutability ? IMMUTABLE : MUTABLE),
  ...ALWAYS,
];

/** Veeam keeps a lock (`RepositoryLock`) in the folder of a repository. */
export const ONE_FOLDER = {
  id: 'cdk-vendor-access:veeam.folderShared',
  why: `Veeam keeps one repository in a folder, and its lock (${FOLDERS.url}). Choose another folder, or acknowledge if both are the same repository.`,
};

/** For the generated page. */
export const ALL_BUCKET_RULES: BucketProfile = [...MUTABLE, ...IMMUTABLE, ...ALWAYS];
