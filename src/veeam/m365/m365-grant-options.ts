import type { VeeamM365StorageClass } from './storage-class';
import type { VeeamM365Usage } from './usage';

/** The settings of a repository that determine its permissions. */
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
   * @default - any class that the usage allows
   */
  readonly storageClass?: VeeamM365StorageClass;

  /**
   * Whether you make the repository immutable in Veeam's console, which cannot be changed later. An immutable repository needs a bucket
   * with Object Lock and versioning; any other repository needs a bucket without them.
   *
   * @default false
   */
  readonly immutability?: boolean;

  /**
   * Omits permissions that this use does not need: locks and versions without `immutability`, and retrieval unless the class is Glacier
   * Flexible Retrieval or Deep Archive (or a backup copy without a class). Inferred: Veeam's page lists all of them for every repository.
   *
   * @default false
   */
  readonly leastActions?: boolean;

  /**
   * The name of the repository's folder, below `Veeam/Backup365/`. Objects outside the folder cannot be read, written or listed, except for
   * the keys of incomplete uploads, because AWS cannot limit that list to a folder. Inferred: Veeam's pages describe the folders, but no
   * such permissions.
   *
   * Calls on the bucket as a whole are denied: listing from the root (see `browse`), and HeadBucket, which needs permission to list all
   * keys. Can be a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly folder?: string;

  /**
   * With `folder`, allows Veeam's console to browse from the root of the bucket to the folder. Veeam sees the names at the root and in the
   * two levels below it, including the folders of other repositories.
   *
   * @default false
   */
  readonly browse?: boolean;

  /**
   * Allows Veeam's console to show the buckets of the account and their regions, which is its only way to choose a bucket. After you set up
   * the repository, try `false`: Veeam does not document whether it then continues to work.
   *
   * @default true
   */
  readonly bucketBrowsing?: boolean;
}
