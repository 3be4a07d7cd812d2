"""STS GetFederationToken: its resource, its duration, and what its sessions cannot call.

The call is authorised on the federated user's ARN (MiniStack: on `*`), a session lasts from 15 minutes to 36 hours (MiniStack: anything),
and it can call neither IAM nor STS, but for GetCallerIdentity, whatever its policies say (MiniStack: what its policies say).
https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
"""

from dataclasses import replace

from ministack.services import sts

from plugin import authorization

_SHORTEST, _LONGEST = 900, 129600


def install() -> None:
    authorization.judge('sts', _judge)
    authorization.judge('iam', _forbid_sessions)
    _check_duration()


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


def _check_duration():
    original = sts.handle_request

    async def handle_request(method, path, headers, body, query):
        call = authorization.Call('sts', method, path, headers, body or b'', query, '', '')
        parameters = call.parameters
        duration = int(parameters.get('DurationSeconds') or _SHORTEST)
        if parameters.get('Action') == 'GetFederationToken' and not _SHORTEST <= duration <= _LONGEST:
            bound = f'less than or equal to {_LONGEST}' if duration > _LONGEST else f'greater than or equal to {_SHORTEST}'
            message = f"Value '{duration}' at 'durationSeconds' failed to satisfy constraint: Member must have value {bound}"
            return sts._error(400, 'ValidationError', f'1 validation error detected: {message}', ns='sts')
        return await original(method, path, headers, body, query)

    sts.handle_request = handle_request
