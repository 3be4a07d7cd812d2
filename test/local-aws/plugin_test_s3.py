"""Tests of the additions to S3."""

import json

from plugin_test_case import AdditionTest, allow, document, resource
from plugin_test_server import ACCOUNT, OTHER_ACCOUNT


class Bucket(AdditionTest):
    addition = 'bucket'

    def deploy(self, update=False, **properties):
        self.assert_deploys({'Bucket': resource('S3::Bucket', BucketName='bbb', **properties)}, update=update)

    def test_encryption(self):
        rule = {'ServerSideEncryptionByDefault': {'SSEAlgorithm': 'aws:kms'}, 'BucketKeyEnabled': True}
        self.deploy(BucketEncryption={'ServerSideEncryptionConfiguration': [rule]})
        found = self.s3.get_bucket_encryption(Bucket='bbb')['ServerSideEncryptionConfiguration']['Rules'][0]
        self.assertEqual(found['ApplyServerSideEncryptionByDefault']['SSEAlgorithm'], 'aws:kms')
        self.assertTrue(found['BucketKeyEnabled'])

    def test_lifecycle(self):
        rule = {
            'Id': 'r',
            'Status': 'Enabled',
            'Prefix': 'in/',
            'TagFilters': [{'Key': 'k', 'Value': 'v'}],
            'Transitions': [{'StorageClass': 'GLACIER', 'TransitionInDays': 30}],
            'NoncurrentVersionExpiration': {'NoncurrentDays': 7},
            'AbortIncompleteMultipartUpload': {'DaysAfterInitiation': 3},
        }
        self.deploy(LifecycleConfiguration={'Rules': [rule]})
        found = self.s3.get_bucket_lifecycle_configuration(Bucket='bbb')['Rules'][0]
        self.assertEqual(found['Filter']['And']['Prefix'], 'in/')
        self.assertEqual(found['Filter']['And']['Tags'], [{'Key': 'k', 'Value': 'v'}])
        self.assertEqual(found['Transitions'], [{'Days': 30, 'StorageClass': 'GLACIER'}])
        self.assertEqual(found['NoncurrentVersionExpiration'], {'NoncurrentDays': 7})
        self.assertEqual(found['AbortIncompleteMultipartUpload'], {'DaysAfterInitiation': 3})

    def test_object_lock(self):
        retention = {'Rule': {'DefaultRetention': {'Mode': 'COMPLIANCE', 'Days': 3}}, 'ObjectLockEnabled': 'Enabled'}
        self.deploy(ObjectLockEnabled=True, ObjectLockConfiguration=retention)
        found = self.s3.get_object_lock_configuration(Bucket='bbb')['ObjectLockConfiguration']
        self.assertEqual(found['Rule']['DefaultRetention'], {'Mode': 'COMPLIANCE', 'Days': 3})
        self.assertEqual(self.s3.get_bucket_versioning(Bucket='bbb')['Status'], 'Enabled')

    def test_ownership_logging_and_tags(self):
        self.deploy(
            OwnershipControls={'Rules': [{'ObjectOwnership': 'BucketOwnerPreferred'}]},
            LoggingConfiguration={'LogFilePrefix': 'logs/'},
            Tags=[{'Key': 'k', 'Value': 'v'}],
        )
        ownership = self.s3.get_bucket_ownership_controls(Bucket='bbb')['OwnershipControls']
        self.assertEqual(ownership['Rules'][0]['ObjectOwnership'], 'BucketOwnerPreferred')
        self.assertEqual(self.s3.get_bucket_logging(Bucket='bbb')['LoggingEnabled']['TargetPrefix'], 'logs/')
        self.assertIn({'Key': 'k', 'Value': 'v'}, self.s3.get_bucket_tagging(Bucket='bbb')['TagSet'])

    def test_acl_for_access_logs(self):
        preferred = {'OwnershipControls': {'Rules': [{'ObjectOwnership': 'BucketOwnerPreferred'}]}}
        self.deploy(AccessControl='LogDeliveryWrite', **preferred)
        grants = self.s3.get_bucket_acl(Bucket='bbb')['Grants']
        delivery = {grant['Permission'] for grant in grants if grant['Grantee'].get('URI', '').endswith('/s3/LogDelivery')}
        self.assertEqual(delivery, {'WRITE', 'READ_ACP'})
        self.deploy(update=True, AccessControl='Private', **preferred)
        self.assertEqual(len(self.s3.get_bucket_acl(Bucket='bbb')['Grants']), 1)

    def test_acl_needs_acls(self):
        self.assert_fails({'Bucket': resource('S3::Bucket', AccessControl='LogDeliveryWrite')}, 'AccessControlListNotSupported')

    def test_a_removed_property_is_removed(self):
        self.deploy(Tags=[{'Key': 'k', 'Value': 'v'}], VersioningConfiguration={'Status': 'Enabled'})
        self.assertEqual(len(self.s3.get_bucket_tagging(Bucket='bbb')['TagSet']), 1)
        self.deploy(update=True)
        self.assert_refused('NoSuchTagSet', self.s3.get_bucket_tagging, Bucket='bbb')
        self.assertEqual(self.s3.get_bucket_versioning(Bucket='bbb')['Status'], 'Suspended')

    def test_bucket_with_objects_is_not_deleted(self):
        self.deploy()
        self.s3.put_object(Bucket='bbb', Key='k', Body=b'')
        self.assertEqual(self.server.destroy(), 'DELETE_FAILED')
        self.s3.head_object(Bucket='bbb', Key='k')


class BucketPolicy(AdditionTest):
    addition = 'bucket_policy'
    READ = {'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::bbb/*'}
    PUBLIC = document({**READ, 'Principal': '*'})
    PRIVATE = document({**READ, 'Principal': {'AWS': f'arn:aws:iam::{ACCOUNT}:root'}})

    def test_public_policy(self):
        block = resource('S3::Bucket', BucketName='bbb', PublicAccessBlockConfiguration={'BlockPublicPolicy': True})
        policy = resource('S3::BucketPolicy', Bucket={'Ref': 'Bucket'}, PolicyDocument=self.PUBLIC)
        self.assert_fails({'Bucket': block, 'Policy': policy}, 'BlockPublicPolicy')

    def test_second_policy(self):
        self.s3.create_bucket(Bucket='bbb')
        self.s3.put_bucket_policy(Bucket='bbb', Policy=json.dumps(self.PRIVATE))
        self.assert_fails({'Policy': resource('S3::BucketPolicy', Bucket='bbb', PolicyDocument=self.PRIVATE)}, 'already exists on bucket')

    def test_missing_bucket(self):
        self.assert_fails({'Policy': resource('S3::BucketPolicy', Bucket='bbb', PolicyDocument=self.PRIVATE)}, 'NoSuchBucket')


class S3Kms(AdditionTest):
    addition = 's3_kms'

    def encrypted_bucket(self, key_policy=None):
        more = {'Policy': json.dumps(key_policy)} if key_policy else {}
        arn = self.server.client('kms').create_key(**more)['KeyMetadata']['Arn']
        self.s3.create_bucket(Bucket='bbb')
        rule = {'ApplyServerSideEncryptionByDefault': {'SSEAlgorithm': 'aws:kms', 'KMSMasterKeyID': arn}}
        self.s3.put_bucket_encryption(Bucket='bbb', ServerSideEncryptionConfiguration={'Rules': [rule]})
        self.s3.put_object(Bucket='bbb', Key='k', Body=b'1')
        return arn

    def test_write_and_read_need_the_key(self):
        arn = self.encrypted_bucket()
        s3_only = allow(['s3:GetObject', 's3:PutObject'])
        via_s3 = {'StringEquals': {'kms:ViaService': 's3.us-east-1.amazonaws.com'}}
        without = self.server.client('s3', self.user('without', s3_only))
        writer = self.server.client('s3', self.user('writer', s3_only, allow('kms:GenerateDataKey', arn, Condition=via_s3)))
        reader = self.server.client('s3', self.user('reader', s3_only, allow('kms:Decrypt', arn)))
        for allowed, refused, call in ((writer, reader, 'put_object'), (reader, writer, 'get_object')):
            parameters = {'Bucket': 'bbb', 'Key': 'k', **({'Body': b'1'} if call == 'put_object' else {})}
            getattr(allowed, call)(**parameters)
            self.assert_refused('AccessDenied', getattr(refused, call), **parameters)
            self.assert_refused('AccessDenied', getattr(without, call), **parameters)

    def test_key_policy_decides_too(self):
        only = {'Effect': 'Allow', 'Principal': {'AWS': f'arn:aws:iam::{ACCOUNT}:user/someone'}, 'Action': 'kms:*', 'Resource': '*'}
        self.encrypted_bucket(document(only))
        s3 = self.server.client('s3', self.user('u', allow(['s3:GetObject', 'kms:Decrypt'])))
        self.assert_refused('AccessDenied', s3.get_object, Bucket='bbb', Key='k')


    def test_key_must_be_enabled(self):
        arn, kms = self.encrypted_bucket(), self.server.client('kms')
        for change, code, more in (
            (kms.disable_key, 'KMS.DisabledException', {}),
            (kms.enable_key, None, {}),
            (kms.schedule_key_deletion, 'KMS.KMSInvalidStateException', {'PendingWindowInDays': 7}),
        ):
            change(KeyId=arn, **more)
            for call, parameters in ((self.s3.put_object, {'Body': b'1'}), (self.s3.get_object, {})):
                if code:
                    self.assert_refused(code, call, Bucket='bbb', Key='k', **parameters)
                else:
                    call(Bucket='bbb', Key='k', **parameters)
            self.s3.head_object(Bucket='bbb', Key='k')


class S3CallersKeys(AdditionTest):
    addition = 's3_callers_keys'
    beside = ('bucket',)
    KEY = {'SSECustomerAlgorithm': 'AES256', 'SSECustomerKey': '0' * 32}

    def test_refused_unless_the_bucket_allows_them(self):
        for blocked, refused in ((None, True), (['SSE-C'], True), (['NONE'], False)):
            rule = {'ServerSideEncryptionByDefault': {'SSEAlgorithm': 'AES256'}, 'BucketKeyEnabled': True}
            rule |= {'BlockedEncryptionTypes': {'EncryptionType': blocked}} if blocked else {}
            encryption = {'ServerSideEncryptionConfiguration': [rule]}
            bucket = resource('S3::Bucket', BucketName='bbb', BucketEncryption=encryption)
            self.assert_deploys({'Bucket': bucket}, update=blocked is not None)
            found = self.s3.get_bucket_encryption(Bucket='bbb')['ServerSideEncryptionConfiguration']['Rules'][0]
            self.assertEqual(found.get('BlockedEncryptionTypes', {}).get('EncryptionType'), blocked)
            self.s3.put_object(Bucket='bbb', Key='source', Body=b'1')
            for call, more in (
                (self.s3.put_object, {'Body': b'1'}),
                (self.s3.create_multipart_upload, {}),
                (self.s3.copy_object, {'CopySource': 'bbb/source'}),
            ):
                if refused:
                    self.assert_refused('AccessDenied', call, Bucket='bbb', Key='k', **self.KEY, **more)
                else:
                    call(Bucket='bbb', Key='k', **self.KEY, **more)


class ResourceAccount(AdditionTest):
    addition = 'resource_account'

    def setUp(self):
        super().setUp()
        self.s3.create_bucket(Bucket='bbb')
        self.s3.put_object(Bucket='bbb', Key='k', Body=b'1')

    def let_in(self, principal):
        statement = {'Effect': 'Allow', 'Principal': {'AWS': principal}, 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::bbb/*'}
        self.s3.put_bucket_policy(Bucket='bbb', Policy=json.dumps(document(statement)))

    def foreign_user(self, name, **condition):
        return self.server.client('s3', self.user(name, allow('s3:GetObject', **condition), account=OTHER_ACCOUNT))

    def test_condition_knows_the_owner(self):
        self.let_in(f'arn:aws:iam::{OTHER_ACCOUNT}:root')
        own = self.foreign_user('own', Condition={'StringEquals': {'aws:ResourceAccount': OTHER_ACCOUNT}})
        self.assert_refused('AccessDenied', own.get_object, Bucket='bbb', Key='k')
        owner = self.foreign_user('owner', Condition={'StringEquals': {'aws:ResourceAccount': ACCOUNT}})
        owner.get_object(Bucket='bbb', Key='k')

    def test_bucket_policy_names_a_foreign_user(self):
        named, other = self.foreign_user('named'), self.foreign_user('other')
        self.let_in(f'arn:aws:iam::{OTHER_ACCOUNT}:user/named')
        named.get_object(Bucket='bbb', Key='k')
        self.assert_refused('AccessDenied', other.get_object, Bucket='bbb', Key='k')


class S3RequestPayment(AdditionTest):
    addition = 's3_request_payment'

    def test_who_pays(self):
        self.s3.create_bucket(Bucket='bbb')
        self.assertEqual(self.s3.get_bucket_request_payment(Bucket='bbb').get('Payer'), 'BucketOwner')
