"""Policies that break the grammar of policies are refused, by each service with its own code (MiniStack: IAM's worst ones only).

Those of users, groups, roles, managed policies and sessions (MalformedPolicyDocument), of buckets (MalformedPolicy) and of keys
(MalformedPolicyDocumentException), through the API and in templates.
"""

from ministack.core import iam_evaluator
from ministack.core.responses import error_response_json
from ministack.services import kms, s3, sts

from plugin import cloudformation, iam_api, policy_grammar
from plugin.policy_grammar import BUCKET, IDENTITY, KEY, TRUST


def install() -> None:
    iam_evaluator.validate_policy_document = sts.validate_policy_document = lambda document: policy_grammar.problem(document, IDENTITY)
    for operation, name in (('CreateRole', 'AssumeRolePolicyDocument'), ('UpdateAssumeRolePolicy', 'PolicyDocument')):
        iam_api.guard(operation, lambda parameters, name=name: _refuse_trust(iam_api.parameter(parameters, name)))
    _guard_buckets()
    for operation in ('_create_key', '_put_key_policy'):
        _guard_keys(operation)
    cloudformation.require('AWS::IAM::ManagedPolicy', lambda properties: _require(properties['PolicyDocument'], IDENTITY))
    cloudformation.require('AWS::IAM::Role', _require_role)
    cloudformation.require('AWS::KMS::Key', lambda properties: 'KeyPolicy' in properties and _require(properties['KeyPolicy'], KEY))


def _refuse_trust(document):
    found = policy_grammar.problem(document, TRUST)
    return iam_api.refusal('MalformedPolicyDocument', found, 400) if found else None


def _guard_buckets():
    original = s3._put_bucket_policy

    def put(bucket, body):
        found = bucket in s3._buckets and policy_grammar.problem(body.decode(errors='replace'), BUCKET, bucket)
        return s3._error('MalformedPolicy', found, 400) if found else original(bucket, body)

    s3._put_bucket_policy = put


def _guard_keys(operation):
    original = getattr(kms, operation)

    def guarded(data):
        found = 'Policy' in data and policy_grammar.problem(data['Policy'], KEY)
        return error_response_json('MalformedPolicyDocumentException', found, 400) if found else original(data)

    setattr(kms, operation, guarded)


def _require(document, kind):
    found = policy_grammar.problem(document, kind)
    if found:
        raise ValueError(f'MalformedPolicyDocument: {found}')


def _require_role(properties):
    _require(properties['AssumeRolePolicyDocument'], TRUST)
    for policy in properties.get('Policies') or []:
        _require(policy['PolicyDocument'], IDENTITY)
