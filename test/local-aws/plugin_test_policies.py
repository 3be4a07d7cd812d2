"""Tests of what is refused of policies: their grammar, and the size of inline ones."""

import json

from plugin_test_case import AdditionTest, MiniStackTest, TRUST, allow, document, resource
from plugin_test_server import ACCOUNT

PRINCIPAL = {'Principal': {'AWS': f'arn:aws:iam::{ACCOUNT}:root'}}
TRUSTING = TRUST['Statement'][0]
READ = allow('s3:GetObject', 'arn:aws:s3:::bbb/*')
FOR_ALL = {'Effect': 'Allow', 'Action': 'kms:*', 'Resource': '*', **PRINCIPAL}


def without(statement, name):
    return {key: value for key, value in statement.items() if key != name}


def malformed(statement):
    """Documents that no service takes, made of a statement that is right. What each lacks or has is its name."""
    yield 'no JSON', '{'
    yield 'no object', '[]'
    yield 'an element twice', '{"Version": "2012-10-17", "Version": "2012-10-17", "Statement": []}'
    yield 'a version', json.dumps({**document(statement), 'Version': '2012-10-18'})
    yield 'statements', json.dumps({'Version': '2012-10-17'})
    yield 'a statement', json.dumps(document())
    yield 'another element', json.dumps({**document(statement), 'Statements': []})
    yield 'ids that differ', json.dumps(document({**statement, 'Sid': 'A'}, {**statement, 'Sid': 'A'}))
    for name in statement:
        yield name, json.dumps(document(without(statement, name)))
    for name, value in {
        'Effect': 'allow',
        'Action': 's3GetObject',
        'Condition': {'StringEqual': {'aws:username': 'u'}},
        'Conditions': {},
        **({'NotAction': 's3:PutObject'} if 'Action' in statement else {}),
    }.items():
        yield f'{name} as it is', json.dumps(document({**statement, name: value}))


class PolicyDocuments(AdditionTest):
    addition = 'policy_documents'
    beside = ('bucket_policy', 'group', 'inline_policies')

    def setUp(self):
        super().setUp()
        self.s3.create_bucket(Bucket='bbb')
        self.kms = self.server.client('kms')
        self.iam.create_user(UserName='x')
        self.iam.create_group(GroupName='x')
        self.iam.create_role(RoleName='x', AssumeRolePolicyDocument=json.dumps(TRUST))

    def assert_malformed(self, code, call, name, statement, *more, **parameters):
        call(**parameters, **{name: json.dumps(document(statement))})
        for what, content in (*malformed(statement), *more):
            with self.subTest(call.__name__, lacks=what):
                self.assert_refused(code, call, **parameters, **{name: content})

    def test_identity_policies(self):
        more = (
            ('no principal', json.dumps(document({**READ, **PRINCIPAL}))),
            ('an id of letters', json.dumps(document({**READ, 'Sid': 'With-hyphen'}))),
            ('an ARN', json.dumps(document({**READ, 'Resource': 'bbb'}))),
        )
        for kind in ('User', 'Group', 'Role'):
            call = getattr(self.iam, f'put_{kind.lower()}_policy')
            self.assert_malformed('MalformedPolicyDocument', call, 'PolicyDocument', READ, *more, PolicyName='p', **{f'{kind}Name': 'x'})
        for what, content in (*malformed(READ), *more):
            with self.subTest('create_policy', lacks=what):
                self.assert_refused('MalformedPolicyDocument', self.iam.create_policy, PolicyName='p', PolicyDocument=content)

    def test_trust_policies(self):
        more = (('no resource', json.dumps(document({**TRUSTING, 'Resource': '*'}))),)
        call = self.iam.update_assume_role_policy
        self.assert_malformed('MalformedPolicyDocument', call, 'PolicyDocument', TRUSTING, *more, RoleName='x')
        for what, content in (*malformed(TRUSTING), *more):
            with self.subTest('create_role', lacks=what):
                self.assert_refused('MalformedPolicyDocument', self.iam.create_role, RoleName='y', AssumeRolePolicyDocument=content)

    def test_session_policies(self):
        sts = self.server.client('sts', self.user('u', allow('*')))
        for what, content in malformed(READ):
            with self.subTest(lacks=what):
                self.assert_refused('MalformedPolicyDocument', sts.get_federation_token, Name='customer', Policy=content)

    def test_bucket_policies(self):
        statement = {**READ, **PRINCIPAL}
        more = (('the bucket', json.dumps(document({**statement, 'Resource': ['arn:aws:s3:::bbb/*', 'arn:aws:s3:::other/*']}))),)
        self.assert_malformed('MalformedPolicy', self.s3.put_bucket_policy, 'Policy', statement, *more, Bucket='bbb')
        self.s3.put_bucket_policy(Bucket='bbb', Policy=json.dumps(document({**statement, 'Sid': 'Let in'})))

    def test_key_policies(self):
        key = self.kms.create_key()['KeyMetadata']['KeyId']
        self.assert_malformed('MalformedPolicyDocumentException', self.kms.put_key_policy, 'Policy', FOR_ALL, KeyId=key)
        self.assert_malformed('MalformedPolicyDocumentException', self.kms.create_key, 'Policy', FOR_ALL)

    def test_templates(self):
        bad = document({**READ, 'Effect': 'Perhaps'})
        inline = {'PolicyName': 'p', 'PolicyDocument': bad}
        resources = {
            'ManagedPolicy': resource('IAM::ManagedPolicy', PolicyDocument=bad),
            'Policy': resource('IAM::Policy', **inline, Users=['x']),
            'UserPolicy': resource('IAM::UserPolicy', **inline, UserName='x'),
            'User': resource('IAM::User', Policies=[inline]),
            'Group': resource('IAM::Group', Policies=[inline]),
            'Role': resource('IAM::Role', AssumeRolePolicyDocument=TRUST, Policies=[inline]),
            'Trust': resource('IAM::Role', AssumeRolePolicyDocument=bad),
            'Bucket': resource('S3::BucketPolicy', Bucket='bbb', PolicyDocument=bad),
            'Key': resource('KMS::Key', KeyPolicy=bad),
        }
        for name, each in resources.items():
            with self.subTest(name):
                succeeded, _outputs, reasons = self.server.deploy({'Bad': each}, stack=name)
                self.assertFalse(succeeded)
                self.assertIn('Invalid effect: Perhaps', reasons)


class AcceptedPolicies(MiniStackTest):
    """What the grammar allows, as it is used."""

    def test_conditions(self):
        operators = (
            *('StringNotEqualsIgnoreCase', 'StringLikeIfExists', 'NumericLessThanEquals', 'DateGreaterThan', 'Bool', 'Null'),
            *('BinaryEquals', 'NotIpAddress', 'ArnNotLike', 'ForAllValues:StringLike', 'ForAnyValue:ArnEqualsIfExists'),
        )
        self.iam.create_user(UserName='u')
        for operator in operators:
            statement = {**READ, 'Condition': {operator: {'aws:username': ['a', True, 1]}}}
            self.iam.put_user_policy(UserName='u', PolicyName='p', PolicyDocument=json.dumps(document(statement)))

    def test_the_other_elements(self):
        denied = {'Sid': '', 'Effect': 'Deny', 'NotAction': ['s3:*'], 'NotResource': ['arn:aws:s3:::${aws:username}', 'arn:aws:s3:::b?/*']}
        content = {'Id': 'x', 'Version': '2008-10-17', 'Statement': denied}
        self.iam.create_policy(PolicyName='p', PolicyDocument=json.dumps(content))
        self.s3.create_bucket(Bucket='bbb')
        all_but = {'Effect': 'Deny', 'NotPrincipal': PRINCIPAL['Principal'], 'Action': 's3:Get*', 'Resource': 'arn:aws:s3:::bbb*'}
        self.s3.put_bucket_policy(Bucket='bbb', Policy=json.dumps(document(all_but)))


class InlineQuotas(AdditionTest):
    addition = 'inline_quotas'
    beside = ('group',)
    MAXIMA = {'User': 2048, 'Group': 5120, 'Role': 10240}

    def setUp(self):
        super().setUp()
        self.iam.create_user(UserName='x')
        self.iam.create_group(GroupName='x')
        self.iam.create_role(RoleName='x', AssumeRolePolicyDocument=json.dumps(TRUST))

    @staticmethod
    def of_size(characters):
        """White space, which does not count, on top."""
        short = json.dumps(document(allow('s3:GetObject', 'arn:aws:s3:::')), separators=(',', ':'))
        filled = short.replace('arn:aws:s3:::', 'arn:aws:s3:::' + 'x' * (characters - len(short)))
        return json.dumps(json.loads(filled), indent=8)

    def test_all_inline_policies_together(self):
        for kind, maximum in self.MAXIMA.items():
            put = getattr(self.iam, f'put_{kind.lower()}_policy')
            put(PolicyName='first', PolicyDocument=self.of_size(maximum), **{f'{kind}Name': 'x'})
            put(PolicyName='first', PolicyDocument=self.of_size(maximum - 500), **{f'{kind}Name': 'x'})
            put(PolicyName='second', PolicyDocument=self.of_size(500), **{f'{kind}Name': 'x'})
            self.assert_refused('LimitExceeded', put, PolicyName='second', PolicyDocument=self.of_size(501), **{f'{kind}Name': 'x'})

    def test_templates(self):
        for kind, maximum in self.MAXIMA.items():
            content = {'PolicyName': 'p', 'PolicyDocument': json.loads(self.of_size(maximum + 1))}
            reason = f'Maximum policy size of {maximum} bytes exceeded'
            needed = {'AssumeRolePolicyDocument': TRUST} if kind == 'Role' else {}
            self.assert_fails({'Policy': resource('IAM::Policy', **content, **{f'{kind}s': ['x']})}, reason, stack=f'{kind}Policy')
            self.assert_fails({kind: resource(f'IAM::{kind}', **needed, Policies=[content])}, reason, stack=kind)
