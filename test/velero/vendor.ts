import { ALL_BUCKET_RULES } from '../../src/velero/bucket-profile';
import { BACKUP, OBJECT_TAGS, PERMISSION_SETS, SNAPSHOTS, VOLUME_KEY } from '../../src/velero/permissions';
import { README } from '../../src/velero/sources';
import type { Vendor } from '../vendors';

export const VENDOR: Vendor = {
  title: 'Velero',
  sets: PERMISSION_SETS,
  documented: [{ files: ['policy.json'], sets: [BACKUP, OBJECT_TAGS, SNAPSHOTS, VOLUME_KEY] }],
  transcribed: { 'policy.json': { source: README, part: 'Set permissions for Velero' } },
  watched: [
    {
      url: 'https://raw.githubusercontent.com/vmware-tanzu/velero-plugin-for-aws/main/README.md',
      files: ['policy.json'],
      beside: {
        'encrypted volumes (ebsKmsKeyId)': [
          ...['CreateGrant', 'Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey*', 'ListGrants', 'ListRetirableGrants', 'ReEncrypt*'],
          ...['ReEncryptFrom', 'ReEncryptTo', 'RetireGrant', 'RevokeGrant'],
        ].map((name) => `kms:${name}`),
        'the trust of a role': ['sts:AssumeRole'],
      },
    },
  ],
  bucketRules: ALL_BUCKET_RULES,
  pages: /^https:\/\/(github\.com\/vmware-tanzu|velero\.io)\//,
  kinds: {
    region: /^-$/,
    volume: /^volume$/,
    newSnapshot: /^snapshot$/,
    ownSnapshot: /^snapshot$/,
    newVolume: /^volume$/,
    tag: /^(snapshot|volume)$/,
    volumeKey: /^key$/,
  },
  legend: {
    region: 'what AWS limits to no resource, in the region of the stack (`aws:RequestedRegion`)',
    volume: 'volumes of this account in the region of the stack',
    newSnapshot: 'snapshots in the region of the stack that get the tag `velero.io/backup` in the call (`Null aws:RequestTag/…`)',
    ownSnapshot: 'snapshots in the region of the stack that have the tag `velero.io/backup` (`Null aws:ResourceTag/…`)',
    newVolume:
      'volumes of this account in the region of the stack that get the tag `velero.io/backup` in the call (`Null aws:RequestTag/…`)',
    tag: 'volumes of this account and snapshots, in the region of the stack',
    volumeKey: 'the key of `volumeKey`, through EC2 only (`kms:ViaService`)',
  },
  accesses: { VeleroBackupLocation: 'users and roles' },
  applies: {
    default: '',
    'object-tags': '`objectTags`',
    'volume-snapshots': '`volumeSnapshots`',
  },
  tests: ['backup-location'],
};
