"""How large the inline policies of a user, a group or a role may be, all of them together (MiniStack: any size).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (character limits: without white space)
"""

from ministack.services import iam

from plugin import cloudformation, iam_api

_MAXIMA = {'User': 2048, 'Group': 5120, 'Role': 10240}


def install() -> None:
    for kind in _MAXIMA:
        iam_api.guard(f'Put{kind}Policy', lambda parameters, kind=kind: _refuse(kind, parameters))
    cloudformation.require('AWS::IAM::Role', _require_role)  # which MiniStack makes without the API


def _refuse(kind, parameters):
    name, policy, document = (iam_api.parameter(parameters, each) for each in (f'{kind}Name', 'PolicyName', 'PolicyDocument'))
    found = _problem(kind, name, {**_policies(kind, name), policy: document})
    return iam_api.refusal('LimitExceeded', found) if found else None


def _policies(kind, name):
    if kind == 'Role':
        return (iam._roles.get(name) or {}).get('InlinePolicies', {})
    return {'User': iam._user_inline_policies, 'Group': iam._group_inline_policies}[kind].get(name) or {}


def _require_role(properties):
    documents = {policy['PolicyName']: policy['PolicyDocument'] for policy in properties.get('Policies') or []}
    found = _problem('Role', properties.get('RoleName', ''), documents)
    if found:
        raise ValueError(f'LimitExceeded: {found}')


def _problem(kind, name, documents):
    if sum(map(iam_api.size, documents.values())) > _MAXIMA[kind]:
        return f'Maximum policy size of {_MAXIMA[kind]} bytes exceeded for {kind.lower()} {name}'
    return None
