import { Token } from 'aws-cdk-lib';
import type { Finding } from '../../src/core/private/model/bucket-profile';
import {
  aclsDisabled,
  autoDeletes,
  awsManagedKey,
  callersKeys,
  customerKey,
  defaultRetention,
  dotsInName,
  lockedLogs,
  notVersioned,
  replicates,
  versioned,
} from '../../src/core/private/synth/bucket-predicates';
import {
  abortsUploads,
  archiveTiers,
  expires,
  expiresMarkers,
  expiresObjects,
  lifecycleRules,
  lifecycleRulesOnData,
  movesTo,
  reached,
} from '../../src/core/private/synth/lifecycle-predicates';

const rules = (...Rules: object[]) => ({ LifecycleConfiguration: { Rules: Rules.map((rule) => ({ Status: 'Enabled', ...rule })) } });
const encryption = (ServerSideEncryptionByDefault: object) => ({
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault }] },
});
const blocked = (EncryptionType: unknown) => ({
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ BlockedEncryptionTypes: { EncryptionType } }] },
});
const noncurrent = { NoncurrentVersionExpiration: { NoncurrentDays: 1 } };
const toGlacier = { StorageClass: 'GLACIER', TransitionInDays: 30 };
const glacier = movesTo('GLACIER', 'DEEP_ARCHIVE');
const verified = expires('logzio-verified');
const TAGS = [{ Key: 'archive', Value: 'yes' }];

test.each<[string, Finding, object, boolean]>([
  ['ownership that is not set, which S3 takes for enforced', aclsDisabled, {}, true],
  ['ownership that is enforced', aclsDisabled, { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }, true],
  ['ownership that allows ACLs', aclsDisabled, { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } }, false],
  ['Object Lock without a default', defaultRetention, { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }, false],
  [
    'Object Lock with a default',
    defaultRetention,
    { ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } } },
    true,
  ],
  ['SSE-S3', awsManagedKey, encryption({ SSEAlgorithm: 'AES256' }), false],
  ['SSE-KMS without a key', awsManagedKey, encryption({ SSEAlgorithm: 'aws:kms' }), true],
  ['DSSE-KMS without a key', awsManagedKey, encryption({ SSEAlgorithm: 'aws:kms:dsse' }), true],
  ['SSE-KMS with a key', awsManagedKey, encryption({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'x' }), false],
  ['SSE-KMS with a key, looked for', customerKey, encryption({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'x' }), true],
  ['no encryption set', customerKey, {}, false],
  ['a transition', glacier, rules({ Transitions: [toGlacier] }), true],
  ['a transition in the older form', glacier, rules({ Transition: toGlacier }), true],
  ['a transition that is disabled', glacier, rules({ Status: 'Disabled', Transitions: [toGlacier] }), false],
  ['a transition of noncurrent versions', glacier, rules({ NoncurrentVersionTransitions: [toGlacier] }), false],
  [
    'a transition to a class that can be read at once',
    glacier,
    rules({ Transitions: [{ ...toGlacier, StorageClass: 'GLACIER_IR' }] }),
    false,
  ],
  ['a transition in the place of a list, which CloudFormation refuses', glacier, rules({ Transitions: toGlacier }), false],
  ['archive tiers', glacier, { IntelligentTieringConfigurations: [{ Id: 'x', Status: 'Enabled' }] }, true],
  ['archive tiers that are disabled', glacier, { IntelligentTieringConfigurations: [{ Id: 'x', Status: 'Disabled' }] }, false],
  ['expiration of all, in days', verified, rules({ ExpirationInDays: 1 }), true],
  ['expiration of all, on a date', verified, rules({ ExpirationDate: '2030-01-01' }), true],
  ['expiration of a prefix of the key', verified, rules({ Prefix: 'logzio', ExpirationInDays: 1 }), true],
  ['expiration of another prefix', verified, rules({ Prefix: 'logzio-verified/', ExpirationInDays: 1 }), false],
  ['expiration of large objects', verified, rules({ ObjectSizeGreaterThan: '1000', ExpirationInDays: 1 }), false],
  ['expiration of small objects', verified, rules({ ObjectSizeLessThan: '1000', ExpirationInDays: 1 }), false],
  ['expiration of noncurrent versions', verified, rules({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } }), false],
  ['expiration of delete markers', verified, rules({ ExpiredObjectDeleteMarker: true }), false],
  ['a default event hold', defaultRetention, { ObjectLockConfiguration: { Rule: { DefaultEventHold: { Days: 1 } } } }, true],
  ['versioning that is not set', notVersioned, {}, true],
  ['versioning that is suspended', notVersioned, { VersioningConfiguration: { Status: 'Suspended' } }, true],
  ['versioning that Object Lock brings', notVersioned, { ObjectLockEnabled: true }, false],
  [
    'versioning that is suspended in spite of Object Lock',
    notVersioned,
    { ObjectLockEnabled: true, VersioningConfiguration: { Status: 'Suspended' } },
    true,
  ],
  ['no versions, looked for', versioned, { VersioningConfiguration: { Status: 'Suspended' } }, false],
  ['versions, looked for', versioned, { VersioningConfiguration: { Status: 'Enabled' } }, true],
  ['versions by Object Lock, looked for', versioned, { ObjectLockEnabled: true }, true],
  ['replication', replicates, { ReplicationConfiguration: { Rules: [{ Status: 'Disabled' }, { Status: 'Enabled' }] } }, true],
  ['replication that is off', replicates, { ReplicationConfiguration: { Rules: [{ Status: 'Disabled' }] } }, false],
  ['no replication', replicates, {}, false],
  ['autoDeleteObjects', autoDeletes, { Tags: [{ Key: 'aws-cdk:auto-delete-objects', Value: 'true' }] }, true],
  ['other tags', autoDeletes, { Tags: [{ Key: 'team', Value: 'x' }] }, false],
  ['access logs by ACL, and a lock', lockedLogs, { AccessControl: 'LogDeliveryWrite', ObjectLockEnabled: true }, true],
  ['access logs by ACL, and no lock', lockedLogs, { AccessControl: 'LogDeliveryWrite' }, false],
  ['another ACL, and a lock', lockedLogs, { AccessControl: 'Private', ObjectLockEnabled: true }, false],
  ['SSE-C that is allowed', callersKeys, blocked(['NONE']), true],
  ['SSE-C that is blocked', callersKeys, blocked(['SSE-C']), false],
  ['SSE-C that S3 decides', callersKeys, encryption({ SSEAlgorithm: 'AES256' }), false],
  ['SSE-C that the deployment decides', callersKeys, blocked({ 'Fn::If': ['x', ['NONE'], ['SSE-C']] }), false],
  ['archive tiers, looked for', archiveTiers, { IntelligentTieringConfigurations: [{ Status: 'Enabled', Tierings: [{}] }] }, true],
  ['archive tiers that are off, looked for', archiveTiers, { IntelligentTieringConfigurations: [{ Status: 'Disabled' }] }, false],
  ['expired delete markers', expiresMarkers, rules({ ExpiredObjectDeleteMarker: true }), true],
  ['expired versions', expiresMarkers, rules({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } }), false],
  ['a rule for delete markers, as one on data', lifecycleRulesOnData, rules({ ExpiredObjectDeleteMarker: true }), false],
  ['a rule for delete markers and versions', lifecycleRulesOnData, rules({ ExpiredObjectDeleteMarker: true, ...noncurrent }), true],
  ['a name with dots', dotsInName, { BucketName: 'a.b' }, true],
  ['a name without dots', dotsInName, { BucketName: 'a-b' }, false],
  ['a name that is not known', dotsInName, { BucketName: { 'Fn::Join': ['.', ['a', 'b']] } }, false],
  ['any rule', lifecycleRules, rules({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } }), true],
  [
    'a rule that only aborts uploads',
    lifecycleRules,
    rules({ Id: 'x', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
    false,
  ],
  ['a rule that aborts uploads, looked for', abortsUploads, rules({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }), true],
  ['a rule that aborts none', abortsUploads, rules({ ExpirationInDays: 1 }), false],
  ['expiration of anything, on a date', expiresObjects, rules({ Prefix: 'x', ExpirationDate: '2030-01-01' }), true],
  ['expiration of anything, disabled', expiresObjects, rules({ Status: 'Disabled', ExpirationInDays: 1 }), false],
])('%s', (_, finding, properties, found) => {
  expect(finding(properties) !== undefined).toBe(found);
});

/** By a rule that moves objects, and by archive tiers. */
const isReached = (filter: object, own?: string, of: Parameters<typeof reached>[2] = {}) =>
  [rules({ ...filter, Transitions: [toGlacier] }), { IntelligentTieringConfigurations: [{ ...filter, Status: 'Enabled' }] }].map(
    (bucket) => glacier(reached(bucket, own, of)) !== undefined,
  );

test.each<[string, string | undefined, string | undefined, boolean]>([
  ['another prefix', 'velero', 'other/', false],
  ['a prefix that begins the same', 'velero', 'velero-2/', false],
  ['a part of the prefix', 'velero', 'velero/backups/', true],
  ['a beginning of the prefix', 'velero', 'vel', true],
  ['the whole bucket', 'velero', undefined, true],
  ['a prefix, of one who uses the whole bucket', undefined, 'other/', true],
  ['a prefix, of one whose own is a parameter', Token.asString({ Ref: 'Prefix' }), 'other/', true],
])('a rule for %s', (_, own, Prefix, concerns) => {
  expect(isReached({ Prefix }, own)).toEqual([concerns, concerns]);
});

test.each<[string, object, Parameters<typeof reached>[2], boolean]>([
  ['where the product writes', { Prefix: 'velero/dt=2026' }, { keys: 'dt=' }, true],
  ['beside what the product writes', { Prefix: 'velero/rds/' }, { keys: 'dt=' }, false],
  ['tagged objects, of one who sets no tags', { TagFilters: TAGS }, {}, false],
  ['tagged objects below the prefix', { Prefix: 'velero/', TagFilters: TAGS }, {}, false],
  ['tagged objects, of one who sets tags', { TagFilters: TAGS }, { ofTagged: true }, true],
  ['tagged objects elsewhere, of one who sets tags', { Prefix: 'other/', TagFilters: TAGS }, { ofTagged: true }, false],
  ['objects with any tags or none', { TagFilters: [] }, {}, true],
])('a rule for %s', (_, filter, of, concerns) => {
  expect(isReached(filter, 'velero', of)).toEqual([concerns, concerns]);
});

test.each<[string, string | undefined, boolean]>([
  ['beside what it writes', 'rds/', false],
  ['that begins like what it writes', 'd', true],
])('of one who uses the whole bucket, a rule for a prefix %s', (_, Prefix, concerns) => {
  expect(isReached({ Prefix }, undefined, { keys: 'dt=' })).toEqual([concerns, concerns]);
});

test('access logs that the policy of a locked bucket lets in', () => {
  const letIn = (Service: unknown) => lockedLogs({ ObjectLockEnabled: true }, [{ Effect: 'Allow', Principal: { Service } }]);
  expect([letIn('logging.s3.amazonaws.com'), letIn(['x', 'logging.s3.amazonaws.com'])]).not.toContain(undefined);
  expect([letIn('cloudtrail.amazonaws.com'), lockedLogs({ ObjectLockEnabled: true }, [{ Effect: 'Deny' }])]).toEqual([
    undefined,
    undefined,
  ]);
});
