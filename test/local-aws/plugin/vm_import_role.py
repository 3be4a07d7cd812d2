"""The service role of VM Import: whether the service could take it, and read a disk with it.

https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html (the role's trust and permissions)
"""

import json

from ministack.core import iam_evaluator
from ministack.services import iam

from plugin import ec2_resources, s3_kms

_SERVICE = 'vmie.amazonaws.com'
_BUCKET_ACTIONS = ('s3:GetBucketLocation', 's3:ListBucket')
# On what each is judged; the others take no resource.
_EC2_ACTIONS = {
    'ec2:ModifySnapshotAttribute': ('snapshot',),
    'ec2:CopySnapshot': ('snapshot',),
    'ec2:RegisterImage': ('image', 'snapshot'),
    'ec2:DescribeImages': (),
    'ec2:DescribeSnapshots': (),
}


def sufficient(name, objects, region, account):
    """Whether the role exists, lets the service in, and may do what an import of these (bucket, key) does."""
    role = iam._roles.get(name)
    if not role or not _trusts(role, region, account):
        return False
    asked = []
    for action, kinds in _EC2_ACTIONS.items():
        asked += [(action, ec2_resources.arn(kind, '*', region, account)) for kind in kinds] or [(action, '*')]
    for bucket, key in objects:
        asked += [(action, f'arn:aws:s3:::{bucket}') for action in _BUCKET_ACTIONS]
        asked += [('s3:GetObject', f'arn:aws:s3:::{bucket}/{key}'), *s3_kms.read_checks(bucket, key)]
    return all(_allowed(name, action, resource, region, account) for action, resource in asked)


def _trusts(role, region, account):
    keys = {'sts:externalid': 'vmimport', 'aws:sourceaccount': account, 'aws:sourcearn': f'arn:aws:vmie:{region}:{account}:*'}
    context = _context(_SERVICE, 'sts:AssumeRole', role['Arn'], region, account, keys)
    # The evaluator knows no services: the statements for this one are put to it as statements for anybody.
    statements = [
        {**statement, 'Principal': '*'} for statement in _statements(role['AssumeRolePolicyDocument']) if _SERVICE in _services(statement)
    ]
    return iam_evaluator.evaluate_trust_policy({'Statement': statements}, _SERVICE, context)


def _statements(document):
    statements = json.loads(document) if isinstance(document, str) else document
    statements = statements.get('Statement', [])
    return [statements] if isinstance(statements, dict) else statements


def _services(statement):
    principal = statement.get('Principal')
    services = principal.get('Service', []) if isinstance(principal, dict) else []
    return [services] if isinstance(services, str) else services


def _allowed(name, action, resource, region, account):
    arn = f'arn:aws:sts::{account}:assumed-role/{name}/vmimport'
    service = action.partition(':')[0]
    keys = {'kms:viaservice': f's3.{region}.amazonaws.com'} if service == 'kms' else {}
    context = _context(arn, action, resource, region, account, keys)
    limits = iam_evaluator._permissions_boundary(iam._roles, name, account)
    result = iam_evaluator.evaluate(context, iam_evaluator._gather_role_policies(name, account), *limits)
    policy = iam_evaluator._resource_policy(service, resource)
    if policy is not None:
        result = iam_evaluator.combine_resource_policy(result, context, *policy, required=service == 'kms', limits=limits)
    return result.decision == 'Allow'


def _context(principal, action, resource, region, account, keys):
    return iam_evaluator.EvalContext(
        principal_arn=principal,
        principal_type='AssumedRole',
        principal_account=account,
        action=action,
        resource_arn=resource,
        region=region,
        secure_transport=True,
        service_context=keys,
    )
