import type { VeeamM365StorageClass } from './storage-class';
import type { VeeamM365Usage } from './usage';

/** What Veeam Backup for Microsoft 365 does with a repository, as far as it decides its permissions. */
export interface VeeamM365GrantOptions {
  /**
   * What is stored in the repository.
   *
   * @default VeeamM365Usage.BACKUP
   */
  readonly usage?: VeeamM365Usage;

  /**
   * The storage class that you choose in Veeam's console. Checked against the usage; changes permissions only with `leastActions`.
   *
   * @default - any that the usage allows
   */
  readonly storageClass?: VeeamM365StorageClass;

  /**
   * Whether the repository is made immutable in Veeam's console, which cannot be changed later. For the bucket: Object Lock and versioning if
   * so, neither of them otherwise.
   *
   * @default false
   */
  readonly immutability?: boolean;

  /**
   * Leave out what this use does not need: locks and versions without `immutability`, retrieval unless the class is Glacier Flexible Retrieval or
   * Deep Archive (or a backup copy whose class is not said). Inferred: Veeam's page lists all of it for every repository.
   *
   * @default false
   */
  readonly leastActions?: boolean;

  /**
   * Name of the repository's folder, below `Veeam/Backup365/`: what is outside of it cannot be read, written or listed, but for the keys of
   * uploads that are not complete, whose list AWS narrows to no folder. Inferred: Veeam's pages describe the folders, not such permissions.
   *
   * Calls that look at the bucket as a whole are refused: listing from the root (but see `browse`), and HeadBucket, which AWS allows only to whom
   * it lets list all keys. Can be a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly folder?: string;

  /**
   * With `folder`: let Veeam's console walk from the root of the bucket to the folder. It sees the names at the root and in the two levels below,
   * among them the folders of other repositories.
   *
   * @default false
   */
  readonly browse?: boolean;

  /**
   * Let Veeam's console show the buckets of the account and their regions, which is its only way to choose one. Once the repository is set up, you
   * can try without: whether Veeam goes on working then is not documented.
   *
   * @default true
   */
  readonly bucketBrowsing?: boolean;
}
