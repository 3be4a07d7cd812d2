"""Tests of the additions to IAM."""

import json

from botocore.exceptions import ClientError

from plugin_test_case import AdditionTest, MiniStackTest, TRUST, allow, document, resource
from plugin_test_server import ACCOUNT


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


class OidcProvider(AdditionTest):
    addition = 'oidc_provider'

    def test_provider_is_created_and_deleted(self):
        provider = {'Provider': resource('IAM::OIDCProvider', Url='https://issuer.example.com/id/1')}
        arn = self.assert_deploys(provider, {'Arn': {'Fn::GetAtt': ['Provider', 'Arn']}})['Arn']
        self.assertEqual(arn, f'arn:aws:iam::{ACCOUNT}:oidc-provider/issuer.example.com/id/1')
        self.assertIn('issuer.example.com', self.iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)['Url'])
        self.assert_deploys({'User': resource('IAM::User')}, update=True)
        self.assertEqual(self.iam.list_open_id_connect_providers()['OpenIDConnectProviderList'], [])


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

    def test_eleventh_policy(self):
        self.iam.create_user(UserName='u')
        content = json.dumps(document(allow('s3:GetObject')))
        for number in range(10):
            created = self.iam.create_policy(PolicyName=f'p{number}', PolicyDocument=content)
            self.iam.attach_user_policy(UserName='u', PolicyArn=created['Policy']['Arn'])
        self.assert_fails(self.policy(Users=['u']), 'PoliciesPerUser: 10')
        self.iam.attach_user_policy(UserName='u', PolicyArn=created['Policy']['Arn'])  # once more
        another = self.iam.create_policy(PolicyName='another', PolicyDocument=content)['Policy']['Arn']
        self.assert_refused('LimitExceeded', self.iam.attach_user_policy, UserName='u', PolicyArn=another)


class Role(AdditionTest):
    addition = 'role'

    def test_permissions_boundary(self):
        boundary = resource('IAM::ManagedPolicy', PolicyDocument=document(allow('s3:GetObject')))
        role = resource('IAM::Role', RoleName='r', AssumeRolePolicyDocument=TRUST, PermissionsBoundary={'Ref': 'Boundary'})
        self.assert_deploys({'Boundary': boundary, 'Role': role})
        self.assertIn('PermissionsBoundary', self.iam.get_role(RoleName='r')['Role'])

    def test_unknown_managed_policy(self):
        missing = [f'arn:aws:iam::{ACCOUNT}:policy/missing']
        self.assert_fails({'Role': resource('IAM::Role', AssumeRolePolicyDocument=TRUST, ManagedPolicyArns=missing)}, 'NoSuchEntity')


class IamNames(AdditionTest):
    addition = 'iam_names'
    beside = ('group',)

    def test_names_that_differ_by_case(self):
        content, trust = json.dumps(document(allow('s3:GetObject'))), json.dumps(TRUST)
        calls = {'User': {}, 'Group': {}, 'Role': {'AssumeRolePolicyDocument': trust}, 'Policy': {'PolicyDocument': content}}
        for kind, more in calls.items():
            create = getattr(self.iam, f'create_{kind.lower()}')
            create(**{f'{kind}Name': 'Taken'}, **more)
            self.assert_refused('EntityAlreadyExists', create, **{f'{kind}Name': 'taken'}, **more)
        resources = {
            'User': resource('IAM::User', UserName='TAKEN'),
            'Group': resource('IAM::Group', GroupName='TAKEN'),
            'Role': resource('IAM::Role', RoleName='TAKEN', AssumeRolePolicyDocument=TRUST),
            'Policy': resource('IAM::ManagedPolicy', ManagedPolicyName='TAKEN', PolicyDocument=document(allow('s3:GetObject'))),
        }
        for kind, each in resources.items():
            self.assert_fails({kind: each}, 'already exists', stack=kind)


class IamQuotas(AdditionTest):
    addition = 'iam_quotas'

    def test_too_many_groups(self):
        for number in range(300):
            self.iam.create_group(GroupName=f'g{number}')
        self.assert_refused('LimitExceeded', self.iam.create_group, GroupName='one-more')

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


class IamEscaping(AdditionTest):
    addition = 'iam_escaping'
    TEXT = 'Archive & <restore> "logs" &amp;'

    def test_descriptions(self):
        resources = {
            'Policy': resource('IAM::ManagedPolicy', PolicyDocument=document(allow('s3:GetObject')), Description=self.TEXT),
            'Role': resource('IAM::Role', AssumeRolePolicyDocument=TRUST, Description=self.TEXT),
        }
        names = self.assert_deploys(resources, {'Policy': {'Ref': 'Policy'}, 'Role': {'Ref': 'Role'}})
        self.assertEqual(self.iam.get_policy(PolicyArn=names['Policy'])['Policy']['Description'], self.TEXT)
        self.assertEqual(self.iam.get_role(RoleName=names['Role'])['Role']['Description'], self.TEXT)
        self.assertEqual([role['Description'] for role in self.iam.list_roles()['Roles']], [self.TEXT])


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


class ServiceRole(MiniStackTest):
    def test_role_of_vm_import(self):
        condition = {'StringEquals': {'sts:Externalid': 'vmimport', 'aws:SourceAccount': ACCOUNT}}
        trust = {'Effect': 'Allow', 'Principal': {'Service': 'vmie.amazonaws.com'}, 'Action': 'sts:AssumeRole', 'Condition': condition}
        self.assert_deploys({'Role': resource('IAM::Role', RoleName='vmimport', AssumeRolePolicyDocument=document(trust))})
        found = self.iam.get_role(RoleName='vmimport')['Role']['AssumeRolePolicyDocument']
        self.assertEqual(found['Statement'][0]['Condition'], condition)
