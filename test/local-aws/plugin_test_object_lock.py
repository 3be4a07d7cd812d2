"""Tests of S3 Object Lock: what it keeps, and what policies say about it."""

import json
from datetime import datetime, timedelta, timezone

from plugin_test_case import AdditionTest, MiniStackTest, allow, document, resource

PUT = ['s3:PutObject', 's3:PutObjectRetention', 's3:PutObjectLegalHold']


def later(days):
    return datetime.now(timezone.utc) + timedelta(days=days)


def lock(mode='COMPLIANCE', days=30):
    return {'ObjectLockMode': mode, 'ObjectLockRetainUntilDate': later(days)}


class LockTest:
    def setUp(self):
        super().setUp()
        self.s3.create_bucket(Bucket='bbb', ObjectLockEnabledForBucket=True)

    def put(self, client=None, key='k', **more):
        return (client or self.s3).put_object(Bucket='bbb', Key=key, Body=b'1', **more)

    def retain(self, mode, days, client=None, **more):
        retention = {'Mode': mode, 'RetainUntilDate': later(days)}
        return (client or self.s3).put_object_retention(Bucket='bbb', Key='k', Retention=retention, **more)

    def retention(self, key='k'):
        return self.s3.get_object_retention(Bucket='bbb', Key=key)['Retention']

    def as_user(self, *actions, name='u', **condition):
        return self.server.client('s3', self.user(name, allow(list(actions), **condition)))

    def deny(self, actions, **condition):
        statement = {'Effect': 'Deny', 'Principal': '*', 'Action': actions, 'Resource': 'arn:aws:s3:::bbb/*', 'Condition': condition}
        self.s3.put_bucket_policy(Bucket='bbb', Policy=json.dumps(document(statement)))


class ObjectLock(LockTest, AdditionTest):
    addition = 'object_lock'
    beside = ('bucket',)

    def test_multipart_upload(self):
        upload = {'Bucket': 'bbb', 'Key': 'k', 'UploadId': self.s3.create_multipart_upload(Bucket='bbb', Key='k', **lock())['UploadId']}
        part = self.s3.upload_part(**upload, PartNumber=1, Body=b'1')
        self.s3.complete_multipart_upload(**upload, MultipartUpload={'Parts': [{'PartNumber': 1, 'ETag': part['ETag']}]})
        self.assertEqual(self.retention()['Mode'], 'COMPLIANCE')

    def test_copy(self):
        self.put(key='source')
        self.s3.copy_object(Bucket='bbb', Key='k', CopySource='bbb/source', **lock())
        self.assertEqual(self.retention()['Mode'], 'COMPLIANCE')

    def test_date_in_the_past(self):
        self.assert_refused('InvalidArgument', self.put, **lock(days=-1))
        self.put()
        self.assert_refused('InvalidArgument', self.retain, mode='COMPLIANCE', days=-1)

    def test_half_a_lock(self):
        for name, value in lock().items():
            self.assert_refused('InvalidArgument', self.put, **{name: value})


    def test_versions_of_a_locked_bucket(self):
        suspended, enabled = {'Status': 'Suspended'}, {'Status': 'Enabled'}
        self.s3.put_bucket_versioning(Bucket='bbb', VersioningConfiguration=enabled)
        self.assert_refused('InvalidBucketState', self.s3.put_bucket_versioning, Bucket='bbb', VersioningConfiguration=suspended)
        self.assertEqual(self.s3.get_bucket_versioning(Bucket='bbb')['Status'], 'Enabled')
        bucket = resource('S3::Bucket', ObjectLockEnabled=True, VersioningConfiguration=suspended)
        self.assert_fails({'Bucket': bucket}, 'InvalidBucketState')


class ObjectLockChecksum(LockTest, AdditionTest):
    addition = 'object_lock_checksum'
    beside = ('object_lock',)

    def setUp(self):
        super().setUp()
        self.without = self.server.client('s3', request_checksum_calculation='when_required')

    def assert_needed(self, call, **parameters):
        self.assert_refused('InvalidRequest', call, **parameters)
        call(**parameters, ContentMD5='xMpCOKC5I4INzFCab3WEmw==')
        call(**parameters, ChecksumAlgorithm='CRC32')

    def test_lock_in_the_request(self):
        self.put(self.without)
        for lock_headers in (lock(), {'ObjectLockLegalHoldStatus': 'ON'}):
            self.assert_needed(self.without.put_object, Bucket='bbb', Key='k', Body=b'1', **lock_headers)

    def test_lock_of_the_bucket(self):
        rule = {'DefaultRetention': {'Mode': 'GOVERNANCE', 'Days': 1}}
        self.s3.put_object_lock_configuration(Bucket='bbb', ObjectLockConfiguration={'ObjectLockEnabled': 'Enabled', 'Rule': rule})
        self.assert_needed(self.without.put_object, Bucket='bbb', Key='k', Body=b'1')

    def test_parts(self):
        upload = {'Bucket': 'bbb', 'Key': 'k', 'PartNumber': 1, 'Body': b'1'}
        unlocked = self.without.create_multipart_upload(Bucket='bbb', Key='k')['UploadId']
        self.without.upload_part(**upload, UploadId=unlocked)
        locked = self.without.create_multipart_upload(Bucket='bbb', Key='k', **lock())['UploadId']
        self.assert_needed(self.without.upload_part, **upload, UploadId=locked)


class ObjectLockAuthorization(LockTest, AdditionTest):
    addition = 'object_lock_authorization'

    def test_lock_headers_need_their_own_permissions(self):
        s3 = self.as_user('s3:PutObject')
        self.put(s3)
        self.assert_refused('AccessDenied', self.put, client=s3, **lock())
        self.assert_refused('AccessDenied', self.put, client=s3, ObjectLockLegalHoldStatus='ON')
        self.put(self.as_user('s3:PutObject', 's3:PutObjectRetention', name='v'), **lock())

    def test_lock_in_a_presigned_url(self):
        credentials = self.user('u', allow('s3:PutObject'))
        until = later(30).strftime('%Y-%m-%dT%H:%M:%SZ')
        headers = {'x-amz-object-lock-mode': 'COMPLIANCE', 'x-amz-object-lock-retain-until-date': until}
        self.assertEqual(self.put_with_presigned_url(credentials, 'bbb/k'), 200)
        self.assertEqual(self.put_with_presigned_url(credentials, 'bbb/k', **headers), 403)

    def test_longest_retention(self):
        s3 = self.as_user(*PUT)
        self.deny(['s3:PutObject', 's3:PutObjectRetention'], NumericGreaterThan={'s3:object-lock-remaining-retention-days': '10'})
        self.put(s3)
        self.put(s3, **lock(days=10))
        self.assert_refused('AccessDenied', self.put, client=s3, **lock(days=12))
        self.assert_refused('AccessDenied', self.retain, mode='COMPLIANCE', days=12, client=s3)
        self.assert_refused('AccessDenied', s3.create_multipart_upload, Bucket='bbb', Key='k', **lock(days=12))
        self.put(s3, key='source')
        copy = {'Bucket': 'bbb', 'Key': 'k', 'CopySource': 'bbb/source'}
        copier = self.as_user(*PUT, 's3:GetObject', name='copier')
        self.assert_refused('AccessDenied', copier.copy_object, **copy, **lock(days=12))

    def test_longest_retention_on_one_of_the_two_actions(self):
        s3 = self.as_user(*PUT)
        for action in ('s3:PutObject', 's3:PutObjectRetention'):
            self.deny(action, NumericGreaterThan={'s3:object-lock-remaining-retention-days': '10'})
            self.assert_refused('AccessDenied', self.put, client=s3, **lock(days=12))

    def test_mode(self):
        s3 = self.as_user(*PUT)
        self.deny('s3:PutObjectRetention', StringNotEquals={'s3:object-lock-mode': 'GOVERNANCE'})
        self.put(s3, **lock('GOVERNANCE'))
        self.assert_refused('AccessDenied', self.put, client=s3, **lock('COMPLIANCE'))
        self.assert_refused('AccessDenied', self.retain, mode='COMPLIANCE', days=40, client=s3)

    def test_event_hold(self):
        s3 = self.as_user(*PUT)
        hold = {'x-amz-object-lock-event-hold': 'ON', 'x-amz-object-lock-event-hold-duration-days': '1'}
        s3.meta.events.register('before-call.s3.PutObject', lambda params, **_: params['headers'].update(hold))  # boto3 does not know them yet
        self.put(s3)
        self.deny(['s3:PutObject', 's3:PutObjectRetention'], Null={'s3:object-lock-event-hold': 'false'})
        self.assert_refused('AccessDenied', self.put, client=s3)
        self.put(self.as_user(*PUT, name='v'))

    def test_legal_hold(self):
        s3 = self.as_user(*PUT)
        self.put()
        self.deny('s3:PutObjectLegalHold', StringEquals={'s3:object-lock-legal-hold': 'OFF'})
        s3.put_object_legal_hold(Bucket='bbb', Key='k', LegalHold={'Status': 'ON'})
        self.assert_refused('AccessDenied', s3.put_object_legal_hold, Bucket='bbb', Key='k', LegalHold={'Status': 'OFF'})


class Locks(LockTest, MiniStackTest):
    def test_compliance_cannot_be_shortened_or_bypassed(self):
        version = {'Bucket': 'bbb', 'Key': 'k', 'VersionId': self.put(**lock())['VersionId']}
        self.retain('COMPLIANCE', 40)
        for mode, days in (('COMPLIANCE', 20), ('GOVERNANCE', 50)):
            self.assert_refused('AccessDenied', self.retain, mode=mode, days=days, BypassGovernanceRetention=True)
        self.assert_refused('AccessDenied', self.s3.delete_object, **version)
        self.assert_refused('AccessDenied', self.s3.delete_object, **version, BypassGovernanceRetention=True)
        [error] = self.s3.delete_objects(Bucket='bbb', Delete={'Objects': [{'Key': 'k', 'VersionId': version['VersionId']}]})['Errors']
        self.assertEqual(error['Code'], 'AccessDenied')
        self.s3.delete_object(Bucket='bbb', Key='k')  # a delete marker hides it, and loses nothing
        self.s3.get_object(**version)

    def test_governance_is_bypassed_with_a_permission(self):
        version = {'Bucket': 'bbb', 'Key': 'k', 'VersionId': self.put(**lock('GOVERNANCE'))['VersionId']}
        without = self.as_user('s3:PutObjectRetention', 's3:DeleteObjectVersion')
        allowed = self.as_user('s3:PutObjectRetention', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention', name='v')
        self.assert_refused('AccessDenied', without.delete_object, **version)
        self.assert_refused('AccessDenied', without.delete_object, **version, BypassGovernanceRetention=True)
        self.assert_refused('AccessDenied', self.retain, mode='GOVERNANCE', days=20, client=allowed)
        self.retain('GOVERNANCE', 20, allowed, BypassGovernanceRetention=True)
        allowed.delete_object(**version, BypassGovernanceRetention=True)

    def test_default_retention(self):
        for mode in ('COMPLIANCE', 'GOVERNANCE'):
            rule = {'DefaultRetention': {'Mode': mode, 'Days': 3}}
            configuration = {'ObjectLockEnabled': 'Enabled', 'Rule': rule}
            self.s3.put_object_lock_configuration(Bucket='bbb', ObjectLockConfiguration=configuration)
            self.put(key=mode)
            found = self.retention(mode)
            self.assertEqual(found['Mode'], mode)
            self.assertAlmostEqual((found['RetainUntilDate'] - later(3)).total_seconds(), 0, delta=60)
        self.put(**lock('GOVERNANCE', days=9))
        self.assertEqual(self.retention()['Mode'], 'GOVERNANCE')

    def test_lock_without_object_lock(self):
        self.s3.create_bucket(Bucket='plain')
        self.assert_refused('InvalidRequest', self.s3.put_object, Bucket='plain', Key='k', Body=b'1', **lock())
