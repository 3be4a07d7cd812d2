import type * as iam from 'aws-cdk-lib/aws-iam';
import { accessOf } from '../../core/private/validation/access-types';
import { BOOL, duration, enumOf } from '../../core/private/validation/basic-types';
import { BUCKET_ACCESS_OPTIONS, bucketAccessRules } from '../../core/private/validation/bucket-access-options';
import { bucketOptions, newBucketRules } from '../../core/private/validation/bucket-options';
import { problem } from '../../core/private/validation/errors';
import { GRANT } from '../../core/private/validation/grant-options';
import { structOf } from '../../core/private/validation/nested-types';
import { struct } from '../../core/private/validation/prop-types';
import { BUCKET } from '../../core/private/validation/resource-types';
import { APPLIANCE, applianceCycleProblems } from '../archiver/appliance-type';
import { lockRules, MAXIMUM_RETENTION } from '../immutability';
import { BACKUP } from '../sources';
import type { VeeamBackupGrantOptions } from './backup-grant-options';
import { addedDays } from './backup-locks';
import type { VeeamBackupRepositoryProps } from './backup-repository-props';
import { isArchive } from './backup-sets';
import { VeeamBackupTier } from './backup-tier';
import { BACKUP_LIFECYCLE } from './bucket-profile';

const PERIOD = duration('Days', 1, 999, '1 to 999 whole days', "It is what Veeam's console takes.");

const REPOSITORY = struct<VeeamBackupGrantOptions>(
  { tier: enumOf('VeeamBackupTier', VeeamBackupTier), immutability: BOOL, readOnly: BOOL, bucketBrowsing: BOOL },
  (rule) => [
    rule(['readOnly', 'tier'], ({ readOnly, tier }) => {
      const todo = 'Veeam documents read-only permissions for these only.';
      return readOnly && isArchive(tier) ? [problem('readOnly', `tier ${tier}`, 'the performance or the capacity tier', todo)] : [];
    }),
  ],
);

/** What makes sense only where something is written. */
const WRITERS = ['immutabilityPeriod', 'maximumRetention', 'appliance'] as const;

export const BACKUP_PROPS = struct<VeeamBackupRepositoryProps>(
  {
    ...bucketOptions(BACKUP_LIFECYCLE),
    ...BUCKET_ACCESS_OPTIONS.types,
    ...REPOSITORY.types,
    access: accessOf(BACKUP),
    bucket: BUCKET,
    immutabilityPeriod: PERIOD,
    maximumRetention: MAXIMUM_RETENTION,
    appliance: APPLIANCE,
    ebsEncryption: BOOL,
  },
  (rule) => [
    ...REPOSITORY.rules,
    ...newBucketRules(rule),
    ...bucketAccessRules(rule),
    ...lockRules(rule, 'maximumRetention', 'immutabilityPeriod'),
    rule(['immutabilityPeriod', 'maximumRetention', 'tier'], ({ immutabilityPeriod, maximumRetention, tier }) => {
      if (!immutabilityPeriod || !maximumRetention || maximumRetention.isUnresolved()) {
        return [];
      }
      const added = addedDays({ tier });
      const least = immutabilityPeriod.toDays() + added;
      const todo = `Veeam locks for immutabilityPeriod${added ? ` and ${added} more days` : ''}: its uploads would be refused.`;
      return maximumRetention.toDays() < least ? [problem('maximumRetention', maximumRetention, `${least} days or more`, todo)] : [];
    }),
    rule(['readOnly', 'bucket'], ({ bucket, readOnly }) => {
      const todo = 'A second server reads the bucket of the first: pass it.';
      return readOnly && !bucket ? [problem('readOnly', true, "only with 'bucket'", todo)] : [];
    }),
    ...WRITERS.map((name) =>
      rule(['readOnly', name], (props) =>
        props.readOnly && props[name] !== undefined
          ? [problem(name, props[name], "only without 'readOnly'", 'Set it for the server that writes.')]
          : [],
      ),
    ),
    rule(['appliance'], ({ appliance }) => {
      const network = 'Use VeeamArchiverNetwork.appliance() or VeeamArchiverAppliance.inNetwork().';
      const todo = `It could change every network of the region. ${network}`;
      return appliance && !appliance._plan.network
        ? [problem('appliance', 'a network that Veeam creates', 'an appliance in a given network', todo)]
        : [];
    }),
    rule(['appliance'], ({ appliance }) => {
      const todo = 'Omit it: Veeam Backup & Replication opens no group that exists.';
      return appliance?._plan.options.manageIngress ? [problem('appliance.manageIngress', true, 'false', todo)] : [];
    }),
    rule(['ebsEncryption', 'appliance'], ({ appliance, ebsEncryption }) => {
      const ofKey = appliance?._plan.options.volumeKey && ebsEncryption === false;
      return [
        ...(ebsEncryption && !appliance
          ? [problem('ebsEncryption', true, "only with 'appliance'", 'Without an appliance, there are no volumes.')]
          : []),
        ...(ofKey
          ? [problem('ebsEncryption', false, 'true with the volumeKey of the appliance', 'Omit it: a volumeKey includes it.')]
          : []),
      ];
    }),
    rule(['appliance', 'bucket'], ({ appliance, bucket }, place) => applianceCycleProblems('appliance', appliance, bucket, place)),
  ],
);

/** The arguments of `VeeamBucketGrants.backupRepository`. */
export const BACKUP_GRANT = struct<{ grantee: iam.IGrantable; options?: VeeamBackupGrantOptions }>({
  ...GRANT.types,
  options: structOf(REPOSITORY),
});
