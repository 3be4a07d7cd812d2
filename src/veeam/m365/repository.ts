import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { isOfAnotherAccount } from '../../core/private/env/cross-account';
import type { PermissionSet } from '../../core/private/model/permission-set';
import { bucketResources } from '../../core/private/provision/bucket-resources';
import type { PolicyResources } from '../../core/private/provision/statements';
import { allBuckets } from '../all-buckets';
import { BUCKET_BROWSING, FOLDER_BROWSING, IMMUTABILITY, ONE_BUCKET, REPOSITORY, RETRIEVAL, type RepositoryResource } from '../permissions';
import type { VeeamM365GrantOptions } from './m365-grant-options';
import { VeeamM365StorageClass } from './storage-class';
import { VeeamM365Usage } from './usage';

/** The path where Veeam creates the folders of its repositories. */
export const ROOT = 'Veeam/Backup365';

const { GLACIER_DEEP_ARCHIVE, GLACIER_FLEXIBLE_RETRIEVAL } = VeeamM365StorageClass;
const RETRIEVED: readonly string[] = [GLACIER_FLEXIBLE_RETRIEVAL, GLACIER_DEEP_ARCHIVE];

/** The permission sets of a use. */
export function repositorySets(
  scope: Construct,
  bucket: s3.IBucket | undefined,
  options: VeeamM365GrantOptions,
): PermissionSet<RepositoryResource>[] {
  const { browse, bucketBrowsing = true, immutability, leastActions, storageClass, usage = VeeamM365Usage.BACKUP } = options;
  const retrieves = storageClass === undefined ? usage === VeeamM365Usage.BACKUP_COPY : RETRIEVED.includes(storageClass);
  return [
    REPOSITORY,
    ...(bucketBrowsing ? [BUCKET_BROWSING] : []),
    ...(bucketBrowsing && !(bucket && isOfAnotherAccount(scope, bucket)) ? [] : [ONE_BUCKET]), // no list shows a bucket of another account
    ...(immutability || !leastActions ? [IMMUTABILITY] : []),
    ...(retrieves || !leastActions ? [RETRIEVAL] : []),
    ...(browse ? [FOLDER_BROWSING] : []),
  ];
}

/** The keys that a folder limits the permissions to. */
export const prefixOf = ({ folder }: VeeamM365GrantOptions): string | undefined => (folder === undefined ? undefined : `${ROOT}/${folder}`);

export function repositoryResources(
  scope: Construct,
  bucket: s3.IBucket,
  options: VeeamM365GrantOptions,
): PolicyResources<RepositoryResource> {
  return { ...bucketResources(bucket, prefixOf(options)), ...allBuckets(scope) };
}
