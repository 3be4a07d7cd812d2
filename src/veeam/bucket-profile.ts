import type { BucketProfile, LifecycleChoices } from '../core/private/model/bucket-profile';
import { ALWAYS, IMMUTABLE, MUTABLE } from './bucket-rules';
import { CONSIDERATIONS, FOLDERS } from './sources';

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

const UNSUPPORTED = {
  allowed: false,
  why: 'Veeam does not support lifecycle rules, and deletes what its retention no longer keeps.',
} as const;

/** The lifecycle rules that a new bucket can have. */
export const LIFECYCLE: LifecycleChoices = {
  noncurrentVersionExpiration: { ...UNSUPPORTED, source: CONSIDERATIONS },
  abortIncompleteMultipartUploadAfter: { ...UNSUPPORTED, source: CONSIDERATIONS },
};
