"""What the tests of the plug-in have in common: the two kinds of tests, and short names for policies and resources."""

import json
import unittest

from botocore.exceptions import ClientError

from plugin_test_server import ACCOUNT, Server


class LocalAwsTest(unittest.TestCase):
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


class AdditionTest(LocalAwsTest):
    """What one addition does: every one of its tests fails when the addition is left out."""

    addition: str


class MiniStackTest(LocalAwsTest):
    """What the project relies on and MiniStack does by itself, so that another version of it cannot lose it unseen."""


def document(*statements):
    return {'Version': '2012-10-17', 'Statement': list(statements)}


def allow(actions, resources='*', **more):
    return {'Effect': 'Allow', 'Action': actions, 'Resource': resources, **more}


def resource(kind, **properties):
    return {'Type': f'AWS::{kind}', 'Properties': properties}


TRUST = document({'Effect': 'Allow', 'Principal': {'AWS': f'arn:aws:iam::{ACCOUNT}:root'}, 'Action': 'sts:AssumeRole'})
