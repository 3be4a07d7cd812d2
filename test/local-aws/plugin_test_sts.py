"""Tests of STS: federated sessions."""

import json
from datetime import datetime, timedelta, timezone

from plugin_test_case import AdditionTest, MiniStackTest, TRUST, allow, document
from plugin_test_server import ACCOUNT

PROVIDER = ('s3:*', 'sts:GetFederationToken', 'iam:*')


class Sessions:
    """What both kinds of tests need: a provider and the sessions that it hands out."""

    def provider(self, *statements, name='provider'):
        return self.user(name, *(statements or [allow(list(PROVIDER))]))

    def federate(self, credentials, *statements, name='customer', **more):
        """A session's credentials."""
        policy = {'Policy': json.dumps(document(*statements))} if statements else {}
        answer = self.server.client('sts', credentials).get_federation_token(Name=name, **policy, **more)
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

    def test_duration(self):
        sts = self.server.client('sts', self.provider())
        for seconds in (899, 129601):
            self.assert_refused('ValidationError', sts.get_federation_token, Name='customer', DurationSeconds=seconds)
        found = sts.get_federation_token(Name='customer', DurationSeconds=129600)['Credentials']['Expiration']
        self.assertGreater(found, datetime.now(timezone.utc) + timedelta(hours=35))


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
        self.iam.create_role(RoleName='role', AssumeRolePolicyDocument=json.dumps(TRUST))
        self.iam.put_role_policy(RoleName='role', PolicyName='all', PolicyDocument=json.dumps(document(allow('*'))))
        role = f'arn:aws:iam::{ACCOUNT}:role/role'
        assumed = self.server.client('sts', self.provider(allow('*'), name='user')).assume_role(RoleArn=role, RoleSessionName='s1')[
            'Credentials'
        ]
        sts = self.server.client('sts', (assumed['AccessKeyId'], assumed['SecretAccessKey'], assumed['SessionToken']))
        self.assert_refused('AccessDenied', sts.get_federation_token, Name='customer')

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
