"""Policy variables, such as ${aws:username} and ${aws:PrincipalTag/team, 'none'}, in resources and condition values.

MiniStack compares them as plain text. A variable that the request does not have makes its text match nothing, as on AWS. The escapes
${*}, ${?} and ${$} are left as they are, and so match nothing either: no policy of this project needs them.
"""

import dataclasses
import re

from ministack.core import iam_evaluator

_VARIABLE = re.compile(r"\$\{\s*([A-Za-z0-9-]+:[^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}")
_NOTHING = '\0'


def install() -> None:
    original = iam_evaluator._first_match

    def first_match(context, statements, effect):
        return original(context, [_resolved(statement, context) for statement in statements], effect)

    iam_evaluator._first_match = first_match


def _resolved(statement, context):
    return dataclasses.replace(
        statement,
        resources=_replace(statement.resources, context),
        not_resources=_replace(statement.not_resources, context),
        conditions=_replace(statement.conditions, context),
    )


def _replace(value, context):
    if isinstance(value, str):
        return _VARIABLE.sub(lambda found: _value(found, context), value) if '${' in value else value
    if isinstance(value, list):
        return [_replace(item, context) for item in value]
    if isinstance(value, dict):
        return {key: _replace(item, context) for key, item in value.items()}
    return value


def _value(found, context):
    resolved = iam_evaluator._resolve_condition_key(found[1], context)
    if isinstance(resolved, str) and resolved:
        return resolved
    return _NOTHING if found[2] is None else found[2]
