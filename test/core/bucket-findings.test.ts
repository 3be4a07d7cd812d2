import {
  aclsDisabled,
  awsManagedKey,
  customerKey,
  defaultRetention,
  expires,
  expiresObjects,
  movesTo,
} from '../../src/core/private/bucket-findings';
import type { Finding } from '../../src/core/private/bucket-profile';

const rules = (...Rules: object[]) => ({ LifecycleConfiguration: { Rules: Rules.map((rule) => ({ Status: 'Enabled', ...rule })) } });
const encryption = (ServerSideEncryptionByDefault: object) => ({
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault }] },
});
const toGlacier = { StorageClass: 'GLACIER', TransitionInDays: 30 };
const glacier = movesTo('GLACIER', 'DEEP_ARCHIVE');
const verified = expires('logzio-verified');

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
  ['archive tiers', glacier, { IntelligentTieringConfigurations: [{ Id: 'x', Status: 'Enabled' }] }, true],
  ['archive tiers that are disabled', glacier, { IntelligentTieringConfigurations: [{ Id: 'x', Status: 'Disabled' }] }, false],
  ['expiration of all, in days', verified, rules({ ExpirationInDays: 1 }), true],
  ['expiration of all, on a date', verified, rules({ ExpirationDate: '2030-01-01' }), true],
  ['expiration of a prefix of the key', verified, rules({ Prefix: 'logzio', ExpirationInDays: 1 }), true],
  ['expiration of another prefix', verified, rules({ Prefix: 'logzio-verified/', ExpirationInDays: 1 }), false],
  ['expiration by tag', verified, rules({ TagFilters: [{ Key: 'a', Value: 'b' }], ExpirationInDays: 1 }), false],
  ['expiration of large objects', verified, rules({ ObjectSizeGreaterThan: '1000', ExpirationInDays: 1 }), false],
  ['expiration of small objects', verified, rules({ ObjectSizeLessThan: '1000', ExpirationInDays: 1 }), false],
  ['expiration of noncurrent versions', verified, rules({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } }), false],
  ['expiration of delete markers', verified, rules({ ExpiredObjectDeleteMarker: true }), false],
  ['expiration of anything, on a date', expiresObjects, rules({ Prefix: 'x', ExpirationDate: '2030-01-01' }), true],
  ['expiration of anything, disabled', expiresObjects, rules({ Status: 'Disabled', ExpirationInDays: 1 }), false],
])('%s', (_, finding, properties, found) => {
  expect(finding(properties) !== undefined).toBe(found);
});
