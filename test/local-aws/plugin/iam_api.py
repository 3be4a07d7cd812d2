"""MiniStack's IAM operations: how additions call them, and how they wrap them."""

import json
from xml.sax.saxutils import escape

from ministack.services import iam

from plugin import cloudformation

# The stores behind the three properties with which a policy names its targets.
TARGETS = (('Roles', 'role', iam._roles), ('Users', 'user', iam._users), ('Groups', 'group', iam._groups))


def call(operation, **parameters):
    cloudformation.expect_success(operation, iam._IAM_HANDLERS[operation](parameters))


def call_unless_gone(operation, **parameters):
    """For deletions: what is already gone is what was wanted."""
    response = iam._IAM_HANDLERS[operation](parameters)
    if response[0] != 404:
        cloudformation.expect_success(operation, response)


def parameter(parameters, name):
    return iam._p(parameters, name)


def refusal(code, message, status=409):
    """An error answer. 409 is IAM's status for both conflicts and exceeded quotas."""
    return iam._error(status, code, escape(message))


def size(document):
    """The length of a policy as IAM counts it: without white space."""
    text = document if isinstance(document, str) else json.dumps(document, separators=(',', ':'))
    return len(''.join(text.split()))


def guard(operation, check):
    """Let `check(parameters)` answer first: an error answer ends the call, None lets it through.

    The function is replaced under both names by which MiniStack reaches it: the table of API operations, and the module's attribute,
    which its CloudFormation uses.
    """
    original = iam._IAM_HANDLERS[operation]

    def guarded(parameters):
        refused = check(parameters)
        return original(parameters) if refused is None else refused

    guarded.__name__ = original.__name__
    iam._IAM_HANDLERS[operation] = guarded
    setattr(iam, original.__name__, guarded)


def require_policies(arns):
    """AWS refuses to attach a managed policy that does not exist; MiniStack attaches the name."""
    for arn in arns:
        if not iam._policy_exists(arn):
            raise ValueError(f'NoSuchEntity: Policy {arn} does not exist or is not attachable.')


def require_targets(properties):
    """AWS refuses to attach to a role, user or group that does not exist; MiniStack skips it silently."""
    for property_name, kind, store in TARGETS:
        for name in properties.get(property_name) or []:
            if name not in store:
                raise ValueError(f'NoSuchEntity: The {kind} with name {name} cannot be found.')
