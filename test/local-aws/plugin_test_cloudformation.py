"""Tests of the additions to CloudFormation itself, and to resource types of other services."""

import json

from botocore.exceptions import ClientError

from plugin_test_case import AdditionTest, MiniStackTest, TRUST, allow, document, resource
from plugin_test_server import REGION


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


class SecretKms(AdditionTest):
    addition = 'secret_kms'

    def test_reading_needs_the_key(self):
        key, secrets = self.server.client('kms').create_key()['KeyMetadata']['Arn'], self.server.client('secretsmanager')
        secrets.create_secret(Name='own', SecretString='1', KmsKeyId=key)
        secrets.create_secret(Name='managed', SecretString='1')
        via = {'Condition': {'StringEquals': {'kms:ViaService': f'secretsmanager.{REGION}.amazonaws.com'}}}
        read = allow('secretsmanager:GetSecretValue')
        without = self.server.client('secretsmanager', self.user('without', read))
        self.assertEqual(without.get_secret_value(SecretId='managed')['SecretString'], '1')
        self.assert_refused('AccessDeniedException', without.get_secret_value, SecretId='own')
        reader = self.server.client('secretsmanager', self.user('reader', read, allow('kms:Decrypt', key, **via)))
        self.assertEqual(reader.get_secret_value(SecretId='own')['SecretString'], '1')


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


class RetainExceptOnCreate(MiniStackTest):
    KEPT = {'DeletionPolicy': 'RetainExceptOnCreate', 'UpdateReplacePolicy': 'Retain'}

    def resources(self):
        bucket = {**resource('S3::Bucket', BucketName='kept'), **self.KEPT}
        statement = {**allow('s3:*', 'arn:aws:s3:::kept/*'), 'Effect': 'Deny', 'Principal': '*', 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}
        policy = {**resource('S3::BucketPolicy', Bucket={'Ref': 'Bucket'}, PolicyDocument=document(statement)), **self.KEPT}
        return {'Bucket': bucket, 'Policy': policy}

    def test_kept_when_the_stack_goes(self):
        self.assert_deploys(self.resources())
        self.server.destroy()
        self.assertIn('SecureTransport', self.s3.get_bucket_policy(Bucket='kept')['Policy'])

    def test_gone_with_a_failed_creation(self):
        broken = {**resource('IAM::UserToGroupAddition', GroupName='none', Users=['none']), 'DependsOn': ['Policy']}
        self.assert_fails({**self.resources(), 'Broken': broken}, '')
        self.assertEqual(self.s3.list_buckets()['Buckets'], [])


class UnknownTypes(MiniStackTest):
    def test_unknown_resource_type_fails(self):
        with self.assertRaises(ClientError) as refused:
            self.server.deploy({'X': resource('Nothing::Known')})
        self.assertIn('AWS::Nothing::Known', str(refused.exception))


class Imports(AdditionTest):
    addition = 'imports'

    def import_into_stack(self, resources, identifiers):
        client = self.server.client('cloudformation')
        template = {'Resources': {name: {**one, 'DeletionPolicy': 'Retain'} for name, one in resources.items()}}
        client.create_change_set(
            StackName='imported',
            ChangeSetName='import',
            ChangeSetType='IMPORT',
            TemplateBody=json.dumps(template),
            Capabilities=['CAPABILITY_NAMED_IAM'],
            ResourcesToImport=[
                {'ResourceType': resources[name]['Type'], 'LogicalResourceId': name, 'ResourceIdentifier': identifier}
                for name, identifier in identifiers.items()
            ],
        )
        client.execute_change_set(StackName='imported', ChangeSetName='import')
        client.get_waiter('stack_import_complete').wait(StackName='imported', WaiterConfig={'Delay': 1, 'MaxAttempts': 10})
        found = client.describe_stack_resources(StackName='imported')['StackResources']
        return {one['LogicalResourceId']: one['PhysicalResourceId'] for one in found}

    def test_user(self):
        self.iam.create_user(UserName='by-hand')
        imported = self.import_into_stack({'User': resource('IAM::User', UserName='by-hand')}, {'User': {'UserName': 'by-hand'}})
        self.assertEqual(imported, {'User': 'by-hand'})

    def test_policy_of_a_bucket(self):
        self.s3.create_bucket(Bucket='by-hand')
        policy = document({'Effect': 'Deny', 'Principal': '*', 'Action': 's3:PutObject', 'Resource': 'arn:aws:s3:::by-hand/*'})
        self.s3.put_bucket_policy(Bucket='by-hand', Policy=json.dumps(policy))
        resources = {'Policy': resource('S3::BucketPolicy', Bucket='by-hand', PolicyDocument=policy)}
        self.assertEqual(self.import_into_stack(resources, {'Policy': {'Bucket': 'by-hand'}}), {'Policy': 'by-hand'})
