"""Tests of STS: sessions."""

import json
from datetime import datetime, timedelta, timezone

from plugin_test_case import AdditionTest, MiniStackTest, TRUST, allow, document
from plugin_test_server import ACCOUNT

PROVIDER = ('s3:*', 'sts:GetFederationToken', 'iam:*')


class Sessions:
    """What the tests need: a provider and the sessions that it hands out."""

    def provider(self, *statements, name='provider'):
        return self.user(name, *(statements or [allow(list(PROVIDER))]))

    def federate(self, credentials, *statements, name='customer', **more):
        """A session's credentials."""
        policy = {'Policy': json.dumps(document(*statements))} if statements else {}
        return self.keys(self.server.client('sts', credentials).get_federation_token(Name=name, **policy, **more))

    def session(self, credentials, **more):
        return self.keys(self.server.client('sts', credentials).get_session_token(**more))

    def role(self, **more):
        self.iam.create_role(RoleName='role', AssumeRolePolicyDocument=json.dumps(TRUST), **more)
        self.iam.put_role_policy(RoleName='role', PolicyName='all', PolicyDocument=json.dumps(document(allow('*'))))
        return {'RoleArn': f'arn:aws:iam::{ACCOUNT}:role/role', 'RoleSessionName': 's1'}

    @staticmethod
    def keys(answer):
        session = answer['Credentials']
        return session['AccessKeyId'], session['SecretAccessKey'], session['SessionToken']


class Federation(Sessions, AdditionTest):
    addition = 'federation'

    def test_token_is_authorised_on_the_federated_user(self):
        resource = f'arn:aws:sts::{ACCOUNT}:federated-user/customer-*'
        credentials = self.provider(allow('sts:GetFederationToken', resource))
        self.federate(credentials, allow('s3:*'), name='customer-1')
        self.assert_refused('AccessDenied', self.server.client('sts', credentials).get_federation_token, Name='other')

    def test_sessions_can_call_neither_iam_nor_sts(self):
        session = self.federate(self.provider(allow('*')), allow('*'))
        iam, sts = self.server.client('iam', session), self.server.client('sts', session)
        self.assert_refused('AccessDenied', iam.list_users)
        self.assert_refused('AccessDenied', sts.assume_role, RoleArn=f'arn:aws:iam::{ACCOUNT}:role/r', RoleSessionName='s1')
        self.assertEqual(sts.get_caller_identity()['Arn'], f'arn:aws:sts::{ACCOUNT}:federated-user/customer')
        self.server.client('s3', session).list_buckets()


class SessionToken(Sessions, AdditionTest):
    addition = 'session_token'

    def test_sessions_can_call_no_iam_and_little_of_sts(self):
        session = self.session(self.provider(allow('*')))
        iam, sts = self.server.client('iam', session), self.server.client('sts', session)
        self.assert_refused('AccessDenied', iam.list_users)
        self.assert_refused('AccessDenied', iam.create_access_key, UserName='provider')
        self.assert_refused('AccessDenied', sts.get_federation_token, Name='customer')
        self.assert_refused('AccessDenied', sts.get_session_token)
        self.assert_refused('AccessDenied', sts.get_access_key_info, AccessKeyId='AKIA' + 16 * 'X')
        self.assertEqual(sts.get_caller_identity()['Arn'], f'arn:aws:iam::{ACCOUNT}:user/provider')
        sts.assume_role(**self.role())


class ForwardAccess(Sessions, AdditionTest):
    addition = 'forward_access'
    beside = ('s3_kms',)
    OF_A_USER = {'Null': {'aws:TokenIssueTime': 'false'}, 'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:user/*'}}
    DIRECT = {'Bool': {'aws:ViaAWSService': 'false'}}

    def deny(self, **condition):
        statement = allow('*', Condition=condition) | {'Effect': 'Deny'}
        self.iam.put_user_policy(UserName='provider', PolicyName='deny', PolicyDocument=json.dumps(document(statement)))

    def test_denial_for_sessions_of_a_key_alone(self):
        credentials = self.provider()
        session, federated = self.session(credentials), self.federate(credentials, allow('s3:*'))
        self.server.client('s3', session).list_buckets()
        self.deny(**self.OF_A_USER, **self.DIRECT)
        self.assert_refused('AccessDenied', self.server.client('s3', session).list_buckets)
        for others in (credentials, federated):
            self.server.client('s3', others).list_buckets()

    def test_what_s3_asks_of_kms_comes_from_temporary_credentials(self):
        key = self.server.client('kms').create_key()['KeyMetadata']['Arn']
        self.s3.create_bucket(Bucket='bbb')
        s3 = self.server.client('s3', self.provider(allow(['s3:PutObject', 'kms:GenerateDataKey'])))
        upload = {'Bucket': 'bbb', 'Key': 'k', 'Body': b'1', 'ServerSideEncryption': 'aws:kms', 'SSEKMSKeyId': key}
        s3.put_object(**upload)
        self.deny(**self.OF_A_USER)
        self.assert_refused('AccessDenied', s3.put_object, **upload)
        self.deny(**self.OF_A_USER, **self.DIRECT)
        s3.put_object(**upload)

    def test_no_principal_is_a_service(self):
        condition = {'Bool': {'aws:PrincipalIsAWSService': 'false'}}
        self.server.client('s3', self.provider(allow('s3:*', Condition=condition))).list_buckets()


class SessionDurations(Sessions, AdditionTest):
    addition = 'session_durations'

    def assert_longest(self, seconds, call, code='ValidationError', **parameters):
        for refused in (899, seconds + 1):
            self.assert_refused(code, call, DurationSeconds=refused, **parameters)
        found = call(DurationSeconds=seconds, **parameters)['Credentials']['Expiration']
        self.assertAlmostEqual((found - datetime.now(timezone.utc)).total_seconds(), seconds, delta=60)

    def test_sessions_of_users(self):
        sts, root = self.server.client('sts', self.provider()), self.server.client('sts')
        self.assert_longest(129600, sts.get_federation_token, Name='customer')
        self.assert_longest(129600, sts.get_session_token)
        self.assert_longest(3600, root.get_federation_token, Name='customer')
        self.assert_longest(3600, root.get_session_token)

    def test_sessions_of_roles(self):
        sts = self.server.client('sts', self.provider(allow('*')))
        self.assert_longest(7200, sts.assume_role, **self.role(MaxSessionDuration=7200))
        self.iam.update_role(RoleName='role', MaxSessionDuration=43200)
        self.assert_longest(43200, sts.assume_role, RoleArn=f'arn:aws:iam::{ACCOUNT}:role/role', RoleSessionName='s1')

    def test_role_chaining(self):
        role = self.role(MaxSessionDuration=43200)
        session = self.keys(self.server.client('sts', self.provider(allow('*'))).assume_role(**role))
        self.assert_longest(3600, self.server.client('sts', session).assume_role, **role)


class SessionsOfAKey(Sessions, MiniStackTest):
    def test_rights_are_the_users_as_long_as_it_has_them(self):
        credentials = self.provider(allow('s3:ListAllMyBuckets'))
        session = self.session(credentials)
        s3 = self.server.client('s3', session)
        s3.list_buckets()
        self.assert_refused('AccessDenied', s3.create_bucket, Bucket='bbb')
        self.iam.delete_access_key(UserName='provider', AccessKeyId=credentials[0])
        s3.list_buckets()
        self.assert_refused('InvalidAccessKeyId', self.server.client('s3', credentials).list_buckets)
        self.iam.delete_user_policy(UserName='provider', PolicyName='permissions')
        self.assert_refused('AccessDenied', s3.list_buckets)

    def test_rights_of_the_group(self):
        self.iam.create_group(GroupName='g')
        self.iam.put_group_policy(GroupName='g', PolicyName='p', PolicyDocument=json.dumps(document(allow('s3:*'))))
        credentials = self.provider(allow('sts:*'))
        self.iam.add_user_to_group(GroupName='g', UserName='provider')
        self.server.client('s3', self.session(credentials)).list_buckets()


class FederatedSessions(Sessions, MiniStackTest):
    def setUp(self):
        super().setUp()
        for bucket in ('one', 'two'):
            self.s3.create_bucket(Bucket=f'bucket-{bucket}')

    def assert_only_lists(self, session, allowed, refused):
        s3 = self.server.client('s3', session)
        for bucket in allowed:
            s3.list_objects_v2(Bucket=f'bucket-{bucket}')
        for bucket in refused:
            self.assert_refused('AccessDenied', s3.list_objects_v2, Bucket=f'bucket-{bucket}')

    def test_rights_are_the_intersection(self):
        credentials = self.provider(allow('s3:*', 'arn:aws:s3:::bucket-one*'), allow('sts:GetFederationToken'))
        self.assert_only_lists(self.federate(credentials, allow('s3:*')), ['one'], ['two'])
        self.assert_only_lists(self.federate(credentials, allow('s3:*', 'arn:aws:s3:::bucket-two*')), [], ['one', 'two'])
        self.assert_only_lists(self.federate(credentials), [], ['one', 'two'])

    def test_name_rules(self):
        sts = self.server.client('sts', self.provider())
        for name in ('a', 'a' * 33, 'a b', 'a/b'):
            with self.subTest(name):
                self.assert_refused('ValidationError', sts.get_federation_token, Name=name)

    def test_policy_of_more_than_2048_characters(self):
        large = allow('s3:GetObject', [f'arn:aws:s3:::bucket-{number}/*' for number in range(100)])
        sts = self.server.client('sts', self.provider())
        self.assert_refused('ValidationError', sts.get_federation_token, Name='customer', Policy=json.dumps(document(large)))

    def test_sessions_and_roles_cannot_federate(self):
        session = self.federate(self.provider(allow('*')), allow('*'))
        self.assert_refused('AccessDenied', self.server.client('sts', session).get_federation_token, Name='customer')
        assumed = self.keys(self.server.client('sts', self.provider(allow('*'), name='user')).assume_role(**self.role()))
        self.assert_refused('AccessDenied', self.server.client('sts', assumed).get_federation_token, Name='customer')

    def test_session_outlives_the_key_but_not_the_permissions(self):
        credentials = self.provider()
        session = self.federate(credentials, allow('s3:*'))
        self.iam.update_access_key(UserName='provider', AccessKeyId=credentials[0], Status='Inactive')
        self.assert_only_lists(session, ['one'], [])
        self.iam.delete_access_key(UserName='provider', AccessKeyId=credentials[0])
        self.assert_only_lists(session, ['one'], [])
        self.iam.delete_user_policy(UserName='provider', PolicyName='permissions')
        self.assert_only_lists(session, [], ['one'])

    def test_sessions_are_revoked_by_the_time_of_issue(self):
        credentials = self.provider()
        session = self.federate(credentials, allow('s3:*'))
        for minutes, allowed, refused in ((-5, ['one'], []), (5, [], ['one'])):
            before = (datetime.now(timezone.utc) + timedelta(minutes=minutes)).strftime('%Y-%m-%dT%H:%M:%SZ')
            deny = allow('*', Condition={'DateLessThan': {'aws:TokenIssueTime': before}}) | {'Effect': 'Deny'}
            self.iam.put_user_policy(UserName='provider', PolicyName='revoke', PolicyDocument=json.dumps(document(deny)))
            self.assert_only_lists(session, allowed, refused)
        # The key itself has no time of issue.
        self.assert_only_lists(credentials, ['one'], [])
