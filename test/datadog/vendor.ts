import { archiveBucketProfile } from '../../src/datadog/bucket-profile';
import { ARCHIVE, PERMISSION_SETS, REHYDRATE } from '../../src/datadog/permissions';
import { ARCHIVES } from '../../src/datadog/sources';
import type { Vendor } from '../vendors';

export const VENDOR: Vendor = {
  title: 'Datadog',
  sets: PERMISSION_SETS,
  documented: [{ files: ['archives.json', 'key-policy.json'], sets: [ARCHIVE, REHYDRATE] }],
  transcribed: {
    'archives.json': { source: ARCHIVES, part: 'Set permissions' },
    'key-policy.json': { source: ARCHIVES, part: 'Server-side encryption' },
  },
  watched: [
    {
      url: 'https://raw.githubusercontent.com/DataDog/documentation/master/content/en/logs/log_configuration/archives.md',
      files: ['archives.json', 'key-policy.json'],
      beside: { 'the account itself, in the policy of a key': ['kms:*'] },
    },
  ],
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
