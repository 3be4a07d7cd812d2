"""SSM parameters are judged on their own ARNs.

Public parameters, /aws/service/..., belong to no account: their ARNs have none (MiniStack: the caller's account). GetParameters is judged
on every name (MiniStack: on `*`).
https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
"""

import json
from dataclasses import replace

from plugin import authorization

_READS = ('ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath')


def install() -> None:
    authorization.judge('ssm', _judge)


def _judge(call, checks):
    main = checks[0]
    names = _names(json.loads(call.body or b'{}')) if main.action in _READS else []
    return [replace(main, resource=_arn(name, call)) for name in names] or checks


def _names(request):
    names = request.get('Names') or [request.get('Name') or request.get('Path')]
    return [name for name in names if isinstance(name, str) and name]


def _arn(name, call):
    if name.startswith('arn:'):
        return name
    plain = name.partition(':')[0].lstrip('/')  # without its version or label
    account = '' if plain.startswith('aws/service/') else call.account
    return f'arn:aws:ssm:{call.region}:{account}:parameter/{plain}'
