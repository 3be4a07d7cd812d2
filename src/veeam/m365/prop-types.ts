import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { accessOf } from '../../core/private/validation/access-types';
import { BOOL, enumOf } from '../../core/private/validation/basic-types';
import { BUCKET_ACCESS_OPTIONS, bucketAccessRules } from '../../core/private/validation/bucket-access-options';
import { bucketOptions, newBucketRules } from '../../core/private/validation/bucket-options';
import { problem } from '../../core/private/validation/errors';
import { GRANT } from '../../core/private/validation/grant-options';
import { structOf } from '../../core/private/validation/nested-types';
import { struct } from '../../core/private/validation/prop-types';
import { BUCKET } from '../../core/private/validation/resource-types';
import { text } from '../../core/private/validation/text-types';
import { APPLIANCE, applianceCycleProblems } from '../archiver/appliance-type';
import { LIFECYCLE } from '../bucket-profile';
import { lockRules, MAXIMUM_RETENTION } from '../immutability';
import { M365 } from '../sources';
import type { VeeamM365GrantOptions } from './m365-grant-options';
import type { VeeamM365RepositoryProps } from './m365-repository-props';
import { ROOT } from './repository';
import { VeeamM365StorageClass } from './storage-class';
import { VeeamM365Usage } from './usage';

const { ONE_ZONE_IA, STANDARD, STANDARD_IA } = VeeamM365StorageClass;
const FOR_BACKUP: readonly string[] = [STANDARD, STANDARD_IA, ONE_ZONE_IA];

const REPOSITORY = struct<VeeamM365GrantOptions>(
  {
    usage: enumOf('VeeamM365Usage', VeeamM365Usage),
    storageClass: enumOf('VeeamM365StorageClass', VeeamM365StorageClass),
    immutability: BOOL,
    leastActions: BOOL,
    folder: text({
      pattern: /^(?!\.{1,2}$)[\w.!'() -]{1,200}$/,
      allowed: "one name of letters, digits, spaces and _.!'()-, other than '.' and '..'",
      todo: `Enter only the folder's name, without ${ROOT}/.`,
      standIn: 'x',
    }),
    browse: BOOL,
    bucketBrowsing: BOOL,
  },
  (rule) => [
    rule(['storageClass', 'usage'], ({ storageClass, usage = VeeamM365Usage.BACKUP }) => {
      const isUsable = storageClass === undefined || usage !== VeeamM365Usage.BACKUP || FOR_BACKUP.includes(storageClass);
      return isUsable ? [] : [problem(`storageClass for usage ${usage}`, storageClass, FOR_BACKUP.join(', '), 'Choose one of them.')];
    }),
    rule(['browse', 'folder'], ({ browse, folder }) =>
      browse && folder === undefined
        ? [problem('browse', true, "only with 'folder'", 'Omit it: without folder, Veeam can list all keys.')]
        : [],
    ),
  ],
);

export const REPOSITORY_PROPS = struct<VeeamM365RepositoryProps>(
  {
    ...bucketOptions(LIFECYCLE),
    ...BUCKET_ACCESS_OPTIONS.types,
    ...REPOSITORY.types,
    access: accessOf(M365),
    bucket: BUCKET,
    maximumRetention: MAXIMUM_RETENTION,
    lockMode: enumOf('ObjectLockMode', s3.ObjectLockMode),
    archiverAppliance: APPLIANCE,
  },
  (rule) => [
    ...REPOSITORY.rules,
    ...newBucketRules(rule),
    ...bucketAccessRules(rule),
    ...lockRules(rule, 'maximumRetention', 'lockMode'),
    rule(['archiverAppliance', 'usage'], ({ archiverAppliance, usage = VeeamM365Usage.BACKUP }) => {
      const todo = 'Veeam uses an archiver appliance only for backup copies.';
      const isPointless = archiverAppliance && usage !== VeeamM365Usage.BACKUP_COPY;
      return isPointless ? [problem('archiverAppliance', `usage ${usage}`, 'usage backup-copy', todo)] : [];
    }),
    rule(['archiverAppliance', 'bucket'], ({ archiverAppliance, bucket }, place) =>
      applianceCycleProblems('archiverAppliance', archiverAppliance, bucket, place),
    ),
  ],
);

/** The arguments of `VeeamBucketGrants.m365Repository`. */
export const REPOSITORY_GRANT = struct<{ grantee: iam.IGrantable; options?: VeeamM365GrantOptions }>({
  ...GRANT.types,
  options: structOf(REPOSITORY),
});
