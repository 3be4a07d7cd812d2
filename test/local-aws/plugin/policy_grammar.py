"""What is wrong with a policy document: its first problem, worded much as AWS does.

The grammar is the same for all services, what a statement must and must not have depends on what the policy belongs to. Whether principals
exist, and which actions, resources and condition keys go together, is not looked at.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
import re
from dataclasses import dataclass

from ministack.core import iam_evaluator

_VERSIONS = ('2012-10-17', '2008-10-17')
_POLICY = {'Version', 'Id', 'Statement'}
_CHOICES = ('Principal', 'Action', 'Resource')
_STATEMENT = {'Sid', 'Effect', 'Condition', *_CHOICES, *(f'Not{name}' for name in _CHOICES)}
_PRINCIPALS = {'AWS', 'Federated', 'Service', 'CanonicalUser'}
_ORDER = '(Not)?Equals|(Less|Greater)Than(Equals)?'
_OPERATOR = re.compile(
    rf'Null|((ForAllValues|ForAnyValue):)?(String(Not)?(Equals(IgnoreCase)?|Like)|(Numeric|Date)({_ORDER})|Bool|BinaryEquals'
    r'|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?'
)


@dataclass(frozen=True)
class Kind:
    """`lacks`: the element that its statements have not; the others of `_CHOICES` they need."""

    lacks: str = ''
    sid: str = r'[0-9A-Za-z]*'
    action: str = r'\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+'
    resource: str = r'\*|arn:([^:]*:){4}.+'


IDENTITY = Kind(lacks='Principal')
TRUST = Kind(lacks='Resource', action=r'sts:[A-Za-z0-9*?]+')
KEY = Kind(sid='.*')
BUCKET = Kind(sid='.*')


def problem(document, kind, bucket=None):
    """None for a good one. `bucket`: whose policy it is."""
    try:
        policy = json.loads(document, object_pairs_hook=_once) if isinstance(document, str) else document
    except ValueError:
        policy = None
    if not isinstance(policy, dict):
        return 'Policies must be valid JSON and the first byte must be {'
    return next(_problems(policy, kind, bucket), None)


def _once(pairs):
    if len(dict(pairs)) < len(pairs):
        raise ValueError('an element twice')
    return dict(pairs)


def _problems(policy, kind, bucket):
    yield from (f'Unknown field {name}' for name in policy.keys() - _POLICY)
    if policy.get('Version', _VERSIONS[0]) not in _VERSIONS:
        yield 'The policy must contain a valid version string'
    statements = _listed(policy.get('Statement'))
    if not statements:
        yield 'Missing required field Statement'
    for statement in statements:
        yield from _of_statement(statement, kind, bucket) if isinstance(statement, dict) else ['A statement must be an object']
    ids = [statement['Sid'] for statement in statements if statement.get('Sid')]
    if len(set(ids)) < len(ids):
        yield 'Statement IDs (SID) in a single policy must be unique.'


def _of_statement(statement, kind, bucket):
    yield from (f'Unknown field {name}' for name in statement.keys() - _STATEMENT)
    if statement.get('Effect') not in ('Allow', 'Deny'):
        yield f'Invalid effect: {statement["Effect"]}' if 'Effect' in statement else 'Missing required field Effect'
    if not _matches(kind.sid, statement.get('Sid', '')):
        yield f'Statement IDs (SID) must match the regular expression {kind.sid}'
    for name in _CHOICES:
        yield from _of_choice(name, statement, kind)
    yield from _of_principal(statement.get('Principal', statement.get('NotPrincipal', '*')))
    for name, pattern in (('Action', kind.action), ('Resource', kind.resource)):
        for value in _values(statement, name):
            if not _matches(pattern, value) or (name == 'Resource' and bucket and not _of_bucket(value, bucket)):
                yield f'Policy has invalid {name.lower()}: {value}'
    yield from _of_condition(statement.get('Condition', {}))


def _of_choice(name, statement, kind):
    given = {name, f'Not{name}'} & statement.keys()
    if name == kind.lacks:
        yield from (f'Has prohibited field {each}' for each in given)
    elif len(given) != 1 or not statement[next(iter(given))]:
        yield f'Missing required field {name}' if len(given) < 2 else f'{name} and Not{name} exclude each other'


def _of_principal(principal):
    if principal == '*':
        return
    if not isinstance(principal, dict) or principal.keys() - _PRINCIPALS or not all(map(_is_text, principal.values())):
        yield f'Invalid principal in policy: {json.dumps(principal)}'


def _of_condition(condition):
    blocks = condition.items() if isinstance(condition, dict) else [('', None)]
    for operator, block in blocks:
        if not _OPERATOR.fullmatch(operator):
            yield f'Invalid Condition type : {operator}'
        elif not isinstance(block, dict) or any(isinstance(value, dict) for values in block.values() for value in _listed(values)):
            yield f'The values of {operator} must be texts'


def _of_bucket(resource, bucket):
    return iam_evaluator.fnmatch_iam_cs(f'arn:aws:s3:::{bucket}', resource.partition('/')[0])


def _values(statement, name):
    return _listed(statement.get(name, statement.get(f'Not{name}')))


def _listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_text(value):
    return bool(value) and all(isinstance(each, str) and each for each in _listed(value))


def _matches(pattern, value):
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None
