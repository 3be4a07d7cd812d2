"""How additions change what a call is authorised for.

MiniStack judges a call as one action on one resource. `judge` registers a rule for a service: it gets the call and the checks that are
to be made, and returns the checks to make instead. All of them have to pass.
"""

import contextvars
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import parse_qs

from ministack.core import iam_actions, iam_evaluator


@dataclass(frozen=True)
class Call:
    service: str
    method: str
    path: str
    headers: dict
    body: bytes
    query: dict
    region: str
    account: str
    access_key_id: str = ''

    @cached_property
    def parameters(self):
        """Of the Query protocol: each with its one value."""
        form = parse_qs(self.body.decode(errors='replace'), keep_blank_values=True) if 'Action' not in self.query else {}
        return {name: value[0] if isinstance(value, list) else value for name, value in {**self.query, **form}.items()}

    def numbered(self, name):
        """The values of a list parameter: NAME.1, NAME.2; with `*` in the name for a number in the middle of it."""
        pattern = re.compile(re.escape(name).replace(r'\*', r'\d+') + r'\.\d+')
        return [value for key, value in self.parameters.items() if pattern.fullmatch(key)]


@dataclass(frozen=True)
class Check:
    """One question to the policies. `forbidden`: no policy can allow it."""

    action: str
    resource: str = '*'
    keys: dict = field(default_factory=dict)
    forbidden: bool = False


_rules = {}
_call = contextvars.ContextVar('call_to_authorise', default=None)
_refused = contextvars.ContextVar('refused_check', default=None)


def judge(service, rule):
    if not _rules:
        _wrap_ministack()
    _rules.setdefault(service, []).append(rule)


def _wrap_ministack():
    _remember_the_call()
    _make_the_checks()
    _name_the_refused_check()


def _remember_the_call():
    """The evaluator is not told the request; the function that names its resource is, and comes before."""
    original = iam_actions.extract_resource_arn

    def extract(service, method, path, headers, body, query, region, account):
        _call.set(Call(service, method, path, headers, body or b'', query or {}, region, account))
        _refused.set(None)
        return original(service, method, path, headers, body, query, region, account)

    iam_actions.extract_resource_arn = extract


def _make_the_checks():
    original = iam_evaluator.enforce

    def enforce(access_key_id, action, service, region, resource_arn='*', service_context=None):
        call = _call.get()
        _call.set(None)  # what else is checked for this request is MiniStack's own affair
        rules = _rules.get(call.service, []) if call else []
        checks = [Check(action, resource_arn, service_context or {})]
        for rule in rules:
            checks = rule(replace(call, access_key_id=access_key_id), checks)
        for check in checks:
            prefix = check.action.partition(':')[0]
            asked = service if prefix == action.partition(':')[0] else prefix
            denied = original(access_key_id, check.action, asked, region, resource_arn=check.resource, service_context=check.keys)
            if denied is None and check.forbidden:
                denied = iam_evaluator.EvalResult('ImplicitDeny', principal_arn=iam_evaluator.caller_arn())
            if denied is not None:
                _refused.set(check)
                return denied
        return None

    iam_evaluator.enforce = enforce


def _name_the_refused_check():
    """In the message, in place of the call's own action and resource."""
    original = iam_actions.access_denied_response

    def response(service, action, principal_arn, request_id, **more):
        check = _refused.get()
        if check:
            action, more['resource_arn'] = check.action, check.resource
        return original(service, action, principal_arn, request_id, **more)

    iam_actions.access_denied_response = response
