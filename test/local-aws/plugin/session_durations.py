"""How long a session of STS may last (MiniStack: as long as asked for).

15 minutes to 36 hours for GetSessionToken and GetFederationToken, one hour for the account's root; for a role at most its maximum, and one
hour if the caller is itself a role's session.
https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (DurationSeconds)
https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html, API_GetFederationToken.html (session duration)
"""

from ministack.core import iam_evaluator, router
from ministack.services import iam, sts

from plugin import authorization

_SHORTEST, _HOUR = 900, 3600
_LONGEST = {
    'AssumeRole': 12 * _HOUR,
    'AssumeRoleWithWebIdentity': 12 * _HOUR,
    'GetFederationToken': 36 * _HOUR,
    'GetSessionToken': 36 * _HOUR,
}


def install() -> None:
    original = sts.handle_request

    async def handle_request(method, path, headers, body, query):
        caller = router.extract_access_key_id(headers, query)
        parameters = authorization.Call('sts', method, path, headers, body or b'', query, '', '').parameters
        asked = parameters.get('DurationSeconds')
        problem = asked and _problem(parameters, int(asked), caller)
        return sts._error(400, 'ValidationError', problem, ns='sts') if problem else await original(method, path, headers, body, query)

    sts.handle_request = handle_request


def _problem(parameters, seconds, caller):
    action = parameters.get('Action')
    longest = _LONGEST.get(action, seconds)
    if not action.startswith('AssumeRole') and iam_evaluator.is_root_access_key(caller):
        longest = _HOUR
    if not _SHORTEST <= seconds <= longest:
        bound = f'less than or equal to {longest}' if seconds > longest else f'greater than or equal to {_SHORTEST}'
        constraint = f"Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value {bound}"
        return f'1 validation error detected: {constraint}'
    return _problem_of_role(parameters.get('RoleArn', ''), seconds, caller)


def _problem_of_role(arn, seconds, caller):
    if seconds > _HOUR and arn and sts._sessions.get(caller, {}).get('PrincipalType') == 'AssumedRole':
        return 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'
    account, name = f'{arn}:::::'.split(':')[4], arn.rpartition('/')[2]
    role = iam._roles.get_scoped(account, None, name)
    if role and seconds > role['MaxSessionDuration']:
        return 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    return None
