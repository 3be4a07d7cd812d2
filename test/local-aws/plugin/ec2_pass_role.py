"""Giving an instance a profile needs iam:PassRole on the profile's role. MiniStack asks for nothing."""

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
    prefix = _CALLS.get(call.parameters.get('Action'))
    profile = prefix and profile_arn(call, prefix)
    if not profile:
        return checks
    name = profile.rpartition('/')[2]
    roles = (iam._instance_profiles.get(name) or {}).get('Roles', [])
    return [*checks, *(_pass_role(iam._roles[role]['Arn']) for role in roles if role in iam._roles)]


def _pass_role(role):
    return authorization.Check('iam:PassRole', role, {'iam:PassedToService': 'ec2.amazonaws.com'})
