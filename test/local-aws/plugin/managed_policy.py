"""AWS::IAM::ManagedPolicy: what AWS refuses and MiniStack's CloudFormation accepts.

A target that does not exist, a document over the size quota, and an eleventh managed policy on one identity; the last two through the
API as well.
"""

from ministack.services import iam

from plugin import cloudformation, iam_api

MAXIMUM_SIZE = 6144
MAXIMUM_POLICIES_PER_IDENTITY = 10


def install() -> None:
    handler = cloudformation.handler_of('AWS::IAM::ManagedPolicy')
    original_create, original_update = handler['create'], handler['update']

    def create(logical_id, properties, stack_name):
        _require_acceptable({}, properties)
        return original_create(logical_id, properties, stack_name)

    def update(physical_id, old, new, stack_name, logical_id=None):
        _require_acceptable(old, new)
        return cloudformation.call_update(handler, original_update, physical_id, old, new, stack_name, logical_id)

    handler.update(create=create, update=update)
    for operation in ('CreatePolicy', 'CreatePolicyVersion'):
        iam_api.guard(operation, _refuse_size)
    for _property, kind, store in iam_api.TARGETS:
        iam_api.guard(f'Attach{kind.title()}Policy', lambda parameters, kind=kind, store=store: _refuse_eleventh(parameters, kind, store))


def _require_acceptable(old, new):
    iam_api.require_targets(new)
    if iam_api.size(new['PolicyDocument']) > MAXIMUM_SIZE:
        raise ValueError(f'LimitExceeded: Cannot exceed quota for PolicySize: {MAXIMUM_SIZE}')
    for property_name, kind, store in iam_api.TARGETS:
        for name in set(new.get(property_name) or []) - set(old.get(property_name) or []):
            if _is_full(store[name]):
                raise ValueError(f'LimitExceeded: {_eleventh(kind)}')


def _is_full(identity):
    return len(identity.get('AttachedPolicies', [])) >= MAXIMUM_POLICIES_PER_IDENTITY


def _eleventh(kind):
    return f'Cannot exceed quota for PoliciesPer{kind.title()}: {MAXIMUM_POLICIES_PER_IDENTITY}'


def _refuse_eleventh(parameters, kind, store):
    identity = store.get(iam_api.parameter(parameters, f'{kind.title()}Name')) or {}
    known = iam_api.parameter(parameters, 'PolicyArn') in identity.get('AttachedPolicies', [])
    return iam_api.refusal('LimitExceeded', _eleventh(kind)) if _is_full(identity) and not known else None


def _refuse_size(parameters):
    if iam_api.size(iam_api.parameter(parameters, 'PolicyDocument')) > MAXIMUM_SIZE:
        return iam_api.refusal('LimitExceeded', f'Cannot exceed quota for PolicySize: {MAXIMUM_SIZE}')
    return None
