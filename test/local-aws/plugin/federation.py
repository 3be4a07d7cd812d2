"""STS GetFederationToken: its resource, and what its sessions cannot call.

The call is authorised on the federated user's ARN (MiniStack: on `*`), and a session can call neither IAM nor STS, but for
GetCallerIdentity, whatever its policies say (MiniStack: what its policies say).
https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
"""

from dataclasses import replace

from ministack.services import sts

from plugin import authorization


def install() -> None:
    authorization.judge('sts', _judge)
    authorization.judge('iam', _forbid_sessions)


def _judge(call, checks):
    if call.parameters.get('Action') == 'GetFederationToken':
        resource = f'arn:aws:sts::{call.account}:federated-user/{call.parameters.get("Name", "")}'
        checks = [replace(check, resource=resource) for check in checks]
    return _forbid_sessions(call, checks)


def _forbid_sessions(call, checks):
    session = sts._sessions.get(call.access_key_id, {})
    if session.get('PrincipalType') != 'FederatedUser' or call.parameters.get('Action') == 'GetCallerIdentity':
        return checks
    return [replace(check, forbidden=True) for check in checks]
