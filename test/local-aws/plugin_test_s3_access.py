"""Tests of what S3 calls are authorised for."""

import json
import tempfile
import time
from ssl import TLSVersion

from plugin_test_case import AdditionTest, MiniStackTest, allow, document
from plugin_test_server import OTHER_ACCOUNT, Server

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

    def is_refused(self, call, **parameters):
        try:
            call(Bucket='bbb', **parameters)
        except Exception as error:
            return 'AccessDenied' in str(error)
        return False


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


class S3RequestKeys(BucketTest, AdditionTest):
    addition = 's3_request_keys'

    def test_storage_class(self):
        condition = {'StringEqualsIfExists': {'s3:x-amz-storage-class': ['STANDARD', 'STANDARD_IA']}}
        s3 = self.as_user(allow('s3:PutObject', Condition=condition))
        s3.put_object(Bucket='bbb', Key='k', Body=b'1')
        s3.put_object(Bucket='bbb', Key='k', Body=b'1', StorageClass='STANDARD_IA')
        self.assert_refused('AccessDenied', s3.put_object, Bucket='bbb', Key='k', Body=b'1', StorageClass='GLACIER')
        self.assert_refused('AccessDenied', s3.create_multipart_upload, Bucket='bbb', Key='k', StorageClass='GLACIER')


    def test_key_of_an_upload(self):
        key = self.server.client('kms').create_key()['KeyMetadata']['Arn']
        condition = {'StringEquals': {'s3:x-amz-server-side-encryption-aws-kms-key-id': key}}
        s3 = self.as_user(allow('s3:PutObject', Condition=condition), allow('kms:GenerateDataKey'))
        upload = {'Bucket': 'bbb', 'Key': 'k', 'Body': b'1'}
        s3.put_object(**upload, ServerSideEncryption='aws:kms', SSEKMSKeyId=key)
        self.assert_refused('AccessDenied', s3.put_object, **upload)

    def test_version(self):
        condition = {'StringEquals': {'s3:VersionId': self.version}}
        s3 = self.as_user(allow(['s3:GetObject', 's3:GetObjectVersion'], Condition=condition))
        s3.get_object(Bucket='bbb', Key='k', VersionId=self.version)
        self.assert_refused('AccessDenied', s3.get_object, Bucket='bbb', Key='k')

    def test_signature(self):
        for kind, answers in (('REST-HEADER', (True, 403)), ('REST-QUERY-STRING', (False, 200))):
            condition = {'StringEquals': {'s3:authType': kind, 's3:signatureversion': 'AWS4-HMAC-SHA256'}}
            credentials = self.user(kind, allow('s3:PutObject', Condition=condition))
            uploaded = not self.is_refused(self.server.client('s3', credentials).put_object, Key='k', Body=b'1')
            self.assertEqual((uploaded, self.put_with_presigned_url(credentials, 'bbb/k')), answers)


class S3MissingKey(BucketTest, AdditionTest):
    addition = 's3_missing_key'
    OBJECTS = allow(['s3:GetObject', 's3:GetObjectAttributes', 's3:PutObject', 's3:DeleteObject'])
    LIST = allow('s3:ListBucket', 'arn:aws:s3:::bbb')
    BELOW = {**LIST, 'Condition': {'StringLike': {'s3:prefix': ['folder/*']}}}
    OVER_HTTP = {**LIST, 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}

    def reads(self, s3, missing='missing'):
        found = {'Bucket': 'bbb', 'Key': missing}
        yield 'NoSuchKey', s3.get_object, found
        yield '404', s3.head_object, found
        yield 'NoSuchKey', s3.get_object_attributes, {**found, 'ObjectAttributes': ['ETag']}
        yield 'NoSuchKey', s3.copy_object, {'Bucket': 'bbb', 'Key': 'copy', 'CopySource': f'bbb/{missing}'}

    def assert_hidden(self, s3, **more):
        for _code, call, parameters in self.reads(s3, **more):
            self.assert_refused('403' if call.__name__ == 'head_object' else 'AccessDenied', call, **parameters)

    def test_who_may_not_list(self):
        without = self.as_user(self.OBJECTS, name='without')
        self.assert_hidden(without)
        self.assert_hidden(self.as_user(self.OBJECTS, self.BELOW, name='below'), missing='folder/missing')
        without.get_object(Bucket='bbb', Key='k')
        without.delete_object(Bucket='bbb', Key='k')
        self.assert_hidden(without, missing='k')

    def test_who_may_list(self):
        self.assert_hidden(self.as_user(self.OBJECTS, name='without'))
        for name, statement in {'list': self.LIST, 'over-http': self.OVER_HTTP}.items():
            for code, call, parameters in self.reads(self.as_user(self.OBJECTS, statement, name=name)):
                self.assert_refused(code, call, **parameters)

    def test_what_the_bucket_policy_says(self):
        self.s3.put_bucket_policy(Bucket='bbb', Policy=json.dumps(document({**self.LIST, 'Effect': 'Deny', 'Principal': '*'})))
        self.assert_hidden(self.as_user(self.OBJECTS, self.LIST))

    def test_bucket_of_another_account(self):
        objects = {'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::bbb/*'}
        let_in = {'Principal': {'AWS': f'arn:aws:iam::{OTHER_ACCOUNT}:root'}}
        s3 = self.server.client('s3', self.user('u', allow('s3:*'), account=OTHER_ACCOUNT))
        for statements, code in (([objects], 'AccessDenied'), ([objects, self.LIST], 'NoSuchKey')):
            self.s3.put_bucket_policy(Bucket='bbb', Policy=json.dumps(document(*(each | let_in for each in statements))))
            self.assert_refused(code, s3.get_object, Bucket='bbb', Key='missing')


class S3BatchDelete(BucketTest, AdditionTest):
    addition = 's3_batch_delete'

    def test_one_old_version(self):
        entry = [{'Key': 'k', 'VersionId': self.version}]
        marking = self.as_user(allow('s3:DeleteObject'), name='marking')
        self.assert_refused('AccessDenied', marking.delete_objects, Bucket='bbb', Delete={'Objects': entry})
        marking.delete_objects(Bucket='bbb', Delete={'Objects': [{'Key': 'k'}]})
        self.s3.head_object(Bucket='bbb', Key='k', VersionId=self.version)
        s3 = self.as_user(allow('s3:DeleteObjectVersion'))
        s3.delete_objects(Bucket='bbb', Delete={'Objects': entry})
        self.assert_refused('AccessDenied', s3.delete_objects, Bucket='bbb', Delete={'Objects': [{'Key': 'k'}]})


class S3TlsVersion(AdditionTest):
    addition = 's3_tls_version'

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.plain, cls.server = cls.server, Server(without=cls.server.without, tls=folder.name)
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        super().setUp()
        self.s3.create_bucket(Bucket='bbb')

    def test_version_that_was_agreed_on(self):
        credentials = self.user('u', allow('s3:*'))
        policy = {'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource': 'arn:aws:s3:::bbb/*'}
        for minimum, answers in (('1.2', (200, 200)), ('1.3', (403, 200)), ('1.4', (403, 403))):
            condition = {'Condition': {'NumericLessThan': {'s3:TlsVersion': minimum}}}
            self.s3.put_bucket_policy(Bucket='bbb', Policy=json.dumps(document(policy | condition)))
            found = [self.put_with_presigned_url(credentials, 'bbb/k', newest) for newest in (TLSVersion.TLSv1_2, TLSVersion.TLSv1_3)]
            self.assertEqual(tuple(found), answers, minimum)

    def test_absent_without_tls(self):
        condition = {'Null': {'s3:TlsVersion': 'true'}}
        for server in (self.server, self.plain):
            self.server = server
            server.reset()
            server.client('s3').create_bucket(Bucket='bbb')
            self.iam = server.client('iam')
            found = self.put_with_presigned_url(self.user('u', allow('s3:PutObject', Condition=condition)), 'bbb/k')
            self.assertEqual(found, 200 if server is self.plain else 403)


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
