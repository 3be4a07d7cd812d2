"""Tests of what S3 calls are authorised for."""

import time

from plugin_test_case import AdditionTest, MiniStackTest, allow

CANNED = {'StringEquals': {'s3:x-amz-acl': ['private', 'bucket-owner-full-control']}}


class BucketTest:
    def setUp(self):
        super().setUp()
        self.s3.create_bucket(Bucket='bbb')
        preferred = {'Rules': [{'ObjectOwnership': 'BucketOwnerPreferred'}]}
        self.s3.put_bucket_ownership_controls(Bucket='bbb', OwnershipControls=preferred)
        self.s3.put_bucket_versioning(Bucket='bbb', VersioningConfiguration={'Status': 'Enabled'})
        self.version = self.s3.put_object(Bucket='bbb', Key='k', Body=b'1')['VersionId']

    def as_user(self, *statements, name='u'):
        return self.server.client('s3', self.user(name, *statements))


class ObjectAclAuthorization(BucketTest, AdditionTest):
    addition = 'object_acl_authorization'

    def test_acl_header_on_an_upload(self):
        without = self.as_user(allow('s3:PutObject'), name='without')
        without.put_object(Bucket='bbb', Key='k', Body=b'1')
        s3 = self.as_user(allow('s3:PutObject'), allow('s3:PutObjectAcl', Condition=CANNED))
        for acl in ('private', 'bucket-owner-full-control'):
            self.assert_refused('AccessDenied', without.put_object, Bucket='bbb', Key='k', Body=b'1', ACL=acl)
            s3.put_object(Bucket='bbb', Key='k', Body=b'1', ACL=acl)
        self.assert_refused('AccessDenied', s3.put_object, Bucket='bbb', Key='k', Body=b'1', ACL='authenticated-read')
        self.assert_refused('AccessDenied', s3.create_multipart_upload, Bucket='bbb', Key='k', ACL='authenticated-read')
        self.assert_refused('AccessDenied', s3.put_object, Bucket='bbb', Key='k', Body=b'1', GrantRead='id=1')

    def test_acl_in_a_presigned_url(self):
        credentials = self.user('u', allow('s3:PutObject'))
        self.assertEqual(self.put_with_presigned_url(credentials, 'bbb/k'), 200)
        self.assertEqual(self.put_with_presigned_url(credentials, 'bbb/k', **{'x-amz-acl': 'private'}), 403)

    def test_calls_that_change_an_acl(self):
        for action, version in (('s3:PutObjectAcl', {}), ('s3:PutObjectVersionAcl', {'VersionId': self.version})):
            s3 = self.as_user(allow(action, Condition=CANNED), name=action[3:])
            s3.put_object_acl(Bucket='bbb', Key='k', ACL='private', **version)
            self.assert_refused('AccessDenied', s3.put_object_acl, Bucket='bbb', Key='k', ACL='bucket-owner-read', **version)
            other = {} if version else {'VersionId': self.version}
            self.assert_refused('AccessDenied', s3.put_object_acl, Bucket='bbb', Key='k', ACL='private', **other)


class S3StorageClass(BucketTest, AdditionTest):
    addition = 's3_storage_class'

    def test_condition(self):
        condition = {'StringEqualsIfExists': {'s3:x-amz-storage-class': ['STANDARD', 'STANDARD_IA']}}
        s3 = self.as_user(allow('s3:PutObject', Condition=condition))
        s3.put_object(Bucket='bbb', Key='k', Body=b'1')
        s3.put_object(Bucket='bbb', Key='k', Body=b'1', StorageClass='STANDARD_IA')
        self.assert_refused('AccessDenied', s3.put_object, Bucket='bbb', Key='k', Body=b'1', StorageClass='GLACIER')
        self.assert_refused('AccessDenied', s3.create_multipart_upload, Bucket='bbb', Key='k', StorageClass='GLACIER')


class S3Actions(BucketTest, MiniStackTest):
    BUCKET_ACTIONS = {
        's3:GetBucketAcl': 'get_bucket_acl',
        's3:GetBucketLocation': 'get_bucket_location',
        's3:GetBucketObjectLockConfiguration': 'get_object_lock_configuration',
        's3:GetBucketPolicy': 'get_bucket_policy',
        's3:GetBucketRequestPayment': 'get_bucket_request_payment',
        's3:GetBucketVersioning': 'get_bucket_versioning',
        's3:GetLifecycleConfiguration': 'get_bucket_lifecycle_configuration',
        's3:ListBucket': 'list_objects_v2',
        's3:ListBucketMultipartUploads': 'list_multipart_uploads',
        's3:ListBucketVersions': 'list_object_versions',
    }

    def is_refused(self, call):
        try:
            call(Bucket='bbb')
        except Exception as error:
            return 'AccessDenied' in str(error)
        return False

    def test_each_call_has_an_action_of_its_own(self):
        for action in self.BUCKET_ACTIONS:
            s3 = self.as_user(allow(action), name=action[3:])
            let_in = [other for other, call in self.BUCKET_ACTIONS.items() if not self.is_refused(getattr(s3, call))]
            self.assertEqual(let_in, [action])

    def test_prefix_conditions(self):
        actions = ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads']
        s3 = self.as_user(allow(actions, 'arn:aws:s3:::bbb', Condition={'StringLike': {'s3:prefix': ['folder/*']}}))
        for call in (s3.list_objects, s3.list_objects_v2, s3.list_object_versions):
            call(Bucket='bbb', Prefix='folder/')
            call(Bucket='bbb', Prefix='folder/below/')
            for prefix in ('folder', 'folder2/', ''):
                self.assert_refused('AccessDenied', call, Bucket='bbb', Prefix=prefix)
            self.assert_refused('AccessDenied', call, Bucket='bbb')
        # This call has no such key, so that the condition refuses it for ever.
        self.assert_refused('AccessDenied', s3.list_multipart_uploads, Bucket='bbb', Prefix='folder/')

    def test_acl_of_a_version(self):
        s3 = self.as_user(allow('s3:GetObjectVersionAcl'))
        s3.get_object_acl(Bucket='bbb', Key='k', VersionId=self.version)
        self.assert_refused('AccessDenied', s3.get_object_acl, Bucket='bbb', Key='k')

    def test_restore(self):
        self.s3.put_object(Bucket='bbb', Key='cold', Body=b'1', StorageClass='GLACIER')
        reader = self.as_user(allow('s3:GetObject'), name='reader')
        restore = {'Bucket': 'bbb', 'Key': 'cold', 'RestoreRequest': {'Days': 1, 'GlacierJobParameters': {'Tier': 'Expedited'}}}
        self.assert_refused('AccessDenied', reader.restore_object, **restore)
        self.assert_refused('InvalidObjectState', reader.get_object, Bucket='bbb', Key='cold')
        self.as_user(allow('s3:RestoreObject')).restore_object(**restore)
        deadline = time.monotonic() + 10
        while 'ongoing-request="true"' in reader.head_object(Bucket='bbb', Key='cold')['Restore'] and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assertEqual(reader.get_object(Bucket='bbb', Key='cold')['Body'].read(), b'1')
