import { archiveBucketProfile } from '../../src/datadog/bucket-profile';
import { ARCHIVE, PERMISSION_SETS, REHYDRATE } from '../../src/datadog/permissions';
import type { Vendor } from '../vendors';

export const VENDOR: Vendor = {
  title: 'Datadog',
  sets: PERMISSION_SETS,
  documented: [{ files: ['archives.json', 'key-policy.json'], sets: [ARCHIVE, REHYDRATE] }],
  bucketRules: archiveBucketProfile({ rehydrates: true }),
  pages: /^https:\/\/docs\.datadoghq\.com\//,
  accesses: { DatadogLogArchive: 'users and roles' },
  applies: {
    default: '',
    'archive-only': '`usage: ARCHIVE`',
    'rehydrate-only': '`usage: REHYDRATE`',
  },
  tests: ['log-archive'],
};
