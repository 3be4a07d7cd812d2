"""STS GetSessionToken: what its sessions cannot call, whatever the policies of their user say.

Such a session is its user, and has the user's rights, but it can call no IAM without MFA, which nobody has here, and of STS only what is
listed (MiniStack: what the policies say). The two keys by which a policy can tell it from the user's access key, aws:TokenIssueTime and
aws:ViaAWSService, are MiniStack's and forward_access.py's.
https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html (permissions)
"""

from dataclasses import replace

from ministack.services import sts

from plugin import authorization

_CALLABLE = ('AssumeRole', 'GetCallerIdentity', 'GetScopedCredentials', 'GetWebIdentityToken', 'GetDelegatedAccessToken')


def install() -> None:
    authorization.judge('iam', _forbid)
    authorization.judge('sts', _forbid)


def _forbid(call, checks):
    session = sts._sessions.get(call.access_key_id, {})
    if session.get('PrincipalType') not in ('User', 'Root'):
        return checks
    if call.service == 'sts' and call.parameters.get('Action') in _CALLABLE:
        return checks
    return [replace(check, forbidden=True) for check in checks]
