"""AWS::IAM::Role: what AWS does and MiniStack's CloudFormation does not.

The permissions boundary is applied (MiniStack ignores the property), and a managed policy that does not exist is refused.
"""

from ministack.services import iam

from plugin import cloudformation, iam_api


def install() -> None:
    handler = cloudformation.handler_of('AWS::IAM::Role')
    original_create, original_update = handler['create'], handler['update']

    def create(logical_id, properties, stack_name):
        _require_known_policies(properties)
        created = original_create(logical_id, properties, stack_name)
        _apply_boundary(created[0], properties)
        return created

    def update(physical_id, old, new, stack_name, logical_id=None):
        _require_known_policies(new)
        updated = cloudformation.call_update(handler, original_update, physical_id, old, new, stack_name, logical_id)
        _apply_boundary(updated[0], new)
        return updated

    handler.update(create=create, update=update)


def _require_known_policies(properties):
    boundary = properties.get('PermissionsBoundary')
    iam_api.require_policies([*(properties.get('ManagedPolicyArns') or []), *([boundary] if boundary else [])])


def _apply_boundary(role_name, properties):
    iam._roles[role_name]['PermissionsBoundary'] = properties.get('PermissionsBoundary')
