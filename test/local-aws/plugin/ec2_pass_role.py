"""Giving an instance a profile needs iam:PassRole on the profile's role, and an import on its service role. MiniStack asks for nothing.

AWS documents the second nowhere; a user was refused without it: https://github.com/aws/aws-sdk/issues/808. To which service the
role then counts as passed is not known, so that iam:PassedToService is absent.
"""

from ministack.services import iam

from plugin import authorization
from plugin.ec2_authorization import profile_arn

_CALLS = {
    'RunInstances': 'IamInstanceProfile',
    'RequestSpotInstances': 'LaunchSpecification.IamInstanceProfile',
    'AssociateIamInstanceProfile': 'IamInstanceProfile',
    'ReplaceIamInstanceProfileAssociation': 'IamInstanceProfile',
}


def install() -> None:
    authorization.judge('ec2', _judge)


def _judge(call, checks):
    if call.parameters.get('Action') == 'ImportImage':
        role = call.parameters.get('RoleName') or 'vmimport'
        return [*checks, authorization.Check('iam:PassRole', f'arn:aws:iam::{call.account}:role/{role}', {})]
    prefix = _CALLS.get(call.parameters.get('Action'))
    profile = prefix and profile_arn(call, prefix)
    if not profile:
        return checks
    name = profile.rpartition('/')[2]
    roles = (iam._instance_profiles.get(name) or {}).get('Roles', [])
    return [*checks, *(_pass_role(iam._roles[role]['Arn']) for role in roles if role in iam._roles)]


def _pass_role(role):
    return authorization.Check('iam:PassRole', role, {'iam:PassedToService': 'ec2.amazonaws.com'})
