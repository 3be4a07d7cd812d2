"""Tests of the additions to MiniStack, run with the Python environment of the local AWS:

python plugin_test.py                what every addition does
python plugin_test.py --left-out     the same tests, each with its addition left out of the server: every one of them must fail
"""

import io
import json
import sys
import unittest

from botocore.exceptions import ClientError

from plugin.additions import ADDITIONS
from plugin_test_server import ACCOUNT, OTHER_ACCOUNT, Server


class AdditionTest(unittest.TestCase):
    addition: str
    server: Server

    def setUp(self):
        self.server.reset()
        self.iam, self.s3 = self.server.client('iam'), self.server.client('s3')

    def assert_deploys(self, resources, outputs=None, **options):
        succeeded, values, reasons = self.server.deploy(resources, outputs, **options)
        self.assertTrue(succeeded, reasons)
        return values

    def assert_fails(self, resources, reason, **options):
        succeeded, _values, reasons = self.server.deploy(resources, **options)
        self.assertFalse(succeeded, 'the deployment was to fail')
        self.assertIn(reason, reasons)

    def assert_refused(self, code, call, **parameters):
        with self.assertRaises(ClientError) as refused:
            call(**parameters)
        self.assertEqual(refused.exception.response['Error']['Code'], code)

    def user(self, name, *statements, account=None):
        """A user with these permissions; returns its credentials."""
        iam = self.server.client('iam', (account, 'test')) if account else self.iam
        iam.create_user(UserName=name)
        if statements:
            iam.put_user_policy(UserName=name, PolicyName='permissions', PolicyDocument=json.dumps(document(*statements)))
        key = iam.create_access_key(UserName=name)['AccessKey']
        return key['AccessKeyId'], key['SecretAccessKey']


def document(*statements):
    return {'Version': '2012-10-17', 'Statement': list(statements)}


def allow(actions, resources='*', **more):
    return {'Effect': 'Allow', 'Action': actions, 'Resource': resources, **more}


def resource(kind, **properties):
    return {'Type': f'AWS::{kind}', 'Properties': properties}


TRUST = document({'Effect': 'Allow', 'Principal': {'AWS': f'arn:aws:iam::{ACCOUNT}:root'}, 'Action': 'sts:AssumeRole'})


class AccessKey(AdditionTest):
    addition = 'access_key'
    OUTPUTS = {'Id': {'Ref': 'Key'}, 'Secret': {'Fn::GetAtt': ['Key', 'SecretAccessKey']}}

    @staticmethod
    def resources(**properties):
        return {'User': resource('IAM::User', UserName='u'), 'Key': resource('IAM::AccessKey', UserName={'Ref': 'User'}, **properties)}

    def whoami(self, outputs):
        return self.server.client('sts', (outputs['Id'], outputs['Secret'])).get_caller_identity()['Arn']

    def test_key_works_and_is_deleted(self):
        outputs = self.assert_deploys(self.resources(), self.OUTPUTS)
        self.assertEqual(self.whoami(outputs), f'arn:aws:iam::{ACCOUNT}:user/u')
        self.assertIsNone(self.server.destroy())

    def test_higher_serial_replaces_the_key(self):
        first = self.assert_deploys(self.resources(Serial=1), self.OUTPUTS)
        second = self.assert_deploys(self.resources(Serial=2), self.OUTPUTS, update=True)
        self.assertEqual([key['AccessKeyId'] for key in self.iam.list_access_keys(UserName='u')['AccessKeyMetadata']], [second['Id']])
        self.assert_refused('InvalidClientTokenId', self.server.client('sts', (first['Id'], first['Secret'])).get_caller_identity)

    def test_inactive_key_is_refused(self):
        outputs = self.assert_deploys(self.resources(), self.OUTPUTS)
        self.assert_deploys(self.resources(Status='Inactive'), self.OUTPUTS, update=True)
        with self.assertRaises(ClientError):
            self.whoami(outputs)


class Group(AdditionTest):
    addition = 'group'

    @staticmethod
    def resources(**properties):
        return {
            'Group': resource('IAM::Group', **properties),
            'User': resource('IAM::User', UserName='u'),
            'Add': resource('IAM::UserToGroupAddition', GroupName={'Ref': 'Group'}, Users=[{'Ref': 'User'}]),
        }

    def test_members_get_the_groups_permissions(self):
        inline = [{'PolicyName': 'p', 'PolicyDocument': document(allow('s3:ListAllMyBuckets'))}]
        resources = self.resources(GroupName='g', Path='/x/', Policies=inline)
        outputs = self.assert_deploys(resources, {'Arn': {'Fn::GetAtt': ['Group', 'Arn']}})
        self.assertEqual(outputs['Arn'], f'arn:aws:iam::{ACCOUNT}:group/x/g')
        key = self.iam.create_access_key(UserName='u')['AccessKey']
        s3 = self.server.client('s3', (key['AccessKeyId'], key['SecretAccessKey']))
        s3.list_buckets()
        self.assert_deploys(self.resources(GroupName='g', Path='/x/'), update=True)
        self.assert_refused('AccessDenied', s3.list_buckets)

    def test_unknown_managed_policy_fails_and_leaves_nothing(self):
        missing = f'arn:aws:iam::{ACCOUNT}:policy/missing'
        self.assert_fails({'Group': resource('IAM::Group', GroupName='g', ManagedPolicyArns=[missing])}, 'NoSuchEntity')
        self.assertEqual(self.iam.list_groups()['Groups'], [])

    def test_destroy_leaves_nothing(self):
        self.assert_deploys(self.resources(GroupName='g'))
        self.assertIsNone(self.server.destroy())
        self.assertEqual(self.iam.list_groups()['Groups'], [])


class InlinePolicies(AdditionTest):
    addition = 'inline_policies'

    def test_policies_of_each_kind(self):
        self.iam.create_user(UserName='x')
        self.iam.create_group(GroupName='x')
        self.iam.create_role(RoleName='x', AssumeRolePolicyDocument=json.dumps(TRUST))
        kinds = ('User', 'Group', 'Role')
        content = {'PolicyName': 'p', 'PolicyDocument': document(allow('s3:GetObject'))}
        self.assert_deploys({kind: resource(f'IAM::{kind}Policy', **{f'{kind}Name': 'x'}, **content) for kind in kinds})
        listings = {'User': self.iam.list_user_policies, 'Group': self.iam.list_group_policies, 'Role': self.iam.list_role_policies}
        for kind, listing in listings.items():
            self.assertEqual(listing(**{f'{kind}Name': 'x'})['PolicyNames'], ['p'])
        self.assertIsNone(self.server.destroy())
        for kind, listing in listings.items():
            self.assertEqual(listing(**{f'{kind}Name': 'x'})['PolicyNames'], [])


class ManagedPolicy(AdditionTest):
    addition = 'managed_policy'

    def policy(self, content=None, **properties):
        return {'Policy': resource('IAM::ManagedPolicy', PolicyDocument=content or document(allow('s3:GetObject')), **properties)}

    def test_unknown_targets_fail(self):
        self.assert_fails(self.policy(Users=['missing']), 'The user with name missing cannot be found')

    def test_size_quota(self):
        large = document(allow('s3:GetObject', [f'arn:aws:s3:::bucket-{number:04}/*' for number in range(250)]))
        self.assert_fails(self.policy(large), 'PolicySize: 6144')

    def test_size_quota_through_the_api(self):
        large = document(allow('s3:GetObject', [f'arn:aws:s3:::bucket-{number:04}/*' for number in range(250)]))
        self.assert_refused('LimitExceeded', self.iam.create_policy, PolicyName='p', PolicyDocument=json.dumps(large))

    def test_taken_name(self):
        self.iam.create_policy(PolicyName='taken', PolicyDocument=json.dumps(document(allow('s3:GetObject'))))
        self.assert_fails(self.policy(ManagedPolicyName='taken'), 'EntityAlreadyExists')

    def test_eleventh_policy(self):
        self.iam.create_user(UserName='u')
        content = json.dumps(document(allow('s3:GetObject')))
        for number in range(10):
            created = self.iam.create_policy(PolicyName=f'p{number}', PolicyDocument=content)
            self.iam.attach_user_policy(UserName='u', PolicyArn=created['Policy']['Arn'])
        self.assert_fails(self.policy(Users=['u']), 'PoliciesPerUser: 10')


class Role(AdditionTest):
    addition = 'role'

    def test_permissions_boundary(self):
        boundary = resource('IAM::ManagedPolicy', PolicyDocument=document(allow('s3:GetObject')))
        role = resource('IAM::Role', RoleName='r', AssumeRolePolicyDocument=TRUST, PermissionsBoundary={'Ref': 'Boundary'})
        self.assert_deploys({'Boundary': boundary, 'Role': role})
        self.assertIn('PermissionsBoundary', self.iam.get_role(RoleName='r')['Role'])

    def test_taken_name(self):
        self.iam.create_role(RoleName='taken', AssumeRolePolicyDocument=json.dumps(TRUST))
        self.assert_fails({'Role': resource('IAM::Role', RoleName='taken', AssumeRolePolicyDocument=TRUST)}, 'already exists')

    def test_unknown_managed_policy(self):
        missing = [f'arn:aws:iam::{ACCOUNT}:policy/missing']
        self.assert_fails({'Role': resource('IAM::Role', AssumeRolePolicyDocument=TRUST, ManagedPolicyArns=missing)}, 'NoSuchEntity')


class IamQuotas(AdditionTest):
    addition = 'iam_quotas'

    def test_third_key(self):
        self.iam.create_user(UserName='u')
        self.iam.create_access_key(UserName='u')
        self.iam.create_access_key(UserName='u')
        self.assert_refused('LimitExceeded', self.iam.create_access_key, UserName='u')

    def test_eleventh_group(self):
        self.iam.create_user(UserName='u')
        for number in range(11):
            self.iam.create_group(GroupName=f'g{number}')
        for number in range(10):
            self.iam.add_user_to_group(UserName='u', GroupName=f'g{number}')
        self.assert_refused('LimitExceeded', self.iam.add_user_to_group, UserName='u', GroupName='g10')

    def test_group_in_use(self):
        self.iam.create_user(UserName='u')
        self.iam.create_group(GroupName='g')
        self.iam.add_user_to_group(UserName='u', GroupName='g')
        self.assert_refused('DeleteConflict', self.iam.delete_group, GroupName='g')

    def test_user_in_a_group(self):
        self.iam.create_user(UserName='u')
        self.iam.create_group(GroupName='g')
        self.iam.add_user_to_group(UserName='u', GroupName='g')
        self.assert_refused('DeleteConflict', self.iam.delete_user, UserName='u')


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

    def test_a_removed_property_is_removed(self):
        self.deploy(Tags=[{'Key': 'k', 'Value': 'v'}], VersioningConfiguration={'Status': 'Enabled'})
        self.assertEqual(len(self.s3.get_bucket_tagging(Bucket='bbb')['TagSet']), 1)
        self.deploy(update=True)
        self.assert_refused('NoSuchTagSet', self.s3.get_bucket_tagging, Bucket='bbb')
        self.assertEqual(self.s3.get_bucket_versioning(Bucket='bbb')['Status'], 'Suspended')

    def test_invalid_name(self):
        self.assert_fails({'Bucket': resource('S3::Bucket', BucketName='Not_valid')}, 'InvalidBucketName')

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


class Secret(AdditionTest):
    addition = 'secret'

    def test_ref_is_the_arn(self):
        outputs = {'Ref': {'Ref': 'Secret'}}
        ref = self.assert_deploys({'Secret': resource('SecretsManager::Secret', Name='s', SecretString='1')}, outputs)['Ref']
        self.assertTrue(ref.startswith('arn:aws:secretsmanager:'), ref)
        changed = {'Secret': resource('SecretsManager::Secret', Name='s', SecretString='2')}
        self.assertEqual(self.assert_deploys(changed, outputs, update=True)['Ref'], ref)
        self.assertEqual(self.server.client('secretsmanager').get_secret_value(SecretId=ref)['SecretString'], '2')
        self.assertIsNone(self.server.destroy())
        self.assertEqual(self.server.client('secretsmanager').list_secrets()['SecretList'], [])

    def test_taken_name(self):
        self.server.client('secretsmanager').create_secret(Name='taken', SecretString='1')
        self.assert_fails({'Secret': resource('SecretsManager::Secret', Name='taken', SecretString='2')}, 'already exists')


class ObjectLock(AdditionTest):
    addition = 'object_lock'
    LOCK = {'ObjectLockMode': 'COMPLIANCE', 'ObjectLockRetainUntilDate': '2099-01-01T00:00:00Z'}

    def setUp(self):
        super().setUp()
        self.s3.create_bucket(Bucket='bbb', ObjectLockEnabledForBucket=True)

    def assert_locked(self, key):
        self.assertEqual(self.s3.get_object_retention(Bucket='bbb', Key=key)['Retention']['Mode'], 'COMPLIANCE')

    def test_multipart_upload(self):
        upload = {'Bucket': 'bbb', 'Key': 'k', 'UploadId': self.s3.create_multipart_upload(Bucket='bbb', Key='k', **self.LOCK)['UploadId']}
        part = self.s3.upload_part(**upload, PartNumber=1, Body=b'1')
        self.s3.complete_multipart_upload(**upload, MultipartUpload={'Parts': [{'PartNumber': 1, 'ETag': part['ETag']}]})
        self.assert_locked('k')

    def test_copy(self):
        self.s3.put_object(Bucket='bbb', Key='source', Body=b'1')
        self.s3.copy_object(Bucket='bbb', Key='k', CopySource='bbb/source', **self.LOCK)
        self.assert_locked('k')

    def test_lock_headers_need_their_own_permissions(self):
        s3 = self.server.client('s3', self.user('u', allow('s3:PutObject')))
        s3.put_object(Bucket='bbb', Key='k', Body=b'1')
        self.assert_refused('AccessDenied', s3.put_object, Bucket='bbb', Key='k', Body=b'1', **self.LOCK)
        self.assert_refused('AccessDenied', s3.put_object, Bucket='bbb', Key='k', Body=b'1', ObjectLockLegalHoldStatus='ON')
        allowed = self.user('v', allow(['s3:PutObject', 's3:PutObjectRetention']))
        self.server.client('s3', allowed).put_object(Bucket='bbb', Key='k', Body=b'1', **self.LOCK)


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


class PolicyVariables(AdditionTest):
    addition = 'policy_variables'

    def test_resource(self):
        self.s3.create_bucket(Bucket='bbb')
        s3 = self.server.client('s3', self.user('me', allow('s3:PutObject', 'arn:aws:s3:::bbb/${aws:username}/*')))
        s3.put_object(Bucket='bbb', Key='me/k', Body=b'1')
        self.assert_refused('AccessDenied', s3.put_object, Bucket='bbb', Key='you/k', Body=b'1')

    def test_missing_variable_and_default(self):
        self.s3.create_bucket(Bucket='bbb')
        with_default = "arn:aws:s3:::bbb/${aws:PrincipalTag/team, 'none'}/*"
        s3 = self.server.client('s3', self.user('me', allow('s3:PutObject', [with_default, 'arn:aws:s3:::bbb/${aws:PrincipalTag/x}*'])))
        s3.put_object(Bucket='bbb', Key='none/k', Body=b'1')
        self.assert_refused('AccessDenied', s3.put_object, Bucket='bbb', Key='other/k', Body=b'1')


class Conditions(AdditionTest):
    addition = 'conditions'

    def test_joined_list_parameter(self):
        empty = {'Fn::Equals': ['', {'Fn::Join': ['', {'Ref': 'List'}]}]}
        for default, expected in (('', 'empty'), ('a, b', 'filled')):
            self.server.reset()
            outputs = self.assert_deploys(
                {'User': resource('IAM::User')},
                {'Answer': {'Fn::If': ['Empty', 'empty', 'filled']}},
                Parameters={'List': {'Type': 'CommaDelimitedList', 'Default': default}},
                Conditions={'Empty': empty},
            )
            self.assertEqual(outputs['Answer'], expected)


class AppliedProperties(AdditionTest):
    addition = 'applied_properties'

    def assert_property_fails(self, kind, name, **properties):
        self.server.reset()
        with self.subTest(f'{kind} {name}'):
            self.assert_fails({'Resource': resource(kind, **properties)}, f'{kind.split("::")[1]}.{name}')

    def test_unknown_properties(self):
        self.assert_property_fails('S3::Bucket', 'IntelligentTieringConfigurations', IntelligentTieringConfigurations=[])
        self.assert_property_fails('S3::Bucket', 'AccessControl', AccessControl='PublicRead')
        nested = {'Rules': [{'Status': 'Enabled', 'ExpirationInDay': 3}]}
        self.assert_property_fails('S3::Bucket', 'LifecycleConfiguration.Rules[0].ExpirationInDay', LifecycleConfiguration=nested)
        self.assert_property_fails('IAM::User', 'Nmae', Nmae='u')
        self.assert_property_fails('IAM::Role', 'Boundary', AssumeRolePolicyDocument=TRUST, Boundary='x')
        self.assert_property_fails('SecretsManager::Secret', 'ReplicaRegions', ReplicaRegions=[])
        self.assert_property_fails('KMS::Key', 'BypassPolicyLockoutSafetyCheck', BypassPolicyLockoutSafetyCheck=True)
        self.assert_property_fails('IAM::ManagedPolicy', 'Tags', PolicyDocument=document(allow('s3:GetObject')), Tags=[])

    def test_type_without_a_row(self):
        self.assert_fails({'Queue': resource('SQS::Queue')}, 'Nobody has checked')


class MiniStackItself(unittest.TestCase):
    """What the project relies on and MiniStack does by itself."""

    server: Server

    def test_unknown_resource_type_fails(self):
        self.server.reset()
        with self.assertRaises(ClientError) as refused:
            self.server.deploy({'X': resource('Nothing::Known')})
        self.assertIn('AWS::Nothing::Known', str(refused.exception))


def tests_of(cases):
    return unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromTestCase(case) for case in cases)


def run_all():
    """Every test on one server with all additions."""
    cases = [*AdditionTest.__subclasses__(), MiniStackItself]
    untested = set(ADDITIONS) - {case.addition for case in AdditionTest.__subclasses__()}
    server = AdditionTest.server = MiniStackItself.server = Server()
    try:
        result = unittest.TextTestRunner().run(tests_of(cases))
    finally:
        server.stop()
    if untested:
        print(f'Additions without a test: {sorted(untested)}')
    return result.wasSuccessful() and not untested


def run_left_out():
    """The tests of each addition on a server without it. One that still passes proves nothing about its addition."""
    useless = []
    for case in AdditionTest.__subclasses__():
        server = case.server = Server(without=case.addition)
        try:
            suite = tests_of([case])
            result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
        finally:
            server.stop()
        failed = {test.test_case.id() if hasattr(test, 'test_case') else test.id() for test, _trace in result.failures + result.errors}
        names = {f'{__name__}.{case.__name__}.{name}' for name in unittest.defaultTestLoader.getTestCaseNames(case)}
        useless += sorted(names - failed)
        print(f'without {case.addition}: {len(names & failed)} of {len(names)} tests fail')
    if useless:
        print(f'These pass without their addition: {", ".join(useless)}')
    return not useless


if __name__ == '__main__':
    sys.exit(0 if (run_left_out() if '--left-out' in sys.argv[1:] else run_all()) else 1)
