"""What the tests of the plug-in have in common: the two kinds of tests, and short names for policies and resources."""

import io
import json
import unittest
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from plugin_test_server import ACCOUNT, REGION, Server


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

    def put_with_presigned_url(self, credentials, path, newest=None, **headers):
        """The status of an upload through a URL that has these headers in its query string, as some SDKs write them. `newest`: TLS."""
        request = AWSRequest('PUT', f'{self.server.url}/{path}?{urlencode(headers)}')
        S3SigV4QueryAuth(Credentials(*credentials), 's3', REGION).add_auth(request)
        try:
            with self.server.open(Request(request.url, data=b'1', method='PUT'), newest) as answer:
                return answer.status
        except HTTPError as refused:
            with refused:
                return refused.code


class AdditionTest(LocalAwsTest):
    """What one addition does: every one of its tests fails when the addition is left out."""

    addition: str
    beside = ()
    """The additions without which some of its tests fail too: they make what the tests look at."""


class MiniStackTest(LocalAwsTest):
    """What the project relies on and MiniStack does by itself, so that another version of it cannot lose it unseen."""


def passing(case):
    """The tests of a class that pass on its server, and those that fail."""
    result = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(case))
    failed = {getattr(test, 'test_case', test).id().rpartition('.')[2] for test, _trace in result.failures + result.errors}
    names = set(unittest.defaultTestLoader.getTestCaseNames(case))
    return names - failed, failed


def document(*statements):
    return {'Version': '2012-10-17', 'Statement': list(statements)}


def allow(actions, resources='*', **more):
    return {'Effect': 'Allow', 'Action': actions, 'Resource': resources, **more}


def resource(kind, **properties):
    return {'Type': f'AWS::{kind}', 'Properties': properties}


TRUST = document({'Effect': 'Allow', 'Principal': {'AWS': f'arn:aws:iam::{ACCOUNT}:root'}, 'Action': 'sts:AssumeRole'})
